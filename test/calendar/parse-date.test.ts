// Dates as people type them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/calendar/dates.ts';
import { parseDate } from '../../src/calendar/parse-date.ts';
import { dateWords, shortDateWords } from '../../src/calendar/words.ts';

// A Thursday.
const TODAY = '2026-08-06';

const anyDate = fc.integer({ min: 0, max: 1825 }).map((day) => addDays('2026-01-01', day));

describe('a typed date', () => {
  test.each([
    ['5 January 2027', '2027-01-05'],
    ['5 Jan', '2027-01-05'],
    ['5th of January', '2027-01-05'],
    ['1st Sept 2026', '2026-09-01'],
    ['05/01/2027', '2027-01-05'],
    ['5/1/27', '2027-01-05'],
    ['5.1.2027', '2027-01-05'],
    ['05-01-2027', '2027-01-05'],
    ['5/1', '2027-01-05'],
    ['2027-01-05', '2027-01-05'],
    ['Tuesday 5 January', '2027-01-05'],
    ['Tues 5/1', '2027-01-05'],
    ['tue, 5 jan 2027.', '2027-01-05'],
    ['on 5 January', '2027-01-05'],
    ['  5   JANUARY  ', '2027-01-05'],
    ['５ January ２０２７', '2027-01-05'],
    ['3/4/2026', '2026-04-03'],
    ['29 February', '2028-02-29'],
    ['29 February 2028', '2028-02-29'],
    ['1 May', '2027-05-01'],
  ])('"%s" is %s', (text, date) => {
    expect(parseDate(text, TODAY)).toBe(date);
  });

  test.each([
    ['today', '2026-08-06'],
    ['Tomorrow', '2026-08-07'],
    ['Friday', '2026-08-07'],
    ['fri', '2026-08-07'],
    ['this Friday', '2026-08-07'],
    ['next Friday', '2026-08-07'],
    ['on Weds', '2026-08-12'],
    ['Thursday', '2026-08-06'],
    ['this thurs', '2026-08-06'],
    ['next Thursday', '2026-08-13'],
    ['6 August', '2026-08-06'],
    ['5 August', '2027-08-05'],
    ['Thursday 6 August', '2026-08-06'],
  ])('"%s", said on Thursday 6 August 2026, is %s', (text, date) => {
    expect(parseDate(text, TODAY)).toBe(date);
  });

  test.each([
    '31 February',
    '31/02/2027',
    '2027-02-31',
    '29 February 2027',
    '0 January',
    '5/13',
    '1/25/2027',
    'Monday 5 January',
    'Wednesday 6 August 2026',
    'Blursday 5 January',
    '5 Janvier',
    '5 Janu',
    '5 January 1927',
    '5 January 2100',
    '5 January 207',
    '5.1',
    '5-1',
    '5/1-2027',
    '5',
    'January',
    'next',
    'next 5 January',
    'next week',
    'yesterday',
    'soon',
    '',
    ' ',
    '5 January 2027 or 6 January 2027',
    `5 January${' '.repeat(60)}2027`,
    '5 constructor',
  ])('"%s" is none', (text) => {
    expect(parseDate(text, TODAY)).toBeUndefined();
  });

  test('needs a real today', () => {
    expect(() => parseDate('tomorrow', 'Thursday')).toThrow(RangeError);
  });

  test('written in our own words is read back, whatever today is', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (date, today) => {
        expect(parseDate(dateWords(date), today)).toBe(date);
        expect(parseDate(shortDateWords(date), today)).toBe(date);
        expect(parseDate(date, today)).toBe(date);
      }),
    );
  });

  test('without its year is the first such date from today on', () => {
    const notLeapDay = anyDate.filter((date) => !date.endsWith('-02-29'));
    fc.assert(
      fc.property(notLeapDay, anyDate, (date, today) => {
        const found = parseDate(shortDateWords(date).slice(0, -5), today) ?? '';
        expect(found.slice(5)).toBe(date.slice(5));
        expect(found >= today).toBe(true);
        expect(found <= addDays(today, 365)).toBe(true);
      }),
    );
  });

  test('given as a weekday lies within a week', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (date, today) => {
        const weekday = dateWords(date).split(' ')[0] ?? '';
        const first = parseDate(weekday, today) ?? '';
        const next = parseDate(`next ${weekday}`, today) ?? '';
        expect(dateWords(first).startsWith(weekday)).toBe(true);
        expect(first >= today && first < addDays(today, 7)).toBe(true);
        expect(next).toBe(first === today ? addDays(today, 7) : first);
      }),
    );
  });
});
