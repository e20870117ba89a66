// Queries on series, what was decided of their dates, and calendar links.
import type { Queries, Trx } from '../store/database.ts';
import type { CalendarLinkTable, SeriesTable } from '../store/tables-meetings.ts';
import { calendarsOf } from '../store/working-calendars.ts';
import type { Decision, Series } from './series.ts';

export async function insertSeries(trx: Trx, series: SeriesTable): Promise<void> {
  await trx.insertInto('series').values(series).execute();
}

/**
 * The series of a channel that is just like this one: set up already, or a draft of the same person. A draft keeps the first
 * date that was `given`; once it is set up, the series has the first that fits (`fitsOn`).
 */
export async function sameSeries(
  db: Queries,
  like: Pick<SeriesTable, 'conversationId' | 'title'> & Partial<SeriesTable>,
  ownerId: string,
  { given, fitsOn }: { given: string; fitsOn: string },
): Promise<Series | undefined> {
  const row = await db
    .selectFrom('series')
    .selectAll()
    .where((where) => where.and(like))
    .where((where) =>
      where.or([
        where.and([where('state', 'in', ['running', 'paused']), where('firstOn', '=', fitsOn)]),
        where.and([where('state', '=', 'draft'), where('ownerId', '=', ownerId), where('firstOn', '=', given)]),
      ]),
    )
    .orderBy('id')
    .executeTakeFirst();
  return row && (await fromRows(db, [row]))[0];
}

export async function updateSeries(trx: Trx, id: string, to: Partial<SeriesTable>): Promise<void> {
  await trx.updateTable('series').set(to).where('id', '=', id).execute();
}

export async function seriesById(db: Queries, id: string): Promise<Series | undefined> {
  const row = await db.selectFrom('series').selectAll().where('id', '=', id).executeTakeFirst();
  return row && (await fromRows(db, [row]))[0];
}

/** Reads a series for a change. The update takes the row's lock, so that two changes follow each other. */
export async function lockSeries(trx: Trx, id: string): Promise<Series | undefined> {
  const row = await trx
    .updateTable('series')
    .set((set) => ({ state: set.ref('state') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && (await fromRows(trx, [row]))[0];
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
  return fromRows(db, rows);
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
  return fromRows(db, rows);
}

/** The series that the clock looks after: those whose channel can be written to, in a team that still has the bot. */
export async function runningSeries(db: Queries): Promise<Series[]> {
  const rows = await db
    .selectFrom('series')
    .innerJoin('teams', 'teams.id', 'series.teamId')
    .innerJoin('conversations', 'conversations.id', 'series.conversationId')
    .selectAll('series')
    .where('series.state', '=', 'running')
    .where('teams.removedAt', 'is', null)
    .where('conversations.state', '=', 'open')
    .orderBy('series.id')
    .execute();
  return fromRows(db, rows);
}

/** All series that are set up. */
export async function liveSeries(db: Queries): Promise<Series[]> {
  const rows = await db
    .selectFrom('series')
    .selectAll()
    .where('state', 'in', ['running', 'paused'])
    .orderBy('id')
    .execute();
  return fromRows(db, rows);
}

/** Series whose owner is no member of the team any more, where the bot is still in it. */
export async function orphanedSeries(db: Queries): Promise<Series[]> {
  const rows = await db
    .selectFrom('series')
    .innerJoin('teams', 'teams.id', 'series.teamId')
    .innerJoin('teamMembers', (join) =>
      join.onRef('teamMembers.teamId', '=', 'series.teamId').onRef('teamMembers.personId', '=', 'series.ownerId'),
    )
    .selectAll('series')
    .where('series.state', 'in', ['running', 'paused'])
    .where('teams.removedAt', 'is', null)
    .where('teamMembers.leftAt', 'is not', null)
    .orderBy('series.id')
    .execute();
  return fromRows(db, rows);
}

/** Series whose channel was deleted. */
export async function lostSeries(db: Queries): Promise<Series[]> {
  const rows = await db
    .selectFrom('series')
    .innerJoin('conversations', 'conversations.id', 'series.conversationId')
    .selectAll('series')
    .where('series.state', 'in', ['running', 'paused'])
    .where('conversations.state', '=', 'gone')
    .orderBy('series.id')
    .execute();
  return fromRows(db, rows);
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
  const { state, heldOn, startTime } = decision;
  await trx
    .insertInto('occurrences')
    .values({ ...decision, sequence: 0 })
    // It keeps the day and time that it was moved to, by hand or by the answer to a clash.
    .onConflict((conflict) => conflict.columns(['seriesId', 'plannedOn']).doUpdateSet({ state, heldOn, startTime }))
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

/** The address that a person has. */
export async function linkOf(db: Queries, personId: string): Promise<CalendarLinkTable | undefined> {
  return db
    .selectFrom('calendarLinks')
    .selectAll()
    .where('personId', '=', personId)
    .where('revokedAt', 'is', null)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

export async function linkByHash(db: Queries, tokenHash: string): Promise<CalendarLinkTable | undefined> {
  return db
    .selectFrom('calendarLinks')
    .selectAll()
    .where('tokenHash', '=', tokenHash)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
}

async function fromRows(db: Queries, rows: readonly SeriesTable[]): Promise<Series[]> {
  const calendarOf = await calendarsOf(db, [...new Set(rows.map(({ teamId }) => teamId))]);
  return rows.map((row) => {
    const nation = row.nation as Series['nation'];
    return {
      ...row,
      repeat: JSON.parse(row.repeat) as Series['repeat'],
      deputies: JSON.parse(row.deputies) as string[],
      standing: JSON.parse(row.standing) as string[],
      clash: row.clash as Series['clash'],
      nation,
      calendar: calendarOf(row.teamId, nation),
    };
  });
}
