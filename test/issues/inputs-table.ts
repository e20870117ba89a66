// Every input of the buttons on issues, cabinets and people, and somebody who may press each.
import type { Inputs, Seat, SeatMaker } from '../identifiers/inputs.ts';
import { dataOf, person, personal } from '../support/clerk.ts';
import { answer, CABINET, cabinetChannel, chat, doctor, flag, lead, nurse, raise } from './ward.ts';

export const INPUTS: Record<string, Inputs> = {
  'issue.open': { ids: ['draft'] },
  'issue.start': { ids: ['draft', 'cabinet'], choices: ['harm'] },
  'issue.safety': {
    ids: ['draft'],
    free: { incidentRef: 'Incident reference', system: 'Which system', place: 'Where' },
  },
  'issue.safetyForm': {
    ids: ['draft'],
    free: { incidentRef: 'Incident reference', system: 'Which system', place: 'Where' },
  },
  'issue.raise': {
    ids: ['draft', 'forWhom'],
    choices: ['impact', 'urgency', 'share'],
    free: {
      title: 'What is wrong',
      system: 'Which system',
      place: 'Where',
      detail: 'Tell us more',
      workaround: 'What do you do instead for now',
      version: 'Version of the system',
    },
  },
  'issue.metoo': { ids: ['draft', 'issue'] },
  'issue.new': { ids: ['draft'] },
  'issue.withdraw': { ids: ['issue'] },
  'issue.same': { ids: ['issue'] },
  'issue.merge': { ids: ['issue'], free: { into: 'Same as' } },
  'issue.unmerge': { ids: ['issue'] },
  'issue.take': { ids: ['issue'] },
  'issue.view': { ids: ['issue'] },
  'issue.update': {
    ids: ['issue'],
    choices: ['status', 'waitingUntil', 'kind', 'burden', 'sector'],
    free: { reply: 'Reply', waitingFor: 'Waiting for whom', techNote: 'Note for IT' },
  },
  'issue.escalate': {
    ids: ['issue'],
    free: { deskRef: 'Service desk reference', deskUrl: 'Service desk link' },
  },
  'issue.release': { ids: ['issue'] },
  'issue.fixed': { ids: ['issue'] },
  'issue.notFixed': { ids: ['issue'], free: { comment: 'What is still wrong' } },
  'issue.list': { ids: ['cabinet', 'page', 'system'], choices: ['scope', 'state', 'priority'] },
  'triage.start': { ids: ['round'] },
  'triage.take': { ids: ['round', 'issue'] },
  'triage.reply': { ids: ['round', 'issue'], choices: ['starter'], free: { reply: 'Reply' } },
  'triage.words': { ids: ['round', 'issue'], choices: ['starter'], free: { reply: 'Reply' } },
  'triage.pass': { ids: ['round', 'issue', 'person'], free: { why: 'Why' } },
  'triage.same': { ids: ['round', 'issue'], free: { into: 'Same as' } },
  'triage.next': { ids: ['round', 'issue'] },
  'route.open': { ids: ['cabinet', 'page'] },
  'route.save': {
    ids: ['cabinet', 'person', 'deputy'],
    choices: ['sort'],
    free: { name: 'Its name', places: 'Places of the network' },
  },
  'route.remove': { ids: ['cabinet', 'route'] },
  'targets.save': {
    ids: ['cabinet', ...['lookHigh', 'doneHigh', 'lookMedium', 'doneMedium', 'lookLow', 'doneLow']],
    choices: ['opensAt', 'closesAt'],
  },
  'targets.off': { ids: ['cabinet'] },
  'late.open': { ids: ['list', 'page'] },
  'late.day': { choices: ['day'] },
  'issue.redact': { ids: ['issue', 'parts'] },
  'cabinet.save': {
    ids: ['safety'],
    choices: ['handlers'],
    free: {
      name: 'Name of the cabinet',
      prefix: 'Short letters',
      systems: 'Systems',
      organisation: 'Organisation',
      ods: 'ODS code',
      incidentName: 'Your incident system',
      incidentUrl: 'Link of the incident system',
      deskPhone: 'Service desk: phone number',
      deskHours: 'Service desk: hours',
      personWord: 'What you call the people you care for',
    },
  },
  'cabinet.edit': {},
  'person.organisation': { ids: ['organisation', 'draft'] },
  'team.handOver': { ids: ['person'] },
  'team.confirm': {},
  'team.save': {
    ids: ['facilitators', 'deputies', 'handlers', 'safety', 'safetyDeputies'],
    choices: ['nation'],
    free: { organisation: 'Organisation', ods: 'ODS code', timeZone: 'Time zone' },
  },
  'organisation.save': { free: { name: 'Name', ods: 'ODS code', domains: 'Mail domains' } },
  'help.run': { free: { command: 'What you wrote' } },
};

/** Targets as they stand in the form that nobody has changed. */
export const TARGETS = {
  opensAt: '09:00',
  closesAt: '17:00',
  lookHigh: '2 hours',
  doneHigh: '1 day',
  lookMedium: '8 hours',
  doneMedium: '3 days',
  lookLow: '2 days',
  doneLow: '10 days',
};

/** Somebody who is asked nothing: an admin of the service. */
export const admin = person('Ada Moss');

export const seats: SeatMaker = async (house) => {
  const open = await raise(house, { title: 'Screens are dark' }, doctor);
  const resolved = await raise(house, { title: 'Labels print blank' });
  await answer(house, resolved, 'resolved', 'There is a new cable.');
  const flagged = await flag(house);
  const safetyForm = dataOf(house.lastCard(chat).card, 'issue.safety');
  await house.says(nurse, 'raise');
  const start = dataOf(house.lastCard(chat).card, 'issue.start');
  await house.says(nurse, 'raise');
  const form = dataOf((await house.press(nurse, chat, 'issue.start', { harm: 'no' })).card ?? {}, 'issue.raise');
  await house.says(lead, 'triage');
  const triage = dataOf(house.lastCard(personal(lead)).card, 'triage.reply');
  const inTriage = (data: object): Seat => ({ who: lead, place: personal(lead), data: { ...triage, ...data } });
  await house.says(nurse, 'raise');
  await house.press(nurse, chat, 'issue.start', { harm: 'no' });
  const similar = await house.press(nurse, chat, 'issue.raise', { title: 'The screens are dark' });
  const asked = dataOf(similar.card ?? {}, 'issue.new');
  const byNurse = (data: object): Seat => ({ who: nurse, place: chat, data: { ...data } });
  const byLead = (data: object): Seat => ({ who: lead, place: cabinetChannel, data: { ...data } });
  const issue = { issue: open.id };
  const team = { facilitators: lead.objectId };
  return {
    'issue.open': byNurse(start),
    'issue.start': byNurse(start),
    'issue.safety': byNurse(safetyForm),
    'issue.safetyForm': byNurse(safetyForm),
    'issue.raise': byNurse({ ...form, title: 'Labels print blank' }),
    'issue.metoo': byNurse({ ...asked, issue: open.id }),
    'issue.new': byNurse(asked),
    'issue.withdraw': byNurse(issue),
    'issue.same': byLead(issue),
    'issue.merge': byLead({ issue: resolved.id, into: open.reference }),
    'issue.unmerge': byLead({ issue: resolved.id }),
    'issue.take': byLead(issue),
    'issue.view': byLead(issue),
    'issue.update': byLead({ ...issue, status: 'in-progress' }),
    'issue.escalate': byLead({ ...issue, deskRef: 'INC0012345' }),
    'issue.release': byLead({ issue: flagged.id }),
    'issue.fixed': byNurse({ issue: resolved.id }),
    'issue.notFixed': byNurse({ issue: resolved.id }),
    'issue.list': byNurse({ scope: 'mine', cabinet: '', page: 1 }),
    'triage.start': inTriage({}),
    'triage.take': inTriage({}),
    'triage.reply': inTriage({ starter: 'in-progress' }),
    'triage.words': inTriage({ starter: 'waiting' }),
    'triage.pass': inTriage({ why: '' }),
    'triage.same': inTriage({ into: resolved.reference }),
    'triage.next': inTriage({}),
    'route.open': byLead({ cabinet: open.cabinetId }),
    'route.save': byLead({ cabinet: open.cabinetId, name: 'Medicine', person: lead.objectId }),
    'route.remove': byLead({ cabinet: open.cabinetId }),
    'targets.save': byLead({ cabinet: open.cabinetId, ...TARGETS }),
    'targets.off': byLead({ cabinet: open.cabinetId }),
    'late.open': byNurse({ list: 'mine', page: 1 }),
    'late.day': byNurse({ day: '2' }),
    'issue.redact': byLead({ ...issue, parts: 'place' }),
    'cabinet.save': byLead(CABINET),
    'cabinet.edit': byLead({}),
    'person.organisation': byNurse({}),
    'team.handOver': byLead({}),
    'team.confirm': byLead({}),
    'team.save': byLead(team),
    'organisation.save': { who: admin, place: personal(admin), data: { name: 'Northfield Trust' } },
    'help.run': byNurse({}),
  };
};
