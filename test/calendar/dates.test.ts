// Instants, wall times and zones, above all on the days when clocks change.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dateIn, instantOf, isDate, isTimeZone, timeIn } from '../../src/calendar/dates.ts';

const LONDON = 'Europe/London';

describe('the instant of a wall time', () => {
  test.each([
    ['2026-03-27', '08:00', '2026-03-27T08:00:00.000Z', 'in winter'],
    ['2026-03-30', '08:00', '2026-03-30T07:00:00.000Z', 'in summer'],
    ['2027-03-28', '01:30', '2027-03-28T01:30:00.000Z', 'in the hour that is skipped: 2:30am BST'],
    ['2026-10-25', '01:30', '2026-10-25T00:30:00.000Z', 'in the hour that comes twice: the first'],
    ['2026-10-25', '02:00', '2026-10-25T02:00:00.000Z', 'after the hour that comes twice'],
  ])('%s %s is %s, %s', (date, time, expected) => {
    expect(instantOf(date, time, LONDON).toISOString()).toBe(expected);
  });

  test('is refused for a date, a time or a zone that does not exist', () => {
    expect(() => instantOf('2026-02-31', '08:00', LONDON)).toThrow(RangeError);
    expect(() => instantOf('2026-02-03', '24:00', LONDON)).toThrow(RangeError);
    expect(() => instantOf('2026-02-03', '08:00', 'Europe/Camelot')).toThrow(RangeError);
  });

  test('shows the same wall time again, whatever the date from 2026 to 2030, outside the skipped hour', () => {
    const days = fc.integer({ min: 0, max: 1825 });
    const minutes = fc.integer({ min: 120, max: 1439 });
    fc.assert(
      fc.property(days, minutes, (day, minute) => {
        const date = addDays('2026-01-01', day);
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const instant = instantOf(date, time, LONDON);
        expect(dateIn(instant, LONDON)).toBe(date);
        expect(timeIn(instant, LONDON)).toBe(time);
      }),
    );
  });
});

describe('the wall clock of an instant', () => {
  test("has the zone's own date and time", () => {
    const instant = new Date('2026-08-06T23:30:59.999Z');
    expect(dateIn(instant, LONDON)).toBe('2026-08-07');
    expect(timeIn(instant, LONDON)).toBe('00:30');
    expect(dateIn(instant, 'America/New_York')).toBe('2026-08-06');
    expect(timeIn(instant, 'America/New_York')).toBe('19:30');
  });

  test('is refused for an invalid instant or an unknown zone', () => {
    expect(() => dateIn(new Date(Number.NaN), LONDON)).toThrow(RangeError);
    expect(() => timeIn(new Date(0), 'Europe/Camelot')).toThrow(RangeError);
  });
});

describe('a date', () => {
  test('moves by calendar days over months, leap days and clock changes', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
  });

  test.each(['2026-08-06', '2028-02-29'])('is %s', (text) => {
    expect(isDate(text)).toBe(true);
  });

  test.each(['2026-02-29', '2026-13-01', '2026-8-6', '20260806', '2026-08-06T10:00', ' 2026-08-06', '', 'tomorrow'])(
    'is not "%s"',
    (text) => {
      expect(isDate(text)).toBe(false);
    },
  );
});

describe('a time zone', () => {
  test.each([
    'Europe/London',
    'Europe/Belfast',
    'UTC',
    'America/Argentina/Buenos_Aires',
    'America/Port-au-Prince',
    'Etc/GMT+5',
  ])('is %s', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  test.each(['Europe/Camelot', '+01:00', 'GMT+1', '', 'Europe/London ', '2026-01-01T00:00[Europe/London]', '{zone}'])(
    'is not "%s"',
    (name) => {
      expect(isTimeZone(name)).toBe(false);
    },
  );
});
