// Bank holidays of the nations of the United Kingdom: by rule, with a table of the days that a proclamation moved or added.
// Sources: gov.uk/bank-holidays, 2019 to 2028 (later years by rule, until published);
// Banking and Financial Dealings Act 1971, schedule 1.
import { Temporal } from 'temporal-polyfill';

/** Whose bank holidays a calendar keeps; 'none' keeps weekends only. */
export const NATIONS = ['england-and-wales', 'scotland', 'northern-ireland', 'none'] as const;
export type Nation = (typeof NATIONS)[number];

/** One bank holiday: `date` 'YYYY-MM-DD'; `name` as gov.uk titles it; `substitute` when it stands for a day that fell on a weekend. */
export interface BankHoliday {
  readonly date: string;
  readonly name: string;
  readonly substitute: boolean;
}

/** Where bank holidays are looked up: `bankHolidays`, or that with newer published days laid over it. */
export type HolidayTable = (nation: Nation, year: number) => readonly BankHoliday[];

type RealNation = Exclude<Nation, 'none'>;
type Day = { date: Temporal.PlainDate; name: string };

const ALL: readonly RealNation[] = ['england-and-wales', 'scotland', 'northern-ireland'];
const SCOTLAND: readonly RealNation[] = ['scotland'];
const NORTHERN_IRELAND: readonly RealNation[] = ['northern-ireland'];
const NOT_SCOTLAND: readonly RealNation[] = ['england-and-wales', 'northern-ireland'];

const FIXED = [
  { month: 1, day: 1, name: "New Year's Day", nations: ALL },
  { month: 1, day: 2, name: '2nd January', nations: SCOTLAND },
  { month: 3, day: 17, name: "St Patrick's Day", nations: NORTHERN_IRELAND },
  { month: 7, day: 12, name: "Battle of the Boyne (Orangemen's Day)", nations: NORTHERN_IRELAND },
  { month: 11, day: 30, name: "St Andrew's Day", nations: SCOTLAND },
  { month: 12, day: 25, name: 'Christmas Day', nations: ALL },
  { month: 12, day: 26, name: 'Boxing Day', nations: ALL },
];

const MONDAYS = [
  { month: 5, which: 'first', name: 'Early May bank holiday', nations: ALL },
  { month: 5, which: 'last', name: 'Spring bank holiday', nations: ALL },
  { month: 8, which: 'first', name: 'Summer bank holiday', nations: SCOTLAND },
  { month: 8, which: 'last', name: 'Summer bank holiday', nations: NOT_SCOTLAND },
] as const;

// VE Day's 75th anniversary; the Platinum Jubilee.
const MOVED: ReadonlyMap<string, string> = new Map([
  ['2020-05-04', '2020-05-08'],
  ['2022-05-30', '2022-06-02'],
]);

const EXTRA = [
  { date: '2022-06-03', name: 'Platinum Jubilee bank holiday', nations: ALL },
  { date: '2022-09-19', name: 'Bank holiday for the State Funeral of Queen Elizabeth II', nations: ALL },
  { date: '2023-05-08', name: 'Bank holiday for the coronation of King Charles III', nations: ALL },
  { date: '2026-06-15', name: 'World Cup bank holiday', nations: SCOTLAND },
];

// Working-day arithmetic asks for the same few years again and again.
const known = new Map<string, readonly BankHoliday[]>();

/**
 * The bank holidays of a nation in a year, ascending; none for 'none'. All fall on weekdays: a fixed day at a weekend
 * appears as its substitute. Years before 2019 ignore one-off days.
 */
export function bankHolidays(nation: Nation, year: number): readonly BankHoliday[] {
  if (nation === 'none') return [];
  const key = `${nation} ${year}`;
  const found = known.get(key) ?? Object.freeze(holidaysByRule(nation, year));
  known.set(key, found);
  return found;
}

function holidaysByRule(nation: RealNation, year: number): BankHoliday[] {
  const floating = [...easterDays(nation, year), ...mondays(nation, year), ...extraDays(nation, year)];
  const fixed = FIXED.filter((rule) => rule.nations.includes(nation)).map((rule) => ({
    date: new Temporal.PlainDate(year, rule.month, rule.day),
    name: rule.name,
  }));
  const atWeekend = fixed.filter((day) => isWeekend(day.date));
  // Days that fall on a weekday keep it; only then do the others look for a free one. So with Christmas on a Sunday,
  // Boxing Day keeps the 26th and Christmas Day is given the 27th.
  const holidays = [...floating, ...fixed.filter((day) => !isWeekend(day.date))].map((day) => asHoliday(day, false));
  for (const day of atWeekend) {
    holidays.push(asHoliday({ ...day, date: firstFreeWeekday(day.date, holidays) }, true));
  }
  return holidays.sort((a, b) => (a.date < b.date ? -1 : 1));
}

function asHoliday(day: Day, substitute: boolean): BankHoliday {
  return Object.freeze({ date: day.date.toString(), name: day.name, substitute });
}

function firstFreeWeekday(from: Temporal.PlainDate, taken: readonly BankHoliday[]): Temporal.PlainDate {
  let date = from;
  while (isWeekend(date) || taken.some((holiday) => holiday.date === date.toString())) date = date.add({ days: 1 });
  return date;
}

function easterDays(nation: RealNation, year: number): Day[] {
  const sunday = easterSunday(year);
  const goodFriday = { date: sunday.subtract({ days: 2 }), name: 'Good Friday' };
  if (nation === 'scotland') return [goodFriday];
  return [goodFriday, { date: sunday.add({ days: 1 }), name: 'Easter Monday' }];
}

function mondays(nation: RealNation, year: number): Day[] {
  const days: Day[] = [];
  for (const rule of MONDAYS) {
    if (!rule.nations.includes(nation)) continue;
    const first = new Temporal.PlainDate(year, rule.month, 1);
    const date = rule.which === 'first' ? mondayFrom(first) : mondayFrom(first.with({ day: 31 }).subtract({ days: 6 }));
    const moved = MOVED.get(date.toString());
    days.push({ date: moved === undefined ? date : Temporal.PlainDate.from(moved), name: rule.name });
  }
  return days;
}

function extraDays(nation: RealNation, year: number): Day[] {
  return EXTRA.map((extra) => ({ ...extra, date: Temporal.PlainDate.from(extra.date) })).filter(
    (extra) => extra.date.year === year && extra.nations.includes(nation),
  );
}

function mondayFrom(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.add({ days: (8 - date.dayOfWeek) % 7 });
}

function isWeekend(date: Temporal.PlainDate): boolean {
  return date.dayOfWeek >= 6;
}

/** Easter of the Gregorian calendar by golden number and epact (Knuth, The Art of Computer Programming, 1.3.2, exercise 14). */
function easterSunday(year: number): Temporal.PlainDate {
  const golden = (year % 19) + 1;
  const century = Math.floor(year / 100) + 1;
  const droppedLeapDays = Math.floor((3 * century) / 4) - 12;
  const moonCorrection = Math.floor((8 * century + 5) / 25) - 5;
  let epact = (11 * golden + 20 + moonCorrection - droppedLeapDays + 30) % 30;
  if (epact === 24 || (epact === 25 && golden > 11)) epact += 1;
  let fullMoon = 44 - epact;
  if (fullMoon < 21) fullMoon += 30;
  // A day of March, on into April; a moon that is full on a Sunday has its Easter a week later.
  const moon = new Temporal.PlainDate(year, 3, 1).add({ days: fullMoon - 1 });
  return moon.add({ days: 7 - (moon.dayOfWeek % 7) });
}
