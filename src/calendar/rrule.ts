// The one room of rrule-temporal, which computes dates only. It drops a time in the spring gap, so no wall time is ever
// given to it: instants are made by dates.ts.
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { addDays } from './dates.ts';

/**
 * The dates of an RFC 5545 rule from `from` on, up to but without `to`, ascending. `firstOn` is the rule's DTSTART and must
 * fit it; all dates 'YYYY-MM-DD'. Throws RangeError for a date that does not exist, Error for a rule that is none.
 */
export function datesOfRule(rruleText: string, firstOn: string, from: string, to: string): string[] {
  if (from >= to) return [];
  const rule = new RRuleTemporal({ rruleString: rruleText, dtstart: dayIn(firstOn) });
  return rule.between(dayIn(from), dayIn(addDays(to, -1)), true).map((found) => found.toString().slice(0, 10));
}

// In UTC every date has one midnight.
function dayIn(date: string): Temporal.ZonedDateTime {
  return Temporal.PlainDate.from(date).toZonedDateTime('UTC');
}
