// All inputs of all buttons, and a seat at each: every feature keeps its own table beside its tests, and is listed here.
import * as checkins from '../checkins/inputs-table.ts';

import * as cabinetMeeting from '../issues/cabinet-meeting-inputs-table.ts';
import * as goLives from '../issues/go-lives-inputs-table.ts';
import * as hazards from '../issues/hazards-inputs-table.ts';
import * as issues from '../issues/inputs-table.ts';
import * as cpd from '../meetings/cpd-inputs-table.ts';
import * as meetings from '../meetings/inputs-table.ts';
import * as polls from '../polls/inputs-table.ts';
import * as reminders from '../reminders/inputs-table.ts';
import * as statements from '../statements/inputs-table.ts';
import type { House } from '../support/clerk.ts';
import type { Inputs, Seat } from './inputs.ts';

const TABLES: readonly { INPUTS: Record<string, Inputs>; seats: (house: House) => Promise<Record<string, Seat>> }[] = [
  issues,
  meetings,
  statements,
  polls,
  checkins,
  hazards,
  goLives,
  cabinetMeeting,
  cpd,
  reminders,
];

export { admin } from '../issues/inputs-table.ts';

export const INPUTS: Record<string, Inputs> = Object.assign({}, ...TABLES.map((table) => table.INPUTS));

/** For each verb: somebody who may press it, where, and data with which it would do its work. */
export async function takeSeats(house: House): Promise<Record<string, Seat>> {
  const seats: Record<string, Seat> = {};
  for (const table of TABLES) Object.assign(seats, await table.seats(house));
  return seats;
}
