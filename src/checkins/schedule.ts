// When a round's prompt, reminder and digest are due, pure: by working days counted from the forum's weekday, bank
// holidays by nation, wall times in the forum's zone.
import { planOn } from '../calendar/clash.ts';
import { addDays, dateIn, instantOf } from '../calendar/dates.ts';
import { occurrenceDates, type Rule } from '../calendar/recurrence.ts';
import { addWorkingDays, type WorkingCalendar } from '../calendar/working-days.ts';
import type { Forum } from './forum.ts';

/** One week's times. `plannedOn` is the weekday's date, `heldOn` where a day off moved it. */
export type RoundTimes = { plannedOn: string; heldOn: string; promptAt: Date; remindAt: Date; digestAt: Date };

/** Any Monday: the weekly rule has no beginning of its own. */
const ANCHOR = '2024-01-01';
/** A round that moves stays within its week, and its prompt and digest within a few days of it (Christmas: six). */
const AROUND_DAYS = 12;

export function calendarOf({ nation, timeZone }: Pick<Forum, 'nation' | 'timeZone'>): WorkingCalendar {
  return { nation, timeZone };
}

/** The weekly rule of the forum's day; its time is the call's, or that of the prompt where it is written only. */
export function weeklyRule(forum: Forum): Rule {
  const { weekday, timeZone, callTime, promptTime } = forum;
  const firstOn = addDays(ANCHOR, weekday - 1);
  return { firstOn, time: callTime || promptTime, minutes: 30, timeZone, repeat: { kind: 'weeks', every: 1, weekday } };
}

/** The times of the round of a planned date; undefined where a day off takes it out. */
export function roundOn(forum: Forum, plannedOn: string): RoundTimes | undefined {
  const calendar = calendarOf(forum);
  const planned = planOn({ rule: weeklyRule(forum), clash: forum.clash, calendar }, plannedOn);
  if (planned.state !== 'held') return undefined;
  const { heldOn } = planned;
  const promptOn = forum.promptDay === 'before' ? addWorkingDays(calendar, heldOn, -1) : heldOn;
  const digestOn = forum.digestDay === 'next' ? addWorkingDays(calendar, heldOn, 1) : heldOn;
  return {
    plannedOn,
    heldOn,
    promptAt: instantOf(promptOn, forum.promptTime, forum.timeZone),
    remindAt: instantOf(promptOn, forum.remindTime, forum.timeZone),
    digestAt: instantOf(digestOn, forum.digestTime, forum.timeZone),
  };
}

/** The rounds whose weekday lies near a date, up to `back` days before it, ascending. */
export function roundsAround(forum: Forum, now: Date, back = AROUND_DAYS): RoundTimes[] {
  const today = dateIn(now, forum.timeZone);
  const dates = occurrenceDates(weeklyRule(forum), addDays(today, -back), addDays(today, AROUND_DAYS));
  return dates.flatMap((date) => roundOn(forum, date) ?? []);
}

/** The first round after a planned date: its prompt ends the time for late answers to the one before. */
export function roundAfter(forum: Forum, plannedOn: string): RoundTimes | undefined {
  const rule = weeklyRule(forum);
  const dates = occurrenceDates(rule, addDays(plannedOn, 1), addDays(plannedOn, 70));
  for (const date of dates) {
    const round = roundOn(forum, date);
    if (round) return round;
  }
  return undefined;
}
