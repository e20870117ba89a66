// The open meeting of a cabinet: its date, the week before, its agenda, the summary; and who hears of it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dueNow, isCabinetMeeting } from '../../src/issues/cabinet-meeting.ts';
import { type House, personal, textOf, verbsOf } from '../support/clerk.ts';
import { ENGINES } from '../support/databases.ts';
import { raiseCould } from './hazard-ward.ts';
import {
  answer,
  cabinetChannel,
  cardsIn,
  chat,
  doctor,
  flag,
  handler,
  lead,
  nurse,
  openWard,
  raise,
  take,
} from './ward.ts';

const JOIN = 'https://teams.microsoft.com/l/meetup-join/abc';
const DATE = { date: '2026-12-10', time: '13:00', minutes: 60, place: JOIN };
const LABELS = {
  title: 'Labels print by themselves',
  does: 'Prints the label when a sample is ordered',
  doesNot: 'It does not check the paper',
  toCheck: 'That the name on the label is the right one',
};

describe.each(ENGINES)('A single date, on %s', (engine) => {
  let house: House;
  beforeEach(async () => {
    house = await openWard({ engine });
    await house.says(lead, 'cabinet meeting date', { in: cabinetChannel });
    await house.press(lead, cabinetChannel, 'cabinetMeeting.save', DATE);
  });
  afterEach(() => house.stop());

  function inChannel(words: string) {
    return cardsIn(house, cabinetChannel).filter(({ card }) => textOf(card).includes(words));
  }

  test('runs from the question a week before to the summary, each posted once', async () => {
    await raise(house, { title: 'Labels print blank' }, doctor);
    await house.moveTo('2026-12-03T12:59:00Z');
    expect(inChannel('It goes on the agenda.')).toHaveLength(0);
    await house.moveTo('2026-12-03T13:00:00Z');
    await house.moveTo('2026-12-04T13:00:00Z');
    const [asked] = inChannel('It goes on the agenda.');
    expect(inChannel('It goes on the agenda.')).toHaveLength(1);
    const form = await house.press(handler, cabinetChannel, 'cabinetMeeting.form', {}, asked);
    const seen = await house.presses(
      handler,
      'cabinetMeeting.update',
      { meeting: await meetingId(), ...LABELS },
      { in: cabinetChannel },
    );
    expect(verbsOf(form.card ?? {})).toEqual(['cabinetMeeting.update']);
    for (const words of Object.values(LABELS)) expect(textOf(seen.card ?? {})).toContain(words);

    await house.moveTo('2026-12-10T13:00:00Z');
    await house.moveTo('2026-12-10T13:05:00Z');
    const agenda = inChannel('the open meeting is on');
    // That which was asked for in the channel before shows it too.
    expect(agenda.map(({ card }) => textOf(card)).join('\n')).toContain(LABELS.toCheck);
    const posted = agenda.length;
    const late = await raise(house, { title: 'The scanner is slow' }, nurse);
    await house.moveTo('2026-12-10T13:10:00Z');
    expect(inChannel('the open meeting is on')).toHaveLength(posted);
    expect(textOf(inChannel('the open meeting is on').at(-1)?.card ?? {})).toContain('The scanner is slow');
    await take(house, late);
    await answer(house, late, 'resolved', 'It is a new one.');

    await house.moveTo('2026-12-10T14:00:00Z');
    await house.moveTo('2026-12-10T14:01:00Z');
    const [summary, ...more] = inChannel('what came of the open meeting');
    expect(more).toEqual([]);
    for (const words of [...Object.values(LABELS), 'Labels print blank', 'The scanner is slow', 'Resolved']) {
      expect(textOf(summary?.card ?? {})).toContain(words);
    }
    expect(verbsOf(summary?.card ?? {})).toEqual([]);
  });

  async function meetingId(): Promise<string> {
    return (await house.clerk.store.db.selectFrom('cabinetMeetings').select('id').executeTakeFirstOrThrow()).id;
  }

  test('is open to everyone of the organisation: the way in, a line to forward, a reminder, the summary', async () => {
    await house.says(nurse, 'cabinet meeting');
    const { card } = house.lastCard(chat);
    expect(textOf(card)).toContain(
      `Ward Digital Cabinet, Thursday 10 December 2026 at 1pm, until 2pm. Open to all staff: hear what is new, and say what is in the way of your work. Join: ${JOIN}`,
    );
    expect(JSON.stringify(card)).toContain(`"url":"${JOIN}"`);
    expect(verbsOf(card)).toContain('issue.open');
    const shown = house.lastCard(chat);
    expect((await house.press(nurse, chat, 'cabinetMeeting.remind', {}, shown)).notice).toContain('an hour before');
    expect((await house.press(nurse, chat, 'cabinetMeeting.summary', {}, shown)).notice).toContain('what came of it');
    const before = house.messages(chat).length;
    await house.moveTo('2026-12-10T11:59:00Z');
    expect(house.messages(chat)).toHaveLength(before);
    await house.moveTo('2026-12-10T12:00:00Z');
    await house.moveTo('2026-12-10T12:01:00Z');
    expect(house.messages(chat)).toHaveLength(before + 1);
    expect(textOf(house.lastCard(chat).card)).toContain('the next open meeting');
    await house.moveTo('2026-12-10T14:00:00Z');
    await house.moveTo('2026-12-10T14:02:00Z');
    expect(house.messages(chat)).toHaveLength(before + 2);
    expect(textOf(house.lastCard(chat).card)).toContain('what came of the open meeting');
    // Who did not ask hears nothing.
    expect(house.messages(personal(doctor))).toEqual([]);
  });

  test('tells nobody of anything that is flagged', async () => {
    const flagged = await flag(house);
    await house.press(nurse, chat, 'issue.safetyForm');
    await house.press(nurse, chat, 'issue.raise', { title: 'The dose showed twice' });
    await raiseCould(house, { title: 'The alarm is silent' }, doctor);
    await house.says(doctor, 'cabinet meeting');
    await house.moveTo('2026-12-10T13:00:00Z');
    await house.moveTo('2026-12-10T14:00:00Z');
    const told = [cabinetChannel, personal(doctor)].flatMap((place) =>
      cardsIn(house, place).map(({ card }) => textOf(card)),
    );
    expect(told.join('\n')).toContain('The alarm is silent');
    expect(told.join('\n')).not.toContain('The dose showed twice');
    expect(told.join('\n')).not.toContain(`${flagged.reference}: `);
  });

  test('can be moved, with what was written for it', async () => {
    await house.presses(
      handler,
      'cabinetMeeting.update',
      { meeting: await meetingId(), ...LABELS },
      { in: cabinetChannel },
    );
    await house.says(lead, 'cabinet meeting date', { in: cabinetChannel });
    await house.press(lead, cabinetChannel, 'cabinetMeeting.save', { ...DATE, date: '2026-12-17' });
    await house.moveTo('2026-12-10T13:00:00Z');
    expect(inChannel('the open meeting is on')).toHaveLength(0);
    await house.moveTo('2026-12-17T13:00:00Z');
    expect(
      inChannel('the open meeting is on')
        .map(({ card }) => textOf(card))
        .join(),
    ).toContain(LABELS.does);
  });

  test.each([
    [{ date: '2026-11-24' }, /^Date: it is past/],
    [{ date: '2027-02-30' }, /^Date: choose a date that exists/],
    [{ date: '2036-01-01' }, /more than two years off/],
    [{ time: '25:00' }, /^Start: choose a time/],
    [{ minutes: 1 }, /^How long: at least 5/],
  ])('is refused with %j', async (changes, words) => {
    const { id: cabinet } = await house.clerk.store.db.selectFrom('cabinets').select('id').executeTakeFirstOrThrow();
    const pressed = await house.presses(
      lead,
      'cabinetMeeting.save',
      { cabinet, ...DATE, ...changes },
      { in: cabinetChannel },
    );
    expect(pressed.notice).toMatch(words);
  });
});

describe('Otherwise', () => {
  let house: House;
  beforeEach(async () => {
    house = await openWard();
  });
  afterEach(() => house.stop());

  test('it says that no date is set, and how to set one', async () => {
    await house.says(nurse, 'cabinet meeting');
    const { card } = house.lastCard(chat);
    expect(textOf(card)).toContain('No date is set yet.');
    expect(verbsOf(card)).toEqual(['issue.open']);
  });

  test('a regular meeting of that name in the channel gives the dates: each agenda tells what came since the last', async () => {
    const series = {
      title: 'Digital cabinet',
      firstOn: '2026-12-01',
      startTime: '12:00',
      minutes: 30,
      repeat: 'weekly',
      place: JOIN,
    };
    await house.says(lead, 'set up meeting', { in: cabinetChannel });
    await house.press(lead, cabinetChannel, 'series.save', series);
    await house.press(lead, cabinetChannel, 'series.confirm');
    const set = house.lastCard(cabinetChannel);
    await raise(house, { title: 'Labels print blank' }, doctor);
    await house.moveTo('2026-11-30T09:00:00Z');
    await house.says(nurse, 'cabinet meeting');
    expect(textOf(house.lastCard(chat).card)).toContain('Tuesday 1 December 2026 at midday, until 12:30pm');
    await house.moveTo('2026-12-01T12:00:00Z');
    await house.moveTo('2026-12-01T12:10:00Z');
    await house.moveTo('2026-12-01T12:31:00Z');
    expect(summaries()).toHaveLength(1);
    expect(summaries()[0]).toContain('Labels print blank');
    await raise(house, { title: 'The scanner is slow' }, doctor);
    // One date is left out: the next is two weeks on, and that one tells of both weeks.
    const own = await house.press(lead, cabinetChannel, 'series.view', {}, set);
    const mine = { ...set, card: own.card ?? {} };
    await house.press(lead, cabinetChannel, 'occurrence.skip', { plannedOn: '2026-12-08' }, mine);
    await house.moveTo('2026-12-08T12:00:00Z');
    await house.moveTo('2026-12-08T12:31:00Z');
    expect(summaries()).toHaveLength(1);
    await house.moveTo('2026-12-15T12:00:00Z');
    await house.moveTo('2026-12-15T12:31:00Z');
    expect(summaries()).toHaveLength(2);
    expect(summaries()[1]).toContain('The scanner is slow');
    expect(summaries()[1]).not.toContain('Labels print blank');
    await house.says(lead, 'cabinet meeting date', { in: cabinetChannel });
    expect(house.linesIn(cabinetChannel).at(-1)).toContain('This cabinet has a regular meeting in its channel.');
  });

  function summaries(): string[] {
    const texts = cardsIn(house, cabinetChannel).map(({ card }) => textOf(card));
    return texts.filter((text) => text.includes('what came of the open meeting'));
  }

  test('what is due follows from the time alone', () => {
    const meeting = {
      startAt: '2026-12-10T13:00:00.000Z',
      endAt: '2026-12-10T14:00:00.000Z',
      state: 'planned',
    } as const;
    const due = (at: string) => dueNow(meeting, new Date(at));
    expect(due('2026-12-03T12:59:59Z')).toEqual([]);
    expect(due('2026-12-03T13:00:00Z')).toEqual(['ask']);
    expect(due('2026-12-10T12:00:00Z')).toEqual(['ask', 'remind']);
    expect(due('2026-12-10T13:00:00Z')).toEqual(['agenda']);
    expect(due('2026-12-10T14:00:00Z')).toEqual(['summary']);
    expect(due('2026-12-13T14:00:00Z')).toEqual([]);
    expect(dueNow({ ...meeting, state: 'called-off' }, new Date('2026-12-10T13:00:00Z'))).toEqual([]);
    expect(['Digital Cabinet', 'Cabinet', 'The cabinets meet'].every(isCabinetMeeting)).toBe(true);
    expect(isCabinetMeeting('Clinical informatics team')).toBe(false);
  });
});
