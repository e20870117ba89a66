// What Teams takes late, badly or never: the service in process, from a press to what people then see.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answer, cabinetChannel, chat, doctor, nurse, openWard, raise, stored } from '../issues/ward.ts';
import { type House, personal, textOf } from '../support/clerk.ts';
import {
  dropsAfterDelivery,
  dropsBefore,
  type Fault,
  hangs,
  preconditionFailed,
  serverError,
  throttled,
  tooLarge,
} from '../support/faults.ts';
import { levels } from '../support/log.ts';
import { cardOf } from '../support/record.ts';

const WORDS = 'The printer has a new cable.';
const nurseOnly = { conversationId: nurse.chatId };

let house: House;

beforeEach(async () => {
  house = await openWard({ sendTimeoutMs: 1_000 });
});
afterEach(() => house.stop());

/** How many messages brought the handler's answer to the raiser's chat; her receipt, which has it too, is an edit. */
function answersHeard(): number {
  const posts = house.far.sent.filter(({ kind, conversationId }) => kind === 'post' && conversationId === nurse.chatId);
  return posts.filter(({ activity }) => textOf(cardOf(activity) ?? {}).includes(WORDS)).length;
}

/** Requests for the raiser's chat that reached Teams since a moment. */
function triesSince(start: number) {
  return house.far.received.slice(start).filter(({ conversationId }) => conversationId === nurse.chatId);
}

function later(ms: number, from: Date): Date {
  return new Date(from.getTime() + ms);
}

/** Lets time pass, as long as something waits for it. */
async function untilNothingWaits(): Promise<void> {
  for (let turn = 0; turn < 500; turn += 1) {
    const next = await house.clerk.dispatcher.nextAt();
    if (!next) return;
    await house.moveTo(next);
  }
  throw new Error('Something waits for ever.');
}

describe('Teams says 429', () => {
  test('with Retry-After: the answer waits exactly so long, then arrives once, and others need not wait', async () => {
    const issue = await raise(house);
    house.far.fail(throttled(40), { ...nurseOnly, times: 1 });
    const start = house.far.received.length;
    await answer(house, issue, 'resolved', WORDS);
    const asked = house.now();

    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('Resolved');
    await house.moveTo(later(39_999, asked));
    expect(triesSince(start)).toHaveLength(1);
    await house.moveTo(later(40_000, asked));
    expect(answersHeard()).toBe(1);
    await untilNothingWaits();
    expect(answersHeard()).toBe(1);
  });

  test('with Retry-After to the answer of a typed message: it waits so long too, then comes once', async () => {
    house.far.fail(throttled(30), { ...nurseOnly, times: 1 });
    const start = house.far.received.length;
    await house.says(nurse, 'my issues');
    const asked = house.now();

    await house.moveTo(later(29_999, asked));
    expect(triesSince(start)).toHaveLength(1);
    await house.moveTo(later(30_000, asked));
    expect(house.messages(chat)).toHaveLength(1);
  });

  test('to a line of words, which is not kept: the person is asked to write again, once', async () => {
    house.far.fail(throttled(30), { ...nurseOnly, times: 1 });
    await house.says(nurse, 'issue CAB-99');
    await untilNothingWaits();
    expect(house.messages(chat)).toHaveLength(1);
    expect(textOf(house.lastCard(chat).card)).toContain('Please write again');
  });
});

const passing: [string, Fault][] = [
  ['412', preconditionFailed],
  ['429 without Retry-After', throttled()],
  ['502', serverError(502)],
  ['503', serverError(503)],
  ['504', serverError(504)],
  ['a dropped connection', dropsBefore],
  ['nothing at all', hangs],
];

describe.each(passing)('Teams answers with %s, three times', (_name, fault) => {
  test('each pause is longer than the one before, then the answer arrives once', async () => {
    const issue = await raise(house);
    house.far.fail(fault, { ...nurseOnly, times: 3 });
    const start = house.far.received.length;
    await answer(house, issue, 'resolved', WORDS);
    await untilNothingWaits();

    const tries = triesSince(start).map(({ at }) => at.getTime());
    const pauses = tries.slice(1, 4).map((at, index) => at - (tries[index] ?? 0));
    expect(pauses[0]).toBeGreaterThanOrEqual(2_000);
    expect(pauses[1]).toBeGreaterThan(pauses[0] ?? 0);
    expect(pauses[2]).toBeGreaterThan(pauses[1] ?? 0);
    expect(answersHeard()).toBe(1);
  });

  test('an answer to a typed message comes too, once', async () => {
    house.far.fail(fault, { ...nurseOnly, times: 3 });
    await house.says(nurse, 'my issues');
    await untilNothingWaits();
    expect(house.messages(chat)).toHaveLength(1);
  });
});

test('a connection that breaks after Teams took the message doubles that one, and no other', async () => {
  const issue = await raise(house);
  house.far.fail(dropsAfterDelivery, { ...nurseOnly, operation: 'post', times: 1 });
  await answer(house, issue, 'resolved', WORDS);
  await untilNothingWaits();
  expect(answersHeard()).toBe(2);

  await house.press(nurse, chat, 'issue.fixed');
  await untilNothingWaits();
  expect(answersHeard()).toBe(2);
  const inChannel = house.messages(cabinetChannel).filter(({ activity }) => cardOf(activity));
  expect(inChannel.filter(({ activity }) => textOf(cardOf(activity) ?? {}).includes(issue.reference))).toHaveLength(1);
});

describe.each([
  ['400', { answer: 'status', status: 400 }],
  ['401', { answer: 'status', status: 401 }],
  ['413', tooLarge],
  ['500', serverError(500)],
] satisfies [string, Fault][])('Teams answers with %s, which will never work', (_name, fault) => {
  test('the message is given up at once with an error in the log, and the issue goes on', async () => {
    const issue = await raise(house);
    const lift = house.far.fail(fault, { ...nurseOnly, operation: 'post' });
    await answer(house, issue, 'resolved', WORDS);
    const start = house.far.received.length;
    await house.moveTo(later(3_600_000, house.now()));

    expect(triesSince(start)).toHaveLength(0);
    const dead = await house.clerk.store.db.selectFrom('outbox').selectAll().where('state', '=', 'dead').execute();
    expect(dead).toHaveLength(1);
    const errors = house.lines.filter(({ level }) => level === levels.error);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ outboxId: dead[0]?.id, msg: 'a message was given up' });
    expect(JSON.stringify(errors)).not.toContain('cable');

    lift();
    await house.press(nurse, chat, 'issue.fixed');
    expect((await stored(house, issue)).state).toBe('closed');
  });

  test('to an answer of a typed message: an error in the log, and nothing is tried again', async () => {
    house.far.fail(fault, { ...nurseOnly, times: 1 });
    await house.says(nurse, 'my issues');
    await untilNothingWaits();
    expect(house.messages(chat)).toHaveLength(0);
    expect(house.lines.filter(({ level }) => level === levels.error)).toHaveLength(1);
  });
});

test('one person’s chat in trouble holds up nobody else', async () => {
  house.far.fail(hangs, nurseOnly);
  await house.says(nurse, 'raise Labels print blank');
  await house.says(doctor, 'my issues');
  expect(house.messages(personal(doctor))).toHaveLength(1);
});
