import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateIn, timeIn } from '../../src/calendar/dates.ts';
import { afterQuietHours } from '../../src/calendar/quiet-hours.ts';
import { isWorkingDay } from '../../src/calendar/working-days.ts';

const ENGLAND = { nation: 'england-and-wales', timeZone: 'Europe/London' } as const;

describe('What the clock starts towards a person', () => {
  test.each([
    ['goes at once at 8am of a working day', '2027-03-15T08:00:00Z', '2027-03-15T08:00:00Z'],
    ['goes at once at 6:59pm', '2027-03-15T18:59:00Z', '2027-03-15T18:59:00Z'],
    ['waits from 7pm to 8am', '2027-03-15T19:00:00Z', '2027-03-16T08:00:00Z'],
    ['waits in the early morning', '2027-03-15T05:30:00Z', '2027-03-15T08:00:00Z'],
    ['waits over a weekend', '2027-03-19T20:00:00Z', '2027-03-22T08:00:00Z'],
    ['waits over Easter, into summer time', '2027-03-26T10:00:00Z', '2027-03-30T07:00:00Z'],
  ])('%s', (_what, at, goes) => {
    expect(afterQuietHours(ENGLAND, new Date(at)).toISOString()).toBe(new Date(goes).toISOString());
  });

  test('never goes in quiet hours, nor earlier than it was due', () => {
    const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (at) => {
        const goes = afterQuietHours(ENGLAND, at);
        const time = timeIn(goes, ENGLAND.timeZone);
        expect(goes.getTime()).toBeGreaterThanOrEqual(at.getTime());
        expect(isWorkingDay(ENGLAND, dateIn(goes, ENGLAND.timeZone))).toBe(true);
        expect(time >= '08:00' && time < '19:00').toBe(true);
      }),
    );
  });
});
