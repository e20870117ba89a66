// Queries on what people learned: entries, private reflections, the year they count by, their own addresses.
// Whoever reads an entry here names its owner: nobody reads another's.
import type { Queries, Trx } from '../store/database.ts';
import type { CpdEntryTable, CpdLinkTable } from '../store/tables-cpd.ts';
import { YEAR_KINDS, type YearKind } from './cpd.ts';

type Entry = CpdEntryTable;

export async function insertEntry(trx: Trx, entry: Entry): Promise<void> {
  await trx.insertInto('cpdEntries').values(entry).execute();
}

/** One's own entry. */
export async function entryOf(db: Queries, personId: string, id: string): Promise<Entry | undefined> {
  return db
    .selectFrom('cpdEntries')
    .selectAll()
    .where('id', '=', id)
    .where('personId', '=', personId)
    .executeTakeFirst();
}

/** One's own entries between two dates, both included, the newest first. */
export async function entriesBetween(db: Queries, personId: string, fromOn: string, toOn: string): Promise<Entry[]> {
  return db
    .selectFrom('cpdEntries')
    .selectAll()
    .where('personId', '=', personId)
    .where('heldOn', '>=', fromOn)
    .where('heldOn', '<=', toOn)
    .orderBy('heldOn', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** The date of one's first entry, if there is any. */
export async function firstEntryOn(db: Queries, personId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('cpdEntries')
    .select('heldOn')
    .where('personId', '=', personId)
    .orderBy('heldOn')
    .limit(1)
    .executeTakeFirst();
  return row?.heldOn;
}

export async function updateEntry(trx: Trx, personId: string, id: string, to: Partial<Entry>): Promise<void> {
  await trx.updateTable('cpdEntries').set(to).where('id', '=', id).where('personId', '=', personId).execute();
}

/** Deletes one's own entry, with the reflection on it. */
export async function deleteEntry(trx: Trx, personId: string, id: string): Promise<void> {
  await deleteReflection(trx, personId, id);
  await trx.deleteFrom('cpdEntries').where('id', '=', id).where('personId', '=', personId).execute();
}

// ---- private reflections ----

/** One's own reflections by entry. */
export async function reflectionsOf(
  db: Queries,
  personId: string,
  entryIds: readonly string[],
): Promise<Map<string, string>> {
  if (entryIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('cpdReflections')
    .selectAll()
    .where('personId', '=', personId)
    .where('entryId', 'in', entryIds)
    .execute();
  return new Map(rows.map(({ entryId, words }) => [entryId, words]));
}

export async function saveReflection(trx: Trx, entryId: string, personId: string, words: string, at: string) {
  await trx
    .insertInto('cpdReflections')
    .values({ entryId, personId, words, updatedAt: at })
    .onConflict((conflict) => conflict.column('entryId').doUpdateSet({ words, updatedAt: at }))
    .execute();
}

export async function deleteReflection(trx: Trx, personId: string, entryId: string): Promise<void> {
  await trx.deleteFrom('cpdReflections').where('entryId', '=', entryId).where('personId', '=', personId).execute();
}

// ---- the year, and addresses ----

export async function yearKindOf(db: Queries, personId: string): Promise<YearKind> {
  const row = await db.selectFrom('cpdYears').select('kind').where('personId', '=', personId).executeTakeFirst();
  return YEAR_KINDS.find((kind) => kind === row?.kind) ?? 'april';
}

export async function setYearKind(trx: Trx, personId: string, kind: YearKind): Promise<void> {
  await trx
    .insertInto('cpdYears')
    .values({ personId, kind })
    .onConflict((conflict) => conflict.column('personId').doUpdateSet({ kind }))
    .execute();
}

export async function insertCpdLink(trx: Trx, link: CpdLinkTable): Promise<void> {
  await trx.insertInto('cpdLinks').values(link).execute();
}

/** The address behind a token, while it lasts. */
export async function cpdLinkByHash(db: Queries, tokenHash: string, at: string): Promise<CpdLinkTable | undefined> {
  return db
    .selectFrom('cpdLinks')
    .selectAll()
    .where('tokenHash', '=', tokenHash)
    .where('expiresAt', '>', at)
    .executeTakeFirst();
}

/** One's own address, while it lasts. */
export async function cpdLinkOf(
  db: Queries,
  personId: string,
  id: string,
  at: string,
): Promise<CpdLinkTable | undefined> {
  return db
    .selectFrom('cpdLinks')
    .selectAll()
    .where('id', '=', id)
    .where('personId', '=', personId)
    .where('expiresAt', '>', at)
    .executeTakeFirst();
}

export async function purgeCpdLinks(db: Queries, before: Date): Promise<void> {
  await db.deleteFrom('cpdLinks').where('expiresAt', '<=', before.toISOString()).execute();
}
