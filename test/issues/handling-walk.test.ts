// One walk through handling on each database: the table, the filters, triage, targets, the desk, the search.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, personal, textOf } from '../support/clerk.ts';
import { ENGINES } from '../support/databases.ts';
import { TARGETS } from './inputs-table.ts';
import { cabinetChannel, cardsIn, chat, handler, lead, openWard, raise, stored, take } from './ward.ts';

describe.each(ENGINES)('Handling on %s', (engine) => {
  let house: House;
  beforeAll(async () => {
    house = await openWard({ engine, start: '2026-04-02T13:00:00Z' });
  });
  afterAll(() => house.stop());

  const mine = () => textOf(house.lastCard(personal(handler)).card);

  test('goes from the table to the answer, and lists what is late', async () => {
    await house.says(lead, 'routing', { in: cabinetChannel });
    const owner = { sort: 'system', name: 'EPR', person: handler.objectId, deputy: lead.objectId };
    await house.press(lead, cabinetChannel, 'route.save', owner);
    await house.press(lead, cabinetChannel, 'route.save', { ...owner, deputy: '' });
    await house.says(lead, 'targets', { in: cabinetChannel });
    await house.press(lead, cabinetChannel, 'targets.save', TARGETS);

    const offered = await raise(house, { title: 'The screen is dark', system: 'EPR', impact: 'team', urgency: 'now' });
    const other = await raise(house, { title: 'Labels print blank' });
    expect(mine()).toContain('The screen is dark');
    await house.says(handler, 'issues open P2 system epr');
    expect(mine()).toContain(offered.reference);
    expect(mine()).not.toContain(other.reference);

    await house.says(handler, 'triage');
    expect(mine()).toContain('1 of 2');
    await house.press(handler, personal(handler), 'triage.reply', { starter: 'waiting' });
    await house.press(handler, personal(handler), 'triage.reply', {
      starter: 'in-progress',
      reply: 'We ordered a cable.',
    });
    const before = cardsIn(house, chat).length;
    await house.moveTo(new Date(house.now().getTime() + 11 * 60_000));
    expect(cardsIn(house, chat)).toHaveLength(before + 2);

    await take(house, other, handler);
    await house.presses(handler, 'issue.escalate', { issue: other.id, deskRef: 'INC1' }, { in: cabinetChannel });
    expect(await stored(house, other)).toMatchObject({ deskRef: 'INC1', state: 'in-progress' });
    await house.says(lead, 'waiting times');
    expect(textOf(house.lastCard(personal(lead)).card)).toContain('2 open');

    await house.moveTo('2026-04-20T07:30:00Z');
    await house.moveTo('2026-04-20T07:31:00Z');
    expect(mine()).toContain('1 issue is late of what you have.');
    const lists = cardsIn(house, personal(lead)).map(({ card }) => textOf(card));
    expect(lists.filter((text) => text.includes('1 issue is late in Ward Digital Cabinet.'))).toHaveLength(1);

    const { body } = await house.deliver(house.acts.searches(handler, 'labels blank'));
    expect(JSON.stringify(body)).toContain('CAB-2: Labels print blank');
  });
});
