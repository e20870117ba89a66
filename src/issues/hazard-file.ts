// Hazard drafts as rows of a table, in the columns of published hazard logs (domain reference, 4.2). What is the clinical
// safety officer's to judge stays empty.
import { dateIn } from '../calendar/dates.ts';
import type { Exported } from './hazards-service.ts';

/** The states in words, as published templates have them. */
export const HAZARD_STATES: Record<Exported['state'], string> = {
  triage: 'New hazard for triage',
  accepted: 'Accepted into the hazard log',
  merged: 'Merged into another',
  declined: 'Not a hazard',
};

type Row = readonly (string | number)[];
type Column = readonly [heading: string, cell: (hazard: Exported, appId: string | undefined) => string | number];

const blank = () => '';

const COLUMNS: readonly Column[] = [
  ['Hazard name', (hazard) => hazard.name],
  ['Description', (hazard) => hazard.description],
  ['Cause(s)', blank],
  ['Effect', blank],
  ['Hazard', blank],
  ['Harm', blank],
  ['Hazard type', blank],
  ['Existing controls', (hazard) => hazard.workaround],
  ['Hazard control: design', blank],
  ['Hazard control: testing', blank],
  ['Hazard control: training', blank],
  ['Hazard control: business process', blank],
  ['Initial severity', blank],
  ['Initial likelihood', blank],
  ['Initial risk', blank],
  ['Residual severity', blank],
  ['Residual likelihood', blank],
  ['Residual risk', blank],
  ['Owner', (hazard) => hazard.owner || 'Clinical Safety Officer'],
  ['Status', statusOf],
  ['Links to evidence', linkOf],
  ['Number in the hazard log', (hazard) => hazard.logRef],
  ['System', (hazard) => hazard.system],
  ['Version', (hazard) => hazard.version],
  ['Place', (hazard) => hazard.place],
  ['Others who said the same', (hazard) => hazard.others],
  ['First seen', (hazard) => dateIn(new Date(hazard.firstSeenAt), 'Europe/London')],
  ['Issue', (hazard) => hazard.reference],
];

/** The heading, then a row for each draft. `appId`: of the app in Teams, for links to the issues; may be unknown. */
export function hazardRows(hazards: readonly Exported[], appId: string | undefined): Row[] {
  const rows = hazards.map((hazard) => COLUMNS.map(([, cell]) => cell(hazard, appId)));
  return [COLUMNS.map(([heading]) => heading), ...rows];
}

/** Opens the issue in the tab (platform reference: a deep link to a tab, with the issue as its sub-page). */
function linkOf({ issueId }: Exported, appId: string | undefined): string {
  if (!appId) return '';
  const context = encodeURIComponent(JSON.stringify({ subEntityId: issueId }));
  return `https://teams.microsoft.com/l/entity/${appId}/cabinet?context=${context}`;
}

function statusOf({ state, into, reason }: Exported): string {
  const said = state === 'merged' ? into : state === 'declined' ? reason : '';
  return said === '' ? HAZARD_STATES[state] : `${HAZARD_STATES[state]}: ${said}`;
}
