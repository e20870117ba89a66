// Creating once: what a person makes with a card is made once, also when Teams sends the click again under a new id
// (design, section 2, "clicks").
import type { Queries, Trx } from './database.ts';

export type CreatedKey = {
  personId: string;
  /** The token of the card pressed. */
  token: string;
  verb: string;
  /**
   * What tells two things apart that one person may make with one card, e.g. a digest of the inputs; empty where one is
   * all. Never anything of an anonymous text: it would tie the person to it.
   */
  part?: string;
};

/**
 * Makes something in the caller's transaction, or gives what was made before with the same key. `make` returns the id of
 * what it made; when it throws, nothing is remembered. Two clicks at once wait for each other.
 */
export async function createOnce(
  trx: Trx,
  { personId, token, verb, part = '' }: CreatedKey,
  make: () => Promise<string>,
  now: Date,
): Promise<{ id: string; again: boolean }> {
  const key = { personId, token, verb, part };
  const claimed = await trx
    .insertInto('created')
    .values({ ...key, subjectId: '', createdAt: now.toISOString() })
    .onConflict((conflict) => conflict.columns(['personId', 'token', 'verb', 'part']).doNothing())
    .executeTakeFirst();
  if (claimed.numInsertedOrUpdatedRows !== 1n) {
    const made = await trx
      .selectFrom('created')
      .select('subjectId')
      .where((where) => where.and(key))
      .executeTakeFirstOrThrow();
    return { id: made.subjectId, again: true };
  }
  const id = await make();
  await trx
    .updateTable('created')
    .set({ subjectId: id })
    .where((where) => where.and(key))
    .execute();
  return { id, again: false };
}

/** Forgets what was made before `before`: Teams repeats a click within minutes, people press an old card within days. */
export async function purgeCreated(db: Queries, before: Date): Promise<void> {
  await db.deleteFrom('created').where('createdAt', '<', before.toISOString()).execute();
}
