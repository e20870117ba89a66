// Every input of the buttons on meetings, and somebody who may press each.
import type { Inputs, Seat, SeatMaker } from '../identifiers/inputs.ts';
import { cabinetChannel, lead } from '../issues/ward.ts';
import { dataOf } from '../support/clerk.ts';

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
  'series.answer': { ids: ['series'], choices: ['plannedOn', 'answer'] },
  'occurrence.skip': { ids: ['series'], choices: ['plannedOn'], free: { reason: 'Reason' } },
  'occurrence.move': { ids: ['series'], choices: ['plannedOn', 'date', 'time'] },
  'calendar.link': {},
  'calendar.revoke': {},
};

/** The buttons of a meeting that the lead has set up. */
export const seats: SeatMaker = async (house) => {
  const byLead = (data: object): Seat => ({ who: lead, place: cabinetChannel, data: { ...data } });
  const form = { title: 'Digital team', firstOn: '2027-01-05', startTime: '09:30', minutes: 60, repeat: 'weekly' };
  const saved = await house.presses(lead, 'series.save', form, { in: cabinetChannel });
  const series = { series: dataOf(saved.card ?? {}, 'series.confirm').series };
  await house.presses(lead, 'series.confirm', series, { in: cabinetChannel });
  const plain = ['series.form', 'series.list', 'calendar.link', 'calendar.revoke'].map((verb) => [verb, byLead({})]);
  const whole = ['confirm', 'view', 'pause', 'resume', 'end'].map((verb) => [`series.${verb}`, byLead(series)]);
  const date = { ...series, plannedOn: '2027-01-12' };
  return {
    ...Object.fromEntries([...plain, ...whole]),
    'series.save': byLead(form),
    'series.answer': byLead({ ...date, answer: 'keep' }),
    'occurrence.skip': byLead(date),
    'occurrence.move': byLead({ ...date, date: '2027-01-13', time: '10:00' }),
  };
};
