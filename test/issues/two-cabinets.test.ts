// A team with two cabinets, and the people of both: what belongs to one stays there, and a person has one of each list.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Issue } from '../../src/issues/issue.ts';
import { type House, inputOf, personal, textOf, verbsOf } from '../support/clerk.ts';
import { TARGETS } from './inputs-table.ts';
import {
  allIssues,
  cabinetChannel,
  cardsIn,
  chat,
  doctor,
  handler,
  lead,
  nurse,
  openWard,
  safety,
  storesChannel,
  take,
} from './ward.ts';

let house: House;
beforeEach(async () => {
  house = await openWard({ start: '2026-04-02T13:00:00Z' });
  // The form of a second cabinet is filled in with who holds clinical safety in the team already.
  await house.says(lead, 'set up cabinet', { in: storesChannel });
  const held = inputOf(house.lastCard(storesChannel).card, 'safety')?.value;
  await house.press(lead, storesChannel, 'cabinet.save', { name: 'Stores Cabinet', prefix: 'STO', safety: held });
});
afterEach(() => house.stop());

/** Raises in the cabinet of a name; gives the card that the form is answered with. */
async function raiseIn(cabinet: string, title = 'Labels print blank', who = nurse, harm = 'no') {
  await house.says(who, 'raise');
  const choices = (inputOf(house.lastCard(personal(who)).card, 'cabinet')?.choices ?? []) as {
    title: string;
    value: string;
  }[];
  const chosen = choices.find((one) => one.title === cabinet)?.value;
  await house.press(who, personal(who), 'issue.start', { harm, cabinet: chosen });
  return (await house.press(who, personal(who), 'issue.raise', { title })).card ?? {};
}

const issueOf = async (reference: string) =>
  (await allIssues(house)).find((one) => one.reference === reference) as Issue;

describe('Of two cabinets', () => {
  test('each has its own references, and what is like an issue is looked for in its own alone', async () => {
    await raiseIn('Ward Digital Cabinet');
    const other = await raiseIn('Stores Cabinet', 'Labels print blank', doctor);
    expect(textOf(other)).toContain('STO-1');
    expect(verbsOf(other)).not.toContain('issue.metoo');
    const asked = await raiseIn('Ward Digital Cabinet', 'Labels print blank', doctor);
    expect(textOf(asked)).toContain('CAB-1');
    expect(textOf(asked)).not.toContain('STO-1');
  });

  test('an issue is not merged into one of the other, and is shown in its own channel alone', async () => {
    await raiseIn('Ward Digital Cabinet');
    await raiseIn('Stores Cabinet', 'Trolleys are stuck', doctor);
    const { id } = await issueOf('CAB-1');
    const merged = await house.presses(lead, 'issue.merge', { issue: id, into: 'STO-1' }, { in: cabinetChannel });
    expect(merged.notice).toMatch(/^Same as: write the reference of an issue of this cabinet/);
    const inChannel = (place: typeof cabinetChannel) =>
      cardsIn(house, place)
        .map(({ card }) => textOf(card))
        .join();
    expect(inChannel(cabinetChannel)).not.toContain('Trolleys');
    expect(inChannel(storesChannel)).toContain('Trolleys');
  });

  test('a person has one list of their own, a handler one triage, clinical safety one list of hazard drafts', async () => {
    await raiseIn('Ward Digital Cabinet', 'Labels print blank', nurse, 'could');
    await raiseIn('Stores Cabinet', 'Trolleys are stuck', nurse, 'could');
    await house.says(nurse, 'my issues');
    for (const reference of ['CAB-1', 'STO-1']) expect(textOf(house.lastCard(chat).card)).toContain(reference);
    await house.says(handler, 'triage');
    expect(textOf(house.lastCard(personal(handler)).card)).toContain('1 of 2');
    await house.says(safety, 'hazards');
    expect(textOf(house.lastCard(personal(safety)).card)).toContain('2 to be decided, 2 in all.');
  });

  test('what is late is one list for who has it, and one of each cabinet for who runs both', async () => {
    for (const place of [cabinetChannel, storesChannel]) {
      await house.says(lead, 'targets', { in: place });
      await house.press(lead, place, 'targets.save', TARGETS);
    }
    await raiseIn('Ward Digital Cabinet');
    await raiseIn('Stores Cabinet', 'Trolleys are stuck');
    await take(house, await issueOf('CAB-1'), handler);
    await take(house, await issueOf('STO-1'), handler);
    await house.moveTo('2026-04-20T07:30:00Z');
    await house.moveTo('2026-04-20T07:31:00Z');
    const lists = (who: typeof lead) =>
      cardsIn(house, personal(who))
        .map(({ card }) => textOf(card))
        .filter((text) => text.includes('What is late'));
    expect(lists(handler)).toEqual([expect.stringContaining('2 issues are late of what you have.')]);
    expect(lists(lead).map((text) => /1 issue is late in (.*?)\./.exec(text)?.[1])).toEqual(
      expect.arrayContaining(['Ward Digital Cabinet', 'Stores Cabinet']),
    );
  });
});
