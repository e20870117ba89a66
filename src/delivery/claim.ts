// How rows of the outbox change hands: which are next in line, the claim with a lease, and the end of it.
import type { Database, Queries } from '../store/database.ts';
import type { Flag, OutboxState } from '../store/tables.ts';
import type { OutboxRow } from './outbox.ts';

export type Claiming = {
  /** Who claims: unique per dispatcher. */
  owner: string;
  now: Date;
  leaseMs: number;
  /** At most so many rows. */
  limit: number;
  /** Asked just before a row is claimed; false leaves it. Default: yes. */
  allow?: (row: OutboxRow) => Promise<boolean>;
  /** Tenants to pass over; `allow` may add to it while it looks. */
  skipTenants?: ReadonlySet<string>;
  /** Only rows that are one of very many, or (the default) only the others. */
  bulk?: Flag;
};

const PAGE = 100;

/**
 * Claims what is due, in the order it was queued, at most one row per destination, and none for a destination that has
 * a row in hand or waiting for its retry. Each row is claimed by a statement of its own: two dispatchers never get the
 * same one, and a claim never holds one row's lock while it waits for another's.
 */
export async function claimBatch(db: Database, claiming: Claiming): Promise<OutboxRow[]> {
  const { limit, allow, skipTenants, bulk = 0 } = claiming;
  const claimed: OutboxRow[] = [];
  if (limit <= 0) return claimed;
  for await (const row of firstInLine(db, claiming.now, skipTenants, bulk)) {
    if (skipTenants?.has(row.tenantId)) continue;
    if (allow && !(await allow(row))) continue;
    const ours = await claimRow(db, row.id, claiming);
    if (ours) claimed.push(ours);
    if (claimed.length >= limit) break;
  }
  return claimed;
}

/** The first due row of each destination that is free, in the order they were queued; read page by page. */
export async function* firstInLine(
  db: Database,
  now: Date,
  skipTenants: ReadonlySet<string> = new Set(),
  bulk: Flag = 0,
): AsyncGenerator<OutboxRow> {
  let after = '';
  for (;;) {
    const page = await firstInLinePage(db, now.toISOString(), after, [...skipTenants], bulk);
    yield* page;
    const lastRow = page.at(-1);
    if (page.length < PAGE || !lastRow) return;
    after = lastRow.id;
  }
}

async function firstInLinePage(
  db: Database,
  at: string,
  after: string,
  notTenants: string[],
  bulk: Flag,
): Promise<OutboxRow[]> {
  return db
    .selectFrom('outbox as row')
    .selectAll('row')
    .where('row.state', '=', 'waiting')
    .where('row.bulk', '=', bulk)
    .where('row.id', '>', after)
    .where('row.notBeforeAt', '<=', at)
    .where((eb) => eb.or([eb('row.leaseUntilAt', 'is', null), eb('row.leaseUntilAt', '<=', at)]))
    .$if(notTenants.length > 0, (query) => query.where('row.tenantId', 'not in', notTenants))
    .where(({ exists, not, selectFrom }) => {
      const blocking = selectFrom('outbox as other')
        .select('other.id')
        .whereRef('other.destination', '=', 'row.destination')
        .where('other.state', '=', 'waiting')
        .whereRef('other.id', '!=', 'row.id')
        .where(({ eb, and, or, ref }) =>
          or([
            eb('other.leaseUntilAt', '>', at),
            and([eb('other.attempts', '>', 0), eb('other.notBeforeAt', '>', at)]),
            // What is one of very many does not hold up what is not.
            and([
              eb('other.notBeforeAt', '<=', at),
              eb('other.id', '<', ref('row.id')),
              eb('other.bulk', '<=', ref('row.bulk')),
            ]),
          ]),
        );
      return not(exists(blocking));
    })
    .orderBy('row.id')
    .limit(PAGE)
    .execute();
}

async function claimRow(db: Database, id: string, { owner, now, leaseMs }: Claiming): Promise<OutboxRow | undefined> {
  return db
    .updateTable('outbox')
    .set({ leaseOwner: owner, leaseUntilAt: new Date(now.getTime() + leaseMs).toISOString() })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('notBeforeAt', '<=', now.toISOString())
    .where((eb) => eb.or([eb('leaseUntilAt', 'is', null), eb('leaseUntilAt', '<=', now.toISOString())]))
    .returningAll()
    .executeTakeFirst();
}

/**
 * Ends a row. False when it was not ours to end any more (its lease ran out and another took it): save for `sent`, which
 * is a fact whoever holds the row. A row to be forgotten is deleted, whatever became of it.
 */
export async function finishRow(
  db: Queries,
  row: Pick<OutboxRow, 'id' | 'leaseOwner' | 'forget'>,
  end: { state: Exclude<OutboxState, 'waiting'>; reason: string },
  now: Date,
): Promise<boolean> {
  if (row.forget) {
    await db.deleteFrom('outbox').where('id', '=', row.id).execute();
    return true;
  }
  const finished = await db
    .updateTable('outbox')
    .set({
      state: end.state,
      lastError: end.reason,
      finishedAt: now.toISOString(),
      leaseOwner: null,
      leaseUntilAt: null,
    })
    .where('id', '=', row.id)
    .where('state', '=', 'waiting')
    .$if(end.state !== 'sent', (query) => query.where('leaseOwner', '=', row.leaseOwner))
    .executeTakeFirst();
  return finished.numUpdatedRows === 1n;
}

/** Puts a row back for another try from `notBefore` on. False when it was not ours any more. */
export async function postponeRow(
  db: Queries,
  row: Pick<OutboxRow, 'id' | 'leaseOwner'>,
  next: { attempts: number; notBefore: Date; reason: string },
): Promise<boolean> {
  const postponed = await db
    .updateTable('outbox')
    .set({
      attempts: next.attempts,
      notBeforeAt: next.notBefore.toISOString(),
      lastError: next.reason,
      leaseOwner: null,
      leaseUntilAt: null,
    })
    .where('id', '=', row.id)
    .where('state', '=', 'waiting')
    .where('leaseOwner', '=', row.leaseOwner)
    .executeTakeFirst();
  return postponed.numUpdatedRows === 1n;
}

/**
 * Frees every lease, so that what was in hand at a crash goes out at once and not when its lease runs out. Only for the
 * start of an instance that is known to be the only one (SQLite): another's rows would be sent twice.
 */
export async function releaseLeases(db: Queries): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ leaseOwner: null, leaseUntilAt: null })
    .where('leaseUntilAt', 'is not', null)
    .execute();
}

/** When time alone next makes a row due: its own time comes, or a lease runs out. Undefined: nothing waits for time. */
export async function nextDueAt(db: Queries, now: Date): Promise<Date | undefined> {
  const at = now.toISOString();
  const due = await db
    .selectFrom('outbox')
    .select(({ fn }) => fn.min('notBeforeAt').as('at'))
    .where('state', '=', 'waiting')
    .where('notBeforeAt', '>', at)
    .executeTakeFirst();
  const lease = await db
    .selectFrom('outbox')
    .select(({ fn }) => fn.min('leaseUntilAt').as('at'))
    .where('state', '=', 'waiting')
    .where('leaseUntilAt', '>', at)
    .executeTakeFirst();
  return earliest(instant(due?.at), instant(lease?.at));
}

function instant(at: string | null | undefined): Date | undefined {
  return at ? new Date(at) : undefined;
}

/** The earlier of two instants, either of which may be missing. */
export function earliest(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (!one || !other) return one ?? other;
  return one <= other ? one : other;
}
