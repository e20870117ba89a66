// What "You said, we did" reads of polls beside their outcome (outcome.ts): which closed of late, who answered, and who
// wants to hear what comes of it.
import { actorById } from '../people/actor.ts';
import type { Queries, Trx } from '../store/database.ts';
import { accessOf, seesPoll } from './access.ts';
import { pollById } from './store.ts';

/** The ids of polls that closed since an instant (ISO), newest first; of a tenant where one is named. */
export async function closedSince(db: Queries, since: string, tenantId?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('polls')
    .select('id')
    .where('state', '=', 'closed')
    .where('closedAt', '>=', since)
    .$if(tenantId !== undefined, (query) => query.where('tenantId', '=', tenantId ?? ''))
    .orderBy('closedAt', 'desc')
    .execute();
  return rows.map((row) => row.id);
}

/** Who answered a poll that keeps it; nobody for an anonymous one. */
export async function answeredBy(db: Queries, pollId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('pollBallots')
    .select('personId')
    .distinct()
    .where('pollId', '=', pollId)
    .where('answer', '<>', '[]')
    .execute();
  return rows.map((row) => row.personId);
}

/** Notes that somebody wants to hear what comes of a poll. */
export async function addFollower(trx: Trx, pollId: string, personId: string): Promise<void> {
  await trx
    .insertInto('pollFollowers')
    .values({ pollId, personId })
    .onConflict((conflict) => conflict.columns(['pollId', 'personId']).doNothing())
    .execute();
}

/** Who wants to hear what comes of a poll, and still sees it. */
export async function followersOf(db: Queries, pollId: string): Promise<string[]> {
  const poll = await pollById(db, pollId);
  if (!poll) return [];
  const rows = await db.selectFrom('pollFollowers').select('personId').where('pollId', '=', pollId).execute();
  const following: string[] = [];
  for (const { personId } of rows) {
    const actor = await actorById(db, personId);
    if (actor && seesPoll(await accessOf(db, actor, poll), poll)) following.push(personId);
  }
  return following;
}
