// Parts that several cards share: rows of facts, paragraphs of people's text, links, choices that fit into a card.
import { isolate, type Rendered } from './render.ts';

/** A labelled line of a card. */
export type Fact = { title: string; value: string };

/** A choice of people or things: `id` is what comes back, `name` what is shown. */
export type Option = { id: string; name: string };

/** A choice as Adaptive Cards name it. */
export type Choice = { title: string; value: string };

/** Teams refuses a message over 28 KB; a card keeps well below it (design, section 3 rule 7). In bytes of UTF-8. */
export const CARD_BYTES = 25_000;

/** The facts that have a value, in order, each safe in the middle of a line; a list is shown with commas between. */
export function facts(rows: readonly (readonly [title: string, value: string | readonly string[]])[]): Fact[] {
  const shown: Fact[] = [];
  for (const [title, value] of rows) {
    const words = typeof value === 'string' ? isolate(value) : value.map(isolate).join(', ');
    if (words !== '') shown.push({ title, value: words });
  }
  return shown;
}

/** Beyond this many lines the rest is run together, so that a text of line breaks alone cannot fill the card. */
const MOST_LINES = 30;

/**
 * People's text, a paragraph for each of its lines (clients do not agree about line breaks inside a TextRun).
 * Blank lines are left out; nothing else is lost.
 */
export function paragraphs(text: string): { text: string }[] {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).filter((line) => line.trim() !== '');
  const kept = lines.slice(0, MOST_LINES);
  const rest = lines.slice(MOST_LINES);
  if (rest.length > 0) kept.push(rest.join(' '));
  return kept.map((line) => ({ text: line }));
}

/** A link only if it is https; otherwise empty, and the button is left out. */
export function httpsOnly(url: string): string {
  return /^https:\/\/[^\s]+$/i.test(url) && URL.canParse(url) ? url : '';
}

/** Text of at most `most` characters, with "…" where it was cut; never half of a surrogate pair. */
export function clip(text: string, most: number): string {
  const signs = [...text];
  return signs.length <= most
    ? text
    : `${signs
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

/** Choices whose value is the text shown. */
export function textChoices(texts: readonly string[]): Choice[] {
  return texts.map((text) => ({ title: text, value: text }));
}

/**
 * As many people as fit into `bytes`, those already chosen first. In Teams the picker searches all members of the
 * team beside these (`choices.data`); they are for clients that cannot search, and show the names of the chosen.
 */
export function peopleChoices(people: readonly Option[], chosen: readonly string[], bytes: number): Choice[] {
  const choices: Choice[] = [];
  const first = people.filter((person) => chosen.includes(person.id));
  const others = people.filter((person) => !chosen.includes(person.id));
  let left = bytes;
  for (const person of [...first, ...others]) {
    const choice = { title: clip(person.name, 80), value: person.id };
    left -= bytesOf(choice) + 1;
    if (left < 0) break;
    choices.push(choice);
  }
  return choices;
}

/** The size of a value as it goes over the wire: bytes of its JSON in UTF-8. */
export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** What is left for a list in a card that was rendered without it, in bytes. */
export function bytesLeft(rendered: Rendered): number {
  return Math.max(0, CARD_BYTES - bytesOf(rendered.card));
}
