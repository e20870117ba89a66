import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLimiter } from '../../src/delivery/limiter.ts';
import { findMessage } from '../../src/delivery/messages.ts';
import { ENGINES } from '../support/databases.ts';
import { type Desk, gate, NOON, openDesk, type Sending } from './desk.ts';

describe.each(ENGINES)('The dispatcher on %s', (engine) => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk(engine);
    await desk.openConversation('c1');
  });
  afterEach(() => desk.close());

  test('sends what is due, in order within a conversation, and says how much it was', async () => {
    await desk.queue({ conversation: 'c1' }, ['a', 'b', 'c'], { expires: new Date(NOON + 60_000) });
    await desk.queue({ person: 'p' }, ['d']);
    expect(await desk.dispatcher.run()).toBe(4);
    expect(desk.subjects().filter((subject) => subject !== 'd')).toEqual(['a', 'b', 'c']);
    expect((await desk.rows()).map((row) => row.state)).toEqual(['sent', 'sent', 'sent', 'sent']);
    expect(await desk.dispatcher.run()).toBe(0);
    expect(await desk.dispatcher.nextAt()).toBeUndefined();
  });

  test('records a posted card under the id of its row, and edits it there', async () => {
    await desk.queue({ conversation: 'c1' }, ['a']);
    await desk.dispatcher.run();
    const { id } = await desk.row('a');
    expect(await findMessage(desk.db, id)).toMatchObject({
      conversationId: 'c1',
      activityKey: `act-${id}`,
      kind: 'test.note',
      subjectId: 'a',
      personId: null,
    });
    await desk.queue({ message: id }, ['edit']);
    await desk.dispatcher.run();
    expect(desk.sendings.at(-1)).toMatchObject({ subjectId: 'edit', destination: 'key-c1' });
    expect(await findMessage(desk.db, id)).toMatchObject({ activityKey: `act-${id}`, subjectId: 'a' });
    expect(await desk.db.selectFrom('messages').selectAll().execute()).toHaveLength(1);
  });

  test('two at once send each row once', async () => {
    for (let n = 0; n < 15; n += 1) await desk.queue({ person: `p${n}` }, [`a${n}`, `b${n}`]);
    const two = [desk.another({ concurrency: 4 }), desk.another({ concurrency: 4 })];
    const handled = await Promise.all(two.map((dispatcher) => dispatcher.run()));
    await Promise.all(two.map((dispatcher) => dispatcher.stop()));
    expect(handled.reduce((sum, count) => sum + count, 0)).toBe(30);
    expect(desk.sendings).toHaveLength(30);
    expect(new Set(desk.subjects()).size).toBe(30);
  });

  test('keeps order across a retry: nothing of that conversation overtakes, others go on', async () => {
    await desk.queue({ conversation: 'c1' }, ['a', 'b']);
    await desk.queue({ person: 'p' }, ['other']);
    desk.far.answer = (row) => (row.subjectId === 'a' ? { kind: 'retry', reason: '502' } : undefined);
    expect(await desk.dispatcher.run()).toBe(2);
    expect(desk.subjects()).toEqual(['a', 'other']);
    expect(await desk.row('a')).toMatchObject({ state: 'waiting', attempts: 1, lastError: '502', leaseOwner: null });
    expect(await desk.dispatcher.nextAt()).toEqual(new Date(NOON + 2_000));
    desk.far.answer = () => undefined;
    desk.clock.at += 1_999;
    expect(await desk.dispatcher.run()).toBe(0);
    desk.clock.at += 1;
    expect(await desk.dispatcher.run()).toBe(2);
    expect(desk.subjects()).toEqual(['a', 'other', 'a', 'b']);
  });

  test('marks a conversation that cannot be reached, tells of it, and never tries it again', async () => {
    const told: string[] = [];
    const dispatcher = desk.another({
      onUnreachable: async (row, reason) => void told.push(`${row.subjectId}: ${reason}`),
    });
    await desk.queue({ conversation: 'c1' }, ['a', 'b']);
    desk.far.answer = () => ({ kind: 'unreachable', state: 'blocked', reason: 'ConversationBlockedByUser' });
    expect(await dispatcher.run()).toBe(2);
    expect(desk.subjects()).toEqual(['a']);
    expect(await desk.row('b')).toMatchObject({ state: 'unreachable', lastError: 'ConversationBlockedByUser' });
    const conversation = await desk.db.selectFrom('conversations').selectAll().executeTakeFirstOrThrow();
    expect(conversation).toMatchObject({ state: 'blocked', reason: 'ConversationBlockedByUser' });
    expect(told).toEqual(['a: ConversationBlockedByUser', 'b: ConversationBlockedByUser']);
    desk.clock.at += 24 * 3_600_000;
    expect(await dispatcher.run()).toBe(0);
    await dispatcher.stop();
  });

  test('leaves a conversation open whose person wrote while we were told that they had blocked us', async () => {
    await desk.queue({ conversation: 'c1' }, ['a']);
    desk.far.answer = async () => {
      const seenAt = new Date(NOON + 1).toISOString();
      await desk.db.updateTable('conversations').set({ seenAt }).where('id', '=', 'c1').execute();
      return { kind: 'unreachable', state: 'blocked', reason: '403' };
    };
    await desk.dispatcher.run();
    expect((await desk.row('a')).state).toBe('unreachable');
    expect((await desk.db.selectFrom('conversations').select('state').executeTakeFirstOrThrow()).state).toBe('open');
  });
});

describe('The dispatcher', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.openConversation('c1');
  });
  afterEach(() => desk.close());

  test('waits after a 429 exactly as long as Teams asked, and keeps what is queued meanwhile', async () => {
    await desk.queue({ conversation: 'c1' }, ['a']);
    desk.far.answer = () => ({ kind: 'retry', reason: '429', afterMs: 30_000 });
    await desk.dispatcher.run();
    desk.far.answer = () => undefined;
    await desk.queue({ conversation: 'c1' }, ['b']);
    expect(await desk.dispatcher.nextAt()).toEqual(new Date(NOON + 30_000));
    desk.clock.at = NOON + 29_999;
    expect(await desk.dispatcher.run()).toBe(0);
    desk.clock.at = NOON + 30_000;
    expect(await desk.dispatcher.run()).toBe(2);
    expect(desk.subjects()).toEqual(['a', 'a', 'b']);
  });

  test('pauses the whole conversation in the limiter, which answers of a turn ask too', async () => {
    const limiter = createLimiter({ perTenantPerSecond: 50 });
    const dispatcher = desk.another({ limiter });
    await desk.queue({ conversation: 'c1' }, ['a']);
    desk.far.answer = () => ({ kind: 'retry', reason: '429', afterMs: 30_000 });
    await dispatcher.run();
    expect(limiter.wait('key-c1', 't1', NOON + 1)).toBe(29_999);
    await dispatcher.stop();
  });

  test('drops what is too late unsent, also when only its retry would be', async () => {
    await desk.queue({ conversation: 'c1' }, ['late'], { expires: new Date(NOON + 1_000) });
    await desk.queue({ conversation: 'c1' }, ['retried'], { expires: new Date(NOON + 5_500) });
    desk.clock.at += 1_000;
    desk.far.answer = () => ({ kind: 'retry', reason: '504' });
    expect(await desk.dispatcher.run()).toBe(2);
    expect(desk.subjects()).toEqual(['retried']);
    expect(await desk.row('late')).toMatchObject({ state: 'dropped', lastError: 'expired' });
    desk.clock.at += 2_000;
    expect(await desk.dispatcher.run()).toBe(1);
    expect(await desk.row('retried')).toMatchObject({ state: 'dropped' });
  });

  test('drops an edit of a card that was never posted', async () => {
    await desk.queue({ message: 'nowhere' }, ['a']);
    await desk.dispatcher.run();
    expect(desk.sendings).toEqual([]);
    expect(await desk.row('a')).toMatchObject({ state: 'dropped', lastError: 'the card was never posted' });
  });

  test('shows the newest state after an edit that was in hand when it changed', async () => {
    await desk.queue({ conversation: 'c1' }, ['post']);
    await desk.dispatcher.run();
    const { id } = await desk.row('post');
    await desk.queue({ message: id }, ['one']);
    const sending = gate();
    const begun = gate();
    desk.far.answer = async () => {
      begun.open();
      await sending.opened;
      return undefined;
    };
    const run = desk.dispatcher.run();
    await begun.opened;
    await desk.queue({ message: id }, ['two', 'three']);
    sending.open();
    await run;
    await desk.dispatcher.run();
    expect(desk.subjects()).toEqual(['post', 'one', 'three']);
  });

  test('sends to others while one send is slow, and looks again when poked', async () => {
    await desk.queue({ conversation: 'c1' }, ['slow']);
    const slow = gate();
    const begun = gate();
    const sentOther = gate();
    desk.far.answer = async (row) => {
      begun.open();
      if (row.subjectId === 'other') sentOther.open();
      else await slow.opened;
      return undefined;
    };
    desk.dispatcher.poke();
    await begun.opened;
    await desk.queue({ person: 'p' }, ['other']);
    desk.dispatcher.poke();
    await sentOther.opened;
    slow.open();
    await desk.dispatcher.idle();
    expect(desk.subjects()).toEqual(['slow', 'other']);
  });

  test('never has more in hand than it may', async () => {
    for (let n = 0; n < 12; n += 1) await desk.queue({ person: `p${n}` }, [`s${n}`]);
    let inHand = 0;
    let most = 0;
    desk.far.answer = async () => {
      inHand += 1;
      most = Math.max(most, inHand);
      await desk.rows();
      inHand -= 1;
      return undefined;
    };
    const dispatcher = desk.another({ concurrency: 3 });
    expect(await dispatcher.run()).toBe(12);
    expect(most).toBe(3);
    await dispatcher.stop();
  });

  test('a run that is joined sends what was queued since it last looked', async () => {
    await desk.queue({ conversation: 'c1' }, ['a']);
    let second: Promise<number> | undefined;
    desk.far.answer = async (row) => {
      if (row.subjectId !== 'a') return undefined;
      await desk.queue({ person: 'p' }, ['b']);
      second = desk.dispatcher.run();
      return undefined;
    };
    expect(await desk.dispatcher.run()).toBe(2);
    expect(await second).toBe(2);
  });

  test('looks again when it is asked to run while it looks', async () => {
    await desk.queue({ conversation: 'c1' }, ['a']);
    const asked: Promise<number>[] = [];
    const limiter = createLimiter({ perTenantPerSecond: 50 });
    const dispatcher = desk.another({
      limiter: {
        ...limiter,
        reserve: () => {
          if (asked.length > 0) return 0;
          asked.push(dispatcher.run());
          desk.clock.at += 5;
          return 5;
        },
      },
    });
    expect(await dispatcher.run()).toBe(1);
    expect(await Promise.all(asked)).toEqual([1]);
    await dispatcher.stop();
  });

  test('stops only when what is in hand is sent and noted, and then starts nothing', async () => {
    await desk.queue({ conversation: 'c1' }, ['a', 'b']);
    const sending = gate();
    const begun = gate();
    desk.far.answer = async () => {
      begun.open();
      await sending.opened;
      return undefined;
    };
    desk.dispatcher.poke();
    await begun.opened;
    let stopped = false;
    const stop = desk.dispatcher.stop().then(() => {
      stopped = true;
    });
    await desk.rows();
    await desk.rows();
    expect(stopped).toBe(false);
    sending.open();
    await stop;
    expect((await desk.rows()).map((row) => row.state)).toEqual(['sent', 'waiting']);
    expect(await desk.dispatcher.run()).toBe(0);
  });

  test('keeps the limits with 200 messages to one conversation and 100 others beside it', async () => {
    await desk.queue(
      { conversation: 'c1' },
      Array.from({ length: 200 }, (_, n) => `c1-${n}`),
    );
    for (let n = 0; n < 100; n += 1) {
      await desk.openConversation(`chat${n}`, { scope: 'personal', personId: `p${n}` });
      await desk.queue({ person: `p${n}` }, [`p${n}-0`, `p${n}-1`, `p${n}-2`]);
    }
    let handled = 0;
    for (let next: Date | undefined = desk.now(); next; next = await desk.dispatcher.nextAt()) {
      desk.clock.at = Math.max(desk.clock.at, next.getTime());
      handled += await desk.dispatcher.run();
    }
    expect(handled).toBe(500);
    expect(desk.subjects().filter((subject) => subject.startsWith('c1-'))).toEqual(
      Array.from({ length: 200 }, (_, n) => `c1-${n}`),
    );
    const toOne = desk.sendings.filter((sending) => sending.destination === 'key-c1');
    expect(fullest(toOne, 1_000)).toBeLessThanOrEqual(7);
    expect(fullest(toOne, 2_000)).toBe(8);
    expect(fullest(toOne, 30_000)).toBe(60);
    expect(fullest(desk.sendings, 1_000)).toBe(50);
    // 200 at 60 in 30 seconds is a minute and a half and some; the 300 others are long through by then.
    expect(desk.clock.at - NOON).toBeLessThan(100_000);
    const others = desk.sendings.filter((sending) => sending.destination !== 'key-c1');
    expect((others.at(-1)?.at ?? 0) - NOON).toBeLessThan(10_000);
  });

  test('one tenant that has all it may does not hold up another, nor is looked through for nothing', async () => {
    for (let n = 0; n < 300; n += 1) {
      await desk.openConversation(`chat${n}`, { scope: 'personal', personId: `p${n}` });
      await desk.queue({ person: `p${n}` }, [`s${n}`]);
    }
    await desk.queue({ person: 'q' }, ['other tenant'], { tenantId: 't2' });
    const limiter = createLimiter({ perTenantPerSecond: 50 });
    let looks = 0;
    const tenantWait: typeof limiter.tenantWait = (tenantId, nowMs) => {
      looks += 1;
      return limiter.tenantWait(tenantId, nowMs);
    };
    const dispatcher = desk.another({ limiter: { ...limiter, tenantWait } });
    expect(await dispatcher.run()).toBe(51);
    expect(desk.sendings.filter((sending) => sending.tenantId === 't2')).toHaveLength(1);
    expect(looks).toBeLessThan(150);
    await dispatcher.stop();
  });
});

/** The most sends that any window of this length holds. */
function fullest(sendings: readonly Sending[], windowMs: number): number {
  const within = sendings.map(
    ({ at }) => sendings.filter((other) => other.at <= at && other.at > at - windowMs).length,
  );
  return Math.max(...within);
}
