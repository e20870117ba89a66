// Working days: by example around Easter and Christmas, and by property over 2026 to 2030.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, instantOf } from '../../src/calendar/dates.ts';
import {
  addWorkingDays,
  isWorkingDay,
  nextWorkingDay,
  oneWorkingDayAfter,
  type WorkingCalendar,
} from '../../src/calendar/working-days.ts';

const ENGLAND: WorkingCalendar = { nation: 'england-and-wales', timeZone: 'Europe/London' };
const SCOTLAND: WorkingCalendar = { nation: 'scotland', timeZone: 'Europe/London' };
const NO_NATION: WorkingCalendar = { nation: 'none', timeZone: 'Europe/London' };

const anyDate = fc.integer({ min: 0, max: 1825 }).map((day) => addDays('2026-01-01', day));
const anyCalendar: fc.Arbitrary<WorkingCalendar> = fc.record({
  nation: fc.constantFrom('england-and-wales', 'scotland', 'northern-ireland', 'none'),
  timeZone: fc.constant('Europe/London'),
  added: fc.array(anyDate, { maxLength: 30 }),
  removed: fc.array(anyDate, { maxLength: 30 }),
});

describe('a working day', () => {
  test('is a weekday that is no bank holiday of the nation', () => {
    expect(isWorkingDay(ENGLAND, '2026-04-02')).toBe(true);
    expect(isWorkingDay(ENGLAND, '2026-04-03')).toBe(false);
    expect(isWorkingDay(ENGLAND, '2026-04-04')).toBe(false);
    expect(isWorkingDay(ENGLAND, '2026-04-05')).toBe(false);
    expect(isWorkingDay(ENGLAND, '2026-04-06')).toBe(false);
    expect(isWorkingDay(SCOTLAND, '2026-04-06')).toBe(true);
    expect(isWorkingDay(SCOTLAND, '2026-06-15')).toBe(false);
    expect(isWorkingDay(NO_NATION, '2026-12-25')).toBe(true);
    expect(isWorkingDay(NO_NATION, '2026-12-26')).toBe(false);
  });

  test('can be taken off locally, and a bank holiday worked, but a weekend stays a weekend', () => {
    const local = {
      ...ENGLAND,
      added: ['2026-12-24', '2026-12-29'],
      removed: ['2026-12-28', '2026-12-26', '2026-12-29'],
    };
    expect(isWorkingDay(local, '2026-12-24')).toBe(false);
    expect(isWorkingDay(local, '2026-12-26')).toBe(false);
    expect(isWorkingDay(local, '2026-12-28')).toBe(true);
    expect(isWorkingDay(local, '2026-12-29')).toBe(false);
  });

  test('is not asked of a date that does not exist', () => {
    expect(() => isWorkingDay(ENGLAND, '2026-02-31')).toThrow(RangeError);
  });
});

describe('counting working days', () => {
  test.each([
    ['2026-04-02', 1, '2026-04-07'],
    ['2026-04-02', 0, '2026-04-02'],
    ['2026-04-03', 0, '2026-04-07'],
    ['2026-04-04', 1, '2026-04-07'],
    ['2026-04-04', -1, '2026-04-02'],
    ['2026-04-07', -1, '2026-04-02'],
    ['2026-12-24', 2, '2026-12-30'],
    ['2027-01-04', -20, '2026-12-02'],
  ])('from %s by %i comes to %s in England', (date, days, expected) => {
    expect(addWorkingDays(ENGLAND, date, days)).toBe(expected);
  });

  test('refuses a number that is not whole or far too large', () => {
    expect(() => addWorkingDays(ENGLAND, '2026-04-02', 1.5)).toThrow(RangeError);
    expect(() => addWorkingDays(ENGLAND, '2026-04-02', Number.NaN)).toThrow(RangeError);
    expect(() => addWorkingDays(ENGLAND, '2026-04-02', 10_001)).toThrow(RangeError);
  });

  test('always ends on a working day, with as many working days passed as were asked for', () => {
    fc.assert(
      fc.property(anyCalendar, anyDate, fc.integer({ min: 1, max: 40 }), (calendar, date, days) => {
        const end = addWorkingDays(calendar, date, days);
        expect(isWorkingDay(calendar, end)).toBe(true);
        let passed = 0;
        for (let day = addDays(date, 1); day <= end; day = addDays(day, 1))
          passed += isWorkingDay(calendar, day) ? 1 : 0;
        expect(passed).toBe(days);
      }),
    );
  });

  test('forward and then back returns to the same working day', () => {
    fc.assert(
      fc.property(anyCalendar, anyDate, fc.integer({ min: -40, max: 40 }), (calendar, date, days) => {
        const start = addWorkingDays(calendar, date, 0);
        expect(addWorkingDays(calendar, addWorkingDays(calendar, start, days), -days)).toBe(start);
      }),
    );
  });

  test('ascends: one more working day is the next working day', () => {
    fc.assert(
      fc.property(anyCalendar, anyDate, fc.integer({ min: -20, max: 20 }), (calendar, date, days) => {
        const start = addWorkingDays(calendar, date, 0);
        const end = addWorkingDays(calendar, start, days);
        const later = addWorkingDays(calendar, start, days + 1);
        expect(later > end).toBe(true);
        expect(nextWorkingDay(calendar, end)).toBe(later);
      }),
    );
  });
});

describe('within one working day', () => {
  function inLondon(date: string, time: string): Date {
    return instantOf(date, time, 'Europe/London');
  }

  test('ends at the same wall time on the next working day, over Easter and the change to summer time', () => {
    expect(oneWorkingDayAfter(ENGLAND, inLondon('2026-04-02', '16:30'))).toEqual(inLondon('2026-04-07', '16:30'));
    expect(oneWorkingDayAfter(SCOTLAND, inLondon('2026-04-02', '16:30'))).toEqual(inLondon('2026-04-06', '16:30'));
    expect(oneWorkingDayAfter(ENGLAND, new Date('2026-03-27T16:30:00Z'))).toEqual(new Date('2026-03-30T15:30:00Z'));
    expect(oneWorkingDayAfter(ENGLAND, new Date('2026-10-23T15:30:00Z'))).toEqual(new Date('2026-10-26T16:30:00Z'));
  });

  test('keeps seconds, and hours outside the working day', () => {
    expect(oneWorkingDayAfter(ENGLAND, new Date('2026-11-10T23:59:58.765Z'))).toEqual(
      new Date('2026-11-11T23:59:58.765Z'),
    );
  });

  test('ends at 5pm on the next working day for what came in on a day off', () => {
    const sunday = inLondon('2026-04-05', '03:00');
    expect(oneWorkingDayAfter(ENGLAND, sunday)).toEqual(inLondon('2026-04-07', '17:00'));
    expect(oneWorkingDayAfter(ENGLAND, inLondon('2026-04-06', '23:00'))).toEqual(inLondon('2026-04-07', '17:00'));
  });

  test("goes by the calendar's own date: late evening in UTC is already the next day in British summer time", () => {
    // 11:30pm UTC on Friday 7 August 2026 is Saturday in London.
    expect(oneWorkingDayAfter(ENGLAND, new Date('2026-08-07T23:30:00Z'))).toEqual(inLondon('2026-08-10', '17:00'));
  });

  test('ends later where the clock change of a working day skips its wall time', () => {
    // Egypt put clocks forward at midnight on Friday 26 April 2024, from 00:00 to 01:00.
    const cairo: WorkingCalendar = { nation: 'none', timeZone: 'Africa/Cairo' };
    const end = oneWorkingDayAfter(cairo, new Date('2024-04-24T22:30:00Z'));
    expect(end).toEqual(new Date('2024-04-25T22:30:00Z'));
    expect(end).toEqual(instantOf('2024-04-26', '01:30', 'Africa/Cairo'));
  });

  test('lies after the instant and on a working day, whatever the calendar', () => {
    const anyInstant = fc.date({
      min: new Date('2026-01-01T00:00Z'),
      max: new Date('2030-12-31T00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(anyCalendar, anyInstant, (calendar, instant) => {
        const end = oneWorkingDayAfter(calendar, instant);
        expect(end.getTime()).toBeGreaterThan(instant.getTime());
        expect(
          isWorkingDay(calendar, new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' }).format(end)),
        ).toBe(true);
      }),
    );
  });
});
