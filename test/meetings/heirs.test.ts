import { afterEach, describe, expect, test } from 'vitest';
import { conversationOf } from '../support/activities.ts';
import { channel, personal, textOf } from '../support/clerk.ts';
import { conversationNotFound } from '../support/faults.ts';
import {
  ASKED,
  act,
  cardWith,
  digital,
  ENDS,
  member,
  openRoom,
  owner,
  POSTED,
  type Room,
  room,
  STARTS,
  third,
} from './room.ts';

let house: Room;
afterEach(() => house.stop());

async function settings(deputies: readonly (typeof owner)[], who = owner) {
  const ids = deputies.map(({ objectId }) => objectId).join(',');
  return house.presses(who, 'series.settings', { series: house.series, deputies: ids, askDays: 7 }, { in: room });
}

async function leaves(who: typeof owner): Promise<void> {
  const members = digital.members.filter((one) => one !== who);
  house.far.teams[0] = { ...digital, members };
  await house.deliver(house.acts.leaves([who], channel(digital)));
  await house.clerk.beat();
  await house.settle();
}

function toldOf(who: typeof owner, words: string): number {
  return house.messages(personal(who)).filter(({ activity }) => JSON.stringify(activity).includes(words)).length;
}

describe('The deputies of a series', () => {
  test('skip, move and chair as the owner does; other members do not', async () => {
    house = await openRoom();
    await settings([member]);
    const skip = { series: house.series, plannedOn: '2027-03-23', reason: 'Go-live' };
    expect((await house.presses(third, 'occurrence.skip', skip, { in: room })).notice).toMatch(/^Only the owner/);
    expect((await house.presses(member, 'occurrence.skip', skip, { in: room })).card).toBeDefined();
    await house.moveTo(STARTS);
    expect((await act(house, third, 'item.done', { item: 'welcome' })).notice).toMatch(/^Only the owner/);
    expect((await act(house, member, 'item.done', { item: 'welcome' })).notice).toBeUndefined();
    expect(textOf(cardWith(house, 'The meeting is on').card)).toContain('Now: Actions from last time');
  });

  test('are members of the team, and shown in the settings that only who may manage opens', async () => {
    house = await openRoom();
    await settings([member]);
    const opened = await act(house, owner, 'agenda.settings');
    expect(JSON.stringify(opened.card)).toContain(`"value":"${member.objectId}"`);
    expect((await act(house, third, 'agenda.settings')).notice).toMatch(/^Only the owner/);
    await leaves(third);
    expect((await settings([third])).notice).toMatch(/Deputies: choose members/);
  });
});

describe('A series', () => {
  test('whose owner left goes to a deputy of it, who is told once', async () => {
    house = await openRoom();
    await settings([third]);
    await leaves(owner);
    await house.moveTo('2027-03-01T11:00:00Z');
    expect(toldOf(third, 'it is yours now')).toBe(1);
    expect(toldOf(member, 'it is yours now')).toBe(0);
    await house.moveTo(STARTS);
    expect((await act(house, third, 'item.done', { item: 'welcome' })).notice).toBeUndefined();
  });

  test('whose owner left goes to who runs the team, where it has no deputy', async () => {
    house = await openRoom();
    const roles = { facilitators: [owner, member].map((who) => who.objectId).join(',') };
    await house.presses(owner, 'team.save', roles, { in: room });
    await leaves(owner);
    expect(toldOf(member, 'it is yours now')).toBe(1);
  });

  test('whose owner left, where nobody can take it over, runs on', async () => {
    house = await openRoom();
    await leaves(owner);
    await house.moveTo(STARTS);
    expect(textOf(cardWith(house, 'The meeting is on').card)).toContain('Clinical informatics team');
  });

  test('whose team removed the bot posts nothing, and says when it is back what was missed', async () => {
    house = await openRoom();
    await house.deliver(house.acts.uninstalls(owner, channel(digital)));
    for (const at of [ASKED, POSTED, STARTS, ENDS]) await house.moveTo(at);
    const waiting = await house.clerk.store.db
      .selectFrom('outbox')
      .select('kind')
      .where('kind', 'in', ['meeting.items', 'meeting.agenda', 'meeting.start'])
      .execute();
    expect(waiting).toEqual([]);
    await house.deliver(house.acts.installs(owner, channel(digital)));
    await house.moveTo('2027-03-10T10:00:00Z');
    await house.says(owner, 'meetings', { in: room });
    const rows = await house.clerk.store.db.selectFrom('occurrences').select(['plannedOn', 'state']).execute();
    expect(rows).toEqual([{ plannedOn: '2027-03-09', state: 'missed' }]);
  });

  test('whose channel was deleted tells its owner once, and posts no more', async () => {
    house = await openRoom();
    house.far.fail(conversationNotFound, { conversationId: conversationOf(room) });
    await house.moveTo(ASKED);
    await house.moveTo('2027-03-02T09:31:00Z');
    await house.moveTo('2027-03-02T09:32:00Z');
    expect(toldOf(owner, 'Its channel was deleted')).toBe(1);
    await house.moveTo(POSTED);
    const rows = await house.clerk.store.db
      .selectFrom('outbox')
      .select('kind')
      .where('kind', '=', 'meeting.agenda')
      .execute();
    expect(rows).toEqual([]);
  });
});
