// Every card with the function that fills it, its samples, and the longest view that the service can hand it.
import { readdirSync, readFileSync } from 'node:fs';
import { helpCard } from '../../cards/help/help.ts';
import { cabinetCard, cabinetForm } from '../../cards/issues/cabinet.ts';
import { channelCard, handlerCard, noteCard } from '../../cards/issues/handler.ts';
import { listCard } from '../../cards/issues/list.ts';
import { formCard, harmCard, offerCard, safetyCard } from '../../cards/issues/raise.ts';
import { newsCard, receiptCard } from '../../cards/issues/raiser.ts';
import {
  askCard,
  calendarCard,
  changeCard,
  meetingsCard,
  seriesCard,
  seriesForm,
  startCard,
} from '../../cards/meetings/series.ts';
import {
  confirmCard,
  organisationCard,
  organisationForm,
  personWelcome,
  teamCard,
  teamForm,
  teamWelcome,
} from '../../cards/people/team.ts';
import type { Rendered } from '../../cards/render.ts';

export type View = Record<string, unknown>;

export type Entry = {
  readonly name: string;
  readonly card: (view: View) => Rendered;
  /** The fields of the view that hold what a person typed, or a name. `people`: a list of `{id, name}`. */
  readonly said: readonly string[];
};

const FOLDER = new URL('../../cards/', import.meta.url);

/** What one card function takes is checked where the service calls it; here every view comes from a JSON file. */
function entry<SomeView>(name: string, card: (view: SomeView) => Rendered, said: readonly string[]): Entry {
  return { name, card: (view) => card(view as SomeView), said };
}

export const ENTRIES: readonly Entry[] = [
  entry('issues/harm', harmCard, ['title', 'personWord', 'cabinets.name']),
  entry('issues/safety', safetyCard, [
    'deskPhone',
    'deskHours',
    'incidentName',
    'systems',
    'system',
    'place',
    'incidentRef',
    'missing',
  ]),
  entry('issues/form', formCard, [
    'title',
    'detail',
    'systems',
    'system',
    'place',
    'personWord',
    'cabinetName',
    'deskPhone',
  ]),
  entry('issues/offer', offerCard, ['title']),
  entry('issues/receipt', receiptCard, ['title', 'system', 'place', 'who', 'when', 'reply', 'replyBy']),
  entry('issues/news', newsCard, ['title', 'reply', 'from', 'answerTo']),
  entry('issues/channel', channelCard, ['title', 'system', 'place', 'owner', 'raiser', 'note']),
  entry('issues/handler', handlerCard, [
    'title',
    'detail',
    'system',
    'place',
    'raiser',
    'incidentRef',
    'owner',
    'reply',
    'note',
    'history.who',
    'history.words',
  ]),
  entry('issues/note', noteCard, ['title', 'words', 'comment']),
  entry('issues/list', listCard, ['heading', 'rows.title', 'rows.system', 'rows.place']),
  entry('issues/cabinet-form', cabinetForm, [
    'name',
    'systems',
    'organisation',
    'ods',
    'incidentName',
    'incidentUrl',
    'deskPhone',
    'deskHours',
    'personWord',
    'people.name',
  ]),
  entry('issues/cabinet', cabinetCard, ['name', 'organisation', 'systems', 'safety', 'missing']),
  entry('people/team-welcome', teamWelcome, ['teamName', 'addedBy', 'people.name', 'clerkName']),
  entry('people/confirm', confirmCard, ['name']),
  entry('people/team-form', teamForm, ['people.name', 'organisation', 'ods', 'timeZone']),
  entry('people/team', teamCard, ['facts.value', 'unreachable.name', 'unreachable.reason', 'missing']),
  entry('people/person-welcome', personWelcome, ['name']),
  entry('people/organisation', organisationCard, ['organisations.name']),
  entry('people/organisation-form', organisationForm, ['name', 'ods', 'domains']),
  entry('meetings/series-form', seriesForm, []),
  entry('meetings/series', seriesCard, ['title', 'place', 'dates.what']),
  entry('meetings/meetings', meetingsCard, ['series.title']),
  entry('meetings/ask', askCard, ['title']),
  entry('meetings/start', startCard, ['title', 'place']),
  entry('meetings/change', changeCard, ['title', 'words']),
  entry('meetings/calendar', calendarCard, []),
  entry('help/help', helpCard, ['intro', 'commands.command', 'commands.title', 'commands.does', 'more']),
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
