// Saving a step of an issue: the change, its place in the history, and who hears of it; in the caller's transaction.
import type { Trx } from '../store/database.ts';
import { cabinetById } from './cabinets-store.ts';
import type { Issue, Step } from './issue.ts';
import { endLoans } from './merging-store.ts';
import { announceStep } from './notices.ts';
import { addEvent, changeIssue } from './store.ts';

/** Saves a step; returns the issue as it is then. `actorId` is null for the clock, and for who is not to be named. */
export async function saveStep(trx: Trx, actorId: string | null, issue: Issue, step: Step, now: Date): Promise<Issue> {
  const changed = { ...issue, ...step.change };
  await changeIssue(trx, issue.id, step.change);
  if (step.event.kind === 'released') await endLoans(trx, issue.id);
  const eventId = await addEvent(trx, issue.id, actorId, step.event, now);
  const cabinet = await cabinetById(trx, issue.cabinetId);
  if (cabinet) await announceStep(trx, { issue: changed, cabinet, step, eventId }, now);
  return changed;
}
