// How a rehearsal is told: what people did, what the bot sent to whom and when, and how often it spoke unasked.
import { dateIn, timeIn } from '../../../src/calendar/dates.ts';
import { dateWords, shortDateWords, timeWords } from '../../../src/calendar/words.ts';
import { mondayOf } from '../../../src/delivery/unasked.ts';
import type { Activity } from './connector.ts';
import { type Event, type Stage, ZONE } from './stage.ts';

const WIDTH = 100;
const WHEN = 9;
const WHOM = 13;
/** Of a long card only the beginning is told. */
const MOST_LINES = 12;
const MOST_EDITED = 2;
/** What the clock may say to a person in a week, unasked. */
const MOST_A_WEEK = 3;

/** The rehearsal as lines of text. */
export function tell(events: readonly Event[]): string[] {
  const lines: string[] = [];
  const shown = new Map<string, readonly string[]>();
  let day = '';
  let before = '';
  for (const [event, others] of gathered(events)) {
    const told = event.kind === 'did' ? didLines(event) : sentLines(event, shown, others);
    if (told.length === 0) continue;
    const today = dateWords(dateIn(event.at, ZONE));
    const time = timeWords(timeIn(event.at, ZONE));
    if (today !== day) lines.push('', today, '─'.repeat(today.length));
    const when = today === day && time === before ? '' : time;
    told.forEach((line, index) => {
      lines.push(`${(index === 0 ? when : '').padStart(WHEN - 2)}  ${line}`.trimEnd());
    });
    day = today;
    before = time;
  }
  return lines;
}

/** Events with how many more people were sent the very same at that moment, who are then not told of one by one. */
function gathered(events: readonly Event[]): [Event, number][] {
  const told: [Event, number][] = [];
  for (const event of events) {
    const before = told.at(-1);
    if (before && isSame(before[0], event)) before[1] += 1;
    else told.push([event, 0]);
  }
  return told;
}

function isSame(one: Event, other: Event): boolean {
  if (one.kind !== 'sent' || other.kind !== 'sent' || one.edit !== other.edit) return false;
  // An edit that answers a press is told beside it.
  if (one.edit && !(one.byClock && other.byClock)) return false;
  if (!one.personal || !other.personal || one.at.getTime() !== other.at.getTime()) return false;
  const content = ({ activity }: typeof one) => {
    const card = activity.attachments?.[0]?.content;
    return JSON.stringify([wordsOf(activity), buttonsShown(card)]);
  };
  return content(one) === content(other);
}

function didLines({ who, words, where, filled }: Event & { kind: 'did' }): string[] {
  const what = `${who} ${words}${where && ` in #${where}`}${filled && `: ${filled}`}`;
  return wrap(what, WIDTH - WHEN - 2).map((line, index) => (index === 0 ? `» ${line}` : `  ${line}`));
}

/**
 * A message as it is read. Of an edited card only what it says now and did not say before; nothing, where that is
 * nothing. `shown`: what each message said last. `others`: how many more were sent the same.
 */
function sentLines(event: Event & { kind: 'sent' }, shown: Map<string, readonly string[]>, others: number): string[] {
  const { to, edit, aloneIn, activity, activityId } = event;
  const column = WIDTH - WHEN - WHOM - 2;
  const words = wordsOf(activity);
  const before = shown.get(activityId + aloneIn) ?? [];
  shown.set(activityId + aloneIn, words);
  const news = edit ? words.filter((line) => !before.includes(line)) : words;
  const [first] = news;
  if (first === undefined) return [];
  if (edit) news[0] = `${aloneIn ? `(alone, in #${aloneIn}) ` : activity.summary ? '(edited) ' : ''}${first}`;
  const lines = (edit ? news.slice(0, MOST_EDITED) : news).flatMap((line) => wrap(line, column));
  const kept = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), '…'] : lines;
  const buttons = edit ? [] : buttonsShown(activity.attachments?.[0]?.content).map((title) => `[${title}]`);
  const all = [...kept, ...(buttons.length > 0 ? wrap(buttons.join(' '), column) : [])];
  const names = [to, others > 0 ? `and ${others} more` : ''];
  return all.map((line, index) => `${(names[index] ?? '').padEnd(WHOM)}│ ${line}`);
}

/** The titles of the buttons that are visible at once. */
function buttonsShown(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(buttonsShown);
  if (typeof node !== 'object' || node === null) return [];
  const { fallback: _, ...parts } = node as Record<string, unknown>;
  if (parts.isVisible === false) return [];
  const own = String(parts.type).startsWith('Action.') ? [String(parts.title)] : [];
  return [...own, ...Object.values(parts).flatMap(buttonsShown)];
}

/** What a message shows: the line of its notification, then its text, without what that line has said already. */
function wordsOf({ text, summary, attachments }: Activity): string[] {
  if (!summary) return [text ?? ''];
  const lines: string[] = [];
  walkText(attachments?.[0]?.content, (line, heading) => {
    // "State: Taken" under "CAB-1: Taken" says nothing new.
    const value = line.slice(line.indexOf(': ') + 1).trim();
    if (!heading && !summary.includes(value)) lines.push(line);
  });
  return [summary, ...lines];
}

/** Every text that is visible at once, in order; the runs of one block are one line. */
function walkText(node: unknown, say: (line: string, heading: boolean) => void): void {
  if (Array.isArray(node)) {
    for (const part of node) walkText(part, say);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { type, text, inlines, isVisible, isSubtle, style, items, body, facts, columns, data } = node as Record<
    string,
    unknown
  >;
  if (isVisible === false || isSubtle === true) return;
  if (type === 'TextBlock') say(String(text).replaceAll('**', ''), style === 'heading');
  if (type === 'RichTextBlock') say((inlines as { text?: string }[]).map((run) => run.text ?? '').join(''), false);
  for (const { title, value } of (facts ?? []) as { title: string; value: string }[]) say(`${title}: ${value}`, false);
  if (type === 'Chart.HorizontalBar') {
    for (const { x, y } of data as { x: string; y: number }[]) say(`${x} (${y})`, false);
  }
  for (const part of [body, items, columns]) walkText(part, say);
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** How often the clock spoke to a person in a week, from Monday; `exempt` is beside the three (check-ins, one's own issues, safety). */
export type Count = { name: string; weekOn: string; unasked: number; exempt: number };

/** Counts what reached people unasked, from what arrived. */
export function countUnasked({ events }: Stage): Count[] {
  const counts = new Map<string, Count>();
  for (const event of events) {
    if (event.kind !== 'sent' || !event.personal || !event.byClock || event.edit) continue;
    const weekOn = mondayOf(dateIn(event.at, ZONE));
    const key = `${event.to} ${weekOn}`;
    const count = counts.get(key) ?? { name: event.to, weekOn, unasked: 0, exempt: 0 };
    counts.set(key, count);
    // What nobody noted is counted: it must not hide.
    if (event.sort === '' || event.sort === 'reminder') count.unasked += 1;
    else count.exempt += 1;
  }
  return [...counts.values()];
}

/** The counts as a table: a row for each person who was spoken to, a column for each week. */
export function tellCounts(people: readonly { name: string }[], counts: readonly Count[]): string[] {
  const weeks = [...new Set(counts.map(({ weekOn }) => weekOn))].sort();
  const head = ['Week of', ...weeks.map((week) => shortDateWords(week).replace(/ \d{4}$/, ''))];
  const heard = people.filter(({ name }) => counts.some((count) => count.name === name));
  const rows = heard.map(({ name }) => [
    name,
    ...weeks.map((week) => cellOf(counts.find((one) => one.name === name && one.weekOn === week))),
  ]);
  const table = [head, ...rows].map(
    ([first = '', ...cells]) => first.padEnd(WHOM + WHEN) + cells.map((cell) => cell.padStart(12)).join(''),
  );
  const most = Math.max(0, ...counts.map(({ unasked }) => unasked));
  const verdict = most <= MOST_A_WEEK ? 'Nobody had more than three.' : `Too many: somebody had ${most}.`;
  return ['', 'Personal messages that nobody’s act caused (at most three a week)', ...table, verdict];
}

function cellOf(count: Count | undefined): string {
  if (!count) return '-';
  return count.exempt > 0 ? `${count.unasked} (+${count.exempt})` : String(count.unasked);
}
