// What is the host's: who hears of a round when they are not there, and what others cannot change behind their back.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type House, inputOf, personal, textOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import {
  answer,
  FORUM,
  facilitator,
  forumChannel,
  host,
  hostDeputy,
  iris,
  members,
  nina,
  openRegion,
  ROSTER,
  regionTeam,
  rosa,
} from './region.ts';

const PROMPT = '2026-11-03T08:00:00Z';
const REMIND = '2026-11-03T16:00:00Z';
const DIGEST = '2026-11-04T07:45:00Z';

let house: House;
beforeEach(async () => {
  house = await openRegion();
});
afterEach(() => house.stop());

const db = () => house.clerk.store.db;
const save = (changes: object, who = host) =>
  house.presses(who, 'forum.save', { ...FORUM, ...changes }, { in: forumChannel });
const textsTo = (who = host) => house.messages(personal(who)).map(({ activity }) => textOf(cardOf(activity) ?? {}));
const notesTo = (who = host) => textsTo(who).filter((text) => text.includes('For you as host')).length;
const forumId = async () => (await db().selectFrom('forums').select('id').executeTakeFirstOrThrow()).id;
const organisations = () => db().selectFrom('forumOrganisations').selectAll().orderBy('id').execute();

async function leave(who: typeof host): Promise<void> {
  house.far.teams[0] = { ...regionTeam, members: members.filter((one) => one !== who) };
  await house.deliver(house.acts.leaves([who], forumChannel));
}

async function asksForCall(): Promise<void> {
  await answer(house, nina, 'need-help');
  const round = await db()
    .selectFrom('checkinRounds')
    .select('id')
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  await house.presses(nina, 'checkin.help', { round: round.id, how: 'host' });
}

describe('The host’s note', () => {
  test('goes to the first deputy who is there while the host is away or has paused', async () => {
    await save({ deputies: hostDeputy.objectId });
    await house.says(host, 'pause');
    await house.moveTo(PROMPT);
    await house.moveTo(DIGEST);
    expect([notesTo(host), notesTo(hostDeputy)]).toEqual([0, 1]);
  });

  test('reaches a host who has paused and has no deputy when somebody asks for a call, and only then', async () => {
    await house.says(host, 'pause');
    await house.moveTo(PROMPT);
    await asksForCall();
    await house.moveTo(DIGEST);
    expect(textsTo().at(-1)).toContain('Please call: Nina Shaw, Eastbrook Infirmary.');
    await house.moveTo('2026-11-10T08:00:00Z');
    await house.moveTo('2026-11-11T07:45:00Z');
    expect(notesTo()).toBe(1);
  });

  test('goes to nobody who has left the team: who runs it hears instead, and can put it in order', async () => {
    await leave(host);
    await house.moveTo(PROMPT);
    await asksForCall();
    await house.moveTo(DIGEST);
    expect(notesTo(host)).toBe(0);
    expect(textsTo(facilitator).at(-1)).toContain('Please call: Nina Shaw');
    await house.presses(
      iris,
      'checkin.join',
      { forum: await forumId(), organisation: 'X', sector: 'acute' },
      { in: forumChannel },
    );
    expect((await save({}, host)).notice).toMatch(/^Only/);
    await save({}, facilitator);
    const { hostId } = await db().selectFrom('forums').select('hostId').executeTakeFirstOrThrow();
    const person = await db()
      .selectFrom('people')
      .select('objectId')
      .where('id', '=', hostId)
      .executeTakeFirstOrThrow();
    expect(person.objectId).toBe(facilitator.objectId);
  });

  test('says of a late wish for a call when it is read', async () => {
    await house.moveTo(PROMPT);
    await house.moveTo(DIGEST);
    await answer(house, nina, 'need-help');
    const round = await db().selectFrom('checkinRounds').select('id').executeTakeFirstOrThrow();
    const { card = {} } = await house.presses(nina, 'checkin.help', { round: round.id, how: 'host' });
    expect(textOf(card)).toContain('with the next digest');
    await house.moveTo('2026-11-10T08:00:00Z');
    await house.moveTo('2026-11-11T07:45:00Z');
    expect(textsTo().at(-1)).toContain('Please call: Nina Shaw, Eastbrook Infirmary.');
  });
});

describe('A roster', () => {
  test('of the channel’s members does not put on again whom the host took off; a pasted list does', async () => {
    await save({ members: 'channel', roster: '' });
    const member = await db()
      .selectFrom('forumMembers')
      .selectAll()
      .where('handle', '=', hostDeputy.objectId)
      .executeTakeFirstOrThrow();
    await house.presses(host, 'roster.remove', { forum: await forumId(), member: member.id }, { in: forumChannel });
    await house.moveTo(PROMPT);
    const asked = () =>
      db()
        .selectFrom('forumMembers')
        .select('id')
        .where('handle', '=', hostDeputy.objectId)
        .where('state', '=', 'in')
        .execute();
    expect(await asked()).toEqual([]);
    await save({ roster: `Dee Lowe,${hostDeputy.objectId},Lowland Trust,,acute,ccio` });
    expect(await asked()).toHaveLength(1);
  });

  test('of the channel’s members loses sight of who leaves the team at once, not with the next round', async () => {
    await save({ members: 'channel', roster: '' });
    await house.moveTo(PROMPT);
    const round = await db().selectFrom('checkinRounds').select('id').executeTakeFirstOrThrow();
    await leave(hostDeputy);
    const pressed = await house.presses(hostDeputy, 'checkin.answer', { round: round.id, state: 'steady' });
    expect(pressed.notice).toMatch(/^Only people on the roster/);
  });

  test('is not changed by somebody who only asks to join', async () => {
    const before = await organisations();
    await house.presses(
      hostDeputy,
      'checkin.join',
      { forum: await forumId(), organisation: 'northfield trust', sector: 'community' },
      { in: forumChannel },
    );
    expect(await organisations()).toEqual(before);
    expect(textsTo().at(-1)).toContain('Dee Lowe asks to join as CCIO of Northfield Trust (acute).');
  });

  test('pasted again after a merger keeps to the successor, before and after its date', async () => {
    const old = (await organisations()).find(({ ods }) => ods === 'REB02');
    await house.presses(
      host,
      'roster.merge',
      { forum: await forumId(), organisation: old?.id, successor: 'RXF05', on: '2026-11-09' },
      { in: forumChannel },
    );
    const state = async () => [
      await organisations(),
      await db().selectFrom('forumMembers').selectAll().orderBy('id').execute(),
    ];
    const before = await state();
    await save({});
    expect(await state()).toEqual(before);
    await house.moveTo('2026-11-16T09:00:00Z');
    await save({ roster: ROSTER });
    expect(await state()).toEqual(before);
  });

  test('of 500 people is saved within the time that Teams waits', async () => {
    const rows = Array.from(
      { length: 500 },
      (_, index) => `Person ${index},p${index}@trust.example,Trust ${index},,acute,ccio`,
    );
    const began = performance.now();
    expect((await save({ roster: rows.join('\n') })).card).toBeDefined();
    expect(performance.now() - began).toBeLessThan(10_000);
    const view = await house.presses(host, 'forum.roster', { forum: await forumId(), page: 63 }, { in: forumChannel });
    expect(textOf(view.card ?? {})).toContain('508 on the roster. Page 63 of 64.');
  });
});

test('a check-in that has ended reminds nobody; what was answered is still read', async () => {
  await house.moveTo(PROMPT);
  await answer(house, rosa, 'steady');
  await house.presses(host, 'forum.end', { forum: await forumId() }, { in: forumChannel });
  const before = house.messages(personal(iris)).length;
  await house.moveTo(REMIND);
  expect(house.messages(personal(iris))).toHaveLength(before);
  await house.moveTo(DIGEST);
  expect(JSON.stringify(house.messages(forumChannel))).toContain('1 of 7 have answered');
});

test('the form shows only times of one’s own, so that the other ready choice brings its own', async () => {
  const shown = async (id: string) => {
    const { card = {} } = await house.presses(host, 'forum.form', { forum: await forumId() }, { in: forumChannel });
    return inputOf(card, id)?.value ?? '';
  };
  expect(await shown('promptTime')).toBe('');
  await save({ remindTime: '15:30' });
  expect(await shown('remindTime')).toBe('15:30');
  expect(await shown('digestDay')).toBe('');
});

test('the monthly meeting has an agenda that its channel is asked for; the weekly call has none', async () => {
  await save({ monthlyWhich: '2', monthlyWeekday: 'tuesday', monthlyTime: '13:00' });
  const series = await db()
    .selectFrom('series')
    .select(['title', 'askDays'])
    .where('state', '=', 'running')
    .orderBy('title')
    .execute();
  expect(series).toEqual([
    { title: 'CCIOs of Westshire', askDays: 0 },
    { title: 'CCIOs of Westshire: monthly', askDays: 7 },
  ]);
  await house.moveTo('2026-11-03T13:00:00Z');
  const asked = house
    .messages(forumChannel)
    .filter(({ activity }) => textOf(cardOf(activity) ?? {}).startsWith('What should be on the agenda?'));
  expect(asked).toHaveLength(1);
});
