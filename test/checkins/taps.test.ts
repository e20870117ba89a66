// A CCIO has 40 seconds before clinic: what a check-in asks of their thumb is counted on the cards that they are shown.
import { expect, test } from 'vitest';
import { dataOf, type House, inputOf, personal, textOf } from '../support/clerk.ts';
import { openRegion, rosa, roundOf } from './region.ts';

const PROMPT = '2026-11-03T08:00:00Z';
/** Times of the keystroke-level model (Card, Moran and Newell 1983), generous for a thumb: think and point, press, read. */
const SECONDS = { tap: 2.5, character: 0.28, read: 4 };
/** What people say in one breath. */
const LEARNING = 'Labels print faster from the ward hub.';

type Action = { type: string; verb?: string; title: string; targetElements?: string[]; data?: object };

/** The buttons of a card in the order in which they stand; `hidden` tells which stand in a folded container. */
function actionsOn(node: unknown, hidden = false): (Action & { hidden: boolean })[] {
  if (Array.isArray(node)) return node.flatMap((one) => actionsOn(one, hidden));
  if (typeof node !== 'object' || node === null) return [];
  const folded = hidden || (node as { isVisible?: boolean }).isVisible === false;
  const here =
    'type' in node && String(node.type).startsWith('Action.') ? [{ ...(node as Action), hidden: folded }] : [];
  return [...here, ...Object.entries(node).flatMap(([key, one]) => (key === 'fallback' ? [] : actionsOn(one, folded)))];
}

/** How many taps a button costs: one, and one more to unfold what it stands in. */
function tapsTo(card: object, wanted: (action: Action) => boolean): number {
  const found = actionsOn(card).find(wanted);
  if (!found) throw new Error('There is no such button.');
  return found.hidden ? 2 : 1;
}

async function prompted(): Promise<House> {
  const house = await openRegion();
  await house.moveTo(PROMPT);
  return house;
}

test('an answer is one tap, on a button that stands open among the first three', async () => {
  const house = await prompted();
  const { card } = house.lastCard(personal(rosa));
  expect(
    actionsOn(card)
      .slice(0, 3)
      .map(({ title, hidden }) => [title, hidden]),
  ).toEqual([
    ['Steady', false],
    ['Stretched', false],
    ['I need help', false],
  ]);
  expect(tapsTo(card, ({ title }) => title === 'Steady')).toBe(1);
  await house.stop();
});

test('an answer with a learning is four taps and the words: well within 40 seconds', async () => {
  const house = await prompted();
  const first = house.lastCard(personal(rosa));
  let taps = tapsTo(first.card, ({ title }) => title === 'Steady');
  const { card = {} } = await house.presses(
    rosa,
    'checkin.answer',
    { ...roundOf(first.card), state: 'steady' },
    { replyTo: first.id },
  );
  // Unfold, into the field, send; the name is set as most want it.
  taps += tapsTo(card, ({ verb }) => verb === 'checkin.add') + 1;
  expect(inputOf(card, 'learningAs')?.value).toBe('named');
  const sent = await house.presses(
    rosa,
    'checkin.add',
    { ...dataOf(card, 'checkin.add'), learning: LEARNING },
    { replyTo: first.id },
  );
  expect(textOf(sent.card ?? {})).toContain('You added: a learning (with your name).');
  expect(taps).toBe(4);
  const seconds = taps * SECONDS.tap + LEARNING.length * SECONDS.character + 2 * SECONDS.read;
  expect(seconds).toBeLessThan(40);
  await house.stop();
});

test('skip, pause and resume are one tap; away is one beside its date', async () => {
  const house = await prompted();
  const { card } = house.lastCard(personal(rosa));
  for (const verb of ['checkin.skip', 'checkin.pause', 'checkin.away']) {
    expect(
      tapsTo(card, (action) => action.verb === verb),
      verb,
    ).toBe(1);
  }
  const paused = await house.press(rosa, personal(rosa), 'checkin.pause');
  expect(textOf(paused.card ?? {})).toContain(
    'Paused: no reminders or prompts from Digital Clerk until you start again.',
  );
  expect(tapsTo(paused.card ?? {}, ({ verb }) => verb === 'checkin.resume')).toBe(1);
  await house.moveTo('2026-11-03T16:00:00Z');
  expect(
    house.messages(personal(rosa)).filter(({ activity }) => JSON.stringify(activity).includes('checkin.')),
  ).toHaveLength(1);
  await house.press(rosa, personal(rosa), 'checkin.resume');
  expect(textOf(house.lastCard(personal(rosa)).card)).toContain('How is your week?');
  await house.stop();
});
