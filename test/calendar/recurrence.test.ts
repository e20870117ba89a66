// Regular meetings by example: the dates and instants of the issue "Meetings", awkward first dates and bad input.
import { describe, expect, test } from 'vitest';
import {
  anchored,
  checkRule,
  dateBefore,
  firstFit,
  nextDates,
  occurrenceDates,
  type Repeat,
  type Rule,
  rruleText,
  sameRule,
  spanOn,
} from '../../src/calendar/recurrence.ts';
import { Refusal } from '../../src/errors.ts';

const TUESDAY = 2;
const FORTNIGHTLY: Repeat = { kind: 'weeks', every: 2, weekday: TUESDAY };
const MONTHLY_31: Repeat = { kind: 'month-date', day: 31 };
const LAST_DAY: Repeat = { kind: 'month-date', day: 'last' };

function ruleOf(firstOn: string, repeat: Repeat, time = '09:30', timeZone = 'Europe/London'): Rule {
  return { firstOn, time, minutes: 60, timeZone, repeat };
}

function starts(rule: Rule, count: number): string[] {
  return nextDates(rule, rule.firstOn, count).map((date) => spanOn(rule, date).startAt.toISOString().slice(0, 16));
}

describe('a fortnightly meeting', () => {
  test('keeps its wall time when clocks go forward', () => {
    expect(starts(ruleOf('2027-03-09', FORTNIGHTLY), 4)).toEqual([
      '2027-03-09T09:30',
      '2027-03-23T09:30',
      '2027-04-06T08:30',
      '2027-04-20T08:30',
    ]);
  });

  test('is every 14 days across the end of a year that has 53 ISO weeks', () => {
    expect(nextDates(ruleOf('2026-12-01', FORTNIGHTLY), '2026-12-01', 5)).toEqual([
      '2026-12-01',
      '2026-12-15',
      '2026-12-29',
      '2027-01-12',
      '2027-01-26',
    ]);
  });

  test('starts on the first date that fits, not a week later, when the first date lies in the week before', () => {
    const rule = ruleOf('2027-03-07', FORTNIGHTLY);
    expect(nextDates(rule, '2027-01-01', 3)).toEqual(['2027-03-09', '2027-03-23', '2027-04-06']);
  });

  test('is the same fortnight in whatever window it is asked for', () => {
    const rule = ruleOf('2026-12-01', FORTNIGHTLY);
    expect(occurrenceDates(rule, '2027-01-13', '2027-01-27')).toEqual(['2027-01-26']);
    expect(occurrenceDates(rule, '2027-01-12', '2027-01-26')).toEqual(['2027-01-12']);
    expect(occurrenceDates(rule, '2027-01-13', '2027-01-26')).toEqual([]);
    expect(occurrenceDates(rule, '2027-01-26', '2027-01-12')).toEqual([]);
    expect(occurrenceDates(rule, '2026-01-01', '2026-12-01')).toEqual([]);
  });
});

describe('a meeting at half past one in the night', () => {
  const NIGHT: Repeat = { kind: 'weeks', every: 1, weekday: 7 };

  test('is held at 02:30 BST on the Sunday when clocks go forward, and at its own time a week later', () => {
    expect(starts(ruleOf('2027-03-21', NIGHT, '01:30'), 3)).toEqual([
      '2027-03-21T01:30',
      '2027-03-28T01:30',
      '2027-04-04T00:30',
    ]);
  });

  test('is held at the first 01:30 on the Sunday when they go back, and lasts its minutes', () => {
    const rule = ruleOf('2027-10-24', NIGHT, '01:30');
    expect(starts(rule, 3)).toEqual(['2027-10-24T00:30', '2027-10-31T00:30', '2027-11-07T01:30']);
    expect(spanOn(rule, '2027-10-31').endAt.toISOString()).toBe('2027-10-31T01:30:00.000Z');
  });
});

describe('a monthly meeting', () => {
  test('by the 31st is held only in months that have one', () => {
    expect(nextDates(ruleOf('2027-01-31', MONTHLY_31), '2027-01-01', 7)).toEqual([
      '2027-01-31',
      '2027-03-31',
      '2027-05-31',
      '2027-07-31',
      '2027-08-31',
      '2027-10-31',
      '2027-12-31',
    ]);
  });

  test('by the 29th has a February only in leap years', () => {
    const rule = ruleOf('2027-01-29', { kind: 'month-date', day: 29 });
    expect(occurrenceDates(rule, '2027-02-01', '2027-03-01')).toEqual([]);
    expect(occurrenceDates(rule, '2028-02-01', '2028-03-01')).toEqual(['2028-02-29']);
  });

  test('on the last day is held in every month', () => {
    expect(nextDates(ruleOf('2027-12-31', LAST_DAY), '2028-01-01', 4)).toEqual([
      '2028-01-31',
      '2028-02-29',
      '2028-03-31',
      '2028-04-30',
    ]);
  });

  test('by the fourth Tuesday and by the last differ in months with five', () => {
    const fourth = ruleOf('2027-02-23', { kind: 'month-weekday', which: 4, weekday: TUESDAY });
    const last = ruleOf('2027-02-23', { kind: 'month-weekday', which: 'last', weekday: TUESDAY });
    expect(nextDates(fourth, '2027-02-01', 3)).toEqual(['2027-02-23', '2027-03-23', '2027-04-27']);
    expect(nextDates(last, '2027-02-01', 3)).toEqual(['2027-02-23', '2027-03-30', '2027-04-27']);
  });
});

describe('the first date', () => {
  test.each([
    ['2027-03-09', FORTNIGHTLY, '2027-03-09'],
    ['2027-03-10', FORTNIGHTLY, '2027-03-16'],
    ['2027-09-01', MONTHLY_31, '2027-10-31'],
    ['2028-02-01', MONTHLY_31, '2028-03-31'],
    ['2027-02-27', LAST_DAY, '2027-02-28'],
    ['2027-03-17', { kind: 'month-weekday', which: 3, weekday: TUESDAY } as Repeat, '2027-04-20'],
    ['2027-03-24', { kind: 'month-weekday', which: 'last', weekday: TUESDAY } as Repeat, '2027-03-30'],
  ])('from %s on that fits is found', (firstOn, repeat, first) => {
    expect(firstFit({ firstOn, repeat })).toBe(first);
    expect(nextDates({ firstOn, repeat }, firstOn, 1)).toEqual([first]);
  });

  test('of a repeat that never comes is an error, not an endless search', () => {
    expect(() => firstFit({ firstOn: '2027-03-09', repeat: { kind: 'month-date', day: 32 } })).toThrow(RangeError);
  });

  test('has nothing before it', () => {
    const rule = ruleOf('2027-03-09', FORTNIGHTLY);
    expect(dateBefore(rule, '2027-03-09')).toBeUndefined();
    expect(dateBefore(rule, '2027-03-23')).toBe('2027-03-09');
    expect(dateBefore(rule, '2027-03-24')).toBe('2027-03-23');
    expect(dateBefore(ruleOf('2027-01-31', MONTHLY_31), '2027-10-31')).toBe('2027-08-31');
  });
});

describe('saving a rule', () => {
  const rule = ruleOf('2027-03-07', FORTNIGHTLY);

  test('again unchanged is the same rule, also with its first date moved to the one that fits', () => {
    expect(sameRule(rule, { ...rule })).toBe(true);
    expect(sameRule(rule, anchored(rule))).toBe(true);
    expect(anchored(anchored(rule))).toEqual({ ...rule, firstOn: '2027-03-09' });
  });

  test('with the other fortnight, another time, length, zone or repeat is another rule', () => {
    expect(sameRule(rule, { ...rule, firstOn: '2027-03-16' })).toBe(false);
    expect(sameRule(rule, { ...rule, time: '09:31' })).toBe(false);
    expect(sameRule(rule, { ...rule, minutes: 61 })).toBe(false);
    expect(sameRule(rule, { ...rule, timeZone: 'Europe/Paris' })).toBe(false);
    expect(sameRule(rule, { ...rule, repeat: { ...FORTNIGHTLY, every: 4 } as Repeat })).toBe(false);
  });
});

describe('a rule as text', () => {
  test.each<[Repeat, string]>([
    [FORTNIGHTLY, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'],
    [{ kind: 'weeks', every: 1, weekday: 7 }, 'FREQ=WEEKLY;INTERVAL=1;BYDAY=SU'],
    [MONTHLY_31, 'FREQ=MONTHLY;BYMONTHDAY=31'],
    [LAST_DAY, 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    [{ kind: 'month-weekday', which: 1, weekday: 1 }, 'FREQ=MONTHLY;BYDAY=1MO'],
    [{ kind: 'month-weekday', which: 'last', weekday: 5 }, 'FREQ=MONTHLY;BYDAY=-1FR'],
  ])('is RFC 5545: %o', (repeat, text) => {
    expect(rruleText({ repeat })).toBe(text);
  });
});

describe('a rule that cannot be kept', () => {
  const good = ruleOf('2027-03-09', FORTNIGHTLY);

  test('is refused for its first date, time, length, zone or repeat, in words that say what to give', () => {
    expect(refusal({ ...good, firstOn: '2027-02-29' })).toContain('a first date that exists');
    expect(refusal({ ...good, time: '24:00' })).toContain('between 00:00 and 23:59');
    expect(refusal({ ...good, time: '9:30' })).toContain('such as 09:30');
    for (const minutes of [0, -30, 1.5, 24 * 60, Number.NaN]) {
      expect(refusal({ ...good, minutes })).toContain('from 1 minute to 12 hours');
    }
    for (const timeZone of ['Europe/Leeds', '+01:00', '']) {
      expect(refusal({ ...good, timeZone })).toContain('such as Europe/London');
    }
  });

  test.each<Repeat>([
    { kind: 'weeks', every: 0, weekday: 1 },
    { kind: 'weeks', every: 53, weekday: 1 },
    { kind: 'weeks', every: 1, weekday: 8 },
    { kind: 'month-date', day: 0 },
    { kind: 'month-date', day: 32 },
    { kind: 'month-weekday', which: 'last', weekday: 0 },
  ])('is refused for the repeat %o', (repeat) => {
    expect(refusal({ ...good, repeat })).toContain('how often');
  });

  test('is not one whose first date lies in the past, nor one of 12 hours or in the last minute of a day', () => {
    expect(refusal({ ...good, firstOn: '2001-01-01', minutes: 720, time: '23:59' })).toBeUndefined();
    expect(refusal({ ...good, firstOn: '2028-02-29', repeat: LAST_DAY })).toBeUndefined();
  });
});

function refusal(rule: Rule): string | undefined {
  try {
    checkRule(rule);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'invalid') return error.message;
    throw error;
  }
}
