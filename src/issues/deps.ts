// What the issue services need, handed in by bot/index.ts.
import type { PeopleService } from '../people/service.ts';
import type { Database } from '../store/database.ts';

export type IssuesDeps = {
  db: Database;
  now: () => Date;
  /** Today in the service's own zone, YYYY-MM-DD: for memberships and leave. */
  today: () => string;
  people: PeopleService;
};
