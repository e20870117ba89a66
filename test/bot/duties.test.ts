// What the clock makes due: a duty that fails is named in the log, and holds up nothing else.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DUTY_FAILED } from '../../bot/index.ts';
import { openRegion, rosa } from '../checkins/region.ts';
import { flag, openWard, safety } from '../issues/ward.ts';
import { cardWith, digital, ENDS, member, openRoom, owner, POSTED, type Room, room, STARTS } from '../meetings/room.ts';
import { ask, pollCard } from '../polls/team.ts';
import { channel, type House, personal, textOf } from '../support/clerk.ts';
import { levels } from '../support/log.ts';
import { cardOf } from '../support/record.ts';

const SECRET = 'Secret title';

let house: Room;
beforeEach(async () => {
  house = await openRoom();
});
afterEach(() => house.stop());

/** Moves the clock and does what is due, whatever of it fails. */
async function beatAt(at: string): Promise<void> {
  house.setClock(at);
  await house.clerk.beat();
}

/** A second meeting of the same team, which the clock comes to first, with something that nothing can be made of. */
async function breakOne(broken: object): Promise<void> {
  const { db } = house.clerk.store;
  const sound = await db.selectFrom('series').selectAll().where('id', '=', house.series).executeTakeFirstOrThrow();
  await db
    .insertInto('series')
    .values({ ...sound, id: '0', title: SECRET, ...broken })
    .execute();
}

const failures = () => house.lines.filter(({ msg }) => msg === DUTY_FAILED);

describe('A meeting of which nothing can be made', () => {
  beforeEach(() => breakOne({ timeZone: 'Europe/Camelot' }));

  test('holds up no other: the agenda of that goes out, it begins and it ends', async () => {
    await beatAt(POSTED);
    expect(textOf(cardWith(house, 'Agenda').card)).toContain('Tuesday 9 March 2027');
    await beatAt(STARTS);
    expect(textOf(cardWith(house, 'item.next').card)).toContain('Clinical informatics team');
    await beatAt(ENDS);
    expect(textOf(house.lastCard(room).card)).toContain('Record');
  });

  test('is in the log as an error at every beat, without its title or anybody’s name', async () => {
    await beatAt(POSTED);
    const first = failures().length;
    expect(first).toBeGreaterThan(0);
    expect(failures().every(({ level }) => level === levels.error)).toBe(true);
    await beatAt(STARTS);
    expect(failures().length).toBeGreaterThan(first);
    expect(JSON.stringify(house.lines)).not.toContain(SECRET);
    for (const { name, objectId } of [owner, member]) {
      expect(JSON.stringify(failures())).not.toContain(name);
      expect(JSON.stringify(failures())).not.toContain(objectId);
    }
  });
});

test('A duty that fails altogether holds up no other duty: a poll closes at its time, and its card says so', async () => {
  const team = { facilitators: owner.objectId, organisation: 'Northfield Trust' };
  await house.presses(owner, 'team.save', team, { in: channel(digital) });
  await ask(house, { closesOn: '2027-03-08', closesAt: '09:00' }, member, room);
  expect(textOf(pollCard(house, room))).toContain('Closes on Monday 8 March 2027 at 9am.');
  // With this one among them no series can be read at all.
  await breakOne({ repeat: '{' });
  await beatAt(POSTED);
  expect(failures().map(({ error }) => error)).toContain('SyntaxError');
  expect(textOf(pollCard(house, room))).toContain('Closed on Monday 8 March 2027 at 9am.');
});

describe('One thing of which nothing can be made holds up no other of its sort:', () => {
  const NOWHERE = { id: '0', timeZone: 'Europe/Camelot' };
  let other: House;
  afterEach(() => other.stop());

  async function beatThen(at: string): Promise<void> {
    other.setClock(at);
    await other.clerk.beat();
    expect(other.lines.some(({ msg }) => msg === DUTY_FAILED)).toBe(true);
  }

  test('a check-in in a zone that is none, and the prompt of another', async () => {
    other = await openRegion();
    const { db } = other.clerk.store;
    const forum = await db.selectFrom('forums').selectAll().executeTakeFirstOrThrow();
    await db
      .insertInto('forums')
      .values({ ...forum, ...NOWHERE, conversationId: 'nowhere' })
      .execute();
    await beatThen('2026-11-03T08:01:00Z');
    expect(textOf(other.lastCard(personal(rosa)).card)).toContain('How is your week?');
  });

  test('an issue of a team in a zone that is none, and the reminder of another', async () => {
    other = await openWard({ start: '2026-11-25T09:30:00Z' });
    const issue = await flag(other);
    const { db } = other.clerk.store;
    const team = await db.selectFrom('teams').selectAll().executeTakeFirstOrThrow();
    const cabinet = await db.selectFrom('cabinets').selectAll().executeTakeFirstOrThrow();
    await db
      .insertInto('teams')
      .values({ ...team, ...NOWHERE, teamKey: 'nowhere' })
      .execute();
    await db
      .insertInto('cabinets')
      .values({ ...cabinet, id: '0', teamId: '0', prefix: 'NO', conversationId: 'nowhere' })
      .execute();
    await db
      .insertInto('issues')
      .values({ ...issue, id: '0', cabinetId: '0', number: 999, raisedAt: '2026-11-25T09:00:00.000Z' })
      .execute();
    await beatThen('2026-11-26T09:31:00Z');
    const sent = other.messages(personal(safety)).map(({ activity }) => textOf(cardOf(activity) ?? {}));
    expect(sent.filter((text) => text.includes('one working day') && text.includes('CAB-1'))).toHaveLength(1);
  });
});
