// Every input of the buttons on hazard drafts, and somebody who may press each.
import type { Inputs, Seat, SeatMaker } from '../identifiers/inputs.ts';
import { personal } from '../support/clerk.ts';
import { hazardOf, raiseCould } from './hazard-ward.ts';
import { safety } from './ward.ts';

export const INPUTS: Record<string, Inputs> = {
  'hazard.view': { ids: ['hazard'] },
  'hazard.list': { ids: ['page'] },
  'hazard.accept': {
    ids: ['hazard'],
    free: {
      logRef: 'Number in your hazard log',
      version: 'Version of the system',
      workaround: 'Present work-around',
    },
  },
  'hazard.merge': { ids: ['hazard'], free: { into: 'Same as' } },
  'hazard.decline': { ids: ['hazard'], free: { reason: 'Why it is not a hazard' } },
};

/** A draft for each button, before clinical safety of the ward; in this house somebody may have changed who that is. */
export const seats: SeatMaker = async (house) => {
  const bySafety = (data: object): Seat => ({ who: safety, place: personal(safety), data: { ...data } });
  const fresh = async (title: string) => ({ hazard: (await hazardOf(house, await raiseCould(house, { title }))).id });
  const one = await fresh('The dose shows twice');
  return {
    'hazard.view': bySafety(one),
    'hazard.list': bySafety({ page: 1 }),
    'hazard.accept': bySafety({ ...(await fresh('The alarm is silent')), logRef: 'HAZ-1' }),
    'hazard.merge': bySafety({ ...one, into: 'CAB-1' }),
    'hazard.decline': bySafety({ ...one, reason: 'It is shown once.' }),
  };
};
