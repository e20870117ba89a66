// All tables of rights: each feature keeps its own beside its tests, and is listed here. The test beside this file fails
// where a button or a command stands in none of them.

import { checkins } from '../checkins/rights-table.ts';
import { cabinetMeeting } from '../issues/cabinet-meeting-rights-table.ts';
import { goLives } from '../issues/go-lives-rights-table.ts';
import { redacting, redactingFlagged, routing, targets, triage } from '../issues/handling-rights-table.ts';
import { hazard, hazardUnheld } from '../issues/hazards-rights-table.ts';
import { joining, joiningFlagged } from '../issues/rights-joining-table.ts';
import { flagged, form, moving, ordinary, released, settings, unheld } from '../issues/rights-table.ts';
import { cpd } from '../meetings/cpd-rights-table.ts';
import { agenda, meetings } from '../meetings/rights-table.ts';
import { polls } from '../polls/rights-table.ts';
import { statements } from '../statements/rights-table.ts';
import type { Grid } from './grid.ts';

export const ISSUE_GRIDS: readonly Grid[] = [ordinary, flagged, released, unheld];

export const GRIDS: readonly Grid[] = [
  ...ISSUE_GRIDS,
  form,
  joining,
  joiningFlagged,
  settings,
  moving,
  triage,
  routing,
  targets,
  redacting,
  redactingFlagged,
  meetings,
  agenda,
  cpd,
  polls,
  statements,
  checkins,
  hazard,
  hazardUnheld,
  goLives,
  cabinetMeeting,
];

/** What everyone may do, in their own chat and about themselves. */
export const OWN: readonly string[] = [
  'raise',
  'my issues',
  'waiting times',
  'late',
  'late.open',
  'late.day',
  'who is my associate ccio',
  'help',
  'hi',
  'hello',
  'help.run',
  'away',
  'pause',
  'resume',
  'meetings',
  'calendar',
  'series.list',
  'calendar.link',
  'calendar.revoke',
  'you said',
  'you said measures',
  'theme.list',
  'polls',
  'poll.list',
  'stop reminders',
  'checkin',
  'cpd',
  'my cpd',
  'cpd.mine',
  'cpd.form',
  'cpd.add',
  'cpd.copy',
  'agenda',
  'my actions',
  'action.list',
  'reminders',
  'reminders.open',
  'reminders.save',
];
