// Every input of the buttons on meetings, and somebody who may press each.
import { AGENDA_VERBS } from '../../cards/meetings/verbs.ts';
import type { Inputs, Seat, SeatMaker } from '../identifiers/inputs.ts';
import { cabinetChannel, lead } from '../issues/ward.ts';
import { dataOf, type House } from '../support/clerk.ts';

const ON_MEETING: Inputs = { ids: ['series', 'plannedOn'] };

export const INPUTS: Record<string, Inputs> = {
  'series.form': {},
  'series.save': {
    ids: ['meaning'],
    choices: ['firstOn', 'startTime', 'minutes', 'repeat', 'nation', 'clash'],
    free: { title: 'Name of the meeting', place: 'Where', timeZone: 'Time zone' },
  },
  'series.confirm': { ids: ['series'] },
  'series.view': { ids: ['series'] },
  'series.list': { ids: ['page'] },
  'series.pause': { ids: ['series'] },
  'series.resume': { ids: ['series'] },
  'series.end': { ids: ['series'] },
  'series.edit': { ids: ['series'] },
  'series.change': {
    ids: ['series'],
    choices: ['startTime', 'minutes', 'nation', 'clash'],
    free: { title: 'Name of the meeting', place: 'Where' },
  },
  'series.here': { ids: ['series'] },
  'series.answer': { ids: ['series'], choices: ['plannedOn', 'answer'] },
  'occurrence.skip': { ids: ['series'], choices: ['plannedOn'], free: { reason: 'Reason' } },
  'occurrence.move': { ids: ['series'], choices: ['plannedOn', 'date', 'time'] },
  'calendar.link': {},
  'calendar.revoke': {},
  'agenda.view': ON_MEETING,
  'agenda.form': { ...ON_MEETING, choices: ['part'] },
  'agenda.propose': { ...ON_MEETING, choices: ['minutes', 'anonymous'], free: { title: 'Item' } },
  'agenda.update': { ...ON_MEETING, free: { system: 'System or project', line: 'Update' } },
  'agenda.pass': { ...ON_MEETING, free: { reason: 'Reason' } },
  'agenda.settings': ON_MEETING,
  'series.settings': { ids: ['series', 'deputies'], choices: ['askDays'], free: { standing: 'Standing items' } },
  'item.done': { ids: ['series', 'plannedOn', 'item'] },
  'item.next': { ids: ['series', 'plannedOn', 'item'] },
  'item.later': { ids: ['series', 'plannedOn', 'item'] },
  'note.add': { ...ON_MEETING, choices: ['kind'], free: { words: 'Note or decision' } },
  'action.add': { ids: ['series', 'plannedOn', 'who'], choices: ['due'], free: { what: 'What is to be done' } },
  'action.done': { ids: ['action'] },
  'action.list': { ids: ['page'] },
  'attend.yes': ON_MEETING,
  'attend.apologies': ON_MEETING,
  'record.agree': ON_MEETING,
  'record.view': { ids: ['series', 'plannedOn', 'page'] },
  'record.cpd': ON_MEETING,
  'meeting.more': ON_MEETING,
  'days.save': { choices: ['date', 'kind'] },
};

const MINUTE_MS = 60_000;

/** The buttons of a meeting of the lead's that is on. */
async function atMeeting(house: House): Promise<Record<string, Seat>> {
  const startAt = new Date(house.now().getTime() + 2 * MINUTE_MS);
  const plannedOn = startAt.toISOString().slice(0, 10);
  const startTime = startAt.toISOString().slice(11, 16);
  const form = { title: 'Today', firstOn: plannedOn, startTime, minutes: 480, repeat: 'weekly' };
  const saved = await house.presses(lead, 'series.save', form, { in: cabinetChannel });
  const { series } = dataOf(saved.card ?? {}, 'series.confirm');
  await house.presses(lead, 'series.confirm', { series }, { in: cabinetChannel });
  await house.moveTo(startAt);
  const due = '2027-06-01';
  await house.presses(lead, 'action.add', { series, plannedOn, what: 'Ask', due }, { in: cabinetChannel });
  const { id: action } = await house.clerk.store.db.selectFrom('actions').select('id').executeTakeFirstOrThrow();
  const work = { title: 'Drill', system: 'EPMA', line: 'Live', reason: 'Go-live', words: 'Noted', what: 'Ring', due };
  const data = { series, plannedOn, item: 'welcome', action, page: 1, date: '2027-06-01', ...work };
  const verbs = AGENDA_VERBS.map((verb): [string, Seat] => [
    verb,
    { who: lead, place: cabinetChannel, data: { ...data } },
  ]);
  return Object.fromEntries(verbs);
}

/** The buttons of a meeting that the lead has set up. */
export const seats: SeatMaker = async (house) => {
  const byLead = (data: object): Seat => ({ who: lead, place: cabinetChannel, data: { ...data } });
  const form = { title: 'Digital team', firstOn: '2027-01-05', startTime: '09:30', minutes: 60, repeat: 'weekly' };
  const saved = await house.presses(lead, 'series.save', form, { in: cabinetChannel });
  const series = { series: dataOf(saved.card ?? {}, 'series.confirm').series };
  await house.presses(lead, 'series.confirm', series, { in: cabinetChannel });
  const plain = ['series.form', 'series.list', 'calendar.link', 'calendar.revoke'].map((verb) => [verb, byLead({})]);
  const whole = ['confirm', 'view', 'pause', 'resume', 'edit', 'here', 'end'].map((verb) => [
    `series.${verb}`,
    byLead(series),
  ]);
  const date = { ...series, plannedOn: '2027-01-12' };
  return {
    ...(await atMeeting(house)),
    ...Object.fromEntries([...plain, ...whole]),
    'series.save': byLead(form),
    'series.change': byLead({ ...series, ...form }),
    'series.answer': byLead({ ...date, answer: 'keep' }),
    'occurrence.skip': byLead(date),
    'occurrence.move': byLead({ ...date, date: '2027-01-13', time: '10:00' }),
  };
};
