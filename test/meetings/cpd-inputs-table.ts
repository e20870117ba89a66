// Every input of the buttons on CPD, and somebody who may press each.
import type { Inputs, Seat, SeatMaker } from '../identifiers/inputs.ts';
import { cabinetChannel, handler, lead } from '../issues/ward.ts';
import { dataOf, personal } from '../support/clerk.ts';

const ENTRY: Inputs = {
  choices: ['heldOn', 'minutes', 'participatory', 'presenter', 'method'],
  free: { title: 'Title', domain: 'Domain' },
};

export const INPUTS: Record<string, Inputs> = {
  'cpd.view': { ids: ['series', 'other'] },
  'cpd.take': { ids: ['series', 'other'] },
  'cpd.volunteer': { ids: ['series'], choices: ['plannedOn'] },
  'cpd.notMe': { ids: ['series', 'from'], choices: ['plannedOn'] },
  'cpd.guest': {
    ids: ['series'],
    choices: ['plannedOn'],
    free: { guest: 'Name of the guest', guestTopic: 'Topic of the guest' },
  },
  'cpd.topic': { ids: ['series'], choices: ['sort'], free: { topic: 'Topic' } },
  'cpd.swap': { ids: ['series'], choices: ['plannedOn', 'withOn'] },
  'cpd.answerSwap': { ids: ['swap'], choices: ['answer'] },
  'cpd.material': {
    ids: ['series'],
    choices: ['plannedOn', 'minutes'],
    free: { topic: 'Topic', link: 'Link', notes: 'Notes' },
  },
  'cpd.mine': { ids: ['year', 'kind', 'page'] },
  'cpd.form': {},
  'cpd.add': ENTRY,
  'cpd.entry': { ids: ['entry'] },
  'cpd.save': { ids: ['entry'], ...ENTRY },
  'cpd.reflect': { ids: ['entry'], free: { reflection: 'Reflection' } },
  'cpd.forget': { ids: ['entry'] },
  'cpd.remove': { ids: ['entry'] },
  'cpd.copy': { ids: ['year', 'reflections'] },
};

/** The buttons of the rota of a meeting that the lead has set up, and of the lead's own record. */
export const seats: SeatMaker = async (house) => {
  const form = { title: 'CPD team', firstOn: '2027-02-02', startTime: '09:30', minutes: 60, repeat: 'weekly' };
  const saved = await house.presses(lead, 'series.save', form, { in: cabinetChannel });
  const series = { series: dataOf(saved.card ?? {}, 'series.confirm').series };
  await house.presses(lead, 'series.confirm', series, { in: cabinetChannel });
  const seat = (data: object): Seat => ({ who: lead, place: cabinetChannel, data: { ...data } });
  const own = (data: object): Seat => ({ who: lead, place: personal(lead), data: { ...data } });
  const mine = { ...series, plannedOn: '2027-02-02' };
  const theirs = { ...series, plannedOn: '2027-02-09' };
  await house.presses(lead, 'cpd.volunteer', mine, { in: cabinetChannel });
  await house.presses(handler, 'cpd.volunteer', theirs, { in: cabinetChannel });
  await house.presses(handler, 'cpd.swap', { ...theirs, withOn: '2027-02-02' }, { in: cabinetChannel });
  const entry = { title: 'A paper', heldOn: '2026-11-20', minutes: 30, method: 'other' };
  await house.presses(lead, 'cpd.add', entry, { in: personal(lead) });
  const { db } = house.clerk.store;
  const swap = await db.selectFrom('cpdSwaps').select('id').executeTakeFirstOrThrow();
  const { id } = await db.selectFrom('cpdEntries').select('id').executeTakeFirstOrThrow();
  const ofEntry = { entry: id };
  return {
    'cpd.view': seat(series),
    'cpd.take': seat(series),
    'cpd.volunteer': seat(mine),
    'cpd.notMe': seat({ ...series, plannedOn: '2027-02-23' }),
    'cpd.guest': seat({ ...series, plannedOn: '2027-02-16', guest: 'Priya Raman' }),
    'cpd.topic': seat({ ...series, topic: 'Hazard logs' }),
    'cpd.swap': seat({ ...mine, withOn: '2027-02-09' }),
    'cpd.answerSwap': own({ swap: swap.id, answer: 'no' }),
    'cpd.material': own({ ...mine, minutes: 20 }),
    'cpd.mine': own({}),
    'cpd.form': own({}),
    'cpd.add': own(entry),
    'cpd.entry': own(ofEntry),
    'cpd.save': own({ ...ofEntry, ...entry }),
    'cpd.reflect': own({ ...ofEntry, reflection: 'Words' }),
    'cpd.forget': own(ofEntry),
    // Of an entry that is not there: the others go on having theirs.
    'cpd.remove': own({ entry: 'none' }),
    'cpd.copy': own({}),
  };
};
