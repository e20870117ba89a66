// The outbox: what is to be told to whom, written in the transaction of what causes it; and what became of it.
// A row holds intent (kind, subject, recipient), never a card: it is drawn when it is sent, from the state of then.
import type { Queries, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { OutboxState, OutboxTable } from '../store/tables.ts';
import { orderKey, type Recipient } from './destination.ts';

export type OutboxRow = OutboxTable;

export type Entry = {
  tenantId: string;
  kind: string;
  subjectId: string;
  to: Recipient;
  /** The same key twice (in a tenant) makes one row, whatever became of the first. Default: a new one each time. */
  dedupeKey?: string;
  /** Not sent before. Default: at once. */
  notBefore?: Date;
  /** Not sent from then on. Default: never too late. */
  expires?: Date;
};

/**
 * Queues a message in the caller's transaction. An edit of a card for which an edit waits is merged into that one, which
 * will show the present state anyway; not into one in hand, which may have been drawn already.
 */
export async function enqueue(trx: Trx, entry: Entry, now: Date): Promise<void> {
  const { to } = entry;
  if ('message' in to && (await mergeEdit(trx, entry, to.message, now))) return;
  const id = newId(now);
  await trx
    .insertInto('outbox')
    .values({
      id,
      tenantId: entry.tenantId,
      kind: entry.kind,
      subjectId: entry.subjectId,
      personId: 'person' in to ? to.person : null,
      conversationId: 'conversation' in to ? to.conversation : null,
      messageId: 'message' in to ? to.message : null,
      threadKey: 'conversation' in to ? (to.thread ?? '') : '',
      destination: await orderKey(trx, to),
      dedupeKey: entry.dedupeKey ?? id,
      notBeforeAt: (entry.notBefore ?? now).toISOString(),
      expiresAt: entry.expires?.toISOString() ?? null,
      state: 'waiting',
      attempts: 0,
      leaseUntilAt: null,
      leaseOwner: null,
      lastError: '',
      createdAt: now.toISOString(),
      finishedAt: null,
    })
    .onConflict((conflict) => conflict.columns(['tenantId', 'dedupeKey']).doNothing())
    .execute();
}

/**
 * Merges an edit into the waiting one: the sooner time (a retry keeps its own) and the later end count, as neither cause
 * may be lost. It must be an UPDATE: on PostgreSQL that locks the row until this transaction ends, so that it cannot be
 * drawn in the meantime from the state before.
 */
async function mergeEdit(trx: Trx, entry: Entry, messageId: string, now: Date): Promise<boolean> {
  const notBeforeAt = (entry.notBefore ?? now).toISOString();
  const expiresAt = entry.expires?.toISOString();
  const merged = await trx
    .updateTable('outbox')
    .set(({ and, case: when, eb, ref }) => ({
      kind: entry.kind,
      subjectId: entry.subjectId,
      notBeforeAt: when()
        .when(and([eb('attempts', '=', 0), eb('notBeforeAt', '>', notBeforeAt)]))
        .then(notBeforeAt)
        .else(ref('notBeforeAt'))
        .end(),
      expiresAt:
        expiresAt === undefined
          ? null
          : when().when('expiresAt', '<', expiresAt).then(expiresAt).else(ref('expiresAt')).end(),
    }))
    .where('messageId', '=', messageId)
    .where('state', '=', 'waiting')
    .where('tenantId', '=', entry.tenantId)
    .where((eb) => eb.or([eb('leaseUntilAt', 'is', null), eb('leaseUntilAt', '<=', now.toISOString())]))
    .executeTakeFirst();
  return merged.numUpdatedRows > 0n;
}

/** How many rows are in each state; a state without rows counts 0. */
export async function countRows(db: Queries): Promise<Record<OutboxState, number>> {
  const counts: Record<OutboxState, number> = { waiting: 0, sent: 0, dropped: 0, unreachable: 0, dead: 0 };
  const rows = await db
    .selectFrom('outbox')
    .select(({ fn }) => ['state', fn.countAll().as('count')])
    .groupBy('state')
    .execute();
  for (const { state, count } of rows) counts[state] = Number(count);
  return counts;
}

/** How many rows are still to go out. */
export async function pendingCount(db: Queries): Promise<number> {
  return (await countRows(db)).waiting;
}

/** Rows that were given up, in the order they were queued, a page at a time: `after` is the last id of the page before. */
export async function listDead(db: Queries, page: { limit: number; after?: string }): Promise<OutboxRow[]> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .where('state', '=', 'dead')
    .where('id', '>', page.after ?? '')
    .orderBy('id')
    .limit(page.limit)
    .execute();
}

/** Gives every dead row a new life: tried again from now on as if for the first time. Returns how many. */
export async function requeueDead(db: Queries, now: Date): Promise<number> {
  const requeued = await db
    .updateTable('outbox')
    .set({ state: 'waiting', attempts: 0, notBeforeAt: now.toISOString(), finishedAt: null })
    .where('state', '=', 'dead')
    .executeTakeFirst();
  return Number(requeued.numUpdatedRows);
}

/** For how long what somebody could not be told is still worth telling. */
const MISSED_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Queues again what could not be told to somebody in their own chat: of each subject the newest message, which is drawn
 * from its present state. What has expired stays as it is.
 */
export async function requeueUnreachable(trx: Trx, personId: string, now: Date): Promise<void> {
  const missed = await trx
    .selectFrom('outbox')
    .select(['id', 'subjectId'])
    .where('personId', '=', personId)
    .where('state', '=', 'unreachable')
    .where('createdAt', '>', new Date(now.getTime() - MISSED_MS).toISOString())
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', now.toISOString())]))
    .orderBy('id')
    .execute();
  const newest = new Map(missed.map(({ id, subjectId }) => [subjectId, id]));
  if (newest.size === 0) return;
  await trx
    .updateTable('outbox')
    .set({ state: 'waiting', attempts: 0, notBeforeAt: now.toISOString(), finishedAt: null, leaseUntilAt: null })
    .where('id', 'in', [...newest.values()])
    .execute();
}

/**
 * Deletes rows that were finished before `before` (and with them the memory of their dedupe keys). Dead ones stay until
 * somebody has looked at them. Returns how many.
 */
export async function purgeFinished(db: Queries, before: Date): Promise<number> {
  const purged = await db
    .deleteFrom('outbox')
    .where('state', 'in', ['sent', 'dropped', 'unreachable'])
    .where('finishedAt', '<', before.toISOString())
    .executeTakeFirst();
  return Number(purged.numDeletedRows);
}
