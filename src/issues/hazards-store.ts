// Queries on hazard drafts. None deletes: whatever becomes of an issue or a person, a draft stays (design, section 3 rule 2).
import type { Queries, Trx } from '../store/database.ts';
import type { HazardReportTable } from '../store/tables-hazards.ts';
import type { Hazard } from './hazard.ts';
import { having } from './me-toos-store.ts';
import { wholeId } from './merging-store.ts';

export type HazardReport = HazardReportTable;

/** Adds the draft of an issue, unless it has one. */
export async function insertHazard(trx: Trx, hazard: Hazard): Promise<void> {
  await trx
    .insertInto('hazardDrafts')
    .values(hazard)
    .onConflict((conflict) => conflict.column('issueId').doNothing())
    .execute();
}

export async function hazardById(db: Queries, id: string): Promise<Hazard | undefined> {
  return db.selectFrom('hazardDrafts').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function hazardOfIssue(db: Queries, issueId: string): Promise<Hazard | undefined> {
  return db.selectFrom('hazardDrafts').selectAll().where('issueId', '=', issueId).executeTakeFirst();
}

/** Reads a draft for a change. The update takes the row's lock, so that two changes follow each other. */
export async function lockHazard(trx: Trx, id: string): Promise<Hazard | undefined> {
  return trx
    .updateTable('hazardDrafts')
    .set((set) => ({ state: set.ref('state') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

export async function changeHazard(trx: Trx, id: string, change: Partial<Hazard>): Promise<void> {
  if (Object.keys(change).length > 0) await trx.updateTable('hazardDrafts').set(change).where('id', '=', id).execute();
}

/** The draft that a chain of merges ends at; the draft itself where it was not merged. */
export async function rootOf(db: Queries, hazard: Hazard): Promise<Hazard> {
  let root = hazard;
  const passed = new Set([hazard.id]);
  while (root.state === 'merged' && root.mergedInto !== null && !passed.has(root.mergedInto)) {
    const next = await hazardById(db, root.mergedInto);
    if (!next) return root;
    passed.add(next.id);
    root = next;
  }
  return root;
}

/** A draft by the reference of its issue, within one cabinet. */
export async function hazardByReference(
  db: Queries,
  cabinetId: string,
  reference: string,
): Promise<Hazard | undefined> {
  return db
    .selectFrom('hazardDrafts')
    .selectAll()
    .where('cabinetId', '=', cabinetId)
    .where('reference', '=', reference)
    .executeTakeFirst();
}

/** The drafts of some issues. */
export async function hazardsOfIssues(db: Queries, issueIds: readonly string[]): Promise<Hazard[]> {
  if (issueIds.length === 0) return [];
  return db.selectFrom('hazardDrafts').selectAll().where('issueId', 'in', issueIds).orderBy('id').execute();
}

/** All drafts that nobody has decided on, the longest waiting first. */
export async function waitingHazards(db: Queries): Promise<Hazard[]> {
  return db
    .selectFrom('hazardDrafts')
    .selectAll()
    .where('state', '=', 'triage')
    .orderBy('handedAt')
    .orderBy('id')
    .execute();
}

/** Those of a team's cabinets that nobody has decided on, the longest waiting first. */
export async function waitingHazardsOfTeam(db: Queries, teamId: string): Promise<Hazard[]> {
  return db
    .selectFrom('hazardDrafts')
    .innerJoin('cabinets', 'cabinets.id', 'hazardDrafts.cabinetId')
    .selectAll('hazardDrafts')
    .where('cabinets.teamId', '=', teamId)
    .where('hazardDrafts.state', '=', 'triage')
    .orderBy('hazardDrafts.handedAt')
    .orderBy('hazardDrafts.id')
    .execute();
}

/** The drafts of some cabinets: those that wait first, then the newest. `page`: which of them; default all. */
export async function hazardsOf(
  db: Queries,
  cabinetIds: readonly string[],
  page?: { limit: number; offset: number },
): Promise<Hazard[]> {
  if (cabinetIds.length === 0) return [];
  return db
    .selectFrom('hazardDrafts')
    .selectAll()
    .where('cabinetId', 'in', cabinetIds)
    .orderBy((is) => is.case().when('state', '=', 'triage').then(0).else(1).end())
    .orderBy('firstSeenAt', 'desc')
    .orderBy('id', 'desc')
    .$if(page !== undefined, (query) => query.limit(page?.limit ?? 0).offset(page?.offset ?? 0))
    .execute();
}

/** How many drafts some cabinets have, and how many of them nobody has decided on. */
export async function countHazards(
  db: Queries,
  cabinetIds: readonly string[],
): Promise<{ total: number; waiting: number }> {
  if (cabinetIds.length === 0) return { total: 0, waiting: 0 };
  const rows = await db
    .selectFrom('hazardDrafts')
    .select(({ fn }) => ['state', fn.countAll().as('count')])
    .where('cabinetId', 'in', cabinetIds)
    .groupBy('state')
    .execute();
  const counts = rows.map(({ state, count }) => ({ state, count: Number(count) }));
  const waiting = counts.find(({ state }) => state === 'triage')?.count ?? 0;
  return { total: counts.reduce((sum, { count }) => sum + count, 0), waiting };
}

// ---- what others said of it ----

export async function addReport(trx: Trx, report: HazardReport): Promise<void> {
  await trx.insertInto('hazardReports').values(report).execute();
}

/** Puts something else in place of all that others said of a draft, and of where; that they said it, and when, stays. */
export async function clearReports(trx: Trx, hazardId: string, words: string): Promise<void> {
  await trx.updateTable('hazardReports').set({ words, place: '' }).where('hazardId', '=', hazardId).execute();
}

/** What others said of a draft and of those merged into it, oldest first. */
export async function reportsOf(db: Queries, hazardId: string): Promise<HazardReport[]> {
  return db
    .selectFrom('hazardReports')
    .selectAll()
    .where('hazardId', 'in', await familyOf(db, hazardId))
    .orderBy('id')
    .execute();
}

/** How many others have it: who has its issue, or that of a draft that was merged into it, besides its first raiser. */
export async function othersWhoHave(db: Queries, hazardId: string): Promise<number> {
  const family = await familyOf(db, hazardId);
  const issues = await db.selectFrom('hazardDrafts').select('issueId').where('id', 'in', family).execute();
  const people = new Set<string>();
  let nameless = 0;
  for (const id of new Set(await Promise.all(issues.map(({ issueId }) => wholeId(db, issueId))))) {
    const { personIds, count } = await having(db, id);
    for (const personId of personIds) people.add(personId);
    nameless += count - personIds.length;
  }
  return Math.max(0, people.size + nameless - 1);
}

/** A draft with all that were merged into it, however deep. */
async function familyOf(db: Queries, hazardId: string): Promise<string[]> {
  const family = [hazardId];
  for (let from = 0; from < family.length; ) {
    const rows = await db
      .selectFrom('hazardDrafts')
      .select('id')
      .where('mergedInto', 'in', family.slice(from))
      .where('id', 'not in', family)
      .execute();
    from = family.length;
    family.push(...rows.map((row) => row.id));
  }
  return family;
}
