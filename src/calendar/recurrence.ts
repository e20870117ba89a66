// Regular meetings: a rule gives dates for ever from its first date, and each date its instant.
// Dates are RFC 5545's (rrule.ts); instants are those of dates.ts, so a meeting keeps its wall time when clocks change.
import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../errors.ts';
import { addDays, instantOf, isDate, isTimeZone } from './dates.ts';
import { datesOfRule } from './rrule.ts';

/** Which weekday of a month: by number, or the last, which is the fourth or the fifth. */
export type Which = 1 | 2 | 3 | 4 | 'last';

/**
 * How a meeting comes again. `weekday`: 1 for Monday to 7 for Sunday. `every`: weeks, 2 for a fortnight.
 * `month-date`: a month that has no such `day` has no meeting, as RFC 5545 says; 'last' is there in every month.
 */
export type Repeat =
  | { readonly kind: 'weeks'; readonly every: number; readonly weekday: number }
  | { readonly kind: 'month-date'; readonly day: number | 'last' }
  | { readonly kind: 'month-weekday'; readonly which: Which; readonly weekday: number };

/**
 * A regular meeting in time. `firstOn` ('YYYY-MM-DD') anchors it: a fortnight is 14 days from the first date that fits, for ever.
 * `time` 'HH:MM' and `timeZone` (IANA) say when on each date; `minutes` how long.
 */
export interface Rule {
  readonly firstOn: string;
  readonly time: string;
  readonly minutes: number;
  readonly timeZone: string;
  readonly repeat: Repeat;
}

/** A meeting on a date: it starts at `startAt` and is over at `endAt`. */
export interface Span {
  readonly startAt: Date;
  readonly endAt: Date;
}

type Anchor = Pick<Rule, 'firstOn' | 'repeat'>;

const MINUTE = 60_000;
const DAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const MOST_MINUTES = 12 * 60;
const MOST_WEEKS = 52;

// From one 31st to the next, such as 31 August to 31 October. All other dates of months come sooner.
const LONGEST_GAP = 61;

/**
 * Refuses a rule that cannot be kept, in words for the person who typed it: a date, time or zone that does not exist,
 * a length of nothing or over 12 hours, more than 52 weeks between two meetings. A first date in the past is no fault:
 * a series that is saved again has one.
 */
export function checkRule(rule: Rule): void {
  if (!isDate(rule.firstOn)) throw refused('Give a first date that exists, such as 5 January 2027.');
  if (!TIME.test(rule.time)) throw refused('Give a start time between 00:00 and 23:59, such as 09:30.');
  if (!isWhole(rule.minutes, 1, MOST_MINUTES)) {
    throw refused('Give a length in whole minutes, from 1 minute to 12 hours (720 minutes).');
  }
  if (!isTimeZone(rule.timeZone)) throw refused('Give a time zone by its name, such as Europe/London.');
  if (!isRepeat(rule.repeat)) {
    throw refused('Choose how often the meeting is held: every 1 to 52 weeks, or on a day of each month.');
  }
}

/** The first date on or after `firstOn` that fits the repeat. Throws RangeError for a date or a repeat that does not exist. */
export function firstFit({ firstOn, repeat }: Anchor): string {
  let date = Temporal.PlainDate.from(firstOn);
  for (let waited = 0; waited < LONGEST_GAP; waited += 1) {
    if (fits(repeat, date)) return date.toString();
    date = date.add({ days: 1 });
  }
  throw new RangeError('no date fits this repeat');
}

/** The rule with its first date moved to the first that fits: the form to store. Done twice it is the same. */
export function anchored(rule: Rule): Rule {
  return { ...rule, firstOn: firstFit(rule) };
}

/** Whether two rules give the same meetings, so that saving the one over the other changes nothing. */
export function sameRule(a: Rule, b: Rule): boolean {
  return (
    firstFit(a) === firstFit(b) &&
    rruleText(a) === rruleText(b) &&
    a.time === b.time &&
    a.minutes === b.minutes &&
    a.timeZone === b.timeZone
  );
}

/** The rule's repeat as an RFC 5545 recurrence rule, such as 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'. Its DTSTART is `firstFit`. */
export function rruleText({ repeat }: Pick<Rule, 'repeat'>): string {
  if (repeat.kind === 'weeks') return `FREQ=WEEKLY;INTERVAL=${repeat.every};BYDAY=${dayCode(repeat.weekday)}`;
  const fromTheEnd = '-1';
  if (repeat.kind === 'month-date') {
    return `FREQ=MONTHLY;BYMONTHDAY=${repeat.day === 'last' ? fromTheEnd : repeat.day}`;
  }
  return `FREQ=MONTHLY;BYDAY=${repeat.which === 'last' ? fromTheEnd : repeat.which}${dayCode(repeat.weekday)}`;
}

/**
 * The dates of a rule from `from` on, up to but without `to` ('YYYY-MM-DD'), ascending; none before the first that fits.
 * So windows that meet lose nothing and share nothing. Throws RangeError for a date or a repeat that does not exist.
 */
export function occurrenceDates(rule: Anchor, from: string, to: string): string[] {
  return datesOfRule(rruleText(rule), firstFit(rule), from, to);
}

/** The first `count` dates of a rule on or after `from`. Throws as `occurrenceDates` does. */
export function nextDates(rule: Anchor, from: string, count: number): string[] {
  const first = firstFit(rule);
  const start = from < first ? first : from;
  return occurrenceDates(rule, start, addDays(start, longestGap(rule.repeat) * count)).slice(0, count);
}

/** The last date of a rule before `before`; undefined if that is before the first. Throws as `occurrenceDates` does. */
export function dateBefore(rule: Anchor, before: string): string | undefined {
  return occurrenceDates(rule, addDays(before, -longestGap(rule.repeat)), before).at(-1);
}

/**
 * When the meeting is held on `date`, one of the rule's or one that it was moved to. A wall time that the spring change
 * skips is an hour later (01:30 is 02:30 BST), one that comes twice is the first. It lasts its minutes, whatever the clocks do.
 */
export function spanOn(rule: Pick<Rule, 'time' | 'minutes' | 'timeZone'>, date: string): Span {
  const startAt = instantOf(date, rule.time, rule.timeZone);
  return { startAt, endAt: new Date(startAt.getTime() + rule.minutes * MINUTE) };
}

function fits(repeat: Repeat, date: Temporal.PlainDate): boolean {
  const isLast = (days: number) => date.day + days > date.daysInMonth;
  if (repeat.kind === 'month-date') return repeat.day === 'last' ? isLast(1) : date.day === repeat.day;
  if (date.dayOfWeek !== repeat.weekday) return false;
  if (repeat.kind === 'weeks') return true;
  return repeat.which === 'last' ? isLast(7) : Math.ceil(date.day / 7) === repeat.which;
}

/** No two dates of the repeat that follow each other are further apart than these days. */
function longestGap(repeat: Repeat): number {
  return repeat.kind === 'weeks' ? repeat.every * 7 : LONGEST_GAP;
}

function isRepeat(repeat: Repeat): boolean {
  if (repeat.kind === 'month-date') return repeat.day === 'last' || isWhole(repeat.day, 1, 31);
  if (!isWhole(repeat.weekday, 1, 7)) return false;
  if (repeat.kind === 'weeks') return isWhole(repeat.every, 1, MOST_WEEKS);
  return repeat.which === 'last' || isWhole(repeat.which, 1, 4);
}

function isWhole(number: number, least: number, most: number): boolean {
  return Number.isInteger(number) && number >= least && number <= most;
}

function dayCode(weekday: number): string {
  const code = DAY_CODES[weekday - 1];
  if (code === undefined) throw new RangeError('a weekday is a number from 1 to 7');
  return code;
}

function refused(words: string): Refusal {
  return new Refusal('invalid', words);
}
