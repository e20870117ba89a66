import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { digestCard, digestItemBytes } from '../../cards/statements/statements.ts';
import { monthBefore, monthEnd, monthWords, type Sized, splitItems } from '../../src/statements/digest.ts';
import { sizeOf } from '../cards/inspect.ts';
import { answer, cabinetChannel, cardsIn, flag, openWard, raise } from '../issues/ward.ts';
import { type Card, type House, textOf } from '../support/clerk.ts';
import { answerWith, latestStatement } from './board.ts';

test('Months end where the next begins', () => {
  expect(monthBefore('2027-01-15')).toBe('2026-12');
  expect(monthEnd('2026-12')).toBe('2027-01-01');
  expect(monthEnd('2027-02')).toBe('2027-03-01');
  expect(monthWords('2027-02')).toBe('February 2027');
});

test('Splitting loses nothing, doubles nothing, keeps the order, and stays below the size', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 80 });
  fc.assert(
    fc.property(sizes, (some) => {
      const items: Sized[] = some.map((bytes, index) => ({ sort: 'open', id: String(index), bytes }));
      const parts = splitItems(items, 1_000);
      expect(parts.flat().map(({ id }) => id)).toEqual(items.map(({ id }) => id));
      for (const part of parts) {
        expect(part.reduce((total, { id }) => total + (some[Number(id)] ?? 0), 0)).toBeLessThanOrEqual(1_000);
      }
    }),
  );
});

test.each(['a', '字', '"', '👩🏽‍⚕️'])('An item of %s takes no more than it was thought to take', (sign) => {
  const words = sign.repeat(400).slice(0, 400);
  const view = { name: 'Cabinet', month: 'November 2026', part: 1, parts: 1, answered: [], open: [], more: 0 };
  const row = { said: words, outcome: 'We are doing this; more on 30 September 2027', words, doer: 'Devices' };
  const card = (rows: number) => digestCard({ ...view, statements: Array.from({ length: rows }, () => row) }).card;
  expect(sizeOf(card(3)) - sizeOf(card(2))).toBeLessThanOrEqual(digestItemBytes([words, words, 'Devices']));
});

describe('The monthly digest', () => {
  let house: House;
  beforeEach(async () => {
    house = await openWard();
  });
  afterEach(() => house.stop());

  const digests = (): Card[] =>
    cardsIn(house, cabinetChannel)
      .map(({ card }) => card)
      .filter((card) => /You said, we did: \w+ \d{4}/.test(textOf(card)));

  async function moveTo(instant: string) {
    await house.moveTo(instant);
    await house.settle();
  }

  test('tells the channel on the first at 9am what was answered in the month, and what is still open', async () => {
    const [open, grouped, done] = [
      await raise(house),
      await raise(house, { title: 'Log-in' }),
      await raise(house, { title: 'Rota' }),
    ];
    await flag(house);
    await answerWith(house, [grouped], { words: 'Log-in is quicker.' });
    await answer(house, done, 'resolved', 'The rota is back.');
    await moveTo('2026-12-01T08:59:00Z');
    expect(digests()).toHaveLength(0);
    await moveTo('2026-12-01T09:00:00Z');
    await moveTo('2026-12-01T09:01:00Z');
    expect(digests()).toHaveLength(1);
    const shown = textOf(digests()[0] ?? {});
    expect(shown).toContain('You said, we did: November 2026');
    expect(shown).toContain('Log-in is quicker.');
    expect(shown).toMatch(/Issues answered\s+CAB-3/);
    expect(shown).toMatch(/Still open[\s\S]*CAB-1/);
    expect(shown).not.toContain('CAB-4');
    expect(open.reference).toBe('CAB-1');
  });

  test('says nothing where there is nothing to say, and nothing of what came after the month', async () => {
    await moveTo('2026-12-01T10:00:00Z');
    await raise(house);
    await moveTo('2026-12-03T10:00:00Z');
    expect(digests()).toHaveLength(0);
    await moveTo('2027-01-01T10:00:00Z');
    expect(digests()).toHaveLength(1);
  });

  test('of 60 statements of 400 characters is split below 25 KB, and none is lost', async () => {
    await answerWith(house, [await raise(house)]);
    const { db } = house.clerk.store;
    const one = await latestStatement(house);
    const said = (index: number) => `№${index}: ${'字'.repeat(400)}`.slice(0, 400);
    for (let index = 0; index < 60; index += 1) {
      const id = `${one.id.slice(0, -2)}${String(index).padStart(2, '0')}`;
      await db
        .insertInto('statements')
        .values({ ...one, id, said: said(index) })
        .execute();
    }
    await moveTo('2026-12-01T09:00:00Z');
    for (let minute = 1; minute < 5; minute += 1) await moveTo(`2026-12-01T09:0${minute}:00Z`);
    const cards = digests();
    expect(cards.length).toBeGreaterThan(2);
    for (const card of cards) expect(sizeOf(card)).toBeLessThan(25_000);
    const all = cards.map(textOf).join('\n');
    for (let index = 0; index < 60; index += 1) expect(all.split(`№${index}:`)).toHaveLength(2);
    expect(all).toContain(`Message ${cards.length} of ${cards.length}`);
  });

  test('is not sent a fortnight late', async () => {
    await answerWith(house, [await raise(house)]);
    await moveTo('2026-12-15T10:00:00Z');
    expect(digests()).toHaveLength(0);
  });
});
