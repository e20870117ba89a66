import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type House, textOf, verbsOf } from '../support/clerk.ts';
import {
  answersTo,
  ask,
  asker,
  barsOf,
  deputy,
  draft,
  lead,
  openTeam,
  others,
  personal,
  pollCard,
  pollsChannel,
  stored,
  vote,
} from './team.ts';

const some = others.slice(0, 6);

describe('The end of a poll', () => {
  let house: House;
  beforeEach(async () => {
    house = await openTeam({ chats: [asker, lead, deputy, ...some] });
  });
  afterEach(() => house.stop());

  async function everyone(poll: string, choice: string): Promise<void> {
    for (const who of some) await vote(house, poll, who, { choice });
  }

  test.each([
    ['the asker', asker],
    ['a facilitator', lead],
    ['a deputy', deputy],
  ])(
    'comes by %s, and every card shows the counts, the percentages of people and the response rate',
    async (_, who) => {
      const { poll } = await ask(house, { kind: 'multiple', choices: 'Log-in\nPrinting\nPaper' });
      for (const voter of some.slice(0, 4)) await vote(house, poll, voter, { choices: 'Log-in,Printing' });
      await vote(house, poll, some[4] ?? asker, { choices: 'Log-in' });
      const closed = await house.presses(who, 'poll.close', { poll });
      for (const card of [closed.card ?? {}, pollCard(house)]) {
        expect(JSON.stringify(card)).toContain('{"x":"Log-in, 100%","y":5}');
        expect(JSON.stringify(card)).toContain('{"x":"Printing, 80%","y":4}');
      }
      expect(textOf(pollCard(house))).toContain('5 of 25 people have answered (20%).');
      expect(textOf(pollCard(house))).toContain('Which day?');
      expect(verbsOf(pollCard(house))).not.toContain('poll.vote');
      const late = await vote(house, poll, others[7] ?? asker, { choices: 'Paper' });
      expect(late.notice).toContain('This poll closed on Wednesday 25 November 2026 at 9:3');
    },
  );

  test('is put off, and answers are taken until the new time', async () => {
    const { poll } = await ask(house, { closesOn: '2026-11-26', closesAt: '12:00' });
    const sooner = await house.presses(asker, 'poll.extend', { poll, closesOn: '2026-11-25', closesAt: '20:00' });
    expect(sooner.notice).toContain('To end it sooner, press Close now.');
    await house.presses(asker, 'poll.extend', { poll, closesOn: '2026-11-27', closesAt: '12:00' });
    expect(textOf(pollCard(house))).toContain('Closes on Friday 27 November 2026 at midday.');
    await house.moveTo('2026-11-26T13:00:00Z');
    expect((await vote(house, poll, asker, { choice: 'Monday' })).card).toBeDefined();
    await house.moveTo('2026-11-27T12:00:30Z');
    expect(await stored(house, poll)).toMatchObject({ state: 'closed', answered: 1 });
    const again = await house.presses(asker, 'poll.extend', { poll, closesOn: '2026-11-30', closesAt: '12:00' });
    expect(again.notice).toContain('This poll has ended');
  });

  test('when it is cancelled, the answers are erased and every card says so', async () => {
    const { poll } = await ask(house);
    await everyone(poll, 'Monday');
    const cancelled = await house.presses(asker, 'poll.cancel', { poll });
    expect(textOf(cancelled.card ?? {})).toContain('The answers were erased.');
    expect(textOf(pollCard(house))).toContain('This poll was cancelled.');
    expect(await answersTo(house, poll)).toBe(0);
    expect((await vote(house, poll, asker, { choice: 'Monday' })).notice).toContain('This poll was cancelled.');
  });

  test.each(['anonymous', 'confidential'])(
    'a unanimous result of a %s poll is shown only when the asker has been warned',
    async (mode) => {
      const { poll } = await ask(house, { mode, results: 'at-close' });
      await everyone(poll, 'Thursday');
      const closed = await house.presses(asker, 'poll.close', { poll });
      expect(textOf(closed.card ?? {})).toContain('the result tells what each of them answered');
      expect(barsOf(closed.card ?? {})).toEqual({});
      expect(barsOf(pollCard(house))).toEqual({});
      await house.presses(asker, 'poll.show', { poll });
      expect(barsOf(pollCard(house))).toEqual({ Monday: 0, Tuesday: 0, Thursday: 6 });
    },
  );

  test('by the clock, the asker reads what came of it', async () => {
    const { poll } = await ask(house, { closesOn: '2026-11-25', closesAt: '12:00' });
    await vote(house, poll, asker, { choice: 'Tuesday' });
    const before = house.messages(personal(asker)).length;
    await house.moveTo('2026-11-25T12:00:00Z');
    await house.moveTo('2026-11-25T12:01:00Z');
    expect(house.messages(personal(asker))).toHaveLength(before + 1);
    expect(barsOf(house.lastCard(personal(asker)).card)).toEqual({ Monday: 0, Tuesday: 1, Thursday: 0 });
  });

  test('a text is shown without its number of writers where too few wrote one', async () => {
    const { poll } = await ask(house, { mode: 'anonymous', questionTwo: 'Why?', kindTwo: 'text' });
    for (const [index, who] of some.entries()) {
      const textTwo = index < 3 ? 'Because of the rota.' : '';
      await vote(house, poll, who, { choice: index === 0 ? 'Monday' : 'Tuesday', textTwo });
    }
    await house.presses(asker, 'poll.close', { poll });
    expect(textOf(pollCard(house))).not.toContain('rota');
    expect(textOf(pollCard(house))).toContain('too few people wrote something');
    expect(barsOf(pollCard(house))).toEqual({ Monday: 1, Tuesday: 5, Thursday: 0 });
  });
});

describe('The one reminder', () => {
  let house: House;
  beforeEach(async () => {
    house = await openTeam({ chats: some });
  });
  afterEach(() => house.stop());

  const cardsOf = (who: (typeof some)[number]) =>
    house.messages(personal(who)).filter(({ activity }) => JSON.stringify(activity).includes('poll.view')).length;
  const [first, second, third] = [some[0] ?? asker, some[1] ?? asker, some[2] ?? asker];

  test('of a named poll goes to the silent, once, a day before the close; stop reminders is heard', async () => {
    const { poll } = await ask(house, { closesOn: '2026-12-01', closesAt: '12:00' });
    await vote(house, poll, first, { choice: 'Monday' });
    await house.says(third, 'stop reminders', { in: personal(third) });
    await house.moveTo('2026-11-30T11:59:00Z');
    expect([first, second, third].map(cardsOf)).toEqual([0, 0, 0]);
    await house.moveTo('2026-11-30T12:00:00Z');
    await house.moveTo('2026-11-30T12:01:00Z');
    expect([first, second, third].map(cardsOf)).toEqual([0, 1, 0]);
    const answered = await house.press(second, personal(second), 'poll.vote', { choice: 'Tuesday' });
    expect(textOf(answered.card ?? {})).toContain('Your answer is counted.');
  });

  test.each([
    ['everyone', [1, 1]],
    ['none', [0, 0]],
    ['silent', [0, 0]],
  ])('of an anonymous poll with %s: nobody can tell who has answered', async (reminder, expected) => {
    const { poll } = await ask(house, { mode: 'anonymous', reminder, closesOn: '2026-12-01', closesAt: '12:00' });
    await vote(house, poll, first, { choice: 'Monday' });
    await house.moveTo('2026-11-30T12:00:00Z');
    expect([first, second].map(cardsOf)).toEqual(expected);
  });
});

describe('What the meetings and “You said, we did” read', () => {
  test('the commonest gaps of the team’s latest poll, at most three; nothing of one that too few answered', async () => {
    const house = await openTeam();
    const { polls } = house.clerk;
    const gaps = async (voters: number) => {
      await house.says(asker, 'poll', { in: pollsChannel });
      const { poll } = await draft(house, {});
      await house.presses(asker, 'poll.template', { poll, template: 'gaps' }, { in: pollsChannel });
      await house.presses(asker, 'poll.send', { poll }, { in: pollsChannel });
      const all = (await stored(house, poll)).questions[0]?.choices ?? [];
      for (const [index, who] of others.slice(0, voters).entries()) {
        const chosen = [all[0], ...(index > 1 ? [all[2]] : []), ...(index > 3 ? [all[1]] : [all[5]])];
        await house.presses(who, 'poll.vote', { poll, choices: chosen.join(',') });
      }
      await house.presses(asker, 'poll.close', { poll });
      return stored(house, poll);
    };
    const closed = await gaps(7);
    const names = closed.questions[0]?.choices ?? [];
    // Everyone chose the first: the asker is warned before it is shown, and until then it is no topic either.
    expect(await polls.gapTopics(closed.teamId)).toEqual([]);
    await house.presses(asker, 'poll.show', { poll: closed.id });
    expect(await polls.gapTopics(closed.teamId)).toEqual([names[0], names[2], names[5]]);
    const [outcome] = await polls.closedPolls(closed.teamId);
    expect(outcome).toMatchObject({ id: closed.id, mode: 'anonymous', result: { state: 'shown', answered: 7 } });
    expect(await polls.askedOf(closed.id)).toHaveLength(25);
    // The rota of the team's meeting proposes them.
    await house.says(lead, 'set up meeting', { in: pollsChannel });
    const meeting = { title: 'Team', firstOn: '2026-12-08', startTime: '09:30', minutes: 60, repeat: 'fortnightly' };
    await house.press(lead, pollsChannel, 'series.save', meeting);
    await house.press(lead, pollsChannel, 'series.confirm');
    await house.says(lead, 'cpd', { in: pollsChannel });
    const rota = textOf(house.lastCard(pollsChannel).card);
    for (const name of [names[0], names[2], names[5]]) expect(rota).toContain(name);
    expect(rota).toContain('a common gap in the team');
    const few = await gaps(4);
    expect(await polls.gapTopics(few.teamId)).toEqual([]);
    await house.stop();
  });
});
