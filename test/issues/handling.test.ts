// Handling an issue: taking it, answering it, and what its raiser and the cabinet see at each state.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { channel, dataOf, type House, inputOf, personal, textOf, verbsOf } from '../support/clerk.ts';
import { writesBlocked } from '../support/faults.ts';
import {
  answer,
  cabinetChannel,
  cardsIn,
  chat,
  digital,
  doctor,
  handler,
  historyOf,
  lead,
  nurse,
  openWard,
  raise,
  stored,
  take,
} from './ward.ts';

let house: House;
beforeEach(async () => {
  house = await openWard();
});
afterEach(() => house.stop());

/** The receipt as it stands: the first card in the raiser's chat. */
function receipt(): string {
  const [first] = cardsIn(house, chat);
  return textOf(first?.card ?? {});
}

describe('Taking an issue', () => {
  test('answers who took it with its form, and shows everyone in the channel who has it', async () => {
    const issue = await raise(house, { detail: 'Since the update' });
    const posted = house.lastCard(cabinetChannel);
    const taken = await house.press(lead, cabinetChannel, 'issue.take', {}, posted);
    const form = taken.card ?? {};
    expect(verbsOf(form)).toContain('issue.update');
    expect(textOf(form)).toContain('Since the update');
    expect(textOf(form)).toContain('Amina Yusuf');
    const choices = inputOf(form, 'status')?.choices as { value: string }[];
    expect(choices.map(({ value }) => value)).toEqual(['triaged', 'in-progress', 'waiting', 'resolved', 'could-not']);
    const shown = house.lastCard(cabinetChannel);
    expect(shown.id).toBe(posted.id);
    expect(textOf(shown.card)).toContain('Taken: somebody is looking into it');
    expect(textOf(shown.card)).toContain('Sam Okafor');
    expect(textOf(shown.card)).not.toContain('Amina');
    expect(verbsOf(shown.card)).not.toContain('issue.take');
    expect(await stored(house, issue)).toMatchObject({ state: 'triaged' });
  });

  test('is for handlers alone: others are refused where only they see it, and the card stays', async () => {
    const issue = await raise(house);
    const before = house.far.sent.length;
    for (const verb of ['issue.take', 'issue.view']) {
      const refused = await house.press(doctor, cabinetChannel, verb);
      expect(refused).toMatchObject({
        status: 200,
        card: undefined,
        notice: expect.stringMatching(/^Only those who handle/),
      });
    }
    const update = { issue: issue.id, status: 'resolved', reply: 'Nothing to see' };
    expect((await house.presses(nurse, 'issue.update', update)).notice).toMatch(/^Only those who handle/);
    expect(house.far.sent).toHaveLength(before);
    expect(await stored(house, issue)).toMatchObject({ state: 'new', ownerId: null });
  });

  test('is for the whole team where its facilitator chose that', async () => {
    await house.stop();
    house = await openWard({ cabinet: { handlers: 'team' }, team: { handlers: '' } });
    const issue = await raise(house);
    expect((await take(house, issue, handler)).card).toBeDefined();
    expect((await take(house, issue, doctor)).notice).toMatch(/^Only those who handle/);
  });
});

describe('What the raiser hears', () => {
  test('of each state is on their receipt, in the same message', async () => {
    const issue = await raise(house);
    const { id } = house.lastCard(chat);
    expect(receipt()).toContain('New: not looked at yet');
    await take(house, issue);
    expect(receipt()).toContain('Taken: somebody is looking into it');
    await answer(house, issue, 'in-progress');
    expect(receipt()).toContain('In progress: it is being worked on');
    await answer(house, issue, 'waiting', 'Which printer is it?');
    expect(receipt()).toContain('Waiting: we need something from you');
    expect(receipt()).toContain('Which printer is it?');
    await answer(house, issue, 'resolved', 'There is a new cable.');
    expect(receipt()).toContain('Resolved: we think it is fixed');
    expect(receipt()).toContain('Reply from Sam Okafor');
    await answer(house, issue, 'could-not', 'The printer is too old.', handler);
    expect(receipt()).toContain('Reply from Rosa Marsh');
    expect(receipt()).toContain('Sam Okafor');
    expect(receipt()).toContain('Could not be fixed: the reply says why');
    expect(receipt()).not.toContain('Did this fix it?');
    expect(cardsIn(house, chat)[0]?.id).toBe(id);
  });

  test('as a message of its own is only what they must read or do', async () => {
    const issue = await raise(house);
    const heard: [string, number][] = [];
    const steps = [
      ['triaged', ''],
      ['in-progress', 'We ordered a cable.'],
      ['waiting', 'Which printer is it?'],
      ['in-progress', ''],
      ['resolved', 'There is a new cable.'],
      ['could-not', 'The printer is too old.'],
      ['resolved', 'There is a new printer.'],
    ] as const;
    for (const [status, reply] of steps) {
      const before = house.messages(chat).length;
      await answer(house, issue, status, reply);
      heard.push([status, house.messages(chat).length - before]);
    }
    expect(heard.map(([, count]) => count)).toEqual([0, 0, 1, 0, 1, 1, 1]);
    const [, waiting, resolved, couldNot] = cardsIn(house, chat).map(({ card }) => textOf(card));
    expect(waiting).toContain('We need something from you');
    expect(waiting).toContain('Which printer is it?');
    expect(resolved).toContain('We think this is fixed');
    expect(couldNot).toContain('We could not fix this');
    expect(couldNot).toContain('The printer is too old.');
  });

  test('when it waits for them says whom to answer', async () => {
    const issue = await raise(house);
    await answer(house, issue, 'waiting', 'Which printer is it?', handler);
    expect(textOf(house.lastCard(chat).card)).toContain('Please answer Rosa Marsh in a Teams chat.');
    expect(house.messages(chat).at(-1)?.activity.channelData).toEqual({
      notification: { alert: true },
    });
  });

  test.each(['waiting', 'resolved', 'could-not'])('%s is refused without words for them', async (status) => {
    const issue = await raise(house);
    const refused = await answer(house, issue, status, ' \n ');
    expect(refused.notice).toBe(
      'Reply: write to the person who raised it, in plain words, what happened or what you need.',
    );
    expect(await stored(house, issue)).toMatchObject({ state: 'new', ownerId: null, reply: '' });
    expect(house.messages(chat)).toHaveLength(1);
  });
});

describe('Did this fix it?', () => {
  async function resolved() {
    const issue = await raise(house);
    await take(house, issue);
    await answer(house, issue, 'resolved', 'There is a new cable.');
    return issue;
  }

  test('is asked on the message and on the receipt', async () => {
    await resolved();
    for (const { card } of cardsIn(house, chat)) {
      expect(textOf(card)).toContain('Did this fix it?');
      expect(verbsOf(card)).toEqual(['issue.fixed', 'issue.notFixed']);
    }
  });

  test('yes closes it, confirmed, on every card', async () => {
    const issue = await resolved();
    const pressed = await house.press(nurse, chat, 'issue.fixed');
    expect(textOf(pressed.card ?? {})).toContain('Closed: confirmed as fixed');
    for (const { card } of [...cardsIn(house, chat), house.lastCard(cabinetChannel)]) {
      expect(textOf(card)).toContain('Closed: confirmed as fixed');
      expect(verbsOf(card)).not.toContain('issue.fixed');
    }
    expect(await stored(house, issue)).toMatchObject({
      state: 'closed',
      confirmed: 1,
      closedAt: house.now().toISOString(),
    });
    expect((await historyOf(house, issue)).map(({ kind }) => kind)).toEqual(['raised', 'taken', 'updated', 'fixed']);
  });

  test('yes on the receipt takes the question off the message too', async () => {
    await resolved();
    const [first, news] = cardsIn(house, chat);
    await house.press(nurse, chat, 'issue.fixed', {}, first);
    const after = cardsIn(house, chat).find(({ id }) => id === news?.id);
    expect(textOf(after?.card ?? {})).toContain('There is a new cable.');
    expect(textOf(after?.card ?? {})).not.toContain('Did this fix it?');
    expect(verbsOf(after?.card ?? {})).not.toContain('issue.fixed');
  });

  test('no takes it back to who has it, and tells the handlers under their card, with the words where only they look', async () => {
    const issue = await resolved();
    const { ownerId } = await stored(house, issue);
    const posted = house.lastCard(cabinetChannel);
    await house.press(nurse, chat, 'issue.notFixed', { comment: 'It is blank again' });
    expect(await stored(house, issue)).toMatchObject({ state: 'in-progress', ownerId, resolvedAt: null });
    const cards = cardsIn(house, cabinetChannel);
    const note = cards.at(-1);
    expect(textOf(note?.card ?? {})).toContain('Not fixed. Back with Sam Okafor.');
    expect(note?.thread).toContain(`;messageid=${posted.id}`);
    expect(JSON.stringify(cards)).not.toContain('It is blank again');
    const theirs = await house.presses(lead, 'issue.view', { issue: issue.id }, { in: cabinetChannel });
    expect(textOf(theirs.card ?? {})).toContain('Not fixed: It is blank again');
    expect(receipt()).toContain('In progress: it is being worked on');
  });

  test('no makes it new again where who had it has left', async () => {
    const issue = await resolved();
    house.far.teams.splice(0, 1, { ...digital, members: digital.members.filter((member) => member !== lead) });
    await house.deliver(house.acts.leaves([lead], channel(digital)));
    await house.press(nurse, chat, 'issue.notFixed');
    expect(await stored(house, issue)).toMatchObject({ state: 'new', ownerId: null });
    expect(textOf(cardsIn(house, cabinetChannel).at(-1)?.card ?? {})).toContain('It is new again');
    expect(verbsOf(cardsIn(house, cabinetChannel)[0]?.card ?? {})).toContain('issue.take');
  });

  test('could not be fixed is not asked about, but can be looked at again', async () => {
    const issue = await raise(house);
    await answer(house, issue, 'could-not', 'The printer is too old.');
    const news = house.lastCard(chat);
    expect(verbsOf(news.card)).toEqual(['issue.notFixed']);
    expect((await house.presses(nurse, 'issue.fixed', { issue: issue.id })).notice).toBe(
      'CAB-1 could not be fixed, so there is nothing to confirm.',
    );
    await house.press(nurse, chat, 'issue.notFixed', { comment: 'There is a new one in stores' });
    expect(await stored(house, issue)).toMatchObject({ state: 'in-progress' });
  });

  test.each(['new', 'triaged', 'in-progress', 'waiting'])('is no question while it is %s', async (state) => {
    const issue = await raise(house);
    if (state !== 'new') await answer(house, issue, state, 'Some words');
    const refused = await house.presses(nurse, 'issue.fixed', { issue: issue.id });
    expect(refused.notice).toBe('CAB-1 is being worked on, so there is nothing to confirm yet.');
    expect(await stored(house, issue)).toMatchObject({ state });
  });

  test('is for the raiser alone', async () => {
    const issue = await resolved();
    for (const who of [lead, doctor]) {
      for (const verb of ['issue.fixed', 'issue.notFixed']) {
        const refused = await house.presses(who, verb, { issue: issue.id });
        expect(refused.notice).toBe('Only the person who raised it can say whether it is fixed.');
      }
    }
    expect(await stored(house, issue)).toMatchObject({ state: 'resolved' });
  });
});

describe('A closed issue', () => {
  test('takes nothing more from handlers, who are told what can be done', async () => {
    const issue = await raise(house);
    const early = house.lastCard(cabinetChannel);
    await answer(house, issue, 'resolved', 'There is a new cable.');
    await house.press(nurse, chat, 'issue.fixed');
    const words = 'CAB-1 is closed. The person who raised it can reopen it for 30 days.';
    const on = { in: cabinetChannel, replyTo: early.id };
    expect((await house.presses(handler, 'issue.take', dataOf(early.card, 'issue.take'), on)).notice).toBe(words);
    expect((await answer(house, issue, 'in-progress')).notice).toBe(words);
    const viewed = await house.presses(lead, 'issue.view', { issue: issue.id }, { in: cabinetChannel });
    expect(verbsOf(viewed.card ?? {})).not.toContain('issue.update');
    expect(verbsOf(house.lastCard(cabinetChannel).card)).toEqual(['issue.view']);
  });

  test('of somebody who has blocked the bot works on, and the handlers see why they cannot be told', async () => {
    const issue = await raise(house);
    house.far.fail(writesBlocked, { conversationId: nurse.chatId });
    await answer(house, issue, 'resolved', 'There is a new cable.');
    const words = 'The person who raised this could not be told: they have blocked or removed the app.';
    const seen = await house.presses(lead, 'issue.view', { issue: issue.id }, { in: cabinetChannel });
    expect(textOf(seen.card ?? {})).toContain(words);
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain(words);
    const sent = house.messages(chat).length;
    expect((await answer(house, issue, 'in-progress', '', handler)).card).toBeDefined();
    expect((await answer(house, issue, 'could-not', 'It is too old.', handler)).card).toBeDefined();
    expect(await stored(house, issue)).toMatchObject({ state: 'could-not', reply: 'It is too old.' });
    expect(house.messages(chat)).toHaveLength(sent);
  });

  test('could have lost its raiser: the handlers see that they cannot be told', async () => {
    const issue = await raise(house);
    await house.deliver(house.acts.uninstalls(nurse, personal(nurse)));
    const sent = house.messages(chat).length;
    await answer(house, issue, 'resolved', 'There is a new cable.');
    expect(house.messages(chat)).toHaveLength(sent);
    expect(textOf(house.lastCard(channel(digital, 'Cabinet')).card)).toContain('could not be told');
  });
});
