// You said, we did in the tab's API: who reads what, narrowed and taken away; and what somebody may do with a statement.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ShownOne, ShownSaid, ShownStatement, ShownWall } from '../../src/statements/shown.ts';
import { publishStatements } from '../support/statements.ts';
import { cast, ROLES, type Role, startTabHouse, type TabHouse } from '../support/tab.ts';

const { stranger, raiser } = cast;

/** Those of the organisation, and those in its team, whose statements they are. */
const READERS = ROLES.filter((role) => !role.startsWith('other-'));

describe('You said, we did, in the tab', () => {
  let house: TabHouse;
  let ids: Record<string, string>;
  beforeAll(async () => {
    house = await startTabHouse();
    ids = await publishStatements(house);
  });
  afterAll(() => house.stop());

  const wall = async (asked: object, role: Role = 'stranger') =>
    (await house.ask(cast[role], 'said/search', asked)).body as ShownWall;

  test.each(ROLES)('is read by all of the organisation and by nobody else: %s', async (role) => {
    const may = READERS.includes(role);
    const who = cast[role];
    const opened = (await house.ask(who, 'said')).body as ShownSaid;
    expect(opened.systems.length > 0).toBe(may);
    expect(opened.measures.some(({ facts }) => facts.some(({ value }) => value === '4'))).toBe(may);
    expect((await wall({}, role)).total).toBe(may ? 4 : 0);
    expect((await house.ask(who, `said/${ids.did}`)).status).toBe(may ? 200 : 404);
    const file = await house.ask(who, 'said/csv', {});
    expect([file.status, file.text.includes('Replace the printers')]).toEqual([200, may]);
    const measures = await house.ask(who, 'said/measures/csv', {});
    expect([measures.status, measures.text.includes('October to December 2026,4,')]).toEqual([200, may]);
  });

  test.each(ROLES)('to hear more of what is under way can be asked for by whoever reads it: %s', async (role) => {
    const answer = await house.ask(cast[role], `said/${ids.plan}/follow`, {});
    expect(answer.status).toBe(READERS.includes(role) ? 200 : 404);
  });

  test.each(ROLES)('only who said it says whether it helped: %s', async (role) => {
    const said = { helped: 'yes', comment: '' };
    const status = role === 'raiser' ? 200 : READERS.includes(role) ? 403 : 404;
    expect((await house.ask(cast[role], `said/${ids.did}/helped`, said)).status).toBe(status);
    const shown = (await house.ask(cast[role], `said/${ids.did}`)).body as Partial<ShownOne>;
    expect(shown.may?.helped ?? false).toBe(role === 'raiser');
  });

  test('nobody without a token reads any of it', async () => {
    for (const path of ['said', `said/${ids.did}`]) expect((await house.ask(undefined, path)).status).toBe(401);
    for (const path of ['said/search', 'said/csv', 'said/measures/csv', `said/${ids.did}/follow`]) {
      expect((await house.ask(undefined, path, {})).status).toBe(401);
    }
  });

  test('is narrowed by month, system, outcome and words', async () => {
    const said = async (asked: object) => (await wall(asked)).rows.map((row) => row.id).sort();
    const all = [ids.did, ids.doing, ids.plan, ids.thanks].sort();
    expect(await said({ month: '2026-11' })).toEqual(all);
    expect(await said({ month: '2026-10' })).toEqual([]);
    expect(await said({ system: 'Printing' })).toEqual([ids.did, ids.plan].sort());
    expect(await said({ show: 'underWay' })).toEqual([ids.doing, ids.plan].sort());
    expect(await said({ show: 'did' })).toEqual([ids.did]);
    expect(await said({ q: 'REPLACE printers' })).toEqual([ids.plan]);
    expect(await said({ q: '%' })).toEqual([]);
  });

  test('what is under way comes soonest first where that is asked', async () => {
    const { rows } = await wall({ show: 'underWay', sort: 'soonest' });
    expect(rows.map((row) => row.id)).toEqual([ids.doing, ids.plan]);
  });

  test('a patient’s number in a search is refused, and a wrong month', async () => {
    expect((await house.ask(stranger, 'said/search', { q: '999 123 4567' })).body.error).toMatch(/Search: /);
    expect((await house.ask(stranger, 'said/search', { month: '2026-13' })).body.error).toMatch(/^Month: /);
    expect((await house.ask(raiser, `said/${ids.did}/helped`, { helped: 'no', comment: '999 123 4567' })).status).toBe(
      400,
    );
  });

  test('what somebody said of whether it helped stands there when they come back', async () => {
    await house.ask(raiser, `said/${ids.did}/helped`, { helped: 'little', comment: 'On most wards' });
    const { own } = (await house.ask(raiser, `said/${ids.did}`)).body as ShownOne;
    expect(own).toEqual({ helped: 'little', comment: 'On most wards' });
    const other = (await house.ask(stranger, `said/${ids.did}`)).body as ShownOne;
    expect(other.own).toEqual({ helped: '', comment: '' });
  });

  test('an answer that was answered again leads to the later one, and is not on the wall', async () => {
    const later = await publishStatements(house, ['again']);
    const shown = (await house.ask(stranger, `said/${later.first}`)).body as ShownOne;
    expect(shown.replaced).toBe(true);
    expect(shown.others.map((one: ShownStatement) => one.id)).toEqual([later.again]);
    const { rows } = await wall({});
    expect(rows.map((row) => row.id)).toContain(later.again);
    expect(rows.map((row) => row.id)).not.toContain(later.first);
  });
});
