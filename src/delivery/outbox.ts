// The outbox: what is to be told to whom, written in the transaction of what causes it; and what became of it.
// A row holds intent (kind, subject, recipient), never a card: it is drawn when it is sent, from the state of then.
import type { Queries, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { OutboxState, OutboxTable } from '../store/tables.ts';
import { orderKey, personKey, type Recipient } from './destination.ts';

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
  /** One of very many: it lets everything else go first. */
  bulk?: boolean;
  /** Of an anonymous act: the row is deleted as soon as it is done, and nothing is logged of it. */
  forget?: boolean;
};

/** A message to many people at once. */
export type Mailing = {
  tenantId: string;
  kind: string;
  subjectId: string;
  /** Each once. */
  people: readonly string[];
  /** Begins each one's dedupe key; the person's id ends it. */
  dedupeKey: string;
};

/** Rows written with one statement: well within what either database takes as parameters. */
const ROWS_AT_ONCE = 100;
const CALLED_OFF = 'called off';

/**
 * Queues a message in the caller's transaction. An edit of a card for which an edit waits is merged into that one, which
 * will show the present state anyway; not into one in hand, which may have been drawn already.
 */
export async function enqueue(trx: Trx, entry: Entry, now: Date): Promise<void> {
  const { to } = entry;
  if ('message' in to && (await mergeEdit(trx, entry, to.message, now))) return;
  await insertRows(trx, [rowOf(entry, await orderKey(trx, to), now)]);
}

/** Queues one message to very many people in the caller's transaction: all of it or nothing, in a few statements. */
export async function enqueueMany(trx: Trx, { people, dedupeKey, ...what }: Mailing, now: Date): Promise<void> {
  const rows = people.map((person) => {
    const entry = { ...what, to: { person }, dedupeKey: `${dedupeKey}:${person}`, bulk: true };
    return rowOf(entry, personKey(person), now);
  });
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await insertRows(trx, rows.slice(from, from + ROWS_AT_ONCE));
  }
}

function rowOf(entry: Entry, destination: string, now: Date): OutboxRow {
  const { to } = entry;
  const id = newId(now);
  return {
    id,
    tenantId: entry.tenantId,
    kind: entry.kind,
    subjectId: entry.subjectId,
    personId: 'person' in to ? to.person : null,
    conversationId: 'conversation' in to ? to.conversation : null,
    messageId: 'message' in to ? to.message : null,
    threadKey: 'conversation' in to ? (to.thread ?? '') : '',
    destination,
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
    bulk: entry.bulk ? 1 : 0,
    forget: entry.forget ? 1 : 0,
  };
}

async function insertRows(trx: Trx, rows: readonly OutboxRow[]): Promise<void> {
  await trx
    .insertInto('outbox')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['tenantId', 'dedupeKey']).doNothing())
    .execute();
}

/** What waits of a message to many, and is not in hand, is not sent any more. */
export async function dropWaiting(
  trx: Trx,
  { tenantId, kind, subjectId }: Pick<Entry, 'tenantId' | 'kind' | 'subjectId'>,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ state: 'dropped', lastError: CALLED_OFF, finishedAt: now.toISOString() })
    .where('tenantId', '=', tenantId)
    .where('kind', '=', kind)
    .where('subjectId', '=', subjectId)
    .where('messageId', 'is', null)
    .where('state', '=', 'waiting')
    .where((eb) => eb.or([eb('leaseUntilAt', 'is', null), eb('leaseUntilAt', '<=', now.toISOString())]))
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
      ...(entry.forget && { forget: 1 as const }),
      ...(!entry.bulk && { bulk: 0 as const }),
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

/**
 * Lets a message that waits for its time say something newer of the same matter: true if there was one. Its time stays,
 * or comes forward to `notBefore`. One that is due, in hand or being tried again is not touched. An UPDATE, so that on
 * PostgreSQL the row is locked until this transaction ends.
 */
export async function repoint(
  trx: Trx,
  waiting: { tenantId: string; kind: string; personId?: string; subjectIds: readonly string[] },
  to: { subjectId: string; notBefore: Date },
  now: Date,
): Promise<boolean> {
  const notBeforeAt = to.notBefore.toISOString();
  const changed = await trx
    .updateTable('outbox')
    .set(({ case: when, ref }) => ({
      subjectId: to.subjectId,
      notBeforeAt: when().when('notBeforeAt', '>', notBeforeAt).then(notBeforeAt).else(ref('notBeforeAt')).end(),
    }))
    .where('tenantId', '=', waiting.tenantId)
    .where('kind', '=', waiting.kind)
    .$if(waiting.personId !== undefined, (query) => query.where('personId', '=', waiting.personId ?? ''))
    .where('subjectId', 'in', waiting.subjectIds)
    .where('state', '=', 'waiting')
    .where('attempts', '=', 0)
    .where('leaseUntilAt', 'is', null)
    .where('notBeforeAt', '>', now.toISOString())
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** How far a message to many has come. `blocked` and `unreachable` (never seen, gone) are people who do not get it. */
export type Progress = { waiting: number; sent: number; blocked: number; unreachable: number; calledOff: number };

/** How far the message of this kind about this subject has come. */
export async function progressOf(
  db: Queries,
  { tenantId, kind, subjectId }: Pick<Entry, 'tenantId' | 'kind' | 'subjectId'>,
): Promise<Progress> {
  const rows = await db
    .selectFrom('outbox')
    .select(({ fn, exists, selectFrom }) => [
      'outbox.state',
      'outbox.lastError',
      exists(
        selectFrom('conversations')
          .select('conversations.id')
          .whereRef('conversations.personId', '=', 'outbox.personId')
          .where('conversations.scope', '=', 'personal')
          .where('conversations.state', '=', 'blocked'),
      ).as('isBlocked'),
      fn.countAll().as('count'),
    ])
    .where('outbox.tenantId', '=', tenantId)
    .where('outbox.kind', '=', kind)
    .where('outbox.subjectId', '=', subjectId)
    .where('outbox.messageId', 'is', null)
    .groupBy(['outbox.state', 'outbox.lastError', 'isBlocked'])
    .execute();
  const progress: Progress = { waiting: 0, sent: 0, blocked: 0, unreachable: 0, calledOff: 0 };
  for (const { state, lastError, isBlocked, count } of rows) {
    if (state === 'waiting' || state === 'sent') progress[state] += Number(count);
    else if (lastError === CALLED_OFF) progress.calledOff += Number(count);
    else progress[isBlocked && state === 'unreachable' ? 'blocked' : 'unreachable'] += Number(count);
  }
  return progress;
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
