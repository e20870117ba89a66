import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataOf, type House, inputOf, textOf, verbsOf } from '../support/clerk.ts';
import {
  ask,
  asker,
  DAYS,
  digital,
  draft,
  lead,
  openTeam,
  others,
  personal,
  pollCard,
  pollsChannel,
  stored,
  stranger,
} from './team.ts';

describe('Asking', () => {
  let house: House;
  beforeEach(async () => {
    house = await openTeam({ chats: [asker] });
  });
  afterEach(() => house.stop());

  test.each([
    ['straight', 'poll "Which day?" "Monday" "Tuesday, or Friday"'],
    ['curly', 'poll “Which day?” “Monday” “Tuesday, or Friday”'],
    ['mixed', 'poll „Which day?“ "Monday" ”Tuesday, or Friday”'],
  ])('with %s quotes the form comes filled in, the same', async (_, typed) => {
    await house.says(asker, typed, { in: pollsChannel });
    const { card } = house.lastCard(pollsChannel);
    expect(inputOf(card, 'question')?.value).toBe('Which day?');
    expect(inputOf(card, 'choices')?.value).toBe('Monday\nTuesday, or Friday');
    expect(inputOf(card, 'kind')?.value).toBe('single');
  });

  test('what merely begins with the word is no poll', async () => {
    await house.says(asker, 'poll books are late again this week', { in: personal(asker) });
    expect(textOf(house.lastCard(personal(asker)).card)).not.toContain('Ask a poll');
  });

  test('shows how many people it reaches before anything is sent', async () => {
    const { answer } = await draft(house, { audience: 'team', mode: 'anonymous' });
    const shown = textOf(answer.card ?? {});
    expect(shown).toContain('This reaches 25 people');
    expect(shown).toContain(
      'Digital Clerk keeps no link between you and your answer. What you write may still identify you.',
    );
    expect(shown).toContain('your answer cannot be changed');
    expect(shown).toContain('Results\nwhen it closes'.split('\n')[1]);
    expect(verbsOf(answer.card ?? {})).toEqual(['poll.send', 'poll.form']);
    expect(house.messages(personal(others[0] ?? asker))).toEqual([]);
  });

  test('sent to a channel: one card there, with the choices as they were written', async () => {
    const { poll, sent } = await ask(house, { choices: 'Monday, early\nTuesday' });
    expect(textOf(sent.card ?? {})).toContain('Sent to 25 people');
    const card = pollCard(house);
    expect(inputOf(card, 'choice')?.choices).toEqual([
      { title: 'Monday, early', value: 'Monday, early' },
      { title: 'Tuesday', value: 'Tuesday' },
    ]);
    expect(textOf(card)).toContain('Closes on Wednesday 2 December 2026 at 5pm.');
    expect(await stored(house, poll)).toMatchObject({ state: 'open', reached: 25, mode: 'named' });
  });

  test('sent, it asks what was previewed: its mode and its words are fixed', async () => {
    const { poll } = await ask(house, { mode: 'anonymous' });
    const tries = {
      'poll.create': { poll, ...DAYS, mode: 'named' },
      'poll.template': { poll, template: 'go-live' },
      'poll.form': { poll },
    };
    for (const [verb, data] of Object.entries(tries)) {
      const pressed = await house.presses(asker, verb, data, { in: pollsChannel });
      expect(pressed.notice).toBe('This poll was sent already, so it cannot be changed. Write poll for a new one.');
    }
    expect(await stored(house, poll)).toMatchObject({ mode: 'anonymous', results: 'at-close', template: '' });
  });

  test('pressed twice, under another id too, it is sent once', async () => {
    const { poll } = await ask(house);
    const before = house.messages(pollsChannel).length;
    await house.presses(asker, 'poll.send', { poll }, { in: pollsChannel });
    expect(house.messages(pollsChannel)).toHaveLength(before);
  });

  test('up to three questions of every kind stand on one card', async () => {
    const inputs = {
      kind: 'multiple',
      most: 2,
      questionTwo: 'How was it?',
      kindTwo: 'scale',
      questionThree: 'What else?',
      kindThree: 'text',
    };
    await ask(house, inputs);
    const card = pollCard(house);
    expect(inputOf(card, 'choices')?.isMultiSelect).toBe(true);
    expect(inputOf(card, 'scaleTwo')?.choices).toHaveLength(5);
    expect(inputOf(card, 'textThree')?.type).toBe('Input.Text');
    expect(inputOf(card, 'quoteThree')?.type).toBe('Input.Toggle');
  });

  test.each([
    [{ question: '' }, 'Question: write it first.'],
    [{ choices: 'Only one' }, 'Choices: write at least two'],
    [{ choices: Array.from({ length: 11 }, (_, index) => `Choice ${index}`).join('\n') }, 'Choices: at most 10.'],
    [{ closesOn: '2026-11-24' }, 'Closes on: this is past.'],
    [{ closesOn: '2027-12-01' }, 'more than three months off'],
    [{ audience: 'about', about: 'CAB-7' }, 'Issue or theme: there is none of that name.'],
    [{ audience: 'list' }, 'Who is asked: nobody there can be asked.'],
  ])('refuses %j in words that name the field', async (inputs, words) => {
    const { answer } = await draft(house, inputs);
    expect(answer.notice).toContain(words);
  });

  test('a template fills the form: our three biggest gaps, several choices, at most three, anonymous', async () => {
    await house.says(asker, 'poll', { in: pollsChannel });
    const data = dataOf(house.lastCard(pollsChannel).card, 'poll.template');
    const filled = await house.presses(asker, 'poll.template', { ...data, template: 'gaps' }, { in: pollsChannel });
    const card = filled.card ?? {};
    expect(inputOf(card, 'kind')?.value).toBe('multiple');
    expect(inputOf(card, 'mode')?.value).toBe('anonymous');
    expect(String(inputOf(card, 'most')?.value)).toBe('3');
    for (const template of ['pulse', 'go-live', 'sounding-board']) {
      const other = await house.presses(asker, 'poll.template', { ...data, template }, { in: pollsChannel });
      expect(String(inputOf(other.card ?? {}, 'question')?.value)).toMatch(/\?|\./);
    }
  });

  test('is for a team of a known organisation: what comes of it could be told to nobody else', async () => {
    await house.clerk.store.db.updateTable('teams').set({ organisationId: null }).execute();
    await house.clerk.store.db.deleteFrom('memberships').execute();
    await house.clerk.store.db.deleteFrom('organisations').execute();
    const { sent } = await ask(house);
    expect(sent.notice).toContain('It is not known which organisation your team is of');
    expect(verbsOf(house.lastCard(pollsChannel).card)).not.toContain('poll.vote');
  });

  test('a list reaches those named who are of the team or organisation, and says how many are not', async () => {
    const people = [lead, others[0] ?? lead, stranger].map(({ objectId }) => objectId).join(',');
    const { answer } = await draft(house, { audience: 'list', people });
    // The stranger was never seen here.
    expect(textOf(answer.card ?? {})).toContain('This reaches 2 people');
    expect(textOf(answer.card ?? {})).toContain('1 of your list cannot be asked');
    expect(textOf(answer.card ?? {})).not.toContain('No result could be shown');
    const nameless = await draft(house, { audience: 'list', people, mode: 'anonymous' });
    expect(textOf(nameless.answer.card ?? {})).toContain('No result could be shown: it is shown only where 5 people');
  });

  describe('without names of nearly the same people the same', () => {
    const some = (count: number) =>
      [lead, ...others]
        .slice(0, count)
        .map(({ objectId }) => objectId)
        .join(',');
    const listOf = (count: number, inputs: object = {}) =>
      draft(house, { audience: 'list', people: some(count), mode: 'confidential', ...inputs });
    const REFUSED =
      'Who is asked: on Wednesday 25 November 2026 nearly the same people were asked the same without names';

    test.each(['confidential', 'anonymous'])(
      'is refused where the people were chosen: the difference would tell what the few answered (%s)',
      async (mode) => {
        await ask(house, { audience: 'list', people: some(14), mode });
        expect((await listOf(10)).answer.notice).toContain(REFUSED);
        expect((await listOf(18, { question: 'which DAY…' })).answer.notice).toContain(REFUSED);
        expect(
          (await listOf(10, { question: 'Why?', questionTwo: 'Which day?', kindTwo: 'text' })).answer.notice,
        ).toContain(REFUSED);
        // Exactly the same people, five more or fewer, another question, or with names: nothing can be had by subtraction.
        for (const { answer } of [
          await listOf(14),
          await listOf(9),
          await listOf(19),
          await listOf(13, { question: 'Which room?' }),
          await listOf(13, { mode: 'named' }),
        ]) {
          expect(answer.card, answer.notice).toBeDefined();
          expect(textOf(answer.card ?? {})).not.toContain('Do not compare');
        }
      },
    );

    test('is refused when it is sent, where both were written before either was', async () => {
      const [first, second] = [(await listOf(14)).poll, (await listOf(13)).poll];
      const send = (poll: string) => house.presses(asker, 'poll.send', { poll }, { in: pollsChannel });
      expect((await send(first)).card).toBeDefined();
      expect((await send(second)).notice).toContain(REFUSED);
      // Whose answers were erased, or that too few answered to be shown, can be subtracted from nothing.
      await house.presses(asker, 'poll.cancel', { poll: first });
      expect((await send(second)).card).toBeDefined();
    });

    test('and a team, one by one or in its channel, is refused after a list of nearly all, and so the other way round', async () => {
      await ask(house, { mode: 'confidential' });
      expect((await listOf(22)).answer.notice).toContain(REFUSED);
      await ask(house, { audience: 'list', people: some(22), mode: 'confidential', question: 'Which room?' });
      const team = await draft(house, { audience: 'team', mode: 'confidential', question: 'Which room?' });
      expect(team.answer.notice).toContain(REFUSED);
    });

    test('is told to the asker where the team has changed in between', async () => {
      await ask(house, { audience: 'team', mode: 'anonymous' });
      const again = await draft(house, { mode: 'anonymous' });
      expect(textOf(again.answer.card ?? {})).not.toContain('Do not compare');
      await house.deliver(house.acts.leaves([others[3] ?? lead], pollsChannel));
      const changed = await draft(house, { audience: 'team', mode: 'anonymous' });
      expect(textOf(changed.answer.card ?? {})).toContain(
        'On Wednesday 25 November 2026 the same was asked without names, and one person is asked only then or only now. ' +
          'Do not compare the two results',
      );
      expect(verbsOf(changed.answer.card ?? {})).toContain('poll.send');
    });
  });

  test('only its writer changes or sends it, and only a member asks', async () => {
    const { poll } = await draft(house);
    const other = others[0] ?? lead;
    const sent = await house.presses(other, 'poll.send', { poll }, { in: pollsChannel });
    expect(sent.notice).toContain('Only the person who wrote this poll can send it.');
    const changed = await house.presses(other, 'poll.create', { poll, ...DAYS }, { in: pollsChannel });
    expect(changed.notice).toContain('Only the person who wrote it can change it.');
    await house.says(stranger, 'poll', { in: personal(stranger) });
    expect(house.linesIn(personal(stranger)).at(-1)).toContain('Only members of a team');
    expect(digital.members).toHaveLength(25);
  });
});
