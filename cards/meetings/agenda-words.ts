// An agenda, a running meeting and a record as lines of words: what the cards show of them, a page at a time.
import { bytesOf } from '../parts.ts';
import { isolate } from '../render.ts';

export type ItemKind =
  | 'welcome'
  | 'actions'
  | 'cpd'
  | 'safety'
  | 'own'
  | 'proposed'
  | 'issues'
  | 'themes'
  | 'cpd-next'
  | 'aob'
  | 'next-date';

export type ShownNote = { kind: 'note' | 'decision'; words: string };

export type ShownItem = {
  kind: ItemKind;
  /** What people wrote; empty for the items that every agenda has. */
  title: string;
  minutes: number;
  /** Returns from an earlier meeting. */
  again: boolean;
  state: 'open' | 'now' | 'done' | 'later' | 'passed-over';
  /** What belongs to it: open actions, issues, who presents. */
  lines: readonly string[];
  notes: readonly ShownNote[];
};

export type ShownUpdate = { system: string; line: string; who: string };

export type AgendaText = {
  phase: 'before' | 'running' | 'over';
  agreed: boolean;
  items: readonly ShownItem[];
  /** Minutes that the items need, and that the meeting has. */
  needed: number;
  minutes: number;
  updates: readonly ShownUpdate[];
  /** Notes to no item. */
  notes: readonly ShownNote[];
  /** Actions taken in this meeting, in words. */
  actions: readonly string[];
  here: readonly string[];
  apologies: readonly string[];
};

/** A line of a card. `weight` and `spacing` as Adaptive Cards name them. */
export type Line = { text: string; weight: 'Default' | 'Bolder'; spacing: 'None' | 'Small' | 'Medium' };

const TITLES: Record<Exclude<ItemKind, 'own' | 'proposed'>, string> = {
  welcome: 'Welcome and apologies',
  actions: 'Actions from last time',
  cpd: 'Continuing professional development (CPD)',
  safety: 'Clinical safety',
  issues: 'Open issues of the digital cabinet',
  themes: 'Themes across projects',
  'cpd-next': 'Who presents CPD next',
  aob: 'Any other business',
  'next-date': 'Date of next meeting',
};

/** How much of a page of lines fits beside the rest of a card, in bytes. */
const PAGE_BYTES = 12_000;
/** Names run on in one line, this many at most. */
const NAMES_A_LINE = 30;

/** What an item is called. */
export function itemTitle({ kind, title }: Pick<ShownItem, 'kind' | 'title'>): string {
  return kind === 'own' || kind === 'proposed' ? isolate(title) : TITLES[kind];
}

/** All that there is to say of a meeting, in order; nothing is left out. */
export function agendaLines(text: AgendaText): Line[] {
  return [
    ...people(text),
    heading(text.phase === 'over' ? 'What was on the agenda' : 'Agenda'),
    ...text.items.flatMap((item, index) => itemLines(item, index + 1, text.phase)),
    ...(text.phase === 'before' ? [budget(text)] : []),
    ...section('More notes', text.notes.map(noteWords)),
    ...section('Actions from this meeting', text.actions),
    ...updateLines(text.updates),
  ];
}

/** What was proposed so far, for the card that asks for it. */
export function proposedLines(items: readonly ShownItem[], updates: readonly ShownUpdate[]): Line[] {
  const titles = items.map((item) => `${itemTitle(item)} (${minutesWords(item.minutes)})${item.again ? AGAIN : ''}`);
  return [...section('Proposed so far', titles), ...updateLines(updates)];
}

/** Lines cut into pages that fit into a card; at least one page. */
export function pagesOf(lines: readonly Line[]): Line[][] {
  const pages: Line[][] = [[]];
  let left = PAGE_BYTES;
  for (const line of lines) {
    // What a line's element costs beside its words.
    const bytes = bytesOf(line) + 100;
    if (bytes > left && pages.at(-1)?.length) {
      pages.push([]);
      left = PAGE_BYTES;
    }
    pages.at(-1)?.push(line);
    left -= bytes;
  }
  return pages;
}

const AGAIN = ', again';

function people({ phase, here, apologies }: AgendaText): Line[] {
  const came = phase === 'before' ? 'Coming' : phase === 'running' ? 'Here' : 'Who was there';
  return [...named(came, here), ...named('Apologies', apologies)];
}

function named(title: string, names: readonly string[]): Line[] {
  const lines: Line[] = [];
  for (let from = 0; from < names.length; from += NAMES_A_LINE) {
    const some = names
      .slice(from, from + NAMES_A_LINE)
      .map(isolate)
      .join(', ');
    lines.push(from === 0 ? { ...plain(`${title}: ${some}`), spacing: 'Small' } : plain(some));
  }
  return lines;
}

function itemLines(item: ShownItem, number: number, phase: AgendaText['phase']): Line[] {
  const head = `${number}. ${itemHead(item, phase)}`;
  const bold = item.state === 'now';
  return [
    { text: head, weight: bold ? 'Bolder' : 'Default', spacing: 'Small' },
    ...item.lines.map((line) => plain(`– ${isolate(line)}`)),
    ...item.notes.map((note) => plain(`– ${noteWords(note)}`)),
  ];
}

/** An item in a line: what it is, how long it takes, what became of it. */
export function itemHead(item: ShownItem, phase: AgendaText['phase']): string {
  const length = phase === 'over' ? '' : ` (${minutesWords(item.minutes)})`;
  return `${itemTitle(item)}${length}${item.again ? AGAIN : ''}${stateWords(item, phase)}`;
}

function stateWords({ state, kind }: ShownItem, phase: AgendaText['phase']): string {
  if (state === 'now') return ': now';
  if (state === 'done') return ': done';
  if (state === 'later') return ': next time';
  if (phase !== 'over' || state === 'passed-over') return '';
  if (kind === 'cpd') return ': not marked as done';
  return kind === 'proposed' ? ': not reached, returns next time' : '';
}

/** A note or a decision in a line. */
export function noteWords({ kind, words }: ShownNote): string {
  return kind === 'decision' ? `Decision: ${isolate(words)}` : isolate(words);
}

/** How long the items take, and how long the meeting is. */
export function budget({ needed, minutes }: Pick<AgendaText, 'needed' | 'minutes'>): Line {
  const over = needed - minutes;
  const words = `This needs about ${minutesWords(needed)}; the meeting has ${minutes}.`;
  if (over <= 0) return { text: words, weight: 'Default', spacing: 'Medium' };
  return { text: `Too long by ${minutesWords(over)}: ${words.toLowerCase()}`, weight: 'Bolder', spacing: 'Medium' };
}

function updateLines(updates: readonly ShownUpdate[]): Line[] {
  if (updates.length === 0) return [];
  const lines = [heading('Updates by system')];
  let system = '';
  for (const update of updates) {
    if (update.system !== system) {
      lines.push({ text: isolate(update.system), weight: 'Bolder', spacing: 'Small' });
      system = update.system;
    }
    lines.push(plain(`– ${isolate(update.line)} (${isolate(update.who)})`));
  }
  return lines;
}

function section(title: string, texts: readonly string[]): Line[] {
  return texts.length === 0 ? [] : [heading(title), ...texts.map((text) => plain(`– ${text}`))];
}

export function minutesWords(minutes: number): string {
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

function heading(text: string): Line {
  return { text, weight: 'Bolder', spacing: 'Medium' };
}

function plain(text: string): Line {
  return { text, weight: 'Default', spacing: 'None' };
}
