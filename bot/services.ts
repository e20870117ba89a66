// The services of all features. A feature never imports another: what one needs of another is handed in here.
import { randomBytes } from 'node:crypto';
import { digestItemBytes } from '../cards/statements/statements.ts';
import { themeLine } from '../cards/statements/words.ts';
import { createCheckinsService } from '../src/checkins/service.ts';
import type { Config } from '../src/config.ts';
import { createMondayDuty } from '../src/delivery/unasked.ts';
import { peopleOfIssue } from '../src/issues/people-about.ts';
import { createIssuesService } from '../src/issues/service.ts';
import type { Log } from '../src/log.ts';
import { createCpdDuties } from '../src/meetings/cpd-duties.ts';
import { createCpdService } from '../src/meetings/cpd-service.ts';
import { forgetIssueLines } from '../src/meetings/forgetting.ts';
import { createHolding } from '../src/meetings/holding.ts';
import { createHolidaysDuty } from '../src/meetings/holidays-refresh.ts';
import { createRotaService } from '../src/meetings/rota-service.ts';
import { createMeetingsService } from '../src/meetings/service.ts';
import { createPeopleService } from '../src/people/service.ts';
import { createPollsService } from '../src/polls/service.ts';
import { createStatementsService } from '../src/statements/service.ts';
import type { Database } from '../src/store/database.ts';
import { cabinetSeries } from './cabinet-series.ts';
import { fetchHolidays } from './holidays-fetch.ts';
import { checkinSource } from './statements-checkins.ts';
import { pollSource } from './statements-polls.ts';
import { digestCabinets, issueSource } from './statements-sources.ts';

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
    forgetWords: forgetIssueLines,
    cabinetSeries: cabinetSeries(db, () => meetings),
  });
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
    sources: [issueSource(), pollSource({ now }), checkinSource()],
    cabinets: digestCabinets(),
    sizeOf: digestItemBytes,
  });
  /** What still waits for an answer. */
  const themesForAgenda = async (teamId: string) =>
    (await statements.themesOf(teamId)).filter((theme) => !theme.answered).map(themeLine);
  const rota = createRotaService({ db, now, gapTopics: polls.gapTopics });
  // In local mode it lasts until the service stops.
  const secret = config.identity?.password ?? randomBytes(32).toString('hex');
  const cpd = createCpdService({ db, now, timeZone, secret });
  const meetings = createMeetingsService({
    db,
    now,
    secret,
    ports: { openIssues: issues.forAgenda, themes: themesForAgenda, cpdNext: rota.next, cpdHeld: cpd.held },
  });
  const { hold: holdCall, endHeld: endCall } = createHolding({ now });
  const checkins = createCheckinsService({ db, now, random: Math.random, holdCall, endCall });
  const { bankHolidaysUrl: address } = config;
  const holidays = createHolidaysDuty({ db, now, log, fetchText: address ? () => fetchHolidays(address) : undefined });
  /** What the clock makes the features do, in this order at every beat. */
  const duties: readonly { run(): Promise<void> }[] = [
    issues.duties,
    issues.lateness,
    issues.waited,
    issues.hazardDuties,
    issues.goLives,
    issues.meetingDuties,
    meetings.duties,
    createCpdDuties({ db, now }),
    polls.duties,
    statements.duties,
    checkins.duties,
    createMondayDuty({ db, now }),
    holidays,
  ];
  return { people, issues, meetings, rota, cpd, polls, statements, checkins, duties };
}
