// Dates and times in words, as the NHS content style guide writes them.
import { describe, expect, test } from 'vitest';
import { dateWords, instantWords, shortDateWords, timeWords } from '../../src/calendar/words.ts';

describe('a date in words', () => {
  test('has the weekday, the day without a nought and the month in full', () => {
    expect(dateWords('2026-08-06')).toBe('Thursday 6 August 2026');
    expect(shortDateWords('2026-08-06')).toBe('6 August 2026');
  });

  test.each([
    ['2026-01-05', 'Monday 5 January 2026'],
    ['2026-02-10', 'Tuesday 10 February 2026'],
    ['2026-03-11', 'Wednesday 11 March 2026'],
    ['2026-04-16', 'Thursday 16 April 2026'],
    ['2026-05-01', 'Friday 1 May 2026'],
    ['2026-06-20', 'Saturday 20 June 2026'],
    ['2026-07-26', 'Sunday 26 July 2026'],
    ['2026-09-30', 'Wednesday 30 September 2026'],
    ['2026-10-31', 'Saturday 31 October 2026'],
    ['2026-11-02', 'Monday 2 November 2026'],
    ['2028-02-29', 'Tuesday 29 February 2028'],
    ['2026-12-25', 'Friday 25 December 2026'],
  ])('of %s is %s', (date, words) => {
    expect(dateWords(date)).toBe(words);
  });

  test('is not made of a date that does not exist', () => {
    expect(() => dateWords('2026-02-31')).toThrow(RangeError);
    expect(() => shortDateWords('soon')).toThrow(RangeError);
  });
});

describe('a time in words', () => {
  test.each([
    ['00:00', 'midnight'],
    ['00:05', '12:05am'],
    ['01:00', '1am'],
    ['08:00', '8am'],
    ['09:30', '9:30am'],
    ['11:59', '11:59am'],
    ['12:00', 'midday'],
    ['12:01', '12:01pm'],
    ['13:00', '1pm'],
    ['17:30', '5:30pm'],
    ['23:45', '11:45pm'],
    ['17:30:59', '5:30pm'],
  ])('of %s is %s', (time, words) => {
    expect(timeWords(time)).toBe(words);
  });

  test('is not made of a time that does not exist', () => {
    expect(() => timeWords('24:00')).toThrow(RangeError);
    expect(() => timeWords('9')).toThrow(RangeError);
  });
});

describe('an instant in words', () => {
  test('is read on the clocks of the zone, in summer and in winter', () => {
    expect(instantWords(new Date('2026-08-06T16:30:00Z'), 'Europe/London')).toBe('Thursday 6 August 2026 at 5:30pm');
    expect(instantWords(new Date('2026-01-05T08:00:59Z'), 'Europe/London')).toBe('Monday 5 January 2026 at 8am');
    expect(instantWords(new Date('2026-08-06T23:00:00Z'), 'Europe/London')).toBe('Friday 7 August 2026 at midnight');
  });
});
