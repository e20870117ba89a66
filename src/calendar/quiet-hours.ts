// Quiet hours: what the clock starts towards a person waits for a working day's daytime (design, section 3 rule 4).
import { dateIn, instantOf, timeIn } from './dates.ts';
import { isWorkingDay, nextWorkingDay, type WorkingCalendar } from './working-days.ts';

/** The wall times (HH:MM) from and until which it is quiet, where nobody set others. */
export const QUIET: QuietHours = { from: '19:00', until: '08:00' };

/** Quiet from `from` in the evening until `until` the next morning; `until` is before `from` on the wall clock. */
export type QuietHours = { readonly from: string; readonly until: string };

/**
 * The first instant at or after `instant` that is outside quiet hours: on a working day, by the wall clock of the
 * calendar's zone; from 8am up to 7pm unless other hours are given.
 */
export function afterQuietHours(calendar: WorkingCalendar, instant: Date, quiet: QuietHours = QUIET): Date {
  const { timeZone } = calendar;
  const date = dateIn(instant, timeZone);
  const time = timeIn(instant, timeZone);
  if (!isWorkingDay(calendar, date) || time >= quiet.from) {
    return instantOf(nextWorkingDay(calendar, date), quiet.until, timeZone);
  }
  return time < quiet.until ? instantOf(date, quiet.until, timeZone) : instant;
}
