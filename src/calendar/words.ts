// Dates and times as people read them: UK English in NHS content style ("8am", "Thursday 6 August 2026").
// The names are fixed here, not taken from Intl, so that they are the same whatever ICU the machine has.
import { Temporal } from 'temporal-polyfill';
import { dateIn, timeIn } from './dates.ts';

/** Monday first, as ISO 8601 counts: WEEKDAYS[0] is day 1. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** MONTHS[0] is month 1. */
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** '2026-08-06' -> "Thursday 6 August 2026". Throws RangeError for a date that does not exist. */
export function dateWords(date: string): string {
  const weekday = WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1];
  return `${weekday} ${shortDateWords(date)}`;
}

/** '2026-08-06' -> "6 August 2026", without the weekday. Throws RangeError for a date that does not exist. */
export function shortDateWords(date: string): string {
  const { day, month, year } = Temporal.PlainDate.from(date);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** '08:00' -> "8am", '17:30' -> "5:30pm", '12:00' -> "midday", '00:00' -> "midnight". Seconds are dropped. Throws RangeError for a time that does not exist. */
export function timeWords(time: string): string {
  const { hour, minute } = Temporal.PlainTime.from(time);
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0 && hour === 12) return 'midday';
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 || 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

/** An instant as people in an IANA zone read it: "Thursday 6 August 2026 at 5:30pm". Throws RangeError for an unknown zone. */
export function instantWords(instant: Date, timeZone: string): string {
  return `${dateWords(dateIn(instant, timeZone))} at ${timeWords(timeIn(instant, timeZone))}`;
}
