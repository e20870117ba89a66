// gov.uk's bank-holidays.json: read strictly, and laid over the rules.
import { describe, expect, test } from 'vitest';
import { bankHolidays, type Nation } from '../../src/calendar/bank-holidays.ts';
import { parseBankHolidaysJson, tableOf } from '../../src/calendar/published-holidays.ts';
import { dayOffOn, isWorkingDay, nextWorkingDay } from '../../src/calendar/working-days.ts';

type Event = { title: string; date: string; notes: string; bunting: boolean };
const REAL: readonly Nation[] = ['england-and-wales', 'scotland', 'northern-ireland'];

/** A file as gov.uk publishes it, with the given years; `change` may spoil it. */
function fileOf(
  years: readonly number[],
  change: (file: Record<string, { events: Event[] }>) => void = () => {},
): string {
  const file: Record<string, { division: string; events: Event[] }> = {};
  for (const nation of REAL) {
    const events = years.flatMap((year) => bankHolidays(nation, year).map(asEvent));
    file[nation] = { division: nation, events };
  }
  change(file);
  return JSON.stringify(file);
}

function asEvent({ date, name, substitute }: { date: string; name: string; substitute: boolean }): Event {
  return { title: name, date, notes: substitute ? 'Substitute day' : '', bunting: true };
}

function eventsOf(file: Record<string, { events: Event[] }>, nation: Nation): Event[] {
  return file[nation]?.events ?? [];
}

describe('the published file', () => {
  test('gives the days of each nation and year, with substitute days, as the rules write them', () => {
    const published = parseBankHolidaysJson(fileOf([2026, 2027]));
    expect([...published.keys()]).toEqual(REAL);
    for (const nation of REAL) {
      expect([...(published.get(nation)?.keys() ?? [])]).toEqual([2026, 2027]);
      expect(published.get(nation)?.get(2027)).toEqual(bankHolidays(nation, 2027));
    }
  });

  test('may have more fields and nations, and need not be in order', () => {
    const text = fileOf([2027], (file) => {
      eventsOf(file, 'scotland').reverse();
      file['isle-of-man'] = { events: [] };
    });
    expect(parseBankHolidaysJson(text).get('scotland')?.get(2027)).toEqual(bankHolidays('scotland', 2027));
  });

  test.each<[string, string]>([
    ['', 'not JSON'],
    ['<html>Sign in</html>', 'not JSON'],
    ['null', 'the text is not'],
    ['{}', 'england-and-wales is not'],
    [fileOf([2027], (file) => delete file.scotland), 'scotland is not'],
    [fileOf([]), 'england-and-wales.events is not'],
    [fileOf([2027], (file) => eventsOf(file, 'scotland').splice(7)), 'scotland.events is not'],
    [fileOf([2027], (file) => Object.assign(file, { scotland: file['northern-ireland'] })), 'scotland.division is not'],
    [fileOf([2027], (file) => put(file, { date: '2027-02-29' })), 'scotland.events.1.date is not'],
    [fileOf([2027], (file) => put(file, { date: '04/01/2027' })), 'scotland.events.1.date is not'],
    [fileOf([2027], (file) => put(file, { title: '  ' })), 'scotland.events.1.title is not'],
    [fileOf([2027], (file) => put(file, { date: '2027-01-01' })), 'scotland has a date twice'],
    [`${' '.repeat(1_000_001)}{}`, 'too long'],
  ])('is refused when it is %#: otherwise', (text, place) => {
    expect(() => parseBankHolidaysJson(text)).toThrow(place);
  });

  test('is refused without a word of what it holds', () => {
    const text = fileOf([2027], (file) => put(file, { date: 'somebody-wrote-this' }));
    expect(() => parseBankHolidaysJson(text)).toThrow(/^bank holidays: scotland\.events\.1\.date is not as expected$/);
  });
});

describe('the table', () => {
  const moved = fileOf([2027], (file) => put(file, { date: '2027-01-05', title: 'A day that was moved' }));
  const table = tableOf(bankHolidays, parseBankHolidaysJson(moved));
  const scotland = { nation: 'scotland', timeZone: 'Europe/London', holidays: table } as const;

  test('takes a year that is published, so that a day moved away is worked', () => {
    expect(dayOffOn(scotland, '2027-01-05')).toEqual({ kind: 'bank-holiday', name: 'A day that was moved' });
    expect(isWorkingDay(scotland, '2027-01-04')).toBe(true);
    expect(nextWorkingDay(scotland, '2027-01-04')).toBe('2027-01-06');
    expect(isWorkingDay({ ...scotland, holidays: bankHolidays }, '2027-01-04')).toBe(false);
  });

  test('takes other years and no nation from the rules', () => {
    expect(table('scotland', 2028)).toBe(bankHolidays('scotland', 2028));
    expect(table('none', 2027)).toEqual([]);
  });

  test('adds a single day proclaimed for a year that is not published yet to the days of the rules', () => {
    const text = fileOf([2027], (file) => {
      eventsOf(file, 'england-and-wales').push(
        { title: 'A proclaimed day', date: '2031-06-02', notes: 'Extra bank holiday', bunting: true },
        { title: 'Christmas', date: '2031-12-25', notes: '', bunting: true },
      );
    });
    const days = tableOf(bankHolidays, parseBankHolidaysJson(text))('england-and-wales', 2031);
    const byRule = bankHolidays('england-and-wales', 2031).map((day) => day.date);
    expect(days.map((day) => day.date)).toEqual([...byRule, '2031-06-02'].sort());
    expect(days.find((day) => day.date === '2031-12-25')?.name).toBe('Christmas');
  });
});

/** Writes over the second event of Scotland. */
function put(file: Record<string, { events: Event[] }>, fields: Partial<Event>): void {
  Object.assign(eventsOf(file, 'scotland')[1] ?? {}, fields);
}
