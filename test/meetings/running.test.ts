import { afterEach, describe, expect, test } from 'vitest';
import { wasCpdHeld } from '../../src/meetings/closing.ts';
import type { CpdHeld, CpdOccurrence } from '../../src/meetings/ports.ts';
import { createMeetingsService } from '../../src/meetings/service.ts';
import type { Actor } from '../../src/people/actor.ts';
import { conversationOf, meetingChat } from '../support/activities.ts';
import { dataOf, textOf, verbsOf } from '../support/clerk.ts';
import { ENGINES } from '../support/databases.ts';
import {
  ASKED,
  act,
  cardWith,
  ENDS,
  member,
  NEXT_STARTS,
  openRoom,
  owner,
  POSTED,
  type Room,
  room,
  STARTS,
  stranger,
  third,
} from './room.ts';

let house: Room;
afterEach(() => house.stop());

/** The running card, or the record that it became. */
function running(words: string | RegExp = 'The meeting is on|Record: ') {
  return cardWith(house, words);
}

function text(): string {
  return textOf(running().card);
}

/** Presses a button on the running card as it stands now. */
async function press(who: typeof owner, verb: string, inputs: object = {}) {
  return house.press(who, room, verb, inputs, running());
}

describe('The running meeting', () => {
  test('begins with its card, which alone moves it on', async () => {
    house = await openRoom({ inputs: { place: 'https://meet.example/team' } });
    await house.moveTo(POSTED);
    await house.moveTo(STARTS);
    const { card } = running();
    expect(verbsOf(card)).toEqual(['item.done', 'item.next', 'item.later', 'attend.yes', 'meeting.more']);
    expect(JSON.stringify(card)).toContain('https://meet.example/team');
    expect(textOf(card)).toContain('Now: Welcome and apologies');
    const posted = cardWith(house, 'The meeting has begun');
    expect(verbsOf(posted.card)).not.toContain('item.next');
  });

  test('moves on by one item, however many press at once', async () => {
    house = await openRoom();
    await house.moveTo(STARTS);
    const on = running();
    const pressed = [owner, owner].map(() => house.press(owner, room, 'item.done', {}, on));
    await Promise.all(pressed);
    expect(text()).toContain('1. Welcome and apologies (2 minutes): done');
    expect(text()).toContain('Now: Actions from last time');
    expect(text()).not.toContain('2. Actions from last time (5 minutes): done');
  });

  test('edits its own card alone from then on: the agenda only says that it has begun', async () => {
    house = await openRoom();
    await house.moveTo(ASKED);
    await house.moveTo(POSTED);
    await house.moveTo(STARTS);
    const { db } = house.clerk.store;
    const edits = async () => {
      const rows = await db.selectFrom('outbox').select('kind').where('messageId', 'is not', null).execute();
      return rows.map(({ kind }) => kind).filter((kind) => kind !== 'meeting.start');
    };
    const before = await edits();
    await press(member, 'attend.yes');
    await press(owner, 'item.done');
    await act(house, owner, 'note.add', { words: 'Noted' });
    await house.moveTo(ENDS);
    expect(await edits()).toEqual(before);
    expect(textOf(cardWith(house, 'The meeting has begun').card)).toContain('see its own card');
  });

  test('that was moved is spoken of by the day on which it was held', async () => {
    house = await openRoom();
    const to = { series: house.series, plannedOn: '2027-03-09', date: '2027-03-11', time: '09:30' };
    await house.presses(owner, 'occurrence.move', to, { in: room });
    await house.moveTo('2027-03-11T09:30:00Z');
    await house.moveTo('2027-03-11T10:30:00Z');
    await house.moveTo(NEXT_STARTS);
    const more = await act(house, owner, 'meeting.more', {}, '2027-03-23');
    expect(textOf(more.card ?? {})).toContain('The meeting of Thursday 11 March 2027:');
    const agreed = await house.presses(owner, 'record.agree', dataOf(more.card ?? {}, 'record.agree'), { in: room });
    expect(agreed.notice).toBe('The record of Thursday 11 March 2027 is agreed.');
  });

  test('is not moved back by a press on a card that shows an earlier item', async () => {
    house = await openRoom();
    await house.moveTo(STARTS);
    const early = running();
    await press(owner, 'item.next');
    await press(owner, 'item.next');
    await house.press(owner, room, 'item.done', {}, early);
    expect(text()).toContain('Now: Continuing professional development');
    expect(text()).toContain('1. Welcome and apologies (2 minutes): done');
  });

  test('keeps open what it moves on from, and puts off what is for next time', async () => {
    house = await openRoom();
    await act(house, member, 'agenda.propose', { title: 'Downtime drill' });
    await act(house, member, 'agenda.propose', { title: 'Label printers' });
    await act(house, member, 'agenda.propose', { title: 'Not reached' });
    await house.moveTo(STARTS);
    await press(owner, 'item.next');
    for (let item = 0; item < 3; item += 1) await press(owner, 'item.done');
    expect(text()).toContain('Now: Downtime drill');
    await press(owner, 'item.later');
    await press(owner, 'item.done');
    await house.moveTo(ENDS);
    expect(text()).toContain('Downtime drill: next time');
    expect(text()).toContain('Label printers: done');
    expect(text()).toContain('Not reached: not reached, returns next time');
    await house.moveTo('2027-03-22T09:30:00Z');
    const next = textOf(cardWith(house, 'Agenda: Clinical.*23 March').card);
    expect(next).toContain('Downtime drill (10 minutes), again');
    expect(next).toContain('Not reached (10 minutes), again');
    expect(next).not.toContain('Label printers');
  });

  test('takes notes, decisions and actions to the present item, in one’s own view', async () => {
    house = await openRoom();
    await house.moveTo(STARTS);
    const own = await press(member, 'meeting.more');
    const inView = (verb: string, inputs: object) =>
      house.presses(member, verb, { ...dataOf(own.card ?? {}, verb), ...inputs }, { in: room, replyTo: running().id });
    await inView('note.add', { words: 'Ward 4 is moving', kind: 'note' });
    await inView('note.add', { words: 'We meet at 9am', kind: 'decision' });
    await inView('action.add', { what: 'Book the room', who: third.objectId, due: '2027-03-19' });
    expect(text()).toContain('– Ward 4 is moving');
    expect(text()).toContain('– Decision: We meet at 9am');
    expect(text()).toContain('– Nina Shaw: Book the room, by Friday 19 March 2027');
    await house.moveTo('2027-03-22T09:30:00Z');
    const next = textOf(cardWith(house, 'Agenda: Clinical.*23 March').card);
    expect(next).toContain('– Nina Shaw: Book the room, by Friday 19 March 2027 (overdue)');
  });

  test('writes a thing once when Teams sends the click again, and two different ones both', async () => {
    house = await openRoom();
    await house.moveTo(STARTS);
    for (const words of ['One', 'One', 'Two']) await act(house, member, 'note.add', { words });
    for (let again = 0; again < 2; again += 1) {
      await act(house, member, 'action.add', { what: 'Ask', who: '', due: '2027-03-12' });
    }
    expect(text().match(/– (One|Two)/g)).toEqual(['– One', '– Two']);
    expect(text().match(/Rosa Marsh: Ask/g)).toHaveLength(1);
  });

  test('knows who is there and who sent apologies; the last answer counts', async () => {
    house = await openRoom();
    await house.moveTo(POSTED);
    await act(house, owner, 'attend.yes');
    await act(house, member, 'attend.apologies');
    await act(house, third, 'attend.apologies');
    expect(textOf(cardWith(house, 'Agenda: Clinical').card)).toContain('Apologies: Nina Shaw, Rosa Marsh');
    await house.moveTo(STARTS);
    await press(third, 'attend.yes');
    expect(text()).toContain('Here: Nina Shaw, Sam Okafor');
    expect(text()).toContain('Apologies: Rosa Marsh');
  });

  test('is the record when it ends: the same card, a draft until the next meeting agrees it', async () => {
    house = await openRoom();
    await house.moveTo(STARTS);
    const { id } = running();
    await press(owner, 'attend.yes');
    await house.moveTo(ENDS);
    await house.moveTo('2027-03-09T10:31:00Z');
    expect(running('Record: a draft').id).toBe(id);
    expect(house.messages(room).filter(({ activity }) => /Record: /.test(JSON.stringify(activity)))).toHaveLength(1);
    expect(text()).toContain('Who was there: Sam Okafor');
    expect((await act(house, owner, 'item.done', { item: 'welcome' })).notice).toMatch(/over/);
    expect((await act(house, owner, 'record.agree')).notice).toMatch(/at the next meeting/);
    await house.moveTo(NEXT_STARTS);
    const more = await act(house, owner, 'meeting.more', {}, '2027-03-23');
    const agreed = dataOf(more.card ?? {}, 'record.agree');
    expect(agreed.plannedOn).toBe('2027-03-09');
    expect((await house.presses(owner, 'record.agree', agreed, { in: room })).notice).toContain('is agreed');
    expect(textOf(running('Record: agreed').card)).toContain('Record: agreed.');
    expect((await act(house, member, 'note.add', { words: 'More' })).notice).toMatch(/changes no more/);
  });

  test('keeps in the record what was on the agenda then, though it goes on elsewhere', async () => {
    house = await openRoom();
    await house.moveTo(STARTS);
    await act(house, owner, 'action.add', { what: 'Ask', who: '', due: '2027-03-26' });
    await house.moveTo(NEXT_STARTS);
    await house.moveTo('2027-03-23T10:30:00Z');
    const [action] = await house.clerk.store.db.selectFrom('actions').select('id').execute();
    await house.presses(owner, 'action.done', { action: action?.id });
    const page = await act(house, owner, 'record.view', { page: 1 }, '2027-03-23');
    expect(textOf(page.card ?? {})).toContain('– Sam Okafor: Ask, by Friday 26 March 2027\n');
  });

  test.each(['teams.microsoft.com', 'teams.cloud.microsoft'])(
    'goes to the meeting’s own chat where the bot is in it (%s), and runs there; the record then to the channel, once',
    async (host) => {
      const chat = meetingChat('abc');
      const place = `https://${host}/l/meetup-join/${encodeURIComponent(conversationOf(chat))}/0?context=%7b%7d`;
      house = await openRoom({ inputs: { place } });
      await house.deliver(house.acts.installs(owner, chat));
      await house.deliver(house.acts.joins(['bot'], chat));
      expect(house.messages(chat)).toEqual([]);
      await house.moveTo(STARTS);
      expect(JSON.stringify(house.messages(room))).not.toContain('item.next');
      expect(textOf(house.lastCard(chat).card)).toContain('The meeting is on.');
      await house.press(owner, chat, 'item.done');
      await house.press(member, chat, 'attend.yes');
      expect(textOf(house.lastCard(chat).card)).toContain('Now: Actions from last time');
      expect(textOf(house.lastCard(chat).card)).toContain('Here: Rosa Marsh');
      expect((await house.press(stranger, chat, 'item.done')).notice).toMatch(/^(Only|This meeting is not there)/);
      await house.moveTo(ENDS);
      await house.moveTo('2027-03-09T10:31:00Z');
      for (const where of [chat, room]) {
        const records = house
          .messages(where)
          .filter(({ activity }) => /Record: a draft/.test(JSON.stringify(activity)));
        expect(records).toHaveLength(1);
      }
    },
  );

  test('is all that is to be had in the meeting’s own chat, where guests may read along', async () => {
    const chat = meetingChat('abc');
    house = await openRoom();
    await house.deliver(house.acts.installs(owner, chat));
    for (const words of [
      'help',
      'meetings',
      'agenda',
      'cpd',
      'my actions',
      'poll',
      'The label printer is down again',
    ]) {
      await house.says(member, words, { in: chat });
    }
    expect(new Set(house.linesIn(chat))).toEqual(new Set(['Please write that to me in our own chat.']));
    expect(house.messages(chat)).toHaveLength(7);
  });

  test('goes to the channel where the bot is not, or no more, in the meeting’s own chat', async () => {
    const chat = meetingChat('abc');
    const place = `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(conversationOf(chat))}/0?context=%7b%7d`;
    house = await openRoom({ inputs: { place } });
    await house.deliver(house.acts.installs(owner, chat));
    await house.deliver(house.acts.uninstalls(owner, chat));
    await house.moveTo(STARTS);
    expect(house.messages(chat)).toEqual([]);
    expect(text()).toContain('The meeting is on.');
  });

  test('stays a card that Teams takes, however much is said: the rest is pages away', async () => {
    house = await openRoom();
    await house.moveTo(STARTS);
    for (let note = 0; note < 60; note += 1) {
      await act(house, member, 'note.add', { words: `${note}: ${'字'.repeat(480)}` });
    }
    await house.settle();
    const { card } = running();
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(25_000);
    expect(textOf(card)).toContain('To read on, press More.');
    let seen = '';
    for (let page = 1; page <= 12; page += 1) {
      const shown = await act(house, member, 'record.view', { page });
      expect(Buffer.byteLength(JSON.stringify(shown.card))).toBeLessThan(25_000);
      seen += textOf(shown.card ?? {});
    }
    for (let note = 0; note < 60; note += 1) expect(seen).toContain(`– ${note}: 字`);
  });

  test('tells of the CPD that was held, with everybody who was there, also when that is corrected', async () => {
    house = await openRoom();
    await house.moveTo(STARTS);
    await act(house, owner, 'attend.yes');
    await act(house, third, 'attend.apologies');
    const told: [CpdOccurrence, readonly string[]][] = [];
    const cpdHeld: CpdHeld = async (_, occurrence, attendees) => {
      told.push([occurrence, attendees]);
    };
    const { db } = house.clerk.store;
    const service = createMeetingsService({ db, now: house.now, ports: { cpdHeld }, secret: '' });
    await act(house, owner, 'item.done', { item: 'cpd' });
    house.setClock(ENDS);
    await service.duties.run();
    await service.duties.run();
    expect(told).toEqual([[expect.objectContaining({ heldOn: '2027-03-09', minutes: 15 }), [expect.any(String)]]]);
    const late = await db.selectFrom('people').selectAll().where('name', '=', third.name).executeTakeFirstOrThrow();
    const actor = { tenantId: late.tenantId, personId: late.id, admin: false } as Actor;
    await service.running.attend(actor, { series: house.series, plannedOn: '2027-03-09' }, 'yes');
    expect(told.at(-1)?.[1]).toHaveLength(2);
  });

  test('tells of no CPD that was put off, passed over, or not reached', () => {
    const progress = (rows: [string, 'done' | 'later'][]) => new Map(rows);
    expect(wasCpdHeld({ passedOver: '', progress: progress([]) })).toBe(false);
    expect(wasCpdHeld({ passedOver: '', progress: progress([['cpd', 'done']]) })).toBe(true);
    expect(wasCpdHeld({ passedOver: 'Go-live', progress: progress([['cpd', 'done']]) })).toBe(false);
    expect(wasCpdHeld({ passedOver: '', progress: progress([['cpd', 'later']]) })).toBe(false);
    expect(wasCpdHeld({ passedOver: '', progress: progress([['welcome', 'done']]) })).toBe(false);
  });

  test('refuses an identifier of a patient in every text, and says which', async () => {
    house = await openRoom();
    await house.moveTo(STARTS);
    const answers = [
      await act(house, member, 'note.add', { words: 'See 943 476 5919' }),
      await act(house, member, 'action.add', { what: 'Ring 943 476 5919', due: '2027-03-12' }),
      await act(house, member, 'agenda.propose', { title: '943 476 5919', anonymous: 'true' }, '2027-03-23'),
    ];
    for (const { notice } of answers) expect(notice).toMatch(/NHS number/);
  });
});

describe.each(ENGINES)('A meeting from its agenda to its record, on %s', (engine) => {
  test('is kept by several people at once', async () => {
    house = await openRoom({ engine });
    await act(house, member, 'agenda.propose', { title: 'Named' });
    await act(house, third, 'agenda.propose', { title: 'Nameless', anonymous: 'true' });
    await house.moveTo(POSTED);
    await house.moveTo(STARTS);
    const data = { series: house.series, plannedOn: '2027-03-09' };
    const sent = [
      house.acts.presses(owner, 'item.done', { ...data, item: 'welcome' }, { in: room }),
      house.acts.presses(owner, 'item.done', { ...data, item: 'welcome' }, { in: room }),
      house.acts.presses(member, 'note.add', { ...data, words: 'Both at once' }, { in: room }),
      house.acts.presses(third, 'attend.yes', data, { in: room }),
      house.acts.presses(member, 'action.add', { ...data, what: 'Ask', due: '2027-03-19' }, { in: room }),
    ];
    await Promise.all(sent.map((activity) => house.far.send(house.clerk.url, activity)));
    await house.settle();
    await house.moveTo(ENDS);
    for (const words of [
      'Welcome and apologies: done',
      'Both at once',
      'Who was there: Nina Shaw',
      'Rosa Marsh: Ask',
      'Named',
      'Nameless',
    ]) {
      expect(text()).toContain(words);
    }
  });
});
