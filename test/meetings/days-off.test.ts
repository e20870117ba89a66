import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { bankHolidays } from '../../src/calendar/bank-holidays.ts';
import { dataOf, personal, textOf } from '../support/clerk.ts';
import { FORTNIGHT, member, openRoom, owner, type Room, room, setUp } from './room.ts';

let house: Room;
afterEach(() => house.stop());

const WEEKLY = { title: 'Huddle', firstOn: '2027-03-08', startTime: '09:30', minutes: 15, repeat: 'weekly' };
const OFF = { date: '2027-04-12', kind: 'off' };

function told(who = owner): string[] {
  const all = house.messages(personal(who)).map(({ activity }) => JSON.stringify(activity));
  return all.filter((text) => text.includes('The days off changed'));
}

async function save(inputs: object, who = owner) {
  return house.presses(who, 'days.save', inputs, { in: room });
}

/** The dates of the meeting as `series.view` shows them. */
async function dates(): Promise<string> {
  const view = await house.presses(owner, 'series.view', { series: house.series }, { in: room });
  return textOf(view.card ?? {}).replaceAll('\n', ' ');
}

describe('A team’s own days off', () => {
  test('are added and taken back, and count for its meetings', async () => {
    house = await openRoom({ inputs: { ...WEEKLY, clash: 'skip' } });
    await house.says(owner, 'days off', { in: room });
    const form = house.lastCard(room);
    expect(textOf(form.card)).toContain('No days of your own yet');
    const saved = await house.press(owner, room, 'days.save', OFF);
    expect(textOf(saved.card ?? {})).toContain('Monday 12 April 2027: day off');
    expect(await dates()).toContain('Monday 12 April 2027, 9:30am : left out (a local day off)');
    await save({ ...OFF, kind: 'usual' });
    expect(await dates()).toContain('Monday 12 April 2027, 9:30am 2027-04-12');
    expect(await dates()).toContain('Monday 29 March 2027, 9:30am : left out (Easter Monday)');
    await save({ date: '2027-03-29', kind: 'worked' });
    expect(await dates()).not.toContain('Easter Monday');
  });

  test('are told to the owner of a meeting that they change, unless they did it', async () => {
    house = await openRoom({ inputs: { ...WEEKLY, clash: 'next' } });
    await save(OFF);
    expect(told()).toEqual([]);
    const roles = { facilitators: [owner, member].map((who) => who.objectId).join(',') };
    await house.presses(owner, 'team.save', roles, { in: room });
    await save({ ...OFF, date: '2027-04-19' }, member);
    await save({ ...OFF, date: '2027-04-19' }, member);
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain('Monday 19 April 2027: held on Tuesday 20 April 2027 at 9:30am');
  });

  test('known late are asked about at once, and the owner has at least a day', async () => {
    house = await openRoom({ inputs: { ...WEEKLY, clash: 'ask' } });
    await house.moveTo('2027-04-08T10:00:00Z');
    await save(OFF);
    await house.moveTo('2027-04-08T10:01:00Z');
    const asked = house.lastCard(personal(owner));
    expect(textOf(asked.card)).toContain('Monday 12 April 2027 is a day off: a local day off.');
    const data = { ...dataOf(asked.card, 'series.answer'), answer: 'next' };
    const answer = await house.presses(owner, 'series.answer', data, { in: personal(owner), replyTo: asked.id });
    expect(textOf(answer.card ?? {})).toContain('Tuesday 13 April 2027');
  });

  test('in a row, moved forward and back, never meet: the second answer is refused', async () => {
    house = await openRoom({ inputs: { ...WEEKLY, clash: 'ask' } });
    for (const day of ['2027-04-12', '2027-04-13', '2027-04-14', '2027-04-16', '2027-04-19']) {
      await save({ date: day, kind: 'off' });
    }
    const answer = (plannedOn: string, to: string) =>
      house.presses(owner, 'series.answer', { series: house.series, plannedOn, answer: to }, { in: room });
    expect((await answer('2027-04-12', 'next')).notice).toBeUndefined();
    expect((await answer('2027-04-19', 'previous')).notice).toContain(
      'meets the meeting planned for Monday 12 April 2027',
    );
    expect((await answer('2027-04-19', 'next')).notice).toBeUndefined();
    expect(await dates()).toContain('Thursday 15 April 2027');
    const decided = await house.clerk.store.db.selectFrom('occurrences').select(['plannedOn', 'answer']).execute();
    expect(decided).toEqual([
      { plannedOn: '2027-04-12', answer: 'next' },
      { plannedOn: '2027-04-19', answer: 'next' },
    ]);
  });
});

/** What gov.uk would publish: the days by rule, and one more. */
function published(extra: { title: string; date: string } | undefined): string {
  const nations = ['england-and-wales', 'scotland', 'northern-ireland'] as const;
  const files = nations.map((nation) => {
    const days = [2026, 2027, 2028].flatMap((year) => bankHolidays(nation, year));
    const events = days.map(({ date, name: title }) => ({ date, title, notes: '', bunting: true }));
    return [nation, { division: nation, events: extra ? [...events, extra] : events }];
  });
  return JSON.stringify(Object.fromEntries(files));
}

describe('Bank holidays as published', () => {
  async function serve(answer: () => string | undefined) {
    let asked = 0;
    const server = createServer((_, response) => {
      asked += 1;
      const text = answer();
      response.statusCode = text === undefined ? 503 : 200;
      response.end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bank-holidays.json`;
    const close = async () => {
      server.close();
      server.closeAllConnections();
    };
    return { url, asked: () => asked, close };
  }

  test('are read weekly; a new one is looked at for every date, and the owner is told', async () => {
    let extra: { title: string; date: string } | undefined;
    const far = await serve(() => published(extra));
    house = await openRoom({ env: { CLERK_BANK_HOLIDAYS_URL: far.url }, inputs: { ...WEEKLY, clash: 'next' } });
    expect(far.asked()).toBe(1);
    await house.moveTo('2027-03-07T10:00:00Z');
    expect(far.asked()).toBe(1);
    extra = { title: 'Royal wedding bank holiday', date: '2027-04-12' };
    await house.moveTo('2027-03-08T10:01:00Z');
    expect(far.asked()).toBe(2);
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain('Monday 12 April 2027: held on Tuesday 13 April 2027 at 9:30am');
    expect(await dates()).toContain('moved (because of Royal wedding bank holiday)');
    await house.moveTo('2027-03-15T10:02:00Z');
    expect(far.asked()).toBe(3);
    expect(told()).toHaveLength(1);
    await far.close();
  });

  test('that are new are told to the owner as the clock speaks: not in quiet hours, not to who has paused', async () => {
    let extra: { title: string; date: string } | undefined;
    const far = await serve(() => published(extra));
    house = await openRoom({ env: { CLERK_BANK_HOLIDAYS_URL: far.url }, inputs: { ...WEEKLY, clash: 'next' } });
    extra = { title: 'Royal wedding bank holiday', date: '2027-04-12' };
    await house.moveTo('2027-03-08T22:00:00Z');
    expect(far.asked()).toBe(2);
    expect(told()).toEqual([]);
    await house.moveTo('2027-03-09T08:00:00Z');
    expect(told()).toHaveLength(1);
    const unasked = await house.clerk.store.db.selectFrom('unasked').select(['kind', 'sort']).execute();
    expect(unasked).toContainEqual({ kind: 'meeting.replanned', sort: 'reminder' });
    await house.says(owner, 'pause');
    extra = undefined;
    await house.moveTo('2027-03-16T10:00:00Z');
    expect(far.asked()).toBe(3);
    await house.moveTo('2027-03-17T10:00:00Z');
    expect(told()).toHaveLength(1);
    await far.close();
  });

  test('that cannot be read are logged once and harm nothing; a day later they are asked for again', async () => {
    let answer: string | undefined;
    const far = await serve(() => answer);
    house = await openRoom({ env: { CLERK_BANK_HOLIDAYS_URL: far.url }, inputs: { ...WEEKLY, clash: 'skip' } });
    await house.moveTo('2027-03-02T10:01:00Z');
    answer = '{"england-and-wales": "nonsense"}';
    await house.moveTo('2027-03-03T10:02:00Z');
    expect(far.asked()).toBe(3);
    expect(house.lines.filter(({ msg }) => String(msg).includes('bank holidays could not'))).toHaveLength(1);
    expect(await dates()).toContain('left out (Easter Monday)');
    answer = published(undefined);
    await house.moveTo('2027-03-04T10:03:00Z');
    expect(await house.clerk.store.db.selectFrom('publishedHolidays').select('source').execute()).toHaveLength(1);
    await far.close();
  });
});

describe('Saving a series', () => {
  test('again unchanged changes nothing: not its dates, not what was decided', async () => {
    house = await openRoom();
    const skipped = { series: house.series, plannedOn: '2027-03-23', reason: 'Go-live' };
    await house.presses(owner, 'occurrence.skip', skipped, { in: room });
    const again = await house.presses(owner, 'series.save', FORTNIGHT, { in: room });
    expect(textOf(again.card ?? {})).toContain('left out (Go-live)');
    expect(await house.clerk.store.db.selectFrom('series').select('id').execute()).toEqual([{ id: house.series }]);
    await setUp(house, { minutes: 45 });
    expect(await house.clerk.store.db.selectFrom('series').select('id').execute()).toHaveLength(2);
  });

  test('monthly from 29 February offers the last day; the month after has its own', async () => {
    house = await openRoom({ start: '2028-02-01T10:00:00Z', inputs: { firstOn: '2028-02-22' } });
    const form = { ...FORTNIGHT, title: 'Monthly', firstOn: '2028-02-29', repeat: 'monthly-date' };
    const asked = await house.presses(owner, 'series.save', form, { in: room });
    expect(asked.notice).toMatch(/last day of each month/);
    const saved = await house.presses(owner, 'series.save', { ...form, meaning: 1 }, { in: room });
    expect(textOf(saved.card ?? {})).toContain('Tuesday 29 February 2028');
    expect(textOf(saved.card ?? {})).toContain('Friday 31 March 2028');
    const none = await house.presses(owner, 'series.save', { ...form, firstOn: '2029-02-29' }, { in: room });
    expect(none.notice).toMatch(/choose a date that exists/);
  });
});
