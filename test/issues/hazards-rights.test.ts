// Every role against every button and command of hazard drafts, as hazards-rights-table.ts has it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Grid } from '../rights/grid.ts';
import { type Card, channel, type House, personal, textOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import { cast, digital, type Outcome, outcomeOf, ROLES, type Role, startCast, teamSettings } from './cast.ts';
import { allHazards, hazardOf, raiseCould } from './hazard-ward.ts';
import { hazard, hazardUnheld } from './hazards-rights-table.ts';

const SAID = { logRef: 'HAZ-1', reason: 'It is shown once.', page: 1 };

describe.each([
  ['held by somebody', hazard, {}],
  ['held by nobody', hazardUnheld, { safety: '', safetyDeputies: '' }],
] as const)('Who may do what with a hazard draft, clinical safety %s', (_name, table: Grid, roles) => {
  let house: House;
  let count = 0;
  beforeAll(async () => {
    house = await startCast();
    await house.presses(cast.admin, 'team.save', teamSettings(roles), { in: channel(digital) });
  });
  afterAll(() => house.stop());

  test.each(table.deeds)('%s', async (deed) => {
    const seen: Record<string, Outcome> = {};
    for (const role of ROLES) {
      const { id } = await fresh();
      const into = (await fresh()).reference;
      const before = await allHazards(house);
      seen[role] = deed === 'hazards' ? await typed(role) : await pressed(role, deed, { hazard: id, into });
      if (seen[role] !== 'allowed') expect(await allHazards(house), role).toEqual(before);
    }
    expect(seen).toEqual(Object.fromEntries(ROLES.map((role) => [role, table.cell(role, deed)])));
  });

  async function fresh() {
    count += 1;
    // What this makes for clinical safety is more than Teams takes at once.
    await house.moveTo(new Date(house.now().getTime() + 60_000));
    return hazardOf(house, await raiseCould(house, { title: `The dose shows ${count} times` }, cast.raiser));
  }

  async function pressed(role: Role, deed: string, data: object): Promise<Outcome> {
    const who = cast[role];
    const answer = await house.presses(who, deed, { ...SAID, ...data }, { in: personal(who) });
    return outcomeOfCard(answer.card, answer.notice);
  }

  async function typed(role: Role): Promise<Outcome> {
    const before = house.far.sent.length;
    await house.says(cast[role], 'hazards');
    const [first] = house.far.sent.slice(before);
    return outcomeOfCard(cardOf(first?.activity), first?.activity?.text);
  }

  function outcomeOfCard(card: Card | undefined, line: string | undefined): Outcome {
    if (!card) return outcomeOf(line);
    return textOf(card).includes('The dose shows') ? 'allowed' : 'not-there';
  }
});
