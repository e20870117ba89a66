// What becomes of a meeting whose date is a bank holiday or a local day off. Each date is decided by itself,
// so moving or skipping one never moves the others.
import { addDays, instantOf } from './dates.ts';
import { dateBefore, nextDates, occurrenceDates, type Rule, type Span, spanOn } from './recurrence.ts';
import { addWorkingDays, type DayOff, dayOffOn, type WorkingCalendar } from './working-days.ts';

/** `ask` the owner; or the `next` or `previous` working day, `skip`, or `keep` the date all the same. */
export const CLASHES = ['ask', 'next', 'previous', 'skip', 'keep'] as const;
export type Clash = (typeof CLASHES)[number];

/** What an owner may answer. */
export type ClashAnswer = Exclude<Clash, 'ask'>;

/**
 * A series as far as its dates go. `calendar` says which days are off; its zone is not used, the rule's is. `knownAt`: since
 * when a clash on a date ('YYYY-MM-DD') is known, where that may be late (see `askTimes`).
 */
export interface Plan {
  readonly rule: Rule;
  readonly clash: Clash;
  readonly calendar: WorkingCalendar;
  readonly knownAt?: (plannedOn: string) => Date | undefined;
}

/**
 * One date of a series. `plannedOn` is the rule's date and never changes: it names the occurrence.
 * held: on `heldOn`, another date than planned if it was moved; `off` is the day off that it was moved from, or kept on.
 * skipped: `why` is the series' `setting`, the owner's `answer`, `no-answer` in time, or `no-free-day`: the working day that
 * it would move to lies on or beyond the neighbouring date of the series.
 * asking: the owner is asked at `askAt`; without an answer by `decideAt` it is skipped.
 */
export type PlannedDate = Held | Skipped | Asking;

export interface Held extends Span {
  readonly state: 'held';
  readonly plannedOn: string;
  readonly heldOn: string;
  readonly off?: DayOff;
}

export interface Skipped {
  readonly state: 'skipped';
  readonly plannedOn: string;
  readonly off: DayOff;
  readonly why: 'setting' | 'answer' | 'no-answer' | 'no-free-day';
}

export interface Asking {
  readonly state: 'asking';
  readonly plannedOn: string;
  readonly off: DayOff;
  readonly askAt: Date;
  readonly decideAt: Date;
}

/** A planned date that turned out otherwise; one of both is missing if the rule no longer, or newly, has the date. */
export interface PlanChange {
  readonly plannedOn: string;
  readonly before?: PlannedDate;
  readonly after?: PlannedDate;
}

const DAY = 24 * 60 * 60_000;
const ASK_DAYS_BEFORE = 14;
const DECIDE_DAYS_BEFORE = 7;

/**
 * What becomes of the rule's dates from `from` on, up to but without `to`, ascending. The window is of planned dates: one that
 * moves may be held outside it. `answers`: what the owner answered, by planned date.
 * Throws RangeError for a date, zone or repeat that does not exist.
 */
export function planBetween(
  plan: Plan,
  from: string,
  to: string,
  answers: ReadonlyMap<string, ClashAnswer> = new Map(),
): PlannedDate[] {
  return occurrenceDates(plan.rule, from, to).map((date) => planOn(plan, date, answers.get(date)));
}

/** What becomes of the first `count` dates of the rule on or after `from`; else as `planBetween`. */
export function planNext(
  plan: Plan,
  from: string,
  count: number,
  answers: ReadonlyMap<string, ClashAnswer> = new Map(),
): PlannedDate[] {
  return nextDates(plan.rule, from, count).map((date) => planOn(plan, date, answers.get(date)));
}

/**
 * What becomes of one date of the rule. An answer of the owner goes before the series' setting; it is ignored where there is
 * no clash. Throws RangeError for a date, zone or repeat that does not exist.
 */
export function planOn(plan: Plan, plannedOn: string, answer?: ClashAnswer): PlannedDate {
  const off = dayOffOn(plan.calendar, plannedOn);
  if (off === undefined) return held(plan, plannedOn, plannedOn);
  const choice = answer ?? plan.clash;
  if (choice === 'ask')
    return { state: 'asking', plannedOn, off, ...askTimes(plan.rule, plannedOn, plan.knownAt?.(plannedOn)) };
  if (choice === 'skip') return { state: 'skipped', plannedOn, off, why: answer ? 'answer' : 'setting' };
  if (choice === 'keep') return held(plan, plannedOn, plannedOn, off);
  const heldOn = choice === 'next' ? laterDay(plan, plannedOn) : earlierDay(plan, plannedOn);
  if (heldOn === undefined) return { state: 'skipped', plannedOn, off, why: 'no-free-day' };
  return held(plan, plannedOn, heldOn, off);
}

/**
 * When to ask the owner about a planned date, 14 days before at the meeting's wall time, and when to decide without them,
 * 7 days before. A clash that became known later (`knownAt`: a series newly set up, a bank holiday newly proclaimed) is asked
 * at once, and the owner has at least a day, as long as the meeting has not begun.
 */
export function askTimes(rule: Rule, plannedOn: string, knownAt?: Date): { askAt: Date; decideAt: Date } {
  const askAt = instantOf(addDays(plannedOn, -ASK_DAYS_BEFORE), rule.time, rule.timeZone);
  const decideAt = instantOf(addDays(plannedOn, -DECIDE_DAYS_BEFORE), rule.time, rule.timeZone);
  if (knownAt === undefined || knownAt <= askAt) return { askAt, decideAt };
  const { startAt } = spanOn(rule, plannedOn);
  const leastAt = Math.max(decideAt.getTime(), knownAt.getTime() + DAY);
  return { askAt: knownAt, decideAt: new Date(Math.min(leastAt, startAt.getTime())) };
}

/** A planned date at `now`: one that nobody decided in time is skipped; every other is as it was. */
export function settled(planned: PlannedDate, now: Date): PlannedDate {
  if (planned.state !== 'asking' || now < planned.decideAt) return planned;
  return { state: 'skipped', plannedOn: planned.plannedOn, off: planned.off, why: 'no-answer' };
}

/** What differs between two plans of the same dates, by planned date, ascending: what the owner is told when days off change. */
export function planChanges(before: readonly PlannedDate[], after: readonly PlannedDate[]): PlanChange[] {
  const old = new Map(before.map((planned) => [planned.plannedOn, planned]));
  const fresh = new Map(after.map((planned) => [planned.plannedOn, planned]));
  const changes: PlanChange[] = [];
  for (const plannedOn of [...new Set([...old.keys(), ...fresh.keys()])].sort()) {
    const [was, is] = [old.get(plannedOn), fresh.get(plannedOn)];
    if (outcome(was) === outcome(is)) continue;
    changes.push({ plannedOn, ...(was && { before: was }), ...(is && { after: is }) });
  }
  return changes;
}

function held(plan: Plan, plannedOn: string, heldOn: string, off?: DayOff): Held {
  return { state: 'held', plannedOn, heldOn, ...spanOn(plan.rule, heldOn), ...(off && { off }) };
}

function laterDay({ rule, calendar }: Plan, plannedOn: string): string | undefined {
  const day = addWorkingDays(calendar, plannedOn, 1);
  const [following] = nextDates(rule, addDays(plannedOn, 1), 1);
  return following === undefined || day < following ? day : undefined;
}

function earlierDay({ rule, calendar }: Plan, plannedOn: string): string | undefined {
  const day = addWorkingDays(calendar, plannedOn, -1);
  const preceding = dateBefore(rule, plannedOn);
  return preceding === undefined || day > preceding ? day : undefined;
}

/** What people would notice: the same meeting at the same time is no change, whatever the reason is called. */
function outcome(planned: PlannedDate | undefined): string {
  if (planned?.state !== 'held') return planned?.state ?? 'none';
  return `held ${planned.startAt.toISOString()} ${planned.endAt.toISOString()}`;
}
