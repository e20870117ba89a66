// A go-live and its hazard workshop, pure: when its people are reminded that no workshop is booked ("they now nudge the
// clinical informaticians, eg to book in a hazard workshop": the report, 5.1).
import { addWorkingDays, type WorkingCalendar } from '../calendar/working-days.ts';
import { Refusal } from '../errors.ts';
import type { GoLiveTable } from '../store/tables-hazards.ts';

export type GoLive = GoLiveTable;

/** So many working days before the day, soonest first. */
export const REMINDER_DAYS = [10, 20, 40] as const;

/**
 * The reminder that is due on `today` (YYYY-MM-DD): the last of the three whose day has come, so that a go-live that is
 * written down late has one and not three. None once a workshop is booked or not needed, nor from the day itself on.
 */
export function reminderDue(
  { state, liveOn }: Pick<GoLive, 'state' | 'liveOn'>,
  calendar: WorkingCalendar,
  today: string,
): { days: number; on: string } | undefined {
  if (state !== 'open' || today >= liveOn) return undefined;
  for (const days of REMINDER_DAYS) {
    const on = addWorkingDays(calendar, liveOn, -days);
    if (today >= on) return { days, on };
  }
  return undefined;
}

/** The workshop is booked, on a day that may be left open (empty). Undefined: that is known. */
export function book(goLive: GoLive, workshopOn: string, byId: string, now: Date): Partial<GoLive> | undefined {
  if (workshopOn !== '' && workshopOn >= goLive.liveOn) {
    throw new Refusal(
      'invalid',
      'Day of the workshop: it must be before the go-live, so that it can change something.',
    );
  }
  if (goLive.state === 'booked' && goLive.workshopOn === workshopOn) return undefined;
  return { state: 'booked', workshopOn, ...decided(byId, now) };
}

/** No workshop is needed, for a reason. Undefined: that is known. */
export function needsNone(goLive: GoLive, reason: string, byId: string, now: Date): Partial<GoLive> | undefined {
  if (reason === '') throw new Refusal('invalid', 'Why no workshop is needed: write the reason.');
  if (goLive.state === 'not-needed' && goLive.reason === reason) return undefined;
  return { state: 'not-needed', reason, workshopOn: '', ...decided(byId, now) };
}

function decided(decidedBy: string, now: Date): Partial<GoLive> {
  return { decidedBy, decidedAt: now.toISOString(), updatedAt: now.toISOString() };
}
