// The features at the Teams door: one line for each.
import type { Config } from '../src/config.ts';
import type { Database } from '../src/store/database.ts';
import { createAgendaFeature } from './agenda.ts';
import { createCabinetMeetingFeature } from './cabinet-meeting.ts';
import { createCabinetsFeature } from './cabinets.ts';
import { createCheckinsFeature } from './checkins.ts';
import { type Commands, createCommands } from './commands.ts';
import { createCpdFeature } from './cpd.ts';
import { type DrawAny, drawAny, type Feature } from './feature.ts';
import { createGoLivesFeature } from './go-lives.ts';
import { createHazardsFeature } from './hazards.ts';
import { createHelpFeature } from './help.ts';
import { createIssuesFeature } from './issues.ts';
import { createLookFeature } from './issues-look.ts';
import { createRedactFeature } from './issues-redact.ts';
import { createRoutingFeature } from './issues-routing.ts';
import { createTargetsFeature } from './issues-targets.ts';
import { createTriageFeature } from './issues-triage.ts';
import { createMeetingsFeature } from './meetings.ts';
import { createPeopleFeature } from './people.ts';
import { createPollsFeature } from './polls.ts';
import { createRemindersFeature } from './reminders.ts';
import type { Roster } from './roster.ts';
import type { Services } from './services.ts';
import { createStatementsFeature } from './statements.ts';
import { createTabLink } from './tab-link.ts';
import { deepLink } from './teams-calendar.ts';

export type FeaturesDeps = {
  db: Database;
  now: () => Date;
  today: (timeZone: string) => string;
  timeZone: string;
  config: Config;
  services: Services;
  roster: Roster;
};

export function createFeatures({ db, now, today, timeZone, config, services, roster }: FeaturesDeps) {
  const { people, issues, meetings, rota, cpd, polls, statements, checkins } = services;
  const { publicUrl } = config;
  const tabLink = createTabLink(config);
  const issuesFeature = createIssuesFeature({
    db,
    now,
    today,
    issues,
    rights: issues.rights,
    dueOf: issues.lateness.dueOf,
  });
  // Help lists all commands, its own among them: both are only asked when somebody writes.
  const help = createHelpFeature({ run: (turn, text) => commands.run(turn, text), commands: () => commands.all });
  const features: Feature[] = [
    issuesFeature,
    createTriageFeature({ db, issues }),
    createRedactFeature({ db, issues }),
    createRoutingFeature({ db, issues }),
    createTargetsFeature({ db, issues }),
    createLookFeature({ db, issues }),
    createCabinetsFeature({ db, issues, defaults: config.cabinetDefaults }),
    createHazardsFeature({ db, now, issues, linkTo: tabLink }),
    createCabinetMeetingFeature({ db, now, issues }),
    createGoLivesFeature({ db, now, goLives: issues.goLives }),
    createMeetingsFeature({ db, now, meetings, publicUrl, inTeamsCalendar: deepLink, tabLink }),
    createStatementsFeature({ db, now, statements, linkTo: tabLink }),
    createCheckinsFeature({ db, now, checkins, roster, tabLink }),
    createAgendaFeature({ db, now, meetings, tabLink }),
    createCpdFeature({ db, now, rota, cpd, meetings, publicUrl, tabLink }),
    createPollsFeature({ db, now, polls, tabLink }),
    createPeopleFeature({ db, people, roster, today, timeZone }),
    createRemindersFeature({ db, now, today, timeZone, people, draw: (intent, viewer) => draw(intent, viewer) }),
    help,
  ];
  const commands: Commands = createCommands(features, issuesFeature.offer);
  const draw: DrawAny = drawAny(features);
  return { features, commands, draw, issuesFeature };
}
