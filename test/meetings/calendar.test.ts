// A member's own calendar, as their calendar program reads it: at an address that the card shows to them alone.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { channel, personal, textOf, verbsOf } from '../support/clerk.ts';
import { dropsAfterDelivery } from '../support/faults.ts';
import { readCalendar } from '../support/ics.ts';
import { cardOf } from '../support/record.ts';
import { act, digital, member, openRoom, owner, type Room, room, setUp } from './room.ts';

let house: Room;
afterEach(() => house.stop());

async function open(inputs: object = {}): Promise<void> {
  house = await openRoom({
    env: { CLERK_PUBLIC_URL: 'https://clerk.example' },
    inputs: { place: 'Room 4', ...inputs },
  });
}

/** What is between `calendar/` and `.ics` in each card that somebody was sent. */
function tokensTo(who = member): string[] {
  const texts = house.messages(personal(who)).map(({ activity }) => textOf(cardOf(activity) ?? {}));
  return texts.flatMap((text) => /https:\/\/clerk\.example\/calendar\/([\w-]+)\.ics/.exec(text)?.[1] ?? []);
}

async function tokenOf(who = member): Promise<string> {
  await house.says(who, 'calendar');
  return tokensTo(who).at(-1) ?? '';
}

async function get(token: string): Promise<Response> {
  return fetch(`${house.clerk.url}/calendar/${token}.ics`);
}

async function eventsAt(token: string) {
  return readCalendar(await (await get(token)).text());
}

describe('The address of one’s calendar', () => {
  beforeEach(() => open());

  test('is sent to one’s own chat, also when it was asked for in the channel', async () => {
    const answer = await house.presses(member, 'calendar.link', {}, { in: room });
    expect(answer.notice).toBe('I have sent it to you in our own chat.');
    expect(tokensTo()).toHaveLength(1);
    expect(JSON.stringify(house.messages(room))).not.toContain('/calendar/');
  });

  test('stays the same when it is asked for again, and is another for another', async () => {
    const first = await tokenOf();
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(await tokenOf()).toBe(first);
    expect(await tokenOf(owner)).not.toBe(first);
    expect((await get(first)).status).toBe(200);
  });

  test('is right on each card where Teams took one twice', async () => {
    house.far.fail(dropsAfterDelivery, { conversationId: member.chatId, times: 1 });
    await house.presses(member, 'calendar.link', {}, { in: room });
    await house.moveTo(new Date(house.now().getTime() + 60_000));
    const shown = tokensTo();
    expect(shown).toHaveLength(2);
    for (const token of shown) expect((await get(token)).status).toBe(200);
  });

  test('is kept nowhere in the database', async () => {
    const token = await tokenOf();
    const { db } = house.clerk.store;
    const rows = [];
    for (const table of ['calendarLinks', 'outbox', 'messages', 'inbox', 'audit', 'created'] as const) {
      rows.push(...(await db.selectFrom(table).selectAll().execute()));
    }
    expect(rows.length).toBeGreaterThan(3);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(house.lines)).not.toContain(token);
  });

  test('ends when its owner ends it: the card says so, and a new one is another', async () => {
    const token = await tokenOf();
    await house.press(member, personal(member), 'calendar.revoke');
    const { card } = house.lastCard(personal(member));
    expect(textOf(card)).toContain('This address has ended.');
    expect(verbsOf(card)).toEqual([]);
    expect((await get(token)).status).toBe(404);
    const other = await tokenOf();
    expect(other).not.toBe(token);
    expect((await get(other)).status).toBe(200);
  });

  test('ended by one person stays another’s', async () => {
    const token = await tokenOf(owner);
    await house.presses(member, 'calendar.revoke', {}, { in: personal(member) });
    expect((await get(token)).status).toBe(200);
  });

  test('shows nothing more of a team that its owner has left', async () => {
    const token = await tokenOf();
    expect((await eventsAt(token)).length).toBeGreaterThan(0);
    house.far.teams[0] = { ...digital, members: [owner] };
    await house.deliver(house.acts.leaves([member], channel(digital)));
    expect(await eventsAt(token)).toEqual([]);
  });

  test('opens a file that is a download and a subscription; any other address is not there', async () => {
    const answer = await get(await tokenOf());
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('filename="digital-clerk.ics"');
    expect(await answer.text()).toContain('REFRESH-INTERVAL');
    expect((await get('x'.repeat(43))).status).toBe(404);
  });

  test('comes with a link that opens the next meeting in Teams’ calendar', async () => {
    await setUp(house, { title: 'CPD & coffee', firstOn: '2027-03-04', startTime: '12:00', minutes: 30 });
    await tokenOf();
    const { card } = house.lastCard(personal(member));
    const link = /https:\/\/teams\.microsoft\.com\/l\/meeting\/new[^"]*/.exec(JSON.stringify(card))?.[0] ?? '';
    expect(link).not.toContain('+');
    const asked = Object.fromEntries(new URL(link).searchParams);
    expect(asked).toEqual({
      subject: 'CPD & coffee',
      startTime: '2027-03-04T12:00:00.000Z',
      endTime: '2027-03-04T12:30:00.000Z',
    });
  });
});

describe('The calendar, read by a parser of others', () => {
  test('has title, time and place only, at the instants of the meetings across the change of clocks', async () => {
    await open();
    await act(house, member, 'agenda.propose', { title: 'The label printer', minutes: 10 });
    const token = await tokenOf();
    const events = await eventsAt(token);
    expect(events.slice(0, 4).map(({ start, end }) => [start, end])).toEqual([
      ['2027-03-09T09:30:00.000Z', '2027-03-09T10:30:00.000Z'],
      ['2027-03-23T09:30:00.000Z', '2027-03-23T10:30:00.000Z'],
      ['2027-04-06T08:30:00.000Z', '2027-04-06T09:30:00.000Z'],
      ['2027-04-20T08:30:00.000Z', '2027-04-20T09:30:00.000Z'],
    ]);
    expect(events[0]).toMatchObject({ title: 'Clinical informatics team', place: 'Room 4', status: 'CONFIRMED' });
    const text = await (await get(token)).text();
    expect(text).not.toContain('label printer');
    expect(text).not.toContain(owner.name);
  });

  test('has what was moved at its new time and what was left out as cancelled, under the same UID and a higher SEQUENCE', async () => {
    await open();
    const token = await tokenOf();
    const [first, second, third] = await eventsAt(token);
    await act(house, owner, 'occurrence.move', { date: '2027-03-10', time: '14:00' });
    await act(house, owner, 'occurrence.skip', { reason: 'All at a conference' }, '2027-03-23');
    const after = await eventsAt(token);
    const by = (uid?: string) => after.find((event) => event.uid === uid);
    expect(by(first?.uid)).toMatchObject({ start: '2027-03-10T14:00:00.000Z', status: 'CONFIRMED' });
    expect(by(second?.uid)).toMatchObject({ start: second?.start, status: 'CANCELLED' });
    expect(by(first?.uid)?.sequence).toBeGreaterThan(first?.sequence ?? 0);
    expect(by(second?.uid)?.sequence).toBeGreaterThan(second?.sequence ?? 0);
    expect(by(third?.uid)).toEqual(third);
    expect(new Set(after.map(({ uid }) => uid)).size).toBe(after.length);
  });

  test('lists a date in the hour that clocks skip, an hour later, and the first of the two in the hour that they repeat', async () => {
    await open({ firstOn: '2027-03-28', startTime: '01:30', repeat: 'weekly', clash: 'keep' });
    const starts = (await eventsAt(await tokenOf())).map(({ start }) => start);
    // 28 March: 02:30 BST; a week later 01:30 BST; on 31 October the first 01:30, still BST; then GMT.
    expect(starts[0]).toBe('2027-03-28T01:30:00.000Z');
    expect(starts[1]).toBe('2027-04-04T00:30:00.000Z');
    expect(starts).toContain('2027-10-31T00:30:00.000Z');
    expect(starts).toContain('2027-11-07T01:30:00.000Z');
  });
});
