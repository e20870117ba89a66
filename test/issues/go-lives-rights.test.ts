// Every role against every button and command of go-lives, as go-lives-rights-table.ts has it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, type House, personal } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import { cabinetChannel, cast, type Outcome, outcomeOf, ROLES, type Role, startCast } from './cast.ts';
import { goLives } from './go-lives-rights-table.ts';

const FORM = {
  name: 'E-prescribing',
  liveOn: '2027-06-01',
  lead: cast.handler.objectId,
  manager: cast.raiser.objectId,
};

let house: House;
let goLive: unknown;
beforeAll(async () => {
  house = await startCast();
  const saved = await house.presses(cast.facilitator, 'golive.save', FORM, { in: cabinetChannel });
  goLive = dataOf(saved.card ?? {}, 'golive.booked').goLive;
});
afterAll(() => house.stop());

test.each(goLives.deeds)('%s', async (deed) => {
  const seen: Record<string, Outcome> = {};
  for (const role of ROLES) {
    const before = await stored();
    seen[role] = await (deed.startsWith('go-') ? typed(role, deed) : pressed(role, deed));
    if (seen[role] !== 'allowed') expect(await stored(), role).toEqual(before);
  }
  expect(seen).toEqual(Object.fromEntries(ROLES.map((role) => [role, goLives.cell(role, deed)])));
});

test('who answers for a go-live changes it, and another member of the team does not', async () => {
  const change = { ...FORM, goLive, name: 'E-prescribing, first wards' };
  const refused = await house.presses(cast.teammate, 'golive.save', change, { in: cabinetChannel });
  expect(refused.notice).toMatch(/^Only its clinical lead/);
  const byManager = await house.presses(cast.raiser, 'golive.save', change, { in: personal(cast.raiser) });
  expect(byManager.card).toBeDefined();
});

function stored() {
  return house.clerk.store.db.selectFrom('goLives').selectAll().orderBy('id').execute();
}

async function pressed(role: Role, deed: string): Promise<Outcome> {
  const data = deed === 'golive.save' ? FORM : { goLive, reason: `None: ${role}`, workshopOn: '2027-02-01', page: 1 };
  const answer = await house.presses(cast[role], deed, data, { in: cabinetChannel });
  return outcomeOf(answer.notice);
}

async function typed(role: Role, text: string): Promise<Outcome> {
  const before = house.far.sent.length;
  await house.says(cast[role], text, { in: cabinetChannel });
  const [first] = house.far.sent.slice(before);
  return cardOf(first?.activity) ? 'allowed' : outcomeOf(first?.activity?.text);
}
