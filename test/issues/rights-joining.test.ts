// Every role against every button about similar and merged issues, as rights-joining-table.ts has it: through the door.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Grid } from '../rights/grid.ts';
import { dataOf, type House, personal, textOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import { cast, type Outcome, outcomeOf, type Raised, ROLES, type Role, raise, standOf, startCast } from './cast.ts';
import { joining, joiningFlagged } from './rights-joining-table.ts';

let house: House;
beforeAll(async () => {
  house = await startCast();
});
afterAll(() => house.stop());

let count = 0;

/** Two issues; the second is of the kind, and merged into the first where the deed is to take that back. */
async function pair(deed: string, harm: 'no' | 'yes'): Promise<[Raised, Raised]> {
  count += 1;
  const one = await raise(house, `The scanner ${deed} ${count}`);
  const other = await raise(house, `A screen ${deed} ${harm} ${count}`, harm);
  if (deed === 'issue.unmerge') {
    const by = harm === 'yes' ? cast.safety : cast.facilitator;
    await house.presses(by, 'issue.merge', { issue: other.id, into: one.reference });
  }
  if (deed === 'issue.withdraw') await joins(other);
  return [one, other];
}

/** The colleague has it too. */
async function joins({ id, title }: Raised): Promise<void> {
  const data = await asked('stranger', title);
  const joined = await house.presses(cast.stranger, 'issue.metoo', { ...data, issue: id });
  expect(joined.card).toBeDefined();
}

/** A form that is asked whether it is one of the similar ones. */
async function asked(role: Role, title: string): Promise<Record<string, unknown>> {
  await house.says(cast[role], 'raise');
  await house.press(cast[role], personal(cast[role]), 'issue.start', { harm: 'no' });
  const { card } = await house.press(cast[role], personal(cast[role]), 'issue.raise', { title });
  return dataOf(card ?? {}, 'issue.new');
}

function expected(grid: Grid, deed: string): Record<string, Outcome> {
  return Object.fromEntries(ROLES.map((role) => [role, grid.cell(role, deed)]));
}

const MERGING = ['issue.withdraw', 'issue.same', 'issue.merge', 'issue.unmerge'];

describe.each([
  ['ordinary', joining, 'no'],
  ['flagged', joiningFlagged, 'yes'],
] as const)('An issue that is %s', (_kind, grid, harm) => {
  test.each(grid.deeds.filter((deed) => MERGING.includes(deed)))('is guarded at the button %s', async (deed) => {
    const found: Partial<Record<Role, Outcome>> = {};
    let [one, other] = await pair(deed, harm);
    for (const role of ROLES) {
      const before = { stand: await standOf(house, other.id), sent: house.far.sent.length };
      const data = { issue: other.id, into: one.reference };
      const answer = await house.presses(cast[role], deed, data);
      found[role] = answer.card ? 'allowed' : outcomeOf(answer.notice);
      if (found[role] !== 'allowed') {
        expect(await standOf(house, other.id), role).toEqual(before.stand);
        expect(house.far.sent.slice(before.sent), role).toEqual([]);
      } else if (deed !== 'issue.same') {
        expect((await standOf(house, other.id)).steps, role).toBe(before.stand.steps + 1);
        [one, other] = await pair(deed, harm);
      }
    }
    expect(found).toEqual(expected(grid, deed));
  });
});

test.each(['issue.metoo', 'issue.new'])(
  'A form that is asked what it is the same as is its raiser’s alone at %s',
  async (deed) => {
    count += 1;
    await raise(house, `The kettle ${count}`);
    const id = (
      await house.clerk.store.db.selectFrom('issues').select('id').orderBy('number', 'desc').executeTakeFirstOrThrow()
    ).id;
    await house.clerk.store.db.updateTable('issues').set({ raiserId: 'somebody' }).where('id', '=', id).execute();
    const data = await asked('raiser', `The kettle ${count}`);
    const found: Partial<Record<Role, Outcome>> = {};
    for (const role of [...ROLES.filter((one) => one !== 'raiser'), 'raiser'] as const) {
      const answer = await house.presses(cast[role], deed, { ...data, issue: id });
      found[role] = answer.card ? 'allowed' : outcomeOf(answer.notice);
    }
    expect(found).toEqual(expected(joining, deed));
  },
);

test('Only members of a team with a cabinet can write down for others', async () => {
  const found: Partial<Record<Role, Outcome>> = {};
  for (const role of ROLES) {
    const chat = personal(cast[role]);
    const before = house.messages(chat).length;
    await house.says(cast[role], 'log for someone');
    const [said] = house.messages(chat).slice(before);
    const card = cardOf(said?.activity);
    found[role] = card && textOf(card) ? 'allowed' : outcomeOf(String(said?.activity.text));
  }
  expect(found).toEqual(expected(joining, 'log for someone'));
});
