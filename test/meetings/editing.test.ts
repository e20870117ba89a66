// Changing a series that is set up: its name, time and place; stopping it; another channel for it.
import { afterEach, describe, expect, test } from 'vitest';
import { conversationOf } from '../support/activities.ts';
import { channel, dataOf, personal, textOf, verbsOf } from '../support/clerk.ts';
import { conversationNotFound } from '../support/faults.ts';
import {
  ASKED,
  act,
  cardWith,
  digital,
  ENDS,
  FORTNIGHT,
  member,
  openRoom,
  owner,
  POSTED,
  type Room,
  room,
  STARTS,
  setUp,
  third,
} from './room.ts';

let house: Room;
afterEach(() => house.stop());

const other = channel(digital, 'Other');
const AS_IT_IS = { title: FORTNIGHT.title, startTime: '09:30', minutes: 60, place: '', clash: 'ask' };

async function change(to: object, who = owner) {
  return house.presses(who, 'series.change', { series: house.series, ...AS_IT_IS, ...to }, { in: room });
}

function posted(words: RegExp, place = room): number {
  return house.messages(place).filter(({ activity }) => words.test(JSON.stringify(activity))).length;
}

describe('Changing a series', () => {
  test('is offered on its card, filled in as it is, in a view of one’s own', async () => {
    house = await openRoom({ inputs: { place: 'Room 4', minutes: 45 } });
    await house.says(owner, 'meetings', { in: room });
    const shared = house.lastCard(room);
    const own = await house.press(owner, room, 'series.view', {}, shared);
    const on = { ...shared, card: own.card ?? {} };
    const form = await house.press(owner, room, 'series.edit', {}, on);
    for (const value of [FORTNIGHT.title, '09:30', 45, 'Room 4', 'england-and-wales', 'ask']) {
      expect(JSON.stringify(form.card)).toContain(`"value":${JSON.stringify(value)}`);
    }
    expect(house.lastCard(room).card).toEqual(shared.card);
    expect((await house.press(member, room, 'series.edit', {}, on)).notice).toMatch(/^Only the owner/);
  });

  test('is filled in, in one’s own chat too, on a card that no act of another changes', async () => {
    house = await openRoom();
    await house.says(owner, 'meetings', { in: personal(owner) });
    expect(JSON.stringify(house.lastCard(personal(owner)).card)).not.toContain('"Input.');
    await house.press(owner, personal(owner), 'series.view');
    const form = house.lastCard(personal(owner));
    expect(verbsOf(form.card)).toContain('occurrence.move');
    await house.presses(owner, 'occurrence.skip', { series: house.series, plannedOn: '2027-03-23' }, { in: room });
    expect(house.lastCard(personal(owner))).toEqual(form);
    await house.press(owner, personal(owner), 'occurrence.skip', { plannedOn: '2027-04-06', reason: 'Leave' }, form);
    expect(textOf(house.lastCard(personal(owner)).card)).toContain('left out (Leave)');
  });

  test('keeps its days and what was decided of them, and tells the channel once', async () => {
    house = await openRoom();
    const date = { series: house.series, reason: 'Go-live' };
    await house.presses(owner, 'occurrence.skip', { ...date, plannedOn: '2027-03-23' }, { in: room });
    const moved = { series: house.series, plannedOn: '2027-04-06', date: '2027-04-08', time: '14:00' };
    await house.presses(owner, 'occurrence.move', moved, { in: room });
    const changed = await change({ title: 'Digital forum', startTime: '10:00', place: 'Room 5' });
    await change({ title: 'Digital forum', startTime: '10:00', place: 'Room 5' });
    const shown = textOf(changed.card ?? {}).replaceAll('\n', ' ');
    expect(shown).toContain('Digital forum');
    expect(shown).toContain('Every 2 weeks on Tuesday, 10am, 60 minutes');
    expect(shown).toContain('Tuesday 9 March 2027, 10am');
    expect(shown).toContain('Tuesday 23 March 2027, 10am : left out (Go-live)');
    expect(shown).toContain('Thursday 8 April 2027, 2pm : moved');
    expect(posted(/From now on: Every 2 weeks on Tuesday, 10am, 60 minutes/)).toBe(1);
    await house.moveTo('2027-03-09T09:59:00Z');
    expect(posted(/The meeting is on/)).toBe(0);
    await house.moveTo('2027-03-09T10:00:00Z');
    expect(posted(/The meeting is on/)).toBe(1);
  });

  test('saved unchanged changes nothing and tells nobody', async () => {
    house = await openRoom();
    const read = () => house.clerk.store.db.selectFrom('series').selectAll().execute();
    const before = await read();
    const sent = house.messages(room).length;
    await change({});
    expect(await read()).toEqual(before);
    expect(house.messages(room)).toHaveLength(sent);
  });

  test('leaves records as they were, and what is on where it is', async () => {
    house = await openRoom();
    await house.moveTo(STARTS);
    await house.moveTo(ENDS);
    await change({ title: 'Digital forum', startTime: '14:00', minutes: 30 });
    const page = await act(house, owner, 'record.view', { page: 1 });
    expect(textOf(page.card ?? {})).toContain('Clinical informatics team');
    expect(textOf(page.card ?? {})).toContain('Tuesday 9 March 2027, 9:30am to 10:30am');
    await house.moveTo('2027-03-09T14:01:00Z');
    expect(posted(/The meeting is on/)).toBe(0);
  });

  test('leaves the record of a date that was moved off a bank holiday as it was', async () => {
    house = await openRoom({ inputs: { firstOn: '2027-03-29' } });
    const answer = { series: house.series, plannedOn: '2027-03-29', answer: 'next' };
    await house.presses(owner, 'series.answer', answer, { in: room });
    await house.moveTo('2027-03-30T08:30:00Z');
    await house.moveTo('2027-03-30T09:30:00Z');
    await change({ startTime: '14:00' });
    const page = await act(house, owner, 'record.view', { page: 1 }, '2027-03-29');
    expect(textOf(page.card ?? {})).toContain('Tuesday 30 March 2027, 9:30am to 10:30am');
  });

  test('does not say again that a date is left out', async () => {
    house = await openRoom({ inputs: { firstOn: '2027-03-15' } });
    await house.moveTo('2027-03-22T10:00:00Z');
    expect(posted(/Not on Monday 29 March 2027/)).toBe(1);
    await change({ startTime: '11:00' });
    await house.moveTo('2027-03-22T12:00:00Z');
    await house.moveTo('2027-03-22T12:01:00Z');
    expect(posted(/Not on Monday 29 March 2027/)).toBe(1);
  });

  test('cannot put a meeting of today into the past', async () => {
    house = await openRoom();
    await house.moveTo('2027-03-09T09:00:00Z');
    expect((await change({ startTime: '08:00' })).notice).toMatch(/today would have begun already/);
    expect((await change({ startTime: '09:15' })).notice).toBeUndefined();
  });

  test('counts in every calendar: the dates have a higher SEQUENCE and the new time', async () => {
    house = await openRoom({ env: { CLERK_PUBLIC_URL: 'https://clerk.example' } });
    await house.says(owner, 'calendar');
    const token = /calendar\/([\w-]+)\.ics/.exec(textOf(house.lastCard(personal(owner)).card))?.[1];
    const read = async () => (await fetch(`${house.clerk.url}/calendar/${token}.ics`)).text();
    const sequence = (text: string) => Number(/SEQUENCE:(\d+)/.exec(text)?.[1]);
    const before = await read();
    expect(sequence(before)).toBe(0);
    await house.moveTo('2027-03-02T10:00:00Z');
    await change({ startTime: '10:00' });
    const after = await read();
    expect(sequence(after)).toBeGreaterThan(0);
    expect(after).toContain('DTSTART;TZID=Europe/London:20270309T100000');
  });

  test('refuses an identifier of a patient, and what no meeting can be', async () => {
    house = await openRoom();
    expect((await change({ title: 'Review 943 476 5919' })).notice).toMatch(/NHS number/);
    expect((await change({ place: 'See 943 476 5919' })).notice).toMatch(/NHS number/);
    expect((await change({ minutes: 0 })).notice).toMatch(/at least 5 minutes/);
    expect((await change({ minutes: 1440 })).notice).toMatch(/at most 8 hours/);
    expect((await change({ startTime: '24:00' })).notice).toMatch(/Start: choose a time/);
  });
});

describe('Stopping a series', () => {
  test('is told to the channel, and the cards that call people to it say so', async () => {
    house = await openRoom();
    await house.moveTo(POSTED);
    await house.presses(owner, 'series.pause', { series: house.series }, { in: room });
    await house.presses(owner, 'series.pause', { series: house.series }, { in: room });
    expect(posted(/It is paused\. Nothing is held/)).toBe(1);
    expect(posted(/This meeting is not held on this day/)).toBe(1);
    await house.presses(owner, 'series.resume', { series: house.series }, { in: room });
    expect(posted(/This meeting is not held on this day/)).toBe(0);
    const ended = await house.presses(owner, 'series.end', { series: house.series }, { in: room });
    expect(ended.notice).toContain('has ended');
    expect(posted(/It has ended for good/)).toBe(1);
    expect(posted(/It is paused\. Nothing is held/)).toBe(1);
    expect(posted(/It goes on\./)).toBe(1);
    expect(posted(/This meeting has ended for good/)).toBe(1);
    await house.moveTo(STARTS);
    expect(posted(/The meeting is on/)).toBe(0);
  });

  test('in a pause misses nothing, though its owner changes meanwhile', async () => {
    house = await openRoom();
    await house.presses(
      owner,
      'series.settings',
      { series: house.series, deputies: third.objectId, askDays: 7 },
      { in: room },
    );
    await house.presses(owner, 'series.pause', { series: house.series }, { in: room });
    await house.moveTo('2027-03-12T10:00:00Z');
    house.far.teams[0] = { ...digital, members: [member, third] };
    await house.deliver(house.acts.leaves([owner], channel(digital)));
    await house.moveTo('2027-03-12T10:01:00Z');
    await house.presses(third, 'series.resume', { series: house.series }, { in: room });
    await house.moveTo('2027-03-12T10:02:00Z');
    const rows = await house.clerk.store.db
      .selectFrom('occurrences')
      .select(['plannedOn', 'state', 'reason'])
      .execute();
    expect(rows).toEqual([{ plannedOn: '2027-03-09', state: 'skipped', reason: 'the meeting was paused' }]);
  });
});

describe('A draft', () => {
  test('that is confirmed after its first time has missed nothing', async () => {
    house = await openRoom();
    const form = {
      ...FORTNIGHT,
      title: 'Late',
      firstOn: '2027-03-01',
      startTime: '11:00',
      minutes: 30,
      repeat: 'weekly',
    };
    const saved = await house.presses(owner, 'series.save', form, { in: room });
    await house.moveTo('2027-03-01T13:00:00Z');
    const { series } = dataOf(saved.card ?? {}, 'series.confirm');
    await house.presses(owner, 'series.confirm', { series }, { in: room });
    await house.moveTo('2027-03-01T13:01:00Z');
    expect(await house.clerk.store.db.selectFrom('occurrences').select('state').execute()).toEqual([]);
  });
});

describe('A series whose channel was deleted', () => {
  test('goes on in another channel of its team, with what was decided of its dates', async () => {
    house = await openRoom();
    const skip = { series: house.series, plannedOn: '2027-03-23', reason: 'Go-live' };
    await house.presses(owner, 'occurrence.skip', skip, { in: room });
    house.far.fail(conversationNotFound, { conversationId: conversationOf(room) });
    await house.moveTo(ASKED);
    await house.moveTo('2027-03-02T09:31:00Z');
    const told = house.messages(personal(owner)).map(({ activity }) => JSON.stringify(activity));
    expect(told.join()).toContain('write set up meeting in another channel of the team');
    await house.says(owner, 'set up meeting', { in: other });
    const form = house.lastCard(other);
    expect((await house.press(member, other, 'series.here', {}, form)).notice).toMatch(/^Only the owner/);
    const here = await house.press(owner, other, 'series.here', {}, form);
    expect(textOf(here.card ?? {}).replaceAll('\n', ' ')).toContain(
      'Tuesday 23 March 2027, 9:30am : left out (Go-live)',
    );
    expect(posted(/it goes on here: Every 2 weeks/, other)).toBe(1);
    await house.moveTo(POSTED);
    await house.moveTo(STARTS);
    expect(textOf(cardWith(house, 'The meeting is on', other).card)).toContain('Clinical informatics team');
    await house.says(owner, 'set up meeting', { in: other });
    expect(JSON.stringify(house.lastCard(other).card)).not.toContain('series.here');
  });

  test('is the only one that goes elsewhere', async () => {
    house = await openRoom();
    const tried = await house.presses(owner, 'series.here', { series: house.series }, { in: other });
    expect(tried.notice).toMatch(/Its channel is there/);
  });
});

describe('Many series in one channel', () => {
  test('are listed a page at a time, each with its next six dates', async () => {
    house = await openRoom();
    for (let one = 1; one <= 7; one += 1) await setUp(house, { title: `Series ${one}` });
    await house.says(owner, 'meetings', { in: room });
    let card = house.lastCard(room).card;
    const titles: string[] = [];
    for (let page = 1; page <= 3; page += 1) {
      const text = textOf(card);
      const found = text.match(/Series \d|Clinical informatics team/g) ?? [];
      titles.push(...found);
      expect(text.match(/Tuesday 18 May 2027/g)).toHaveLength(found.length);
      if (page === 3) break;
      const next = dataOf(card, 'series.list').page === page - 1 ? { page: page + 1 } : dataOf(card, 'series.list');
      card = (await house.presses(owner, 'series.list', next, { in: room })).card ?? {};
    }
    expect(new Set(titles).size).toBe(8);
    expect(titles).toHaveLength(8);
  });
});
