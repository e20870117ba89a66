// Polls to very many people: who may send them, all queued at once, others not held up, called off, counted.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type House, person, textOf } from '../support/clerk.ts';
import { conversationBlocked, conversationNotFound } from '../support/faults.ts';
import { cardOf } from '../support/record.ts';
import type { Person } from '../support/world.ts';
import { crowdOf, seat } from './crowd.ts';
import { ask, asker, barsOf, DAYS, deputy, draft, lead, openTeam, personal, pollsChannel, stored } from './team.ts';

const nurse = person('Amina Yusuf');
const CABINET = { name: 'Ward Cabinet', prefix: 'CAB', systems: 'EPR', organisation: 'Northfield Trust' };

async function openCrowd(count: number): Promise<{ house: House; crowd: Person[] }> {
  const crowd = crowdOf(count);
  const house = await openTeam({ people: [nurse, ...crowd], chats: [asker, lead, deputy] });
  const { serviceUrl, botId: botKey } = house.far;
  await seat(house.clerk.store.db, crowd, { serviceUrl, botKey, now: house.now() });
  return { house, crowd };
}

/** Moves the clock from one thing that waits to the next, until nothing does. */
async function untilNothingWaits(house: House): Promise<void> {
  for (let turn = 0; turn < 5_000; turn += 1) {
    const next = await house.clerk.dispatcher.nextAt();
    if (!next) return;
    house.setClock(next);
    await house.clerk.dispatcher.run();
  }
  throw new Error('Something waits for ever.');
}

const ALL = { audience: 'organisation', mode: 'anonymous', reminder: 'none' };

describe('A poll to many', () => {
  let house: House;
  let crowd: Person[];
  beforeEach(async () => {
    ({ house, crowd } = await openCrowd(100));
  });
  afterEach(() => house.stop());

  test('over 50 people is for those who run the team', async () => {
    const { poll, answer } = await draft(house, ALL);
    expect(textOf(answer.card ?? {})).toContain('only somebody who runs the team can send it');
    const sent = await house.presses(asker, 'poll.send', { poll }, { in: pollsChannel });
    expect(sent.notice).toBe('Only somebody who runs the team can ask more than 50 people. This poll would reach 103.');
    await ask(house, ALL, lead);
    await untilNothingWaits(house);
    for (const who of crowd) expect(house.messages(personal(who))).toHaveLength(1);
  });

  test('tells the asker how far it is: blocked and unreachable apart', async () => {
    const [blocked, lost] = crowd;
    house.far.fail(conversationBlocked, { conversationId: blocked?.chatId ?? '' });
    house.far.fail(conversationNotFound, { conversationId: lost?.chatId ?? '' });
    const { poll } = await ask(house, ALL, lead);
    await untilNothingWaits(house);
    await house.moveTo(new Date(house.now().getTime() + 60_000));
    await untilNothingWaits(house);
    const cards = house.messages(personal(lead)).map(({ activity }) => textOf(cardOf(activity) ?? {}));
    expect(cards.join('\n')).toContain('101 sent, 1 has blocked me, 1 cannot be reached');
    expect(await stored(house, poll)).toMatchObject({ reached: 103 });
  });

  test.each([
    [9, false],
    [10, true],
  ])('of an organisation, answered by %i, is shown: %s', async (count, isShown) => {
    const { poll } = await ask(house, ALL, lead);
    for (const [index, who] of crowd.slice(0, count).entries()) {
      await house.presses(who, 'poll.vote', { poll, choice: index % 2 === 0 ? 'Monday' : 'Tuesday' });
    }
    const closed = await house.presses(lead, 'poll.close', { poll });
    const seen = await house.presses(crowd[0] ?? lead, 'poll.view', { poll });
    const bars = isShown ? { Monday: 5, Tuesday: 5, Thursday: 0 } : {};
    for (const { card } of [closed, seen]) {
      expect(barsOf(card ?? {})).toEqual(bars);
      expect(textOf(card ?? {}).includes('fewer than 10')).toBe(!isShown);
    }
  });

  test('closed, everyone’s card is drawn again in place', async () => {
    const { poll } = await ask(house, ALL, lead);
    await untilNothingWaits(house);
    await house.presses(lead, 'poll.close', { poll });
    await house.moveTo(new Date(house.now().getTime() + 60_000));
    await untilNothingWaits(house);
    for (const who of crowd) {
      expect(house.messages(personal(who))).toHaveLength(1);
      expect(textOf(house.lastCard(personal(who)).card)).toContain('This poll is closed.');
    }
  });
});

describe('How many people one may ask', () => {
  // Three of the team are known beside the crowd.
  test.each([
    [50, 'a member', 'Sent to 50 people'],
    [51, 'a member', 'Only somebody who runs the team can ask more than 50 people. This poll would reach 51.'],
    [51, 'a facilitator', 'Sent to 51 people'],
    [500, 'a facilitator', 'Sent to 500 people'],
    [501, 'a facilitator', 'Waits for a second facilitator'],
  ])(
    '%i, by %s: %s',
    async (count, who, words) => {
      const { house } = await openCrowd(count - 3);
      const { sent } = await ask(house, ALL, who === 'a member' ? asker : lead);
      expect(sent.notice ?? textOf(sent.card ?? {})).toContain(words);
      await house.stop();
    },
    60_000,
  );

  test('more than 500, where nobody else runs the team: it is said what to do', async () => {
    const { house } = await openCrowd(501);
    await house.presses(lead, 'team.save', { facilitators: lead.objectId, deputies: '' }, { in: pollsChannel });
    expect((await ask(house, ALL, lead)).sent.notice).toContain('a second facilitator presses send. Write set up team');
    await house.stop();
  }, 60_000);
});

describe('5,000 recipients', () => {
  test('a second facilitator sends, once a fortnight; queued in one go, nobody else is held up; cancel stops the rest', async () => {
    const { house, crowd } = await openCrowd(5_000);
    await house.presses(lead, 'cabinet.save', CABINET, { in: pollsChannel });

    const { poll, sent } = await ask(house, ALL, lead);
    expect(textOf(sent.card ?? {})).toContain('Waits for a second facilitator');
    const again = await house.presses(lead, 'poll.send', { poll }, { in: pollsChannel });
    expect(textOf(again.card ?? {})).toContain('Waits for a second facilitator');
    expect(textOf(house.lastCard(personal(deputy)).card)).toContain('Sam Okafor asks you to send this poll');

    // Changed after it was handed over, it is not what they were asked to send.
    await house.presses(lead, 'poll.template', { poll, template: 'pulse' }, { in: pollsChannel });
    const changed = await house.presses(deputy, 'poll.send', { poll });
    expect(changed.notice).toContain('Only the person who wrote this poll can send it.');
    await house.presses(lead, 'poll.create', { poll, ...DAYS, ...ALL }, { in: pollsChannel });
    await house.presses(lead, 'poll.send', { poll }, { in: pollsChannel });

    // From here on as Teams does it: nobody waits for the outbox.
    const began = performance.now();
    await house.far.send(house.clerk.url, house.acts.presses(deputy, 'poll.send', { poll }));
    const queued = performance.now() - began;
    const { db } = house.clerk.store;
    const rows = await db.selectFrom('outbox').select(['state']).where('kind', '=', 'poll.ballot').execute();
    expect(rows).toHaveLength(5_003);
    expect(queued).toBeLessThan(5_000);

    await house.clerk.dispatcher.run();
    for (const text of ['raise The printer is on fire again', 'help']) {
      await house.far.send(house.clerk.url, house.acts.says(nurse, text));
      await house.clerk.settled();
    }
    // Confirmed in the same moment of the clock, as what goes to the many leaves room.
    expect(house.messages(personal(nurse))).toHaveLength(2);

    for (let second = 0; second < 5; second += 1) {
      house.setClock(new Date(house.now().getTime() + 1_200));
      await house.clerk.dispatcher.run();
    }
    const got = crowd.filter((who) => house.messages(personal(who)).length > 0).length;
    expect(got).toBeGreaterThan(150);
    expect(got).toBeLessThan(300);
    expect(house.far.received.filter(({ status }) => status === 429)).toEqual([]);

    await house.far.send(house.clerk.url, house.acts.presses(lead, 'poll.cancel', { poll }));
    for (let second = 0; second < 8; second += 1) {
      house.setClock(new Date(house.now().getTime() + 1_200));
      await house.clerk.dispatcher.run();
    }
    const after = crowd.filter((who) => house.messages(personal(who)).length > 0).length;
    expect(after).toBe(got);
    const left = await db
      .selectFrom('outbox')
      .select('id')
      .where('kind', '=', 'poll.ballot')
      .where('state', '=', 'waiting')
      .where('messageId', 'is', null)
      .execute();
    expect(left).toEqual([]);

    const other = await ask(house, ALL, lead);
    expect(other.sent.notice).toContain('in the last fortnight');
    // Counted from the press that sent it, to the minute.
    const sentAt = new Date((await stored(house, poll)).sentAt ?? '').getTime();
    house.setClock(new Date(sentAt + 14 * 86_400_000 - 60_000));
    expect((await ask(house, ALL, lead)).sent.notice).toContain('in the last fortnight');
    house.setClock(new Date(sentAt + 14 * 86_400_000));
    expect(textOf((await ask(house, ALL, lead)).sent.card ?? {})).toContain('Waits for a second facilitator');
    await house.stop();
  }, 120_000);
});
