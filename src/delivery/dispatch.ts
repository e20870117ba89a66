// Sends what waits in the outbox: claims a row with a lease, hands it to the sender, writes down what became of it.
//
// At least once: a process that dies between "Teams has it" and "we noted it" leaves a row whose lease runs out, and the
// message is sent again. That window is one message per conversation, as a row is claimed only when it is sent at once and
// noted as soon as it is answered. As long as the process lives, nothing is doubled: what was answered but could not be
// noted (database away, disk full) is kept in memory, never claimed again, and noted as soon as the database takes it.
//
// The lease is not renewed. It is twice as long as the longest a send may take here, which is twice as long as the sender
// waits for Teams (30 s); so nobody takes over a row that may still be on its way.
import { setImmediate } from 'node:timers/promises';
import { describeError, type Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { Flag } from '../store/tables.ts';
import { claimBatch, earliest, firstInLine, nextDueAt } from './claim.ts';
import { type Destination, destinationOf } from './destination.ts';
import type { Limiter } from './limiter.ts';
import type { OutboxRow } from './outbox.ts';
import { type Outcome, outcomeUntried, type Send } from './outcome.ts';
import { createSettler, type OnUnreachable, type Tried } from './settle.ts';

const SEND_MS = 60_000;
const LEASE_MS = 2 * SEND_MS;

/** Sends in hand at a time, each to another conversation: at 400 ms a send as much as one tenant may have (50 a second). */
const CONCURRENCY = 20;

/** How soon to try again to note what could not be noted. */
const NOTE_AGAIN_MS = 1_000;

export type DispatcherOptions = {
  store: { db: Database };
  limiter: Limiter;
  now: () => Date;
  /** From 0 up to 1: the jitter of the back-off. */
  random: () => number;
  log: Log;
  send: Send;
  onUnreachable?: OnUnreachable;
  /** Unique per dispatcher. */
  owner?: string;
  leaseMs?: number;
  concurrency?: number;
};

export type Dispatcher = {
  /**
   * Sends all that is due and allowed, until nothing more can go at this time; returns how many rows were handled. While
   * a run is on it joins that one, which then looks again. Rejects when the database does.
   */
  run(): Promise<number>;
  /** When there is something to do next: now, when a row becomes due, or when a limit or a pause ends. */
  nextAt(): Promise<Date | undefined>;
  /** Starts a run in the background, or makes the one that is on look again. */
  poke(): void;
  /** Claims nothing more; resolves when what is in hand is sent and noted. */
  stop(): Promise<void>;
  /** Resolves when no run is on. */
  idle(): Promise<void>;
};

type InHand = { row: OutboxRow; destination: Destination; claimedAt: Date };

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { limiter, now, log, send, leaseMs = LEASE_MS, concurrency = CONCURRENCY } = options;
  const { db } = options.store;
  const owner = options.owner ?? newId(now());
  const settler = createSettler({ ...options, db, onUnreachable: options.onUnreachable });
  /** Answered, but not noted yet: by the row's id. */
  const unsettled = new Map<string, Tried>();
  /** Until when (in ms) the limiter lets nothing go to a destination: so as not to look them up at every turn. */
  const resting = new Map<string, number>();
  let current: Promise<number> | undefined;
  let lookAgain = false;
  let wake = () => {};
  let stopped = false;

  function run(): Promise<number> {
    if (stopped) return Promise.resolve(0);
    lookAgain = true;
    wake();
    current ??= pump();
    return current;
  }

  function poke(): void {
    run().catch((error: unknown) => {
      log.warn(describeError(error), 'the outbox could not be read; the next run tries again');
    });
  }

  async function pump(): Promise<number> {
    const hands = new Set<Promise<void>>();
    let handled = 0;
    resting.clear();
    try {
      await settleRest();
      for (;;) {
        // SQLite answers at once, so a long backlog would otherwise leave no turn to requests that come in.
        await setImmediate();
        lookAgain = false;
        const claimed = await claim(concurrency - hands.size);
        for (const inHand of claimed) {
          const hand = handle(inHand).finally(() => {
            hands.delete(hand);
            // It may have ended while rows were being looked at: what waited behind it was not among them.
            lookAgain = true;
          });
          hands.add(hand);
        }
        handled += claimed.length;
        if (hands.size === 0 && claimed.length === 0 && !lookAgain) break;
        if (hands.size > 0 && !lookAgain) await nextEvent(hands);
      }
    } catch (error) {
      await Promise.all(hands);
      current = undefined;
      throw error;
    }
    // In the same breath as the last look at `lookAgain`: whoever comes later starts a run of their own.
    current = undefined;
    return handled;
  }

  /** A send has ended, which frees its place and its conversation; or somebody says that there is more to send. */
  function nextEvent(hands: ReadonlySet<Promise<void>>): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    return Promise.race([...hands, woken]);
  }

  /** What people wait for first; what is one of very many in the places that are left. */
  async function claim(limit: number): Promise<InHand[]> {
    const first = await claimOf(0, limit);
    return [...first, ...(await claimOf(1, limit - first.length))];
  }

  async function claimOf(bulk: Flag, limit: number): Promise<InHand[]> {
    if (stopped || limit <= 0) return [];
    const at = now();
    const destinations = new Map<string, Destination>();
    const skipTenants = new Set<string>();
    const allow = async (row: OutboxRow): Promise<boolean> => {
      if (unsettled.has(row.id) || (resting.get(row.destination) ?? 0) > at.getTime()) return false;
      const destination = await destinationOf(db, row);
      destinations.set(row.id, destination);
      if (outcomeUntried(row, destination, at)) return true;
      if (limiter.tenantWait(row.tenantId, at.getTime(), bulk) > 0) {
        skipTenants.add(row.tenantId);
        return false;
      }
      const wait = limiter.reserve(destination.key, row.tenantId, at.getTime(), bulk, callsOf(destination));
      if (wait > 0) resting.set(row.destination, at.getTime() + wait);
      return wait === 0;
    };
    const rows = await claimBatch(db, { owner, now: at, leaseMs, limit, allow, skipTenants, bulk });
    return rows.map((row) => {
      const destination = destinations.get(row.id);
      if (!destination) throw new Error('A row was claimed that was not looked at.');
      return { row, destination, claimedAt: at };
    });
  }

  async function handle({ row, destination, claimedAt }: InHand): Promise<void> {
    const outcome = outcomeUntried(row, destination, now()) ?? (await tryToSend(row, destination));
    const tried = { row, destination, claimedAt, outcome };
    try {
      await settler.settle(tried);
    } catch (error) {
      unsettled.set(row.id, tried);
      log.warn({ outboxId: row.id, ...describeError(error) }, 'what became of a message could not be noted yet');
    }
  }

  async function tryToSend(row: OutboxRow, destination: Destination): Promise<Tried['outcome']> {
    try {
      return await withinTime(send(row, destination));
    } catch (error) {
      return { kind: 'fault', reason: Object.values(describeError(error)).join(' ') };
    }
  }

  /** Notes what could not be noted before, if the database takes it now. */
  async function settleRest(): Promise<void> {
    for (const [id, tried] of unsettled) {
      const noted = await settler.settle(tried).then(
        () => true,
        () => false,
      );
      if (noted) unsettled.delete(id);
    }
  }

  async function nextAt(): Promise<Date | undefined> {
    const at = now();
    const noteAgain = unsettled.size > 0 ? new Date(at.getTime() + NOTE_AGAIN_MS) : undefined;
    let soonest = earliest(noteAgain, await nextDueAt(db, at));
    for (const bulk of [0, 1] as const) {
      const skipTenants = new Set<string>();
      for await (const row of firstInLine(db, at, skipTenants, bulk)) {
        if (skipTenants.has(row.tenantId) || unsettled.has(row.id)) continue;
        const wait = await waitOf(row, at);
        if (wait === 0) return at;
        if (limiter.tenantWait(row.tenantId, at.getTime(), bulk) > 0) skipTenants.add(row.tenantId);
        soonest = earliest(soonest, new Date(at.getTime() + wait));
      }
    }
    return soonest;
  }

  async function waitOf(row: OutboxRow, at: Date): Promise<number> {
    const destination = await destinationOf(db, row);
    if (outcomeUntried(row, destination, at)) return 0;
    return limiter.wait(destination.key, row.tenantId, at.getTime(), row.bulk, callsOf(destination));
  }

  async function idle(): Promise<void> {
    while (current) await current.catch(() => {});
  }

  async function stop(): Promise<void> {
    stopped = true;
    wake();
    await idle();
    await settleRest();
    if (unsettled.size === 0) return;
    log.error(
      { outboxIds: [...unsettled.keys()] },
      'stopped with messages sent but not noted: they will be sent again',
    );
  }

  return { run, nextAt, poke, stop, idle };
}

/** How many requests a send makes: to a person who has no chat with us yet, that is opened first. */
function callsOf({ conversation }: Destination): number {
  return conversation ? 1 : 2;
}

/** A sender that never answers must not hold its place for ever. */
async function withinTime(sending: Promise<Outcome>): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'retry', reason: 'the sender did not answer' }), SEND_MS);
  });
  try {
    return await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
  }
}
