// Continuing professional development, pure: the methods, the year of a person, and what a year comes to.
import type { CpdEntryTable } from '../store/tables-cpd.ts';

export type CpdEntry = CpdEntryTable;

/**
 * How somebody learned: the methods that the report asks teams about (its appendix A, question 5, which prints eleven),
 * and "other". The value is stored for ever; the words may change.
 */
export const CPD_METHODS = [
  ['time-set-aside', 'Time set aside for learning together'],
  ['line-manager', 'Development talk with a line manager'],
  ['membership', 'Membership of a professional body'],
  ['local-mentoring', 'Local mentoring'],
  ['national-mentoring', 'National mentoring scheme'],
  ['formal-training', 'Formal training course'],
  ['sabbatical', 'Sabbatical for training or education'],
  ['fellowship', 'Fellowship or higher degree'],
  ['shadowing', 'Shadowing'],
  ['conference', 'Digital health conference or networking'],
  ['job-planned', 'Funded time in contracted hours'],
  ['other', 'Other, such as reading'],
] as const;

export type CpdMethod = (typeof CPD_METHODS)[number][0];

export const METHOD_KEYS = CPD_METHODS.map(([key]) => key) as [CpdMethod, ...CpdMethod[]];

/** A method in words. */
export function methodWords(method: string): string {
  return CPD_METHODS.find(([key]) => key === method)?.[1] ?? 'Other';
}

/** Appraisal years begin in April; some count by the calendar. */
export const YEAR_KINDS = ['april', 'calendar'] as const;
export type YearKind = (typeof YEAR_KINDS)[number];

/** A year by the number it begins in; both ends are part of it (YYYY-MM-DD). */
export type CpdYear = { readonly year: number; readonly fromOn: string; readonly toOn: string };

export function yearOf(kind: YearKind, year: number): CpdYear {
  if (kind === 'calendar') return { year, fromOn: `${year}-01-01`, toOn: `${year}-12-31` };
  return { year, fromOn: `${year}-04-01`, toOn: `${year + 1}-03-31` };
}

/** The year that a date (YYYY-MM-DD) falls into. */
export function yearWith(kind: YearKind, on: string): CpdYear {
  const year = Number(on.slice(0, 4));
  return yearOf(kind, kind === 'april' && on < `${year}-04-01` ? year - 1 : year);
}

/** "2026 to 2027" for a year from April, "2026" for a calendar year. */
export function yearWords(kind: YearKind, year: number): string {
  return kind === 'calendar' ? String(year) : `${year} to ${year + 1}`;
}

export type CpdTotals = { entries: number; minutes: number; participatory: number; presented: number };

/** What entries come to, in minutes; `presented` counts. */
export function totalsOf(entries: readonly CpdEntry[]): CpdTotals {
  const totals: CpdTotals = { entries: entries.length, minutes: 0, participatory: 0, presented: 0 };
  for (const { minutes, participatory, presenter } of entries) {
    totals.minutes += minutes;
    if (participatory) totals.participatory += minutes;
    if (presenter) totals.presented += 1;
  }
  return totals;
}

/** 90 -> "1 hour 30 minutes", 60 -> "1 hour", 0 -> "0 minutes". */
export function durationWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [];
  if (hours > 0) parts.push(`${hours} ${hours === 1 ? 'hour' : 'hours'}`);
  if (rest > 0 || hours === 0) parts.push(`${rest} ${rest === 1 ? 'minute' : 'minutes'}`);
  return parts.join(' ');
}

/** What a year comes to: "3 hours in 2 entries, 1 hour of it with others. You presented once." */
export function totalsWords({ entries, minutes, participatory, presented }: CpdTotals): string {
  if (entries === 0) return 'Nothing yet.';
  const counted = `${durationWords(minutes)} in ${entries} ${entries === 1 ? 'entry' : 'entries'}`;
  const shared = participatory > 0 ? `, ${durationWords(participatory)} of it with others` : '';
  const times = presented === 1 ? 'once' : `${presented} times`;
  return `${counted}${shared}.${presented > 0 ? ` You presented ${times}.` : ''}`;
}
