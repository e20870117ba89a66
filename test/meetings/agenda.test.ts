import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { dataOf, inputOf, personal, textOf, verbsOf } from '../support/clerk.ts';
import { ENGINES } from '../support/databases.ts';
import type { Person } from '../support/world.ts';
import {
  ASKED,
  act,
  cardWith,
  ENDS,
  member,
  openRoom,
  owner,
  POSTED,
  type Room,
  room,
  STARTS,
  setUp,
  stranger,
  third,
} from './room.ts';

let house: Room;
afterEach(() => house.stop());

function cardsWith(words: RegExp): number {
  return house.messages(room).filter(({ activity }) => words.test(JSON.stringify(activity))).length;
}

/** The agenda card as it stands now. */
function agenda(): string {
  return textOf(cardWith(house, 'attend.yes').card);
}

/** Opens the form on a card of all, in a view of one's own, and sends it. */
async function fill(
  who: Person,
  verb: 'agenda.propose' | 'agenda.update',
  inputs: object,
  on: ReturnType<typeof cardWith>,
) {
  const part = verb === 'agenda.update' ? 'update' : 'item';
  const opened = await house.press(who, room, 'agenda.form', { part }, on);
  return house.presses(who, verb, { ...dataOf(opened.card ?? {}, verb), ...inputs }, { in: room, replyTo: on.id });
}

describe('The agenda', () => {
  test('asks the channel once, 7 days before, for items and updates', async () => {
    house = await openRoom();
    await house.moveTo('2027-03-02T09:29:00Z');
    expect(cardsWith(/What should be on the agenda/)).toBe(0);
    await house.moveTo(ASKED);
    await house.moveTo('2027-03-03T09:30:00Z');
    expect(cardsWith(/What should be on the agenda/)).toBe(1);
    const { card } = cardWith(house, 'agenda.form');
    expect(verbsOf(card)).toEqual(['agenda.form', 'agenda.form', 'attend.yes', 'attend.apologies']);
    expect(verbsOf(card)).not.toContain('item.next');
    // What somebody types stands in a view of their own: an edit of the card of all would wipe it.
    expect(JSON.stringify(card)).not.toContain('"Input.');
    const on = cardWith(house, 'agenda.form');
    const inputsOf = async (part: string) => {
      const { card: own } = await house.press(member, room, 'agenda.form', { part }, on);
      return ['title', 'minutes', 'anonymous', 'system', 'line'].filter((id) => inputOf(own ?? {}, id));
    };
    expect(await inputsOf('item')).toEqual(['title', 'minutes', 'anonymous']);
    expect(await inputsOf('update')).toEqual(['system', 'line']);
    expect(cardWith(house, 'agenda.form').card).toEqual(card);
  });

  test('shows what was proposed, and updates grouped by system, on the card that asked', async () => {
    house = await openRoom();
    await house.moveTo(ASKED);
    const on = cardWith(house, 'agenda.form');
    await fill(member, 'agenda.propose', { title: 'Downtime drill', minutes: 20 }, on);
    await fill(owner, 'agenda.update', { system: 'EPMA', line: 'Testing begins' }, on);
    await fill(third, 'agenda.update', { system: 'Rota', line: 'Live in two wards' }, on);
    await fill(member, 'agenda.update', { system: 'EPMA', line: 'Labels change' }, on);
    expect(cardsWith(/What should be on the agenda/)).toBe(1);
    const shown = textOf(cardWith(house, 'agenda.form').card);
    expect(shown).toContain('– Downtime drill (20 minutes)');
    expect(shown).toMatch(
      /EPMA\n– Testing begins \(Sam Okafor\)\n– Labels change \(Rosa Marsh\)\nRota\n– Live in two wards/,
    );
  });

  test('is posted 1 working day before, in its fixed order, with CPD on it and without item.next', async () => {
    house = await openRoom();
    await house.moveTo(ASKED);
    const last = { series: house.series, plannedOn: '2027-03-09' };
    await house.presses(owner, 'series.settings', { ...last, standing: 'Go-lives', askDays: 7 }, { in: room });
    await act(house, member, 'agenda.propose', { title: 'Downtime drill' });
    await house.moveTo('2027-03-08T09:29:00Z');
    expect(cardsWith(/Agenda: Clinical/)).toBe(0);
    await house.moveTo(POSTED);
    const { card } = cardWith(house, 'Agenda: Clinical');
    const order = [...textOf(card).matchAll(/^\d+\. ([^(\n]*) \(/gm)].map((match) => match[1]);
    expect(order).toEqual(
      [
        'Welcome and apologies',
        'Actions from last time',
        'Continuing professional development (CPD)',
        'Clinical safety',
        'Go-lives',
        'Downtime drill',
        'Who presents CPD next',
        'Any other business',
        'Date of next meeting',
      ].map((title) => (title.includes('(') ? title.split(' (')[0] : title)),
    );
    expect(textOf(card)).toContain('Tuesday 23 March 2027 at 9:30am');
    expect(verbsOf(card)).not.toContain('item.next');
  });

  test('asks, as an item of the meeting before, for who presents CPD next, by name', async () => {
    house = await openRoom();
    await house.moveTo(POSTED);
    expect(textOf(cardWith(house, 'Agenda: Clinical').card)).toMatch(
      /Continuing professional development \(CPD\) \(15 minutes\)\n– Nina Shaw\n.*Who presents CPD next \(1 minute\)\n– Rosa Marsh\n/s,
    );
  });

  test.each(['left out', 'missed'] as const)(
    'brings back what was proposed and told for a meeting that was %s',
    async (what) => {
      house = await openRoom();
      await house.moveTo(ASKED);
      await act(house, member, 'agenda.propose', { title: 'Downtime drill' });
      await act(house, member, 'agenda.propose', { title: 'Rotas at night', anonymous: 'true' });
      await act(house, third, 'agenda.update', { system: 'EPR', line: 'Live in two wards' });
      if (what === 'left out') await act(house, owner, 'occurrence.skip', { reason: 'Go-live week' });
      await house.moveTo('2027-03-22T09:30:00Z');
      const next = textOf(cardWith(house, 'Agenda: Clinical.*23 March').card);
      expect(next).toContain('Downtime drill (10 minutes), again');
      expect(next).toContain('Rotas at night (10 minutes), again');
      expect(next).toContain('EPR\n– Live in two wards (Nina Shaw)');
    },
  );

  test('does not tell again an update that a meeting had', async () => {
    house = await openRoom();
    await act(house, third, 'agenda.update', { system: 'EPR', line: 'Live in two wards' });
    await house.moveTo(STARTS);
    await house.moveTo(ENDS);
    await house.moveTo('2027-03-22T09:30:00Z');
    expect(textOf(cardWith(house, 'Agenda: Clinical.*23 March').card)).not.toContain('Live in two wards');
    expect(textOf(cardWith(house, 'Record: a draft').card)).toContain('Live in two wards');
  });

  test('is posted on Friday for a meeting on Monday', async () => {
    house = await openRoom({ inputs: { firstOn: '2027-03-15' } });
    await house.moveTo('2027-03-12T09:30:00Z');
    expect(cardsWith(/Agenda: Clinical/)).toBe(1);
  });

  test('says when it is longer than the meeting', async () => {
    house = await openRoom({ inputs: { minutes: 30 } });
    await house.moveTo(POSTED);
    expect(agenda()).toContain('Too long by 4 minutes: this needs about 34 minutes; the meeting has 30.');
  });

  test('has the items of two who propose while it is being posted', async () => {
    house = await openRoom();
    await house.moveTo(ASKED);
    house.setClock(POSTED);
    const open = house.far.hold();
    const beat = house.clerk.beat();
    const data = { series: house.series, plannedOn: '2027-03-09' };
    const both = [member, third].map((who) =>
      house.far.send(
        house.clerk.url,
        house.acts.presses(who, 'agenda.propose', { ...data, title: `From ${who.name}` }, { in: room }),
      ),
    );
    await Promise.all(both);
    open();
    await beat;
    await house.settle();
    expect(textOf(cardWith(house, 'Agenda: Clinical').card)).toContain('From Rosa Marsh');
    expect(textOf(cardWith(house, 'Agenda: Clinical').card)).toContain('From Nina Shaw');
  });

  test('takes an item once, though Teams sends the click again', async () => {
    house = await openRoom();
    await act(house, member, 'agenda.propose', { title: 'Downtime drill' });
    await act(house, member, 'agenda.propose', { title: 'Downtime drill' });
    await act(house, member, 'agenda.propose', { title: 'Without a name', anonymous: 'true' });
    await act(house, member, 'agenda.propose', { title: 'Without a name', anonymous: 'true' });
    await house.moveTo(POSTED);
    expect(agenda().match(/Downtime drill/g)).toHaveLength(1);
    expect(agenda().match(/Without a name/g)).toHaveLength(1);
  });

  test('puts an item for a meeting that is over on the next one', async () => {
    house = await openRoom();
    await house.moveTo(STARTS);
    await house.moveTo(ENDS);
    const answer = await act(house, member, 'agenda.propose', { title: 'Too late' });
    expect(answer.notice).toContain('Tuesday 23 March 2027');
    expect(textOf(cardWith(house, 'Record: a draft').card)).not.toContain('Too late');
  });

  test('names the day that a moved meeting is held, to who proposes and to who adds an update', async () => {
    house = await openRoom();
    await house.moveTo(ASKED);
    await act(house, owner, 'occurrence.move', { date: '2027-03-10', time: '09:30' });
    const item = await act(house, member, 'agenda.propose', { title: 'Downtime drill' });
    expect(item.notice).toBe('Thank you. It is on the agenda of Wednesday 10 March 2027.');
    const update = await act(house, member, 'agenda.update', { system: 'EPR', line: 'Live in two wards' });
    expect(update.notice).toBe('Thank you. It is on the agenda of Wednesday 10 March 2027.');
  });

  test('passes CPD over once with a reason, and the next one says so', async () => {
    house = await openRoom();
    await house.moveTo(POSTED);
    await act(house, owner, 'agenda.pass', { reason: 'Go-live week' });
    expect(agenda()).toContain('Passed over this once: Go-live week');
    await house.moveTo(STARTS);
    await house.moveTo(ENDS);
    await house.moveTo('2027-03-22T09:30:00Z');
    const next = agenda();
    expect(next).toContain('Continuing professional development (CPD) (15 minutes)');
    expect(next).toContain('Passed over at the last meeting: Go-live week');
    expect((await act(house, owner, 'agenda.pass', { reason: '' }, '2027-03-23')).notice).toMatch(/Reason/);
  });

  test('is told to whoever asks for it, and of another team to nobody', async () => {
    house = await openRoom();
    await house.says(member, 'agenda', { in: room });
    expect(textOf(house.lastCard(room).card)).toContain('Tuesday 9 March 2027, 9:30am to 10:30am');
    await house.says(stranger, 'agenda');
    expect(house.linesIn(personal(stranger)).join()).toContain('No meeting is planned');
    const peeped = await act(house, stranger, 'record.view', { page: 1 });
    expect(peeped.notice).toMatch(/not there any more/);
  });

  test('says that a meeting is not held, on the cards that were posted for it', async () => {
    house = await openRoom();
    await house.moveTo(POSTED);
    await act(house, owner, 'occurrence.skip', { reason: 'Go-live week' });
    const shown = house.messages(room).map(({ activity }) => JSON.stringify(activity));
    expect(shown.some((text) => text.includes('This meeting is not held on this day: Go-live week'))).toBe(true);
    expect(shown.some((text) => text.includes('agenda.form'))).toBe(false);
  });

  test('asks as many days before as the series says', async () => {
    house = await openRoom();
    const answer = await house.presses(owner, 'series.settings', { series: house.series, askDays: 3 }, { in: room });
    expect(answer.notice).toContain('are saved');
    await house.moveTo('2027-03-05T09:30:00Z');
    expect(cardsWith(/What should be on the agenda/)).toBe(0);
    await house.moveTo('2027-03-06T09:30:00Z');
    expect(cardsWith(/What should be on the agenda/)).toBe(1);
  });

  test('keeps no link to whoever proposed without a name', async () => {
    house = await openRoom();
    await house.moveTo(ASKED);
    const on = cardWith(house, 'agenda.form');
    const input = { title: 'Bullying by e-mail', minutes: 10, anonymous: 'true' };
    const answer = await fill(member, 'agenda.propose', input, on);
    expect(answer.notice).toContain('It is on the agenda');
    const { db } = house.clerk.store;
    const rows = await db.selectFrom('anonymousItems').selectAll().execute();
    expect(rows).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        tenantId: digitalTenant(rows),
        seriesId: house.series,
        plannedOn: '2027-03-09',
        title: 'Bullying by e-mail',
        minutes: 10,
      },
    ]);
    expect(await db.selectFrom('agendaItems').selectAll().execute()).toEqual([]);
    expect(await db.selectFrom('created').select('verb').where('verb', '=', 'agenda.propose').execute()).toEqual([]);
    expect(await db.selectFrom('audit').select('action').where('action', 'like', 'agenda%').execute()).toEqual([]);
    const inbox = await db.selectFrom('inbox').select('answer').execute();
    expect(JSON.stringify([inbox, house.lines])).not.toContain('Bullying');
    const person = await db.selectFrom('people').select('id').where('name', '=', member.name).executeTakeFirstOrThrow();
    const since = await db.selectFrom('outbox').selectAll().where('personId', '=', person.id).execute();
    expect(JSON.stringify(since)).not.toContain('meeting.');
    expect(textOf(cardWith(house, 'agenda.form').card)).toContain('Bullying by e-mail');
    const alone = await house.presses(member, 'agenda.propose', { ...dataOf(on.card, 'agenda.form'), ...input });
    expect(alone.notice).toMatch(/in the channel only/);
  });

  test('of several series in one channel asks for each by itself', async () => {
    house = await openRoom();
    await setUp(house, { title: 'Second', startTime: '14:00' });
    await house.moveTo(POSTED);
    await house.moveTo('2027-03-08T14:00:00Z');
    expect(cardsWith(/Agenda: (Clinical|Second)/)).toBe(2);
  });
});

describe.each(ENGINES)('Items without a name on %s', (engine) => {
  test('have neither time nor order, and one transaction wrote them all: nothing says which is whose', async () => {
    house = await openRoom({ engine });
    await house.moveTo(ASKED);
    const titles = ['First', 'Second', 'Third', 'Fourth', 'Fifth'];
    for (const title of titles) await act(house, member, 'agenda.propose', { title, anonymous: 'true' });
    const { db } = house.clerk.store;
    const rows = await db.selectFrom('anonymousItems').selectAll().execute();
    expect(rows.map(({ title }) => title).toSorted()).toEqual(titles.toSorted());
    expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual([
      'id',
      'minutes',
      'plannedOn',
      'seriesId',
      'tenantId',
      'title',
    ]);
    // As they lie in the table, they lie by chance keys.
    const ids = rows.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted());
    if (engine === 'postgres') {
      const written = await sql<{ xmin: string }>`select distinct xmin::text as xmin from anonymous_items`.execute(db);
      expect(written.rows).toHaveLength(1);
    }
    // No table but their own has their words, and none has a person beside them.
    for (const table of [
      'inbox',
      'created',
      'audit',
      'outbox',
      'messages',
      'due',
      'agendaItems',
      'attendance',
    ] as const) {
      const text = JSON.stringify(await db.selectFrom(table).selectAll().execute());
      for (const title of titles) expect(text).not.toContain(title);
    }
    const { id } = await db.selectFrom('people').select('id').where('name', '=', member.name).executeTakeFirstOrThrow();
    const acts = await db.selectFrom('created').selectAll().where('personId', '=', id).execute();
    expect(acts.filter(({ verb }) => verb.startsWith('agenda'))).toEqual([]);
    expect(JSON.stringify(await db.selectFrom('inbox').selectAll().execute())).not.toContain(id);
    expect(JSON.stringify(house.lines)).not.toMatch(/agenda\.propose|First|Fifth/);
  });
});

function digitalTenant(rows: readonly { tenantId: string }[]): string {
  return rows[0]?.tenantId ?? 'none';
}
