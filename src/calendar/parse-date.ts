// A date as a person types it, in UK order, turned into 'YYYY-MM-DD'. What is not clearly a date is no date.
import { Temporal } from 'temporal-polyfill';
import { MONTHS, WEEKDAYS } from './words.ts';

type Written = { day: number; month: number; year?: number };

const LONGEST = 60;
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const NUMBERS = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?$/;
const NUMBERS_OTHERWISE = /^(\d{1,2})([-.])(\d{1,2})\2(\d{4}|\d{2})$/;
const NAMED_MONTH = /^(\d{1,2})(?:st|nd|rd|th)?(?: of)? ?([a-z]+)(?: (\d{4}|\d{2}))?$/;
const LEADING_WORD = /^([a-z]+) (.+)$/;

// A year outside this century is a slip of the finger in a plan, so it is refused.
const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;

// 29 February comes again after at most eight years (1896 to 1904, 2096 to 2104).
const YEARS_AHEAD = 8;

/**
 * The date that `text` means for somebody whose date is `today` ('YYYY-MM-DD'), as 'YYYY-MM-DD'; undefined if it is none.
 * Taken: "5 January 2027", "5th Jan", "05/01/2027", "5/1", "5.1.27", "2027-01-05", each also after a weekday
 * ("Tuesday 5 January"); "today", "tomorrow"; "Friday" and "this Friday" (today if today is one), "next Friday" (the first
 * after today). Day comes before month. A date without a year is the next such date on or after today.
 * Undefined: a date that does not exist (31 February), a weekday that does not fit, a year outside 2000 to 2099.
 * Throws RangeError if `today` is no date.
 */
export function parseDate(text: string, today: string): string | undefined {
  const from = Temporal.PlainDate.from(today);
  const words = plain(text);
  if (words === undefined) return undefined;
  if (words === 'today') return from.toString();
  if (words === 'tomorrow') return from.add({ days: 1 }).toString();
  return (dayOfTheWeek(words, from) ?? writtenDate(words, from))?.toString();
}

function plain(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const words = text.normalize('NFKC').toLowerCase().replaceAll(',', ' ').trim().replace(/\s+/g, ' ');
  return words.replace(/\.$/, '').replace(/^on /, '');
}

function dayOfTheWeek(words: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const isNext = words.startsWith('next ');
  const weekday = weekdayNumber(words.replace(/^(?:next|this) /, ''));
  if (weekday === undefined) return undefined;
  const from = isNext ? today.add({ days: 1 }) : today;
  return from.add({ days: (weekday - from.dayOfWeek + 7) % 7 });
}

function writtenDate(words: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const [, word, rest] = LEADING_WORD.exec(words) ?? [];
  if (word === undefined || rest === undefined) return resolve(written(words), today);
  const weekday = weekdayNumber(word);
  if (weekday === undefined) return undefined;
  const date = resolve(written(rest), today);
  return date?.dayOfWeek === weekday ? date : undefined;
}

function written(words: string): Written | undefined {
  const iso = ISO.exec(words);
  if (iso) return writtenFrom(iso[3], Number(iso[2]), iso[1]);
  const numbers = NUMBERS.exec(words);
  if (numbers) return writtenFrom(numbers[1], Number(numbers[2]), numbers[3]);
  const otherwise = NUMBERS_OTHERWISE.exec(words);
  if (otherwise) return writtenFrom(otherwise[1], Number(otherwise[3]), otherwise[4]);
  const named = NAMED_MONTH.exec(words);
  if (named) return writtenFrom(named[1], monthNumber(named[2]), named[3]);
  return undefined;
}

function writtenFrom(
  day: string | undefined,
  month: number | undefined,
  year: string | undefined,
): Written | undefined {
  if (day === undefined || month === undefined) return undefined;
  if (year === undefined) return { day: Number(day), month };
  return { day: Number(day), month, year: Number(year.length === 2 ? `20${year}` : year) };
}

function resolve(date: Written | undefined, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  if (date === undefined) return undefined;
  const { day, month, year } = date;
  if (year !== undefined) return year < FIRST_YEAR || year > LAST_YEAR ? undefined : existing(year, month, day);
  for (let ahead = 0; ahead <= YEARS_AHEAD; ahead += 1) {
    const candidate = existing(today.year + ahead, month, day);
    if (candidate && Temporal.PlainDate.compare(candidate, today) >= 0) return candidate;
  }
  return undefined;
}

function existing(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

function weekdayNumber(word: string): number | undefined {
  return numberIn(WEEKDAYS, word, ['tues', 'weds', 'thur', 'thurs']);
}

function monthNumber(word: string | undefined): number | undefined {
  return word === undefined ? undefined : numberIn(MONTHS, word, ['sept']);
}

/** 1 for the first name: in full, by its first three letters, or by one of the other common short forms. */
function numberIn(names: readonly string[], word: string, otherShort: readonly string[]): number | undefined {
  const isShort = word.length === 3 || otherShort.includes(word);
  const index = names.findIndex((name) => {
    const lower = name.toLowerCase();
    return word === lower || (isShort && lower.startsWith(word.slice(0, 3)));
  });
  return index < 0 ? undefined : index + 1;
}
