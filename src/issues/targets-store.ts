// Queries on targets: which cabinets have them, what is open there with the history of its states, whose day is which.
import type { Queries, Trx } from '../store/database.ts';
import type { CabinetTargetsTable } from '../store/tables-handling.ts';
import type { Issue, IssueState } from './issue.ts';
import type { Targets } from './targets.ts';

export type CabinetTargets = Omit<CabinetTargetsTable, 'targets'> & { targets: Targets };

export async function targetsOf(db: Queries, cabinetId: string): Promise<CabinetTargets | undefined> {
  const row = await db.selectFrom('cabinetTargets').selectAll().where('cabinetId', '=', cabinetId).executeTakeFirst();
  return row && { ...row, targets: JSON.parse(row.targets) as Targets };
}

export async function allTargets(db: Queries): Promise<CabinetTargets[]> {
  const rows = await db.selectFrom('cabinetTargets').selectAll().execute();
  return rows.map((row) => ({ ...row, targets: JSON.parse(row.targets) as Targets }));
}

export async function saveTargets(trx: Trx, of: CabinetTargets): Promise<void> {
  const row = { ...of, targets: JSON.stringify(of.targets) };
  const { cabinetId: _, tenantId: __, ...changed } = row;
  await trx
    .insertInto('cabinetTargets')
    .values(row)
    .onConflict((conflict) => conflict.column('cabinetId').doUpdateSet(changed))
    .execute();
}

export async function dropTargets(trx: Trx, cabinetId: string): Promise<void> {
  await trx.deleteFrom('cabinetTargets').where('cabinetId', '=', cabinetId).execute();
}

/** The open issues of a cabinet, oldest first; one person's where that is given. */
export async function openOf(db: Queries, cabinetId: string, ownerId?: string): Promise<Issue[]> {
  let open = db
    .selectFrom('issues')
    .selectAll()
    .where('cabinetId', '=', cabinetId)
    .where('state', 'in', ['new', 'triaged', 'in-progress', 'waiting'])
    .orderBy('raisedAt');
  if (ownerId) open = open.where((is) => is.or([is('ownerId', '=', ownerId), is('offeredTo', '=', ownerId)]));
  return (await open.execute()).map((row) => ({ ...row, state: row.state as IssueState }));
}

export type StateStep = { issueId: string; at: string; toState: string };

/** Every change of state in a cabinet's open issues, oldest first, by issue. */
export async function stepsIn(db: Queries, cabinetId: string): Promise<Map<string, StateStep[]>> {
  const rows = await db
    .selectFrom('issueEvents')
    .innerJoin('issues', 'issues.id', 'issueEvents.issueId')
    .select(['issueEvents.issueId', 'issueEvents.at', 'issueEvents.toState'])
    .where('issues.cabinetId', '=', cabinetId)
    .where('issues.state', 'in', ['new', 'triaged', 'in-progress', 'waiting'])
    .whereRef('issueEvents.fromState', '<>', 'issueEvents.toState')
    .orderBy('issueEvents.id')
    .execute();
  return Map.groupBy(rows, ({ issueId }) => issueId);
}

export async function stepsOf(db: Queries, issueId: string): Promise<StateStep[]> {
  return db
    .selectFrom('issueEvents')
    .select(['issueId', 'at', 'toState'])
    .where('issueId', '=', issueId)
    .orderBy('id')
    .execute();
}

/** The day of the week (1 Monday to 5 Friday) on which somebody wants the list; Monday where they have not said. */
export async function lateDayOf(db: Queries, personId: string): Promise<number> {
  const row = await db.selectFrom('lateDays').select('day').where('personId', '=', personId).executeTakeFirst();
  return row?.day ?? 1;
}

export async function setLateDay(db: Queries, personId: string, tenantId: string, day: number): Promise<void> {
  await db
    .insertInto('lateDays')
    .values({ personId, tenantId, day })
    .onConflict((conflict) => conflict.column('personId').doUpdateSet({ day }))
    .execute();
}
