// A theme: what several people said, under one name. Pure: how many they were, when they said it, and its words.
import { dateWords, shortDateWords } from '../calendar/words.ts';
import type { ThemeTable } from '../store/tables-statements.ts';
import type { Said } from './ports.ts';

export type Theme = ThemeTable;

/** Below this many nothing that was said without a name is counted in public (design, section 3 rule 3). */
export const MINIMUM_GROUP = 5;

/** How many people said something. `atLeast`: some of them cannot be told apart, or are too few to be counted. */
export type Count = { people: number; atLeast: boolean };

/**
 * Counts the people behind a theme: each named one once. Of unnamed ones only what is certain: one person may have
 * chosen several choices and answered several questions, so the largest question counts.
 */
export function countPeople(parts: readonly Said[]): Count {
  const named = new Set(parts.flatMap((part) => part.personIds)).size;
  const questions = new Map<string, { texts: number; choice: number }>();
  for (const part of parts) {
    if (part.personIds.length > 0) continue;
    const so = questions.get(part.question) ?? { texts: 0, choice: 0 };
    if (part.sort === 'text') so.texts += part.unnamed;
    else so.choice = Math.max(so.choice, part.unnamed);
    questions.set(part.question, so);
  }
  const unnamed = Math.max(0, ...[...questions.values()].map(({ texts, choice }) => Math.max(texts, choice)));
  const shown = unnamed >= MINIMUM_GROUP ? unnamed : 0;
  return { people: named + shown, atLeast: questions.size > 0 };
}

/** The first and the last day on which it was said; undefined for nothing said. */
export function spanOf(parts: readonly Said[]): { from: string; until: string } | undefined {
  const days = parts.map((part) => part.on).toSorted();
  const [from, until] = [days[0], days.at(-1)];
  return from && until ? { from, until } : undefined;
}

/** The systems named, each once, by name. */
export function systemsOf(parts: readonly Said[]): string[] {
  return [...new Set(parts.map((part) => part.system).filter(Boolean))].toSorted();
}

/** One thing said, with what it is called. */
export function calledWords({ reference, text }: Said): string {
  const words = text.trim().replace(/\s+/g, ' ');
  return reference === '' ? words : `${reference}: ${words}`;
}

/** "12 people", "At least 12 people", "Some people". */
export function peopleWords({ people, atLeast }: Count): string {
  if (people === 0) return 'Some people';
  const words = people === 1 ? '1 person' : `${people} people`;
  return atLeast ? `At least ${words}` : words;
}

/** "on Monday 2 November 2026", "between 2 November 2026 and 20 November 2026". */
export function spanWords(span: { from: string; until: string }): string {
  if (span.from === span.until) return `on ${dateWords(span.from)}`;
  return `between ${shortDateWords(span.from)} and ${shortDateWords(span.until)}`;
}

/** What a statement begins with, to be changed by whoever writes it: the theme, how many people, which dates. */
export function saidWords(name: string, parts: readonly Said[]): string {
  const span = spanOf(parts);
  const when = span ? ` ${spanWords(span)}` : '';
  return `${peopleWords(countPeople(parts))} told us${when}: ${name}`;
}
