import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type House, person, personal, textOf, verbsOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import {
  answer,
  FORUM,
  forumChannel,
  gwen,
  host,
  hostDeputy,
  iris,
  members,
  nina,
  openRegion,
  otto,
  pressOwn,
  ROSTER,
  regionTeam,
  rosa,
  tess,
} from './region.ts';

let house: House;
beforeEach(async () => {
  house = await openRegion();
});
afterEach(() => house.stop());

const db = () => house.clerk.store.db;
const forums = () => db().selectFrom('forums').selectAll().execute();
const roster = () => db().selectFrom('forumMembers').selectAll().orderBy('id').execute();
const save = (changes: object) => house.presses(host, 'forum.save', { ...FORUM, ...changes }, { in: forumChannel });
const lastIn = () => textOf(house.lastCard(forumChannel).card);

describe('A forum', () => {
  test('is saved with the ready times of a call, and says in its channel when it asks next', async () => {
    const [forum] = await forums();
    expect(forum).toMatchObject({
      weekday: 3,
      callTime: '08:00',
      promptTime: '08:00',
      remindTime: '16:00',
      digestTime: '07:45',
      promptDay: 'before',
      digestDay: 'same',
    });
    expect(lastIn()).toContain('Tuesday 3 November 2026 at 8am');
    expect(lastIn()).toContain('Wednesday 4 November 2026 at 7:45am');
  });

  test('written only asks on the day and posts the next working day', async () => {
    await save({ form: 'written', weekday: 'friday' });
    expect((await forums())[0]).toMatchObject({
      callTime: '',
      promptDay: 'same',
      remindTime: '14:00',
      digestDay: 'next',
    });
    expect(lastIn()).toContain('Friday 6 November 2026 at 8am');
    expect(lastIn()).toContain('Monday 9 November 2026 at 8am');
  });

  test('saved again changes the one of its channel; its call and its monthly meeting are meetings of the team', async () => {
    await save({ monthlyWhich: '2', monthlyWeekday: 'tuesday', monthlyTime: '13:00' });
    await save({ monthlyWhich: '2', monthlyWeekday: 'tuesday', monthlyTime: '13:00' });
    expect(await forums()).toHaveLength(1);
    const series = await db().selectFrom('series').selectAll().where('state', '=', 'running').execute();
    expect(series.map(({ title, startTime, firstOn }) => [title, startTime, firstOn]).sort()).toEqual([
      ['CCIOs of Westshire', '08:00', '2026-11-04'],
      ['CCIOs of Westshire: monthly', '13:00', '2026-11-10'],
    ]);
    await house.says(host, 'meetings', { in: forumChannel });
    expect(lastIn()).toContain('CCIOs of Westshire: monthly');
    await house.moveTo('2026-11-04T08:00:00Z');
    expect(
      house
        .messages(forumChannel)
        .some(({ activity }) => textOf(cardOf(activity) ?? {}).includes('The meeting is on.')),
    ).toBe(true);
  });

  test('without a time for its call is written only', async () => {
    await save({ callTime: '' });
    expect((await forums())[0]).toMatchObject({ callTime: '', seriesId: null, promptDay: 'same', digestDay: 'next' });
    expect(await db().selectFrom('series').select('id').where('state', '=', 'running').execute()).toEqual([]);
  });

  test('has a call with a calendar link and apologies, as meetings have', async () => {
    await house.stop();
    house = await openRegion({ env: { CLERK_PUBLIC_URL: 'https://clerk.example' } });
    await house.says(host, 'calendar');
    const token = /calendar\/([\w-]+)\.ics/.exec(textOf(house.lastCard(personal(host)).card))?.[1];
    const feed = await (await fetch(`${house.clerk.url}/calendar/${token}.ics`)).text();
    expect(feed).toContain('CCIOs of Westshire');
    await house.moveTo('2026-11-03T08:00:00Z');
    await answer(house, nina, 'stretched');
    const sent = await pressOwn(house, nina, 'attend.apologies');
    expect(sent.notice).toBe('Noted: your apologies.');
    // A meeting is of its team: who is in another tenant has none to send apologies for.
    await answer(house, tess, 'steady');
    expect(verbsOf(house.lastCard(personal(tess)).card)).not.toContain('attend.apologies');
    await house.moveTo('2026-11-04T07:45:00Z');
    await house.moveTo('2026-11-04T08:00:00Z');
    expect(lastIn()).toContain('Apologies: Nina Shaw');
  });

  test('ended asks nobody any more, and its meetings are not held', async () => {
    const [forum] = await forums();
    await house.presses(host, 'forum.end', { forum: forum?.id }, { in: forumChannel });
    await house.moveTo('2026-11-03T08:00:00Z');
    await house.moveTo('2026-11-04T08:00:00Z');
    expect(await db().selectFrom('checkinRounds').selectAll().execute()).toEqual([]);
    expect(await db().selectFrom('series').select('id').where('state', '=', 'running').execute()).toEqual([]);
  });

  test.each([
    [{ name: '' }, /Name of the check-in/],
    [{ weekday: 'sunday' }, /Day: choose Monday to Friday/],
    [{ callTime: '25:00' }, /Call: choose a time/],
    [{ joinLink: 'http://plain.example' }, /Join link: it begins with https/],
    [{ remindTime: '07:00' }, /Reminder: it comes on the day of the prompt/],
    [{ promptDay: 'same', digestDay: 'same', digestTime: '09:00' }, /Digest: on the same day/],
    [{ deputies: 'nobody' }, /Deputies: choose members/],
    [{ timeZone: 'Europe/Atlantis' }, /Time zone/],
  ])('refuses %j in words, and changes nothing', async (changes, words) => {
    const before = await forums();
    expect((await save(changes)).notice).toMatch(words);
    expect(await forums()).toEqual(before);
  });
});

describe('A pasted roster', () => {
  test('names every bad row, and nothing of it is done', async () => {
    const before = await roster();
    const pasted = [
      'name,email or object id,organisation,ods,sector,role',
      'Ann New,ann.new@trust.example,New Trust,NEW01,acute,ccio',
      'No Mail,nobody,New Trust,NEW01,acute,ccio',
      'Bad Sector,bad@trust.example,New Trust,NEW01,hospital,ccio',
      'Bad Role,role@trust.example,New Trust,NEW01,acute,boss',
      'Ann Again,ANN.NEW@trust.example,New Trust,NEW01,acute,ccio',
      'Other Name,other@trust.example,Else Trust,NEW01,acute,ccio',
      'No Organisation,none@trust.example,,,acute,ccio',
    ].join('\n');
    const { notice = '' } = await save({ roster: pasted });
    for (const line of [3, 4, 5, 6, 7, 8]) expect(notice).toContain(`Line ${line}: `);
    expect(notice).not.toContain('Line 2');
    expect(notice).not.toContain('hospital');
    expect(await roster()).toEqual(before);
  });

  test('twice changes nothing', async () => {
    const before = await roster();
    const organisations = await db().selectFrom('forumOrganisations').selectAll().execute();
    await save({});
    expect(await roster()).toEqual(before);
    expect(await db().selectFrom('forumOrganisations').selectAll().execute()).toEqual(organisations);
    await house.moveTo('2026-11-09T09:00:00Z');
    await save({});
    expect(await roster()).toEqual(before);
  });

  test('moves somebody from a date on; what was before keeps its dates', async () => {
    await house.moveTo('2026-11-09T09:00:00Z');
    await save({ roster: `Nina Shaw,${nina.email},Northfield Trust,RXF05,acute,ccio` });
    const rows = (await roster()).filter(({ name }) => name === 'Nina Shaw');
    expect(rows.map(({ fromOn, toOn }) => [fromOn, toOn])).toEqual([
      ['2026-11-02', '2026-11-09'],
      ['2026-11-09', null],
    ]);
    expect(await roster()).toHaveLength(ROSTER.split('\n').length + 1);
  });

  test('takes semicolons, tabs, quotes and object ids', async () => {
    await save({ roster: `"Lee; Frost";lee@trust.example;"Frost ""and"" Co";;mental health;deputy` });
    const row = (await roster()).find(({ handle }) => handle === 'lee@trust.example');
    expect(row).toMatchObject({ name: 'Lee; Frost', role: 'deputy' });
    const organisation = await db()
      .selectFrom('forumOrganisations')
      .selectAll()
      .where('name', 'like', 'Frost%')
      .executeTakeFirst();
    expect(organisation).toMatchObject({ name: 'Frost "and" Co', sector: 'mental-health' });
  });

  test('knows by their mail address who is on it by object id, and refuses one person in two lines', async () => {
    const before = await roster();
    const byMail = ROSTER.replace(otto.objectId, otto.email);
    await house.moveTo('2026-11-09T09:00:00Z');
    await save({ roster: byMail });
    expect(await roster()).toEqual(before);
    const twice = `${ROSTER}\nKemp,${otto.email},Other Trust,,acute,ccio`;
    expect((await save({ roster: twice })).notice).toContain(`${otto.email} are the same person`);
    expect(await roster()).toEqual(before);
    expect(
      await db().selectFrom('forumOrganisations').select('id').where('name', '=', 'Other Trust').execute(),
    ).toEqual([]);
  });

  test('of the channel’s members, then pasted by mail address, asks nobody twice', async () => {
    await house.stop();
    house = await openRegion({ forum: { members: 'channel', roster: '' } });
    await house.moveTo('2026-11-02T10:00:00Z');
    await save({});
    const seats = (await roster()).filter(({ toOn, state }) => toOn === null && state === 'in');
    expect(seats.filter(({ name }) => name === 'Nina Shaw')).toHaveLength(1);
    await house.moveTo('2026-11-03T08:00:00Z');
    const asked = house
      .messages(personal(nina))
      .filter(({ activity }) => JSON.stringify(activity).includes('How is your week'));
    expect(asked).toHaveLength(1);
  });

  test('shows the host who cannot be reached, why, and what to do; nobody else sees it', async () => {
    await save({ roster: 'Never Seen,never.seen@trust.example,Far Trust,,acute,ccio' });
    const [forum] = await forums();
    const pages = [];
    for (const page of [1, 2]) {
      const view = await house.presses(host, 'forum.roster', { forum: forum?.id, page }, { in: forumChannel });
      pages.push(textOf(view.card ?? {}));
    }
    expect(pages.join('\n')).toContain(
      'Cannot be reached: they were never seen in Teams. Ask them to add Digital Clerk',
    );
    expect(pages.join('\n')).toMatch(/Gwen Pryce[\s\S]*Answers by the card in the channel/);
    const refused = await house.presses(nina, 'forum.roster', { forum: forum?.id }, { in: forumChannel });
    expect(refused.notice).toMatch(/^Only the host/);
  });

  test('tells the host of each round who could not be reached', async () => {
    await save({ roster: 'Never Seen,never.seen@trust.example,Far Trust,,acute,ccio' });
    await house.deliver(house.acts.uninstalls(nina, personal(nina)));
    await house.moveTo('2026-11-03T08:00:00Z');
    await house.moveTo('2026-11-04T07:45:00Z');
    const note = textOf(house.lastCard(personal(host)).card);
    expect(note).toContain('Never Seen, Far Trust: they were never seen in Teams.');
    expect(note).toContain(
      'Nina Shaw, Eastbrook Infirmary: they have removed Digital Clerk in Teams. They can answer by the card',
    );
  });

  test('goes over to a successor with the date; history stays with the organisation that was', async () => {
    await house.moveTo('2026-11-03T08:00:00Z');
    const [forum] = await forums();
    const all = await db().selectFrom('forumOrganisations').selectAll().execute();
    const old = all.find(({ name }) => name === 'Eastbrook Infirmary');
    const merge = { forum: forum?.id, organisation: old?.id, successor: 'rxf05', on: '2026-11-09' };
    expect((await house.presses(host, 'roster.merge', merge, { in: forumChannel })).card).toBeDefined();
    const successor = all.find(({ name }) => name === 'Northfield Trust');
    const after = await db()
      .selectFrom('forumOrganisations')
      .selectAll()
      .where('id', '=', old?.id ?? '')
      .executeTakeFirst();
    expect(after).toMatchObject({ endedOn: '2026-11-09', successorId: successor?.id });
    await house.moveTo('2026-11-10T08:00:00Z');
    const seats = await db().selectFrom('checkinSeats').selectAll().orderBy('roundId').execute();
    const organisations = seats.filter(({ seatId }) => seatId).map(({ organisationId }) => organisationId);
    expect(organisations.filter((id) => id === old?.id)).toHaveLength(1);
    expect(organisations.filter((id) => id === successor?.id)).toHaveLength(3);
  });
});

describe('The channel’s members as the roster', () => {
  test('are read to the last page of them', async () => {
    const crowd = Array.from({ length: 230 }, (_, index) => person(`Officer ${index + 1}`));
    house.far.people.push(...crowd);
    house.far.teams[0] = { ...regionTeam, members: [...members, ...crowd] };
    await save({ members: 'channel', roster: '' });
    expect((await roster()).map(({ name }) => name)).toEqual(expect.arrayContaining(crowd.map(({ name }) => name)));
  });

  test('are all asked; who comes later is asked next time, and who leaves is not', async () => {
    await house.stop();
    house = await openRegion({ forum: { members: 'channel', roster: '' } });
    expect((await roster()).map(({ source }) => source)).toEqual(members.map(() => 'channel'));
    house.far.teams[0] = { ...regionTeam, members: members.filter((one) => one !== nina) };
    await house.deliver(house.acts.leaves([nina], forumChannel));
    await house.moveTo('2026-11-03T08:00:00Z');
    const seats = await db().selectFrom('checkinSeats').select(['via']).execute();
    expect(seats).toHaveLength(members.length - 1);
    expect(seats.filter(({ via }) => via === 'channel')).toHaveLength(1);
    expect(
      house.messages(personal(nina)).some(({ activity }) => JSON.stringify(activity).includes('How is your week')),
    ).toBe(false);
  });
});

describe('Somebody who asks to join', () => {
  const ask = (who = hostDeputy) =>
    house.presses(
      who,
      'checkin.join',
      { forum: undefined, ...joinData, organisation: 'Lowland Trust', sector: 'acute' },
      { in: forumChannel },
    );
  let joinData: object;
  beforeEach(async () => {
    joinData = { forum: (await forums())[0]?.id };
  });

  test('is on the roster when the host says yes, once, and hears it', async () => {
    await ask();
    await ask();
    const asked = house.lastCard(personal(host));
    expect(textOf(asked.card)).toContain('Dee Lowe asks to join as CCIO of Lowland Trust (acute).');
    expect(await db().selectFrom('forumMembers').select('id').where('state', '=', 'asking').execute()).toHaveLength(1);
    await house.press(host, personal(host), 'roster.approve', { answer: 'yes' });
    expect(textOf(house.lastCard(personal(host)).card)).toContain('on the roster now');
    expect(verbsOf(house.lastCard(personal(host)).card)).toEqual([]);
    expect(textOf(house.lastCard(personal(hostDeputy)).card)).toContain('You are on the roster.');
    await house.moveTo('2026-11-03T08:00:00Z');
    expect(textOf(house.lastCard(personal(hostDeputy)).card)).toContain('How is your week?');
  });

  test('is not asked when the host says no; who is on it already is told so', async () => {
    await ask();
    const asked = house.lastCard(personal(host));
    await house.presses(host, 'roster.approve', { member: await askingId(), answer: 'no' }, { replyTo: asked.id });
    await house.moveTo('2026-11-03T08:00:00Z');
    expect(textOf(house.lastCard(personal(hostDeputy)).card)).toContain('has not added you');
    expect((await ask(rosa)).notice).toMatch(/already/);
    expect((await ask(iris)).notice).toMatch(/already/);
  });

  async function askingId() {
    return (await db().selectFrom('forumMembers').select('id').where('state', '=', 'asking').executeTakeFirstOrThrow())
      .id;
  }
});

test('somebody who is a guest here and has the app in their own tenant is asked there', async () => {
  const home = person('Gwen Pryce Home', tess.tenantId);
  house.far.people.push(home);
  const same = { ...home, email: 'gwen.home@partner.example' };
  await house.deliver(house.acts.installs(home, personal(home)));
  await db().updateTable('people').set({ email: same.email }).where('objectId', '=', home.objectId).execute();
  await db().updateTable('people').set({ email: same.email }).where('objectId', '=', gwen.objectId).execute();
  await save({ roster: `Gwen Pryce,${same.email},Other Care,,social care,ccio` });
  await house.moveTo('2026-11-03T08:00:00Z');
  expect(textOf(house.lastCard(personal(home)).card)).toContain('How is your week?');
});
