// How well a quarter's themes were answered, pure. Shares are whole percentages, undefined where there is nothing to
// count.
import { MONTHS } from '../calendar/words.ts';
import { isChange, type Outcome } from './statement.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A theme as measures see it; days are YYYY-MM-DD. */
export type Measured = {
  askedOn: string;
  /** The day of its first statement. */
  answeredOn: string | undefined;
  /** Of its latest statement. */
  outcome: Outcome | undefined;
  /** Only what may be shown: of statements that nobody is asked about any more, each by enough people. */
  helped: { yes: number; little: number; no: number };
};

export type Measures = {
  themes: number;
  answered: number | undefined;
  /** Concerns (all but what was only thanked for) with a change planned or made. */
  changed: number | undefined;
  medianDays: number | undefined;
  /** Of those who said whether it helped: those who said yes. */
  helped: number | undefined;
};

/** The calendar quarter of a day: '2026-11-25' -> '2026-4'. The same as the quarters of the NHS year, by other numbers. */
export function quarterOf(day: string): string {
  return `${day.slice(0, 4)}-${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** The quarter before: '2026-1' -> '2025-4'. */
export function quarterBefore(quarter: string): string {
  const [year = 0, part = 1] = quarter.split('-').map(Number);
  return part === 1 ? `${year - 1}-4` : `${year}-${part - 1}`;
}

/** '2026-4' -> "October to December 2026". */
export function quarterWords(quarter: string): string {
  const [year = 0, part = 1] = quarter.split('-').map(Number);
  return `${MONTHS[part * 3 - 3]} to ${MONTHS[part * 3 - 1]} ${year}`;
}

/** The first day of a quarter. */
export function quarterStart(quarter: string): string {
  const [year = 0, part = 1] = quarter.split('-').map(Number);
  return `${year}-${String(part * 3 - 2).padStart(2, '0')}-01`;
}

/** Measures the themes that were asked in one quarter, as they stand now. */
export function measure(themes: readonly Measured[]): Measures {
  const answered = themes.filter((theme) => theme.answeredOn !== undefined);
  const concerns = themes.filter(({ outcome }) => outcome !== 'thanks');
  const changed = concerns.filter(({ outcome }) => outcome !== undefined && isChange(outcome));
  const days = answered.map(({ askedOn, answeredOn }) => daysBetween(askedOn, answeredOn ?? askedOn));
  const yes = sum(themes.map(({ helped }) => helped.yes));
  const all = yes + sum(themes.map(({ helped }) => helped.little + helped.no));
  return {
    themes: themes.length,
    answered: share(answered.length, themes.length),
    changed: share(changed.length, concerns.length),
    medianDays: median(days),
    helped: share(yes, all),
  };
}

function share(part: number, all: number): number | undefined {
  return all === 0 ? undefined : Math.round((100 * part) / all);
}

/** The middle one; of an even number the mean of the two in the middle. */
function median(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted.length % 2 === 0 ? sorted[middle - 1] : upper;
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function daysBetween(from: string, until: string): number {
  return Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS));
}
