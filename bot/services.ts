// The services of all features. A feature never imports another: what one needs of another is handed in here.
import type { Config } from '../src/config.ts';
import { createMondayDuty } from '../src/delivery/unasked.ts';
import { createIssuesService } from '../src/issues/service.ts';
import { createMeetingsService } from '../src/meetings/service.ts';
import { createPeopleService } from '../src/people/service.ts';
import type { Database } from '../src/store/database.ts';
import { cabinetSeries } from './cabinet-series.ts';

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
  const issues = createIssuesService({
    db,
    now,
    today: () => today(timeZone),
    people,
    defaultPersonWord,
    cabinetSeries: cabinetSeries(db, () => meetings),
  });
  const meetings = createMeetingsService({ db, now });
  /** What the clock makes the features do, in this order at every beat. */
  const duties: readonly { run(): Promise<void> }[] = [
    issues.duties,
    issues.hazardDuties,
    issues.goLives,
    issues.meetingDuties,
    meetings.duties,
    createMondayDuty({ db, now }),
  ];
  return { people, issues, meetings, duties };
}
