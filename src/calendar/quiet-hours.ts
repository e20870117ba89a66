// Quiet hours: what the clock starts towards a person waits until 8am of a working day (design, section 3 rule 4).
import { dateIn, instantOf, timeIn } from './dates.ts';
import { isWorkingDay, nextWorkingDay, type WorkingCalendar } from './working-days.ts';

const OPENS_AT = '08:00';
const CLOSES_AT = '19:00';

/**
 * The first instant at or after `instant` that is outside quiet hours: from 8am up to 7pm on a working day, by the wall
 * clock of the calendar's zone.
 */
export function afterQuietHours(calendar: WorkingCalendar, instant: Date): Date {
  const { timeZone } = calendar;
  const date = dateIn(instant, timeZone);
  const time = timeIn(instant, timeZone);
  if (!isWorkingDay(calendar, date) || time >= CLOSES_AT) {
    return instantOf(nextWorkingDay(calendar, date), OPENS_AT, timeZone);
  }
  return time < OPENS_AT ? instantOf(date, OPENS_AT, timeZone) : instant;
}
