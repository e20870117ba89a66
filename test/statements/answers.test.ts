// From a poll through the door to its answer: grouping what people wrote, quoting who allowed it, asking whether it helped.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, asker, draft, openTeam, others, pollsChannel, vote } from '../polls/team.ts';
import { type Card, dataOf, type House, inputOf, personal, textOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import { DID } from './board.ts';

const QUESTION = { question: 'What slows you down?', kind: 'text', choices: '', audience: 'channel' };
const desk = personal(asker);

describe('What people answered in a poll', () => {
  let house: House;
  beforeEach(async () => {
    house = await openTeam({ chats: [asker, ...others.slice(0, 6)] });
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
    await house.moveTo('2027-01-06T10:00:00Z');
    await house.settle();
    expect(shownIn(pollsChannel).at(-1)).toContain('Did it help?');
    const [first] = others;
    if (!first) throw new Error('Nobody is there.');
    const { statement } = dataOf(house.lastCard(pollsChannel).card, 'statement.helped');
    const pressed = await house.presses(first, 'statement.helped', { statement, helped: 'yes' }, { in: pollsChannel });
    expect(textOf(pressed.card ?? {})).toContain('that is counted');
  });

  test('of too few people is not there to be grouped', async () => {
    const { poll } = await ask(house, { ...QUESTION, mode: 'anonymous' });
    for (const who of others.slice(0, 4)) await vote(house, poll, who, { text: 'Labels', quote: 'true' });
    await house.presses(asker, 'poll.close', { poll }, { in: pollsChannel });
    await house.says(asker, 'themes');
    const form = await house.press(asker, desk, 'theme.form');
    expect(inputOf(form.card ?? {}, 'parts')).toBeUndefined();
    expect(textOf(form.card ?? {})).toContain('Nothing was said here yet.');
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
