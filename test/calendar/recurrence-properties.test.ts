// Regular meetings by property: over many rules and zones, against arithmetic that knows nothing of RFC 5545.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dateIn, timeIn } from '../../src/calendar/dates.ts';
import {
  anchored,
  dateBefore,
  firstFit,
  nextDates,
  occurrenceDates,
  type Repeat,
  type Rule,
  sameRule,
  spanOn,
  type Which,
} from '../../src/calendar/recurrence.ts';

const ZONES = [
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kolkata',
];

const anyDate = fc.integer({ min: 0, max: 1825 }).map((day) => addDays('2026-01-01', day));
const anyWeekday = fc.integer({ min: 1, max: 7 });
const anyWeeks: fc.Arbitrary<Repeat> = fc.record({
  kind: fc.constant('weeks'),
  every: fc.integer({ min: 1, max: 52 }),
  weekday: anyWeekday,
});
const anyRepeat: fc.Arbitrary<Repeat> = fc.oneof(
  anyWeeks,
  fc.record({
    kind: fc.constant('month-date'),
    day: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant('last' as const)),
  }),
  fc.record({
    kind: fc.constant('month-weekday'),
    which: fc.constantFrom<Which[]>(1, 2, 3, 4, 'last'),
    weekday: anyWeekday,
  }),
);
const anyRule: fc.Arbitrary<Rule> = fc.record({
  firstOn: anyDate,
  time: fc.integer({ min: 0, max: 1439 }).map(timeOf),
  minutes: fc.integer({ min: 1, max: 720 }),
  timeZone: fc.constantFrom(...ZONES),
  repeat: anyRepeat,
});
// Sundays between midnight and 4am are when these zones change their clocks.
const anySundayNight: fc.Arbitrary<Rule> = fc.record({
  firstOn: anyDate,
  time: fc.integer({ min: 0, max: 240 }).map(timeOf),
  minutes: fc.constant(60),
  timeZone: fc.constantFrom(...ZONES),
  repeat: fc.constant<Repeat>({ kind: 'weeks', every: 1, weekday: 7 }),
});

describe('the dates of any rule', () => {
  test('are those that plain arithmetic finds, day by day', () => {
    fc.assert(
      fc.property(anyRule, anyDate, fc.integer({ min: 0, max: 500 }), (rule, from, days) => {
        const expected: string[] = [];
        for (let day = 0; day < days; day += 1) {
          const date = addDays(from, day);
          if (isDateOf(rule, date)) expected.push(date);
        }
        expect(occurrenceDates(rule, from, addDays(from, days))).toEqual(expected);
      }),
    );
  });

  test('ascend, as do their instants, and begin at the first that fits', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        const dates = nextDates(rule, '2026-01-01', 30);
        expect(dates).toHaveLength(30);
        expect(dates[0]).toBe(firstFit(rule));
        expect(dates).toEqual([...new Set(dates)].sort());
        const starts = dates.map((date) => spanOn(rule, date).startAt.getTime());
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      }),
    );
  });

  test('are neither lost nor doubled between two windows that meet', () => {
    fc.assert(
      fc.property(anyRule, fc.tuple(anyDate, anyDate, anyDate), (rule, bounds) => {
        const [from, middle, to] = bounds.toSorted() as [string, string, string];
        expect([...occurrenceDates(rule, from, middle), ...occurrenceDates(rule, middle, to)]).toEqual(
          occurrenceDates(rule, from, to),
        );
      }),
    );
  });

  test('follow the date before each of them', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        const dates = nextDates(rule, rule.firstOn, 12);
        expect(dates.map((date) => dateBefore(rule, date))).toEqual([undefined, ...dates.slice(0, -1)]);
      }),
    );
  });

  test('keep their anchor: a rule that starts on any later date of its own gives the same dates from there on', () => {
    fc.assert(
      fc.property(anyRule, fc.integer({ min: 0, max: 20 }), (rule, skipped) => {
        const dates = nextDates(rule, rule.firstOn, skipped + 10);
        const later = { ...rule, firstOn: dates[skipped] ?? '' };
        expect(nextDates(later, rule.firstOn, 10)).toEqual(dates.slice(skipped));
      }),
    );
  });

  test('change nothing when the rule is saved again', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        const saved = anchored(JSON.parse(JSON.stringify(rule)) as Rule);
        expect(sameRule(rule, saved)).toBe(true);
        expect(anchored(saved)).toEqual(saved);
        expect(nextDates(saved, '2026-01-01', 20)).toEqual(nextDates(rule, '2026-01-01', 20));
      }),
    );
  });
});

describe('the instants of any rule', () => {
  test('show the same wall time all year, but later by the gap where clocks skip it', () => {
    fc.assert(
      fc.property(fc.oneof(anyRule, anySundayNight), (rule) => {
        for (const date of nextDates(rule, rule.firstOn, 60)) {
          const { startAt } = spanOn(rule, date);
          const shown = timeIn(startAt, rule.timeZone);
          expect(dateIn(startAt, rule.timeZone)).toBe(date);
          if (shown === rule.time) continue;
          const gap = minutesOf(shown) - minutesOf(rule.time);
          expect([30, 60]).toContain(gap);
          expect(isSkipped(rule, date)).toBe(true);
        }
      }),
    );
  });

  test('are as far apart as their minutes say', () => {
    fc.assert(
      fc.property(anyRule, anyDate, (rule, date) => {
        const { startAt, endAt } = spanOn(rule, date);
        expect(endAt.getTime() - startAt.getTime()).toBe(rule.minutes * 60_000);
      }),
    );
  });
});

/** Days since 1970, and the parts of a date, by Date in UTC: a second way to count. */
function isDateOf(rule: Rule, date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  const dayOfMonth = day.getUTCDate();
  const weekday = day.getUTCDay() || 7;
  const monthDays = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  const { repeat } = rule;
  if (date < rule.firstOn) return false;
  if (repeat.kind === 'month-date') return dayOfMonth === (repeat.day === 'last' ? monthDays : repeat.day);
  if (weekday !== repeat.weekday) return false;
  if (repeat.kind === 'month-weekday') {
    const first = repeat.which === 'last' ? monthDays - 6 : repeat.which * 7 - 6;
    return dayOfMonth >= first && dayOfMonth < first + 7;
  }
  const anchor = new Date(`${rule.firstOn}T00:00:00Z`);
  const wait = (repeat.weekday - (anchor.getUTCDay() || 7) + 7) % 7;
  const days = (day.getTime() - anchor.getTime()) / 86_400_000 - wait;
  return days >= 0 && days % (repeat.every * 7) === 0;
}

/** Whether no instant of the date shows the rule's wall time, looked for minute by minute. */
function isSkipped(rule: Rule, date: string): boolean {
  const noon = new Date(`${date}T12:00:00Z`).getTime();
  const wanted = `${date} ${rule.time}`;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: rule.timeZone, dateStyle: 'short', timeStyle: 'short' });
  for (let minute = -26 * 60; minute < 26 * 60; minute += 1) {
    if (format.format(noon + minute * 60_000) === wanted) return false;
  }
  return true;
}

function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
