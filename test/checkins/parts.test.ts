// A digest of any length goes out whole, in messages that Teams takes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestCard } from '../../cards/checkins/checkin.ts';
import { byTopic, drawLots, type Item } from '../../src/checkins/digest.ts';
import { partsOf } from '../../src/checkins/parts.ts';
import { actionsOf, faultsOf, sizeOf } from '../cards/inspect.ts';

const kind = fc.constantFrom<Item['kind']>('learning', 'need', 'offer');
const shown = fc.constantFrom<Item['shown']>('named', 'unattributed');
const words = fc.oneof(
  fc.constantFrom('字', 'a', '"', '\n', '👩🏽').map((sign) => sign.repeat(Math.floor(800 / sign.length))),
  fc.string({ minLength: 1, maxLength: 800, unit: 'binary' }),
);
const topics = ['Diagnostics', 'GP IT'];

test('no item is lost, doubled or cut, and every part is under 25 KB', () => {
  const rows = fc.array(fc.record({ kind, shown, words }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(rows, (said) => {
      const items = said.map((one, index) => ({
        ...one,
        id: `item-${index}`,
        seatId: `seat-${index}`,
        position: index + 1,
      }));
      const named = new Map(items.map(({ seatId }, index) => [seatId, index % 3 === 0 ? ['GP IT'] : []]));
      const from = (item: Item) => (item.shown === 'named' ? `${'字'.repeat(120)}, ${'字'.repeat(120)}` : '');
      const parts = partsOf(byTopic(items, named, topics), from);
      const shownIds = parts.flatMap((part) => part.flatMap(({ entries }) => entries.map(({ item }) => item.id)));
      expect([...shownIds].sort()).toEqual(items.map(({ id }) => id).sort());
      for (const [index, part] of parts.entries()) {
        const groups = part.map(({ topic, entries }) => ({
          topic,
          entries: entries.map(({ item, label, from: whose }) => ({ ...item, label, from: whose })),
        }));
        const counts = ['25 of 25 have answered.'];
        const view = {
          token: 'T'.repeat(24),
          roundId: 'R'.repeat(24),
          name: '字'.repeat(80),
          when: 'Call',
          part: index + 1,
        };
        const { card } = digestCard({
          ...view,
          parts: parts.length,
          counts,
          groups,
          joinLink: `https://${'x'.repeat(480)}`,
          tab: `https://${'x'.repeat(480)}`,
        });
        expect(sizeOf(card)).toBeLessThan(25_000);
        expect(actionsOf(card).length).toBeLessThanOrEqual(6);
        expect(faultsOf(card)).toEqual([]);
      }
    }),
    { numRuns: 40 },
  );
});

test('lots give every item a place of its own, by chance alone', () => {
  const ids = ['a', 'b', 'c', 'd'];
  fc.assert(
    fc.property(fc.infiniteStream(fc.double({ min: 0, max: 0.999999, noNaN: true })), (chances) => {
      const lots = drawLots(ids, () => chances.next().value);
      expect([...lots.values()].sort()).toEqual([1, 2, 3, 4]);
    }),
  );
  expect([...drawLots(ids, () => 0).keys()]).toEqual(ids);
  expect([...drawLots(ids, () => 0.999).keys()]).toEqual([...ids].reverse());
});
