// What the clock makes due: one duty that fails holds up none of the others, and is named in the log.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DUTY_FAILED } from '../../bot/index.ts';
import { nurse, openWard, raise } from '../issues/ward.ts';
import { type House, personal } from '../support/clerk.ts';
import { levels } from '../support/log.ts';

let house: House;
beforeEach(async () => {
  house = await openWard();
});
afterEach(() => house.stop());

test('a duty that fails is logged without what it was about, and messages go out all the same', async () => {
  await raise(house);
  const { db } = house.clerk.store;
  // Something that no duty of the meetings can read.
  const series = {
    id: 'broken',
    tenantId: 't',
    teamId: 't',
    conversationId: 'c',
    title: 'Secret title',
    firstOn: 'never',
  };
  const rest = { startTime: '09:00', minutes: 1, repeat: '{', clash: 'x', nation: 'x', timeZone: 'x', place: '' };
  const at = house.now().toISOString();
  const owner = { ownerId: 'nobody', state: 'running' as const, createdAt: at, updatedAt: at };
  await db
    .insertInto('series')
    .values({ ...series, ...rest, ...owner } as never)
    .execute();
  const before = house.messages(personal(nurse)).length;
  await house.says(nurse, 'my issues');
  await expect(house.moveTo('2026-11-25T10:00:00Z')).rejects.toThrow(DUTY_FAILED);
  expect(house.messages(personal(nurse)).length).toBeGreaterThan(before);
  const failed = house.lines.filter(({ msg }) => msg === DUTY_FAILED);
  expect(failed.length).toBeGreaterThan(0);
  for (const line of failed) expect(line).toMatchObject({ level: levels.error });
  expect(JSON.stringify(failed)).not.toContain('Secret title');
});
