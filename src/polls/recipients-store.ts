// Queries on whom a poll was sent to.
import type { Queries, Trx } from '../store/database.ts';

/** Rows written with one statement. */
const ROWS_AT_ONCE = 500;

export async function insertRecipients(trx: Trx, pollId: string, personIds: readonly string[]): Promise<void> {
  for (let from = 0; from < personIds.length; from += ROWS_AT_ONCE) {
    const rows = personIds.slice(from, from + ROWS_AT_ONCE).map((personId) => ({ pollId, personId }));
    await trx.insertInto('pollRecipients').values(rows).execute();
  }
}

export async function isRecipient(db: Queries, pollId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('pollRecipients')
    .select('personId')
    .where('pollId', '=', pollId)
    .where('personId', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** A page of those it was sent to, by id. */
export async function recipientsOf(
  db: Queries,
  pollId: string,
  page: { after: string; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('pollRecipients')
    .select('personId')
    .where('pollId', '=', pollId)
    .where('personId', '>', page.after)
    .orderBy('personId')
    .limit(page.limit)
    .execute();
  return rows.map(({ personId }) => personId);
}

/** Everyone who was asked, by person id; for a channel those who were its team's members when it was sent. */
export async function askedOf(db: Queries, pollId: string): Promise<string[]> {
  const rows = await db.selectFrom('pollRecipients').select('personId').where('pollId', '=', pollId).execute();
  return rows.map(({ personId }) => personId);
}
