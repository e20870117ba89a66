import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataOf, type House, inputOf, readAnswer, textOf, verbsOf } from '../support/clerk.ts';
import { ENGINES } from '../support/databases.ts';
import {
  answersTo,
  ask,
  asker,
  barsOf,
  lead,
  members,
  openTeam,
  others,
  pollCard,
  pollsChannel,
  stored,
  stranger,
  vote,
} from './team.ts';

const CHOICES = ['Monday', 'Tuesday', 'Thursday'] as const;
const one = others[0] ?? lead;

describe('Answering', () => {
  let house: House;
  beforeEach(async () => {
    house = await openTeam();
  });
  afterEach(() => house.stop());

  test('shows at once that it is counted, in one’s own view; the last answer is theirs', async () => {
    const { poll } = await ask(house);
    const first = await vote(house, poll, one, { choice: 'Monday' });
    expect(textOf(first.card ?? {})).toContain('Your answer is counted. You can change it until the poll closes.');
    expect(inputOf(first.card ?? {}, 'choice')?.value).toBe('Monday');
    const second = await vote(house, poll, one, { choice: 'Thursday' });
    expect(inputOf(second.card ?? {}, 'choice')?.value).toBe('Thursday');
    expect(await answersTo(house, poll)).toBe(1);
    await house.moveTo(new Date(house.now().getTime() + 10_000));
    expect(barsOf(pollCard(house))).toEqual({ Monday: 0, Tuesday: 0, Thursday: 1 });
    // The card that all see holds nobody's own answer.
    expect(inputOf(pollCard(house), 'choice')?.value).toBeUndefined();
  });

  test('is refused to who is not asked, and for what is not on the list', async () => {
    const { poll } = await ask(house);
    expect((await vote(house, poll, stranger, { choice: 'Monday' })).notice).toContain('There is no such poll');
    expect((await vote(house, poll, one, { choice: 'Sunday' })).notice).toBe('Your answer: choose one of the list.');
    expect((await vote(house, poll, one, {})).notice).toBe('Your answer: choose one of the list first.');
    expect(await answersTo(house, poll)).toBe(0);
  });

  test('with several choices that have commas of their own, at most as many as asked for', async () => {
    const choices = 'Log-in, slow\nLog-in\nPrinting';
    const { poll } = await ask(house, { kind: 'multiple', choices, most: 2 });
    await vote(house, poll, one, { choices: 'Printing,Log-in, slow' });
    await house.moveTo(new Date(house.now().getTime() + 10_000));
    expect(barsOf(pollCard(house))).toEqual({ 'Log-in, slow': 1, 'Log-in': 0, Printing: 1 });
    const many = await vote(house, poll, one, { choices: 'Printing,Log-in, slow,Log-in' });
    expect(many.notice).toContain('choose at most 2');
  });

  test('one second after its time is refused with the time, though the clock has not run', async () => {
    const { poll } = await ask(house, { closesOn: '2026-11-25', closesAt: '12:00' });
    house.setClock('2026-11-25T11:59:56.000Z');
    expect((await vote(house, poll, one, { choice: 'Monday' })).card).toBeDefined();
    house.setClock('2026-11-25T11:59:58.000Z');
    const late = await vote(house, poll, one, { choice: 'Tuesday' });
    expect(house.now().toISOString()).toBe('2026-11-25T12:00:01.000Z');
    expect(late.notice).toBe(
      'This poll closed on Wednesday 25 November 2026 at midday. Your answer came later and was not counted.',
    );
    expect(await stored(house, poll)).toMatchObject({ state: 'open' });
    await house.moveTo('2026-11-25T12:01:00Z');
    expect(barsOf(pollCard(house))).toEqual({ Monday: 1, Tuesday: 0, Thursday: 0 });
    expect(textOf(pollCard(house))).toContain('This poll is closed.');
    expect(await stored(house, poll)).toMatchObject({ state: 'closed', closedAt: '2026-11-25T12:00:00.000Z' });
  });

  test('an anonymous answer cannot be changed: pressed again it is the first that counts', async () => {
    const { poll } = await ask(house, { mode: 'anonymous' });
    for (const who of others.slice(0, 5)) await vote(house, poll, who, { choice: 'Monday' });
    await vote(house, poll, others[5] ?? lead, { choice: 'Tuesday' });
    const again = await vote(house, poll, one, { choice: 'Thursday' });
    expect(textOf(again.card ?? {})).toContain('It cannot be changed.');
    expect(verbsOf(again.card ?? {})).not.toContain('poll.vote');
    await house.presses(asker, 'poll.close', { poll });
    expect(barsOf(pollCard(house))).toEqual({ Monday: 5, Tuesday: 1, Thursday: 0 });
  });

  test('the card of a channel draws their own view for up to 60 people, and only reads', async () => {
    const { poll } = await ask(house);
    await vote(house, poll, one, { choice: 'Tuesday' });
    const card = pollCard(house) as { refresh?: { userIds: string[]; action: { verb: string; data: object } } };
    expect(card.refresh?.action.verb).toBe('poll.view');
    expect(new Set(card.refresh?.userIds)).toEqual(new Set(members.map(({ id }) => id)));
    const before = house.far.sent.length;
    const asked = house.acts.presses(one, 'poll.view', card.refresh?.action.data ?? {}, { in: pollsChannel });
    const automatic = { ...asked, value: { ...(asked.value as object), trigger: 'automatic' } };
    const own = readAnswer(await house.deliver(automatic));
    expect(inputOf(own.card ?? {}, 'choice')?.value).toBe('Tuesday');
    expect(house.far.sent.length).toBe(before);
  });

  test('results after one’s answer are for who has answered; the shared card shows none', async () => {
    const { poll } = await ask(house, { results: 'after-answer' });
    const own = await vote(house, poll, one, { choice: 'Tuesday' });
    expect(barsOf(own.card ?? {})).toEqual({ Monday: 0, Tuesday: 1, Thursday: 0 });
    const silent = await house.presses(others[1] ?? lead, 'poll.view', { poll }, { in: pollsChannel });
    expect(barsOf(silent.card ?? {})).toEqual({});
    await house.moveTo(new Date(house.now().getTime() + 10_000));
    expect(barsOf(pollCard(house))).toEqual({});
  });

  test.each(['live', 'after-answer'])(
    'of a confidential poll that was to be %s nothing is shown until it closes: each answer and each change would show itself',
    async (results) => {
      const { poll } = await ask(house, { mode: 'confidential', results });
      expect(await stored(house, poll)).toMatchObject({ results: 'at-close' });
      // As a poll of an earlier version, or one changed by hand, would be stored.
      await house.clerk.store.db.updateTable('polls').set({ results: 'live' }).where('id', '=', poll).execute();
      for (const who of others.slice(0, 6)) await vote(house, poll, who, { choice: 'Monday' });
      await vote(house, poll, one, { choice: 'Tuesday' });
      await house.moveTo(new Date(house.now().getTime() + 10_000));
      const looks = [
        await house.presses(one, 'poll.view', { poll }, { in: pollsChannel }),
        await house.presses(asker, 'poll.status', { poll }),
        await house.presses(lead, 'poll.status', { poll }),
      ];
      for (const card of [pollCard(house), ...looks.map((look) => look.card ?? {})]) {
        expect(barsOf(card)).toEqual({});
        expect(textOf(card)).not.toContain('Monday:');
      }
      const closed = await house.presses(asker, 'poll.close', { poll });
      expect(barsOf(closed.card ?? {})).toEqual({ Monday: 5, Tuesday: 1, Thursday: 0 });
      expect(JSON.stringify(closed.card)).not.toContain(one.name);
    },
  );

  test('of a named poll is shown with names to the asker and in the channel; of a confidential one with none', async () => {
    const named = await ask(house);
    await vote(house, named.poll, one, { choice: 'Monday' });
    await house.moveTo(new Date(house.now().getTime() + 10_000));
    const status = await house.presses(asker, 'poll.status', { poll: named.poll });
    for (const card of [pollCard(house), status.card ?? {}]) expect(textOf(card)).toContain(one.name);
    const { poll } = await ask(house, { mode: 'confidential', kind: 'text', choices: '' });
    expect(textOf(pollCard(house))).toContain(
      'it could have to be disclosed after a Freedom of Information (FOI) or subject access request',
    );
    for (const who of others.slice(0, 6)) await vote(house, poll, who, { text: 'More time' });
    const changed = await vote(house, poll, one, { text: 'More staff' });
    expect(inputOf(changed.card ?? {}, 'text')?.value).toBe('More staff');
    const closed = await house.presses(asker, 'poll.close', { poll });
    for (const card of [pollCard(house), closed.card ?? {}]) {
      expect(textOf(card)).toContain('More staff');
      for (const who of others.slice(0, 6)) expect(JSON.stringify(card)).not.toContain(`${who.name}"`);
    }
  });

  test('in words comes in an order that is none, and nothing names it that could be worked out from its writer', async () => {
    const { poll } = await ask(house, { mode: 'confidential', kind: 'text', choices: '' });
    const writers = others.slice(0, 12);
    const texts = writers.map((_, index) => `words${String(index).padStart(2, '0')}`);
    for (const [index, who] of writers.entries()) await vote(house, poll, who, { text: texts[index] ?? '' });
    await house.presses(asker, 'poll.close', { poll });
    const { db } = house.clerk.store;
    const rows = await db.selectFrom('pollBallots').selectAll().where('pollId', '=', poll).execute();
    expect(new Set(rows.map(({ answerKey }) => answerKey)).size).toBe(12);
    for (const { personId, answerKey } of rows) {
      expect(answerKey).toMatch(/^[0-9a-f]{32}$/);
      const worked = createHash('sha256').update([poll, 1, personId].join('\n')).digest('hex');
      expect(worked).not.toContain(answerKey);
    }
    const shown = textOf(pollCard(house)).match(/words\d\d/g) ?? [];
    expect(shown.toSorted()).toEqual(texts);
    expect(shown).not.toEqual(texts);
    expect(shown).not.toEqual(texts.toReversed());
    expect(shown).toEqual(textOf(pollCard(house)).match(/words\d\d/g));
  });

  test('to a scale, to several choices and in words is counted on one card', async () => {
    const { poll } = await ask(house, {
      kind: 'scale',
      choices: '',
      questionTwo: 'Which?',
      kindTwo: 'multiple',
      choicesTwo: 'Log-in\nPaper',
      questionThree: 'What else?',
      kindThree: 'text',
    });
    const missing = await vote(house, poll, one, { scale: '4', textThree: 'Nothing' });
    expect(missing.notice).toBe('Question 2: choose one of the list first.');
    expect((await vote(house, poll, one, { scale: '6', choicesTwo: 'Paper' })).notice).toBe(
      'Question 1: choose one of the list.',
    );
    await vote(house, poll, one, { scale: '4', choicesTwo: 'Paper,Log-in', textThree: 'Nothing else' });
    await house.moveTo(new Date(house.now().getTime() + 10_000));
    expect(barsOf(pollCard(house))).toEqual({ 1: 0, 2: 0, 3: 0, 4: 1, 5: 0, 'Log-in': 1, Paper: 1 });
    expect(textOf(pollCard(house))).toContain('Nothing else');
  });

  test('holds an identifier of a patient: refused, and nothing of it is kept', async () => {
    const { poll } = await ask(house, { kind: 'text', choices: '' });
    const answer = await vote(house, poll, one, { text: 'Ask about 943 476 5919' });
    expect(answer.notice).toContain('Your answer: ');
    expect(await answersTo(house, poll)).toBe(0);
  });
});

describe.each(ENGINES)('25 people within one second on %s', (engine) => {
  test('three of them twice: 25 answers, each person’s last, and the card says 25', async () => {
    const house = await openTeam({ engine });
    const { poll } = await ask(house);
    await house.moveTo(new Date(house.now().getTime() + 10_000));
    const at = dataOf(pollCard(house), 'poll.vote');
    const press = (who: (typeof members)[number], choice: string) =>
      house.far.send(house.clerk.url, house.acts.presses(who, 'poll.vote', { ...at, choice }, { in: pollsChannel }));
    const updates = () =>
      house.far.sent.filter(({ kind, conversationId }) => kind === 'update' && conversationId === pollsChannelId());
    const before = updates().length;
    const twice = members.slice(0, 3);
    await Promise.all(twice.map((who) => press(who, 'Monday')));
    await Promise.all([
      ...twice.map((who) => press(who, 'Thursday')),
      ...members.slice(3).map((who, index) => press(who, index % 2 === 0 ? 'Monday' : 'Tuesday')),
    ]);
    await house.settle();
    expect(updates().length - before).toBeLessThanOrEqual(1);
    await house.moveTo(new Date(house.now().getTime() + 3_000));
    expect(updates().length - before).toBeLessThanOrEqual(2);
    expect(await answersTo(house, poll)).toBe(25);
    expect(barsOf(pollCard(house))).toEqual({ Monday: 11, Tuesday: 11, Thursday: 3 });
    expect(textOf(pollCard(house))).toContain('25 of 25 people have answered (100%).');
    await house.stop();
  }, 60_000);
});

function pollsChannelId(): string {
  return pollsChannel.kind === 'channel' ? pollsChannel.channel.id : '';
}

describe('Whatever is pressed in whatever order', () => {
  test.each(
    ENGINES.flatMap((engine) =>
      (['named', 'confidential', 'anonymous'] as const).map((mode) => [mode, engine] as const),
    ),
  )(
    'one answer per person is counted in a poll that is %s, on %s',
    async (mode, engine) => {
      const house = await openTeam({ engine });
      const press = fc.record({
        who: fc.integer({ min: 0, max: 6 }),
        choice: fc.constantFrom(...CHOICES),
        atOnce: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(press, { minLength: 1, maxLength: 14 }), async (presses) => {
          const { poll } = await ask(house, { mode });
          let batch: Promise<unknown>[] = [];
          // What each person pressed at the same time last: of these one is their last answer.
          const last = new Map<string, Set<string>>();
          let now = new Map<string, Set<string>>();
          for (const { who, choice, atOnce } of presses) {
            const person = members[who] ?? lead;
            batch.push(
              house.far.send(
                house.clerk.url,
                house.acts.presses(person, 'poll.vote', { poll, choice }, { in: pollsChannel }),
              ),
            );
            now.set(person.name, new Set([...(now.get(person.name) ?? []), choice]));
            if (!atOnce) {
              await Promise.all(batch);
              batch = [];
              for (const [name, choices] of now) last.set(name, choices);
              now = new Map();
            }
          }
          await Promise.all(batch);
          for (const [name, choices] of now) last.set(name, choices);
          await house.settle();
          const people = new Set(presses.map(({ who }) => who)).size;
          const { db } = house.clerk.store;
          if (mode !== 'anonymous') {
            expect(await answersTo(house, poll)).toBe(people);
            const kept = await db
              .selectFrom('pollBallots')
              .innerJoin('people', 'people.id', 'pollBallots.personId')
              .select(['people.name', 'answer'])
              .where('pollId', '=', poll)
              .execute();
            for (const { name, answer } of kept) {
              expect([...(last.get(name) ?? [])].map((choice) => JSON.stringify([choice]))).toContain(answer);
            }
          } else {
            const tallies = await db.selectFrom('pollTallies').select('count').where('pollId', '=', poll).execute();
            expect(tallies.reduce((sum, { count }) => sum + count, 0)).toBe(people);
            const voters = await db.selectFrom('pollVoters').select('personId').where('pollId', '=', poll).execute();
            expect(voters).toHaveLength(people);
          }
        }),
        { numRuns: engine === 'sqlite' ? 12 : 6 },
      );
      await house.stop();
    },
    60_000,
  );
});
