// Meetings on bank holidays and local days off: the years 2026 to 2030 of three nations against the published dates, and by
// property over many series and calendars.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NATIONS, type Nation } from '../../src/calendar/bank-holidays.ts';
import { CLASHES, type Plan, planBetween, planNext } from '../../src/calendar/clash.ts';
import { addDays, dateIn } from '../../src/calendar/dates.ts';
import { occurrenceDates, type Rule } from '../../src/calendar/recurrence.ts';
import { isWorkingDay } from '../../src/calendar/working-days.ts';

const LONDON = 'Europe/London';

function weekly(firstOn: string, weekday: number, every = 1): Rule {
  return { firstOn, time: '08:00', minutes: 60, timeZone: LONDON, repeat: { kind: 'weeks', every, weekday } };
}

// gov.uk's published dates to 2028, later ones by rule.
const DAYS_OFF: Record<Exclude<Nation, 'none'>, string> = {
  'england-and-wales': `2026 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28
    2027 01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28
    2028 01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26
    2029 01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26
    2030 01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26`,
  scotland: `2026 01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28
    2027 01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28
    2028 01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26
    2029 01-01 01-02 03-30 05-07 05-28 08-06 11-30 12-25 12-26
    2030 01-01 01-02 04-19 05-06 05-27 08-05 12-02 12-25 12-26`,
  'northern-ireland': `2026 01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28
    2027 01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28
    2028 01-03 03-17 04-14 04-17 05-01 05-29 07-12 08-28 12-25 12-26
    2029 01-01 03-19 03-30 04-02 05-07 05-28 07-12 08-27 12-25 12-26
    2030 01-01 03-18 04-19 04-22 05-06 05-27 07-12 08-26 12-25 12-26`,
};

describe('the years 2026 to 2030', () => {
  test.each(Object.entries(DAYS_OFF))(
    'of %s: a weekly meeting is skipped on its days off and on no other',
    (nation, text) => {
      const skipped = [1, 2, 3, 4, 5].flatMap((weekday) =>
        planBetween(skipping(weekly('2026-01-01', weekday), nation as Nation), '2026-01-01', '2031-01-01')
          .filter((planned) => planned.state === 'skipped')
          .map((planned) => planned.plannedOn),
      );
      expect(skipped.sort()).toEqual(datesIn(text));
    },
  );
});

describe('plans of any series', () => {
  const anyDate = fc.integer({ min: 0, max: 1825 }).map((day) => addDays('2026-01-01', day));
  const anyPlan: fc.Arbitrary<Plan> = fc.record({
    rule: fc
      .record({ firstOn: anyDate, weekday: fc.integer({ min: 1, max: 7 }), every: fc.integer({ min: 1, max: 4 }) })
      .map(({ firstOn, weekday, every }) => weekly(firstOn, weekday, every)),
    clash: fc.constantFrom(...CLASHES),
    calendar: fc.record({
      nation: fc.constantFrom(...NATIONS),
      timeZone: fc.constant(LONDON),
      added: fc.tuple(anyDate, fc.integer({ min: 0, max: 16 })).map(([from, days]) => closure(from, days)),
      removed: fc.array(anyDate, { maxLength: 5 }),
    }),
  });

  test('have exactly the planned dates of the rule, whatever was moved or skipped', () => {
    fc.assert(
      fc.property(anyPlan, anyDate, anyDate, (plan, a, b) => {
        const planned = planBetween(plan, a, b).map((date) => date.plannedOn);
        expect(planned).toEqual(occurrenceDates(plan.rule, a, b));
      }),
    );
  });

  test('are held in the order they were planned in, never twice on a day, and moved only to working days', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const planned = planNext(plan, '2026-01-01', 150);
        const held = planned.flatMap((date) => (date.state === 'held' ? [date] : []));
        const days = held.map((date) => date.heldOn);
        expect(days).toEqual([...new Set(days)].sort());
        for (const date of held) {
          expect(dateIn(date.startAt, LONDON)).toBe(date.heldOn);
          if (date.heldOn !== date.plannedOn) expect(isWorkingDay(plan.calendar, date.heldOn)).toBe(true);
        }
      }),
    );
  });

  test('decide each date by itself, in whatever window it is looked at', () => {
    fc.assert(
      fc.property(anyPlan, fc.tuple(anyDate, anyDate, anyDate), (plan, bounds) => {
        const [from, middle, to] = bounds.toSorted() as [string, string, string];
        expect([...planBetween(plan, from, middle), ...planBetween(plan, middle, to)]).toEqual(
          planBetween(plan, from, to),
        );
      }),
    );
  });
});

function skipping(rule: Rule, nation: Nation): Plan {
  return { rule, clash: 'skip', calendar: { nation, timeZone: LONDON } };
}

function closure(from: string, days: number): string[] {
  return Array.from({ length: days }, (_, day) => addDays(from, day));
}

function datesIn(text: string): string[] {
  const dates: string[] = [];
  let year = '';
  for (const word of text.split(/\s+/)) {
    if (word.length === 4) year = word;
    else dates.push(`${year}-${word}`);
  }
  return dates;
}
