// The time zone of a calendar file: RFC 5545's VTIMEZONE, made from the clock changes that Temporal knows for the years used.
// Outlook understands one STANDARD and one DAYLIGHT part, each with a yearly RRULE, and nothing else ([MS-OXCICAL] 2.1.3.1.1.19):
// so that is what a zone becomes whose changes follow such a rule. Any other has its changes listed one by one.
import { Temporal } from 'temporal-polyfill';

/** A clock change: at wall time `at` (read by the offset before it) clocks go from offset `before` to `after`, in seconds. */
interface ClockChange {
  readonly at: Temporal.PlainDateTime;
  readonly before: number;
  readonly after: number;
}

const DAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/**
 * The unfolded lines of a VTIMEZONE for an IANA zone, right for all instants of the years `firstYear` to `lastYear` (UTC).
 * Throws RangeError for an unknown zone.
 */
export function timeZoneLines(timeZone: string, firstYear: number, lastYear: number): string[] {
  // The year before, because January still has the offset of its last change.
  const start = new Temporal.ZonedDateTime(0n, 'UTC').with({ year: firstYear - 1 }).withTimeZone(timeZone);
  const end = new Temporal.ZonedDateTime(0n, 'UTC').with({ year: lastYear + 1 });
  const changes = changesBetween(start, end);
  const parts = yearlyParts(changes, lastYear - firstYear + 2) ?? listedParts(start, changes);
  return ['BEGIN:VTIMEZONE', `TZID:${timeZone}`, ...parts, 'END:VTIMEZONE'];
}

function changesBetween(start: Temporal.ZonedDateTime, end: Temporal.ZonedDateTime): ClockChange[] {
  const changes: ClockChange[] = [];
  let change = start.getTimeZoneTransition('next');
  while (change !== null && Temporal.ZonedDateTime.compare(change, end) < 0) {
    const before = seconds(change.subtract({ nanoseconds: 1 }).offsetNanoseconds);
    const after = seconds(change.offsetNanoseconds);
    changes.push({ at: change.toPlainDateTime().add({ seconds: before - after }), before, after });
    change = change.getTimeZoneTransition('next');
  }
  return changes;
}

/** The two yearly rules that give exactly these changes of `years` years; undefined if there are none such. */
function yearlyParts(changes: readonly ClockChange[], years: number): string[] | undefined {
  const forward = changes.filter((change) => change.after > change.before);
  const back = changes.filter((change) => change.after < change.before);
  const rules = [yearlyRule(forward, years), yearlyRule(back, years)];
  const [forwardRule, backRule] = rules;
  if (!forward[0] || !back[0] || !forwardRule || !backRule) return undefined;
  return [...part('DAYLIGHT', forward[0], forwardRule), ...part('STANDARD', back[0], backRule)];
}

function yearlyRule(changes: readonly ClockChange[], years: number): string | undefined {
  const [first] = changes;
  if (first === undefined || new Set(changes.map(({ at }) => at.year)).size !== years) return undefined;
  if (changes.length !== years || !changes.every((change) => isAlike(change, first))) return undefined;
  const nth = Math.ceil(first.at.day / 7);
  const isLast = changes.every(({ at }) => at.day + 7 > at.daysInMonth);
  if (!isLast && !changes.every(({ at }) => Math.ceil(at.day / 7) === nth)) return undefined;
  const which = isLast ? -1 : nth;
  return `RRULE:FREQ=YEARLY;BYMONTH=${first.at.month};BYDAY=${which}${DAY_CODES[first.at.dayOfWeek - 1]}`;
}

function isAlike(change: ClockChange, other: ClockChange): boolean {
  return (
    change.before === other.before &&
    change.after === other.after &&
    change.at.month === other.at.month &&
    change.at.dayOfWeek === other.at.dayOfWeek &&
    change.at.toPlainTime().equals(other.at.toPlainTime())
  );
}

/** Each change as a part of its own, after one for the offset that holds from `start` until the first of them. */
function listedParts(start: Temporal.ZonedDateTime, changes: readonly ClockChange[]): string[] {
  const offset = seconds(start.offsetNanoseconds);
  const lines = part('STANDARD', { at: start.toPlainDateTime(), before: offset, after: offset });
  for (const change of changes) lines.push(...part(change.after > change.before ? 'DAYLIGHT' : 'STANDARD', change));
  return lines;
}

function part(name: 'STANDARD' | 'DAYLIGHT', change: ClockChange, rule?: string): string[] {
  return [
    `BEGIN:${name}`,
    `DTSTART:${wallTimeText(change.at)}`,
    ...(rule === undefined ? [] : [rule]),
    `TZOFFSETFROM:${offsetText(change.before)}`,
    `TZOFFSETTO:${offsetText(change.after)}`,
    `END:${name}`,
  ];
}

/** A wall time as RFC 5545 writes it: '20270309T093000'. */
export function wallTimeText(wall: Temporal.PlainDateTime): string {
  return wall.toString({ smallestUnit: 'second', roundingMode: 'trunc' }).replaceAll(/[-:]/g, '');
}

function offsetText(offset: number): string {
  const size = Math.abs(offset);
  const [hours, minutes, rest] = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60];
  const digits = [hours, minutes, ...(rest === 0 ? [] : [rest])].map((number) => String(number).padStart(2, '0'));
  return `${offset < 0 ? '-' : '+'}${digits.join('')}`;
}

function seconds(nanoseconds: number): number {
  return Math.round(nanoseconds / 1e9);
}
