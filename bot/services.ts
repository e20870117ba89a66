// The services of all features. A feature never imports another: what one needs of another is handed in here.
import { digestItemBytes } from '../cards/statements/statements.ts';
import type { Config } from '../src/config.ts';
import { createMondayDuty } from '../src/delivery/unasked.ts';
import { peopleOfIssue } from '../src/issues/people-about.ts';
import { createIssuesService } from '../src/issues/service.ts';
import { createMeetingsService } from '../src/meetings/service.ts';
import { createPeopleService } from '../src/people/service.ts';
import { createPollsService } from '../src/polls/service.ts';
import { createStatementsService } from '../src/statements/service.ts';
import type { Database } from '../src/store/database.ts';
import { pollSource } from './statements-polls.ts';
import { digestCabinets, issueSource } from './statements-sources.ts';

export type ServicesDeps = {
  db: Database;
  now: () => Date;
  /** Today's date (YYYY-MM-DD) in a zone. */
  today: (timeZone: string) => string;
  timeZone: string;
  config: Config;
};

export type Services = ReturnType<typeof createServices>;

export function createServices({ db, now, today, timeZone, config }: ServicesDeps) {
  const people = createPeopleService({
    db,
    now,
    today,
    timeZone,
    defaultOrganisation: config.contact.organisation ?? 'Our organisation',
    safetyChanged: (trx, teamId) => issues.safetyChanged(trx, teamId),
  });
  const { personWord: defaultPersonWord } = config.cabinetDefaults;
  const issues = createIssuesService({ db, now, today: () => today(timeZone), people, defaultPersonWord });
  const meetings = createMeetingsService({ db, now });
  const polls = createPollsService({
    db,
    now,
    peopleAbout: async (queries, actor, about) =>
      (await peopleOfIssue(queries, actor, about, today(timeZone))) ??
      (await statements.themes.peopleOf(queries, actor, about)),
  });
  const statements = createStatementsService({
    db,
    now,
    today: () => today(timeZone),
    sources: [issueSource(), pollSource({ now })],
    cabinets: digestCabinets(),
    sizeOf: digestItemBytes,
  });
  /** What the clock makes the features do, in this order at every beat. */
  const duties: readonly { run(): Promise<void> }[] = [
    issues.duties,
    meetings.duties,
    polls.duties,
    statements.duties,
    createMondayDuty({ db, now }),
  ];
  return { people, issues, meetings, polls, statements, duties };
}
