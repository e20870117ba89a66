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

/** The link to an issue in the tab, by its reference; empty where there is no tab to open. */
export type LinkTo = (place: string, label: string) => string;

type Row = readonly (string | number)[];
type Column = readonly [heading: string, cell: (hazard: Exported, linkTo: LinkTo) => string | number];

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
  ['Links to evidence', ({ reference }, linkTo) => linkTo(reference, reference)],
  ['Number in the hazard log', (hazard) => hazard.logRef],
  ['System', (hazard) => hazard.system],
  ['Version', (hazard) => hazard.version],
  ['Place', (hazard) => hazard.place],
  ['Others who have this', (hazard) => hazard.others],
  ['First seen', (hazard) => dateIn(new Date(hazard.firstSeenAt), 'Europe/London')],
  ['Issue', (hazard) => hazard.reference],
];

/** The heading, then a row for each draft. */
export function hazardRows(hazards: readonly Exported[], linkTo: LinkTo): Row[] {
  const rows = hazards.map((hazard) => COLUMNS.map(([, cell]) => cell(hazard, linkTo)));
  return [COLUMNS.map(([heading]) => heading), ...rows];
}

function statusOf({ state, into, reason }: Exported): string {
  const said = state === 'merged' ? into : state === 'declined' ? reason : '';
  return said === '' ? HAZARD_STATES[state] : `${HAZARD_STATES[state]}: ${said}`;
}
