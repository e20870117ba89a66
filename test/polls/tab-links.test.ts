// "Open in the tab" on the cards of polls.
import { afterEach, expect, test } from 'vitest';
import type { House } from '../support/clerk.ts';
import { placeOn, TAB_ENV } from '../support/tab-place.ts';
import { ask, asker, openTeam, personal, pollCard } from './team.ts';

let house: House;
afterEach(() => house.stop());

test('a poll’s card, and how it ended for who asked, open that poll in the tab', async () => {
  house = await openTeam({ env: TAB_ENV, chats: [asker] });
  const { poll } = await ask(house);
  expect(placeOn(pollCard(house))).toBe(`polls/${poll}`);
  await house.press(asker, personal(asker), 'poll.close');
  expect(placeOn(house.lastCard(personal(asker)).card)).toBe(`polls/${poll}`);
});

test('there is no such button where there is no tab to open', async () => {
  house = await openTeam();
  await ask(house);
  expect(JSON.stringify(pollCard(house))).not.toContain('Open in the tab');
});
