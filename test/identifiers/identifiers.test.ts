// No identifier of a patient comes in by any input of any button: refused with the field named, and nothing of it is
// stored, logged, echoed or sent. The walk goes by the features' tables (tables.ts).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { chat, lead, nurse, openWard } from '../issues/ward.ts';
import { type House, personal } from '../support/clerk.ts';
import type { Person } from '../support/world.ts';
import { findIn, keptIn, REFUSED, TAKEN } from './examples.ts';
import type { Seat } from './inputs.ts';
import { admin, INPUTS, takeSeats } from './tables.ts';

let folder: string;
let house: House;
let seats: Record<string, Seat>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clerk-identifiers-'));
  const database = { kind: 'sqlite', path: join(folder, 'clerk.db') } as const;
  house = await openWard({ database, people: [admin], env: { CLERK_ADMINS: admin.objectId } });
  seats = await takeSeats(house);
});
afterAll(async () => {
  await house.stop();
  rmSync(folder, { recursive: true });
});

function seatOf(who: Person, data: object = {}): Seat {
  return { who, place: personal(who), data: { ...data } };
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
