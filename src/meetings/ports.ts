// What the agenda takes from other features: small functions, handed in by bot/services.ts. None is needed to run. Those
// that read are never called inside a transaction; what is written is written in the one that is handed in.
import type { Trx } from '../store/database.ts';

/** A line that another feature puts on the agenda. */
export type AgendaLine = { words: string };

/** The open issues of the cabinets of a team that ask for it, the most pressing first. */
export type OpenIssues = (teamId: string) => Promise<readonly AgendaLine[]>;

/** What recurs across a team's projects. */
export type Themes = (teamId: string) => Promise<readonly AgendaLine[]>;

/** Who presents CPD on one date of a series, by name, and what about (may be empty); undefined while nobody does. */
export type CpdNext = (
  seriesId: string,
  plannedOn: string,
) => Promise<{ presenter: string; topic: string } | undefined>;

/** A meeting that was held with CPD in it. `heldOn`: its date in the series' zone; `minutes`: those that CPD had. */
export type CpdOccurrence = {
  tenantId: string;
  teamId: string;
  seriesId: string;
  plannedOn: string;
  heldOn: string;
  title: string;
  minutes: number;
};

/**
 * Tells that CPD was held, in the transaction that ends the meeting; again, with everyone, when attendance is corrected
 * afterwards. `attendees` are ids of people. What it writes for one person and date, it writes once.
 */
export type CpdHeld = (trx: Trx, occurrence: CpdOccurrence, attendees: readonly string[]) => Promise<void>;

export type MeetingPorts = {
  openIssues?: OpenIssues | undefined;
  themes?: Themes | undefined;
  cpdNext?: CpdNext | undefined;
  cpdHeld?: CpdHeld | undefined;
};
