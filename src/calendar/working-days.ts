// Working days: weekdays that are neither a bank holiday of the nation nor a local day off, and counting along them.
import { Temporal } from 'temporal-polyfill';
import { bankHolidays, type HolidayTable, type Nation } from './bank-holidays.ts';
import { dateIn, instantOf, wallClockIn } from './dates.ts';

/**
 * Which days a team or cabinet works. `timeZone`: IANA name, whose dates count. `added`: local days off ('YYYY-MM-DD').
 * `removed`: bank holidays that are worked here all the same; a weekend stays a weekend. A date in both is off.
 * `holidays`: where bank holidays are looked up, by rule if not given.
 */
export interface WorkingCalendar {
  readonly nation: Nation;
  readonly timeZone: string;
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
  readonly holidays?: HolidayTable;
}

/** Why nobody works on a date that is no weekend: a bank holiday by its name, or a local day off. */
export type DayOff = { readonly kind: 'bank-holiday'; readonly name: string } | { readonly kind: 'local' };

// When a day ends for something that came in on a day nobody worked.
const END_OF_DAY = '17:00';

// Far beyond any deadline; a larger number is a mistake and would keep the process busy.
const MOST_DAYS = 10_000;

/** Whether `date` ('YYYY-MM-DD') is worked in this calendar. Throws RangeError for a date that does not exist. */
export function isWorkingDay(calendar: WorkingCalendar, date: string): boolean {
  return Temporal.PlainDate.from(date).dayOfWeek < 6 && dayOffOn(calendar, date) === undefined;
}

/**
 * The bank holiday or local day off that falls on `date` ('YYYY-MM-DD'); a weekend alone is none. A bank holiday that is
 * also a local day off keeps its name. Throws RangeError for a date that does not exist.
 */
export function dayOffOn(calendar: WorkingCalendar, date: string): DayOff | undefined {
  const { year } = Temporal.PlainDate.from(date);
  const isAdded = calendar.added?.includes(date) ?? false;
  if (calendar.removed?.includes(date) && !isAdded) return undefined;
  const table = calendar.holidays ?? bankHolidays;
  const holiday = table(calendar.nation, year).find((day) => day.date === date);
  if (holiday) return { kind: 'bank-holiday', name: holiday.name };
  return isAdded ? { kind: 'local' } : undefined;
}

/**
 * The working day that lies `days` working days after `date` (before it, if negative); `date` itself is never counted, so
 * one after a Saturday is Monday. For 0: `date` itself if it is worked, else the next working day.
 * The answer is always a working day. Throws RangeError if `days` is not whole or beyond 10,000, or the date does not exist.
 */
export function addWorkingDays(calendar: WorkingCalendar, date: string, days: number): string {
  if (!Number.isInteger(days) || Math.abs(days) > MOST_DAYS) throw new RangeError('days must be whole, at most 10,000');
  if (days === 0 && isWorkingDay(calendar, date)) return date;
  const step = days < 0 ? -1 : 1;
  let left = Math.max(1, Math.abs(days));
  let day = Temporal.PlainDate.from(date);
  while (left > 0) {
    day = day.add({ days: step });
    if (isWorkingDay(calendar, day.toString())) left -= 1;
  }
  return day.toString();
}

/** The first working day after `date` ('YYYY-MM-DD'), never `date` itself. Throws RangeError for a date that does not exist. */
export function nextWorkingDay(calendar: WorkingCalendar, date: string): string {
  return addWorkingDays(calendar, date, 1);
}

/**
 * When "within one working day" of `instant` ends. On a working day, whatever the hour: the same wall time on the next
 * working day. On any other day: 5pm on the next working day. Wall times are those of the calendar's zone; one that a
 * clock change skips or repeats is taken as `instantOf` does.
 */
export function oneWorkingDayAfter(calendar: WorkingCalendar, instant: Date): Date {
  const { timeZone } = calendar;
  const date = dateIn(instant, timeZone);
  const time = isWorkingDay(calendar, date) ? wallClockIn(instant, timeZone).toPlainTime().toString() : END_OF_DAY;
  return instantOf(nextWorkingDay(calendar, date), time, timeZone);
}
