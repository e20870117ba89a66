// Buttons that lead nowhere any more, are pressed by who has left, or come from a client too old to show an answer.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Card, channel, dataOf, type House, personal, textOf, verbsOf } from '../support/clerk.ts';
import {
  allIssues,
  answer,
  cabinetChannel,
  cardsIn,
  chat,
  digital,
  handler,
  lead,
  nurse,
  openWard,
  raise,
  safety,
  safetyDeputy,
  stored,
  take,
} from './ward.ts';

let house: House;
beforeEach(async () => {
  house = await openWard();
});
afterEach(() => house.stop());

describe('A button that leads nowhere', () => {
  test.each(['issue.explode', '', 'constructor', '__proto__', 'issue.take '])(
    'a verb that does not exist: %j',
    async (verb) => {
      const pressed = await house.presses(nurse, verb, { issue: 'x' });
      expect(pressed).toMatchObject({
        status: 200,
        notice: 'This button is out of date. Write help to see what I can do.',
      });
    },
  );

  test.each(['issue.start', 'issue.safety', 'issue.safetyForm', 'issue.raise'])(
    '%s on a form that is not there',
    async (verb) => {
      for (const draft of ['', 'no-such-form']) {
        const pressed = await house.presses(nurse, verb, { draft, harm: 'no', title: 'Labels print blank' });
        expect(pressed.notice).toBe('This form is out of date. Write raise for a new one.');
      }
    },
  );

  test.each(['issue.take', 'issue.view', 'issue.update', 'issue.release', 'issue.fixed', 'issue.notFixed'])(
    '%s on an issue that is not there',
    async (verb) => {
      const pressed = await house.presses(lead, verb, { issue: 'no-such-issue', status: 'triaged' });
      expect(pressed.notice).toMatch(/^There is no such issue that you can see\./);
    },
  );

  test.each([null, [], 'text', 7])('data that is %j', async (data) => {
    const pressed = await house.presses(nurse, 'issue.take', data as unknown as object);
    expect(pressed).toMatchObject({ status: 200, notice: expect.any(String) });
  });
});

describe('Who has left the team', () => {
  async function leaves(who: typeof lead): Promise<void> {
    const at = house.far.teams.findIndex(({ id }) => id === digital.id);
    const members = digital.members.filter((member) => member !== who);
    house.far.teams.splice(at, 1, { ...digital, members });
    await house.deliver(house.acts.leaves([who], channel(digital)));
  }

  test('presses a handler’s button in vain', async () => {
    const issue = await raise(house);
    const theirs = await take(house, issue, handler);
    const data = dataOf(theirs.card ?? {}, 'issue.update');
    await leaves(handler);
    for (const [verb, inputs] of [
      ['issue.update', { status: 'resolved', reply: 'Done' }],
      ['issue.view', {}],
    ] as const) {
      const pressed = await house.presses(handler, verb, { ...data, ...inputs }, { in: cabinetChannel });
      expect(pressed.notice).toMatch(/^Only those who handle this cabinet/);
    }
    expect(await stored(house, issue)).toMatchObject({ state: 'triaged' });
  });

  test('leaves what they had to whoever takes it next', async () => {
    const issue = await raise(house);
    await take(house, issue, handler);
    await leaves(handler);
    expect((await take(house, issue, lead)).card).toBeDefined();
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('Sam Okafor');
    expect(textOf(cardsIn(house, chat)[0]?.card ?? {})).toContain('Sam Okafor');
  });

  test('leaves it as well to whoever answers next', async () => {
    const issue = await raise(house);
    await take(house, issue, handler);
    await leaves(handler);
    await answer(house, issue, 'in-progress');
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('Sam Okafor');
  });

  test('hears of no safety concern any more', async () => {
    await leaves(safety);
    await house.says(nurse, 'raise');
    await house.press(nurse, chat, 'issue.start', { harm: 'yes' });
    expect(house.messages(personal(safety))).toEqual([]);
    expect(textOf(house.lastCard(personal(safetyDeputy)).card)).toContain('CAB-1');
  });
});

describe('A client too old for Action.Execute', () => {
  /** What the card's own fallback would send. */
  function submitOf(card: Card, verb: string): Record<string, unknown> {
    const found = JSON.stringify(card).match(
      new RegExp(`"fallback":(\\{[^{}]*"data":\\{[^{}]*"verb":"${verb}"[^{}]*\\}[^{}]*\\})`),
    );
    return (JSON.parse(found?.[1] ?? '{}') as { data: Record<string, unknown> }).data;
  }

  async function submits(verb: string, inputs: object) {
    const on = house.lastCard(chat);
    await house.deliver(house.acts.submits(nurse, { ...submitOf(on.card, verb), ...inputs }, { replyTo: on.id }));
  }

  test('raises an issue all the same: the card that was pressed is edited', async () => {
    await house.says(nurse, 'raise');
    const { id } = house.lastCard(chat);
    await submits('issue.start', { harm: 'no' });
    expect(verbsOf(house.lastCard(chat).card)).toEqual(['issue.raise']);
    await submits('issue.raise', { title: '' });
    expect(house.linesIn(chat)).toEqual([expect.stringMatching(/^What is wrong: write one sentence/)]);
    await submits('issue.raise', { title: 'Labels print blank' });
    expect(textOf(house.lastCard(chat).card)).toContain('CAB-1');
    expect(house.lastCard(chat).id).toBe(id);
    expect(await allIssues(house)).toHaveLength(1);
  });

  test('takes an issue in the channel, and the form comes in their own chat', async () => {
    const issue = await raise(house);
    const posted = house.lastCard(cabinetChannel);
    const data = submitOf(posted.card, 'issue.take');
    await house.deliver(house.acts.submits(lead, data, { in: cabinetChannel, replyTo: posted.id }));
    expect(await stored(house, issue)).toMatchObject({ state: 'triaged' });
    expect(verbsOf(house.lastCard(personal(lead)).card)).toContain('issue.update');
  });
});
