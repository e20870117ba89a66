// The services of all features. A feature never imports another: what one needs of another is handed in here.
import type { Config } from '../src/config.ts';
import { createMondayDuty } from '../src/delivery/unasked.ts';
import { createIssuesService } from '../src/issues/service.ts';
import type { Log } from '../src/log.ts';
import { createCpdDuties } from '../src/meetings/cpd-duties.ts';
import { createCpdService } from '../src/meetings/cpd-service.ts';
import { createHolidaysDuty } from '../src/meetings/holidays-refresh.ts';
import { createRotaService } from '../src/meetings/rota-service.ts';
import { createMeetingsService } from '../src/meetings/service.ts';
import { createPeopleService } from '../src/people/service.ts';
import type { Database } from '../src/store/database.ts';
import { fetchHolidays } from './holidays-fetch.ts';

export type ServicesDeps = {
  db: Database;
  now: () => Date;
  /** Today's date (YYYY-MM-DD) in a zone. */
  today: (timeZone: string) => string;
  timeZone: string;
  config: Config;
  log: Log;
};

export type Services = ReturnType<typeof createServices>;

export function createServices({ db, now, today, timeZone, config, log }: ServicesDeps) {
  const people = createPeopleService({
    db,
    now,
    today,
    timeZone,
    defaultOrganisation: config.contact.organisation ?? 'Our organisation',
    safetyChanged: (trx, teamId) => issues.safetyChanged(trx, teamId),
  });
  const { personWord: defaultPersonWord } = config.cabinetDefaults;
  const issues = createIssuesService({
    db,
    now,
    today: () => today(timeZone),
    people,
    defaultPersonWord,
    // What could harm is seen on the issue by those who handle it; nothing else waits for it yet.
    safetyRaised: async () => {},
  });
  const rota = createRotaService({ db, now, gapTopics: async () => [] });
  const cpd = createCpdService({ db, now, timeZone });
  const meetings = createMeetingsService({
    db,
    now,
    ports: { openIssues: issues.forAgenda, cpdNext: rota.next, cpdHeld: cpd.held },
  });
  const { bankHolidaysUrl: address } = config;
  const holidays = createHolidaysDuty({ db, now, log, fetchText: address ? () => fetchHolidays(address) : undefined });
  /** What the clock makes the features do, in this order at every beat. */
  const duties: readonly { run(): Promise<void> }[] = [
    holidays,
    issues.duties,
    meetings.duties,
    createCpdDuties({ db, now }),
    createMondayDuty({ db, now }),
  ];
  return { people, issues, meetings, rota, cpd, duties };
}
