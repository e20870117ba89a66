import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimBatch } from '../../src/delivery/claim.ts';
import {
  findMessage,
  messageAbout,
  messageByActivity,
  messagesAbout,
  reassignMessage,
  recordMessage,
  recordSent,
  refreshMessages,
} from '../../src/delivery/messages.ts';
import type { OutboxRow } from '../../src/delivery/outbox.ts';
import { ENGINES } from '../support/databases.ts';
import { type Desk, gate, openDesk } from './desk.ts';

const CARD = {
  id: 'm1',
  tenantId: 't1',
  conversationId: 'c1',
  activityKey: 'act-1',
  kind: 'issue.receipt',
  subjectId: 'i1',
  personId: null,
};

describe.each(ENGINES)('Posted cards on %s', (engine) => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk(engine);
    await desk.openConversation('c1');
  });
  afterEach(() => desk.close());

  function refresh(about: Partial<Parameters<typeof refreshMessages>[1]> = {}): Promise<void> {
    return desk.db
      .transaction()
      .execute((trx) => refreshMessages(trx, { tenantId: 't1', subjectIds: ['i1'], ...about }, desk.now()));
  }

  function claim(): Promise<OutboxRow[]> {
    return claimBatch(desk.db, { owner: 'one', now: desk.now(), leaseMs: 120_000, limit: 10 });
  }

  const edits = async () => (await desk.rows()).filter((row) => row.messageId).map((row) => row.messageId);

  test('are found by id, by place and by subject', async () => {
    await recordMessage(desk.db, CARD, desk.now());
    await recordMessage(desk.db, { ...CARD, id: 'm2', activityKey: 'act-2', kind: 'issue.channel' }, desk.now());
    expect(await findMessage(desk.db, 'm1')).toMatchObject(CARD);
    expect(await messageByActivity(desk.db, 'c1', 'act-2')).toMatchObject({ id: 'm2' });
    expect(await messageByActivity(desk.db, 'c2', 'act-2')).toBeUndefined();
    expect(await messageAbout(desk.db, 'c1', 'i1')).toMatchObject({ id: 'm2' });
    expect((await messagesAbout(desk.db, ['i1', 'i2'])).map((message) => message.id)).toEqual(['m1', 'm2']);
    expect((await messagesAbout(desk.db, ['i1'], ['issue.channel'])).map((message) => message.id)).toEqual(['m2']);
    expect(await messagesAbout(desk.db, [])).toEqual([]);
  });

  test('recorded again say the last word, but never lose a kind or a place that was known', async () => {
    await recordMessage(desk.db, CARD, desk.now());
    await recordMessage(desk.db, { ...CARD, activityKey: '', kind: 'unknown', subjectId: '' }, desk.now());
    expect(await findMessage(desk.db, 'm1')).toMatchObject(CARD);
    await recordMessage(desk.db, { ...CARD, activityKey: 'act-9', kind: 'issue.form', subjectId: 'd1' }, desk.now());
    expect(await findMessage(desk.db, 'm1')).toMatchObject({
      activityKey: 'act-9',
      kind: 'issue.form',
      subjectId: 'd1',
    });
  });

  test('that were pressed before they were noted as sent stay what the press made of them', async () => {
    await recordMessage(desk.db, { ...CARD, kind: 'unknown', subjectId: '' }, desk.now());
    await recordSent(desk.db, CARD, desk.now());
    expect(await findMessage(desk.db, 'm1')).toMatchObject(CARD);
    await desk.db.transaction().execute(async (trx) => {
      expect(await reassignMessage(trx, 'm1', 'issue.news', 'e1')).toBe(true);
      expect(await reassignMessage(trx, 'm0', 'issue.news', 'e1')).toBe(false);
    });
    await recordSent(desk.db, CARD, desk.now());
    expect(await findMessage(desk.db, 'm1')).toMatchObject({ kind: 'issue.news', subjectId: 'e1' });
  });

  test('about a subject are each queued for one edit, save the one that is excepted', async () => {
    for (const id of ['m1', 'm2', 'm3']) await recordMessage(desk.db, { ...CARD, id }, desk.now());
    await recordMessage(desk.db, { ...CARD, id: 'other', subjectId: 'i2' }, desk.now());
    await recordMessage(desk.db, { ...CARD, id: 'foreign', tenantId: 't2' }, desk.now());
    await refresh({ except: 'm2' });
    await refresh({ except: 'm2' });
    expect(await edits()).toEqual(['m1', 'm3']);
  });

  test('that are being posted at this moment are edited afterwards, those that still wait are not', async () => {
    await desk.queue({ conversation: 'c1' }, ['i1']);
    await refresh();
    expect(await edits()).toEqual([]);
    const [post] = await claim();
    await refresh();
    await refresh();
    expect(await edits()).toEqual([post?.id]);
    const edit = (await desk.rows()).find((row) => row.messageId);
    expect(edit?.destination).toBe('c1');
    expect(await claim()).toEqual([]);
  });
});

describe('Posted cards, with others at work on the same PostgreSQL,', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk('postgres');
    await desk.openConversation('c1');
  });
  afterEach(() => desk.close());

  async function somebodyWaitsForALock(): Promise<boolean> {
    const waiting = await sql`select pid from pg_locks where not granted`.execute(desk.db);
    return waiting.rows.length > 0;
  }

  test.each([
    ['an edit', { message: 'm1' }],
    ['a new card', { person: 'p' }],
  ])('%s that waits cannot be drawn from the state before while a change is being saved', async (_, to) => {
    if ('message' in to) await recordMessage(desk.db, CARD, desk.now());
    await desk.queue(to, ['i1']);
    const saving = gate();
    const merged = gate();
    const change = desk.db.transaction().execute(async (trx) => {
      await refreshMessages(trx, { tenantId: 't1', subjectIds: ['i1'] }, desk.now());
      merged.open();
      await saving.opened;
    });
    await merged.opened;
    let claimed = false;
    const claiming = claimBatch(desk.db, { owner: 'one', now: desk.now(), leaseMs: 120_000, limit: 10 }).then(
      (rows) => {
        claimed = true;
        return rows;
      },
    );
    while (!claimed && !(await somebodyWaitsForALock())) await desk.rows();
    expect(claimed).toBe(false);
    saving.open();
    await change;
    expect((await claiming).map((row) => row.subjectId)).toEqual(['i1']);
  });
});
