// Where we may not write any more: a blocked chat, a removed app, a conversation or a message that is gone. Nothing is
// sent there again, whoever handles the issue sees it, and the person who comes back is heard and told as before.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Issue } from '../../src/issues/issue.ts';
import { answer, cabinetChannel, chat, digital, lead, nurse, openWard, raise, stored, take } from '../issues/ward.ts';
import { conversationOf } from '../support/activities.ts';
import { channel, type House, personal, textOf } from '../support/clerk.ts';
import {
  activityNotFound,
  conversationBlocked,
  conversationNotFound,
  type Fault,
  notInRoster,
  notInstalled,
  writesBlocked,
} from '../support/faults.ts';
import { levels } from '../support/log.ts';
import { cardOf } from '../support/record.ts';

const WORDS = 'The printer has a new cable.';
const DAY_MS = 24 * 60 * 60 * 1000;

let house: House;
let issue: Issue;

beforeEach(async () => {
  house = await openWard();
  issue = await raise(house);
  await take(house, issue);
});
afterEach(() => house.stop());

async function nurseChat(): Promise<{ state: string; reason: string }> {
  const { db } = house.clerk.store;
  const row = db.selectFrom('conversations').selectAll().where('conversationKey', '=', nurse.chatId);
  return row.executeTakeFirstOrThrow();
}

function triesSince(start: number): number {
  return house.far.received.slice(start).filter(({ conversationId }) => conversationId === nurse.chatId).length;
}

const inChannel = () => textOf(house.lastCard(cabinetChannel).card);

const closed: [string, Fault, string][] = [
  ['403, the person blocked the bot', conversationBlocked, 'blocked'],
  ['403 in the older shape', writesBlocked, 'blocked'],
  ['403, the app is not on the roster', notInRoster, 'uninstalled'],
  ['403, the app is not installed', notInstalled, 'uninstalled'],
  ['404, the conversation is gone', conversationNotFound, 'gone'],
];

describe.each(closed)('The raiser’s chat answers %s', (_name, fault, state) => {
  test('nothing is sent there again, the handlers see it, and the issue goes on', async () => {
    house.far.fail(fault, { conversationId: nurse.chatId });
    const start = house.far.received.length;
    await answer(house, issue, 'waiting', 'Which printer is it?');

    expect(triesSince(start)).toBe(1);
    expect(await nurseChat()).toMatchObject({ state });
    expect(inChannel()).toContain('The person who raised this could not be told');

    await answer(house, issue, 'resolved', WORDS);
    await house.moveTo(new Date(house.now().getTime() + DAY_MS));
    expect(triesSince(start)).toBe(1);
    expect(inChannel()).toContain('Resolved');
    expect((await stored(house, issue)).state).toBe('resolved');
    expect(house.lines.filter(({ level }) => level === levels.error)).toEqual([]);
  });

  test('who handles it and opens it sees that too, with the reason', async () => {
    house.far.fail(fault, { conversationId: nurse.chatId });
    await answer(house, issue, 'waiting', 'Which printer is it?');
    const seen = await house.presses(lead, 'issue.view', { issue: issue.id }, { in: cabinetChannel });
    expect(textOf(seen.card ?? {})).toContain('could not be told');
    expect(textOf(seen.card ?? {})).toContain((await nurseChat()).reason);
  });

  test('the raiser writes again: the chat is open, what they asked is answered, and the next news arrive', async () => {
    const lift = house.far.fail(fault, { conversationId: nurse.chatId });
    await answer(house, issue, 'waiting', 'Which printer is it?');
    lift();

    await house.says(nurse, 'my issues');
    expect(await nurseChat()).toMatchObject({ state: 'open', reason: '' });
    expect(textOf(house.lastCard(chat).card)).toContain(issue.reference);
    await answer(house, issue, 'resolved', WORDS);
    expect(textOf(house.lastCard(chat).card)).toContain(WORDS);
    expect(inChannel()).not.toContain('could not be told');
  });
});

test('who comes back after a block hears what they missed of their issue, once, the end last', async () => {
  const lift = house.far.fail(conversationBlocked, { conversationId: nurse.chatId });
  await answer(house, issue, 'waiting', 'Which printer is it?');
  await answer(house, issue, 'resolved', WORDS);
  lift();
  const before = house.messages(chat).length;
  await house.says(nurse, 'hello');
  await house.moveTo(new Date(house.now().getTime() + DAY_MS));
  const said = house
    .messages(chat)
    .slice(before)
    .map(({ activity }) => textOf(cardOf(activity) ?? {}));
  expect(said.filter((text) => text.includes(WORDS))).toHaveLength(1);
  expect(said.filter((text) => text.includes('Which printer is it?'))).toHaveLength(1);
  expect(said.at(-1)).toContain(WORDS);
});

test('a blocker is also found out by the answer to what they typed, and is not written to again', async () => {
  house.far.fail(conversationBlocked, { conversationId: nurse.chatId });
  await house.says(nurse, 'my issues');
  const start = house.far.received.length;
  expect(await nurseChat()).toMatchObject({ state: 'blocked' });
  await answer(house, issue, 'resolved', WORDS);
  expect(triesSince(start)).toBe(0);
  expect(inChannel()).toContain('could not be told');
});

test('a receipt that the raiser deleted is not edited any more; the chat stays open and the answer arrives', async () => {
  house.far.fail(activityNotFound, { conversationId: nurse.chatId, operation: 'update' });
  const start = house.far.received.length;
  await answer(house, issue, 'resolved', WORDS);
  expect(await nurseChat()).toMatchObject({ state: 'open' });
  expect(triesSince(start)).toBe(2);
  const posts = house.messages(chat).filter(({ activity }) => textOf(cardOf(activity) ?? {}).includes(WORDS));
  expect(posts).toHaveLength(1);
  expect(inChannel()).not.toContain('could not be told');
});

describe.each([
  ['is gone', conversationNotFound],
  ['has lost the app', notInRoster],
] satisfies [string, Fault][])('The cabinet’s channel %s', (_name, fault) => {
  test('who runs the cabinet is told that its issues are not shown there, once', async () => {
    house.far.fail(fault, { conversationId: conversationOf(cabinetChannel) });
    await raise(house, { title: 'The second of them' });
    await raise(house, { title: 'The third of them' });
    const told = house.messages(personal(lead)).map(({ activity }) => textOf(cardOf(activity) ?? {}));
    expect(told.filter((text) => text.includes('Ward Digital Cabinet') && text.includes('channel'))).toHaveLength(1);
  });
});

test('a team that removed the app gets nothing more, and added again its cabinet’s channel shows new issues', async () => {
  await house.deliver(house.acts.uninstalls(lead, channel(digital)));
  const start = house.messages(cabinetChannel).length;
  await raise(house, { title: 'Raised while the app was away' });
  expect(house.messages(cabinetChannel)).toHaveLength(start);

  await house.deliver(house.acts.installs(lead, channel(digital)));
  await raise(house, { title: 'Raised when it was back' });
  expect(house.messages(cabinetChannel)).toHaveLength(start + 1);
  expect(inChannel()).toContain('Raised when it was back');
});
