// A series of meetings, pure: its rule, its plan, and what becomes of each of its dates.
import { type Clash, type ClashAnswer, type Plan, type PlannedDate, planOn, settled } from '../calendar/clash.ts';
import { instantOf } from '../calendar/dates.ts';
import { nextDates, type Repeat, type Rule } from '../calendar/recurrence.ts';
import type { DayOff, WorkingCalendar } from '../calendar/working-days.ts';
import type { OccurrenceTable, SeriesTable } from '../store/tables-meetings.ts';
import type { TeamCalendar } from '../store/working-calendars.ts';

export type Series = Omit<SeriesTable, 'repeat' | 'clash' | 'nation' | 'deputies' | 'standing'> & {
  repeat: Repeat;
  deputies: readonly string[];
  standing: readonly string[];
  clash: Clash;
  nation: WorkingCalendar['nation'];
  /** Which days are off for its team. Read with the series, as they change by themselves. */
  calendar: TeamCalendar;
};

/** How many days before a meeting its channel is asked for items, unless its owner says otherwise. */
export const ASK_DAYS = 7;

/** Whether the channel is asked for items and somebody presents CPD; not at a call that another feature holds. */
export function hasAgenda({ askDays }: Pick<Series, 'askDays'>): boolean {
  return askDays > 0;
}

export type Decision = OccurrenceTable;

/**
 * One date of a series as people see it. `plannedOn` names it for ever; `startAt` and `endAt` say when it is held, and
 * when it would have been if it is not. `why`: what to tell of a date that is not held as planned; may be empty.
 */
export type Occurrence = {
  plannedOn: string;
  state: 'planned' | 'moved' | 'asking' | 'skipped' | 'held' | 'missed' | 'paused';
  startAt: Date;
  endAt: Date;
  why: string;
  sequence: number;
};

const MINUTE_MS = 60_000;

export function ruleOf(series: Series): Rule {
  const { firstOn, startTime: time, minutes, timeZone, repeat } = series;
  return { firstOn, time, minutes, timeZone, repeat };
}

export function planOf(series: Series): Plan {
  const { calendar, timeZone, clash } = series;
  const knownAt = (date: string) => laterOf(new Date(series.createdAt), calendar.knownAt.get(date));
  return { rule: ruleOf(series), clash, calendar: { ...calendar, timeZone }, knownAt };
}

function laterOf(one: Date, other: Date | undefined): Date {
  return other && other > one ? other : one;
}

/** What becomes of the first `count` dates on or after `from` (YYYY-MM-DD, planned dates), ascending. */
export function occurrencesFrom(
  series: Series,
  decisions: readonly Decision[],
  from: string,
  count: number,
  now: Date,
): Occurrence[] {
  const decided = new Map(decisions.map((decision) => [decision.plannedOn, decision]));
  return nextDates(ruleOf(series), from, count).map((date) => occurrenceOn(series, date, decided.get(date), now));
}

/** What becomes of one date of the rule. */
export function occurrenceOn(series: Series, plannedOn: string, decision: Decision | undefined, now: Date): Occurrence {
  const answer = decision?.state === 'answered' ? (decision.answer as ClashAnswer) : undefined;
  const planned = settled(planOn(planOf(series), plannedOn, answer), now);
  const occurrence = fromPlan(series, planned, decision?.sequence ?? 0);
  if (!decision || decision.state === 'answered') {
    return series.state === 'paused' && occurrence.state !== 'skipped'
      ? { ...occurrence, state: 'paused' }
      : occurrence;
  }
  const when = spanOf(series, decision.heldOn || plannedOn, decision.startTime || series.startTime);
  const why = decision.reason || (decision.state === 'missed' ? 'Digital Clerk could not post at that time' : '');
  return { ...occurrence, ...when, state: decision.state, why };
}

/** When a meeting on this date and wall time starts and ends; a time in the gap of a clock change is an hour later. */
export function spanOf(series: Series, date: string, time: string): { startAt: Date; endAt: Date } {
  const startAt = instantOf(date, time, series.timeZone);
  return { startAt, endAt: new Date(startAt.getTime() + series.minutes * MINUTE_MS) };
}

/** Whether it is to be held at its time. */
export function isOn(occurrence: Pick<Occurrence, 'state'>): boolean {
  return occurrence.state === 'planned' || occurrence.state === 'moved';
}

function fromPlan(series: Series, planned: PlannedDate, sequence: number): Occurrence {
  const { plannedOn } = planned;
  if (planned.state === 'held') {
    const { startAt, endAt, heldOn, off } = planned;
    const moved = heldOn !== plannedOn;
    const why = off ? (moved ? `because of ${offWords(off)}` : `held on ${offWords(off)}`) : '';
    return { plannedOn, state: moved ? 'moved' : 'planned', startAt, endAt, why, sequence };
  }
  const would = spanOf(series, plannedOn, series.startTime);
  if (planned.state === 'asking') return { plannedOn, state: 'asking', ...would, why: offWords(planned.off), sequence };
  return { plannedOn, state: 'skipped', ...would, why: skippedWords(planned), sequence };
}

function skippedWords({ off, why }: Extract<PlannedDate, { state: 'skipped' }>): string {
  if (why === 'no-answer') return `${offWords(off)}, and nobody said what to do`;
  if (why === 'no-free-day') return `${offWords(off)}, and no working day is free before the next meeting`;
  return offWords(off);
}

function offWords(off: DayOff): string {
  return off.kind === 'local' ? 'a local day off' : off.name;
}
