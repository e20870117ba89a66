// "Is it one of these?" and "I have this too", through the door.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Issue } from '../../src/issues/issue.ts';
import { type Card, type House, personal, textOf, verbsOf } from '../support/clerk.ts';
import { writesBlocked } from '../support/faults.ts';
import { type Person, person } from '../support/world.ts';
import {
  allIssues,
  answer,
  cabinetChannel,
  cardsIn,
  chat,
  doctor,
  flag,
  historyOf,
  latestIssue,
  lead,
  nurse,
  openWard,
  raise,
  safety,
  stored,
} from './ward.ts';

const others = [person('Cara Dunn'), person('Dai Evans'), person('Eve Frost')];

let house: House;
beforeEach(async () => {
  house = await openWard({ people: others });
});
afterEach(() => house.stop());

/** Fills in the form, and gives the card that follows. */
async function fill(who: Person, filled: object, harm = 'no'): Promise<Card> {
  await house.says(who, 'raise');
  await house.press(who, personal(who), 'issue.start', { harm });
  const after = await house.press(who, personal(who), 'issue.raise', filled);
  if (!after.card) throw new Error(after.notice ?? 'no card');
  return after.card;
}

async function join(who: Person, filled: object = {}, harm = 'no'): Promise<Card> {
  await fill(who, { title: 'Blank labels printed', place: 'Ward 9', ...filled }, harm);
  const joined = await house.press(who, personal(who), 'issue.metoo');
  if (!joined.card) throw new Error(joined.notice ?? 'no card');
  return joined.card;
}

async function meToos() {
  return house.clerk.store.db.selectFrom('meToos').selectAll().orderBy('id').execute();
}

describe('Before an issue is raised', () => {
  test('up to three like it are shown with system, place, state and how many have it, and nothing is saved', async () => {
    for (const place of ['Ward 1', 'Ward 2', 'Ward 3', 'Ward 4']) {
      await house.says(nurse, 'raise');
      await house.press(nurse, chat, 'issue.start', { harm: 'no' });
      const next = await house.press(nurse, chat, 'issue.raise', { title: 'Labels print blank', system: 'EPR', place });
      if (verbsOf(next.card ?? {}).includes('issue.new')) await house.press(nurse, chat, 'issue.new');
    }
    expect(await allIssues(house)).toHaveLength(4);
    const card = await fill(doctor, { title: 'Lables printing blank', system: 'EPR' });
    expect(verbsOf(card)).toEqual(['issue.metoo', 'issue.metoo', 'issue.metoo', 'issue.new']);
    const text = textOf(card);
    for (const part of ['Is it one of these?', 'Lables printing blank', 'EPR', 'Ward 4', 'New: not looked at yet'])
      expect(text).toContain(part);
    expect(text).not.toContain('Amina');
    expect(await allIssues(house)).toHaveLength(4);
  });

  test('with none like it they go straight to the receipt', async () => {
    await raise(house);
    const card = await fill(doctor, { title: 'The scanner is missing' });
    expect(textOf(card)).toContain('CAB-2');
  });

  test('“mine is different” raises it as it was typed, once, however often it is pressed', async () => {
    await raise(house);
    await fill(doctor, { title: 'Blank labels printed', detail: 'All day.', impact: 'service', urgency: 'today' });
    const on = house.lastCard(personal(doctor));
    for (let nth = 0; nth < 3; nth += 1) await house.press(doctor, personal(doctor), 'issue.new', {}, on);
    expect(await allIssues(house)).toHaveLength(2);
    expect(await latestIssue(house)).toMatchObject({
      title: 'Blank labels printed',
      detail: 'All day.',
      impact: 'service',
    });
    expect(textOf(house.lastCard(personal(doctor)).card)).toContain('CAB-2');
    const [draft] = await house.clerk.store.db
      .selectFrom('issueDrafts')
      .selectAll()
      .where('step', '=', 'raised')
      .orderBy('id', 'desc')
      .execute();
    expect(draft).toMatchObject({ typed: '', title: '', detail: '' });
  });

  test('the form sent again asks again with what it holds now', async () => {
    await raise(house);
    await house.says(doctor, 'raise');
    const form = await house.press(doctor, personal(doctor), 'issue.start', { harm: 'no' });
    const on = { id: house.lastCard(personal(doctor)).id, card: form.card ?? {}, thread: '' };
    await house.press(doctor, personal(doctor), 'issue.raise', { title: 'Labels print blank' }, on);
    const again = await house.press(doctor, personal(doctor), 'issue.raise', { title: 'Labels print blank again' }, on);
    expect(textOf(again.card ?? {})).toContain('Labels print blank again');
    expect(await allIssues(house)).toHaveLength(1);
  });

  test('a text with a patient’s number is refused before anything like it is looked for or kept', async () => {
    await raise(house);
    await house.says(doctor, 'raise');
    await house.press(doctor, personal(doctor), 'issue.start', { harm: 'no' });
    const refused = await house.press(doctor, personal(doctor), 'issue.raise', {
      title: 'Labels of 999 000 0018 blank',
    });
    expect(refused.notice).toContain('What is wrong');
    expect(JSON.stringify(await house.clerk.store.db.selectFrom('issueDrafts').selectAll().execute())).not.toContain(
      '0018',
    );
  });

  test('one’s own is shown without a button, and what is flagged is not shown at all', async () => {
    await raise(house);
    const card = await fill(nurse, { title: 'Labels print blank' });
    expect(textOf(card)).toContain('You raised this one.');
    expect(verbsOf(card)).toEqual(['issue.new']);
  });

  test('what harmed somebody is never asked about: it goes to clinical safety as before', async () => {
    await raise(house);
    await house.says(doctor, 'raise');
    await house.press(doctor, personal(doctor), 'issue.start', { harm: 'yes' });
    await house.press(doctor, personal(doctor), 'issue.safetyForm');
    await house.press(doctor, personal(doctor), 'issue.raise', { title: 'Labels print blank' });
    expect(await latestIssue(house)).toMatchObject({ reference: 'CAB-2', flagged: 1, title: 'Labels print blank' });
    const card = await fill(others[0] ?? doctor, { title: 'Labels print blank' });
    expect(textOf(card)).toContain('CAB-1');
    expect(textOf(card)).not.toContain('CAB-2');
  });

  test('in a dialog too, and the receipt is in their own chat', async () => {
    await raise(house);
    const submit = (data: object) => house.deliver(house.acts.submitsMessageAction(doctor, 'raiseIssue', data));
    const opened = await house.deliver(house.acts.opensMessageAction(doctor, 'raiseIssue', '<p>Blank labels</p>'));
    const draft = /"draft":"([^"]+)"/.exec(JSON.stringify(opened.body))?.[1];
    await submit({ verb: 'issue.start', draft, harm: 'no' });
    const asked = JSON.stringify((await submit({ verb: 'issue.raise', draft, title: 'Blank labels printed' })).body);
    expect(asked).toContain('Is it one of these?');
    expect(asked).not.toContain('Action.Execute');
    const { id } = await latestIssue(house);
    const end = JSON.stringify((await submit({ verb: 'issue.metoo', draft, issue: id })).body);
    expect(end).toContain('is in your own chat');
    expect(textOf(house.lastCard(personal(doctor)).card)).toContain('You have this too.');
    expect(await meToos()).toMatchObject([{ issueId: id }]);
  });
});

describe('Who has it too', () => {
  let issue: Issue;
  beforeEach(async () => {
    issue = await raise(house);
  });

  test('adds place, words and answer to the issue; the number is shown, no name is', async () => {
    const card = await join(doctor, { detail: 'Since Monday.' }, 'could');
    expect(textOf(card)).toContain('CAB-1');
    expect(textOf(card)).toContain('2 people');
    expect(await allIssues(house)).toHaveLength(1);
    expect(await meToos()).toMatchObject([
      { issueId: issue.id, harm: 'could', place: 'Ward 9', words: 'Blank labels printed\nSince Monday.' },
    ]);
    const channel = textOf(house.lastCard(cabinetChannel).card);
    expect(channel).toContain('2 people');
    expect(channel).not.toContain('Ben');
    const view = await house.presses(lead, 'issue.view', { issue: issue.id }, { in: cabinetChannel });
    expect(textOf(view.card ?? {})).toContain('Ward 9: Blank labels printed');
    expect(textOf(view.card ?? {})).not.toContain('Ben');
    expect(textOf(house.lastCard(chat).card)).toContain('2 people');
  });

  test('is one of each person, also when pressed again or raised again', async () => {
    await join(doctor);
    const on = house.lastCard(personal(doctor));
    await join(doctor, { place: 'Ward 10' });
    expect(await meToos()).toMatchObject([{ place: 'Ward 10' }]);
    expect(textOf(on.card)).toContain('CAB-1');
  });

  test('takes it back, and is not counted and hears no more', async () => {
    await join(doctor);
    const taken = await house.press(doctor, personal(doctor), 'issue.withdraw');
    expect(textOf(taken.card ?? {})).toContain('You are not counted any more');
    expect(textOf(house.lastCard(cabinetChannel).card)).not.toContain('2 people');
    const before = cardsIn(house, personal(doctor)).length;
    await answer(house, issue, 'resolved', 'There is a new cable.');
    expect(cardsIn(house, personal(doctor))).toHaveLength(before);
    expect((await house.presses(others[0] ?? doctor, 'issue.withdraw', { issue: issue.id })).notice).toContain(
      'There is no such issue',
    );
  });

  test('hears what the raiser hears, with the question whether it is fixed', async () => {
    await join(doctor);
    await answer(house, issue, 'resolved', 'There is a new cable.');
    for (const who of [nurse, doctor]) {
      const { card } = house.lastCard(personal(who));
      expect(textOf(card)).toContain('There is a new cable.');
      expect(verbsOf(card)).toContain('issue.fixed');
    }
  });

  test('says that it is not fixed: a comment and a count, and at the third it is open again', async () => {
    for (const who of [doctor, ...others]) await join(who);
    await answer(house, issue, 'resolved', 'There is a new cable.');
    const notFixed = (who: Person, comment: string) => house.press(who, personal(who), 'issue.notFixed', { comment });
    const [first, second, third] = others as [Person, Person, Person];
    await notFixed(first, 'Still blank.');
    await notFixed(first, 'Still blank.');
    await notFixed(first, 'And now grey.');
    await notFixed(second, '');
    expect((await stored(house, issue)).state).toBe('resolved');
    await house.press(doctor, personal(doctor), 'issue.fixed');
    expect((await stored(house, issue)).state).toBe('resolved');
    await notFixed(third, 'Blank on ward 3.');
    expect((await stored(house, issue)).state).toBe('in-progress');
    const said = (await historyOf(house, issue)).filter(({ kind }) => kind === 'still-there' || kind === 'not-fixed');
    expect(said.map(({ words, actorId }) => [words, actorId])).toEqual([
      ['Still blank.', null],
      ['And now grey.', null],
      ['', null],
      ['Blank on ward 3.', null],
    ]);
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('Not fixed');
  });

  test('who could not be told is counted for those who handle it', async () => {
    await join(doctor);
    house.far.fail(writesBlocked, { conversationId: doctor.chatId });
    await answer(house, issue, 'resolved', 'There is a new cable.');
    const view = await house.presses(lead, 'issue.view', { issue: issue.id }, { in: cabinetChannel });
    expect(textOf(view.card ?? {})).toContain('1 could not be told');
  });

  test('cannot join what was answered or flagged meanwhile, and keeps their form', async () => {
    await fill(doctor, { title: 'Blank labels printed' });
    const on = house.lastCard(personal(doctor));
    await answer(house, issue, 'resolved', 'There is a new cable.');
    const refused = await house.press(doctor, personal(doctor), 'issue.metoo', {}, on);
    expect(refused.notice).toContain('was answered meanwhile');
    await house.press(doctor, personal(doctor), 'issue.new', {}, on);
    expect(await latestIssue(house)).toMatchObject({ title: 'Blank labels printed', reference: 'CAB-2' });
    const hidden = await flag(house, others[0]);
    await fill(others[1] ?? doctor, { title: 'Labels printed blank' });
    const form = house.lastCard(personal(others[1] ?? doctor));
    const guess = await house.press(
      others[1] ?? doctor,
      personal(others[1] ?? doctor),
      'issue.metoo',
      { issue: hidden.id },
      form,
    );
    expect(guess.notice).toContain('There is no such issue');
  });
});

describe('That it could harm', () => {
  test('makes a hazard draft, and joins it with the words and the place of who has it too', async () => {
    const issue = await raise(house, { place: 'Ward 4' });
    expect(await drafts()).toEqual([]);
    await join(doctor, { title: 'Labels are blank', place: 'Ward 7' }, 'could');
    const [cara, dai] = others as [Person, Person];
    await join(cara, { title: 'Blank labels', place: 'Ward 9' }, 'could');
    await join(dai, { title: 'Labels print blank', place: 'Ward 2' }, 'no');
    expect(await drafts()).toMatchObject([{ issueId: issue.id, name: issue.title, place: 'Ward 4', state: 'triage' }]);
    expect(await reports()).toEqual([
      { words: 'Labels are blank', place: 'Ward 7' },
      { words: 'Blank labels', place: 'Ward 9' },
    ]);
    const card = house.lastCard(personal(safety)).card;
    expect(textOf(card)).toContain('Labels are blank');
    // Who has it is counted, whatever they say of harm: as many as the cabinet sees.
    expect(textOf(card)).toContain('Others who have this: \n3');
  });

  const drafts = () => house.clerk.store.db.selectFrom('hazardDrafts').selectAll().execute();
  const reports = () =>
    house.clerk.store.db.selectFrom('hazardReports').select(['words', 'place']).orderBy('id').execute();
});
