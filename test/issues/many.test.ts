// A cabinet with 5,000 open issues: every list stays a page, every card its size, and every answer quick.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Issue } from '../../src/issues/issue.ts';
import { insertIssue } from '../../src/issues/store.ts';
import { newId } from '../../src/store/ids.ts';
import { type Card, type House, personal, textOf, verbsOf } from '../support/clerk.ts';
import { TARGETS } from './inputs-table.ts';
import { cabinetChannel, doctor, handler, lead, type nurse, openWard, raise } from './ward.ts';

const OPEN = 5_000;
/** Teams gives up on an answer after 15 seconds; people sooner. */
const QUICK_MS = 3_000;
const THINGS = [
  'printer',
  'scanner',
  'screen',
  'login',
  'badge',
  'keyboard',
  'trolley',
  'battery',
  'tablet',
  'headset',
];
const FAULTS = ['is blank', 'is slow', 'freezes', 'is missing', 'beeps', 'flickers', 'smells', 'restarts'];

let house: House;
beforeAll(async () => {
  house = await openWard({ start: '2026-04-01T09:00:00Z' });
  await house.says(lead, 'targets', { in: cabinetChannel });
  await house.press(lead, cabinetChannel, 'targets.save', TARGETS);
  const first = await raise(house, { title: 'The very first one', system: 'EPR' });
  const { db } = house.clerk.store;
  const handlerId = (await db.selectFrom('people').selectAll().where('name', '=', handler.name).executeTakeFirst())?.id;
  await db.transaction().execute(async (trx) => {
    for (let number = 2; number <= OPEN; number += 1) {
      const title = `${THINGS[number % 10]} ${FAULTS[number % 8]} in room ${number}`;
      const owner = number % 10 === 0 ? ({ state: 'triaged', ownerId: handlerId ?? null } as const) : {};
      const own = { id: newId(house.now()), number, reference: `CAB-${number}`, title, ...owner };
      await insertIssue(trx, { ...(first as Issue), ...own });
    }
    await trx.updateTable('cabinets').set({ lastNumber: OPEN }).execute();
  });
}, 120_000);
afterAll(() => house.stop());

/** Does it, and gives the card that is last in somebody's chat then. */
async function quickly(who: typeof nurse, act: () => Promise<unknown>): Promise<Card> {
  const began = performance.now();
  await act();
  expect(performance.now() - began).toBeLessThan(QUICK_MS);
  const { card } = house.lastCard(personal(who));
  expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(25_000);
  return card;
}

describe('With 5,000 open issues', () => {
  test('the list is five to a card, to the last page', async () => {
    const first = await quickly(doctor, () => house.says(doctor, 'issues'));
    expect(textOf(first)).toContain('Page 1 of 1000');
    expect(textOf(first)).toContain(`CAB-${OPEN}`);
    const last = await house.press(doctor, personal(doctor), 'issue.list', { page: 1_000 });
    expect(textOf(last.card ?? {})).toContain('CAB-1\n');
    expect(textOf(await quickly(handler, () => house.says(handler, 'issues mine')))).toContain('Page 1 of 100');
  });

  test('what is like a new one is found, and three of it are shown', async () => {
    await house.says(doctor, 'raise');
    await house.press(doctor, personal(doctor), 'issue.start', { harm: 'no' });
    const form = { title: 'In room 4720 the printer is blnak' };
    const card = await quickly(doctor, () => house.press(doctor, personal(doctor), 'issue.raise', form));
    expect(verbsOf(card).filter((verb) => verb === 'issue.metoo').length).toBeLessThanOrEqual(3);
    expect(textOf(card)).toContain('Is it one of these?');
    expect(textOf(card)).toContain('room 4720');
  });

  test('the search finds one of them', async () => {
    const began = performance.now();
    const { body } = await house.deliver(house.acts.searches(doctor, 'CAB-4321'));
    expect(performance.now() - began).toBeLessThan(QUICK_MS);
    expect(JSON.stringify(body)).toContain('CAB-4321: ');
  });

  test('triage takes the ten oldest, and tells how many wait', async () => {
    const card = await quickly(handler, () => house.says(handler, 'triage'));
    expect(textOf(card)).toContain('1 of 10');
    expect(textOf(card)).toContain('CAB-1\n');
    const next = await quickly(handler, () => house.press(handler, personal(handler), 'triage.next'));
    expect(textOf(next)).toContain('2 of 10');
  });

  test('what is late is a list of pages, for who has it and for those who run the cabinet', async () => {
    house.setClock('2026-06-08T08:00:00Z');
    const began = performance.now();
    await house.moveTo('2026-06-08T08:01:00Z');
    await house.settle();
    expect(performance.now() - began).toBeLessThan(60_000);
    expect(textOf(house.lastCard(personal(lead)).card)).toContain('5000 issues are late in Ward Digital Cabinet.');
    const mine = await quickly(handler, () => house.says(handler, 'late'));
    expect(textOf(mine)).toContain('500 issues are late of what you have.');
  });
});
