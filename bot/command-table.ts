// All commands in the order of help, for whoever lists them without starting the service: manifest, package, doctor.

import { AGENDA_COMMANDS } from './agenda.ts';
import { CABINET_MEETING_COMMANDS } from './cabinet-meeting.ts';
import { CABINET_COMMANDS } from './cabinets.ts';
import { CHECKIN_COMMANDS } from './checkins.ts';
import { CPD_COMMANDS } from './cpd.ts';
import type { CommandRows } from './feature.ts';
import { GO_LIVE_COMMANDS } from './go-lives.ts';
import { HAZARD_COMMANDS } from './hazards.ts';
import { HELP_COMMANDS } from './help.ts';
import { ISSUE_COMMANDS } from './issues.ts';
import { LOOK_COMMANDS } from './issues-look.ts';
import { REDACT_COMMANDS } from './issues-redact.ts';
import { ROUTING_COMMANDS } from './issues-routing.ts';
import { TARGET_COMMANDS } from './issues-targets.ts';
import { TRIAGE_COMMANDS } from './issues-triage.ts';
import type { ManifestCommand } from './manifest.ts';
import { MEETING_COMMANDS } from './meetings.ts';
import { PEOPLE_COMMANDS } from './people.ts';
import { POLL_COMMANDS } from './polls.ts';
import { REMINDER_COMMANDS } from './reminders.ts';
import { STATEMENT_COMMANDS } from './statements.ts';

/** The listed commands: `title` is what is typed, as Teams' menu puts it into the message box. */
export function commandTable(): ManifestCommand[] {
  const rows: CommandRows = {
    ...ISSUE_COMMANDS,
    ...TRIAGE_COMMANDS,
    ...LOOK_COMMANDS,
    ...REDACT_COMMANDS,
    ...ROUTING_COMMANDS,
    ...TARGET_COMMANDS,
    ...CABINET_COMMANDS,
    ...HAZARD_COMMANDS,
    ...GO_LIVE_COMMANDS,
    ...CABINET_MEETING_COMMANDS,
    ...MEETING_COMMANDS,
    ...STATEMENT_COMMANDS,
    ...POLL_COMMANDS,
    ...CHECKIN_COMMANDS,
    ...CPD_COMMANDS,
    ...AGENDA_COMMANDS,
    ...PEOPLE_COMMANDS,
    ...REMINDER_COMMANDS,
    ...HELP_COMMANDS,
  };
  const listed = Object.entries(rows).filter(([, row]) => row.listed);
  return listed.map(([command, { does, scopes }]) => ({ title: command, description: does, scopes }));
}
