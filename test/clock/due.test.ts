import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimDue } from '../../src/clock/due.ts';
import type { Store } from '../../src/store/database.ts';
import { ENGINES, freshStore } from '../support/databases.ts';

const NOON = new Date('2026-11-25T12:00:00Z');
const DUE = '2026-11-25T11:59:00.000Z';

describe.each(ENGINES)('What falls due, on %s', (engine) => {
  let store: Store;
  beforeEach(async () => {
    store = await freshStore(engine);
  });
  afterEach(() => store.close());

  function claim(duty: string, subjectId: string, dueAt = DUE): Promise<boolean> {
    return store.db.transaction().execute((trx) => claimDue(trx, duty, subjectId, dueAt, NOON));
  }

  test('is claimed once, however many ask at once', async () => {
    const asked = await Promise.all([1, 2, 3, 4, 5].map(() => claim('remind', 'issue-1')));
    expect(asked.filter(Boolean)).toHaveLength(1);
    expect(await claim('remind', 'issue-1')).toBe(false);
  });

  test('is another thing for another duty, subject or time', async () => {
    expect(await claim('remind', 'issue-1')).toBe(true);
    expect(await claim('close', 'issue-1')).toBe(true);
    expect(await claim('remind', 'issue-2')).toBe(true);
    expect(await claim('remind', 'issue-1', '2026-12-02T11:59:00.000Z')).toBe(true);
  });

  test('is due again when what was to be done with it failed', async () => {
    const failed = store.db.transaction().execute(async (trx) => {
      expect(await claimDue(trx, 'remind', 'issue-1', DUE, NOON)).toBe(true);
      throw new Error('the outbox could not be written');
    });
    await expect(failed).rejects.toThrow();
    expect(await claim('remind', 'issue-1')).toBe(true);
  });
});
