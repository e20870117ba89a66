// What the clock says to a person unasked: at most three a week, the rest in Monday's one message; quiet hours and pauses.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sayUnasked, type Unasked } from '../../src/delivery/unasked.ts';
import { type House, inputOf, person, personal, startHouse, textOf } from '../support/clerk.ts';
import { ENGINES } from '../support/databases.ts';
import { cardOf } from '../support/record.ts';

const rosa = person('Rosa Marsh');
const chat = personal(rosa);

describe.each(ENGINES)('Reminders, on %s,', (engine) => {
  let house: House;
  let personId: string;

  // A Wednesday.
  beforeEach(async () => {
    house = await startHouse({ engine, people: [rosa], start: '2026-11-25T09:30:00Z' });
    await house.deliver(house.acts.installs(rosa, chat));
    const { db } = house.clerk.store;
    ({ id: personId } = await db.selectFrom('people').select('id').executeTakeFirstOrThrow());
  });
  afterEach(() => house.stop());

  /** As a duty would, one after the other: each about help, told apart by its subject. */
  async function remind(...keys: readonly string[]) {
    return Promise.all(keys.map((key) => say({ dedupeKey: key })));
  }

  async function say(more: Partial<Unasked> & { dedupeKey: string }) {
    const { db } = house.clerk.store;
    const { tenantId } = rosa;
    const unasked = { tenantId, personId, kind: 'help', subjectId: 'personal', sort: 'reminder' as const, ...more };
    return db.transaction().execute((trx) => sayUnasked(trx, unasked, house.now()));
  }

  function told(): string[] {
    return house.messages(chat).map(({ activity }) => textOf(cardOf(activity) ?? {}).split('\n')[0] ?? '');
  }

  test('come three a week; the fourth and fifth wait for one message on Monday at 8am, the soonest due first', async () => {
    const before = told().length;
    for (const key of ['a', 'b', 'c']) expect(await say({ dedupeKey: key })).toBe('queued');
    expect(await say({ dedupeKey: 'd', deadline: new Date('2026-12-04T12:00:00Z') })).toBe('held');
    expect(await say({ dedupeKey: 'e', deadline: new Date('2026-12-01T12:00:00Z') })).toBe('held');
    await house.settle();
    expect(told().slice(before)).toHaveLength(3);
    await house.moveTo('2026-11-30T07:59:00Z');
    expect(told().slice(before)).toHaveLength(3);
    await house.moveTo('2026-11-30T08:00:00Z');
    await house.moveTo('2026-11-30T08:01:00Z');
    expect(told().slice(before)).toHaveLength(4);
    const { card } = house.lastCard(chat);
    expect(textOf(card)).toContain('What waited for you');
    expect(textOf(card).indexOf('1 December')).toBeLessThan(textOf(card).indexOf('4 December'));
    expect(textOf(card)).toContain('By Tuesday 1 December 2026');
  });

  test('held for Monday can be opened from its message, which stays', async () => {
    for (const key of ['a', 'b', 'c', 'd']) await say({ dedupeKey: key });
    await house.moveTo('2026-11-30T08:00:00Z');
    const monday = house.lastCard(chat);
    const pressed = await house.press(rosa, chat, 'reminders.open', {}, monday);
    expect(pressed.notice).toContain('below');
    expect(textOf(house.lastCard(chat).card)).toContain('Hello, I am Digital Clerk');
    expect(house.messages(chat).find(({ id }) => id === monday.id)?.activity).toBeDefined();
    expect(textOf(monday.card)).toContain('What waited for you');
  });

  test('said twice for the same cause, also at once or after a restart, come once', async () => {
    const before = told().length;
    expect((await remind('a', 'a')).sort()).toEqual(['again', 'queued']);
    await house.settle();
    expect(told().slice(before)).toHaveLength(1);
  });

  test('wait for 8am of a working day when it is quiet, or for the hour that a person chose', async () => {
    const before = told().length;
    await house.moveTo('2026-11-27T19:30:00Z');
    await say({ dedupeKey: 'friday evening' });
    await house.moveTo('2026-11-30T07:59:00Z');
    expect(told().slice(before)).toHaveLength(0);
    await house.moveTo('2026-11-30T08:00:00Z');
    expect(told().slice(before)).toHaveLength(1);
    await house.says(rosa, 'reminders');
    await house.press(rosa, chat, 'reminders.save', { quietFrom: '17:00', quietUntil: '10:00' });
    const count = told().length;
    await house.moveTo('2026-12-01T09:00:00Z');
    await say({ dedupeKey: 'too early for her' });
    await house.settle();
    expect(told()).toHaveLength(count);
    await house.moveTo('2026-12-01T10:00:00Z');
    expect(told()).toHaveLength(count + 1);
  });

  test('do not come to somebody who has paused, but safety does, at any hour, and counts for nothing', async () => {
    await house.says(rosa, 'pause');
    const before = told().length;
    expect(await say({ dedupeKey: 'a' })).toBe('paused');
    await house.moveTo('2026-11-28T22:00:00Z');
    expect(await say({ dedupeKey: 's', sort: 'safety' })).toBe('queued');
    await house.settle();
    expect(told().slice(before)).toHaveLength(1);
  });
});

describe('The card of one’s reminders', () => {
  let house: House;
  beforeEach(async () => {
    house = await startHouse({ people: [rosa] });
    await house.deliver(house.acts.installs(rosa, chat));
  });
  afterEach(() => house.stop());

  test('says whether they come, and pauses and resumes them', async () => {
    await house.says(rosa, 'reminders');
    expect(textOf(house.lastCard(chat).card)).toContain('Reminders come.');
    expect(inputOf(house.lastCard(chat).card, 'quietFrom')).toMatchObject({ value: '19:00' });
    await house.says(rosa, 'pause');
    await house.says(rosa, 'reminders');
    expect(textOf(house.lastCard(chat).card)).toContain('Paused');
  });

  test.each([
    [{ quietFrom: '08:00', quietUntil: '07:00' }, 'Quiet from: choose a time in the afternoon or evening.'],
    [{ quietFrom: '18:00', quietUntil: '18:00' }, 'Quiet until: choose a time in the morning.'],
    [{ quietFrom: 'late', quietUntil: '08:00' }, 'Quiet from: choose a time, such as 18:30.'],
  ])('refuses %j in words', async (hours, words) => {
    await house.says(rosa, 'reminders');
    const { notice } = await house.press(rosa, chat, 'reminders.save', hours);
    expect(notice).toBe(words);
  });
});
