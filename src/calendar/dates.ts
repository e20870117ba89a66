// Dates, instants and zones: the bridge between wall time in an IANA zone and instants in UTC.
// Dates are 'YYYY-MM-DD' and times 'HH:MM' texts everywhere outside this folder; Temporal stays inside it.
import { Temporal } from 'temporal-polyfill';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

// Offsets such as +01:00 are refused on purpose: they know no clock changes.
const ZONE_NAME = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/;

/** The wall clock of `instant` in an IANA zone. Throws RangeError for an invalid Date or an unknown zone. */
export function wallClockIn(instant: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
}

/** The date ('YYYY-MM-DD') that people in an IANA zone have at `instant`. Throws RangeError as `wallClockIn` does. */
export function dateIn(instant: Date, timeZone: string): string {
  return wallClockIn(instant, timeZone).toPlainDate().toString();
}

/** The time ('HH:MM', 24 hours, seconds dropped) that clocks in an IANA zone show at `instant`. Throws RangeError as `wallClockIn` does. */
export function timeIn(instant: Date, timeZone: string): string {
  return wallClockIn(instant, timeZone).toPlainTime().toString({ smallestUnit: 'minute', roundingMode: 'trunc' });
}

/**
 * The instant of a wall time: `date` 'YYYY-MM-DD', `time` 'HH:MM' (or 'HH:MM:SS.sss'), `timeZone` an IANA name.
 * Where clocks go forward, a time that is skipped becomes as much later (01:30 -> 02:30); where they go back, a time that
 * comes twice is the first one (RFC 5545, 3.3.5; Temporal's 'compatible').
 * Throws RangeError for a date, time or zone that does not exist.
 */
export function instantOf(date: string, time: string, timeZone: string): Date {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  return new Date(wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds);
}

/** `date` ('YYYY-MM-DD') moved by whole calendar `days`, negative for earlier. Throws RangeError for a date that does not exist. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Whether `text` is a date that exists, written 'YYYY-MM-DD'. */
export function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  try {
    Temporal.PlainDate.from(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether `name` is an IANA time zone that this machine knows, such as 'Europe/London'. Offsets ('+01:00') are not. */
export function isTimeZone(name: string): boolean {
  if (!ZONE_NAME.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
