// Bank holidays against the dates that gov.uk published (2019 to 2028), and against the rule beyond them.
import { describe, expect, test } from 'vitest';
import { bankHolidays, type Nation } from '../../src/calendar/bank-holidays.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

// A star marks a substitute day.
const PUBLISHED: Record<Exclude<Nation, 'none'>, Record<number, string>> = {
  'england-and-wales': {
    2020: '1 Jan, 10 Apr, 13 Apr, 8 May, 25 May, 31 Aug, 25 Dec, 28 Dec*',
    2021: '1 Jan, 2 Apr, 5 Apr, 3 May, 31 May, 30 Aug, 27 Dec*, 28 Dec*',
    2022: '3 Jan*, 15 Apr, 18 Apr, 2 May, 2 Jun, 3 Jun, 29 Aug, 19 Sep, 26 Dec, 27 Dec*',
    2023: '2 Jan*, 7 Apr, 10 Apr, 1 May, 8 May, 29 May, 28 Aug, 25 Dec, 26 Dec',
    2024: '1 Jan, 29 Mar, 1 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec',
    2025: '1 Jan, 18 Apr, 21 Apr, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec',
    2026: '1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec*',
    2027: '1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec*, 28 Dec*',
    2028: '3 Jan*, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec',
    2029: '1 Jan, 30 Mar, 2 Apr, 7 May, 28 May, 27 Aug, 25 Dec, 26 Dec',
    2030: '1 Jan, 19 Apr, 22 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec',
  },
  scotland: {
    2022: '3 Jan*, 4 Jan*, 15 Apr, 2 May, 2 Jun, 3 Jun, 1 Aug, 19 Sep, 30 Nov, 26 Dec, 27 Dec*',
    2023: '2 Jan, 3 Jan*, 7 Apr, 1 May, 8 May, 29 May, 7 Aug, 30 Nov, 25 Dec, 26 Dec',
    2024: '1 Jan, 2 Jan, 29 Mar, 6 May, 27 May, 5 Aug, 2 Dec*, 25 Dec, 26 Dec',
    2025: '1 Jan, 2 Jan, 18 Apr, 5 May, 26 May, 4 Aug, 1 Dec*, 25 Dec, 26 Dec',
    2026: '1 Jan, 2 Jan, 3 Apr, 4 May, 25 May, 15 Jun, 3 Aug, 30 Nov, 25 Dec, 28 Dec*',
    2027: '1 Jan, 4 Jan*, 26 Mar, 3 May, 31 May, 2 Aug, 30 Nov, 27 Dec*, 28 Dec*',
    2028: '3 Jan*, 4 Jan*, 14 Apr, 1 May, 29 May, 7 Aug, 30 Nov, 25 Dec, 26 Dec',
    2029: '1 Jan, 2 Jan, 30 Mar, 7 May, 28 May, 6 Aug, 30 Nov, 25 Dec, 26 Dec',
    2030: '1 Jan, 2 Jan, 19 Apr, 6 May, 27 May, 5 Aug, 2 Dec*, 25 Dec, 26 Dec',
  },
  'northern-ireland': {
    2020: '1 Jan, 17 Mar, 10 Apr, 13 Apr, 8 May, 25 May, 13 Jul*, 31 Aug, 25 Dec, 28 Dec*',
    2022: '3 Jan*, 17 Mar, 15 Apr, 18 Apr, 2 May, 2 Jun, 3 Jun, 12 Jul, 29 Aug, 19 Sep, 26 Dec, 27 Dec*',
    2024: '1 Jan, 18 Mar*, 29 Mar, 1 Apr, 6 May, 27 May, 12 Jul, 26 Aug, 25 Dec, 26 Dec',
    2025: '1 Jan, 17 Mar, 18 Apr, 21 Apr, 5 May, 26 May, 14 Jul*, 25 Aug, 25 Dec, 26 Dec',
    2026: '1 Jan, 17 Mar, 3 Apr, 6 Apr, 4 May, 25 May, 13 Jul*, 31 Aug, 25 Dec, 28 Dec*',
    2027: '1 Jan, 17 Mar, 26 Mar, 29 Mar, 3 May, 31 May, 12 Jul, 30 Aug, 27 Dec*, 28 Dec*',
    2028: '3 Jan*, 17 Mar, 14 Apr, 17 Apr, 1 May, 29 May, 12 Jul, 28 Aug, 25 Dec, 26 Dec',
    2029: '1 Jan, 19 Mar*, 30 Mar, 2 Apr, 7 May, 28 May, 12 Jul, 27 Aug, 25 Dec, 26 Dec',
    2030: '1 Jan, 18 Mar*, 19 Apr, 22 Apr, 6 May, 27 May, 12 Jul, 26 Aug, 25 Dec, 26 Dec',
  },
};

const CASES = Object.entries(PUBLISHED).flatMap(([nation, years]) =>
  Object.entries(years).map(([year, days]) => ({ nation: nation as Nation, year: Number(year), days })),
);

function dayList(nation: Nation, year: number): string {
  return bankHolidays(nation, year)
    .map(({ date, substitute }) => {
      const [, month, day] = date.split('-').map(Number);
      return `${day} ${MONTHS[Number(month) - 1]}${substitute ? '*' : ''}`;
    })
    .join(', ');
}

function named(nation: Nation, year: number): Record<string, string> {
  return Object.fromEntries(bankHolidays(nation, year).map((holiday) => [holiday.date, holiday.name]));
}

describe('bank holidays', () => {
  test.each(CASES)('of $nation in $year are the published ones', ({ nation, year, days }) => {
    expect(dayList(nation, year)).toBe(days);
  });

  test('carry the names that gov.uk gives them', () => {
    expect(named('scotland', 2026)).toEqual({
      '2026-01-01': "New Year's Day",
      '2026-01-02': '2nd January',
      '2026-04-03': 'Good Friday',
      '2026-05-04': 'Early May bank holiday',
      '2026-05-25': 'Spring bank holiday',
      '2026-06-15': 'World Cup bank holiday',
      '2026-08-03': 'Summer bank holiday',
      '2026-11-30': "St Andrew's Day",
      '2026-12-25': 'Christmas Day',
      '2026-12-28': 'Boxing Day',
    });
    expect(named('northern-ireland', 2026)).toMatchObject({
      '2026-03-17': "St Patrick's Day",
      '2026-04-06': 'Easter Monday',
      '2026-07-13': "Battle of the Boyne (Orangemen's Day)",
    });
    expect(named('england-and-wales', 2022)).toMatchObject({
      '2022-06-02': 'Spring bank holiday',
      '2022-06-03': 'Platinum Jubilee bank holiday',
      '2022-09-19': 'Bank holiday for the State Funeral of Queen Elizabeth II',
    });
    expect(named('england-and-wales', 2023)['2023-05-08']).toBe('Bank holiday for the coronation of King Charles III');
    expect(named('england-and-wales', 2020)['2020-05-08']).toBe('Early May bank holiday');
  });

  test('give each substitute day to the right holiday', () => {
    expect(named('england-and-wales', 2027)).toMatchObject({
      '2027-12-27': 'Christmas Day',
      '2027-12-28': 'Boxing Day',
    });
    expect(named('england-and-wales', 2022)).toMatchObject({
      '2022-12-26': 'Boxing Day',
      '2022-12-27': 'Christmas Day',
    });
    expect(named('scotland', 2023)).toMatchObject({ '2023-01-02': '2nd January', '2023-01-03': "New Year's Day" });
    expect(named('scotland', 2028)).toMatchObject({ '2028-01-03': "New Year's Day", '2028-01-04': '2nd January' });
  });

  test.each([
    ['2038-04-26', 'the latest Easter there is'],
    ['2285-03-23', 'the earliest Easter there is'],
    ['2049-04-19', 'a year of epact 24 or 25'],
    ['2076-04-20', 'another year of epact 24 or 25'],
    ['2106-04-19', 'a century later'],
  ])('find Easter Monday on %s, %s', (date) => {
    expect(named('england-and-wales', Number(date.slice(0, 4)))[date]).toBe('Easter Monday');
  });

  test('are ascending weekdays, each once, for every nation in every year to 2100', () => {
    for (const nation of ['england-and-wales', 'scotland', 'northern-ireland'] as const) {
      for (let year = 2019; year <= 2100; year += 1) {
        const dates = bankHolidays(nation, year).map((holiday) => holiday.date);
        expect(dates, `${nation} ${year}`).toEqual([...new Set(dates)].sort());
        const atWeekend = dates.filter((date) => [0, 6].includes(new Date(date).getUTCDay()));
        expect(atWeekend, `${nation} ${year}`).toEqual([]);
      }
    }
  });

  test('are none where a calendar keeps none', () => {
    expect(bankHolidays('none', 2026)).toEqual([]);
  });

  test('cannot be changed by who reads them', () => {
    expect(Object.isFrozen(bankHolidays('scotland', 2026))).toBe(true);
    expect(Object.isFrozen(bankHolidays('scotland', 2026)[0])).toBe(true);
  });
});
