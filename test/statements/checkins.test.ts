// A need of a check-in as something to be grouped and answered: only with its author's word, and without their name.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answer, facilitator, forumChannel, host, iris, openRegion, otto, rosa } from '../checkins/region.ts';
import { type Card, channel, dataOf, type House, inputOf, personal, textOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import type { Person } from '../support/world.ts';
import { DID } from './board.ts';

const [PROMPT, DIGEST] = ['2026-11-03T08:00:00Z', '2026-11-04T07:45:00Z'];
const NEED = 'Somebody who has moved a laboratory system';
const general = forumChannel.kind === 'channel' ? channel(forumChannel.team) : forumChannel;

describe('A need of a check-in', () => {
  let house: House;
  beforeEach(async () => {
    house = await openRegion();
    await house.presses(facilitator, 'team.save', SETTINGS, { in: general });
    await house.moveTo(PROMPT);
    await answer(house, otto, 'steady', { need: NEED });
    await answer(house, iris, 'steady', { need: 'A lead', needAs: 'named' });
    await answer(house, rosa, 'steady', { need: 'Never to be passed on' });
    await house.moveTo(DIGEST);
  });
  afterEach(() => house.stop());

  const SETTINGS = { facilitators: facilitator.objectId, organisation: 'Westshire ICB' };

  async function itemOf(words: string): Promise<string> {
    const { db } = house.clerk.store;
    const items = db.selectFrom('checkinItems').select('id').where('words', '=', words);
    return (await items.executeTakeFirstOrThrow()).id;
  }

  /** Iris asks to pass it on; its author says so. */
  async function agree(author: Person, words: string, says: string): Promise<void> {
    await house.presses(iris, 'checkin.share', { learning: await itemOf(words) }, { in: forumChannel });
    await house.press(author, personal(author), 'checkin.agree', { answer: says });
  }

  /** What the host can group at the forum. */
  async function offered(who = host): Promise<string[]> {
    await house.says(who, 'themes');
    const asking = (inputOf(house.lastCard(personal(who)).card, 'asking')?.choices ?? []) as { value: string }[];
    const forum = asking.find(({ value }) => value.startsWith('forum:'))?.value ?? '';
    const form = await house.press(who, personal(who), 'theme.form', { asking: forum });
    return ((inputOf(form.card ?? {}, 'parts')?.choices ?? []) as { title: string }[]).map(({ title }) => title);
  }

  test('is there to be grouped by the host only once its author agreed, and while they do', async () => {
    expect(await offered()).toEqual([]);
    await agree(otto, NEED, 'unattributed');
    await agree(rosa, 'Never to be passed on', 'no');
    expect(await offered()).toEqual([NEED]);
    expect(await offered(facilitator)).toEqual([NEED]);
    await house.says(iris, 'themes');
    expect(house.linesIn(personal(iris)).at(-1)).toMatch(/^Only the person who asked/);
    const { share } = await house.clerk.store.db
      .selectFrom('checkinShares')
      .select('id as share')
      .where('state', '=', 'unattributed')
      .executeTakeFirstOrThrow();
    await house.presses(otto, 'checkin.agree', { share, answer: 'no' });
    expect(await offered()).toEqual([]);
  });

  test.each(['unattributed', 'named'])(
    'shown without its author and agreed to %s is answered in the channel without who said it',
    async (says) => {
      await agree(otto, NEED, says);
      await offered();
      await house.press(host, personal(host), 'theme.save', { name: 'Moving a laboratory', parts: await partsHere() });
      const card = textOf(house.lastCard(personal(host)).card);
      expect(card).toContain(NEED);
      for (const secret of [otto.name, 'Southmere']) expect(card).not.toContain(secret);
      // It was shown without its author in the digest: it is counted as nobody's, whatever was agreed since.
      const write = await house.press(host, personal(host), 'statement.form');
      expect(inputOf(write.card ?? {}, 'said')?.value).toContain('Some people told us');
      await house.press(host, personal(host), 'statement.save', { ...DID, said: 'You asked for a hand', reviewOn: '' });
      await house.press(host, personal(host), 'statement.publish');
      const posted = house.messages(forumChannel).map(({ activity }) => textOf(cardOf(activity) ?? {}));
      expect(posted.at(-1)).toContain(DID.words);
      await house.moveTo('2026-12-16T10:00:00Z');
      await house.settle();
      const asked = (who: Person) => textOf(house.lastCard(personal(who)).card).includes('Did it help?');
      expect([otto, rosa].map(asked)).toEqual([true, false]);
    },
  );

  test('shown and agreed to with its author’s name is counted as said by one person, whose name goes nowhere', async () => {
    await house.presses(rosa, 'checkin.share', { learning: await itemOf('A lead') }, { in: forumChannel });
    await house.press(iris, personal(iris), 'checkin.agree', { answer: 'named' });
    await offered();
    const saved = await house.press(host, personal(host), 'theme.save', { name: 'Leads', parts: await partsHere() });
    expect(textOf(saved.card ?? {})).not.toContain(iris.name);
    const write = await house.press(host, personal(host), 'statement.form');
    expect(inputOf(write.card ?? {}, 'said')?.value).toContain('1 person told us');
    // Where a second who asks is told no name, or no, that holds for all.
    await house.presses(otto, 'checkin.share', { learning: await itemOf('A lead') }, { in: forumChannel });
    await house.press(iris, personal(iris), 'checkin.agree', { answer: 'unattributed' });
    const again = await house.press(host, personal(host), 'statement.form', {}, theme(saved));
    expect(inputOf(again.card ?? {}, 'said')?.value).toContain('Some people told us');
  });

  function theme({ card }: { card: Card | undefined }) {
    return { ...house.lastCard(personal(host)), card: card ?? {} };
  }

  async function partsHere(): Promise<string> {
    const form = house.lastCard(personal(host)).card;
    expect(dataOf(form, 'theme.save')).toBeDefined();
    return ((inputOf(form, 'parts')?.choices ?? []) as { value: string }[]).map(({ value }) => value).join(',');
  }
});
