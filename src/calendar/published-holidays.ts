// Bank holidays as gov.uk publishes them (https://www.gov.uk/bank-holidays.json): read strictly, and laid over the rules.
// Nothing is fetched here.
import { z } from 'zod';
import type { BankHoliday, HolidayTable, Nation } from './bank-holidays.ts';
import { isDate } from './dates.ts';

/** Published days by nation and year, each year ascending. */
export type PublishedHolidays = ReadonlyMap<Nation, ReadonlyMap<number, readonly BankHoliday[]>>;

// The real file has 30,000 characters; a far longer text is something else.
const LONGEST = 1_000_000;

// Each nation has at least eight a year. A year with fewer is one that is not published whole yet, such as a single
// proclaimed day.
const FEWEST_IN_A_YEAR = 8;

const SUBSTITUTE = 'substitute day';

const event = z.object({
  title: z.string().trim().min(1).max(120),
  date: z.string().refine(isDate, 'must be a date that exists, as YYYY-MM-DD'),
  notes: z.string().optional(),
});

function division<Name extends Nation>(name: Name) {
  return z.object({ division: z.literal(name), events: z.array(event).min(FEWEST_IN_A_YEAR) });
}

const file = z.object({
  'england-and-wales': division('england-and-wales'),
  scotland: division('scotland'),
  'northern-ireland': division('northern-ireland'),
});

/**
 * Reads gov.uk's bank-holidays.json. All three nations must be there with at least eight days each, every date must exist and
 * come once; fields that this does not know are ignored. Throws an Error that names the place and holds nothing of the text.
 */
export function parseBankHolidaysJson(text: string): PublishedHolidays {
  if (text.length > LONGEST) throw new Error('bank holidays: the text is too long');
  const read = file.safeParse(jsonOf(text));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Error(`bank holidays: ${issue?.path.join('.') || 'the text'} is not as expected`);
  }
  const published = new Map<Nation, ReadonlyMap<number, readonly BankHoliday[]>>();
  for (const { division: nation, events } of Object.values(read.data)) published.set(nation, byYear(nation, events));
  return published;
}

/**
 * A table in which published days win. A year published whole (eight days or more) is taken as published, so a day that was
 * moved away is gone; to a year with fewer, such as one newly proclaimed day, the days of `rules` are added.
 * Other years, and the nation 'none', are as in `rules`.
 */
export function tableOf(rules: HolidayTable, published: PublishedHolidays): HolidayTable {
  return (nation, year) => {
    const days = published.get(nation)?.get(year);
    if (days === undefined) return rules(nation, year);
    if (days.length >= FEWEST_IN_A_YEAR) return days;
    const known = new Set(days.map((day) => day.date));
    return ascending([...days, ...rules(nation, year).filter((day) => !known.has(day.date))]);
  };
}

function byYear(nation: Nation, events: readonly z.infer<typeof event>[]): Map<number, readonly BankHoliday[]> {
  const days = events.map(({ date, title, notes }) => ({
    date,
    name: title,
    substitute: notes?.trim().toLowerCase() === SUBSTITUTE,
  }));
  const years = new Map<number, BankHoliday[]>();
  for (const day of ascending(days)) {
    const year = Number(day.date.slice(0, 4));
    const sameYear = years.get(year) ?? [];
    if (sameYear.at(-1)?.date === day.date) throw new Error(`bank holidays: ${nation} has a date twice`);
    years.set(year, [...sameYear, day]);
  }
  return years;
}

function ascending(days: readonly BankHoliday[]): BankHoliday[] {
  return days.toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('bank holidays: the text is not JSON');
  }
}
