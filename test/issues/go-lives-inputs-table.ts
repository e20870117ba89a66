// Every input of the buttons on go-lives, and somebody who may press each.
import type { Inputs, Seat, SeatMaker } from '../identifiers/inputs.ts';
import { dataOf } from '../support/clerk.ts';
import { cabinetChannel, handler, lead } from './ward.ts';

export const INPUTS: Record<string, Inputs> = {
  'golive.form': { ids: ['goLive'] },
  'golive.save': {
    ids: ['goLive', 'lead', 'manager'],
    choices: ['liveOn'],
    free: { name: 'What goes live', system: 'System' },
  },
  'golive.view': { ids: ['goLive'] },
  'golive.list': { ids: ['page'] },
  'golive.booked': { ids: ['goLive'], choices: ['workshopOn'] },
  'golive.notNeeded': { ids: ['goLive'], free: { reason: 'Why no workshop is needed' } },
};

/** The buttons of a go-live that the lead wrote down. */
export const seats: SeatMaker = async (house) => {
  const byLead = (data: object): Seat => ({ who: lead, place: cabinetChannel, data: { ...data } });
  const people = { lead: handler.objectId, manager: lead.objectId };
  const form = { goLive: '', name: 'E-prescribing', system: 'EPR', liveOn: '2027-06-01', ...people };
  const saved = await house.presses(lead, 'golive.save', form, { in: cabinetChannel });
  const { goLive } = dataOf(saved.card ?? {}, 'golive.booked');
  return {
    'golive.form': byLead({ goLive }),
    'golive.save': byLead({ ...form, goLive }),
    'golive.view': byLead({ goLive }),
    'golive.list': byLead({ page: 1 }),
    'golive.booked': byLead({ goLive, workshopOn: '2027-02-01' }),
    'golive.notNeeded': byLead({ goLive, reason: 'A new printer only.' }),
  };
};
