// How alike two issues are, pure: by their words, whatever the order, plural, slip of spelling or abbreviation.
import { EMPTY, SAME } from './similar-words.ts';

/** Changed with the rules of this file: what was noted by older ones is noted again. */
export const RULES = 1;

/** How alike two issues must be to be shown as perhaps the same; 1 is the same words. */
export const ALIKE = 0.5;
/** A word with a slip counts for this much of the word itself. */
const SLIP = 0.85;
/** More words of a text than this find no more. */
const MOST_WORDS = 16;
/** Shorter words are too like each other for a slip of one letter to mean anything. */
const SLIP_FROM = 5;

/** The longest row of words in the table of abbreviations, and what each row stands for. */
const STANDS_FOR = new Map(
  SAME.flatMap(([word, ...others]) => [word, ...others].map((other) => [stems(plain(other)).join(' '), word] as const)),
);
const LONGEST = Math.max(...[...STANDS_FOR.keys()].map((words) => words.split(' ').length));

/** The words that say what a text is about: singular, abbreviated, each once, in their order. */
export function wordsOf(text: string): string[] {
  const stemmed = stems(plain(text));
  const found = new Set<string>();
  for (let at = 0; at < stemmed.length; ) {
    const { word, length } = abbreviated(stemmed, at);
    at += length;
    if (!EMPTY.has(word) && !/^(\d{1,2}|.)$/.test(word)) found.add(word);
  }
  return [...found].slice(0, MOST_WORDS);
}

/** The longest row of words from `at` that an abbreviation stands for, or the word there. */
function abbreviated(stemmed: readonly string[], at: number): { word: string; length: number } {
  for (let length = Math.min(LONGEST, stemmed.length - at); length > 0; length -= 1) {
    const word = STANDS_FOR.get(stemmed.slice(at, at + length).join(' '));
    if (word) return { word, length };
  }
  return { word: stemmed[at] ?? '', length: 1 };
}

function plain(text: string): string[] {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return bare.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

function stems(words: readonly string[]): string[] {
  return words.map(stem);
}

/** Plural, -ing and -ed taken off, as far as that is safe without a dictionary. */
function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  if (/ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ss|us|is|ews)$/.test(word)) return word;
  if (/(sh|ch|x|ss|zz)es$/.test(word)) return word.slice(0, -2);
  if (/s$/.test(word)) return word.slice(0, -1);
  const ending = /^(.{4,})(ing|ed)$/.exec(word)?.[1];
  return ending ? ending.replace(/([^aeiouls])\1$/, '$1') : word;
}

/** A word, and what is left of it when any one letter is left out: two words one slip apart share one of these. */
export function nearOf(word: string): string[] {
  if (word.length < SLIP_FROM - 1) return [word];
  const near = new Set([word]);
  for (let at = 0; at < word.length; at += 1) near.add(word.slice(0, at) + word.slice(at + 1));
  return [...near];
}

/** Whether two different words are one slip apart: a letter too many, too few, another, or two that changed places. */
export function isSlip(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length < SLIP_FROM || long.length - short.length > 1 || one === other || /\d/.test(one + other))
    return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  if (short.length < long.length) return short.slice(start) === long.slice(start + 1);
  const swapped = short[start] === long[start + 1] && short[start + 1] === long[start];
  return (
    short.slice(start + 1) === long.slice(start + 1) || (swapped && short.slice(start + 2) === long.slice(start + 2))
  );
}

/** How much a word tells in a cabinet of `all` issues, `holding` of which have it: rare ones most. */
export function weightOf(holding: number, all: number): number {
  return Math.log(1 + (all + 1) / (holding + 0.5));
}

/**
 * How alike two texts are, from 0 to 1: the mean of how much of either is in the other, by the weight of the words.
 * `weight` says how much a word tells.
 */
export function likeness(asked: readonly string[], found: readonly string[], weight: (word: string) => number): number {
  const sum = (words: readonly string[]) => words.reduce((total, word) => total + weight(word), 0);
  const [inAsked, inFound] = [sum(asked), sum(found)];
  if (inAsked === 0 || inFound === 0) return 0;
  const [forward, back] = [common(asked, found, weight), common(found, asked, weight)];
  return Math.min(1, (forward / inAsked + back / inFound) / 2);
}

/** The weight of the words of `ones` that are among `others`. */
function common(ones: readonly string[], others: readonly string[], weight: (word: string) => number): number {
  let total = 0;
  for (const word of ones) {
    if (others.includes(word)) total += weight(word);
    else if (others.some((other) => isSlip(word, other))) total += SLIP * weight(word);
  }
  return total;
}
