// Queries on merged issues: which are one, and whose flag is whose.
import type { Queries, Trx } from '../store/database.ts';
import type { IssueTable } from '../store/tables.ts';

/** What is needed of an issue that is part of a whole. */
export type Part = Pick<IssueTable, 'id' | 'reference' | 'title' | 'system' | 'place' | 'raiserId' | 'loggedBy'>;

/** The id of the issue that all others of its whole were merged into: its own where it was not merged. */
export async function wholeId(db: Queries, issueId: string): Promise<string> {
  const row = await db.selectFrom('issues').select('duplicateOf').where('id', '=', issueId).executeTakeFirst();
  return row?.duplicateOf ? wholeId(db, row.duplicateOf) : issueId;
}

/** An issue and all that was merged into it, and into those: itself first. */
export async function partsOf(db: Queries, issueId: string): Promise<Part[]> {
  const columns = ['id', 'reference', 'title', 'system', 'place', 'raiserId', 'loggedBy'] as const;
  const parts = await db.selectFrom('issues').select(columns).where('id', '=', issueId).execute();
  for (let ids = [issueId]; ids.length > 0; ) {
    const merged = await db
      .selectFrom('issues')
      .select(columns)
      .where('duplicateOf', 'in', ids)
      .orderBy('id')
      .execute();
    parts.push(...merged);
    ids = merged.map(({ id }) => id);
  }
  return parts;
}

/** One issue of a cabinet by its reference. */
export async function issueIdInCabinet(db: Queries, cabinetId: string, reference: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('issues')
    .select('id')
    .where('cabinetId', '=', cabinetId)
    .where('reference', '=', reference)
    .executeTakeFirst();
  return row?.id;
}

type Flagging = Pick<IssueTable, 'id' | 'flagged' | 'releasedAt' | 'releasedBy'>;

/** Keeps the flag that an issue has of its own, while one that was merged into it lends it a stronger one. */
export async function keepOwnFlag(trx: Trx, { id: issueId, flagged, releasedAt, releasedBy }: Flagging): Promise<void> {
  await trx
    .insertInto('issueFlags')
    .values({ issueId, flagged, releasedAt, releasedBy })
    .onConflict((conflict) => conflict.column('issueId').doNothing())
    .execute();
}

/** Whether its flag is lent to an issue by one that was merged into it. */
export async function isBorrowed(db: Queries, issueId: string): Promise<boolean> {
  const row = await db.selectFrom('issueFlags').select('issueId').where('issueId', '=', issueId).executeTakeFirst();
  return row !== undefined;
}

/** Takes an issue's own flag back, once nothing merged into it lends it one; undefined while something does. */
export async function takeOwnFlag(trx: Trx, issueId: string): Promise<Omit<Flagging, 'id'> | undefined> {
  const lender = await trx
    .selectFrom('issues')
    .select('id')
    .where('duplicateOf', '=', issueId)
    .where('lends', '=', 1)
    .executeTakeFirst();
  if (lender) return undefined;
  const own = await trx.deleteFrom('issueFlags').where('issueId', '=', issueId).returningAll().executeTakeFirst();
  return own && { flagged: own.flagged, releasedAt: own.releasedAt, releasedBy: own.releasedBy };
}

/** Clinical safety released the whole: what was merged into it lends it nothing any more, and released it stays. */
export async function endLoans(trx: Trx, issueId: string): Promise<void> {
  await trx.deleteFrom('issueFlags').where('issueId', '=', issueId).execute();
  await trx.updateTable('issues').set({ lends: 0 }).where('duplicateOf', '=', issueId).execute();
}
