import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MAX_ATTEMPTS, MAX_FAULTS } from '../../src/delivery/backoff.ts';
import { releaseLeases } from '../../src/delivery/claim.ts';
import { requeueDead } from '../../src/delivery/outbox.ts';
import { levels } from '../support/log.ts';
import { type Desk, gate, NOON, openDesk } from './desk.ts';

describe('The dispatcher, when things go wrong,', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.openConversation('c1');
  });
  afterEach(() => desk.close());

  const errors = () => desk.lines.filter((line) => line.level >= levels.error);

  /** Makes every UPDATE of the outbox fail, as a full disk does, until it is mended. */
  async function breakUpdates(): Promise<() => Promise<void>> {
    await sql`create trigger full_disk before update on outbox begin select raise(abort, 'full'); end`.execute(desk.db);
    return async () => {
      await sql`drop trigger full_disk`.execute(desk.db);
    };
  }

  test('backs off further and further, up to the cap', async () => {
    await desk.queue({ conversation: 'c1' }, ['a']);
    desk.far.answer = () => ({ kind: 'retry', reason: '502' });
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      await desk.dispatcher.run();
      const next = (await desk.dispatcher.nextAt())?.getTime() ?? 0;
      waits.push((next - desk.clock.at) / 1000);
      desk.clock.at = next;
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]);
  });

  test('gives up after the last attempt with an error in the log, and requeued it starts anew', async () => {
    await desk.queue({ conversation: 'c1' }, ['a', 'b']);
    await desk.db
      .updateTable('outbox')
      .set({ attempts: MAX_ATTEMPTS - 2 })
      .where('subjectId', '=', 'a')
      .execute();
    desk.far.answer = (row) => (row.subjectId === 'a' ? { kind: 'retry', reason: '502' } : undefined);
    await desk.dispatcher.run();
    expect(errors()).toEqual([]);
    desk.clock.at += 3_600_000;
    await desk.dispatcher.run();
    expect(await desk.row('a')).toMatchObject({ state: 'dead', lastError: '502' });
    const { id } = await desk.row('a');
    expect(errors()).toMatchObject([{ msg: 'a message was given up', outboxId: id, reason: '502' }]);
    expect(desk.subjects()).toEqual(['a', 'a', 'b']);
    expect(await requeueDead(desk.db, desk.now())).toBe(1);
    await desk.dispatcher.run();
    expect(await desk.row('a')).toMatchObject({ state: 'waiting', attempts: 1 });
  });

  test('gives up at once what can never work', async () => {
    await desk.queue({ conversation: 'c1' }, ['a']);
    await desk.queue({ conversation: 'never-was' }, ['b']);
    desk.far.answer = () => ({ kind: 'dead', reason: '413 MessageSizeTooBig' });
    await desk.dispatcher.run();
    expect((await desk.rows()).map((row) => [row.state, row.lastError])).toEqual([
      ['dead', '413 MessageSizeTooBig'],
      ['dead', 'no such conversation'],
    ]);
    expect(errors()).toHaveLength(2);
    expect(desk.subjects()).toEqual(['a']);
  });

  test('a send that throws is tried again, soon given up, and never shows the words of the error', async () => {
    await desk.queue({ conversation: 'c1' }, ['a', 'b']);
    desk.far.answer = (row) => {
      if (row.subjectId === 'a') throw new TypeError('patient Siân is undefined');
      return undefined;
    };
    await desk.dispatcher.run();
    expect(await desk.row('a')).toMatchObject({ state: 'waiting', attempts: 1, lastError: 'TypeError' });
    for (let attempt = 2; attempt <= MAX_FAULTS; attempt += 1) {
      desk.clock.at = (await desk.dispatcher.nextAt())?.getTime() ?? 0;
      await desk.dispatcher.run();
    }
    expect(await desk.row('a')).toMatchObject({ state: 'dead', lastError: 'TypeError' });
    expect(await desk.row('b')).toMatchObject({ state: 'sent' });
    expect(desk.clock.at - NOON).toBeLessThan(20 * 60_000);
    expect(JSON.stringify(desk.lines)).not.toContain('Siân');
  });

  test('an outage before does not count against a message that then throws', async () => {
    await desk.queue({ conversation: 'c1' }, ['a']);
    await desk.db.updateTable('outbox').set({ attempts: 50 }).execute();
    desk.far.answer = () => {
      throw new Error('once');
    };
    await desk.dispatcher.run();
    expect(await desk.row('a')).toMatchObject({ state: 'waiting', attempts: 51 });
  });

  test('a message in hand at a kill goes out again when its lease has run out, or at once when it is freed', async () => {
    await desk.queue({ conversation: 'c1' }, ['a', 'b']);
    const begun = gate();
    const never = gate();
    const dying = desk.another({
      send: async () => {
        begun.open();
        await never.opened;
        return { kind: 'dropped', reason: 'too late' };
      },
    });
    dying.poke();
    await begun.opened;
    expect(await desk.dispatcher.run()).toBe(0);
    const lease = (await desk.dispatcher.nextAt())?.getTime() ?? 0;
    expect(lease - NOON).toBe(120_000);
    desk.clock.at = lease - 1;
    expect(await desk.dispatcher.run()).toBe(0);
    await releaseLeases(desk.db);
    expect(await desk.dispatcher.run()).toBe(2);
    never.open();
    await dying.stop();
    expect((await desk.rows()).map((row) => row.state)).toEqual(['sent', 'sent']);
    expect(desk.subjects()).toEqual(['a', 'b']);
  });

  test('what was sent but could not be noted is not sent again, and noted when the disk has room', async () => {
    await desk.queue({ conversation: 'c1' }, ['a', 'b']);
    await desk.queue({ person: 'p' }, ['c']);
    let mend = async () => {};
    desk.far.answer = async (row) => {
      if (row.subjectId === 'a') mend = await breakUpdates();
      return undefined;
    };
    expect(await desk.dispatcher.run()).toBe(2);
    desk.clock.at += 24 * 3_600_000;
    expect(await desk.dispatcher.run()).toBe(0);
    expect(await desk.dispatcher.nextAt()).toEqual(new Date(desk.clock.at + 1_000));
    expect(desk.subjects()).toEqual(['a', 'c']);
    await mend();
    desk.far.answer = () => undefined;
    expect(await desk.dispatcher.run()).toBe(1);
    expect(desk.subjects()).toEqual(['a', 'c', 'b']);
    expect((await desk.rows()).map((row) => row.state)).toEqual(['sent', 'sent', 'sent']);
    expect(errors()).toEqual([]);
  });

  test('a poke while the database is away is a warning, and the next run sends', async () => {
    await desk.queue({ conversation: 'c1' }, ['a']);
    const mend = await breakUpdates();
    desk.dispatcher.poke();
    await desk.dispatcher.idle();
    expect(desk.lines.filter((line) => line.level === levels.warn)).toHaveLength(1);
    await mend();
    expect(await desk.dispatcher.run()).toBe(1);
  });

  test('a fault of whoever is told of the unreachable is an error in the log, and the row still ends', async () => {
    const dispatcher = desk.another({
      onUnreachable: async () => {
        throw new RangeError('nobody home');
      },
    });
    await desk.queue({ conversation: 'c1' }, ['a']);
    desk.far.answer = () => ({ kind: 'unreachable', state: 'gone', reason: '404' });
    await dispatcher.run();
    await dispatcher.stop();
    expect((await desk.row('a')).state).toBe('unreachable');
    expect(errors()).toMatchObject([{ error: 'RangeError' }]);
  });

  test('a sender that never answers is given a minute, and its message another try', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await desk.queue({ conversation: 'c1' }, ['a']);
      const begun = gate();
      desk.far.answer = () => {
        begun.open();
        return new Promise(() => {});
      };
      const run = desk.dispatcher.run();
      await begun.opened;
      await vi.advanceTimersByTimeAsync(60_000);
      expect(await run).toBe(1);
      expect(await desk.row('a')).toMatchObject({ attempts: 1, lastError: 'the sender did not answer' });
    } finally {
      vi.useRealTimers();
    }
  });
});
