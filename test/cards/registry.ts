// Every card with the function that fills it, its samples, and the longest view that the service can hand it. Each
// feature lists its own in registry/.
import { readdirSync, readFileSync } from 'node:fs';
import { ENTRIES as cabinetMeeting } from './registry/cabinet-meeting.ts';
import { ENTRIES as checkins } from './registry/checkins.ts';
import { ENTRIES as cpd } from './registry/cpd.ts';
import type { Entry, View } from './registry/entry.ts';
import { ENTRIES as goLives } from './registry/go-lives.ts';
import { ENTRIES as hazards } from './registry/hazards.ts';
import { ENTRIES as help } from './registry/help.ts';
import { ENTRIES as issues } from './registry/issues.ts';
import { ENTRIES as meetings } from './registry/meetings.ts';
import { ENTRIES as people } from './registry/people.ts';
import { ENTRIES as polls } from './registry/polls.ts';
import { ENTRIES as reminders } from './registry/reminders.ts';
import { ENTRIES as statements } from './registry/statements.ts';

export type { Entry, View } from './registry/entry.ts';

const FOLDER = new URL('../../cards/', import.meta.url);

export const ENTRIES: readonly Entry[] = [
  ...issues,
  ...people,
  ...meetings,
  ...cpd,
  ...polls,
  ...statements,
  ...checkins,
  ...hazards,
  ...goLives,
  ...cabinetMeeting,
  ...help,
  ...reminders,
];

export type Sample = { readonly entry: Entry; readonly kind: string; readonly view: View };

/** Every sample of a card: `full`, `minimal`, `hostile`, and whatever else its file holds. */
export function samplesOf(one: Entry): Sample[] {
  const file = readFileSync(new URL(`${one.name}.sample.json`, FOLDER), 'utf8');
  const views: Record<string, View> = JSON.parse(file);
  return Object.entries(views).map(([kind, view]) => ({ entry: one, kind, view }));
}

export function allSamples(): Sample[] {
  return ENTRIES.flatMap(samplesOf);
}

/** The names of all templates in cards/, such as `issues/harm`. */
export function templateNames(): string[] {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.json') && !file.endsWith('.sample.json'))
    .map((file) => file.replaceAll('\\', '/').replace(/\.json$/, ''))
    .sort();
}
