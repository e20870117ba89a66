// News that still wait to be said when something else happens: newer words take their place, or there is nothing to say.
import { dropWaiting, repoint } from '../delivery/outbox.ts';
import type { Trx } from '../store/database.ts';
import type { EventKind, Issue, Step } from './issue.ts';
import { eventsOf } from './store.ts';

/** How many of the latest steps may have news that wait. */
const LOOKED_AT = 50;
/** Later than anything waits: the time that was set stays. */
const LATER_MS = 24 * 60 * 60 * 1000;
/** After these there is nothing left to say of the answer before. */
const ENDS: readonly EventKind[] = ['updated', 'fixed', 'not-fixed'];

/**
 * A step of which nobody is told by a message of its own: an answer that waits (triage) is not said any more as if it
 * still stood. `eventId`: of the step.
 */
export async function overtakeNews(trx: Trx, issue: Issue, { event }: Step, eventId: string, now: Date): Promise<void> {
  if (!ENDS.includes(event.kind)) return;
  const news = { tenantId: issue.tenantId, kind: 'issue.news' };
  const subjectIds = (await eventsOf(trx, issue.id, LOOKED_AT)).map(({ id }) => id);
  if (event.kind === 'updated' && event.words !== '') {
    const to = { subjectId: eventId, notBefore: new Date(now.getTime() + LATER_MS) };
    await repoint(trx, { ...news, subjectIds }, to, now);
  } else if (event.fromState !== event.toState) {
    for (const subjectId of subjectIds) await dropWaiting(trx, { ...news, subjectId }, now);
  }
}
