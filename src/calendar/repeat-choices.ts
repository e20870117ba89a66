// From what a person chose ("monthly, by weekday") and their first date to a repeat, with the question where two are meant,
// and repeats in words.
import { Temporal } from 'temporal-polyfill';
import { firstFit, type Repeat, type Rule, type Which } from './recurrence.ts';
import { dateWords, MONTHS, WEEKDAYS } from './words.ts';

export const REPEAT_CHOICES = ['weekly', 'fortnightly', 'four-weekly', 'monthly-date', 'monthly-weekday'] as const;
export type RepeatChoice = (typeof REPEAT_CHOICES)[number];

/**
 * What a choice may mean. One answer: that is it. Two: ask `question` and let the person pick an answer by its words.
 * The first answer is what they wrote taken literally.
 */
export interface RepeatMeaning {
  readonly answers: readonly RepeatAnswer[];
  readonly question?: string;
}

export interface RepeatAnswer {
  readonly repeat: Repeat;
  readonly words: string;
}

const WEEKS = { weekly: 1, fortnightly: 2, 'four-weekly': 4 } as const;
const WHICH_WORDS = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', last: 'last' } as const;

/** What the 29th, 30th and 31st lack. */
const MISSING: Readonly<Record<number, string>> = {
  29: 'February has a 29th only in a leap year. In other years there would be no meeting in February.',
  30: 'February has no 30th, so there would be no meeting in February.',
  31: 'Only 7 months have a 31st. The other 5 would have no meeting.',
};

/**
 * What `choice` means for a first date ('YYYY-MM-DD'). Two answers for a date from the 29th on, where the last day of the
 * month is offered, and for a weekday that is both the fourth and the last of its month; a fifth is the last.
 * Throws RangeError for a date that does not exist.
 */
export function meaningOf(choice: RepeatChoice, firstOn: string): RepeatMeaning {
  const date = Temporal.PlainDate.from(firstOn);
  if (choice === 'monthly-date') return byDate(date);
  if (choice === 'monthly-weekday') return byWeekday(date);
  return { answers: [answer({ kind: 'weeks', every: WEEKS[choice], weekday: date.dayOfWeek })] };
}

/** A repeat in words, to follow "held": "every 2 weeks on Tuesday", "every month on the last Friday". */
export function repeatWords(repeat: Repeat): string {
  if (repeat.kind === 'weeks') {
    const often = repeat.every === 1 ? 'every week' : `every ${repeat.every} weeks`;
    return `${often} on ${weekdayName(repeat.weekday)}`;
  }
  if (repeat.kind === 'month-weekday') {
    return `every month on the ${WHICH_WORDS[repeat.which]} ${weekdayName(repeat.weekday)}`;
  }
  if (repeat.day === 'last') return 'every month on the last day';
  const rare = repeat.day > 28 ? ', in months that have one' : '';
  return `every month on the ${repeat.day}${ordinalEnding(repeat.day)}${rare}`;
}

/**
 * Why the first meeting is not on the first date that was given, and when it is, in words for the person who gave it;
 * undefined if that date fits. Throws RangeError for a date that does not exist.
 */
export function firstFitWords(rule: Pick<Rule, 'firstOn' | 'repeat'>): string | undefined {
  const first = firstFit(rule);
  if (first === rule.firstOn) return undefined;
  return (
    `The meeting is held ${repeatWords(rule.repeat)}. ${dateWords(rule.firstOn)} is not one of these days, ` +
    `so the first meeting is on ${dateWords(first)}.`
  );
}

function byDate({ day }: Temporal.PlainDate): RepeatMeaning {
  const literal = answer({ kind: 'month-date', day });
  const missing = MISSING[day];
  if (missing === undefined) return { answers: [literal] };
  return {
    answers: [literal, answer({ kind: 'month-date', day: 'last' })],
    question: `${missing} Do you want the last day of each month instead?`,
  };
}

function byWeekday(date: Temporal.PlainDate): RepeatMeaning {
  const nth = Math.ceil(date.day / 7);
  const weekday = date.dayOfWeek;
  const last = answer({ kind: 'month-weekday', which: 'last', weekday });
  if (nth > 4) return { answers: [last] };
  const literal = answer({ kind: 'month-weekday', which: nth as Which, weekday });
  if (date.day + 7 <= date.daysInMonth) return { answers: [literal] };
  const month = MONTHS[date.month - 1];
  return {
    answers: [literal, last],
    question: `${dateWords(date.toString())} is both the fourth and the last ${weekdayName(weekday)} of ${month}. Which do you want each month?`,
  };
}

function answer(repeat: Repeat): RepeatAnswer {
  return { repeat, words: repeatWords(repeat) };
}

function weekdayName(weekday: number): string {
  return WEEKDAYS[weekday - 1] ?? '';
}

function ordinalEnding(day: number): string {
  if (day > 10 && day < 14) return 'th';
  return { 1: 'st', 2: 'nd', 3: 'rd' }[day % 10] ?? 'th';
}
