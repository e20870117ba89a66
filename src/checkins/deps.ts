// What the check-ins are given: the database, the clock, and what they need of the meetings.
import type { Clash } from '../calendar/clash.ts';
import type { Repeat } from '../calendar/recurrence.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import type { Database, Trx } from '../store/database.ts';

export type Call = {
  tenantId: string;
  teamId: string;
  conversationId: string;
  ownerId: string;
  /** Person ids of the owner's deputies. */
  deputies: readonly string[];
  title: string;
  /** The rule's first date is the first on or after this one, YYYY-MM-DD. */
  firstOn: string;
  /** Wall time, HH:MM. */
  startTime: string;
  minutes: number;
  repeat: Repeat;
  clash: Clash;
  nation: WorkingCalendar['nation'];
  timeZone: string;
  /** Join link; may be empty. */
  place: string;
  /** Whether items and CPD are asked for; not at the call, whose agenda is the digest. */
  agenda: boolean;
};

export type CheckinsDeps = {
  db: Database;
  now: () => Date;
  /** A number from 0 up to, not with, 1: draws the lots of the digest. */
  random: () => number;
  /** Holds the call as a series of meetings, in the caller's transaction; gives its id. */
  holdCall: (trx: Trx, call: Call) => Promise<string>;
  endCall: (trx: Trx, seriesId: string) => Promise<void>;
};
