// When meetings are held: the examples of the issue "Meetings" by their instants, through the door, on a moved clock; and
// once only, whatever the clock, a restart or a second instance do.
import { afterEach, describe, expect, test } from 'vitest';
import { createMeetingsService } from '../../src/meetings/service.ts';
import { personal, textOf } from '../support/clerk.ts';
import { ENGINES } from '../support/databases.ts';
import { cardWith, FORTNIGHT, openRoom, owner, POSTED, type Room, room, STARTS } from './room.ts';

let house: Room;
afterEach(() => house.stop());

const MINUTE_MS = 60_000;

/** The instants at which meetings were started so far. */
async function started(): Promise<string[]> {
  const { db } = house.clerk.store;
  const rows = await db
    .selectFrom('due')
    .select('dueAt')
    .where('duty', '=', 'meeting.start')
    .orderBy('dueAt')
    .execute();
  return rows.map(({ dueAt }) => dueAt.slice(0, 16));
}

function posted(words: RegExp): number {
  return house.messages(room).filter(({ activity }) => words.test(JSON.stringify(activity))).length;
}

const WEEKLY = { title: 'Huddle', firstOn: '2027-03-22', startTime: '08:00', minutes: 15, repeat: 'weekly' };
const NIGHT = { title: 'Change window', startTime: '01:30', minutes: 20, repeat: 'weekly', nation: 'none' };

describe('A meeting is held', () => {
  test.each([
    [
      'every 14 days at 9:30am across the clock change',
      '2027-03-01',
      FORTNIGHT,
      ['2027-03-09T09:30', '2027-03-23T09:30', '2027-04-06T08:30', '2027-04-20T08:30'],
    ],
    [
      'every 14 days across the end of a year',
      '2026-11-24',
      { ...FORTNIGHT, firstOn: '2026-12-01', startTime: '10:00' },
      ['2026-12-01T10:00', '2026-12-15T10:00', '2026-12-29T10:00', '2027-01-12T10:00', '2027-01-26T10:00'],
    ],
    [
      'not on Easter Monday in England with skip',
      '2027-03-15',
      { ...WEEKLY, clash: 'skip' },
      ['2027-03-22T08:00', '2027-04-05T07:00'],
    ],
    [
      'on the Tuesday after it with next',
      '2027-03-15',
      { ...WEEKLY, clash: 'next' },
      ['2027-03-22T08:00', '2027-03-30T07:00', '2027-04-05T07:00'],
    ],
    [
      'on Easter Monday in Scotland',
      '2027-03-15',
      { ...WEEKLY, nation: 'scotland', clash: 'skip' },
      ['2027-03-22T08:00', '2027-03-29T07:00', '2027-04-05T07:00'],
    ],
    [
      'on the Thursday before Good Friday with previous',
      '2027-03-15',
      { ...WEEKLY, clash: 'previous' },
      ['2027-03-22T08:00', '2027-03-25T08:00', '2027-04-05T07:00'],
    ],
    [
      'every 4 weeks in the zone of the series, whose clocks change on another day',
      '2027-03-01',
      { ...FORTNIGHT, repeat: 'four-weekly', timeZone: 'America/New_York', nation: 'none' },
      ['2027-03-09T14:30', '2027-04-06T13:30', '2027-05-04T13:30'],
    ],
    [
      'at 02:30 BST on the Sunday when clocks go forward',
      '2027-03-15',
      { ...NIGHT, firstOn: '2027-03-21' },
      ['2027-03-21T01:30', '2027-03-28T01:30', '2027-04-04T00:30'],
    ],
    [
      'at the first 01:30 on the Sunday when they go back',
      '2027-10-18',
      { ...NIGHT, firstOn: '2027-10-24' },
      ['2027-10-24T00:30', '2027-10-31T00:30', '2027-11-07T01:30'],
    ],
  ])('%s', async (_, from, inputs, instants) => {
    house = await openRoom({ start: `${from}T12:00:00Z`, inputs });
    for (const [index, instant] of instants.entries()) {
      const at = new Date(`${instant}:00Z`);
      await house.moveTo(new Date(at.getTime() - MINUTE_MS));
      expect(await started()).toEqual(instants.slice(0, index));
      await house.moveTo(at);
      expect(await started()).toEqual(instants.slice(0, index + 1));
    }
    expect(posted(/The meeting is on|Record: a draft/)).toBe(instants.length);
  });
});

describe('After downtime', () => {
  test('the meeting that is on is started once; what was missed is noted, and shown', async () => {
    house = await openRoom({ inputs: { ...WEEKLY, firstOn: '2027-03-08', clash: 'keep', minutes: 60 } });
    await house.moveTo('2027-03-22T08:20:00Z');
    await house.moveTo('2027-03-22T08:21:00Z');
    expect(posted(/The meeting is on/)).toBe(1);
    expect(posted(/What should be on the agenda/)).toBe(1);
    expect(posted(/What should be on the agenda.*Monday 29 March 2027/)).toBe(1);
    const rows = await house.clerk.store.db
      .selectFrom('occurrences')
      .select(['plannedOn', 'state'])
      .orderBy('plannedOn')
      .execute();
    expect(rows).toEqual([
      { plannedOn: '2027-03-08', state: 'missed' },
      { plannedOn: '2027-03-15', state: 'missed' },
      { plannedOn: '2027-03-22', state: 'held' },
    ]);
    await house.says(owner, 'meetings', { in: room });
    expect(textOf(house.lastCard(room).card)).toMatch(
      /Missed\s+Monday 8 March 2027, 8am\s+Monday 15 March 2027, 8am\s+Next dates/,
    );
  });

  test('the agenda is posted without the question for items that it comes too late for', async () => {
    house = await openRoom();
    await house.moveTo('2027-03-08T15:00:00Z');
    expect(posted(/What should be on the agenda/)).toBe(0);
    expect(posted(/Agenda: Clinical/)).toBe(1);
  });

  test('a question about a bank holiday that comes too late is not asked: the channel hears that it is left out', async () => {
    house = await openRoom({ inputs: { ...WEEKLY, clash: 'ask' } });
    await house.moveTo('2027-03-24T10:00:00Z');
    expect(JSON.stringify(house.messages(personal(owner)))).not.toContain('is a day off');
    expect(posted(/Not on Monday 29 March 2027/)).toBe(1);
  });
});

/** What was sent to anybody about meetings, by kind, so far. */
async function sent(): Promise<Record<string, number>> {
  const { db } = house.clerk.store;
  const posts = db
    .selectFrom('outbox')
    .select('kind')
    .where('kind', 'like', 'meeting.%')
    .where('messageId', 'is', null);
  const counts: Record<string, number> = {};
  for (const { kind } of await posts.execute()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

describe.each(ENGINES)('Nothing is done twice on %s', (engine) => {
  test('by a clock set back, a restart in the same minute, or two at it at once', async () => {
    house = await openRoom({ engine, inputs: { ...FORTNIGHT, firstOn: '2027-03-15', clash: 'ask' } });
    const { db } = house.clerk.store;
    const instances = [0, 1, 2].map(() => createMeetingsService({ db, now: house.now, ports: {}, secret: '' }));
    const once: [string, Record<string, number>][] = [
      ['2027-03-08T09:30:00Z', { 'meeting.items': 1 }],
      ['2027-03-12T09:30:00Z', { 'meeting.items': 1, 'meeting.agenda': 1 }],
      ['2027-03-15T09:30:00Z', { 'meeting.items': 1, 'meeting.agenda': 1, 'meeting.start': 1, 'meeting.ask': 1 }],
    ];
    for (const [at, counts] of once) {
      house.setClock(at);
      await Promise.all(instances.map(({ duties }) => duties.run()));
      expect(await sent()).toEqual(counts);
      house.setClock(new Date(Date.parse(at) - 10 * MINUTE_MS));
      await Promise.all(instances.map(({ duties }) => duties.run()));
      house.setClock(at);
      const again = createMeetingsService({ db, now: house.now, ports: {}, secret: '' });
      await again.duties.run();
      expect(await sent()).toEqual(counts);
    }
    await house.moveTo('2027-03-15T09:31:00Z');
    expect(await started()).toEqual(['2027-03-15T09:30']);
  });
});

describe('A date that was moved far past its planned day', () => {
  test('is the next meeting for the agenda, the list and the date of next meeting, and is prepared and held', async () => {
    house = await openRoom();
    const far = { series: house.series, plannedOn: '2027-03-09', date: '2027-04-29', time: '14:00' };
    await house.presses(owner, 'occurrence.move', far, { in: room });
    await house.moveTo('2027-04-20T08:30:00Z');
    const running = textOf(cardWith(house, 'The meeting is on').card);
    expect(running).toContain('Date of next meeting');
    expect(running).toContain('Thursday 29 April 2027 at 2pm');
    await house.moveTo('2027-04-28T13:00:00Z');
    await house.says(owner, 'agenda', { in: room });
    expect(textOf(house.lastCard(room).card)).toContain('Thursday 29 April 2027, 2pm to 3pm');
    await house.says(owner, 'meetings', { in: room });
    const listed = textOf(house.lastCard(room).card);
    expect(listed.indexOf('Thursday 29 April 2027, 2pm')).toBeGreaterThan(0);
    expect(listed.indexOf('Thursday 29 April 2027, 2pm')).toBeLessThan(listed.indexOf('Tuesday 4 May 2027'));
    await house.moveTo('2027-04-29T13:00:00Z');
    expect((await started()).slice(-2)).toEqual(['2027-04-20T08:30', '2027-04-29T13:00']);
  });

  test('takes the item that somebody proposes for a meeting that is over', async () => {
    house = await openRoom();
    const far = { series: house.series, plannedOn: '2027-03-23', date: '2027-03-26', time: '14:00' };
    await house.presses(owner, 'occurrence.move', far, { in: room });
    await house.moveTo(POSTED);
    await house.moveTo(STARTS);
    await house.moveTo('2027-03-25T10:00:00Z');
    const late = { series: house.series, plannedOn: '2027-03-09', title: 'Downtime drill' };
    const answer = await house.presses(owner, 'agenda.propose', late, { in: room });
    expect(answer.notice).toContain('Friday 26 March 2027');
  });
});
