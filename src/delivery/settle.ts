// Writes down what became of a row that was in hand: finished, or back in line with a later time.
import { describeError, type Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import { MAX_ATTEMPTS, MAX_FAULTS, retryDelayMs } from './backoff.ts';
import { finishRow, postponeRow } from './claim.ts';
import type { Destination } from './destination.ts';
import type { Limiter } from './limiter.ts';
import { recordSent } from './messages.ts';
import type { OutboxRow } from './outbox.ts';
import type { Outcome } from './outcome.ts';

/**
 * Told of each row that was not sent because we may not write there, also of one that was not even tried. It may be told
 * twice after a crash. What it queues must not end here again for ever.
 */
export type OnUnreachable = (row: OutboxRow, reason: string) => Promise<void>;

export type SettlerOptions = {
  db: Database;
  limiter: Limiter;
  now: () => Date;
  /** From 0 up to 1. */
  random: () => number;
  log: Log;
  onUnreachable: OnUnreachable | undefined;
};

/** One row's try, from when it was claimed; `fault` is a send that threw. */
export type Tried = {
  row: OutboxRow;
  destination: Destination;
  claimedAt: Date;
  outcome: Outcome | { kind: 'fault'; reason: string };
};

type Unreachable = Outcome & { kind: 'unreachable' };

type Retry = { afterMs?: number; reason: string };

export function createSettler({ db, limiter, now, random, log, onUnreachable }: SettlerOptions) {
  /** How often each row threw in a row. In memory: a restart, which may bring the mended program, counts afresh. */
  const faults = new Map<string, number>();

  /** Writes the outcome. Rejects only when the database does; may then be called again with the same. */
  async function settle({ row, destination, claimedAt, outcome }: Tried): Promise<void> {
    if (outcome.kind === 'fault') return fault(row, outcome.reason);
    if (outcome.kind === 'retry') return retry(row, destination, outcome);
    if (outcome.kind === 'sent') await sent(row, outcome);
    else if (outcome.kind === 'unreachable') {
      const conversationId = outcome.conversationId ?? destination.conversation?.id;
      if (conversationId) await closeConversation(conversationId, outcome, claimedAt);
      await unreachable(row, outcome);
    } else if (outcome.kind === 'dead') await dead(row, outcome.reason);
    else await dropped(row, outcome.reason);
    faults.delete(row.id);
  }

  async function sent(row: OutboxRow, outcome: Outcome & { kind: 'sent' }): Promise<void> {
    await db.transaction().execute(async (trx) => {
      await finishRow(trx, row, { state: 'sent', reason: '' }, now());
      if (row.messageId) return;
      const { tenantId, kind, subjectId, personId } = row;
      const { conversationId, activityKey, messageId = row.id } = outcome;
      await recordSent(trx, { id: messageId, tenantId, conversationId, activityKey, kind, subjectId, personId }, now());
    });
    if (!row.forget) log.debug(about(row), 'a message was sent');
  }

  async function dropped(row: OutboxRow, reason: string): Promise<void> {
    await finishRow(db, row, { state: 'dropped', reason }, now());
    if (!row.forget) log.info({ ...about(row), reason }, 'a message was dropped');
  }

  async function dead(row: OutboxRow, reason: string): Promise<void> {
    await finishRow(db, row, { state: 'dead', reason }, now());
    faults.delete(row.id);
    const who = row.forget ? { kind: row.kind } : about(row);
    log.error({ ...who, reason }, 'a message was given up');
  }

  /** Before its row ends, so that a crash in between never tries it again. */
  async function closeConversation(id: string, { state, reason }: Unreachable, claimedAt: Date): Promise<void> {
    await db
      .updateTable('conversations')
      .set({ state, reason })
      .where('id', '=', id)
      .where('state', '=', 'open')
      // Whoever has written to us since the row was claimed has opened the conversation again.
      .where('seenAt', '<=', claimedAt.toISOString())
      .execute();
  }

  async function unreachable(row: OutboxRow, { state, reason }: Unreachable): Promise<void> {
    try {
      await onUnreachable?.(row, reason);
    } catch (error) {
      log.error({ ...about(row), ...describeError(error) }, 'nobody could be told that a message did not arrive');
    }
    await finishRow(db, row, { state: 'unreachable', reason }, now());
    if (!row.forget) log.info({ ...about(row), state, reason }, 'a message has nowhere to go');
  }

  async function fault(row: OutboxRow, reason: string): Promise<void> {
    const count = (faults.get(row.id) ?? 0) + 1;
    faults.set(row.id, count);
    if (count >= MAX_FAULTS) return dead(row, reason);
    await postpone(row, { reason });
  }

  async function retry(row: OutboxRow, destination: Destination, outcome: Retry): Promise<void> {
    faults.delete(row.id);
    if (outcome.afterMs !== undefined && Number.isFinite(outcome.afterMs)) {
      limiter.pause(destination.key, now().getTime() + Math.ceil(outcome.afterMs));
    }
    await postpone(row, outcome);
  }

  async function postpone(row: OutboxRow, { reason, afterMs }: Retry): Promise<void> {
    const attempts = row.attempts + 1;
    if (attempts >= MAX_ATTEMPTS) return dead(row, reason);
    const notBefore = new Date(now().getTime() + retryDelayMs(attempts, random(), afterMs));
    if (row.expiresAt !== null && row.expiresAt <= notBefore.toISOString()) {
      return dropped(row, `expired before its retry: ${reason}`);
    }
    await postponeRow(db, row, { attempts, notBefore, reason });
    if (!row.forget) log.warn({ ...about(row), attempts, reason, notBefore }, 'a message will be tried again');
  }

  return { settle };
}

function about({ id, tenantId, kind, subjectId }: OutboxRow): object {
  return { outboxId: id, tenantId, kind, subjectId };
}
