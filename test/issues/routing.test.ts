// Who gets which issues: the cabinet's table, whom it offers an issue to, and what becomes of a table that is out of date.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { networkOf, routeFor } from '../../src/issues/routing.ts';
import type { Route } from '../../src/issues/routing-store.ts';
import { channel, type House, person, personal, textOf, verbsOf } from '../support/clerk.ts';
import { writesBlocked } from '../support/faults.ts';
import {
  cabinetChannel,
  cardsIn,
  chat,
  digital,
  handler,
  lead,
  nurse,
  openWard,
  raise,
  safety,
  safetyDeputy,
  stored,
} from './ward.ts';

const ccio = person('Amara Osei');
const deputy = person('Chidi Nwosu');
const members = [...digital.members, ccio, deputy];
const bigger = { ...digital, members };

let house: House;
beforeEach(async () => {
  house = await openWard({ people: [ccio, deputy] });
  house.far.teams.splice(house.far.teams.indexOf(digital), 1, bigger);
  await house.deliver(house.acts.joins([ccio, deputy], channel(digital)));
});
afterEach(() => house.stop());

const MEDICINE = {
  sort: 'network',
  name: 'Medicine',
  places: 'Ward 4\nWard 9',
  person: ccio.objectId,
  deputy: deputy.objectId,
};

async function route(inputs: object) {
  await house.says(lead, 'routing', { in: cabinetChannel });
  return house.press(lead, cabinetChannel, 'route.save', inputs);
}

function told(who: typeof lead): string[] {
  return cardsIn(house, personal(who)).map(({ card }) => textOf(card));
}

function inChannel(): string {
  return cardsIn(house, cabinetChannel)
    .map(({ card }) => textOf(card))
    .join('\n');
}

async function leaves(who: typeof lead): Promise<void> {
  const [now] = house.far.teams;
  house.far.teams.splice(0, 1, { ...bigger, members: (now?.members ?? []).filter((one) => one !== who) });
  await house.deliver(house.acts.leaves([who], channel(digital)));
}

describe('An issue whose place is in a network', () => {
  test('is offered to the associate CCIO, who can take it; the channel does not get it, and the raiser sees who', async () => {
    const saved = await route(MEDICINE);
    expect(textOf(saved.card ?? {})).toContain('Amara Osei, deputy Chidi Nwosu; places: Ward 4, Ward 9');
    const issue = await raise(house, { place: 'Bay 2, ward 4' });
    expect(told(ccio).at(-1)).toContain('Labels print blank');
    expect(inChannel()).not.toContain('Labels print blank');
    expect(textOf(house.lastCard(chat).card)).toContain('Amara Osei');
    const taken = await house.press(ccio, personal(ccio), 'issue.take');
    expect(verbsOf(taken.card ?? {})).toContain('issue.update');
    expect(textOf(taken.card ?? {})).toContain('Offered: Amara Osei');
    expect(await stored(house, issue)).toMatchObject({ state: 'triaged' });
    expect(told(deputy)).toEqual([]);
  });

  test('goes to the deputy and the channel when nobody has taken it within one working day, once', async () => {
    await route(MEDICINE);
    await raise(house, { place: 'Ward 9' });
    await house.moveTo('2026-11-26T09:20:00Z');
    expect(inChannel()).not.toContain('Labels print blank');
    await house.moveTo('2026-11-26T09:40:00Z');
    await house.moveTo('2026-11-26T09:41:00Z');
    expect(
      cardsIn(house, cabinetChannel).filter(({ card }) => textOf(card).includes('Labels print blank')),
    ).toHaveLength(1);
    expect(told(deputy)).toHaveLength(1);
  });

  test('goes to the deputy at once while the associate CCIO is away', async () => {
    await route(MEDICINE);
    await house.says(ccio, 'away until 4 December');
    await raise(house, { place: 'Ward 4' });
    expect(told(deputy).at(-1)).toContain('Labels print blank');
    expect(told(ccio).join()).not.toContain('Labels print blank');
  });

  test('of somebody who left goes to the deputy; facilitators are told once, and see it in the table', async () => {
    await route(MEDICINE);
    await leaves(ccio);
    await raise(house, { place: 'Ward 4' });
    await raise(house, { title: 'Screens are dark', place: 'Ward 4' });
    expect(told(deputy)).toHaveLength(2);
    expect(told(lead).filter((text) => text.includes('names somebody who has left the team'))).toHaveLength(1);
    await house.says(lead, 'routing', { in: cabinetChannel });
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('Amara Osei left the team: choose somebody else');
    await leaves(deputy);
    await raise(house, { title: 'No login', place: 'Ward 4' });
    expect(inChannel()).toContain('No login');
  });

  test('whose offer could not be delivered goes to the channel', async () => {
    await route(MEDICINE);
    await house.says(ccio, 'help');
    house.far.fail(writesBlocked, { conversationId: ccio.chatId });
    await raise(house, { place: 'Ward 4' });
    await house.settle();
    expect(inChannel()).toContain('Labels print blank');
  });
});

describe('What was offered and answered', () => {
  test('goes back to who has it when it is not fixed; the channel, which never had it, is not told', async () => {
    await route(MEDICINE);
    const issue = await raise(house, { place: 'Ward 4' });
    const by = { in: personal(ccio) };
    await house.presses(ccio, 'issue.update', { issue: issue.id, status: 'resolved', reply: 'A new cable.' }, by);
    await house.press(nurse, chat, 'issue.notFixed', { comment: 'It is dark again' });
    expect(told(ccio).at(-1)).toContain('Not fixed. Back with Amara Osei.');
    expect(told(ccio).at(-1)).toContain('It is dark again');
    expect(inChannel()).not.toContain(issue.reference);
  });

  test('is shown in the channel, to be taken, when it is not fixed and who had it has left', async () => {
    await route(MEDICINE);
    const issue = await raise(house, { place: 'Ward 4' });
    const by = { in: personal(ccio) };
    await house.presses(ccio, 'issue.update', { issue: issue.id, status: 'resolved', reply: 'A new cable.' }, by);
    await leaves(ccio);
    await house.press(nurse, chat, 'issue.notFixed', {});
    expect(verbsOf(house.lastCard(cabinetChannel).card)).toContain('issue.take');
    expect(await stored(house, issue)).toMatchObject({ state: 'new', ownerId: null });
  });
});

describe('An issue', () => {
  test('of a system goes to its owner before its network; any other goes to the channel', async () => {
    await route(MEDICINE);
    await route({ sort: 'system', name: 'EPR', person: handler.objectId });
    await raise(house, { system: 'EPR', place: 'Ward 4' });
    expect(told(handler)).toHaveLength(1);
    expect(told(ccio)).toEqual([]);
    await raise(house, { title: 'Screens are dark', place: 'Theatres' });
    expect(inChannel()).toContain('Screens are dark');
  });

  test('of a system can go to whoever holds a function', async () => {
    await route({ sort: 'system', name: 'EPR', person: 'function:clinical-safety' });
    await raise(house, { system: 'EPR' });
    expect(told(safety).at(-1)).toContain('Labels print blank');
  });

  async function could(filled: object) {
    await house.says(nurse, 'raise');
    await house.press(nurse, chat, 'issue.start', { harm: 'could' });
    await house.press(nurse, chat, 'issue.raise', { title: 'Doses are cut off', ...filled });
    return (await house.clerk.store.db.selectFrom('issues').select('id').executeTakeFirstOrThrow()).id;
  }

  test('that could harm is offered to clinical safety in one card, the hazard draft, and is in the channel as well', async () => {
    const issue = await could({});
    expect(told(safety)).toEqual([expect.stringContaining('Hazard draft CAB-1')]);
    expect(inChannel()).toContain('Doses are cut off');
    const taken = await house.presses(safety, 'issue.take', { issue }, { in: personal(safety) });
    expect(textOf(taken.card ?? {})).toContain('Offered: Nina Shaw');
    expect(told(safetyDeputy)).toEqual([]);
  });

  test('that could harm and has an owner by the table goes to them to be mended, its hazard draft to clinical safety', async () => {
    await route({ sort: 'system', name: 'EPR', person: handler.objectId });
    const issue = await could({ system: 'EPR' });
    expect(told(safety)).toEqual([expect.stringContaining('Hazard draft CAB-1')]);
    expect(told(handler)).toHaveLength(1);
    const taken = await house.press(handler, personal(handler), 'issue.take');
    expect(textOf(taken.card ?? {})).toContain('Offered: Rosa Marsh');
    expect(textOf(taken.card ?? {})).not.toContain('Offered: Nina Shaw');
    expect((await house.presses(safety, 'issue.take', { issue })).notice).toMatch(/^Only those who handle/);
  });

  test('that could harm goes to the deputy for clinical safety as a hazard draft alone, when nobody looks', async () => {
    await could({});
    await house.moveTo('2026-11-26T09:40:00Z');
    await house.moveTo('2026-11-26T09:41:00Z');
    expect(told(safetyDeputy)).toEqual([expect.stringContaining('Hazard draft CAB-1')]);
  });
});

describe('who is my associate CCIO?', () => {
  test('is answered by the place that somebody named last, with the others below', async () => {
    await house.says(nurse, 'Who is my associate CCIO?');
    expect(house.linesIn(chat).at(-1)).toMatch(/^No associate CCIO/);
    await route(MEDICINE);
    await route({ sort: 'network', name: 'Surgery', places: 'Theatres', person: handler.objectId });
    await raise(house, { place: 'Theatres' });
    await house.says(nurse, 'who is my associate ccio');
    const text = textOf(house.lastCard(chat).card);
    expect(text).toContain('Yours, by the place you named last: Rosa Marsh.');
    expect(text).toMatch(/Surgery[\s\S]*Medicine/);
  });
});

describe('The table', () => {
  test('replaces a line of the same name, and removes one', async () => {
    await route(MEDICINE);
    await route({ ...MEDICINE, name: ' medicine', person: handler.objectId });
    const { db } = house.clerk.store;
    const rows = await db.selectFrom('cabinetRoutes').selectAll().execute();
    expect(rows).toMatchObject([{ name: 'Medicine' }]);
    const removed = await house.press(lead, cabinetChannel, 'route.remove', { route: rows[0]?.id });
    expect(textOf(removed.card ?? {})).toContain('Nothing is set yet.');
  });

  test('takes nobody who is not in the team', async () => {
    const refused = await route({ ...MEDICINE, person: nurse.objectId });
    expect(refused.notice).toMatch(/^Who gets its issues: choose a member/);
  });

  test('finds a place only as whole words, and the longest name wins', () => {
    const network = (name: string, places: string[]) => ({ sort: 'network', name, places }) as unknown as Route;
    const four = network('Medicine', ['Ward 4']);
    const annex = network('Surgery', ['Ward 4 annex']);
    expect(networkOf([four, annex], 'Ward 42')).toBeUndefined();
    expect(networkOf([four, annex], 'WARD 4, bay 2')).toBe(four);
    expect(networkOf([four, annex], 'The ward-4 annex')).toBe(annex);
    const anything = fc.record({ system: fc.string(), place: fc.string() });
    fc.assert(fc.property(anything, (issue) => routeFor([], issue) === undefined));
  });
});
