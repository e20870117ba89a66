// Queries on a cabinet's table of routes, and on what it offered to somebody.
import type { Queries, Trx } from '../store/database.ts';
import type { CabinetRouteTable } from '../store/tables-handling.ts';
import type { Issue, IssueState } from './issue.ts';

export type Route = Omit<CabinetRouteTable, 'places'> & { places: readonly string[] };

/** The routes of a cabinet: its networks, then its systems, each by name. */
export async function routesOf(db: Queries, cabinetId: string): Promise<Route[]> {
  const rows = await db
    .selectFrom('cabinetRoutes')
    .selectAll()
    .where('cabinetId', '=', cabinetId)
    .orderBy('sort')
    .orderBy('name')
    .execute();
  return rows.map((row) => ({ ...row, places: JSON.parse(row.places) as string[] }));
}

export async function routeById(db: Queries, id: string): Promise<Route | undefined> {
  const row = await db.selectFrom('cabinetRoutes').selectAll().where('id', '=', id).executeTakeFirst();
  return row && { ...row, places: JSON.parse(row.places) as string[] };
}

/** Saves a route; one of the same name in the cabinet is replaced. */
export async function saveRoute(trx: Trx, route: Route): Promise<void> {
  const row = { ...route, places: JSON.stringify(route.places) };
  const { places, personId, deputyId } = row;
  await trx
    .insertInto('cabinetRoutes')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['cabinetId', 'sort', 'name']).doUpdateSet({ places, personId, deputyId }),
    )
    .execute();
}

export async function deleteRoute(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('cabinetRoutes').where('id', '=', id).execute();
}

/** New issues that were offered to somebody and that nobody has taken yet, oldest first. */
export async function offeredAndNew(db: Queries): Promise<Issue[]> {
  const rows = await db
    .selectFrom('issues')
    .selectAll()
    .where('state', '=', 'new')
    .where('offeredTo', 'is not', null)
    .orderBy('raisedAt')
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as IssueState }));
}

/** The place that somebody named last when they raised something in a cabinet; empty where there is none. */
export async function lastPlace(db: Queries, personId: string, cabinetId: string): Promise<string> {
  const row = await db
    .selectFrom('issueMemory')
    .select('place')
    .where('personId', '=', personId)
    .where('cabinetId', '=', cabinetId)
    .executeTakeFirst();
  return row?.place ?? '';
}
