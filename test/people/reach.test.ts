// Where people, chats and channels can be reached: nothing is sent to a place that the bot was taken out of, coming back
// opens it again, and every activity says at which address Teams is now.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Activity, actsOf, type Place } from '../support/activities.ts';
import { channel, dataOf, type House, person, personal, startHouse, team, textOf, verbsOf } from '../support/clerk.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { cardOf } from '../support/record.ts';
import { inboundHeader } from '../support/tokens.ts';
import type { Person } from '../support/world.ts';

const nurse = person('Amina Yusuf');
const sam = person('Sam Okafor');
const otto = person('Otto Kemp');
const nina = person('Nina Shaw');
const ward = team('Ward 4', [sam, nina], { channels: ['Cabinet'] });
const other = team('Ward 5', [otto]);
const general = channel(ward);
const cabinet = channel(ward, 'Cabinet');
const chat = personal(nurse);
const world = { people: [nurse, sam, otto, nina], teams: [ward, other] };

let house: House;
beforeEach(async () => {
  house = await startHouse(world);
  await house.deliver(house.acts.installs(sam, general));
  await house.presses(sam, 'cabinet.save', { name: 'Ward Digital Cabinet', prefix: 'CAB' }, { in: cabinet });
  await house.deliver(house.acts.installs(nurse, chat));
});
afterEach(() => house.stop());

async function raise(title: string): Promise<{ issue: string }> {
  await house.says(nurse, 'raise');
  await house.press(nurse, chat, 'issue.start', { harm: 'no' });
  const answer = await house.press(nurse, chat, 'issue.raise', { title });
  if (verbsOf(answer.card ?? {}).includes('issue.new')) await house.press(nurse, chat, 'issue.new');
  const { db } = house.clerk.store;
  const { id } = await db.selectFrom('issues').select('id').where('title', '=', title).executeTakeFirstOrThrow();
  return { issue: id };
}

/** What was sent to these places since `before`, posts and edits alike. */
function sentTo(before: number, ...places: Place[]): unknown[] {
  const ids = places.map((place) => (place.kind === 'personal' ? place.person.chatId : place.channel.id));
  return house.far.sent.slice(before).filter(({ conversationId }) => ids.includes(conversationId.split(';')[0] ?? ''));
}

describe('Taken out of a team', () => {
  test.each([
    ['uninstalled', () => house.acts.uninstalls(sam, general)],
    ['uninstalled by a policy', () => house.acts.uninstalls(undefined, general)],
    ['removed from the conversation', () => house.acts.leaves(['bot'], general)],
  ])('(%s), it sends to none of its channels: no new card, no edit, no note', async (_, gone) => {
    const known = await raise('Raised before');
    const posted = house.lastCard(cabinet);
    await house.deliver(gone());
    const before = house.far.sent.length;
    await raise('Raised after');
    await house.presses(sam, 'issue.take', known, { in: personal(sam) });
    await house.presses(sam, 'issue.update', { ...known, status: 'resolved', reply: 'Mended.' }, { in: personal(sam) });
    await house.presses(nurse, 'issue.notFixed', { ...known, comment: '' });
    await house.moveTo('2026-12-20T10:00:00Z');
    expect(sentTo(before, general, cabinet)).toEqual([]);
    expect(house.lastCard(cabinet).card).toEqual(posted.card);
    // The raiser goes on hearing what comes of it.
    expect(JSON.stringify(sentTo(before, chat))).toContain('Mended.');
  });

  test('but only out of a private channel, it goes on in the others', async () => {
    const inner = { ...general, channel: { id: '19:inner@thread.tacv2', name: 'Inner', type: 'private' as const } };
    await house.deliver(house.acts.installs(sam, inner));
    await house.deliver(house.acts.uninstalls(sam, inner));
    await house.deliver(house.acts.leaves(['bot'], inner));
    await raise('Raised after');
    expect(textOf(house.lastCard(cabinet).card)).toContain('Raised after');
    const before = house.far.sent.length;
    await house.says(sam, 'help', { in: general });
    expect(sentTo(before, general)).toHaveLength(1);
  });

  test('it goes on in every other team', async () => {
    await house.deliver(house.acts.installs(otto, channel(other)));
    await house.deliver(house.acts.uninstalls(sam, general));
    const before = house.far.sent.length;
    await house.says(otto, 'help', { in: channel(other) });
    expect(sentTo(before, channel(other))).toHaveLength(1);
  });

  test('and put back, it has one welcome still, and the cabinet’s channel gets what is raised from then on', async () => {
    const known = await raise('Raised before');
    await house.deliver(house.acts.uninstalls(sam, general));
    await raise('Raised while it was away');
    await house.deliver(house.acts.joins(['bot'], general));
    await house.deliver(house.acts.installs(sam, general));
    await raise('Raised after');
    expect(textOf(house.lastCard(cabinet).card)).toContain('Raised after');
    await house.presses(sam, 'issue.take', known, { in: personal(sam) });
    const cards = JSON.stringify(house.messages(cabinet).map(({ activity }) => activity));
    expect(cards).toContain('Sam Okafor');
    expect(house.messages(general)).toHaveLength(1);
  });

  test('and put back, it opens no channel that was deleted or blocked meanwhile', async () => {
    const { db } = house.clerk.store;
    const channelId = ward.channels[1]?.id ?? '';
    await db.updateTable('conversations').set({ state: 'gone' }).where('conversationKey', '=', channelId).execute();
    await house.deliver(house.acts.uninstalls(sam, general));
    await house.deliver(house.acts.installs(sam, general));
    const before = house.far.sent.length;
    await raise('Raised after');
    expect(sentTo(before, cabinet)).toEqual([]);
  });
});

describe('Taken out of a person’s chat', () => {
  beforeEach(() => raise('The printer is down'));

  async function answer(reply: string): Promise<void> {
    const { db } = house.clerk.store;
    const { id } = await db.selectFrom('issues').select('id').executeTakeFirstOrThrow();
    await house.presses(sam, 'issue.update', { issue: id, status: 'waiting', reply }, { in: cabinet });
  }

  test('it writes no more there, and whoever handles the issue sees why they were not told', async () => {
    await house.deliver(house.acts.uninstalls(nurse, chat));
    const before = house.far.sent.length;
    await answer('Which printer is it?');
    expect(sentTo(before, chat)).toEqual([]);
    const { card } = house.lastCard(cabinet);
    expect(textOf(card)).toContain('The person who raised this could not be told: the app was removed.');
  });

  test('it writes there again once they write, or put it back, and what it is about is up to date', async () => {
    await house.deliver(house.acts.uninstalls(nurse, chat));
    await answer('Which printer is it?');
    await house.says(nurse, 'my issues');
    expect(textOf(house.lastCard(chat).card)).toContain('Waiting: we need something from you');
    await house.deliver(house.acts.uninstalls(nurse, chat));
    await house.deliver(house.acts.installs(nurse, chat));
    await answer('The one by the door?');
    expect(textOf(house.lastCard(chat).card)).toContain('The one by the door?');
    expect(textOf(house.lastCard(cabinet).card)).not.toContain('could not be told');
  });
});

describe('The address of Teams', () => {
  let moved: Connector;
  beforeEach(async () => {
    moved = await startConnector({ ...world, now: house.now, local: true });
  });
  afterEach(() => moved.close());

  /** Sends an activity as Teams does from its new address. */
  async function fromThere(make: (acts: ReturnType<typeof actsOf>) => Activity) {
    await house.moveTo(new Date(house.now().getTime() + 3_000));
    const activity = make(actsOf({ appId: moved.appId, serviceUrl: moved.serviceUrl, now: house.now }));
    const { appId: audience, serviceUrl } = moved;
    const authorization = inboundHeader({ issuer: 'https://api.botframework.com', audience, serviceUrl }) ?? '';
    const headers = { 'content-type': 'application/json', authorization };
    const body = JSON.stringify(activity);
    const response = await fetch(`${house.clerk.url}/api/messages`, { method: 'POST', headers, body });
    expect(response.status).toBe(200);
    await house.settle();
  }

  const there = (who: Person) => JSON.stringify(moved.messagesTo(who.chatId));

  test('is learnt anew from every activity: answers and later messages go where it is now', async () => {
    const known = await raise('The printer is down');
    await fromThere((acts) => acts.says(nurse, 'hello'));
    expect(moved.messagesTo(nurse.chatId)).toHaveLength(1);
    const before = house.far.sent.length;
    await house.presses(sam, 'issue.update', { ...known, status: 'resolved', reply: 'Mended.' }, { in: cabinet });
    expect(there(nurse)).toContain('Mended.');
    expect(sentTo(before, chat)).toEqual([]);
    // The channel was not heard from at the new address: it is still written to at the old one.
    expect(sentTo(before, cabinet).length).toBeGreaterThan(0);
  });

  test('is learnt from who joins and leaves, too', async () => {
    const late = person('Lee Frost');
    await fromThere((acts) => acts.joins([late], general));
    const before = house.far.sent.length;
    await fromThere((acts) => acts.leaves([late], general));
    const { db } = house.clerk.store;
    const row = db.selectFrom('conversations').select('serviceUrl').where('conversationKey', '=', ward.id);
    expect(await row.executeTakeFirstOrThrow()).toEqual({ serviceUrl: moved.serviceUrl });
    expect(house.far.sent).toHaveLength(before);
  });

  test('is that of their tenant for somebody who was never heard from', async () => {
    await house.presses(sam, 'team.save', { facilitators: sam.objectId, safety: nina.objectId }, { in: general });
    await fromThere((acts) => acts.says(nurse, 'raise'));
    const data = dataOf(cardOf(moved.messagesTo(nurse.chatId).at(-1)?.activity) ?? {}, 'issue.start');
    await fromThere((acts) => acts.presses(nurse, 'issue.start', { ...data, harm: 'yes' }));
    expect(there(nina)).toContain('CAB-1');
    expect(house.messages(personal(nina))).toEqual([]);
  });
});
