// What must not leak: an unattributed item tells nobody its author or organisation, in nothing that leaves the service or is
// kept beside the answers; who is off the roster sees nothing; two forums of one person do not mix.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { channel, dataOf, type House, personal, team, textOf } from '../support/clerk.ts';
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
  ROSTER,
  rosa,
  roundOf,
} from './region.ts';

const PROMPT = '2026-11-03T08:00:00Z';
const DIGEST = '2026-11-04T07:45:00Z';
const NEED = 'A laboratory lead who has moved over a weekend.';

let folder: string;
let house: House;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clerk-leaks-'));
  house = await openRegion({ database: { kind: 'sqlite', path: join(folder, 'clerk.db') } });
});
afterEach(async () => {
  await house.stop();
  rmSync(folder, { recursive: true });
});

const db = () => house.clerk.store.db;

/** Everything that would tell who Otto is, and where: names, organisation, codes, every id that we keep of him. */
async function tellsOtto(): Promise<string[]> {
  const person = await db()
    .selectFrom('people')
    .selectAll()
    .where('objectId', '=', otto.objectId)
    .executeTakeFirstOrThrow();
  const member = await db()
    .selectFrom('forumMembers')
    .selectAll()
    .where('handle', '=', otto.objectId)
    .executeTakeFirstOrThrow();
  const names = ['Otto', 'Kemp', otto.email, otto.objectId, otto.id, otto.chatId, 'Southmere', 'RSM01'];
  return [...names, person.id, member.id, member.organisationId];
}

/** Where in a text any of these stands. */
function findIn(text: string, words: readonly string[]): string[] {
  return words.filter((one) => text.includes(one));
}

describe('An unattributed item', () => {
  /** Five answers, of whom Otto alone leaves a need without a name; the others' chats as they are before the digest. */
  async function round(): Promise<number> {
    await house.moveTo(PROMPT);
    for (const who of [rosa, nina, omar, iris])
      await answer(house, who, 'steady', { learning: `Learnt by ${who.name}.` });
    await answer(house, otto, 'stretched', { need: NEED, topics: 'Diagnostics' });
    const sent = house.far.sent.length;
    await house.moveTo(DIGEST);
    return sent;
  }

  test('is in the channel’s digest with nothing of its author, and in nobody’s chat but theirs', async () => {
    await round();
    const words = await tellsOtto();
    const told = house.messages(forumChannel).filter(({ activity }) => JSON.stringify(activity).includes(NEED));
    expect(told).toHaveLength(1);
    for (const { activity } of told) expect(findIn(JSON.stringify(activity), words)).toEqual([]);
    for (const { conversationId, activity } of house.far.sent) {
      const text = JSON.stringify(activity ?? {});
      if (!text.includes(NEED) || conversationId === otto.chatId) continue;
      expect(findIn(text, words), conversationId).toEqual([]);
    }
  });

  test('makes no payload of the digest or the host’s note tell more than the named ones do', async () => {
    const before = await round();
    const words = await tellsOtto();
    for (const { conversationId, activity } of house.far.sent.slice(before)) {
      if (conversationId === otto.chatId) continue;
      expect(findIn(JSON.stringify(activity ?? {}), words), conversationId).toEqual([]);
    }
    expect(JSON.stringify(house.far.sent.slice(before))).toContain('Rosa Marsh, Northfield Trust');
  });

  test('is never logged or audited, neither its words nor the id it is offered help by', async () => {
    await round();
    const item = await db().selectFrom('checkinItems').selectAll().where('words', '=', NEED).executeTakeFirstOrThrow();
    await house.press(iris, forumChannel, 'checkin.offer', { need: item.id }, house.lastCard(forumChannel));
    await pressOwn(house, otto, 'checkin.open');
    const kept = JSON.stringify([house.lines, await db().selectFrom('audit').selectAll().execute()]);
    expect(findIn(kept, [NEED, item.id])).toEqual([]);
    const audited = await db().selectFrom('audit').select('action').execute();
    expect(audited.filter(({ action }) => action.startsWith('checkin.answer'))).toEqual([]);
  });

  test('has an id that tells no time, and a place by lot, the same for all orders of answering', async () => {
    await house.moveTo(PROMPT);
    const everyone = [rosa, nina, omar, iris, otto];
    for (const who of everyone)
      await answer(house, who, 'steady', { need: `Need of ${who.name}`, needAs: 'unattributed' });
    await house.moveTo(DIGEST);
    const items = await db().selectFrom('checkinItems').selectAll().orderBy('position').execute();
    expect(items.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
    for (const { id } of items) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/);
  });

  test('shows no missing sectors, and not that there is one answer alone, beside few answers', async () => {
    await house.moveTo(PROMPT);
    await answer(house, otto, 'stretched', { need: NEED });
    await house.moveTo(DIGEST);
    const digest = textOf(house.lastCard(forumChannel).card);
    expect(digest).toContain('Fewer than 3 of 7 have answered.');
    expect(digest).not.toContain('Voices missing');
  });

  test('stands under no topic that its author alone has named', async () => {
    await round();
    expect(textOf(house.lastCard(forumChannel).card)).not.toContain('Diagnostics');
  });

  test('is told to the author’s helper only after the author’s press', async () => {
    await round();
    const item = await db().selectFrom('checkinItems').selectAll().where('words', '=', NEED).executeTakeFirstOrThrow();
    await house.press(iris, forumChannel, 'checkin.offer', { need: item.id }, house.lastCard(forumChannel));
    await house.moveTo('2026-11-04T09:00:00Z');
    const words = await tellsOtto();
    const toIris = house.messages(personal(iris)).map(({ activity }) => JSON.stringify(activity));
    expect(toIris.flatMap((text) => findIn(text, words))).toEqual([]);
  });

  test('stands under no topic that, beside its author, only those have named who wrote nothing', async () => {
    await house.moveTo(PROMPT);
    await answer(house, otto, 'steady', { need: NEED, learning: 'Mine.', topics: 'Diagnostics' });
    await answer(house, iris, 'steady', { topics: 'Diagnostics' });
    await house.moveTo(DIGEST);
    const text = textOf(house.lastCard(forumChannel).card);
    expect(text.indexOf('Diagnostics')).toBeLessThan(text.indexOf('Mine.'));
    const other = text.indexOf('\nOther\n');
    expect(other).toBeGreaterThan(text.indexOf('Mine.'));
    expect(text.indexOf(NEED)).toBeGreaterThan(other);
  });

  test('is not told by what a correction adds: beside a late name it waits for three late answers', async () => {
    await house.moveTo(PROMPT);
    for (const who of [rosa, nina]) await answer(house, who, 'steady');
    await house.moveTo(DIGEST);
    await answer(house, otto, 'steady', { learning: 'Late, with a name.', need: NEED });
    expect(textOf(house.lastCard(personal(otto)).card)).toContain('only where nobody could tell whose it is');
    await house.moveTo('2026-11-10T08:00:00Z');
    const corrected = textOf(digestCard());
    expect(corrected).toContain('Late, with a name.');
    expect(corrected).not.toContain(NEED);
  });

  test('is in a correction where three came late, or none with a name', async () => {
    await house.moveTo(PROMPT);
    await answer(house, rosa, 'steady');
    await house.moveTo(DIGEST);
    await answer(house, otto, 'steady', { need: NEED });
    await house.moveTo('2026-11-10T08:00:00Z');
    expect(textOf(digestCard())).toContain(NEED);
    await answer(house, rosa, 'steady');
    await house.moveTo('2026-11-11T07:45:00Z');
    await answer(house, otto, 'steady', { need: 'Another lead.', learning: 'With a name.' });
    for (const who of [nina, iris]) await answer(house, who, 'steady');
    await house.moveTo('2026-11-17T08:00:00Z');
    expect(textOf(digestCard())).toContain('Another lead.');
  });

  function digestCard() {
    const posted = house.messages(forumChannel).map(({ activity }) => cardOf(activity) ?? {});
    return posted.findLast((card) => textOf(card).includes('have answered')) ?? {};
  }

  test('is quoted on nobody’s card after the weeks of keeping, nor learnings; and no table holds a word of it', async () => {
    const learning = 'A learning to pass on.';
    await house.moveTo(PROMPT);
    await answer(house, otto, 'steady', { need: NEED, learning });
    await house.moveTo(DIGEST);
    const items = await db().selectFrom('checkinItems').selectAll().execute();
    const idOf = (kind: string) => items.find((item) => item.kind === kind)?.id;
    await house.press(iris, forumChannel, 'checkin.offer', { need: idOf('need') }, house.lastCard(forumChannel));
    await pressOwn(house, otto, 'checkin.open');
    await house.press(
      iris,
      forumChannel,
      'checkin.share',
      { learning: idOf('learning') },
      house.lastCard(forumChannel),
    );
    await pressOwn(house, otto, 'checkin.agree', { answer: 'named' });
    const shown = () =>
      JSON.stringify([otto, iris].map((who) => house.messages(personal(who)).map(({ activity }) => activity)));
    expect(findIn(shown(), [NEED, learning])).toEqual([NEED, learning]);
    await house.moveTo('2026-11-10T08:00:00Z');
    await house.moveTo('2027-01-27T07:45:00Z');
    await house.settle();
    expect(findIn(shown(), [NEED, learning])).toEqual([]);
    await house.moveTo('2027-03-01T09:00:00Z');
    for (const { name } of await db().introspection.getTables()) {
      const rows = await db()
        .selectFrom(name as 'outbox')
        .selectAll()
        .execute();
      expect(findIn(JSON.stringify(rows), [NEED, learning]), name).toEqual([]);
    }
    const file = readFileSync(join(folder, 'clerk.db'));
    for (const words of [NEED, learning]) expect(file.includes(words)).toBe(false);
  });

  test('is nowhere after the weeks of keeping: not in the tables, the outbox, or any card', async () => {
    await round();
    await house.moveTo('2026-11-10T08:00:00Z');
    await house.moveTo('2027-01-27T07:45:00Z');
    await house.moveTo('2027-03-01T09:00:00Z');
    for (const name of [
      'checkinItems',
      'outbox',
      'audit',
      'inbox',
      'messages',
      'created',
      'unasked',
      'checkinRounds',
    ] as const) {
      expect(JSON.stringify(await db().selectFrom(name).selectAll().execute()), name).not.toContain(NEED);
    }
    const shown = [...house.messages(forumChannel), ...house.messages(personal(otto))];
    expect(JSON.stringify(shown.map(({ activity }) => activity))).not.toContain(NEED);
  });
});

describe('Somebody taken off the roster', () => {
  test('loses sight at once: their card, checkin, the digest’s buttons', async () => {
    await house.moveTo(PROMPT);
    await answer(house, rosa, 'steady', { learning: 'Labels print.' });
    const member = await db()
      .selectFrom('forumMembers')
      .selectAll()
      .where('name', '=', 'Rosa Marsh')
      .executeTakeFirstOrThrow();
    const forum = { forum: member.forumId };
    const view = await house.press(host, forumChannel, 'forum.roster', forum, firstForum());
    const removed = await house.presses(
      host,
      'roster.remove',
      { ...dataOf(view.card ?? {}, 'roster.remove'), member: member.id },
      { in: forumChannel },
    );
    expect(textOf(removed.card ?? {})).not.toContain('Rosa Marsh');
    const own = house.lastCard(personal(rosa));
    expect(textOf(own.card)).toContain('not on its roster');
    expect(textOf(own.card)).not.toContain('Labels print.');
    const { round: id } = await openRound();
    const pressed = await house.presses(rosa, 'checkin.answer', { round: id, state: 'steady' });
    expect(pressed.notice).toMatch(/Only people on the roster/);
    await house.says(rosa, 'checkin');
    expect(house.linesIn(personal(rosa)).at(-1)).toMatch(/No check-in is open/);
    await house.moveTo(DIGEST);
    const item = await db().selectFrom('checkinItems').select('id').executeTakeFirstOrThrow();
    const shared = await house.presses(rosa, 'checkin.share', { learning: item.id }, { in: forumChannel });
    expect(shared.notice).toMatch(/Only people on the roster/);
  });

  test('keeps no card that quotes somebody, and is not told of what they wrote any more', async () => {
    await house.moveTo(PROMPT);
    await answer(house, otto, 'steady', { need: NEED, offer: 'A checklist.', offerAs: 'unattributed' });
    await house.moveTo(DIGEST);
    const items = await db().selectFrom('checkinItems').selectAll().execute();
    const idOf = (kind: string) => items.find((item) => item.kind === kind)?.id;
    await house.press(iris, forumChannel, 'checkin.offer', { need: idOf('need') }, house.lastCard(forumChannel));
    await pressOwn(house, otto, 'checkin.open');
    const quoted = (who: typeof iris) => JSON.stringify(house.messages(personal(who))).includes(NEED);
    expect([quoted(iris), quoted(otto)]).toEqual([true, true]);
    for (const [who, name] of [
      [iris, 'Iris Bell'],
      [otto, 'Otto Kemp'],
    ] as const) {
      const member = await db()
        .selectFrom('forumMembers')
        .selectAll()
        .where('name', '=', name)
        .executeTakeFirstOrThrow();
      await house.presses(host, 'roster.remove', { forum: member.forumId, member: member.id }, { in: forumChannel });
      expect(quoted(who), name).toBe(false);
    }
    const before = house.messages(personal(otto)).length;
    await house.press(
      nina,
      forumChannel,
      'checkin.offer',
      { about: 'offer', offer: idOf('offer') },
      house.lastCard(forumChannel),
    );
    expect(house.messages(personal(otto))).toHaveLength(before);
  });

  function firstForum() {
    const found = house
      .messages(forumChannel)
      .find(({ activity }) => JSON.stringify(activity).includes('forum.roster'));
    const card = cardOf(found?.activity);
    if (!found || !card) throw new Error('There is no card of the forum.');
    return { id: found.id, card, thread: found.thread };
  }
});

async function openRound() {
  const round = await db()
    .selectFrom('checkinRounds')
    .select('id')
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return { round: round.id };
}

test('two forums of one person never mix: each shows its own, and what is said in one is not in the other', async () => {
  const second = team('Digital Leads', [rosa, iris, host], { channels: ['Leads'] });
  house.far.teams.push(second);
  await house.deliver(house.acts.installs(host, channel(second)));
  const leads = channel(second, 'Leads');
  const roster = ROSTER.split('\n')
    .filter((line) => /Rosa|Iris/.test(line))
    .join('\n');
  const saved = await house.presses(
    host,
    'forum.save',
    { name: 'Leads', weekday: 'wednesday', members: 'list', roster },
    { in: leads },
  );
  expect(saved.card).toBeDefined();
  await house.moveTo(PROMPT);
  await house.says(rosa, 'checkin');
  const which = house.lastCard(personal(rosa));
  expect(textOf(which.card)).toContain('Several check-ins are open');
  const forums = await db().selectFrom('forums').selectAll().execute();
  const rounds = await db().selectFrom('checkinRounds').selectAll().execute();
  const roundNamed = (name: string) =>
    rounds.find(({ forumId }) => forumId === forums.find((one) => one.name === name)?.id)?.id;
  await house.presses(rosa, 'checkin.answer', { round: roundNamed('Leads'), state: 'need-help' });
  await house.presses(rosa, 'checkin.add', { round: roundNamed('Leads'), learning: 'Only for the leads.' });
  const other = await house.presses(rosa, 'checkin.view', { round: roundNamed('CCIOs of Westshire') });
  expect(textOf(other.card ?? {})).not.toContain('Only for the leads.');
  expect(roundOf(other.card ?? {}).round).toBe(roundNamed('CCIOs of Westshire'));
  await answer(house, iris, 'steady');
  await house.presses(iris, 'checkin.answer', { round: roundNamed('CCIOs of Westshire'), state: 'steady' });
  await house.moveTo(DIGEST);
  expect(JSON.stringify(house.messages(leads))).toContain('Only for the leads.');
  expect(JSON.stringify(house.messages(forumChannel))).not.toContain('Only for the leads.');
});
