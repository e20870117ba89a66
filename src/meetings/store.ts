// Queries on series, what was decided of their dates, and calendar links.
import type { Queries, Trx } from '../store/database.ts';
import type { CalendarLinkTable, SeriesTable } from '../store/tables-meetings.ts';
import type { Decision, Series } from './series.ts';

export async function insertSeries(trx: Trx, series: Series): Promise<void> {
  await trx.insertInto('series').values(toRow(series)).execute();
}

export async function updateSeries(trx: Trx, id: string, to: Partial<SeriesTable>): Promise<void> {
  await trx.updateTable('series').set(to).where('id', '=', id).execute();
}

export async function seriesById(db: Queries, id: string): Promise<Series | undefined> {
  const row = await db.selectFrom('series').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** Reads a series for a change. The update takes the row's lock, so that two changes follow each other. */
export async function lockSeries(trx: Trx, id: string): Promise<Series | undefined> {
  const row = await trx
    .updateTable('series')
    .set((set) => ({ state: set.ref('state') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && fromRow(row);
}

/** The series of a channel that are set up, by name. */
export async function seriesOfConversation(db: Queries, conversationId: string): Promise<Series[]> {
  const rows = await db
    .selectFrom('series')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .where('state', 'in', ['running', 'paused'])
    .orderBy('title')
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

/** The series of all teams that a person is a member of now, by name. */
export async function seriesOfMember(db: Queries, personId: string): Promise<Series[]> {
  const rows = await db
    .selectFrom('series')
    .innerJoin('teamMembers', 'teamMembers.teamId', 'series.teamId')
    .selectAll('series')
    .where('teamMembers.personId', '=', personId)
    .where('teamMembers.leftAt', 'is', null)
    .where('series.state', 'in', ['running', 'paused'])
    .orderBy('series.title')
    .orderBy('series.id')
    .execute();
  return rows.map(fromRow);
}

export async function runningSeries(db: Queries): Promise<Series[]> {
  const rows = await db.selectFrom('series').selectAll().where('state', '=', 'running').orderBy('id').execute();
  return rows.map(fromRow);
}

/** Forms that came to nothing. */
export async function purgeDraftSeries(db: Queries, before: Date): Promise<void> {
  await db.deleteFrom('series').where('state', '=', 'draft').where('createdAt', '<', before.toISOString()).execute();
}

// ---- dates ----

export async function decisionsOf(db: Queries, seriesId: string): Promise<Decision[]> {
  return db.selectFrom('occurrences').selectAll().where('seriesId', '=', seriesId).orderBy('plannedOn').execute();
}

/** Writes what was decided of a date, in place of what was decided before; the change is counted. */
export async function decide(trx: Trx, decision: Omit<Decision, 'sequence'>): Promise<void> {
  const { seriesId: _, plannedOn: __, ...changed } = decision;
  await trx
    .insertInto('occurrences')
    .values({ ...decision, sequence: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['seriesId', 'plannedOn'])
        .doUpdateSet((set) => ({ ...changed, sequence: set('occurrences.sequence', '+', 1) })),
    )
    .execute();
}

/** Notes what came of a date, unless something was decided that it would undo. */
export async function noteOutcome(trx: Trx, decision: Omit<Decision, 'sequence'>): Promise<void> {
  const { state } = decision;
  await trx
    .insertInto('occurrences')
    .values({ ...decision, sequence: 0 })
    // A meeting that was moved keeps where it was moved to.
    .onConflict((conflict) => conflict.columns(['seriesId', 'plannedOn']).doUpdateSet({ state }))
    .execute();
}

// ---- calendar links ----

export async function insertLink(trx: Trx, link: CalendarLinkTable): Promise<void> {
  await trx.insertInto('calendarLinks').values(link).execute();
}

/** Ends all addresses of a person. */
export async function revokeLinks(trx: Trx, personId: string, at: string): Promise<void> {
  await trx
    .updateTable('calendarLinks')
    .set({ revokedAt: at })
    .where('personId', '=', personId)
    .where('revokedAt', 'is', null)
    .execute();
}

export async function linkByHash(db: Queries, tokenHash: string): Promise<CalendarLinkTable | undefined> {
  return db
    .selectFrom('calendarLinks')
    .selectAll()
    .where('tokenHash', '=', tokenHash)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
}

function toRow(series: Series): SeriesTable {
  const { repeat, deputies, standing } = series;
  return {
    ...series,
    repeat: JSON.stringify(repeat),
    deputies: JSON.stringify(deputies),
    standing: JSON.stringify(standing),
  };
}

function fromRow(row: SeriesTable): Series {
  return {
    ...row,
    repeat: JSON.parse(row.repeat) as Series['repeat'],
    deputies: JSON.parse(row.deputies) as string[],
    standing: JSON.parse(row.standing) as string[],
    clash: row.clash as Series['clash'],
    nation: row.nation as Series['nation'],
  };
}
