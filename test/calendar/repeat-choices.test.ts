// What a choice and a first date mean, what is asked, and how a repeat is said.
import { describe, expect, test } from 'vitest';
import type { Repeat } from '../../src/calendar/recurrence.ts';
import { firstFitWords, meaningOf, type RepeatChoice, repeatWords } from '../../src/calendar/repeat-choices.ts';

function words(choice: RepeatChoice, firstOn: string): string[] {
  return meaningOf(choice, firstOn).answers.map((answer) => answer.words);
}

describe('a choice in weeks', () => {
  test.each<[RepeatChoice, number, string]>([
    ['weekly', 1, 'every week on Tuesday'],
    ['fortnightly', 2, 'every 2 weeks on Tuesday'],
    ['four-weekly', 4, 'every 4 weeks on Tuesday'],
  ])('%s takes the weekday of the first date and asks nothing', (choice, every, said) => {
    expect(meaningOf(choice, '2027-03-09')).toEqual({
      answers: [{ repeat: { kind: 'weeks', every, weekday: 2 }, words: said }],
    });
  });
});

describe('a month by date', () => {
  test('asks nothing up to the 28th, also at the end of February', () => {
    expect(meaningOf('monthly-date', '2027-02-28')).toEqual({
      answers: [{ repeat: { kind: 'month-date', day: 28 }, words: 'every month on the 28th' }],
    });
  });

  test.each([
    ['2028-02-29', 29, 'only in a leap year'],
    ['2027-04-30', 30, 'February has no 30th'],
    ['2027-01-31', 31, 'Only 7 months have a 31st'],
  ])('offers the last day for %s and says what its date would lack', (firstOn, day, lack) => {
    const { answers, question } = meaningOf('monthly-date', firstOn);
    expect(answers.map((answer) => answer.repeat)).toEqual([
      { kind: 'month-date', day },
      { kind: 'month-date', day: 'last' },
    ]);
    expect(question).toContain(lack);
    expect(question).toContain('the last day of each month instead?');
  });
});

describe('a month by weekday', () => {
  test.each([
    ['2027-03-02', 'first'],
    ['2027-03-09', 'second'],
    ['2027-03-16', 'third'],
    ['2027-03-23', 'fourth'],
    ['2027-03-30', 'last'],
    ['2027-06-22', 'fourth'],
    ['2027-08-24', 'fourth'],
    ['2027-08-31', 'last'],
  ])('takes %s as the %s Tuesday and asks nothing', (firstOn, which) => {
    expect(words('monthly-weekday', firstOn)).toEqual([`every month on the ${which} Tuesday`]);
    expect(meaningOf('monthly-weekday', firstOn).question).toBeUndefined();
  });

  test('asks which is meant when a date is both the fourth and the last', () => {
    expect(words('monthly-weekday', '2027-02-23')).toEqual([
      'every month on the fourth Tuesday',
      'every month on the last Tuesday',
    ]);
    expect(meaningOf('monthly-weekday', '2027-02-23').question).toBe(
      'Tuesday 23 February 2027 is both the fourth and the last Tuesday of February. Which do you want each month?',
    );
  });
});

describe('a repeat in words', () => {
  test.each<[number, string]>([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [21, '21st'],
    [22, '22nd'],
    [23, '23rd'],
    [28, '28th'],
  ])('says day %i as %s', (day, ordinal) => {
    expect(repeatWords({ kind: 'month-date', day })).toBe(`every month on the ${ordinal}`);
  });

  test('says that some months have no 31st', () => {
    expect(repeatWords({ kind: 'month-date', day: 31 })).toBe('every month on the 31st, in months that have one');
  });
});

describe('a first date that does not fit', () => {
  test.each<[string, Repeat, string]>([
    [
      '2027-03-08',
      { kind: 'weeks', every: 2, weekday: 2 },
      'The meeting is held every 2 weeks on Tuesday. Monday 8 March 2027 is not one of these days, ' +
        'so the first meeting is on Tuesday 9 March 2027.',
    ],
    [
      '2027-04-30',
      { kind: 'month-date', day: 31 },
      'The meeting is held every month on the 31st, in months that have one. Friday 30 April 2027 is not one of these ' +
        'days, so the first meeting is on Monday 31 May 2027.',
    ],
    [
      '2027-01-30',
      { kind: 'month-date', day: 'last' },
      'The meeting is held every month on the last day. Saturday 30 January 2027 is not one of these days, ' +
        'so the first meeting is on Sunday 31 January 2027.',
    ],
  ])('%s is explained, and the first that fits is given', (firstOn, repeat, said) => {
    expect(firstFitWords({ firstOn, repeat })).toBe(said);
  });

  test('needs no words when it fits', () => {
    expect(firstFitWords({ firstOn: '2027-03-09', repeat: { kind: 'weeks', every: 2, weekday: 2 } })).toBeUndefined();
  });
});
