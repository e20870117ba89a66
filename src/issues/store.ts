// Queries on issues, their drafts and their history. Every one is bound to a tenant, a cabinet or an id read before.
import type { Queries, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { IssueDraftTable, IssueEventTable, IssueTable } from '../store/tables.ts';
import { type EventKind, type Issue, type IssueState, isFlagged, type Step } from './issue.ts';
import { noteWords } from './similar-store.ts';

export type Draft = IssueDraftTable;
export type IssueEvent = IssueEventTable;

// ---- drafts: what stands between "raise" and an issue ----

export async function addDraft(db: Queries, draft: Draft): Promise<void> {
  await db.insertInto('issueDrafts').values(draft).execute();
}

/**
 * A person's own draft, for a change; nobody else's is found. The update takes the row's lock, so that two clicks at
 * once follow each other.
 */
export async function lockDraft(trx: Trx, tenantId: string, personId: string, id: string): Promise<Draft | undefined> {
  return trx
    .updateTable('issueDrafts')
    .set((set) => ({ step: set.ref('step') }))
    .where('id', '=', id)
    .where('tenantId', '=', tenantId)
    .where('personId', '=', personId)
    .returningAll()
    .executeTakeFirst();
}

export async function draftById(db: Queries, id: string): Promise<Draft | undefined> {
  return db.selectFrom('issueDrafts').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function updateDraft(trx: Trx, id: string, to: Partial<Draft>): Promise<void> {
  await trx.updateTable('issueDrafts').set(to).where('id', '=', id).execute();
}

/** Drafts that came to nothing go after a while; what they held is nobody's issue. */
export async function purgeDrafts(db: Queries, before: Date): Promise<void> {
  await db
    .deleteFrom('issueDrafts')
    .where('issueId', 'is', null)
    .where('createdAt', '<', before.toISOString())
    .execute();
}

// ---- issues ----

export async function insertIssue(trx: Trx, issue: IssueTable): Promise<void> {
  await trx.insertInto('issues').values(issue).execute();
  await noteWords(trx, issue);
}

export async function issueById(db: Queries, id: string): Promise<Issue | undefined> {
  const row = await db.selectFrom('issues').selectAll().where('id', '=', id).executeTakeFirst();
  return row && asIssue(row);
}

/** Reads an issue for a change. The update takes the row's lock, so that two changes follow each other. */
export async function lockIssue(trx: Trx, id: string): Promise<Issue | undefined> {
  const row = await trx
    .updateTable('issues')
    .set((set) => ({ updatedAt: set.ref('updatedAt') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && asIssue(row);
}

/** The cabinets of the teams that a person is a member of, whatever organisation they are of. */
function cabinetsOfTeamsOf(db: Queries, personId: string) {
  return db
    .selectFrom('cabinets')
    .innerJoin('teamMembers', 'teamMembers.teamId', 'cabinets.teamId')
    .select('cabinets.id')
    .where('teamMembers.personId', '=', personId)
    .where('teamMembers.leftAt', 'is', null);
}

export async function findByReference(
  db: Queries,
  where: { tenantId: string; organisationIds: readonly string[]; raiserId: string; reference: string },
): Promise<Issue[]> {
  const rows = await db
    .selectFrom('issues')
    .selectAll()
    .where('tenantId', '=', where.tenantId)
    .where('reference', '=', where.reference)
    .where((or) =>
      or.or([
        or('raiserId', '=', where.raiserId),
        ...(where.organisationIds.length > 0 ? [or('organisationId', 'in', where.organisationIds)] : []),
        or('cabinetId', 'in', cabinetsOfTeamsOf(db, where.raiserId)),
      ]),
    )
    .execute();
  return rows.map(asIssue);
}

/** What a change must touch for the words noted of an issue to be others, or none. */
const FINDS: readonly (keyof Issue)[] = ['title', 'system', 'state', 'flagged', 'releasedAt'];

export async function changeIssue(trx: Trx, id: string, change: Partial<Issue>): Promise<void> {
  const issue = await trx.updateTable('issues').set(change).where('id', '=', id).returningAll().executeTakeFirst();
  if (issue && FINDS.some((column) => column in change)) await noteWords(trx, issue);
}

/**
 * Ids of issues that were answered before `before` and not confirmed; not while a hazard draft of theirs, or of what was
 * merged into them, is undecided.
 */
export async function answeredBefore(db: Queries, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .withRecursive('undecided', (made) =>
      made
        .selectFrom('issues')
        .innerJoin('hazardDrafts', 'hazardDrafts.issueId', 'issues.id')
        .select(['issues.id', 'issues.duplicateOf'])
        .where('hazardDrafts.state', '=', 'triage')
        .union((more) =>
          more
            .selectFrom('issues')
            .innerJoin('undecided', 'undecided.duplicateOf', 'issues.id')
            .select(['issues.id', 'issues.duplicateOf']),
        ),
    )
    .selectFrom('issues')
    .select('id')
    .where('state', 'in', ['resolved', 'could-not'])
    .where('resolvedAt', '<=', before.toISOString())
    .where('id', 'not in', (is) => is.selectFrom('undecided').select('undecided.id'))
    .orderBy('resolvedAt')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Flagged issues that nobody has taken or answered yet, oldest first. */
export async function flaggedAndNew(db: Queries): Promise<Issue[]> {
  const rows = await db
    .selectFrom('issues')
    .selectAll()
    .where('state', '=', 'new')
    .where('flagged', '=', 1)
    .where('releasedAt', 'is', null)
    .orderBy('raisedAt')
    .execute();
  return rows.map(asIssue).filter(isFlagged);
}

/** Issues that wait until a day before `day` (YYYY-MM-DD), the longest first. */
export async function waitingUntil(db: Queries, day: string): Promise<Issue[]> {
  const rows = await db
    .selectFrom('issues')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('waitingUntilOn', '<', day)
    .orderBy('waitingUntilOn')
    .orderBy('id')
    .execute();
  return rows.map(asIssue);
}

/** What clinical safety of a team has not released, of all its cabinets, as long as it is not closed. */
export async function flaggedOfTeam(db: Queries, teamId: string): Promise<Issue[]> {
  const rows = await db
    .selectFrom('issues')
    .innerJoin('cabinets', 'cabinets.id', 'issues.cabinetId')
    .selectAll('issues')
    .where('cabinets.teamId', '=', teamId)
    .where('issues.flagged', '=', 1)
    .where('issues.releasedAt', 'is', null)
    .where('issues.state', 'not in', ['closed', 'duplicate'])
    .orderBy('issues.raisedAt')
    .execute();
  return rows.map(asIssue);
}

/** Whether the raiser of a flagged issue may still be writing its form, begun after `since` (ISO). */
export async function isBeingWritten(db: Queries, issueId: string, since: string): Promise<boolean> {
  const row = await db
    .selectFrom('issueDrafts')
    .select('id')
    .where('issueId', '=', issueId)
    .where('step', '<>', 'raised')
    .where('createdAt', '>', since)
    .executeTakeFirst();
  return row !== undefined;
}

// ---- history ----

/** Writes a step into the history; returns the event's id. */
export async function addEvent(
  trx: Trx,
  issueId: string,
  actorId: string | null,
  event: Step['event'],
  now: Date,
): Promise<string> {
  const id = newId(now);
  await trx
    .insertInto('issueEvents')
    .values({ id, issueId, actorId, at: now.toISOString(), ...event })
    .execute();
  return id;
}

export async function eventById(db: Queries, id: string): Promise<IssueEvent | undefined> {
  return db.selectFrom('issueEvents').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The newest events of an issue, newest first. */
export async function eventsOf(db: Queries, issueId: string, limit: number): Promise<IssueEvent[]> {
  return db
    .selectFrom('issueEvents')
    .selectAll()
    .where('issueId', '=', issueId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** The latest step of a kind; `except`: not this one. */
export async function latestStep(
  db: Queries,
  issueId: string,
  kind: EventKind,
  except = '',
): Promise<IssueEvent | undefined> {
  return db
    .selectFrom('issueEvents')
    .selectAll()
    .where('issueId', '=', issueId)
    .where('kind', '=', kind)
    .where('id', '!=', except)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

// ---- what a person last chose ----

export async function remembered(db: Queries, personId: string, cabinetId: string) {
  const row = await db
    .selectFrom('issueMemory')
    .select(['system', 'place'])
    .where('personId', '=', personId)
    .where('cabinetId', '=', cabinetId)
    .executeTakeFirst();
  return row ?? { system: '', place: '' };
}

export async function remember(
  trx: Trx,
  personId: string,
  cabinetId: string,
  last: { system: string; place: string },
): Promise<void> {
  await trx
    .insertInto('issueMemory')
    .values({ personId, cabinetId, ...last })
    .onConflict((conflict) => conflict.columns(['personId', 'cabinetId']).doUpdateSet(last))
    .execute();
}

function asIssue(row: IssueTable): Issue {
  return { ...row, state: row.state as IssueState };
}
