// A hazard draft, pure: what makes one, what clinical safety may decide, and whom it goes to while nobody looks at it.
// It is handed over, never judged: severity and likelihood are not even fields here (design, section 3 rule 2).
import { dateIn, instantOf, timeIn } from '../calendar/dates.ts';
import { addWorkingDays, isWorkingDay, oneWorkingDayAfter, type WorkingCalendar } from '../calendar/working-days.ts';
import { Refusal } from '../errors.ts';
import type { HazardDraftTable } from '../store/tables-hazards.ts';
import { type Issue, needsSafety } from './issue.ts';

export type Hazard = HazardDraftTable;

/** A day's silence is a hand-over gone wrong; who has opened it may think about it for a working week. */
const SEEN_WORKING_DAYS = 5;

/** Whether an issue makes a hazard draft: it could affect someone's care, or it has, or nobody is sure. */
export function makesHazard({ harm }: Pick<Issue, 'harm'>): boolean {
  return harm === 'could' || needsSafety(harm);
}

/** What the form asked for the draft alone. */
export type ForDraft = Pick<Hazard, 'workaround' | 'version'>;
const NOT_ASKED: ForDraft = { workaround: '', version: '' };

/** What a draft takes over from its issue and its form. What these do not say leaves what the draft says as it is. */
export function takenFrom(issue: Issue, said: ForDraft = NOT_ASKED): Partial<Hazard> {
  const taken = {
    name: issue.title,
    description: issue.detail || issue.title,
    system: issue.system,
    place: issue.place,
    ...said,
  };
  return Object.fromEntries(Object.entries(taken).filter(([, value]) => value !== ''));
}

/** What somebody who has it too says of these is taken where nobody said it before. */
export function addedBy(hazard: Hazard, said: ForDraft): Partial<ForDraft> {
  return {
    ...(hazard.workaround === '' && { workaround: said.workaround }),
    ...(hazard.version === '' && { version: said.version }),
  };
}

/** A decision of clinical safety: the columns that it changes. Undefined: it stands so already. */
export type Decision = Partial<Hazard> | undefined;

/** It is in the organisation's own hazard log, under that log's number. */
export function accept(
  hazard: Hazard,
  said: { logRef: string; version: string; workaround: string },
  byId: string,
  now: Date,
): Decision {
  if (hazard.state === 'merged') throw merged(hazard);
  const { logRef } = said;
  if (logRef === '') throw new Refusal('invalid', 'Number in your hazard log: write it, so that the two can be found.');
  const version = said.version || hazard.version;
  const workaround = said.workaround || hazard.workaround;
  const same = hazard.state === 'accepted' && hazard.logRef === logRef;
  if (same && hazard.version === version && hazard.workaround === workaround) return undefined;
  return decided(hazard, { state: 'accepted', logRef, version, workaround }, byId, now);
}

/** It is no hazard, for a reason. What is in a hazard log already is closed there, not here. */
export function decline(hazard: Hazard, reason: string, byId: string, now: Date): Decision {
  if (hazard.state === 'merged') throw merged(hazard);
  if (hazard.state === 'accepted') throw inTheLog(hazard);
  if (reason === '') throw new Refusal('invalid', 'Why it is not a hazard: write the reason.');
  if (hazard.state === 'declined' && hazard.reason === reason) return undefined;
  return decided(hazard, { state: 'declined', reason }, byId, now);
}

/** It belongs to another draft of the same cabinet, `root`: the one that a chain of merges ends at. */
export function mergeInto(hazard: Hazard, root: Hazard, byId: string, now: Date): Decision {
  if (root.id === hazard.id) {
    throw new Refusal('invalid', `${hazard.reference} cannot be merged into itself. Write the reference of another.`);
  }
  if (hazard.state === 'merged') {
    if (hazard.mergedInto === root.id) return undefined;
    throw merged(hazard);
  }
  if (hazard.state === 'accepted') throw inTheLog(hazard);
  if (root.state === 'declined') {
    throw new Refusal('conflict', `${root.reference} was found not to be a hazard, so nothing can be merged into it.`);
  }
  return decided(hazard, { state: 'merged', mergedInto: root.id }, byId, now);
}

/** Somebody of clinical safety has opened it. The first one counts. */
export function look(hazard: Hazard, byId: string, now: Date): Decision {
  if (hazard.state !== 'triage' || hazard.seenAt !== null) return undefined;
  return { seenBy: byId, seenAt: now.toISOString() };
}

/** More was said of it. Who found it to be no hazard did so without knowing that: they look at it again. */
export function moreWasSaid(hazard: Hazard, now: Date): Partial<Hazard> {
  const at = now.toISOString();
  if (hazard.state !== 'declined') return { updatedAt: at };
  return { state: 'triage', handedAt: at, seenBy: null, seenAt: null, decidedBy: null, decidedAt: null, updatedAt: at };
}

export type HandOver = { to: 'deputies' | 'facilitators'; dueAt: Date };

/**
 * Whom a draft that waits must go to by now. Unseen for one working day: the deputies. From the next working day on: the
 * facilitators, each working day at that time. Who has opened it has a working week before it goes on like that.
 * `seenAt`: when it was looked at (ISO), or null.
 */
export function handOversDue(
  { state, handedAt }: Pick<Hazard, 'state' | 'handedAt'>,
  seenAt: string | null,
  calendar: WorkingCalendar,
  now: Date,
): HandOver[] {
  if (state !== 'triage') return [];
  const first = handOverAt(handedAt, seenAt, calendar);
  if (now < first) return [];
  const today = dateIn(now, calendar.timeZone);
  const dueAt = instantOf(today, timeIn(first, calendar.timeZone), calendar.timeZone);
  const again = isWorkingDay(calendar, today) && today > dateIn(first, calendar.timeZone) && now >= dueAt;
  return [{ to: 'deputies', dueAt: first }, ...(again ? [{ to: 'facilitators', dueAt } as const] : [])];
}

/** When a draft goes on to the next, unless it is looked at or decided before. */
export function handOverAt(handedAt: string, seenAt: string | null, calendar: WorkingCalendar): Date {
  if (seenAt === null) return oneWorkingDayAfter(calendar, new Date(handedAt));
  const seen = new Date(seenAt);
  const on = addWorkingDays(calendar, dateIn(seen, calendar.timeZone), SEEN_WORKING_DAYS);
  return instantOf(on, timeIn(seen, calendar.timeZone), calendar.timeZone);
}

/** When clinical safety first looked at it: opened the draft, or took, answered or released the flagged issue. */
export function seenAtOf(hazard: Pick<Hazard, 'seenAt'>, issue: Issue | undefined): string | null {
  if (hazard.seenAt !== null || issue?.flagged !== 1) return hazard.seenAt;
  return issue.state !== 'new' || issue.releasedAt !== null ? issue.updatedAt : null;
}

function decided(hazard: Hazard, change: Partial<Hazard>, byId: string, now: Date): Partial<Hazard> {
  const at = now.toISOString();
  const seen = hazard.seenAt === null ? { seenBy: byId, seenAt: at } : {};
  return { ...seen, ...change, decidedBy: byId, decidedAt: at, updatedAt: at };
}

function merged({ reference }: Hazard): Refusal {
  return new Refusal('conflict', `${reference} was merged into another hazard draft. Open that one.`);
}

function inTheLog({ reference, logRef }: Hazard): Refusal {
  return new Refusal('conflict', `${reference} is in your hazard log as ${logRef}. Close it there.`);
}
