// How the tables of inputs are written: which inputs of a button people write into, what a refusal calls them, and who
// may press it where with what.

import type { Place } from '../support/activities.ts';
import type { House } from '../support/clerk.ts';
import type { Person } from '../support/world.ts';

/** `free`: what people write, and what a refusal calls it. `ids`: what a card puts there itself. `choices`: lists. */
export type Inputs = { free?: Record<string, string>; ids?: readonly string[]; choices?: readonly string[] };

/** Somebody who may press a button, where, and data with which it would do its work. */
export type Seat = { who: Person; place: Place; data: Record<string, unknown> };

/** Brings a ward (test/issues/ward.ts) to where each button of a feature can be pressed. */
export type SeatMaker = (house: House) => Promise<Record<string, Seat>>;
