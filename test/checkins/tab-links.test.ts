// "Open in the tab" on the cards of check-ins.
import { afterEach, expect, test } from 'vitest';
import type { House } from '../support/clerk.ts';
import { placeOn, TAB_ENV } from '../support/tab-place.ts';
import { answer, forumChannel, openRegion, rosa } from './region.ts';

let house: House;
afterEach(() => house.stop());

test('a forum’s card opens the forum in the tab, a digest its round', async () => {
  house = await openRegion({ env: TAB_ENV });
  const { db } = house.clerk.store;
  const forum = await db.selectFrom('forums').select('id').executeTakeFirstOrThrow();
  expect(placeOn(house.lastCard(forumChannel).card)).toBe(`checkins/${forum.id}`);
  await house.moveTo('2026-11-03T08:00:00Z');
  await answer(house, rosa, 'steady');
  await house.moveTo('2026-11-04T07:45:00Z');
  const round = await db.selectFrom('checkinRounds').select('id').executeTakeFirstOrThrow();
  const digest = house
    .messages(forumChannel)
    .find(({ activity }) => JSON.stringify(activity).includes('have answered'));
  expect(placeOn(digest?.activity)).toBe(`checkins/${forum.id}/${round.id}`);
});

test('there is no such button where there is no tab to open', async () => {
  house = await openRegion();
  expect(JSON.stringify(house.lastCard(forumChannel).card)).not.toContain('Open in the tab');
});
