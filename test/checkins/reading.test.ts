// Reading the digest in one's own chat, as those do who see nothing of its channel; and what becomes of what came late.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type House, personal, textOf, verbsOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import {
  answer,
  forumChannel,
  host,
  iris,
  nina,
  omar,
  openRegion,
  otto,
  pressOwn,
  rosa,
  rosaDeputy,
  tess,
} from './region.ts';

const PROMPT = '2026-11-03T08:00:00Z';
const DIGEST = '2026-11-04T07:45:00Z';
const NEXT = '2026-11-10T08:00:00Z';

let house: House;
beforeEach(async () => {
  house = await openRegion();
});
afterEach(() => house.stop());

const db = () => house.clerk.store.db;
const own = (who: typeof rosa) => house.lastCard(personal(who)).card;
const roundId = async () => (await db().selectFrom('checkinRounds').select('id').executeTakeFirstOrThrow()).id;
const remove = async (name: string) => {
  const found = db().selectFrom('forumMembers').selectAll().where('name', '=', name);
  const { id: member, forumId: forum } = await found.executeTakeFirstOrThrow();
  await house.presses(host, 'roster.remove', { forum, member }, { in: forumChannel });
};

describe('A member in another tenant, who sees nothing of the channel', () => {
  beforeEach(async () => {
    await house.moveTo(PROMPT);
    await answer(house, tess, 'steady');
    await answer(house, rosa, 'steady', { learning: 'Labels print faster.' });
    await answer(house, otto, 'stretched', { need: 'A laboratory lead.' });
  });

  test('reads the digest from their own card once it is posted, without one more message, and comes back to the card', async () => {
    expect(verbsOf(own(tess))).not.toContain('checkin.read');
    const before = house.messages(personal(tess)).length;
    await house.moveTo(DIGEST);
    expect(verbsOf(own(tess))).toContain('checkin.read');
    expect(textOf(own(tess))).toContain('The digest is posted, so it cannot be changed any more.');
    const { card = {} } = await pressOwn(house, tess, 'checkin.read');
    expect(textOf(card)).toContain('3 of 7 have answered.');
    expect(textOf(card)).toContain('Rosa Marsh, Northfield Trust');
    expect(textOf(card)).toContain('A laboratory lead.');
    expect(JSON.stringify(card)).not.toMatch(/Otto|Southmere/);
    await house.settle();
    expect(textOf(own(tess))).toBe(textOf(card));
    expect(house.messages(personal(tess))).toHaveLength(before);
    const back = await pressOwn(house, tess, 'checkin.view');
    expect(textOf(back.card ?? {})).toContain('Your answer: Steady.');
  });

  test('offers help from there as from the channel', async () => {
    await house.moveTo(DIGEST);
    await pressOwn(house, tess, 'checkin.read');
    const { id: need } = await db()
      .selectFrom('checkinItems')
      .select('id')
      .where('kind', '=', 'need')
      .executeTakeFirstOrThrow();
    const offered = await pressOwn(house, tess, 'checkin.offer', { need });
    expect(offered.notice).toMatch(/author alone is told/);
    expect(textOf(own(otto))).toContain('Tess Vance, Valley Ambulance can help');
  });

  test('reads it corrected after late answers, and only counts after the weeks of keeping', async () => {
    await house.moveTo(DIGEST);
    await pressOwn(house, tess, 'checkin.read');
    await answer(house, iris, 'steady', { learning: 'Late but true.' });
    await house.moveTo(NEXT);
    const reading = () =>
      house
        .messages(personal(tess))
        .map(({ activity }) => textOf(cardOf(activity) ?? {}))
        .find((text) => text.includes('have answered')) ?? '';
    expect(reading()).toContain('4 of 7 have answered.');
    expect(reading()).toContain('Late but true.');
    await house.moveTo('2027-01-27T07:45:00Z');
    expect(reading()).toContain('Only counts are kept.');
    expect(reading()).not.toContain('Labels print faster.');
  });

  test('loses sight of it at once when they are taken off the roster; others keep it', async () => {
    await house.moveTo(DIGEST);
    await pressOwn(house, tess, 'checkin.read');
    await pressOwn(house, iris, 'checkin.read');
    await remove('Tess Vance');
    await house.settle();
    expect(textOf(own(tess))).toContain('not on the roster');
    expect(textOf(own(tess))).not.toContain('Labels print faster.');
    expect(textOf(own(iris))).toContain('Labels print faster.');
    const again = await house.presses(tess, 'checkin.read', { round: await roundId() });
    expect(again.notice).toMatch(/^Only people on the roster/);
  });
});

test('a deputy, who was not asked, comes to the last digest by writing checkin', async () => {
  await house.moveTo(PROMPT);
  await answer(house, rosa, 'steady', { learning: 'Labels print faster.' });
  await house.moveTo(DIGEST);
  await house.says(rosaDeputy, 'checkin');
  expect(textOf(own(rosaDeputy))).toContain('No check-in is open for you now.');
  const { card = {} } = await pressOwn(house, rosaDeputy, 'checkin.read');
  expect(textOf(card)).toContain('Labels print faster.');
  expect(verbsOf(card)).not.toContain('checkin.view');
});

test('a digest in several parts goes out numbered, each under 25 KB, no item lost; and is read part by part', async () => {
  await house.moveTo(PROMPT);
  const all = [rosa, otto, nina, omar, iris, tess];
  const said = (who: typeof rosa, kind: string) => `${kind} of ${who.name} `.padEnd(790, '漢');
  for (const who of all) {
    const [learning, need, offer] = [said(who, 'L'), said(who, 'N'), said(who, 'O')];
    await answer(house, who, 'steady', { learning, need, offer });
  }
  await house.moveTo(DIGEST);
  await house.moveTo('2026-11-04T07:46:00Z');
  const posted = house
    .messages(forumChannel)
    .filter(({ activity }) => textOf(cardOf(activity) ?? {}).includes('Part '));
  const texts = posted.map(({ activity }) => textOf(cardOf(activity) ?? {}));
  expect(posted.length).toBeGreaterThan(1);
  for (const [index, text] of texts.entries()) expect(text).toContain(`Part ${index + 1} of ${posted.length}`);
  for (const { activity } of posted) expect(Buffer.byteLength(JSON.stringify(activity))).toBeLessThan(25_000 * 1.05);
  for (const who of all) {
    for (const kind of ['L', 'N', 'O']) expect(texts.join('\n')).toContain(said(who, kind));
  }
  const read = [];
  for (let turn = 0; turn < posted.length; turn += 1) {
    const { card = {} } = await pressOwn(house, tess, 'checkin.read');
    read.push(textOf(card));
  }
  for (const [index, text] of read.entries()) expect(text).toContain(`Part ${index + 1} of ${posted.length}`);
});

describe('A late answer', () => {
  test('says to its author, after the correction, what is not shown and why; to nobody else', async () => {
    await house.moveTo(PROMPT);
    for (const who of [rosa, nina]) await answer(house, who, 'steady');
    await house.moveTo(DIGEST);
    await answer(house, otto, 'steady', { learning: 'Late, with a name.', need: 'A lead.' });
    const [card] = house.messages(personal(otto));
    await house.moveTo(NEXT);
    const shown = () =>
      house
        .messages(personal(otto))
        .map(({ activity }) => textOf(cardOf(activity) ?? {}))
        .join('\n');
    expect(card).toBeDefined();
    expect(shown()).toContain('Not shown to the forum: your need.');
    expect(shown()).toContain('could have been told whose it is');
    expect(JSON.stringify(house.messages(personal(host)))).not.toContain('Not shown to the forum');
  });

  test('of a round without a digest is counted, and its author is told that it is not shown', async () => {
    await house.moveTo(PROMPT);
    await house.moveTo(DIGEST);
    expect(textOf(own(otto))).toContain('Nobody had answered in time, so there is no digest.');
    expect(verbsOf(own(otto))).not.toContain('checkin.read');
    await answer(house, otto, 'steady', { learning: 'Late.' });
    expect(textOf(own(otto))).toContain('not shown, as there is no digest');
    await house.moveTo(NEXT);
    const texts = house.messages(personal(otto)).map(({ activity }) => textOf(cardOf(activity) ?? {}));
    expect(texts.join('\n')).toContain('Not shown to the forum: your learning. Nobody had answered in time');
    const { counts } = await db()
      .selectFrom('checkinRounds')
      .selectAll()
      .orderBy('plannedOn')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(counts)).toMatchObject({ answered: 1, late: 1 });
  });
});
