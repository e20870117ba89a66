// Queries on actions: what somebody took on in a meeting, until when.
import type { Queries, Trx } from '../store/database.ts';
import type { ActionTable } from '../store/tables-agenda.ts';

export type Action = ActionTable;

export async function insertAction(trx: Trx, action: Action): Promise<void> {
  await trx.insertInto('actions').values(action).execute();
}

export async function actionById(db: Queries, id: string): Promise<Action | undefined> {
  return db.selectFrom('actions').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Marks an action done; false when it was. */
export async function finishAction(trx: Trx, id: string, doneBy: string, doneAt: string): Promise<boolean> {
  const done = await trx
    .updateTable('actions')
    .set({ doneAt, doneBy })
    .where('id', '=', id)
    .where('doneAt', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** The actions taken in one meeting. */
export async function actionsOf(db: Queries, seriesId: string, plannedOn: string): Promise<Action[]> {
  return db
    .selectFrom('actions')
    .selectAll()
    .where('seriesId', '=', seriesId)
    .where('plannedOn', '=', plannedOn)
    .orderBy('id')
    .execute();
}

/** Actions of earlier meetings of the series that are open, or were done since an instant (ISO); what is due first first. */
export async function actionsBefore(
  db: Queries,
  seriesId: string,
  plannedOn: string,
  since: string,
): Promise<Action[]> {
  return db
    .selectFrom('actions')
    .selectAll()
    .where('seriesId', '=', seriesId)
    .where('plannedOn', '<', plannedOn)
    .where((is) => is.or([is('doneAt', 'is', null), is('doneAt', '>=', since)]))
    .orderBy('dueOn')
    .orderBy('id')
    .execute();
}

/** A person's open actions in the teams that they are a member of now; what is due first first. */
export async function actionsOfPerson(db: Queries, personId: string): Promise<(Action & { title: string })[]> {
  return db
    .selectFrom('actions')
    .innerJoin('series', 'series.id', 'actions.seriesId')
    .innerJoin('teamMembers', 'teamMembers.teamId', 'series.teamId')
    .selectAll('actions')
    .select('series.title')
    .where('teamMembers.personId', '=', personId)
    .where('teamMembers.leftAt', 'is', null)
    .where('actions.ownerId', '=', personId)
    .where('actions.doneAt', 'is', null)
    .orderBy('actions.dueOn')
    .orderBy('actions.id')
    .execute();
}

/** Which actions: all of somebody's in the teams that they are a member of now, or all of a series. */
export type ActionsOf = { ownerId: string } | { seriesId: string };

/** A page of actions, with the names of their meetings: open ones by the day they are due, done ones the latest first. */
export async function actionsPage(
  db: Queries,
  of: ActionsOf,
  done: boolean,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: (Action & { title: string; timeZone: string })[]; total: number }> {
  const where = db
    .selectFrom('actions')
    .innerJoin('series', 'series.id', 'actions.seriesId')
    .where('actions.doneAt', done ? 'is not' : 'is', null)
    .where((is) =>
      'seriesId' in of
        ? is('actions.seriesId', '=', of.seriesId)
        : is.and([
            is('actions.ownerId', '=', of.ownerId),
            is.exists(
              is
                .selectFrom('teamMembers')
                .select('teamMembers.personId')
                .whereRef('teamMembers.teamId', '=', 'series.teamId')
                .where('teamMembers.personId', '=', of.ownerId)
                .where('teamMembers.leftAt', 'is', null),
            ),
          ]),
    );
  const rows = await where
    .selectAll('actions')
    .select(['series.title', 'series.timeZone'])
    .orderBy(done ? 'actions.doneAt' : 'actions.dueOn', done ? 'desc' : 'asc')
    .orderBy('actions.id')
    .limit(limit)
    .offset(offset)
    .execute();
  const { total } = await where.select((count) => count.fn.countAll().as('total')).executeTakeFirstOrThrow();
  return { rows, total: Number(total) };
}

/** Open actions that are due from one date to another, both included (YYYY-MM-DD). */
export async function actionsDue(db: Queries, from: string, to: string): Promise<Action[]> {
  return db
    .selectFrom('actions')
    .selectAll()
    .where('doneAt', 'is', null)
    .where('dueOn', '>=', from)
    .where('dueOn', '<=', to)
    .orderBy('id')
    .execute();
}
