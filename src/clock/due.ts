// Once and only once: a timed duty is claimed in the database before it acts, in the same transaction.
import type { Queries, Trx } from '../store/database.ts';

/** Claims one occurrence of a duty; false when it was claimed before (a restart, a second instance, a clock set back). */
export async function claimDue(trx: Trx, duty: string, subjectId: string, dueAt: string, now: Date): Promise<boolean> {
  const claimed = await trx
    .insertInto('due')
    .values({ duty, subjectId, dueAt, claimedAt: now.toISOString() })
    .onConflict((conflict) => conflict.columns(['duty', 'subjectId', 'dueAt']).doNothing())
    .executeTakeFirst();
  return claimed.numInsertedOrUpdatedRows === 1n;
}

/** Whether it was claimed already: to save the work that comes before a claim. Only `claimDue` decides. */
export async function isClaimed(db: Queries, duty: string, subjectId: string, dueAt: string): Promise<boolean> {
  const row = await db
    .selectFrom('due')
    .select('claimedAt')
    .where('duty', '=', duty)
    .where('subjectId', '=', subjectId)
    .where('dueAt', '=', dueAt)
    .executeTakeFirst();
  return row !== undefined;
}
