// Clicks that come twice, at once, or too early: one effect, and the answer of the present state.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Activity } from '../support/activities.ts';
import { dataOf, type House, readAnswer, textOf } from '../support/clerk.ts';
import { ENGINES } from '../support/databases.ts';
import {
  allIssues,
  answer,
  cabinetChannel,
  chat,
  handler,
  historyOf,
  latestIssue,
  lead,
  nurse,
  openWard,
  raise,
  stored,
} from './ward.ts';

let house: House;
afterEach(() => house.stop());

async function form(): Promise<Record<string, unknown>> {
  await house.says(nurse, 'raise');
  const { card = {} } = await house.press(nurse, chat, 'issue.start', { harm: 'no' });
  return { ...dataOf(card, 'issue.raise'), title: 'Labels print blank' };
}

/** Delivers activities at the same moment, as two deliveries of Teams that overtake each other. */
async function together(...activities: Activity[]) {
  const answers = await Promise.all(activities.map((activity) => house.far.send(house.clerk.url, activity)));
  await house.settle();
  return answers.map(readAnswer);
}

describe.each(ENGINES)('A click that Teams sends again, on %s,', (engine) => {
  beforeEach(async () => {
    house = await openWard({ engine });
  });

  /** A press on the last card of a place. */
  function click(who: typeof lead, place: typeof chat, verb: string, inputs: object = {}): Activity {
    const { id, card } = house.lastCard(place);
    return house.acts.presses(who, verb, { ...dataOf(card, verb), ...inputs }, { in: place, replyTo: id });
  }

  const repeats = {
    'raises one issue': async () => {
      await form();
      return click(nurse, chat, 'issue.raise', { title: 'Labels print blank' });
    },
    'takes once': async () => {
      await raise(house);
      return click(lead, cabinetChannel, 'issue.take');
    },
    'sets the state once, and tells the raiser once': async () => {
      await raise(house);
      const { id, card } = house.lastCard(cabinetChannel);
      // The handler's form is their own view of the channel's card: it has that card's data.
      const data = { ...dataOf(card, 'issue.take'), status: 'waiting', reply: 'Which printer?' };
      return house.acts.presses(lead, 'issue.update', data, { in: cabinetChannel, replyTo: id });
    },
    'closes once': async () => {
      await answer(house, await raise(house), 'resolved', 'There is a new cable.');
      return click(nurse, chat, 'issue.fixed');
    },
    'reopens once, and tells the handlers once': async () => {
      await answer(house, await raise(house), 'resolved', 'There is a new cable.');
      return click(nurse, chat, 'issue.notFixed', { comment: 'It is back' });
    },
    'records one safety concern': async () => {
      await house.says(nurse, 'raise');
      return click(nurse, chat, 'issue.start', { harm: 'yes' });
    },
  };

  /** All that there is to count: issues, steps of history, and messages that anybody was sent. */
  async function effects() {
    const issues = await allIssues(house);
    const steps = await Promise.all(
      issues.map(async (issue) => (await historyOf(house, issue)).map(({ kind }) => kind)),
    );
    const posted = house.far.sent.filter(({ kind }) => kind === 'post').length;
    return { issues: issues.length, steps, posted };
  }

  test.each(Object.entries(repeats))('%s, and gets the same answer', async (_what, make) => {
    const click = await make();
    const first = await house.deliver(click);
    const once = await effects();
    const again = await house.deliver(click);
    expect(again).toEqual(first);
    expect(await effects()).toEqual(once);
    // Under a new id: the answer is that of the present state, and nothing happens.
    const anew = readAnswer(await house.deliver({ ...click, id: `${click.id}-again` }));
    expect(anew.card, JSON.stringify(anew.body)).toBeDefined();
    expect(await effects()).toEqual(once);
  });

  test('gets the first answer also when things have moved on, and under a new id the present state', async () => {
    const click = await repeats['raises one issue']();
    const first = await house.deliver(click);
    await answer(house, await latestIssue(house), 'in-progress');
    expect(await house.deliver(click)).toEqual(first);
    const anew = readAnswer(await house.deliver({ ...click, id: `${click.id}-again` }));
    expect(textOf(anew.card ?? {})).toContain('In progress');
  });

  test.each(Object.entries(repeats))('%s, when both arrive at once', async (_what, make) => {
    const click = await make();
    const before = await effects();
    const answers = await together(click, click);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.every(({ card }) => card)).toBe(true);
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    const after = await effects();
    const steps = (counted: typeof before) => counted.steps.flat().length;
    expect(steps(after) - steps(before)).toBe(1);
    expect(after.issues).toBe(1);
    expect(after.posted - before.posted).toBeLessThanOrEqual(1);
  });
});

describe('A message that Teams sends again', () => {
  beforeEach(async () => {
    house = await openWard();
  });

  test.each(['raise the printer is down', 'help', 'labels always print blank', 'issues'])(
    '%j is answered once',
    async (text) => {
      const message = house.acts.says(nurse, text);
      await house.deliver(message);
      await house.deliver(message);
      await together(message, message);
      expect(house.messages(chat)).toHaveLength(1);
    },
  );
});

describe('A click that was refused', () => {
  beforeEach(async () => {
    house = await openWard();
  });

  test('works once it is corrected, under the same id and under a new one', async () => {
    const data = await form();
    const wrong = house.acts.presses(nurse, 'issue.raise', { ...data, title: '' });
    expect(readAnswer(await house.deliver(wrong)).notice).toMatch(/^What is wrong: write one sentence/);
    const right = { ...house.acts.presses(nurse, 'issue.raise', data), id: wrong.id };
    expect(textOf(readAnswer(await house.deliver(right)).card ?? {})).toContain('CAB-1');
    expect(await allIssues(house)).toHaveLength(1);
  });

  test('is judged anew when it comes again: what was too early then is not now', async () => {
    const issue = await raise(house);
    const click = house.acts.presses(nurse, 'issue.fixed', { issue: issue.id });
    expect(readAnswer(await house.deliver(click)).notice).toContain('nothing to confirm yet');
    await answer(house, issue, 'resolved', 'There is a new cable.');
    expect(readAnswer(await house.deliver(click)).card).toBeDefined();
    expect(await stored(house, issue)).toMatchObject({ state: 'closed', confirmed: 1 });
  });
});

describe('Two at once', () => {
  beforeEach(async () => {
    house = await openWard();
  });

  test('take: one has it, the other is told who', async () => {
    const issue = await raise(house);
    const data = { issue: issue.id };
    const answers = await together(
      house.acts.presses(lead, 'issue.take', data, { in: cabinetChannel }),
      house.acts.presses(handler, 'issue.take', data, { in: cabinetChannel }),
    );
    expect(answers.filter(({ card }) => card)).toHaveLength(1);
    const [refused] = answers.filter(({ notice }) => notice);
    expect(refused?.notice).toMatch(/^CAB-1: (Sam Okafor|Rosa Marsh) has it already\.$/);
    const owner = textOf(house.lastCard(cabinetChannel).card);
    expect(owner).toContain(refused?.notice?.includes('Sam') ? 'Sam Okafor' : 'Rosa Marsh');
    expect((await historyOf(house, issue)).map(({ kind }) => kind)).toEqual(['raised', 'taken']);
  });

  test('set the state: the last counts, and both are in the history', async () => {
    const issue = await raise(house);
    const set = (who: typeof lead, status: string, reply: string) =>
      house.acts.presses(who, 'issue.update', { issue: issue.id, status, reply }, { in: cabinetChannel });
    const answers = await together(
      set(lead, 'waiting', 'Which printer?'),
      set(handler, 'resolved', 'There is a new cable.'),
    );
    expect(answers.every(({ card }) => card)).toBe(true);
    const history = await historyOf(house, issue);
    const states = history.map(({ toState }) => toState);
    expect(new Set(states)).toEqual(new Set(['new', 'waiting', 'resolved']));
    const now = await stored(house, issue);
    expect([now.state, now.reply]).toEqual([states.at(-1), history.at(-1)?.words]);
    expect(history[2]?.fromState).toBe(states[1]);
  });

  test('say that it is fixed, and that it is not: neither is lost without a word', async () => {
    const issue = await raise(house);
    await answer(house, issue, 'resolved', 'There is a new cable.');
    const say = (verb: string) => house.acts.presses(nurse, verb, { issue: issue.id, comment: '' });
    await together(say('issue.fixed'), say('issue.notFixed'));
    const kinds = (await historyOf(house, issue)).map(({ kind }) => kind);
    expect(kinds).toContain('not-fixed');
    expect(['closed', 'in-progress']).toContain((await stored(house, issue)).state);
  });

  test('answer, and say that it is not fixed: the words of both are kept', async () => {
    const issue = await raise(house);
    await answer(house, issue, 'resolved', 'There is a new cable.');
    const news = house.lastCard(chat);
    await answer(house, issue, 'in-progress', 'No, wait.');
    for (let times = 0; times < 2; times += 1) {
      await house.press(nurse, chat, 'issue.notFixed', { comment: 'It is blank again' }, news);
    }
    const words = (await historyOf(house, issue)).map((step) => step.words);
    expect(words).toEqual(['', 'There is a new cable.', 'No, wait.', 'It is blank again']);
    expect(await stored(house, issue)).toMatchObject({ state: 'in-progress' });
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('Not fixed. Back with Sam Okafor.');
  });

  test('raise: each gets a reference of their own', async () => {
    const one = await form();
    const other = await form();
    const another = { ...other, title: 'The scanner is missing' };
    await together(house.acts.presses(nurse, 'issue.raise', one), house.acts.presses(nurse, 'issue.raise', another));
    expect((await allIssues(house)).map(({ reference }) => reference)).toEqual(['CAB-1', 'CAB-2']);
  });

  test('the same status, twice: one step and one message', async () => {
    const issue = await raise(house);
    await answer(house, issue, 'resolved', 'There is a new cable.');
    const heard = house.messages(chat).length;
    await answer(house, issue, 'resolved', 'There is a new cable.', handler);
    expect(house.messages(chat)).toHaveLength(heard);
    expect(await historyOf(house, issue)).toHaveLength(2);
  });
});
