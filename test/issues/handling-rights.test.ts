// Every role against the buttons and commands of handling.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf, type House, personal, textOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import { cabinetChannel, cast, type Outcome, outcomeOf, ROLES, type Role, raise, startCast } from './cast.ts';
import { redacting, redactingFlagged, routing, targets, triage } from './handling-rights-table.ts';
import { TARGETS } from './inputs-table.ts';

let house: House;
beforeAll(async () => {
  house = await startCast();
});
afterAll(() => house.stop());

/** What somebody is answered who writes in their own chat. */
async function typed(role: Role, words: string): Promise<Outcome> {
  const before = house.messages(personal(cast[role])).length;
  await house.says(cast[role], words);
  const [said] = house.messages(personal(cast[role])).slice(before);
  return cardOf(said?.activity) ? 'allowed' : outcomeOf(said?.activity.text);
}

describe('Triage', () => {
  test.each(triage.deeds)('%s', async (deed) => {
    const seen: Partial<Record<Role, Outcome>> = {};
    for (const role of ROLES) {
      // The handler's own round, with two issues: one is there for the handler whoever was refused before.
      await raise(house, `The printer, ${deed} ${role} one`);
      await house.says(cast.handler, 'triage');
      const data = { ...dataOf(house.lastCard(personal(cast.handler)).card, 'triage.reply'), starter: 'in-progress' };
      const { reference: into } = await raise(house, `The kettle, ${deed} ${role}`);
      const to = await house.clerk.store.db.selectFrom('people').selectAll().where('name', '=', 'Dee Lowe').execute();
      if (deed === 'triage') seen[role] = await typed(role, 'triage');
      else {
        const pressed = await house.presses(
          cast[role],
          deed,
          { ...data, person: to[0]?.id, into },
          { in: personal(cast[role]) },
        );
        seen[role] = outcomeOf(pressed.notice);
        if (!pressed.card && !pressed.notice) throw new Error('There was no answer.');
      }
    }
    expect(seen).toEqual(Object.fromEntries(ROLES.map((role) => [role, triage.cell(role, deed)])));
  });
});

const CHANNEL_CARDS = { 'Who gets which issues': routing, Targets: targets };

describe.each(Object.entries(CHANNEL_CARDS))('%s', (_name, grid) => {
  test.each(grid.deeds)('%s', async (deed) => {
    const { db } = house.clerk.store;
    const cabinets = db.selectFrom('cabinets').select('id').where('name', '=', 'Ward Digital Cabinet');
    const cabinet = (await cabinets.executeTakeFirst())?.id;
    const data = { ...TARGETS, cabinet, name: 'Medicine', person: cast.handler.objectId };
    const seen: Partial<Record<Role, Outcome>> = {};
    for (const role of ROLES) {
      const place = role === 'other-tenant' ? personal(cast[role]) : cabinetChannel;
      if (deed.includes('.'))
        seen[role] = outcomeOf((await house.presses(cast[role], deed, data, { in: place })).notice);
      else seen[role] = role === 'other-tenant' ? 'refused' : await typedInChannel(role, deed);
    }
    expect(seen).toEqual(Object.fromEntries(ROLES.map((role) => [role, grid.cell(role, deed)])));
  });
});

async function typedInChannel(role: Role, words: string): Promise<Outcome> {
  const before = house.far.sent.length;
  await house.says(cast[role], words, { in: cabinetChannel });
  const [said] = house.far.sent.slice(before);
  return cardOf(said?.activity) ? 'allowed' : outcomeOf(said?.activity?.text);
}

describe.each([
  ['an issue like any other', redacting, 'no'],
  ['a safety concern', redactingFlagged, 'yes'],
] as const)('Removing a text of %s', (_name, grid, harm) => {
  test.each(grid.deeds)('%s', async (deed) => {
    const seen: Partial<Record<Role, Outcome>> = {};
    const issue = await raise(house, `The secret printer, ${harm} ${deed}`, harm);
    for (const role of ROLES) {
      if (deed === 'redact') seen[role] = await typed(role, `redact ${issue.reference}`);
      else {
        const data = { issue: issue.id, parts: 'incidentRef' };
        const pressed = await house.presses(cast[role], deed, data, { in: personal(cast[role]) });
        seen[role] = outcomeOf(pressed.notice);
      }
      // Whoever may remove a text is shown none of it for that.
      if (deed === 'redact') expect(textOf(house.lastCard(personal(cast.admin)).card)).not.toContain('secret printer');
    }
    expect(seen).toEqual(Object.fromEntries(ROLES.map((role) => [role, grid.cell(role, deed)])));
  });
});
