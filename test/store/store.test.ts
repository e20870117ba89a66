import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimDue } from '../../src/clock/due.ts';
import type { Store } from '../../src/store/database.ts';
import { newId } from '../../src/store/ids.ts';
import { claimActivity, finishActivity, forgetActivity, purgeInbox } from '../../src/store/inbox.ts';
import { isMigrated, migrate } from '../../src/store/migrate.ts';
import { ENGINES, freshStore } from '../support/databases.ts';

const NOON = new Date('2026-11-25T12:00:00Z');
const LATER = new Date('2026-11-25T12:01:00Z');
const KEY = { tenantId: 't', conversationKey: 'a:1', activityKey: '1001' };

describe.each(ENGINES)('The store on %s', (engine) => {
  let store: Store;
  beforeEach(async () => {
    store = await freshStore(engine);
  });
  afterEach(() => store.close());

  test('answers a ping and has run every migration', async () => {
    await store.ping();
    expect(await isMigrated(store.db)).toBe(true);
    await migrate(store.db, engine);
  });

  test('refuses a schema that a newer version made, and says so in words', async () => {
    await store.db
      .insertInto('kyselyMigration' as never)
      .values({ name: '999-from-the-future', timestamp: NOON.toISOString() } as never)
      .execute();
    await expect(migrate(store.db, engine)).rejects.toThrow(/newer version of Digital Clerk.*999-from-the-future/);
  });

  test('gives one activity to one worker, and its answer to a repeat', async () => {
    expect(await claimActivity(store.db, KEY, NOON)).toEqual({ kind: 'ours' });
    expect(await claimActivity(store.db, KEY, NOON)).toEqual({ kind: 'busy' });
    await finishActivity(store.db, KEY, { answer: '{"statusCode":200}' }, NOON);
    expect(await claimActivity(store.db, KEY, LATER)).toEqual({ kind: 'done', answer: '{"statusCode":200}' });
  });

  test('hands an activity on when its worker died before it finished', async () => {
    await claimActivity(store.db, KEY, NOON);
    expect(await claimActivity(store.db, KEY, LATER)).toEqual({ kind: 'ours' });
  });

  test('forgets a refused activity, and purges old ones', async () => {
    await claimActivity(store.db, KEY, NOON);
    await forgetActivity(store.db, KEY);
    expect(await claimActivity(store.db, KEY, NOON)).toEqual({ kind: 'ours' });
    await finishActivity(store.db, KEY, { answer: null }, NOON);
    await purgeInbox(store.db, new Date('2026-11-26T12:00:00Z'));
    expect(await claimActivity(store.db, KEY, NOON)).toEqual({ kind: 'ours' });
  });

  test('claims a timed duty once, whoever asks', async () => {
    const claim = () =>
      store.db.transaction().execute((trx) => claimDue(trx, 'issue.close', 'i1', NOON.toISOString(), LATER));
    expect((await Promise.all([claim(), claim(), claim()])).filter(Boolean)).toHaveLength(1);
  });

  test('leads, and goes on leading when asked again', async () => {
    expect(await store.lead()).toBe(true);
    expect(await store.lead()).toBe(true);
  });
});

test('ids sort in the order they were made, also when the clock is set back', () => {
  const made = [newId(LATER), newId(LATER), newId(NOON), newId(LATER)];
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(4);
});
