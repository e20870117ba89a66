// Working time: minutes of core hours on working days, added and counted. Targets of the cabinet run on it.
import { addDays, dateIn, instantOf } from './dates.ts';
import { isWorkingDay, nextWorkingDay, type WorkingCalendar } from './working-days.ts';

/**
 * A calendar with core hours: wall times 'HH:MM' in its zone, the same each working day. `closesAt` may be '24:00'.
 * On a day of a clock change the hours last as long as they really do.
 */
export interface WorkingHours extends WorkingCalendar {
  readonly opensAt: string;
  readonly closesAt: string;
}

type Span = { opens: number; closes: number };

const MINUTE = 60_000;
const END_OF_DATE = '24:00';

// Ten years of round-the-clock working days are 3.8 million; more is a mistake.
const MOST_MINUTES = 4_000_000;

/**
 * The first instant by which `minutes` of working time have passed since `from`. So 8 hours from an opening end at that
 * day's closing, not at the next opening; and 0 minutes end at `from`, whether or not that is in working time.
 * Throws RangeError if `minutes` is not whole, below 0 or beyond 4 million, or if the hours do not open before they close.
 */
export function addWorkingMinutes(hours: WorkingHours, from: Date, minutes: number): Date {
  checkHours(hours);
  if (!Number.isInteger(minutes) || minutes < 0 || minutes > MOST_MINUTES) {
    throw new RangeError('minutes must be whole, from 0 to 4,000,000');
  }
  let left = minutes * MINUTE;
  if (left === 0) return new Date(from);
  let date = dateIn(from, hours.timeZone);
  if (!isWorkingDay(hours, date)) date = nextWorkingDay(hours, date);
  for (;;) {
    const { opens, closes } = spanOn(hours, date);
    const start = Math.max(opens, from.getTime());
    const available = Math.max(0, closes - start);
    if (left <= available) return new Date(start + left);
    left -= available;
    date = nextWorkingDay(hours, date);
  }
}

/**
 * The whole minutes of working time from `from` to `to`, rounded down; 0 if `to` is not after `from`.
 * Throws RangeError if the hours do not open before they close.
 */
export function workingMinutesBetween(hours: WorkingHours, from: Date, to: Date): number {
  checkHours(hours);
  const last = dateIn(to, hours.timeZone);
  let worked = 0;
  let date = dateIn(from, hours.timeZone);
  while (date <= last) {
    if (isWorkingDay(hours, date)) {
      const { opens, closes } = spanOn(hours, date);
      worked += Math.max(0, Math.min(closes, to.getTime()) - Math.max(opens, from.getTime()));
    }
    date = addDays(date, 1);
  }
  return Math.floor(worked / MINUTE);
}

function spanOn(hours: WorkingHours, date: string): Span {
  const opens = instantOf(date, hours.opensAt, hours.timeZone);
  const closes =
    hours.closesAt === END_OF_DATE
      ? instantOf(addDays(date, 1), '00:00', hours.timeZone)
      : instantOf(date, hours.closesAt, hours.timeZone);
  return { opens: opens.getTime(), closes: closes.getTime() };
}

// 'HH:MM' texts sort as times do. Without this check hours that never open would never end an addition.
function checkHours(hours: WorkingHours): void {
  if (hours.opensAt >= hours.closesAt) throw new RangeError('opensAt must be before closesAt');
}
