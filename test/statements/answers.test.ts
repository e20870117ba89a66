// From a poll through the door to its answer: grouping what people wrote, quoting who allowed it, asking whether it helped.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, asker, draft, lead, openTeam, others, pollsChannel, vote } from '../polls/team.ts';
import { type Card, dataOf, type House, inputOf, personal, textOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import type { Person } from '../support/world.ts';
import { DID } from './board.ts';

const QUESTION = { question: 'What slows you down?', kind: 'text', choices: '', audience: 'channel' };
const desk = personal(asker);

describe('What people answered in a poll', () => {
  let house: House;
  beforeEach(async () => {
    house = await openTeam({ chats: [asker, lead, ...others.slice(0, 8)] });
  });
  afterEach(() => house.stop());

  const shownIn = (place: Parameters<House['messages']>[0]) =>
    house.messages(place).flatMap(({ activity }) => (cardOf(activity) ? [textOf(cardOf(activity) ?? {})] : []));

  const choicesOf = (card: Card | undefined, id: string) =>
    (inputOf(card ?? {}, id)?.choices ?? []) as { value: string }[];

  /** Six people write; the first two allow a quote. Rosa, who asked and runs nothing, closes it. */
  async function answered(mode: string): Promise<string> {
    const { poll } = await ask(house, { ...QUESTION, mode });
    for (const [index, who] of others.slice(0, 6).entries()) {
      const text = `Labels print blank, case ${index}`;
      await vote(house, poll, who, { text, quote: index < 2 ? 'true' : 'false' });
    }
    await house.presses(asker, 'poll.close', { poll }, { in: pollsChannel });
    return poll;
  }

  /** Groups all of them, quotes what may be, and publishes. */
  async function publish(): Promise<void> {
    await house.says(asker, 'themes');
    expect(textOf(house.lastCard(desk).card)).toContain('Closed on Wednesday 25 November 2026, not answered yet');
    const form = await house.press(asker, desk, 'theme.form');
    const parts = choicesOf(form.card, 'parts')
      .map(({ value }) => value)
      .join(',');
    await house.press(asker, desk, 'theme.save', { name: 'Labels print blank', parts });
    const write = await house.press(asker, desk, 'statement.form');
    expect(inputOf(write.card ?? {}, 'said')?.value).toContain(
      'At least 6 people told us on Wednesday 25 November 2026',
    );
    const quotes = choicesOf(write.card, 'quotes').map(({ value }) => value);
    expect(quotes).toHaveLength(2);
    await house.press(asker, desk, 'statement.save', { ...DID, quotes: quotes.join(',') });
    await house.press(asker, desk, 'statement.publish');
  }

  test('is grouped by who asked, quoted only where allowed, and answered in the channel', async () => {
    await answered('confidential');
    await publish();
    const card = textOf(house.lastCard(pollsChannel).card);
    expect(card).toContain(DID.words);
    expect(card).toContain('case 0');
    expect(card).toContain('case 1');
    expect(card).not.toContain('case 2');
    await house.moveTo('2027-01-06T10:00:00Z');
    await house.settle();
    for (const who of others.slice(0, 6)) expect(shownIn(personal(who)).at(-1)).toContain('Did it help?');
    expect(shownIn(pollsChannel).at(-1)).not.toContain('Did it help?');
  });

  test('that was anonymous asks in the channel whether it helped', async () => {
    await answered('anonymous');
    await publish();
    // Nothing goes to a channel at midnight.
    await house.moveTo('2027-01-06T08:59:00Z');
    await house.settle();
    expect(shownIn(pollsChannel).at(-1)).not.toContain('Did it help?');
    await house.moveTo('2027-01-06T09:00:00Z');
    await house.settle();
    expect(shownIn(pollsChannel).at(-1)).toContain('Did it help?');
    const [first] = others;
    if (!first) throw new Error('Nobody is there.');
    const { statement } = dataOf(house.lastCard(pollsChannel).card, 'statement.helped');
    const pressed = await house.presses(first, 'statement.helped', { statement, helped: 'yes' }, { in: pollsChannel });
    expect(textOf(pressed.card ?? {})).toContain('that is counted');
  });

  test.each(['channel', 'team'])(
    'asked in the %s, is told in person to who pressed "Tell me" on its card, once a batch, and to nobody else',
    async (audience) => {
      const [first, second, third] = others as [Person, Person, Person];
      const { poll } = await ask(house, { ...QUESTION, audience, mode: 'anonymous' });
      for (const [index, who] of others.slice(0, 6).entries()) {
        await vote(house, poll, who, { text: 'Labels print blank', quote: index < 2 ? 'true' : 'false' });
      }
      // One has answered, one has not, one leaves before the answer comes.
      for (const who of [first, first, others[7] ?? first, third]) {
        const pressed = await house.presses(who, 'poll.follow', { poll }, { in: pollsChannel });
        expect(pressed.notice).toBe('I will tell you in our own chat what comes of this.');
      }
      await house.presses(asker, 'poll.close', { poll }, { in: pollsChannel });
      await house.deliver(house.acts.leaves([third], pollsChannel));
      await publish();
      const heard = (who: Person) => shownIn(personal(who)).filter((words) => words.includes('an answer for you'));
      expect([first, others[7] ?? first, second, third].map((who) => heard(who).length)).toEqual([1, 1, 0, 0]);
      await house.moveTo('2027-01-06T10:00:00Z');
      await house.settle();
      const wasAsked = (who: Person) => shownIn(personal(who)).some((words) => words.includes('Did it help?'));
      expect([first, second].map(wasAsked)).toEqual([audience === 'team', false]);
    },
  );

  test('by choosing is there to be grouped choice by choice, each with how many certainly said it', async () => {
    const { poll } = await ask(house, {
      question: 'Which day?',
      choices: 'Monday\nTuesday\nThursday',
      mode: 'anonymous',
    });
    for (const [index, who] of others.slice(0, 7).entries()) {
      await vote(house, poll, who, { choice: index < 5 ? 'Monday' : 'Tuesday' });
    }
    await house.presses(asker, 'poll.close', { poll }, { in: pollsChannel });
    await house.says(asker, 'themes');
    const form = await house.press(asker, desk, 'theme.form');
    const offered = (inputOf(form.card ?? {}, 'parts')?.choices ?? []) as { title: string; value: string }[];
    expect(offered.map(({ title }) => title)).toEqual(['Which day? Monday', 'Which day? Tuesday']);
    for (const [index, words] of ['At least 5 people told us', 'Some people told us'].entries()) {
      const parts = offered[index]?.value ?? '';
      await house.says(asker, 'themes');
      const group = await house.presses(asker, 'theme.form', { asking: `poll:${poll}` });
      const saved = await house.presses(asker, 'theme.save', {
        ...dataOf(group.card ?? {}, 'theme.save'),
        name: `Day ${index}`,
        parts,
      });
      const write = await house.presses(asker, 'statement.form', dataOf(saved.card ?? {}, 'statement.form'));
      expect(inputOf(write.card ?? {}, 'said')?.value).toContain(words);
    }
  });

  test('of too few people is not there to be grouped', async () => {
    const { poll } = await ask(house, { ...QUESTION, mode: 'anonymous' });
    for (const who of others.slice(0, 4)) await vote(house, poll, who, { text: 'Labels', quote: 'true' });
    await house.presses(asker, 'poll.close', { poll }, { in: pollsChannel });
    await house.says(asker, 'themes');
    const form = await house.press(asker, desk, 'theme.form');
    expect(inputOf(form.card ?? {}, 'parts')).toBeUndefined();
    expect(textOf(form.card ?? {})).toContain('Too few people answered for a result to be shown');
  });

  test.each([0, 4])('of %i people ends in an answer all the same, and then nobody is reminded of it', async (count) => {
    const { poll } = await ask(house, { ...QUESTION, mode: 'anonymous' });
    for (const who of others.slice(0, count)) await vote(house, poll, who, { text: 'Labels', quote: 'true' });
    await house.presses(asker, 'poll.close', { poll }, { in: pollsChannel });
    await house.says(asker, 'themes');
    await house.press(asker, desk, 'theme.form');
    const saved = await house.press(asker, desk, 'theme.save', { name: 'What slows you down' });
    expect(textOf(saved.card ?? {})).not.toMatch(/Labels|people/);
    const write = await house.press(asker, desk, 'statement.form');
    expect(inputOf(write.card ?? {}, 'said')?.value).toBe('We asked: What slows you down?');
    const thanks = { outcome: 'thanks', words: 'Too few of us answered to show. We ask again in March.' };
    await house.press(asker, desk, 'statement.save', { said: 'We asked: What slows you down?', ...thanks });
    await house.press(asker, desk, 'statement.publish');
    expect(textOf(house.lastCard(pollsChannel).card)).toContain('We ask again in March.');
    await house.moveTo('2026-12-02T10:00:00Z');
    await house.settle();
    expect(shownIn(desk).filter((words) => words.includes('has no answer yet'))).toEqual([]);
  });

  test('leads from its result to the form that groups it: in one’s own chat at once, from a channel there', async () => {
    const poll = await answered('confidential');
    const status = await house.presses(asker, 'poll.status', { poll });
    const data = dataOf(status.card ?? {}, 'theme.form');
    const form = await house.presses(asker, 'theme.form', data);
    expect(choicesOf(form.card, 'parts')).toHaveLength(6);
    const away = await house.presses(asker, 'theme.form', data, { in: pollsChannel });
    expect(away.notice).toBe('I have sent it to you in our own chat.');
    expect(choicesOf(house.lastCard(desk).card, 'parts')).toHaveLength(6);
  });

  test('with answers needs at least one of them in a theme', async () => {
    await answered('anonymous');
    await house.says(asker, 'themes');
    await house.press(asker, desk, 'theme.form');
    const saved = await house.press(asker, desk, 'theme.save', { name: 'Nothing', parts: '' });
    expect(saved.notice).toBe('What belongs to it: choose at least one.');
  });

  test('leads to those who answered: a poll can ask the people of a theme, and only who may answer it asks them', async () => {
    await answered('confidential');
    await publish();
    const about = { audience: 'about', about: 'labels print blank' };
    expect(textOf((await draft(house, about)).answer.card ?? {})).toContain('6 people');
    expect((await draft(house, about, others[0])).answer.notice).toContain(
      'Issue or theme: there is none of that name',
    );
  });

  test('with a theme unanswered stays on the list of who asked and of who runs the team, however long ago it closed', async () => {
    await answered('confidential');
    await house.says(asker, 'themes');
    const form = await house.press(asker, desk, 'theme.form');
    const parts = choicesOf(form.card, 'parts').map(({ value }) => value);
    await house.press(asker, desk, 'theme.save', { name: 'Labels print blank', parts: parts.join(',') });
    house.setClock('2027-09-01T10:00:00Z');
    for (const who of [asker, lead]) {
      await house.says(who, 'themes', { in: personal(who) });
      expect(textOf(house.lastCard(personal(who)).card)).toContain('Labels print blank');
      const opened = await house.press(who, personal(who), 'theme.view');
      expect(textOf(opened.card ?? {})).toContain('Not answered yet');
    }
    await house.says(others[0] ?? asker, 'themes');
    expect(house.linesIn(personal(others[0] ?? asker)).at(-1)).toMatch(/^Only the person who asked/);
  });

  test('stays on the asker’s list, with a reminder a week after it closed', async () => {
    await answered('confidential');
    await house.moveTo('2026-12-02T10:00:00Z');
    await house.settle();
    const reminders = () => shownIn(desk).filter((words) => words.includes('has no answer yet'));
    expect(reminders()).toHaveLength(1);
    await publish();
    await house.moveTo('2026-12-09T10:00:00Z');
    await house.settle();
    expect(reminders()).toHaveLength(1);
  });
});
