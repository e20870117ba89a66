// `log for someone`: a team member writes down what they heard on the floor, through the door.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type House, inputOf, personal, textOf, verbsOf } from '../support/clerk.ts';
import { type Person, person } from '../support/world.ts';
import {
  allIssues,
  answer,
  cabinetChannel,
  chat,
  doctor,
  handler,
  historyOf,
  latestIssue,
  nurse,
  openWard,
  raise,
  stored,
} from './ward.ts';

let house: House;
beforeEach(async () => {
  house = await openWard();
  await house.says(nurse, 'help');
});
afterEach(() => house.stop());

/** Goes through the cards as the handler, and gives what they are answered with. */
async function log(filled: object, harm = 'no', who: Person = handler) {
  await house.says(who, 'log for someone');
  const form = await house.press(who, personal(who), 'issue.start', { harm });
  return {
    form,
    answer: await house.press(who, personal(who), 'issue.raise', { title: 'Labels print blank', ...filled }),
  };
}

describe('A team member writes down', () => {
  test('for somebody by name, who gets the receipt and hears the end', async () => {
    const { form, answer: logged } = await log({ place: 'Ward 4', forWhom: nurse.objectId });
    expect(inputOf(form.card ?? {}, 'forWhom')).toBeDefined();
    expect(textOf(logged.card ?? {})).toContain('Written down for Amina Yusuf');
    expect(textOf(house.lastCard(chat).card)).toContain('Rosa Marsh wrote this down for you.');
    const issue = await latestIssue(house);
    expect(issue).toMatchObject({ place: 'Ward 4', title: 'Labels print blank' });
    expect(issue.raiserId).not.toBe(issue.loggedBy);
    expect((await historyOf(house, issue)).map(({ actorId }) => actorId)).toEqual([issue.loggedBy]);
    await answer(house, issue, 'resolved', 'There is a new cable.');
    expect(textOf(house.lastCard(chat).card)).toContain('There is a new cable.');
    await house.press(nurse, chat, 'issue.fixed');
    expect(await stored(house, issue)).toMatchObject({ state: 'closed', confirmed: 1 });
  });

  test('for nobody in particular: then they hear the end themselves', async () => {
    await log({});
    const issue = await latestIssue(house);
    expect(issue.raiserId).toBe(issue.loggedBy);
    await answer(house, issue, 'resolved', 'There is a new cable.');
    expect(textOf(house.lastCard(personal(handler)).card)).toContain('There is a new cable.');
  });

  test('that somebody has an open one too, each nameless voice counted, a name once', async () => {
    const issue = await raise(house, {}, doctor);
    for (const forWhom of ['', '', nurse.objectId, nurse.objectId]) {
      const { answer: asked } = await log({ forWhom });
      expect(verbsOf(asked.card ?? {})).toEqual(['issue.metoo', 'issue.new']);
      await house.press(handler, personal(handler), 'issue.metoo');
    }
    expect(await allIssues(house)).toHaveLength(1);
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('4 people');
    await answer(house, issue, 'resolved', 'There is a new cable.');
    expect(textOf(house.lastCard(chat).card)).toContain('There is a new cable.');
  });

  test('for a person who is not known to the service is refused in words, and nothing is kept', async () => {
    const { answer: refused } = await log({ forWhom: person('Nobody Known').objectId });
    expect(refused.notice).toMatch(/^For whom: I cannot write to this person\./);
    expect(await allIssues(house)).toEqual([]);
  });

  test('what harmed somebody goes to clinical safety, with the team member as the one to ask', async () => {
    await house.says(handler, 'log for someone');
    await house.press(handler, personal(handler), 'issue.start', { harm: 'yes' });
    expect(await latestIssue(house)).toMatchObject({ flagged: 1, loggedBy: null });
    const form = await house.press(handler, personal(handler), 'issue.safetyForm');
    expect(inputOf(form.card ?? {}, 'forWhom')).toBeUndefined();
  });

  test('only as long as they are in the team, also with a form that is open already', async () => {
    await house.says(handler, 'log for someone');
    await house.press(handler, personal(handler), 'issue.start', { harm: 'no' });
    await house.clerk.store.db.updateTable('teamMembers').set({ leftAt: '2026-11-25T09:00:00.000Z' }).execute();
    const refused = await house.press(handler, personal(handler), 'issue.raise', { title: 'Labels print blank' });
    expect(refused.notice).toMatch(/^Only members of the cabinet’s team/);
  });
});
