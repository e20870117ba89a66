// Every input of the buttons on check-ins, and somebody who may press each.
import type { Inputs, Seat, SeatMaker } from '../identifiers/inputs.ts';
import { doctor, lead, nurse, storesChannel } from '../issues/ward.ts';
import { personal } from '../support/clerk.ts';

export const INPUTS: Record<string, Inputs> = {
  'forum.form': { ids: ['forum'] },
  'forum.save': {
    ids: ['deputies'],
    choices: [
      'weekday',
      'form',
      'callTime',
      'promptTime',
      'remindTime',
      'digestTime',
      'promptDay',
      'digestDay',
      'nation',
      'clash',
      'members',
      'monthlyWhich',
      'monthlyWeekday',
      'monthlyTime',
      'keepWeeks',
    ],
    free: {
      name: 'Name of the check-in',
      joinLink: 'Join link',
      timeZone: 'Time zone',
      roster: 'Roster',
      topics: 'Topics',
    },
  },
  'forum.end': { ids: ['forum'] },
  'forum.roster': { ids: ['forum', 'page'] },
  'roster.remove': { ids: ['forum', 'member'] },
  'roster.approve': { ids: ['member'], choices: ['answer'] },
  'roster.merge': { ids: ['forum', 'organisation'], choices: ['on'], free: { successor: 'Successor' } },
  'checkin.joinForm': { ids: ['forum'] },
  'checkin.join': { ids: ['forum'], choices: ['sector', 'role'], free: { organisation: 'Organisation' } },
  'checkin.view': { ids: ['round'] },
  'checkin.read': { ids: ['round', 'part'] },
  'checkin.answer': { ids: ['round'], choices: ['state'] },
  'checkin.add': {
    ids: ['round', 'topics'],
    choices: ['learningAs', 'needAs', 'offerAs'],
    free: { learning: 'Something we learnt', need: 'Something we need', offer: 'Something we can offer' },
  },
  'checkin.help': { ids: ['round'], choices: ['how'] },
  'checkin.skip': { ids: ['round'] },
  'checkin.away': { ids: ['round'], choices: ['until'] },
  'checkin.pause': { ids: ['round'] },
  'checkin.resume': { ids: ['round'] },
  'checkin.offer': { ids: ['round', 'need', 'offer'], choices: ['about'] },
  'checkin.open': { ids: ['offer'] },
  'checkin.share': { ids: ['learning'] },
  'checkin.agree': { ids: ['share'], choices: ['answer'] },
};

/** The buttons of a check-in that the lead hosts; the nurse and the doctor are on its roster. */
export const seats: SeatMaker = async (house) => {
  const roster = `Amina Yusuf,${nurse.objectId},Northfield Trust,,acute,ccio\nBen Ito,${doctor.objectId},Southmere,,acute,ccio`;
  const form = { name: 'CCIOs', weekday: 'wednesday', members: 'list', roster };
  await house.presses(lead, 'forum.save', form, { in: storesChannel });
  const { db } = house.clerk.store;
  const { id: forum } = await db.selectFrom('forums').select('id').executeTakeFirstOrThrow();
  const member = await db.selectFrom('forumMembers').selectAll().executeTakeFirstOrThrow();
  const byLead = (data: object): Seat => ({ who: lead, place: storesChannel, data: { forum, ...data } });
  const round = 'none yet';
  const byNurse = (data: object): Seat => ({ who: nurse, place: personal(nurse), data: { round, ...data } });
  return {
    'forum.form': byLead({}),
    'forum.save': byLead(form),
    'forum.end': byLead({ forum: '' }),
    'forum.roster': byLead({ page: 1 }),
    'roster.remove': byLead({ member: '' }),
    'roster.approve': byLead({ member: member.id, answer: 'yes' }),
    'roster.merge': byLead({ organisation: member.organisationId, successor: 'Southmere', on: '2027-01-05' }),
    'checkin.joinForm': byLead({}),
    'checkin.join': byLead({ organisation: 'Northfield Trust', sector: 'acute' }),
    'checkin.view': byNurse({}),
    'checkin.read': byNurse({}),
    'checkin.answer': byNurse({ state: 'steady' }),
    'checkin.add': byNurse({}),
    'checkin.help': byNurse({ how: 'count' }),
    'checkin.skip': byNurse({}),
    'checkin.away': byNurse({ until: '2027-01-05' }),
    'checkin.pause': byNurse({}),
    'checkin.resume': byNurse({}),
    'checkin.offer': byNurse({ about: 'need' }),
    'checkin.open': byNurse({}),
    'checkin.share': byNurse({}),
    'checkin.agree': byNurse({ answer: 'no' }),
  };
};
