import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimBatch, finishRow, nextDueAt, postponeRow, releaseLeases } from '../../src/delivery/claim.ts';
import {
  countRows,
  enqueue,
  listDead,
  type OutboxRow,
  pendingCount,
  purgeFinished,
  requeueDead,
} from '../../src/delivery/outbox.ts';
import { ENGINES } from '../support/databases.ts';
import { type Desk, NOON, openDesk } from './desk.ts';

const LEASE_MS = 120_000;
const later = (ms: number) => new Date(NOON + ms);

describe.each(ENGINES)('The outbox on %s', (engine) => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk(engine);
  });
  afterEach(() => desk.close());

  function claim(owner = 'one', limit = 100, now = desk.now()): Promise<OutboxRow[]> {
    return claimBatch(desk.db, { owner, now, leaseMs: LEASE_MS, limit });
  }

  const subjectsOf = (rows: readonly OutboxRow[]) => rows.map((row) => row.subjectId);

  test('keeps nothing of a transaction that was rolled back', async () => {
    const failing = desk.db.transaction().execute(async (trx) => {
      await enqueue(trx, { tenantId: 't1', kind: 'k', subjectId: 's', to: { person: 'p' } }, desk.now());
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await pendingCount(desk.db)).toBe(0);
  });

  test('queues the same cause once in a tenant, also when the first was sent', async () => {
    await desk.queue({ person: 'p' }, ['a', 'b'], { dedupeKey: 'cause-1' });
    await desk.queue({ person: 'p' }, ['c'], { dedupeKey: 'cause-1', tenantId: 't2' });
    expect(subjectsOf(await desk.rows())).toEqual(['a', 'c']);
    const [row] = await claim();
    await finishRow(desk.db, row as OutboxRow, { state: 'sent', reason: '' }, desk.now());
    await desk.queue({ person: 'p' }, ['d'], { dedupeKey: 'cause-1' });
    expect(subjectsOf(await desk.rows())).toEqual(['a', 'c']);
  });

  test('hands out the first of each destination, in the order they were queued', async () => {
    await desk.openConversation('channel-1');
    await desk.queue({ conversation: 'channel-1' }, ['a', 'b']);
    await desk.queue({ person: 'p' }, ['c', 'd']);
    expect(subjectsOf(await claim())).toEqual(['a', 'c']);
    expect(await claim()).toEqual([]);
  });

  test('counts a personal chat and its person as one destination, also through a card there', async () => {
    await desk.openConversation('chat-p', { scope: 'personal', personId: 'p' });
    await desk.db
      .insertInto('messages')
      .values({
        id: 'm1',
        tenantId: 't1',
        conversationId: 'chat-p',
        activityKey: 'act-1',
        kind: 'k',
        subjectId: 's',
        personId: 'p',
        createdAt: desk.now().toISOString(),
      })
      .execute();
    await desk.queue({ person: 'p' }, ['a']);
    await desk.queue({ conversation: 'chat-p' }, ['b']);
    await desk.queue({ message: 'm1' }, ['c']);
    expect(new Set((await desk.rows()).map((row) => row.destination))).toEqual(new Set(['person:p']));
    expect(subjectsOf(await claim())).toEqual(['a']);
  });

  test('leaves what is queued for later, and it holds up nothing', async () => {
    await desk.queue({ person: 'p' }, ['tomorrow'], { notBefore: later(3_600_000) });
    await desk.queue({ person: 'p' }, ['now']);
    expect(await nextDueAt(desk.db, desk.now())).toEqual(later(3_600_000));
    expect(subjectsOf(await claim())).toEqual(['now']);
    expect(await claim('one', 100, later(60_000))).toEqual([]);
  });

  test('holds up a destination whose row waits for its retry, whichever came first', async () => {
    await desk.queue({ person: 'p' }, ['scheduled'], { notBefore: later(5_000) });
    await desk.queue({ person: 'p' }, ['a', 'b']);
    const [row] = await claim();
    await postponeRow(desk.db, row as OutboxRow, { attempts: 1, notBefore: later(10_000), reason: '502' });
    expect(await claim('one', 100, later(6_000))).toEqual([]);
    expect(subjectsOf(await claim('one', 100, later(10_000)))).toEqual(['scheduled']);
  });

  test('leaves a scheduled row whose time has come while a later one to the same place is in hand', async () => {
    await desk.queue({ person: 'p' }, ['scheduled'], { notBefore: later(5_000) });
    await desk.queue({ person: 'p' }, ['in hand']);
    await claim();
    expect(await claim('two', 100, later(5_000))).toEqual([]);
  });

  test('passes over what is not allowed, and finds what is allowed far behind it', async () => {
    for (let n = 0; n < 250; n += 1) await desk.queue({ person: `p${n}` }, [`s${n}`]);
    const allow = async (row: OutboxRow) => row.subjectId === 's249';
    const claimed = await claimBatch(desk.db, { owner: 'one', now: desk.now(), leaseMs: LEASE_MS, limit: 5, allow });
    expect(subjectsOf(claimed)).toEqual(['s249']);
  });

  test('never gives a row to two who claim at the same time', async () => {
    for (let n = 0; n < 30; n += 1) await desk.queue({ person: `p${n}` }, [`s${n}`]);
    const batches = await Promise.all([claim('one'), claim('two'), claim('three'), claim('four')]);
    const claimed = subjectsOf(batches.flat());
    expect(claimed).toHaveLength(30);
    expect(new Set(claimed).size).toBe(30);
  });

  test('hands a row on when the lease of a dead worker has run out, and takes no word from the dead', async () => {
    await desk.queue({ person: 'p' }, ['a']);
    const [old] = await claim('dead');
    expect(await claim('two', 100, later(LEASE_MS - 1))).toEqual([]);
    expect(await nextDueAt(desk.db, desk.now())).toEqual(later(LEASE_MS));
    const [row] = await claim('two', 100, later(LEASE_MS));
    expect(row?.leaseOwner).toBe('two');
    expect(await postponeRow(desk.db, old as OutboxRow, { attempts: 1, notBefore: later(0), reason: '' })).toBe(false);
    expect(await finishRow(desk.db, old as OutboxRow, { state: 'dead', reason: '' }, desk.now())).toBe(false);
    expect(await finishRow(desk.db, old as OutboxRow, { state: 'sent', reason: '' }, desk.now())).toBe(true);
    expect(await countRows(desk.db)).toMatchObject({ waiting: 0, sent: 1 });
  });

  test('frees all leases at once at the start of the only instance', async () => {
    await desk.queue({ person: 'p' }, ['a']);
    await claim('dead');
    await releaseLeases(desk.db);
    expect(subjectsOf(await claim('two'))).toEqual(['a']);
  });

  test('merges an edit into the one that waits for the same card, but not into one in hand', async () => {
    await desk.queue({ message: 'm1' }, ['first', 'second']);
    expect(subjectsOf(await desk.rows())).toEqual(['second']);
    await desk.queue({ message: 'm2' }, ['of another card']);
    await claim();
    await desk.queue({ message: 'm1' }, ['third', 'fourth']);
    expect(subjectsOf(await desk.rows())).toEqual(['second', 'of another card', 'fourth']);
  });

  test('a merged edit goes at the sooner time and ends at the later, so that neither cause is lost', async () => {
    await desk.queue({ message: 'm1' }, ['a'], { notBefore: later(60_000), expires: later(70_000) });
    await desk.queue({ message: 'm1' }, ['a'], { expires: later(10_000) });
    expect(await desk.row('a')).toMatchObject({
      notBeforeAt: later(0).toISOString(),
      expiresAt: later(70_000).toISOString(),
    });
    await desk.queue({ message: 'm1' }, ['a'], { expires: later(80_000) });
    expect(await desk.row('a')).toMatchObject({ expiresAt: later(80_000).toISOString() });
    await desk.queue({ message: 'm1' }, ['a']);
    await desk.queue({ message: 'm1' }, ['a'], { expires: later(10_000) });
    expect(await desk.row('a')).toMatchObject({ expiresAt: null });
  });

  test('an edit merged into one that waits for its retry leaves it its time', async () => {
    await desk.queue({ message: 'm1' }, ['a']);
    const [row] = await claim();
    await postponeRow(desk.db, row as OutboxRow, { attempts: 1, notBefore: later(10_000), reason: '502' });
    await desk.queue({ message: 'm1' }, ['a']);
    expect(await desk.rows()).toHaveLength(1);
    expect((await desk.row('a')).notBeforeAt).toBe(later(10_000).toISOString());
  });

  test('counts, lists and requeues what is dead, and purges only what came to a good end', async () => {
    await desk.queue({ person: 'p' }, ['sent']);
    await desk.queue({ person: 'q' }, ['dead']);
    await desk.queue({ person: 'r' }, ['waiting']);
    const [sent, dead] = await claim('one', 2);
    await finishRow(desk.db, sent as OutboxRow, { state: 'sent', reason: '' }, desk.now());
    await finishRow(desk.db, dead as OutboxRow, { state: 'dead', reason: '400' }, desk.now());
    expect(await countRows(desk.db)).toEqual({ waiting: 1, sent: 1, dropped: 0, unreachable: 0, dead: 1 });
    expect(await listDead(desk.db, { limit: 10 })).toMatchObject([{ subjectId: 'dead', lastError: '400' }]);
    expect(await listDead(desk.db, { limit: 10, after: (dead as OutboxRow).id })).toEqual([]);
    expect(await purgeFinished(desk.db, later(0))).toBe(0);
    expect(await purgeFinished(desk.db, later(1))).toBe(1);
    expect(await requeueDead(desk.db, desk.now())).toBe(1);
    expect(subjectsOf(await claim())).toEqual(['dead', 'waiting']);
  });
});
