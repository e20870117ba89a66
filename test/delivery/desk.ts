// A dispatcher over a fresh database with a sender that does as it is told, and a clock moved by hand.
import { createDispatcher, type DispatcherOptions } from '../../src/delivery/dispatch.ts';
import { createLimiter } from '../../src/delivery/limiter.ts';
import { type Entry, enqueue, type OutboxRow } from '../../src/delivery/outbox.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { Store } from '../../src/store/database.ts';
import type { ConversationTable } from '../../src/store/tables.ts';
import { type Engine, freshStore } from '../support/databases.ts';
import { captureLog } from '../support/log.ts';

export const NOON = Date.parse('2026-11-25T12:00:00Z');

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** How the far side answers a row; undefined: it takes it. */
export type Answer = (row: OutboxRow) => Outcome | undefined | Promise<Outcome | undefined>;

export type Sending = { subjectId: string; destination: string; tenantId: string; at: number };

/** Opens a store and one dispatcher. `close` it at the end. */
export async function openDesk(engine: Engine = 'sqlite', options: Partial<DispatcherOptions> = {}) {
  const store = await freshStore(engine);
  const clock = { at: NOON };
  const now = () => new Date(clock.at);
  const sendings: Sending[] = [];
  const { log, lines } = captureLog();
  const far: { answer: Answer } = { answer: () => undefined };

  /** Another dispatcher on the same database, as a second instance would have; with the same far side. */
  function another(more: Partial<DispatcherOptions> = {}) {
    return createDispatcher({
      store,
      limiter: createLimiter({ perTenantPerSecond: 50 }),
      now,
      random: () => 0.5,
      log,
      send: async (row, destination) => {
        sendings.push({
          subjectId: row.subjectId,
          destination: destination.key,
          tenantId: row.tenantId,
          at: clock.at,
        });
        const sent = { kind: 'sent' as const, activityKey: `act-${row.id}` };
        const conversationId = destination.conversation?.id ?? 'new-chat';
        return (await far.answer(row)) ?? { ...sent, conversationId };
      },
      ...more,
      ...options,
    });
  }

  const dispatcher = another();
  return {
    ...handles(store, now),
    store,
    db: store.db,
    clock,
    now,
    far,
    lines,
    sendings,
    dispatcher,
    another,
    subjects: () => sendings.map((sending) => sending.subjectId),
    close: async () => {
      await dispatcher.stop();
      await store.close();
    },
  };
}

function handles(store: Store, now: () => Date) {
  const { db } = store;

  /** Queues messages to the same place, in this order: their subjects are named. */
  async function queue(to: Entry['to'], subjects: readonly string[], more: Partial<Entry> = {}): Promise<void> {
    await db.transaction().execute(async (trx) => {
      for (const subjectId of subjects) {
        await enqueue(trx, { tenantId: 't1', kind: 'test.note', subjectId, to, ...more }, now());
      }
    });
  }

  async function openConversation(id: string, more: Partial<ConversationTable> = {}): Promise<void> {
    const row: ConversationTable = {
      id,
      tenantId: 't1',
      conversationKey: `key-${id}`,
      scope: 'channel',
      serviceUrl: 'https://far.example/',
      botKey: '28:bot',
      personId: null,
      teamId: null,
      state: 'open',
      reason: '',
      seenAt: '2026-11-20T09:00:00.000Z',
      welcomedAt: null,
      ...more,
    };
    await db.insertInto('conversations').values(row).execute();
  }

  function rows(): Promise<OutboxRow[]> {
    return db.selectFrom('outbox').selectAll().orderBy('id').execute();
  }

  /** The one row about a subject. */
  async function row(subjectId: string): Promise<OutboxRow> {
    return db.selectFrom('outbox').selectAll().where('subjectId', '=', subjectId).executeTakeFirstOrThrow();
  }

  return { queue, openConversation, rows, row };
}

/** A promise that the test ends when it likes. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
