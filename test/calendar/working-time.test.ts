// Working time: by example, and against a count of every single minute, also where clocks change on a working day.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bankHolidays } from '../../src/calendar/bank-holidays.ts';
import { instantOf } from '../../src/calendar/dates.ts';
import { addWorkingMinutes, type WorkingHours, workingMinutesBetween } from '../../src/calendar/working-time.ts';

const CORE: WorkingHours = {
  nation: 'england-and-wales',
  timeZone: 'Europe/London',
  opensAt: '09:00',
  closesAt: '17:00',
};
const ROUND_THE_CLOCK: WorkingHours = { ...CORE, opensAt: '00:00', closesAt: '24:00' };

const MINUTE = 60_000;

function inLondon(date: string, time: string): Date {
  return instantOf(date, time, 'Europe/London');
}

/** Counts by asking Intl for the wall clock of each minute: nothing of the code under test is used. */
function countMinuteByMinute(hours: WorkingHours, from: Date, to: Date): number {
  const wallClock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: hours.timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  let count = 0;
  for (let at = from.getTime(); at < to.getTime(); at += MINUTE) {
    const [date = '', time = ''] = wallClock.format(at).split(' ');
    if (isOff(hours, date)) continue;
    if (time >= hours.opensAt && time < hours.closesAt) count += 1;
  }
  return count;
}

function isOff(hours: WorkingHours, date: string): boolean {
  if ([0, 6].includes(new Date(date).getUTCDay()) || hours.added?.includes(date)) return true;
  return bankHolidays(hours.nation, Number(date.slice(0, 4))).some((holiday) => holiday.date === date);
}

// Around Easter, Christmas, both changes of London's clocks, and of Cairo's, which change on a Thursday night.
const anyStart = fc
  .tuple(
    fc.constantFrom(
      { ...CORE, day: '2026-03-27T00:00Z' },
      { ...CORE, day: '2026-10-23T00:00Z' },
      { ...CORE, day: '2026-04-02T00:00Z' },
      { ...CORE, day: '2027-12-24T00:00Z' },
      { ...CORE, day: '2026-11-09T00:00Z', added: ['2026-11-10'] },
      { nation: 'none' as const, timeZone: 'Africa/Cairo', day: '2024-04-25T00:00Z' },
      { nation: 'none' as const, timeZone: 'Africa/Cairo', day: '2024-10-31T00:00Z' },
    ),
    fc.constantFrom('00:00', '07:30', '09:00'),
    fc.constantFrom('12:15', '17:00', '24:00'),
    fc.integer({ min: 0, max: 1440 }),
  )
  .map(([{ day, ...calendar }, opensAt, closesAt, minute]) => ({
    hours: { ...calendar, opensAt, closesAt } satisfies WorkingHours,
    from: new Date(new Date(day).getTime() + minute * MINUTE),
  }));

describe('adding working minutes', () => {
  test('8 core hours from 4:30pm on the Thursday before Easter end at 4:30pm on the Tuesday after it', () => {
    expect(addWorkingMinutes(CORE, inLondon('2026-04-02', '16:30'), 8 * 60)).toEqual(inLondon('2026-04-07', '16:30'));
  });

  test('starts at the opening for what came in before it, after closing or on a day off', () => {
    expect(addWorkingMinutes(CORE, inLondon('2026-11-10', '06:00'), 30)).toEqual(inLondon('2026-11-10', '09:30'));
    expect(addWorkingMinutes(CORE, inLondon('2026-11-10', '17:00'), 30)).toEqual(inLondon('2026-11-11', '09:30'));
    expect(addWorkingMinutes(CORE, inLondon('2026-11-14', '12:00'), 30)).toEqual(inLondon('2026-11-16', '09:30'));
  });

  test('ends at the closing of a full day, not at the next opening', () => {
    expect(addWorkingMinutes(CORE, inLondon('2026-11-10', '09:00'), 480)).toEqual(inLondon('2026-11-10', '17:00'));
    expect(addWorkingMinutes(CORE, inLondon('2026-11-10', '09:00'), 481)).toEqual(inLondon('2026-11-11', '09:01'));
  });

  test('of none ends where it started', () => {
    expect(addWorkingMinutes(CORE, inLondon('2026-11-14', '12:00'), 0)).toEqual(inLondon('2026-11-14', '12:00'));
  });

  test('keeps to wall hours over the weekend on which clocks change', () => {
    expect(addWorkingMinutes(CORE, inLondon('2026-03-27', '16:00'), 120)).toEqual(new Date('2026-03-30T09:00:00Z'));
    expect(addWorkingMinutes(CORE, inLondon('2026-10-23', '16:00'), 120)).toEqual(new Date('2026-10-26T10:00:00Z'));
  });

  test('runs day and night where the hours are from 00:00 to 24:00, weekends aside', () => {
    expect(addWorkingMinutes(ROUND_THE_CLOCK, inLondon('2026-11-12', '23:00'), 25 * 60)).toEqual(
      inLondon('2026-11-14', '00:00'),
    );
    expect(addWorkingMinutes(ROUND_THE_CLOCK, inLondon('2026-11-13', '23:00'), 61)).toEqual(
      inLondon('2026-11-16', '00:01'),
    );
  });

  test.each([-1, 1.5, Number.NaN, 4_000_001])('refuses %d minutes', (minutes) => {
    expect(() => addWorkingMinutes(CORE, inLondon('2026-11-10', '09:00'), minutes)).toThrow(RangeError);
  });

  test('refuses hours that do not open before they close', () => {
    const never = { ...CORE, opensAt: '17:00', closesAt: '17:00' };
    expect(() => addWorkingMinutes(never, inLondon('2026-11-10', '09:00'), 1)).toThrow(RangeError);
    expect(() => workingMinutesBetween(never, new Date(0), new Date(1))).toThrow(RangeError);
  });
});

describe('working minutes between two instants', () => {
  test('are those of core hours on working days', () => {
    expect(workingMinutesBetween(CORE, inLondon('2026-04-02', '16:30'), inLondon('2026-04-07', '16:30'))).toBe(480);
    expect(workingMinutesBetween(CORE, inLondon('2026-04-03', '00:00'), inLondon('2026-04-06', '23:59'))).toBe(0);
  });

  test('are whole, and none when time runs backwards', () => {
    const nine = inLondon('2026-11-10', '09:00');
    expect(workingMinutesBetween(CORE, nine, new Date(nine.getTime() + 119_999))).toBe(1);
    expect(workingMinutesBetween(CORE, inLondon('2026-11-10', '10:00'), nine)).toBe(0);
    expect(workingMinutesBetween(CORE, inLondon('2026-11-12', '10:00'), nine)).toBe(0);
  });

  test('last as long as a day of a clock change really does', () => {
    // Cairo: Friday 26 April 2024 had 23 hours, Thursday 31 October 2024 had 25.
    const cairo: WorkingHours = { nation: 'none', timeZone: 'Africa/Cairo', opensAt: '00:00', closesAt: '24:00' };
    const friday = [new Date('2024-04-25T22:00:00Z'), new Date('2024-04-26T21:00:00Z')] as const;
    const thursday = [new Date('2024-10-30T21:00:00Z'), new Date('2024-10-31T22:00:00Z')] as const;
    expect(workingMinutesBetween(cairo, ...friday)).toBe(23 * 60);
    expect(workingMinutesBetween(cairo, ...thursday)).toBe(25 * 60);
  });

  test('agree with a count of every minute', () => {
    fc.assert(
      fc.property(anyStart, fc.integer({ min: 0, max: 5 * 1440 }), ({ hours, from }, span) => {
        const to = new Date(from.getTime() + span * MINUTE);
        expect(workingMinutesBetween(hours, from, to)).toBe(countMinuteByMinute(hours, from, to));
      }),
      { numRuns: 60 },
    );
  });

  test('are the minutes that were added, and one millisecond less is not enough', () => {
    fc.assert(
      fc.property(anyStart, fc.integer({ min: 1, max: 10_000 }), ({ hours, from }, minutes) => {
        const end = addWorkingMinutes(hours, from, minutes);
        expect(workingMinutesBetween(hours, from, end)).toBe(minutes);
        expect(workingMinutesBetween(hours, from, new Date(end.getTime() - 1))).toBe(minutes - 1);
      }),
    );
  });
});
