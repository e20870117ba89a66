// No identifier of a patient comes in by any input of any button: refused with the field named, and nothing of it is
// stored, logged, echoed or sent. The walk goes by the table beside this file.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Place } from '../support/activities.ts';
import { dataOf, type House, person, personal } from '../support/clerk.ts';
import type { Person } from '../support/world.ts';
import { findIn, INPUTS, keptIn, REFUSED, TAKEN } from './identifier-table.ts';
import { answer, CABINET, cabinetChannel, chat, doctor, flag, lead, nurse, openWard, raise } from './ward.ts';

const admin = person('Ada Moss');

type Seat = { who: Person; place: Place; data: Record<string, unknown> };

let folder: string;
let house: House;
let seats: Record<string, Seat>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clerk-identifiers-'));
  const database = { kind: 'sqlite', path: join(folder, 'clerk.db') } as const;
  house = await openWard({ database, people: [admin], env: { CLERK_ADMINS: admin.objectId } });
  seats = await takeSeats();
});
afterAll(async () => {
  await house.stop();
  rmSync(folder, { recursive: true });
});

function seatOf(who: Person, data: object = {}, place: Place = personal(who)): Seat {
  return { who, place, data: { ...data } };
}

/** For each verb: somebody who may press it, where, and data with which it would do its work. */
async function takeSeats(): Promise<Record<string, Seat>> {
  const open = await raise(house, { title: 'Screens are dark' }, doctor);
  const resolved = await raise(house, { title: 'Labels print blank' });
  await answer(house, resolved, 'resolved', 'There is a new cable.');
  const flagged = await flag(house);
  const safetyForm = dataOf(house.lastCard(chat).card, 'issue.safety');
  await house.says(nurse, 'raise');
  const start = dataOf(house.lastCard(chat).card, 'issue.start');
  await house.says(nurse, 'raise');
  const form = dataOf((await house.press(nurse, chat, 'issue.start', { harm: 'no' })).card ?? {}, 'issue.raise');
  const byNurse = (data: object) => seatOf(nurse, data);
  const byLead = (data: object) => seatOf(lead, data, cabinetChannel);
  const issue = { issue: open.id };
  const team = { facilitators: lead.objectId };
  return {
    'issue.open': byNurse(start),
    'issue.start': byNurse(start),
    'issue.safety': byNurse(safetyForm),
    'issue.safetyForm': byNurse(safetyForm),
    'issue.raise': byNurse({ ...form, title: 'Labels print blank' }),
    'issue.take': byLead(issue),
    'issue.view': byLead(issue),
    'issue.update': byLead({ ...issue, status: 'in-progress' }),
    'issue.release': byLead({ issue: flagged.id }),
    'issue.fixed': byNurse({ issue: resolved.id }),
    'issue.notFixed': byNurse({ issue: resolved.id }),
    'issue.list': byNurse({ scope: 'mine', cabinet: '', page: 1 }),
    'cabinet.save': byLead(CABINET),
    'cabinet.edit': byLead({}),
    'person.organisation': byNurse({}),
    'team.handOver': byLead({}),
    'team.confirm': byLead({}),
    'team.save': byLead(team),
    'organisation.save': seatOf(admin, { name: 'Northfield Trust' }),
    'help.run': byNurse({}),
    ...(await meetingSeats(byLead)),
  };
}

/** The buttons of a meeting that the lead has set up. */
async function meetingSeats(byLead: (data: object) => Seat): Promise<Record<string, Seat>> {
  const form = { title: 'Digital team', firstOn: '2027-01-05', startTime: '09:30', minutes: 60, repeat: 'weekly' };
  const saved = await house.presses(lead, 'series.save', form, { in: cabinetChannel });
  const series = { series: dataOf(saved.card ?? {}, 'series.confirm').series };
  await house.presses(lead, 'series.confirm', series, { in: cabinetChannel });
  const plain = ['series.form', 'series.list', 'calendar.link', 'calendar.revoke'].map((verb) => [verb, byLead({})]);
  const whole = ['confirm', 'view', 'pause', 'resume', 'end'].map((verb) => [`series.${verb}`, byLead(series)]);
  const date = { ...series, plannedOn: '2027-01-12' };
  return {
    ...Object.fromEntries([...plain, ...whole]),
    'series.save': byLead(form),
    'series.answer': byLead({ ...date, answer: 'keep' }),
    'occurrence.skip': byLead(date),
    'occurrence.move': byLead({ ...date, date: '2027-01-13', time: '10:00' }),
  };
}

/** What was answered, and what was sent to anybody since. */
async function pressWith(verb: string, input: string, text: string) {
  const seat = seats[verb];
  if (!seat) throw new Error(`Nobody sits at ${verb}.`);
  const before = house.far.sent.length;
  const pressed = await house.presses(seat.who, verb, { ...seat.data, [input]: text }, { in: seat.place });
  return { pressed, told: JSON.stringify([pressed.body, house.far.sent.slice(before)]) };
}

const free = Object.entries(INPUTS).flatMap(([verb, { free: texts = {} }]) =>
  Object.entries(texts).map(([input, label]) => ({ verb, input, label })),
);
const others = Object.entries(INPUTS).flatMap(([verb, { ids = [], choices = [] }]) =>
  [...ids, ...choices].map((input) => ({ verb, input })),
);

/** What a verb's schema knows, by input. */
function shapeOf(verb: string): Record<string, z.ZodType | undefined> {
  const input = house.clerk.verbs.get(verb)?.input;
  return input && 'shape' in input ? (input.shape as Record<string, z.ZodType>) : {};
}

describe('The table', () => {
  test('has every input of every verb that the service knows', () => {
    const known = [...house.clerk.verbs.keys()].map((verb) => [verb, Object.keys(shapeOf(verb)).sort()]);
    const listed = Object.entries(INPUTS).map(([verb, { free: texts = {}, ids = [], choices = [] }]) => [
      verb,
      [...Object.keys(texts), ...ids, ...choices].sort(),
    ]);
    expect(new Map(known as [string, string[]][])).toEqual(new Map(listed as [string, string[]][]));
  });

  test('calls no input a choice that takes any text', () => {
    for (const [verb, { choices = [] }] of Object.entries(INPUTS)) {
      const shape = shapeOf(verb);
      for (const input of choices) {
        expect(shape[input]?.safeParse('some other words').success, `${verb} ${input}`).toBe(false);
      }
    }
  });
});

describe.each(free)('$verb, $input', ({ verb, input, label }) => {
  test('refuses every example by the field’s name, and keeps, logs, echoes and sends nothing of it', async () => {
    for (const text of REFUSED) {
      const { pressed, told } = await pressWith(verb, input, text);
      expect(pressed.notice, text).toContain(`${label}: `);
      expect(pressed, text).toMatchObject({ status: 200, card: undefined });
      expect(findIn(told, text)).toEqual([]);
    }
    expect(findIn(await keptIn(house, folder), ...REFUSED)).toEqual([]);
  });
});

describe.each(others)('$verb, $input, which nobody writes into,', ({ verb, input }) => {
  test('keeps, logs, echoes and sends nothing of an identifier all the same', async () => {
    for (const text of ['943 476 5919', '9434765919', 'MRN 00123456']) {
      const { pressed, told } = await pressWith(verb, input, text);
      expect(pressed.status).toBe(200);
      expect(findIn(told, text)).toEqual([]);
    }
    expect(findIn(await keptIn(house, folder), ...REFUSED)).toEqual([]);
  });
});

describe('A refused input', () => {
  test('is named beside every other that is at fault, each with what to remove', async () => {
    const filled = { title: 'For 943 476 5919', detail: 'dob 03/04/1961', place: 'MRN 00123456' };
    const { who, place, data } = seats['issue.raise'] ?? seatOf(nurse);
    const { notice } = await house.presses(who, 'issue.raise', { ...data, ...filled }, { in: place });
    expect(notice).toBe(
      'Nothing has been saved. What is wrong: This looks like an NHS number. Remove it. ' +
        'Where: This looks like a hospital or patient number. Remove it. ' +
        'Tell us more: This looks like a date of birth. Remove it.',
    );
  });

  test('leaves the form as it is in the person’s client, to be mended and sent', async () => {
    await house.says(nurse, 'raise');
    await house.press(nurse, chat, 'issue.start', { harm: 'no' });
    const form = house.lastCard(chat);
    await house.press(nurse, chat, 'issue.raise', { title: 'For 943 476 5919' }, form);
    expect(house.lastCard(chat)).toEqual(form);
    expect((await house.press(nurse, chat, 'issue.raise', { title: 'For one of us' }, form)).card).toBeDefined();
  });

  test('of a client too old for Execute is refused too, and the card stays', async () => {
    const { who, place, data } = seats['issue.update'] ?? seatOf(lead);
    const submit = { ...data, verb: 'issue.update', reply: '943 476 5919' };
    await house.deliver(house.acts.installs(who, personal(who)));
    const before = house.far.sent.length;
    await house.deliver(house.acts.submits(who, submit, { in: place }));
    const sent = house.far.sent.slice(before);
    // A channel does not read it: only who pressed is told, in their own chat.
    expect(sent.map(({ activity, conversationId }) => [conversationId, activity?.text])).toEqual([
      [who.chatId, expect.stringContaining('Reply: This looks like an NHS number')],
    ]);
    expect(findIn(JSON.stringify(sent) + (await keptIn(house, folder)), '943 476 5919')).toEqual([]);
  });

  test('could stand in the name of a button that there is not: that is not logged either', async () => {
    const pressed = await house.presses(
      nurse,
      'issue.take 943 476 5919',
      { card: '943 476 5919' },
      { replyTo: '9434765919' },
    );
    expect(pressed.notice).toContain('This button is out of date.');
    expect(findIn(JSON.stringify(house.lines), '943 476 5919')).toEqual([]);
  });
});

describe('What only looks like one', () => {
  test.each(free)('is taken in $verb, $input', async ({ verb, input }) => {
    for (const text of TAKEN) {
      const { pressed } = await pressWith(verb, input, text);
      expect(pressed.notice ?? '', text).not.toContain('Nothing has been saved');
    }
  });
});
