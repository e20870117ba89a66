import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataOf, type House, personal, textOf, verbsOf } from '../support/clerk.ts';
import { conversationBlocked } from '../support/faults.ts';
import { cardOf } from '../support/record.ts';
import type { Person } from '../support/world.ts';
import {
  answer,
  forumChannel,
  gwen,
  host,
  iris,
  members,
  nina,
  omar,
  openRegion,
  otto,
  pressOwn,
  rosa,
  rosaDeputy,
  roundOf,
  tess,
} from './region.ts';

const PROMPT = '2026-11-03T08:00:00Z';
const REMIND = '2026-11-03T16:00:00Z';
const DIGEST = '2026-11-04T07:45:00Z';
const NEXT = '2026-11-10T08:00:00Z';

describe('A round', () => {
  let house: House;
  beforeEach(async () => {
    house = await openRegion();
  });
  afterEach(() => house.stop());

  const prompts = (who: Person) =>
    house
      .messages(personal(who))
      .filter(({ activity }) => textOf(cardOf(activity) ?? {}).includes('How is your week?'));
  const inChannel = () => house.messages(forumChannel).map(({ activity }) => textOf(cardOf(activity) ?? {}));
  const digests = () => inChannel().filter((text) => text.includes('have answered'));
  const last = (who: Person) => textOf(house.lastCard(personal(who)).card);

  test('prompts every CCIO at its minute and not before, deputies not; a guest by one card in the channel', async () => {
    await house.moveTo('2026-11-03T07:59:00Z');
    expect(prompts(rosa)).toHaveLength(0);
    await house.moveTo(PROMPT);
    await house.moveTo('2026-11-03T08:01:00Z');
    for (const who of [rosa, otto, nina, omar, iris, tess]) expect(prompts(who), who.name).toHaveLength(1);
    expect(prompts(rosaDeputy)).toHaveLength(0);
    expect(prompts(host)).toHaveLength(0);
    expect(prompts(gwen)).toHaveLength(0);
    expect(inChannel().filter((text) => text.includes('answer here'))).toHaveLength(1);
  });

  test('takes one press for an answer; with a learning it is two presses and the words', async () => {
    await house.moveTo(PROMPT);
    const first = await pressOwn(house, rosa, 'checkin.answer', { state: 'steady' });
    expect(textOf(first.card ?? {})).toContain('Your answer: Steady.');
    const second = await house.presses(rosa, 'checkin.add', {
      ...dataOf(first.card ?? {}, 'checkin.add'),
      learning: 'Labels print.',
    });
    expect(second.card).toBeDefined();
    expect(await house.clerk.store.db.selectFrom('checkinResponses').select('state').execute()).toEqual([
      { state: 'steady' },
    ]);
    expect(await house.clerk.store.db.selectFrom('checkinItems').select(['words', 'shown']).execute()).toEqual([
      { words: 'Labels print.', shown: 'named' },
    ]);
  });

  test('says what named and unattributed mean, that it may be disclosable, and shows need unattributed by default', async () => {
    await house.moveTo(PROMPT);
    const { card = {} } = await pressOwn(house, rosa, 'checkin.answer', { state: 'steady' });
    expect(textOf(card)).toContain('Freedom of Information Act (FOI)');
    expect(textOf(card)).toContain('nothing that tells who or which organisation');
    expect(JSON.stringify(card)).toMatch(/"id":"needAs"[^}]*/);
    await house.presses(rosa, 'checkin.add', {
      ...dataOf(card, 'checkin.add'),
      need: 'A lab lead',
      offer: 'A checklist',
    });
    const rows = await house.clerk.store.db
      .selectFrom('checkinItems')
      .select(['kind', 'shown'])
      .orderBy('kind')
      .execute();
    expect(rows).toEqual([
      { kind: 'need', shown: 'unattributed' },
      { kind: 'offer', shown: 'named' },
    ]);
  });

  test('reminds the silent once, and nobody who has answered, skipped, paused or is away', async () => {
    await house.moveTo(PROMPT);
    await answer(house, rosa, 'steady');
    await pressOwn(house, otto, 'checkin.skip');
    await house.says(nina, 'pause');
    await pressOwn(house, iris, 'checkin.away', { until: '2026-11-06' });
    const before = [rosa, otto, nina, iris].map((who) => house.messages(personal(who)).length);
    await house.moveTo(REMIND);
    await house.moveTo('2026-11-03T16:30:00Z');
    expect([rosa, otto, nina, iris].map((who) => house.messages(personal(who)).length)).toEqual(before);
    expect(prompts(omar)).toHaveLength(2);
    expect(prompts(tess)).toHaveLength(2);
  });

  test('asks the deputy while the CCIO is away, from the prompt or from the press on', async () => {
    await house.says(rosa, 'away until 6 November');
    await house.moveTo(PROMPT);
    expect(prompts(rosa)).toHaveLength(0);
    expect(prompts(rosaDeputy)).toHaveLength(1);
    await answer(house, rosaDeputy, 'stretched');
    await house.says(rosa, 'resume');
    await house.says(rosa, 'checkin');
    const tried = await house.presses(rosa, 'checkin.answer', { ...(await roundData()), state: 'steady' });
    expect(tried.notice).toMatch(/Your deputy has answered/);
  });

  test('says that a deputy is asked only where there is one', async () => {
    await house.moveTo(PROMPT);
    const alone = await pressOwn(house, otto, 'checkin.away', { until: '2026-11-06' });
    expect(textOf(alone.card ?? {})).toContain('You are away until Friday 6 November 2026, that day included.');
    expect(textOf(alone.card ?? {})).not.toContain('deputy');
    const covered = await pressOwn(house, rosa, 'checkin.away', { until: '2026-11-06' });
    expect(textOf(covered.card ?? {})).toContain('Your deputy is asked.');
  });

  test('shows after the press that it was taken, the rest folded away, and what was added with whose name', async () => {
    await house.moveTo(PROMPT);
    const { card = {} } = await pressOwn(house, rosa, 'checkin.answer', { state: 'steady' });
    expect(JSON.stringify(card)).toMatch(/"id":"more","isVisible":false/);
    expect(textOf(card)).toContain('Add a learning, a need or an offer');
    const added = await house.presses(rosa, 'checkin.add', {
      ...dataOf(card, 'checkin.add'),
      learning: 'Labels print.',
      need: 'A lead',
    });
    expect(textOf(added.card ?? {})).toContain('You added: a learning (with your name), a need (unattributed).');
  });

  test('hands over to the deputy at once when the CCIO presses away', async () => {
    await house.moveTo(PROMPT);
    await pressOwn(house, rosa, 'checkin.away', { until: '2026-11-06' });
    expect(prompts(rosaDeputy)).toHaveLength(1);
    await pressOwn(house, rosa, 'checkin.resume');
    await answer(house, rosa, 'steady');
    expect(last(rosa)).toContain('Your answer: Steady.');
  });

  async function roundData() {
    const round = await house.clerk.store.db
      .selectFrom('checkinRounds')
      .select('id')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    return { round: round.id };
  }

  test('lets a guest answer by the card in the channel in a view of their own, which the channel never sees', async () => {
    await house.moveTo(PROMPT);
    const on = house.lastCard(forumChannel);
    const view = await house.press(gwen, forumChannel, 'checkin.view', {}, on);
    expect(verbsOf(view.card ?? {})).toContain('checkin.answer');
    const said = await house.presses(
      gwen,
      'checkin.answer',
      { ...roundOf(view.card ?? {}), state: 'stretched' },
      { in: forumChannel, replyTo: on.id },
    );
    const added = await house.presses(
      gwen,
      'checkin.add',
      { ...dataOf(said.card ?? {}, 'checkin.add'), need: 'Only mine' },
      { in: forumChannel, replyTo: on.id },
    );
    expect(textOf(added.card ?? {})).toContain('Only mine');
    await house.moveTo('2026-11-03T08:05:00Z');
    expect(JSON.stringify(house.messages(forumChannel))).not.toContain('Only mine');
  });

  test('finds out at the reminder whose chat is closed: they can answer in the channel, and the host is told why', async () => {
    const lift = house.far.fail(conversationBlocked, { conversationId: nina.chatId, operation: 'post' });
    await house.moveTo(PROMPT);
    await house.moveTo(REMIND);
    lift();
    const seat = house.clerk.store.db.selectFrom('checkinSeats').selectAll().where('via', '=', 'channel');
    expect(await seat.execute()).toHaveLength(2);
    const view = await house.press(nina, forumChannel, 'checkin.view', {}, house.lastCard(forumChannel));
    expect(verbsOf(view.card ?? {})).toContain('checkin.answer');
    await house.moveTo(DIGEST);
    expect(last(host)).toContain('Nina Shaw, Eastbrook Infirmary: they have blocked Digital Clerk in Teams. They can');
  });

  test('keeps quiet hours in the person’s own zone: the prompt waits for their morning, a reminder for nobody’s evening', async () => {
    const { db } = house.clerk.store;
    await db
      .updateTable('people')
      .set({ timeZone: 'America/New_York' })
      .where('objectId', '=', rosa.objectId)
      .execute();
    await db.updateTable('forums').set({ remindTime: '20:00' }).execute();
    await house.moveTo(PROMPT);
    expect([rosa, otto].map((who) => prompts(who).length)).toEqual([0, 1]);
    await house.moveTo('2026-11-03T12:59:00Z');
    expect(prompts(rosa)).toHaveLength(0);
    await house.moveTo('2026-11-03T13:00:00Z');
    expect(prompts(rosa)).toHaveLength(1);
    await house.moveTo('2026-11-03T20:00:00Z');
    await house.moveTo('2026-11-04T08:00:00Z');
    // 8pm is 3pm in New York; in London it is quiet until after the digest, when a reminder says nothing any more.
    expect([rosa, otto].map((who) => prompts(who).length)).toEqual([2, 1]);
  });

  test('lists to the host nobody who has merely not answered', async () => {
    await house.moveTo(PROMPT);
    await answer(house, rosa, 'steady');
    await house.moveTo(DIGEST);
    expect(last(host)).toContain('Everybody could be reached, and nobody asked for a call.');
    expect(last(host)).not.toContain('Otto');
  });

  test('posts the digest at its time: counts from five answers on, items by topic, named only where that was chosen', async () => {
    await house.moveTo(PROMPT);
    await answer(house, rosa, 'steady', { learning: 'Labels print faster.', topics: 'Diagnostics' });
    await answer(house, otto, 'stretched', { need: 'A laboratory lead.', topics: 'Diagnostics' });
    for (const who of [nina, omar, iris]) await answer(house, who, 'steady');
    await house.moveTo('2026-11-04T07:44:00Z');
    expect(digests()).toHaveLength(0);
    await house.moveTo(DIGEST);
    await house.moveTo('2026-11-04T07:46:00Z');
    const [digest = ''] = digests();
    expect(digests()).toHaveLength(1);
    expect(digest).toContain('5 of 7 have answered.');
    expect(digest).toContain('Steady: 4. Stretched: 1. Need help: 0.');
    expect(digest).toContain('Rosa Marsh, Northfield Trust');
    expect(digest).toContain('A laboratory lead.');
    expect(digest).not.toContain('Otto');
    expect(digest).not.toContain('Southmere');
  });

  test('shows no states below five answers, and posts nothing when nobody has answered: the host is told', async () => {
    await house.moveTo(PROMPT);
    await house.moveTo(DIGEST);
    expect(digests()).toHaveLength(0);
    expect(last(host)).toContain('Nobody had answered');
    await house.moveTo(NEXT);
    await answer(house, rosa, 'need-help');
    await house.moveTo('2026-11-11T07:45:00Z');
    expect(digests()[0]).toContain('1 of 7 have answered.');
    expect(digests()[0]).toContain('shown from 5 answers on');
    expect(digests()[0]).not.toContain('Need help:');
  });

  test('lets the last answer count until the digest, and none be changed after it', async () => {
    await house.moveTo(PROMPT);
    await answer(house, rosa, 'steady');
    const card = house.lastCard(personal(rosa));
    await house.presses(rosa, 'checkin.answer', { ...roundOf(card.card), state: 'stretched' }, { replyTo: card.id });
    const rows = () => house.clerk.store.db.selectFrom('checkinResponses').select('state').execute();
    expect(await rows()).toEqual([{ state: 'stretched' }]);
    await house.moveTo(DIGEST);
    const late = await house.presses(
      rosa,
      'checkin.answer',
      { ...roundOf(card.card), state: 'steady' },
      { replyTo: card.id },
    );
    expect(late.notice).toMatch(/digest has gone out/);
    expect(await rows()).toEqual([{ state: 'stretched' }]);
  });

  test('keeps a late answer, counts it, corrects the digest once, and tells the host how many were late, not who', async () => {
    await house.moveTo(PROMPT);
    await answer(house, rosa, 'steady');
    await house.moveTo(DIGEST);
    await answer(house, otto, 'stretched', { learning: 'Late but true.' });
    expect(digests()[0]).toContain('1 of 7');
    await house.moveTo(NEXT);
    await house.moveTo('2026-11-10T08:01:00Z');
    expect(digests()).toHaveLength(1);
    expect(digests()[0]).toContain('2 of 7 have answered.');
    expect(digests()[0]).toContain('Late but true.');
    await answer(house, rosa, 'steady');
    await house.moveTo('2026-11-11T07:45:00Z');
    const note = last(host);
    expect(note).toContain('Late answers to the last round: 1.');
    expect(note).not.toContain('Otto');
  });

  test('tells the host alone who asked for a call', async () => {
    await house.moveTo(PROMPT);
    await answer(house, nina, 'need-help');
    const pressed = await pressOwn(house, nina, 'checkin.help', { how: 'host' });
    expect(pressed.card ?? pressed.notice).toBeDefined();
    const card = house.lastCard(personal(nina));
    await house.presses(nina, 'checkin.help', { ...roundOf(card.card), how: 'host' }, { replyTo: card.id });
    await house.moveTo(DIGEST);
    expect(last(host)).toContain('Please call: Nina Shaw, Eastbrook Infirmary.');
    expect(inChannel().join('\n')).not.toContain('Nina');
  });

  test('puts a need without a name into the digest when somebody asks the group', async () => {
    await house.moveTo(PROMPT);
    await answer(house, nina, 'need-help');
    const card = house.lastCard(personal(nina));
    await house.presses(nina, 'checkin.help', { ...roundOf(card.card), how: 'group' }, { replyTo: card.id });
    await house.moveTo(DIGEST);
    expect(digests()[0]).toContain('would welcome help from the group');
    expect(digests()[0]).not.toContain('Nina');
  });

  test('opens two to each other only when the author presses: the author alone learns who offers', async () => {
    await house.moveTo(PROMPT);
    await answer(house, otto, 'steady', { need: 'A laboratory lead.' });
    await answer(house, rosa, 'steady');
    await house.moveTo(DIGEST);
    const on = house.lastCard(forumChannel);
    const item = await house.clerk.store.db.selectFrom('checkinItems').select('id').executeTakeFirstOrThrow();
    const before = house.messages(personal(iris)).length;
    const offered = await house.press(iris, forumChannel, 'checkin.offer', { need: item.id }, on);
    expect(offered.notice).toMatch(/author alone is told/);
    await house.press(iris, forumChannel, 'checkin.offer', { need: item.id }, on);
    expect(last(otto)).toContain('Iris Bell, Harbour Community can help');
    expect(house.messages(personal(iris))).toHaveLength(before);
    await pressOwn(house, otto, 'checkin.open');
    expect(last(iris)).toContain('Otto Kemp, Southmere Hospitals wrote this');
    expect(JSON.stringify(house.lastCard(personal(iris)).card)).toContain(encodeURIComponent(otto.email));
  });

  test('lets a learning go elsewhere only after its author agrees, and as they say', async () => {
    await house.moveTo(PROMPT);
    await answer(house, rosa, 'steady', { learning: 'Labels print faster.' });
    await house.moveTo(DIGEST);
    const on = house.lastCard(forumChannel);
    const item = await house.clerk.store.db.selectFrom('checkinItems').select('id').executeTakeFirstOrThrow();
    await house.press(iris, forumChannel, 'checkin.share', { learning: item.id }, on);
    expect(last(rosa)).toContain('Iris Bell, Harbour Community would like to pass');
    expect(last(iris)).not.toContain('Labels');
    const asked = house.lastCard(personal(rosa));
    const { share, card } = dataOf(asked.card, 'checkin.agree');
    await house.presses(rosa, 'checkin.agree', { share, card, answer: 'unattributed' }, { replyTo: asked.id });
    expect(last(iris)).toContain('without any name');
    expect(last(iris)).toContain('Labels print faster.');
    expect(last(iris)).not.toContain('Rosa');
    await house.presses(rosa, 'checkin.agree', { share, card, answer: 'no' }, { replyTo: asked.id });
    await house.settle();
    expect(last(iris)).not.toContain('Labels print faster.');
  });

  test('keeps answers 12 weeks, then only counts', async () => {
    await house.moveTo(PROMPT);
    await answer(house, rosa, 'steady', { learning: 'Labels print faster.', need: 'A lead.' });
    await house.moveTo(DIGEST);
    await house.moveTo(NEXT);
    await house.moveTo('2027-01-27T07:44:00Z');
    expect(digests()[0]).toContain('Labels print faster.');
    await house.moveTo('2027-01-27T07:45:00Z');
    const { db } = house.clerk.store;
    const round = (await db.selectFrom('checkinRounds').selectAll().orderBy('plannedOn').execute())[0];
    expect(round?.state).toBe('counted');
    for (const name of ['checkinResponses', 'checkinItems', 'checkinSeats'] as const) {
      expect(
        await db
          .selectFrom(name)
          .selectAll()
          .where('roundId', '=', round?.id ?? '')
          .execute(),
      ).toEqual([]);
    }
    expect(inChannel().join('\n')).not.toContain('Labels print faster.');
    expect(inChannel().join('\n')).toContain('Only counts are kept.');
    expect(JSON.stringify(house.messages(personal(rosa)))).not.toContain('Labels print faster.');
  });

  test('checkin opens it at any time while it is open, and says so when none is', async () => {
    await house.says(rosa, 'checkin');
    expect(house.linesIn(personal(rosa)).at(-1)).toMatch(/No check-in is open/);
    await house.moveTo(PROMPT);
    await house.says(rosa, 'checkin');
    expect(prompts(rosa)).toHaveLength(2);
  });
});

test('members of the region are of several tenants', () => {
  expect(new Set([...members, tess].map(({ tenantId }) => tenantId)).size).toBe(2);
});
