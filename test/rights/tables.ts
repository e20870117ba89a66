// All tables of rights: each feature keeps its own beside its tests, and is listed here. The test beside this file fails
// where a button or a command stands in none of them.
import { joining, joiningFlagged } from '../issues/rights-joining-table.ts';
import { flagged, form, ordinary, released, settings, unheld } from '../issues/rights-table.ts';
import { cpd } from '../meetings/cpd-rights-table.ts';
import { agenda, meetings } from '../meetings/rights-table.ts';
import type { Grid } from './grid.ts';

export const ISSUE_GRIDS: readonly Grid[] = [ordinary, flagged, released, unheld];

export const GRIDS: readonly Grid[] = [...ISSUE_GRIDS, form, joining, joiningFlagged, settings, meetings, agenda, cpd];

/** What everyone may do, in their own chat and about themselves. */
export const OWN: readonly string[] = [
  'raise',
  'my issues',
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
