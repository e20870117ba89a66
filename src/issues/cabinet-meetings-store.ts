// Queries on the meetings of cabinets, on what is told at them, and on what was raised and answered since the last one.
import type { Queries, Trx } from '../store/database.ts';
import type { CabinetAskerTable, CabinetUpdateTable } from '../store/tables-cabinet-meetings.ts';
import type { CabinetMeeting } from './cabinet-meeting.ts';
import type { Issue, IssueState } from './issue.ts';

export type CabinetUpdate = CabinetUpdateTable;

/** Writes a date down, or what became of it; its id stays. */
export async function keepMeeting(trx: Trx, meeting: CabinetMeeting): Promise<void> {
  const { startAt, endAt, place, state } = meeting;
  await trx
    .insertInto('cabinetMeetings')
    .values(meeting)
    .onConflict((conflict) =>
      conflict.columns(['cabinetId', 'seriesId', 'plannedOn']).doUpdateSet({ startAt, endAt, place, state }),
    )
    .execute();
}

export async function changeMeeting(trx: Trx, id: string, to: Partial<CabinetMeeting>): Promise<void> {
  await trx.updateTable('cabinetMeetings').set(to).where('id', '=', id).execute();
}

export async function meetingById(db: Queries, id: string): Promise<CabinetMeeting | undefined> {
  return db.selectFrom('cabinetMeetings').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The meeting that is on, or the next that is planned. */
export async function nextMeeting(db: Queries, cabinetId: string, now: string): Promise<CabinetMeeting | undefined> {
  return db
    .selectFrom('cabinetMeetings')
    .selectAll()
    .where('cabinetId', '=', cabinetId)
    .where('state', '=', 'planned')
    .where('endAt', '>', now)
    .orderBy('startAt')
    .executeTakeFirst();
}

/** What is written down and not over, the soonest first. */
export async function datesFrom(db: Queries, cabinetId: string, now: string): Promise<CabinetMeeting[]> {
  return db
    .selectFrom('cabinetMeetings')
    .selectAll()
    .where('cabinetId', '=', cabinetId)
    .where('endAt', '>', now)
    .orderBy('startAt')
    .execute();
}

/** The meeting before one. */
export async function meetingBefore(db: Queries, meeting: CabinetMeeting): Promise<CabinetMeeting | undefined> {
  return db
    .selectFrom('cabinetMeetings')
    .selectAll()
    .where('cabinetId', '=', meeting.cabinetId)
    .where('state', '=', 'planned')
    .where('startAt', '<', meeting.startAt)
    .orderBy('startAt', 'desc')
    .executeTakeFirst();
}

/** All planned meetings that ended after `since` (ISO), or are still to come. */
export async function liveMeetings(db: Queries, since: string): Promise<CabinetMeeting[]> {
  return db
    .selectFrom('cabinetMeetings')
    .selectAll()
    .where('state', '=', 'planned')
    .where('endAt', '>', since)
    .orderBy('startAt')
    .execute();
}

// ---- what is told, and who asked ----

/** The last words of a person under the same title count. */
export async function keepUpdate(trx: Trx, update: CabinetUpdate): Promise<void> {
  const { does, doesNot, toCheck, updatedAt } = update;
  await trx
    .insertInto('cabinetUpdates')
    .values(update)
    .onConflict((conflict) =>
      conflict.columns(['meetingId', 'personId', 'title']).doUpdateSet({ does, doesNot, toCheck, updatedAt }),
    )
    .execute();
}

export async function updatesOf(db: Queries, meetingId: string): Promise<CabinetUpdate[]> {
  return db.selectFrom('cabinetUpdates').selectAll().where('meetingId', '=', meetingId).orderBy('id').execute();
}

/** True if they had not asked before. */
export async function addAsker(trx: Trx, asker: CabinetAskerTable): Promise<boolean> {
  const added = await trx
    .insertInto('cabinetAskers')
    .values(asker)
    .onConflict((conflict) => conflict.columns(['meetingId', 'personId', 'wants']).doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

export async function askersOf(db: Queries, meetingId: string, wants: CabinetAskerTable['wants']): Promise<string[]> {
  const rows = await db
    .selectFrom('cabinetAskers')
    .select('personId')
    .where('meetingId', '=', meetingId)
    .where('wants', '=', wants)
    .orderBy('personId')
    .execute();
  return rows.map((row) => row.personId);
}

// ---- issues ----

/** How many issues fit, and the latest of them. */
export type Some = { total: number; issues: Issue[] };

export type Since = { cabinetId: string; since: string; until: string; most: number };

/** Issues that everyone may see (so no flagged ones), raised or released in a span of time (ISO). */
export async function raisedSince(db: Queries, { cabinetId, since, until, most }: Since): Promise<Some> {
  const query = shared(db, cabinetId).where((is) =>
    is.or([
      is.and([is('raisedAt', '>=', since), is('raisedAt', '<', until)]),
      is.and([is('releasedAt', '>=', since), is('releasedAt', '<', until)]),
    ]),
  );
  return some(query, 'raisedAt', most);
}

/** Issues that everyone may see, answered in a span of time and not reopened since. */
export async function answeredSince(db: Queries, { cabinetId, since, until, most }: Since): Promise<Some> {
  const query = shared(db, cabinetId).where('resolvedAt', '>=', since).where('resolvedAt', '<', until);
  return some(query, 'resolvedAt', most);
}

type Shared = ReturnType<typeof shared>;

/** The rule of rights.ts for what is flagged, as a condition. */
function shared(db: Queries, cabinetId: string) {
  return db
    .selectFrom('issues')
    .where('cabinetId', '=', cabinetId)
    .where((is) => is.or([is('flagged', '=', 0), is('releasedAt', 'is not', null)]));
}

async function some(query: Shared, by: 'raisedAt' | 'resolvedAt', most: number): Promise<Some> {
  const counted = await query.select((select) => select.fn.countAll().as('total')).executeTakeFirst();
  const rows = await query.selectAll().orderBy(by, 'desc').orderBy('id', 'desc').limit(most).execute();
  return {
    total: Number(counted?.total ?? 0),
    issues: rows.map((row) => ({ ...row, state: row.state as IssueState })),
  };
}
