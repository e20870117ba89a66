// Queries on rounds of triage: which issues wait to be looked at, and how far somebody has come with theirs.
import type { Queries, Trx } from '../store/database.ts';
import type { TriageRoundTable } from '../store/tables-handling.ts';

export type Round = Omit<TriageRoundTable, 'issues'> & { issues: readonly string[] };

/** What somebody may take, by cabinet: its ordinary issues, its flagged ones; and what is offered to them by name. */
export type Reach = { tenantId: string; personId: string; ordinary: readonly string[]; flagged: readonly string[] };

/** The ids of the new issues in reach: safety first, then the oldest; these left out. */
export async function newIssues(
  db: Queries,
  reach: Reach,
  limit: number,
  except: readonly string[] = [],
): Promise<string[]> {
  const rows = await waiting(db, reach)
    .select('id')
    .$if(except.length > 0, (query) => query.where('id', 'not in', except))
    .orderBy((is) =>
      is
        .case()
        .when(is.and([is('flagged', '=', 1), is('releasedAt', 'is', null)]))
        .then(1)
        .when('harm', '<>', 'no')
        .then(2)
        .else(3)
        .end(),
    )
    .orderBy('raisedAt')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** How many new issues are in reach. */
export async function countNew(db: Queries, reach: Reach): Promise<number> {
  const counted = await waiting(db, reach)
    .select(({ fn }) => fn.countAll().as('total'))
    .executeTakeFirst();
  return Number(counted?.total ?? 0);
}

function waiting(db: Queries, { tenantId, personId, ordinary, flagged }: Reach) {
  return db
    .selectFrom('issues')
    .where('tenantId', '=', tenantId)
    .where('state', '=', 'new')
    .where((is) => {
      const isFlagged = is.and([is('flagged', '=', 1), is('releasedAt', 'is', null)]);
      const offered = is.or([is('offeredTo', '=', personId), is('deputyId', '=', personId)]);
      const ways = [is.and([offered, is.not(isFlagged)])];
      if (ordinary.length > 0) ways.push(is.and([is('cabinetId', 'in', ordinary), is.not(isFlagged)]));
      if (flagged.length > 0) ways.push(is.and([is('cabinetId', 'in', flagged), isFlagged]));
      return is.or(ways);
    });
}

export async function addRound(trx: Trx, round: Round): Promise<void> {
  await trx
    .insertInto('triageRounds')
    .values({ ...round, issues: JSON.stringify(round.issues) })
    .execute();
}

export async function roundById(db: Queries, id: string): Promise<Round | undefined> {
  const row = await db.selectFrom('triageRounds').selectAll().where('id', '=', id).executeTakeFirst();
  return row && { ...row, issues: JSON.parse(row.issues) as string[] };
}

/** Goes on to `position`; never back, so that a click that comes again moves nothing. */
export async function goTo(db: Queries, id: string, position: number): Promise<void> {
  await db
    .updateTable('triageRounds')
    .set({ position })
    .where('id', '=', id)
    .where('position', '<', position)
    .execute();
}

export async function purgeRounds(db: Queries, before: Date): Promise<void> {
  await db.deleteFrom('triageRounds').where('createdAt', '<', before.toISOString()).execute();
}
