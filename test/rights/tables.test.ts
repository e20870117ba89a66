// No button and no command has been left out of the tables of rights.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, startHouse } from '../support/clerk.ts';
import { GRIDS, ISSUE_GRIDS, OWN } from './tables.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

describe('The tables of rights', () => {
  const columns = new Set([...GRIDS.flatMap(({ deeds }) => deeds), ...OWN]);

  test('have a column for every button that a card can hold', async () => {
    expect([...(await everyVerb())].filter((verb) => !columns.has(verb))).toEqual([]);
  });

  test('have a column for every command', () => {
    expect(house.clerk.commands.all.map(({ command }) => command).filter((one) => !columns.has(one))).toEqual([]);
  });

  test('say the same of every kind of issue', () => {
    for (const grid of ISSUE_GRIDS) expect(grid.deeds).toEqual(ISSUE_GRIDS[0]?.deeds);
  });
});

/** The verbs that the features' contracts name, whichever features there are. */
async function everyVerb(): Promise<Set<string>> {
  const cards = join(import.meta.dirname, '../../cards');
  const verbs = new Set<string>();
  for (const feature of readdirSync(cards, { withFileTypes: true })) {
    if (!feature.isDirectory()) continue;
    const lists = (await import(join(cards, feature.name, 'verbs.ts'))) as Record<string, readonly string[]>;
    for (const list of Object.values(lists)) for (const verb of list) verbs.add(verb);
  }
  expect(verbs).toContain('issue.take');
  return verbs;
}
