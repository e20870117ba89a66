import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  cabinetChannel,
  cardsIn,
  chat,
  doctor,
  handler,
  lead,
  nurse,
  openWard,
  raise,
  storesChannel,
} from '../issues/ward.ts';
import { conversationOf } from '../support/activities.ts';
import { dataOf, type House, inputOf, person, personal, textOf, verbsOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import type { Person } from '../support/world.ts';
import { answerWith, DID, desk, group, latestStatement, PLAN, publish, write } from './board.ts';

const colleague = person('Cara Dunn');
/** The far side knows no group chats: this one has the id of a channel. */
const GROUP = conversationOf(storesChannel);

describe('A statement', () => {
  let house: House;
  beforeEach(async () => {
    house = await openWard({ people: [colleague] });
  });
  afterEach(() => house.stop());

  const about = (place: Parameters<House['lastCard']>[0], words: string) =>
    cardsIn(house, place).filter(({ card }) => textOf(card).includes(words));

  test('is filled in with the theme, how many people and which dates', async () => {
    const issues = [await raise(house), await raise(house, {}, doctor)];
    const theme = await group(house, 'labels print blank', issues);
    const form = await house.presses(lead, 'statement.form', { theme }, { in: desk });
    expect(inputOf(form.card ?? {}, 'said')?.value).toBe(
      '2 people told us on Wednesday 25 November 2026: labels print blank',
    );
  });

  test('is previewed with whom it reaches, then goes to the channel, the wall, and the raiser', async () => {
    const theme = await group(house, 'Labels', [await raise(house)]);
    const preview = await write(house, theme);
    expect(textOf(preview.card ?? {})).toContain('in person to 1 person who waits for it');
    expect(about(cabinetChannel, DID.words)).toHaveLength(0);
    await publish(house, preview);
    expect(about(cabinetChannel, DID.words)).toHaveLength(1);
    expect(textOf(house.lastCard(chat).card)).toContain('You said, we did: an answer for you');
    expect(textOf(house.lastCard(chat).card)).toContain(DID.words);
    await house.says(doctor, 'you said');
    expect(textOf(house.lastCard(personal(doctor)).card)).toContain(DID.words);
    expect(about(personal(handler), DID.words)).toHaveLength(0);
  });

  test('reaches each person in one message for all that is published together', async () => {
    const issues = [await raise(house), await raise(house, { title: 'Log-in is slow' })];
    for (const [index, issue] of issues.entries()) {
      const theme = await group(house, `Theme ${index}`, [issue]);
      await write(house, theme, { words: `Answer ${index}` });
    }
    const before = house.messages(chat).length;
    await house.says(lead, 'themes');
    await house.press(lead, desk, 'theme.view');
    await house.press(lead, desk, 'statement.preview');
    await house.press(lead, desk, 'statement.publish');
    expect(house.messages(chat)).toHaveLength(before + 1);
    const shown = textOf(house.lastCard(chat).card);
    expect(shown).toContain('Answer 0');
    expect(shown).toContain('Answer 1');
  });

  test('is published once, however often Teams sends the click', async () => {
    const theme = await group(house, 'Labels', [await raise(house)]);
    const preview = await write(house, theme);
    await publish(house, preview);
    const again = await publish(house, preview);
    expect(textOf(again.card ?? {})).toContain(DID.words);
    expect(about(cabinetChannel, DID.words)).toHaveLength(1);
    expect(about(chat, DID.words)).toHaveLength(1);
  });

  test('is published as it was read: what was changed since is refused, and nothing goes out', async () => {
    const theme = await group(house, 'Labels', [await raise(house)]);
    const read = await write(house, theme, { link: 'https://intranet.example/labels' });
    expect(textOf(read.card ?? {})).toContain('https://intranet.example/labels');
    for (const changed of [{ words: 'Nothing will change.' }, { link: 'https://intranet.example/other' }]) {
      const now = await write(house, theme, { link: 'https://intranet.example/labels', ...changed });
      const late = await publish(house, read);
      expect(late.notice).toBe(
        'Something here was changed since you looked, so nothing was published. Write themes to read it again.',
      );
      expect(textOf(now.card ?? {})).toContain(Object.values(changed)[0] ?? '?');
    }
    expect(about(cabinetChannel, 'labels')).toHaveLength(0);
    // Written as it was read, it is what was read.
    await write(house, theme, { link: 'https://intranet.example/labels' });
    await publish(house, read);
    expect(about(cabinetChannel, DID.words)).toHaveLength(1);
  });

  test('tells nobody the same answer twice', async () => {
    const issue = await raise(house);
    const theme = await answerWith(house, [issue]);
    expect((await write(house, theme)).notice).toContain('says the same as the last statement');
    await answerWith(house, [issue], {}, 'The same under another name');
    expect(about(chat, DID.words)).toHaveLength(1);
  });

  test('needs a reason where it could not be done, and a date where more is to come', async () => {
    const theme = await group(house, 'Labels', [await raise(house)]);
    expect((await write(house, theme, { outcome: 'could-not', words: ' ' })).notice).toContain('say why');
    expect((await write(house, theme, { outcome: 'plan' })).notice).toContain('When: ');
    expect((await write(house, theme, { outcome: 'plan', when: '2026-11-25' })).notice).toContain('When: ');
    expect((await write(house, theme, { outcome: 'thanks', words: '' })).card).toBeDefined();
    expect((await write(house, theme, { link: 'http://plain.example' })).notice).toContain('Link: ');
    expect((await write(house, theme, { words: 'For 999 123 4567' })).notice).toContain('What, or because: ');
  });

  test('of what is planned comes back to its owner on its date, and each week until it ends', async () => {
    const theme = await answerWith(house, [await raise(house)], PLAN);
    expect(textOf(house.lastCard(chat).card)).toContain('We plan to, by 16 December 2026');
    await house.moveTo('2026-12-15T10:00:00Z');
    await house.settle();
    expect(about(desk, 'This waits for you')).toHaveLength(0);
    await house.moveTo('2026-12-16T10:00:00Z');
    await house.settle();
    await house.moveTo('2026-12-17T10:00:00Z');
    await house.settle();
    expect(about(desk, 'This waits for you')).toHaveLength(1);
    await house.moveTo('2026-12-23T10:00:00Z');
    await house.settle();
    expect(about(desk, 'This waits for you')).toHaveLength(2);
    const form = await house.press(lead, desk, 'statement.form');
    expect(inputOf(form.card ?? {}, 'said')?.value).toBe(PLAN.said);
    await publish(house, await write(house, theme));
    await house.moveTo('2027-01-06T10:00:00Z');
    await house.settle();
    expect(about(desk, 'This waits for you')).toHaveLength(1);
    const { db } = house.clerk.store;
    expect(await db.selectFrom('unasked').select('id').where('kind', '=', 'statement.due').execute()).toHaveLength(2);
    expect(textOf(house.lastCard(chat).card)).toContain(DID.words);
    expect(about(chat, 'This has been answered again since.')).toHaveLength(1);
    await house.says(doctor, 'you said');
    expect(textOf(house.lastCard(personal(doctor)).card)).not.toContain(PLAN.words);
  });

  test('of what is planned ends in what was done or why it could not be, not in thanks', async () => {
    const theme = await answerWith(house, [await raise(house)], PLAN);
    const thanked = await write(house, theme, { outcome: 'thanks', words: 'Thank you' });
    expect(thanked.notice).toBe(
      'Outcome: people were told that more would come. Say what was done, or why it could not be.',
    );
    expect((await write(house, theme, { outcome: 'could-not', words: 'No money.' })).card).toBeDefined();
  });

  test('of an issue is told in person, and asked about, to those who joined it too; not to who took that back', async () => {
    const issue = await raise(house);
    await join(doctor);
    await join(colleague);
    const theme = await group(house, 'Labels', [issue]);
    const preview = await write(house, theme);
    expect(textOf(preview.card ?? {})).toContain('in person to 3 people who wait for it');
    await house.press(colleague, personal(colleague), 'issue.withdraw');
    await publish(house, preview);
    const heard = [nurse, doctor, colleague].map((who) => about(personal(who), 'an answer for you').length);
    expect(heard).toEqual([1, 1, 0]);
    await house.moveTo('2027-01-06T10:00:00Z');
    await house.settle();
    const asked = [nurse, doctor, colleague].map((who) => about(personal(who), 'Did it help?').length);
    expect(asked).toEqual([1, 1, 0]);
  });

  test('can be asked more of those who raised or joined its issue, in a poll', async () => {
    await raise(house);
    await join(doctor);
    await house.says(lead, 'poll');
    const form = { question: 'Is it better?', kind: 'single', choices: 'Yes\nNo', audience: 'about', about: 'CAB-1' };
    const preview = await house.press(lead, desk, 'poll.create', form);
    expect(textOf(preview.card ?? {})).toContain('This reaches 2 people');
    await house.press(lead, desk, 'poll.send');
    for (const who of [nurse, doctor]) expect(about(personal(who), 'Is it better?')).toHaveLength(1);
    expect(about(personal(colleague), 'Is it better?')).toHaveLength(0);
  });

  async function join(who: Person): Promise<void> {
    await house.says(who, 'raise');
    await house.press(who, personal(who), 'issue.start', { harm: 'no' });
    await house.press(who, personal(who), 'issue.raise', { title: 'Blank labels printed' });
    const joined = await house.press(who, personal(who), 'issue.metoo');
    if (!joined.card) throw new Error(joined.notice ?? 'no card');
  }

  test('of what is planned for a later day, in the same words, is news to those who wait', async () => {
    const theme = await answerWith(house, [await raise(house)], PLAN);
    await publish(house, await write(house, theme, { ...PLAN, when: '2027-01-20' }));
    expect(textOf(house.lastCard(chat).card)).toContain('We plan to, by 20 January 2027');
  });

  test('that is to go on tells who pressed "Tell me" what came of it', async () => {
    const theme = await answerWith(house, [await raise(house)], PLAN);
    await house.says(doctor, 'you said');
    const pressed = await house.press(doctor, personal(doctor), 'statement.follow');
    expect(pressed.notice).toContain('You will hear from me');
    await publish(house, await write(house, theme));
    expect(textOf(house.lastCard(personal(doctor)).card)).toContain('an answer for you');
    expect(verbsOf(house.lastCard(personal(doctor)).card)).not.toContain('statement.follow');
  });

  test('goes to those who run the team when its owner has left', async () => {
    await answerWith(house, [await raise(house)], PLAN);
    const { db } = house.clerk.store;
    const rosa = await db
      .selectFrom('people')
      .selectAll()
      .where('objectId', '=', handler.objectId)
      .executeTakeFirstOrThrow();
    await db.updateTable('statements').set({ ownerId: 'gone' }).execute();
    await db.updateTable('teamRoles').set({ role: 'deputy' }).where('personId', '=', rosa.id).execute();
    await house.moveTo('2026-12-16T10:00:00Z');
    await house.settle();
    expect(about(personal(handler), 'This waits for you')).toHaveLength(1);
  });

  test('is reminded of weekly while a theme has none: its owner three times, then those who run the team', async () => {
    await group(house, 'Labels', [await raise(house)]);
    const { db } = house.clerk.store;
    await db.updateTable('teamRoles').set({ role: 'deputy' }).where('role', '=', 'handler').execute();
    const seen: [number, number][] = [];
    for (const day of ['2026-12-01', '2026-12-02', '2026-12-09', '2026-12-16', '2026-12-23']) {
      await house.moveTo(`${day}T10:00:00Z`);
      await house.settle();
      await house.moveTo(`${day}T11:00:00Z`);
      await house.settle();
      seen.push([about(desk, 'has no answer yet').length, about(personal(handler), 'has no answer yet').length]);
    }
    expect(seen).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 1],
    ]);
    expect(verbsOf(house.lastCard(desk).card)).toEqual(['theme.list']);
  });

  test('asks those who said it after six weeks whether it helped, once; they can change their answer', async () => {
    await answerWith(house, [await raise(house)]);
    await house.moveTo('2027-01-05T10:00:00Z');
    await house.settle();
    expect(about(chat, 'Did it help?')).toHaveLength(0);
    await house.moveTo('2027-01-06T10:00:00Z');
    await house.settle();
    await house.moveTo('2027-01-13T10:00:00Z');
    await house.settle();
    expect(about(chat, 'Did it help?')).toHaveLength(1);
    await house.press(nurse, chat, 'statement.helped', { helped: 'no', comment: 'Still slow' });
    const changed = await house.press(nurse, chat, 'statement.helped', { helped: 'little', comment: '' });
    expect(textOf(changed.card ?? {})).toContain('that is counted');
    expect(await house.clerk.store.db.selectFrom('statementHelp').select(['helped', 'words']).execute()).toEqual([
      { helped: 'little', words: '' },
    ]);
    const { id: statement } = await latestStatement(house);
    const other = await house.presses(doctor, 'statement.helped', { statement, helped: 'yes' });
    expect(other.notice).toMatch(/^Only those who answered/);
  });

  test('asks on the day that was chosen, and asks nobody of what could not be done', async () => {
    await answerWith(house, [await raise(house)], { reviewOn: '2026-12-02' });
    await answerWith(
      house,
      [await raise(house, { title: 'Log-in' })],
      { outcome: 'could-not', words: 'No money.' },
      'Log-in',
    );
    await house.moveTo('2026-12-02T10:00:00Z');
    await house.settle();
    await house.moveTo('2027-03-02T10:00:00Z');
    await house.settle();
    expect(about(chat, 'Did it help?')).toHaveLength(1);
  });

  test('is not read by people of another tenant or of no organisation here', async () => {
    await answerWith(house, [await raise(house)], PLAN);
    const { organisationId } = await latestStatement(house);
    const { id } = await house.clerk.store.db.selectFrom('organisations').selectAll().executeTakeFirstOrThrow();
    expect(id).toBe(organisationId);
    const asked = await house.presses(doctor, 'statement.list', { list: 'wall', of: 'another' });
    expect(asked.notice).toMatch(/^There is no such statement/);
  });

  test('is read in any chat: a group’s too, where nobody of another organisation can read along', async () => {
    await answerWith(house, [await raise(house)]);
    const saysInGroup = async () => {
      const said = house.acts.says(nurse, 'you said');
      const conversation = { conversationType: 'groupChat', isGroup: true, tenantId: nurse.tenantId, id: GROUP };
      await house.deliver({ ...said, conversation });
      return house.far.sent.findLast(({ conversationId }) => conversationId === GROUP)?.activity;
    };
    expect(textOf(cardOf(await saysInGroup()) ?? {})).toContain(DID.words);
    const { db } = house.clerk.store;
    const one = await db.selectFrom('organisations').selectAll().executeTakeFirstOrThrow();
    await db
      .insertInto('organisations')
      .values({ ...one, id: 'another', name: 'Eastvale Hospitals' })
      .execute();
    expect((await saysInGroup())?.text).toContain('Ask me that in our own chat');
  });

  test('shows no button for what no longer goes on', async () => {
    await answerWith(house, [await raise(house)], { link: 'https://intranet.example/labels' });
    expect(verbsOf(house.lastCard(cabinetChannel).card)).toEqual([]);
    expect(() => dataOf(house.lastCard(chat).card, 'statement.follow')).toThrow();
  });
});
