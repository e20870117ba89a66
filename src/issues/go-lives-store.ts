// Queries on go-lives.
import type { Queries, Trx } from '../store/database.ts';
import type { GoLive } from './go-live.ts';

export async function insertGoLive(trx: Trx, goLive: GoLive): Promise<void> {
  await trx.insertInto('goLives').values(goLive).execute();
}

export async function changeGoLive(trx: Trx, id: string, change: Partial<GoLive>): Promise<void> {
  await trx.updateTable('goLives').set(change).where('id', '=', id).execute();
}

export async function goLiveById(db: Queries, id: string): Promise<GoLive | undefined> {
  return db.selectFrom('goLives').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Reads a go-live for a change. The update takes the row's lock, so that two changes follow each other. */
export async function lockGoLive(trx: Trx, id: string): Promise<GoLive | undefined> {
  return trx
    .updateTable('goLives')
    .set((set) => ({ state: set.ref('state') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

/** Those still to come that have no hazard workshop yet. `today`: the earliest day that counts as to come. */
export async function openGoLives(db: Queries, today: string): Promise<GoLive[]> {
  return db
    .selectFrom('goLives')
    .selectAll()
    .where('state', '=', 'open')
    .where('liveOn', '>', today)
    .orderBy('id')
    .execute();
}

/** What somebody sees from a day on, the soonest first: those of a team, or of all their teams and those they lead. */
export async function goLivesFrom(
  db: Queries,
  of: { teamId: string } | { personId: string },
  from: string,
): Promise<GoLive[]> {
  return db
    .selectFrom('goLives')
    .selectAll()
    .where('liveOn', '>=', from)
    .where((is) => {
      if ('teamId' in of) return is('teamId', '=', of.teamId);
      const teams = is
        .selectFrom('teamMembers')
        .select('teamMembers.teamId')
        .where('teamMembers.personId', '=', of.personId)
        .where('teamMembers.leftAt', 'is', null);
      return is.or([is('teamId', 'in', teams), is('leadId', '=', of.personId), is('managerId', '=', of.personId)]);
    })
    .orderBy('liveOn')
    .orderBy('id')
    .execute();
}
