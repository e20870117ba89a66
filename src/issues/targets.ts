// Targets, pure: by when an issue is to be looked at and solved, in core hours on working days. Waiting stops the clock.
import { addWorkingMinutes, type WorkingHours, workingMinutesBetween } from '../calendar/working-time.ts';
import { Refusal } from '../errors.ts';
import { type Issue, isFlagged } from './issue.ts';
import { type Priority, priorityOf } from './priority.ts';

export type Target = { look: number; done: number };
/** Minutes of working time by priority. P1 is phoned in, and has none. */
export type Targets = Record<'P2' | 'P3' | 'P4', Target>;

/** What a target may be written as, and stands in the form until a cabinet sets others. */
export type Written = { look: string; done: string };

/** Ready values: those of Cornwall IT Services, as published for Royal Cornwall Hospitals (hours and days are core ones). */
export const READY: Record<keyof Targets, Written> = {
  P2: { look: '2 hours', done: '1 day' },
  P3: { look: '8 hours', done: '3 days' },
  P4: { look: '2 days', done: '10 days' },
};

const MOST_MINUTES = 100_000;
const MINUTE = 60_000;

/** Minutes between two wall times HH:MM of one day. */
export function dayMinutes(opensAt: string, closesAt: string): number {
  const [from, to] = [opensAt, closesAt].map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  return (to ?? 0) - (from ?? 0);
}

/** '2 hours' or '3 days' (core ones, of `day` minutes) in minutes. Throws a Refusal that names the field. */
export function parseTarget(typed: string, day: number, label: string): number {
  const [, count, unit = ''] = /^(\d{1,3})\s*(hours?|h|days?|d)$/i.exec(typed.trim()) ?? [];
  const minutes = Number(count) * (unit.toLowerCase().startsWith('h') ? 60 : day);
  if (minutes > 0 && minutes <= MOST_MINUTES) return minutes;
  throw new Refusal('invalid', `${label}: write core hours or days, such as 2 hours or 1 day.`);
}

/** The other way: whole days where it is that. */
export function writeTarget(minutes: number, day: number): string {
  const [count, unit] = minutes % day === 0 ? [minutes / day, 'day'] : [minutes / 60, 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** A stretch in which the clock stands; no end yet: it stands now. */
export type Pause = { from: Date; to: Date | undefined };

/** States in which nobody of the cabinet can do anything, so that the clock stands. */
const STANDS = ['waiting', 'resolved', 'could-not', 'closed'];

/** The stretches in which the clock stands, from the history of states, oldest first. */
export function pausesOf(steps: readonly { at: string; toState: string }[]): Pause[] {
  const pauses: Pause[] = [];
  for (const { at, toState } of steps) {
    const last = pauses.at(-1);
    const standing = last !== undefined && last.to === undefined;
    if (STANDS.includes(toState) && !standing) pauses.push({ from: new Date(at), to: undefined });
    else if (!STANDS.includes(toState) && standing) last.to = new Date(at);
  }
  return pauses;
}

/**
 * When `minutes` of working time since `from` have passed, pauses left out; undefined while a pause without an end holds
 * it up. Counted in whole minutes: a minute that has begun counts for what began in it.
 */
export function dueAt(hours: WorkingHours, from: Date, minutes: number, pauses: readonly Pause[]): Date | undefined {
  let start = wholeMinute(from);
  let left = minutes;
  for (const pause of pauses) {
    const stops = wholeMinute(pause.from);
    const due = addWorkingMinutes(hours, start, left);
    if (due <= stops) return due;
    left -= workingMinutesBetween(hours, start, stops);
    if (!pause.to) return undefined;
    start = new Date(Math.max(start.getTime(), wholeMinute(pause.to).getTime()));
  }
  return addWorkingMinutes(hours, start, left);
}

function wholeMinute(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / MINUTE) * MINUTE);
}

/** What is due next of an open issue, and when; undefined where no clock runs for it. A flagged one has its own. */
export function nextDue(
  issue: Pick<Issue, 'state' | 'flagged' | 'releasedAt' | 'impact' | 'urgency' | 'raisedAt'>,
  steps: readonly { at: string; toState: string }[],
  targets: Targets,
  hours: WorkingHours,
): { what: keyof Target; at: Date } | undefined {
  const priority: Priority = priorityOf(issue.impact, issue.urgency);
  if (isFlagged(issue) || issue.state === 'resolved' || issue.state === 'could-not' || issue.state === 'closed')
    return undefined;
  const from = new Date(issue.raisedAt);
  const { look, done } = targets[priority];
  if (issue.state === 'new') return { what: 'look', at: addWorkingMinutes(hours, wholeMinute(from), look) };
  const at = dueAt(hours, from, done, pausesOf(steps));
  return at && { what: 'done', at };
}
