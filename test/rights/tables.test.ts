// No button and no command has been left out of the tables of rights.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, startHouse } from '../support/clerk.ts';
import { everyVerb } from './every-verb.ts';
import { GRIDS, ISSUE_GRIDS, OWN } from './tables.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

describe('The tables of rights', () => {
  const columns = new Set([...GRIDS.flatMap(({ deeds }) => deeds), ...OWN]);

  test('have a column for every button that a card can hold', async () => {
    const verbs = await everyVerb();
    expect(verbs).toContain('issue.take');
    expect([...verbs].filter((verb) => !columns.has(verb))).toEqual([]);
  });

  test('have a column for every command', () => {
    expect(house.clerk.commands.all.map(({ command }) => command).filter((one) => !columns.has(one))).toEqual([]);
  });

  test('say the same of every kind of issue', () => {
    for (const grid of ISSUE_GRIDS) expect(grid.deeds).toEqual(ISSUE_GRIDS[0]?.deeds);
  });
});
