// What arrived. Teams sends an activity again when an answer is late: each has one effect, and the same answer.
import type { Queries } from './database.ts';

/** An activity's identity: Teams repeats the activity id within the conversation. */
export type ActivityKey = { tenantId: string; conversationKey: string; activityKey: string };

export type Claim =
  | { kind: 'ours' }
  /** Somebody is at it now (a parallel delivery, perhaps at another instance). */
  | { kind: 'busy' }
  | { kind: 'done'; answer: string | null };

/** How long one delivery may work before another may take over: longer than Teams waits (15 s). */
const CLAIM_MS = 30_000;

/** Claims an activity for work. A claim whose worker died runs out and can be taken over. */
export async function claimActivity(db: Queries, key: ActivityKey, now: Date): Promise<Claim> {
  const claimedUntilAt = new Date(now.getTime() + CLAIM_MS).toISOString();
  const made = await db
    .insertInto('inbox')
    .values({ ...key, claimedUntilAt, doneAt: null, answer: null })
    .onConflict((conflict) => conflict.columns(['tenantId', 'conversationKey', 'activityKey']).doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows === 1n) return { kind: 'ours' };

  const taken = await matching(db.updateTable('inbox').set({ claimedUntilAt }), key)
    .where('doneAt', 'is', null)
    .where('claimedUntilAt', '<=', now.toISOString())
    .executeTakeFirst();
  if (taken.numUpdatedRows === 1n) return { kind: 'ours' };

  const row = await matching(db.selectFrom('inbox').select(['doneAt', 'answer']), key).executeTakeFirst();
  if (!row) return claimActivity(db, key, now);
  return row.doneAt ? { kind: 'done', answer: row.answer } : { kind: 'busy' };
}

/**
 * Marks it done, with the answer to give to a repeat (null: none). `discreet`: of an anonymous act, so that no time finer
 * than the day stays (design, section 3 rule 3); the answer must not tell what it was.
 */
export async function finishActivity(
  db: Queries,
  key: ActivityKey,
  { answer, discreet = false }: { answer: string | null; discreet?: boolean },
  now: Date,
): Promise<void> {
  const day = now.toISOString().slice(0, 10);
  const done = discreet
    ? { doneAt: `${day}T00:00:00.000Z`, claimedUntilAt: `${day}T23:59:59.999Z`, answer }
    : { doneAt: now.toISOString(), answer };
  await matching(db.updateTable('inbox').set(done), key).execute();
}

/** Forgets it: refusals and faults are never remembered, so that a repeat is answered from the present state. */
export async function forgetActivity(db: Queries, key: ActivityKey): Promise<void> {
  await matching(db.deleteFrom('inbox'), key).execute();
}

/**
 * Frees what was being worked on when the service died, so that Teams' repeat is taken at once. Only at the start of an
 * instance that is known to be the only one (SQLite).
 */
export async function releaseClaims(db: Queries, now: Date): Promise<void> {
  await db.updateTable('inbox').set({ claimedUntilAt: now.toISOString() }).where('doneAt', 'is', null).execute();
}

/** Deletes what arrived before `before`: Teams repeats within minutes, so days are ample. */
export async function purgeInbox(db: Queries, before: Date): Promise<void> {
  await db.deleteFrom('inbox').where('claimedUntilAt', '<', before.toISOString()).execute();
}

type Filterable<T> = { where(column: 'tenantId' | 'conversationKey' | 'activityKey', op: '=', value: string): T };

function matching<T extends Filterable<T>>(query: T, key: ActivityKey): T {
  return query
    .where('tenantId', '=', key.tenantId)
    .where('conversationKey', '=', key.conversationKey)
    .where('activityKey', '=', key.activityKey);
}

/**
 * Forgets every answer kept in a tenant: any may show the words that somebody wants gone. Teams repeats a click within
 * minutes; such a repeat is answered from the present state.
 */
export async function forgetAnswers(db: Queries, tenantId: string): Promise<void> {
  await db
    .updateTable('inbox')
    .set({ answer: null })
    .where('tenantId', '=', tenantId)
    .where('answer', 'is not', null)
    .execute();
}
