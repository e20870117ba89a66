import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Desk, NOON, openDesk } from './desk.ts';

let desk: Desk;

beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

test('a backlog that needs no sending does not hold up whatever else the process does', async () => {
  const names = Array.from({ length: 300 }, (_, nth) => `p${nth}`);
  for (const name of names) await desk.queue({ person: name }, [name], { expires: new Date(NOON + 1_000) });
  desk.clock.at += 2_000;
  let turns = 0;
  let watching = true;
  const watch = () => {
    turns += 1;
    if (watching) setImmediate(watch);
  };
  setImmediate(watch);
  expect(await desk.dispatcher.run()).toBe(300);
  watching = false;
  // A claim is of at most twenty rows: at least once for each, others had their turn.
  expect(turns).toBeGreaterThanOrEqual(15);
});
