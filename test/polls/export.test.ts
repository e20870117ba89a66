// An anonymous poll as the tab answers, shows and exports it: the adversary of design.md, section 3 rule 3, reads along.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Card, dataOf, personal } from '../support/clerk.ts';
import { cast, startTabHouse, type TabHouse } from '../support/tab.ts';

const voters = [cast.handler, cast.deputy, cast.safety, cast['safety-deputy'], cast.facilitator, cast.teammate];
const CHOICES = ['Xylophone', 'Quagmire'] as const;
const choiceOf = (index: number) => CHOICES[index % 2] ?? CHOICES[0];
const markOf = (index: number) => `mark${index}words`;

let house: TabHouse;
let poll: string;
beforeEach(async () => {
  house = await startTabHouse();
  const asker = cast.teammate;
  await house.says(asker, 'poll', { in: personal(asker) });
  const form = dataOf(house.lastCard(personal(asker)).card as Card, 'poll.create');
  poll = String(form.poll);
  const asked = {
    question: 'Which one?',
    kind: 'single',
    choices: CHOICES.join('\n'),
    questionTwo: 'Why?',
    kindTwo: 'text',
  };
  await house.presses(asker, 'poll.create', {
    ...form,
    ...asked,
    mode: 'anonymous',
    audience: 'team',
    reminder: 'none',
  });
  await house.presses(asker, 'poll.send', { poll });
});
afterEach(() => house.stop());

const namesOf = async () => {
  const people = await house.clerk.store.db.selectFrom('people').select(['id', 'objectId', 'name']).execute();
  return people.flatMap(({ id, objectId, name }) => [id, objectId, name]);
};

test('no export, page or log line of it ties a person to an answer, and none is there before it closes', async () => {
  const linesBefore = house.lines.length;
  for (const [index, who] of voters.entries()) {
    const voted = await house.ask(who, `polls/${poll}/vote`, { choice: choiceOf(index), textTwo: markOf(index) });
    expect(voted.status).toBe(200);
    for (const word of [`"said":["${choiceOf(index)}"]`, markOf(index)]) expect(voted.text).not.toContain(word);
    expect((await house.ask(cast.facilitator, `polls/${poll}/csv`, {})).body.error).toMatch(/^Nothing can be saved/);
  }
  const names = await namesOf();
  const lines = JSON.stringify(house.lines.slice(linesBefore));
  for (const word of [...CHOICES, 'words', ...names]) expect(lines).not.toContain(word);
  expect((await house.ask(cast.teammate, `polls/${poll}/close`, {})).status).toBe(200);

  const result = await house.ask(cast.facilitator, `polls/${poll}/csv`, {});
  expect(result.text).toContain('Which one?,Xylophone,3,50,');
  for (const index of voters.keys()) expect(result.text).toContain(markOf(index));
  const list = await house.ask(cast.facilitator, 'polls/csv', { list: 'results' });
  expect(list.text).toContain('Which one?');
  const page = await house.ask(cast.facilitator, `polls/${poll}`);
  for (const { text } of [result, list]) for (const name of names) expect(text).not.toContain(name);
  const { asker, ...shown } = page.body;
  expect(asker).toBe(cast.teammate.name);
  for (const name of names) expect(JSON.stringify(shown)).not.toContain(name);
  for (const text of [result.text, page.text]) {
    const keys = await house.clerk.store.db.selectFrom('pollTexts').select('textKey').execute();
    for (const { textKey } of keys) expect(text).not.toContain(textKey);
  }
});

test('too few answered it: nothing is exported', async () => {
  for (const who of voters.slice(0, 4)) {
    await house.ask(who, `polls/${poll}/vote`, { choice: 'Quagmire', textTwo: 'mark' });
  }
  await house.ask(cast.teammate, `polls/${poll}/close`, {});
  const result = await house.ask(cast.facilitator, `polls/${poll}/csv`, {});
  expect(result.body.error).toContain('That is fewer than 5, so no result is shown.');
  expect(JSON.stringify(await house.ask(cast.facilitator, `polls/${poll}`))).not.toContain('mark');
});
