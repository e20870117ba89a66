// What the issue services need, handed in by bot/index.ts.
import type { PeopleService } from '../people/service.ts';
import type { Database, Trx } from '../store/database.ts';

export type IssuesDeps = {
  db: Database;
  now: () => Date;
  /** Today in the service's own zone, YYYY-MM-DD: for memberships and leave. */
  today: () => string;
  people: PeopleService;
  /** Told, in the transaction that stores it, that somebody said their issue could harm if nothing changes. */
  safetyRaised: (trx: Trx, said: SafetySaid) => Promise<void>;
};

/** Who said that an issue could harm: its raiser, or who has it too; null for one whom nobody named. */
export type SafetySaid = { issueId: string; personId: string | null; words: string; place: string };
