// Triage: the new issues one by one in a handler's own chat, and what the person who raised them hears of it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ClickAnswer, type House, inputOf, personal, textOf, verbsOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import {
  answer,
  cardsIn,
  chat,
  doctor,
  flag,
  handler,
  historyOf,
  lead,
  nurse,
  openWard,
  raise,
  safety,
  stored,
  take,
} from './ward.ts';

let house: House;
beforeEach(async () => {
  house = await openWard();
});
afterEach(() => house.stop());

const mine = personal(handler);

/** The card that is shown in the handler's chat, as words. */
function shown(answered?: ClickAnswer): string {
  return textOf(answered?.card ?? house.lastCard(mine).card);
}

/** How many messages the raiser has got that are not their receipts. */
function newsOf(place = chat): string[] {
  return cardsIn(house, place)
    .map(({ card }) => textOf(card))
    .filter((text) => !text.includes('Priority: '));
}

describe('triage', () => {
  test('goes through ten issues with eleven acts: one word and a press for each', async () => {
    for (let at = 1; at <= 12; at += 1) await raise(house, { title: `Screen ${at} is dark` });
    let acts = 1;
    await house.says(handler, 'triage');
    const seen: string[] = [];
    for (let at = 1; at <= 10; at += 1) {
      expect(shown()).toContain(`${at} of 10`);
      seen.push(/CAB-\d+/.exec(shown())?.[0] ?? '');
      const inputs = at % 2 ? { starter: 'in-progress' } : { reply: 'We ordered a cable.', starter: '' };
      const pressed = await house.press(handler, mine, at % 5 ? 'triage.reply' : 'triage.take', inputs);
      expect(pressed.notice).toBeUndefined();
      acts += 1;
    }
    expect(acts).toBe(11);
    expect(seen).toEqual(Array.from({ length: 10 }, (_, index) => `CAB-${index + 1}`));
    expect(shown()).toContain('That was the last of these');
    expect(shown()).toContain('2 new issues wait.');
    const { db } = house.clerk.store;
    const left = await db
      .selectFrom('issues')
      .select('reference')
      .where('state', '=', 'new')
      .orderBy('number')
      .execute();
    expect(left.map(({ reference }) => reference)).toEqual(['CAB-11', 'CAB-12']);
    await house.press(handler, mine, 'triage.start');
    expect(shown()).toContain('1 of 2');
  });

  test('shows what could harm first, and then the oldest; a safety concern to clinical safety alone', async () => {
    const first = await raise(house);
    await house.says(doctor, 'raise');
    await house.press(doctor, personal(doctor), 'issue.start', { harm: 'could' });
    await house.press(doctor, personal(doctor), 'issue.raise', { title: 'Doses are cut off' });
    const concern = await flag(house);
    await house.says(handler, 'triage');
    expect(shown()).toContain('Doses are cut off');
    expect(shown()).toContain('1 of 2');
    const next = await house.press(handler, mine, 'triage.next');
    expect(shown(next)).toContain(first.reference);
    await house.says(safety, 'triage');
    const theirs = textOf(house.lastCard(personal(safety)).card);
    expect(theirs).toContain(concern.reference);
    expect(theirs).toContain('only clinical safety');
  });

  test('has four replies to begin from, which can be edited before they are sent', async () => {
    const issue = await raise(house);
    await house.says(handler, 'triage');
    const choices = inputOf(house.lastCard(mine).card, 'starter')?.choices as { value: string }[];
    expect(choices).toHaveLength(4);
    const edited = await house.press(handler, mine, 'triage.words', { starter: 'waiting' });
    const words = String(inputOf(edited.card ?? {}, 'reply')?.value);
    expect(words).toContain('which computer');
    await house.press(handler, mine, 'triage.reply', { starter: 'waiting', reply: `${words} Is it on ward 4?` });
    expect(await stored(house, issue)).toMatchObject({ state: 'waiting', reply: `${words} Is it on ward 4?` });
  });

  test('passes one on to somebody who handles the cabinet, and they are told; to nobody else', async () => {
    const issue = await raise(house);
    const person = async (who: typeof lead) =>
      (
        await house.clerk.store.db
          .selectFrom('people')
          .selectAll()
          .where('objectId', '=', who.objectId)
          .executeTakeFirst()
      )?.id;
    await house.says(handler, 'triage');
    const wrong = await house.press(handler, mine, 'triage.pass', { person: await person(nurse) });
    expect(wrong.notice).toMatch(/^Pass to: choose somebody/);
    await house.press(handler, mine, 'triage.pass', { person: await person(lead), why: 'You know printers.' });
    expect(await stored(house, issue)).toMatchObject({ ownerId: await person(lead), state: 'triaged' });
    expect(textOf(house.lastCard(personal(lead)).card)).toContain('Passed on: Sam Okafor: You know printers.');
    expect(shown()).toContain('That was the last of these');
  });

  test('merges one into what it is the same as, and goes on; into itself or what is none, it says so and stays', async () => {
    const first = await raise(house);
    const same = await raise(house, { title: 'Blank labels, ward 9' }, doctor);
    await raise(house, { title: 'No login' });
    await house.says(handler, 'triage');
    await house.press(handler, mine, 'triage.next');
    expect(shown()).toContain(`Perhaps the same as: \n${first.reference}`);
    expect((await house.press(handler, mine, 'triage.same', { into: same.reference })).notice).toContain(
      'issue itself',
    );
    expect((await house.press(handler, mine, 'triage.same', { into: 'CAB-99' })).notice).toMatch(/^Same as: /);
    expect(shown()).toContain('2 of 3');
    await house.press(handler, mine, 'triage.same', { into: first.reference });
    expect(await stored(house, same)).toMatchObject({ state: 'duplicate', duplicateOf: first.id });
    expect(shown()).toContain('3 of 3');
    expect(shown()).toContain('No login');
  });

  test('says who has an issue that somebody else took meanwhile, and passes over it next time', async () => {
    const issue = await raise(house);
    await raise(house, { title: 'Screens are dark' });
    await house.says(handler, 'triage');
    await take(house, issue, lead);
    const late = await house.press(handler, mine, 'triage.take');
    expect(late.notice).toBe('CAB-1: Sam Okafor has it already.');
    const next = await house.press(handler, mine, 'triage.next');
    expect(shown(next)).toContain('CAB-2');
  });

  test('neither answers nor passes on what somebody else has by now', async () => {
    const issue = await raise(house);
    await house.says(handler, 'triage');
    await take(house, issue, lead);
    const replied = await house.press(handler, mine, 'triage.reply', { starter: 'resolved', reply: 'A new cable.' });
    expect(replied.notice).toBe('CAB-1: Sam Okafor has it already.');
    const { db } = house.clerk.store;
    const to = await db.selectFrom('people').select('id').where('objectId', '=', handler.objectId).executeTakeFirst();
    const passed = await house.press(handler, mine, 'triage.pass', { person: to?.id });
    expect(passed.notice).toBe('CAB-1: Sam Okafor has it already.');
    expect(await stored(house, issue)).toMatchObject({ state: 'triaged', reply: '' });
  });

  test('goes on with what waits behind what was left for later; then that comes again', async () => {
    for (let at = 1; at <= 12; at += 1) await raise(house, { title: `Screen ${at} is dark` });
    await house.says(handler, 'triage');
    for (let at = 1; at <= 10; at += 1) await house.press(handler, mine, 'triage.next');
    await house.press(handler, mine, 'triage.start');
    expect(shown()).toContain('1 of 2');
    expect(shown()).toContain('CAB-11');
    for (let at = 1; at <= 2; at += 1) await house.press(handler, mine, 'triage.next');
    await house.press(handler, mine, 'triage.start');
    expect(shown()).toContain('CAB-1\n');
  });

  test('moves on once for a press that Teams sends twice', async () => {
    const issue = await raise(house);
    await raise(house, { title: 'Screens are dark' });
    await house.says(handler, 'triage');
    const card = house.lastCard(mine);
    await house.press(handler, mine, 'triage.reply', { starter: 'in-progress' }, card);
    const again = await house.press(handler, mine, 'triage.reply', { starter: 'in-progress' }, card);
    expect(shown(again)).toContain('CAB-2');
    expect((await historyOf(house, issue)).filter(({ kind }) => kind === 'updated')).toHaveLength(1);
  });

  test('is for handlers, in their own round; and has nothing to show when nothing is new', async () => {
    await house.says(doctor, 'triage');
    expect(house.linesIn(personal(doctor)).at(-1)).toMatch(/^Only those who handle/);
    await house.says(handler, 'triage');
    expect(house.linesIn(mine).at(-1)).toMatch(/^Nothing new waits/);
    await raise(house);
    await house.says(handler, 'triage');
    const { id, card } = house.lastCard(mine);
    const theirs = await house.press(lead, mine, 'triage.next', {}, { id, card, thread: '' });
    expect(theirs.notice).toMatch(/^This form is out of date/);
  });
});

describe('What is changed in triage', () => {
  test('within ten minutes reaches the person who raised it as one message, with the last words', async () => {
    const issue = await raise(house);
    await house.says(handler, 'triage');
    const card = house.lastCard(mine);
    await house.press(handler, mine, 'triage.reply', { starter: 'waiting', reply: 'Which printer?' }, card);
    await house.press(handler, mine, 'triage.reply', { starter: 'resolved', reply: 'A new cable.' }, card);
    expect(newsOf()).toEqual([]);
    expect(textOf(cardsIn(house, chat)[0]?.card ?? {})).toContain('Resolved');
    await house.moveTo(new Date(house.now().getTime() + 9 * 60_000));
    expect(newsOf()).toEqual([]);
    await house.moveTo(new Date(house.now().getTime() + 60_000));
    expect(newsOf()).toHaveLength(1);
    expect(newsOf()[0]).toContain('A new cable.');
    expect(newsOf()[0]).toContain('Did this fix it?');
    expect(await stored(house, issue)).toMatchObject({ state: 'resolved' });
  });

  test('is told with what a channel’s card changes, which does not wait', async () => {
    const issue = await raise(house);
    await house.says(handler, 'triage');
    await house.press(handler, mine, 'triage.reply', { starter: 'waiting', reply: 'Which printer?' });
    await answer(house, issue, 'resolved', 'A new cable.');
    expect(newsOf()).toHaveLength(1);
    expect(newsOf()[0]).toContain('A new cable.');
    await house.moveTo(new Date(house.now().getTime() + 11 * 60_000));
    expect(newsOf()).toHaveLength(1);
    expect(cardOf(house.messages(chat).at(-1)?.activity)).toBeDefined();
  });

  test('is not said any more once it is overtaken: newer words are said in its place, or nothing is', async () => {
    const later = () => house.moveTo(new Date(house.now().getTime() + 11 * 60_000));
    const asked = { starter: 'waiting', reply: 'Which printer?' };
    const first = await raise(house);
    await house.says(handler, 'triage');
    await house.press(handler, mine, 'triage.reply', asked);
    await answer(house, first, 'in-progress', 'We ordered a cable.', handler);
    expect(newsOf()).toEqual([]);
    await later();
    expect(newsOf()).toHaveLength(1);
    expect(newsOf()[0]).toContain('News about your issue');
    expect(newsOf()[0]).toContain('We ordered a cable.');

    const second = await raise(house, { title: 'Screens are dark' });
    await house.says(handler, 'triage');
    await house.press(handler, mine, 'triage.reply', asked);
    await answer(house, second, 'in-progress', '', handler);
    await later();
    expect(newsOf()).toHaveLength(1);

    const third = await raise(house, { title: 'No login' });
    await house.says(handler, 'triage');
    await house.press(handler, mine, 'triage.reply', { starter: 'resolved', reply: 'A new cable.' });
    await house.presses(nurse, 'issue.notFixed', { issue: third.id, comment: 'It is dark again' }, { in: chat });
    await later();
    expect(newsOf()).toHaveLength(1);
    expect(await stored(house, third)).toMatchObject({ state: 'in-progress' });
  });

  test('also of two issues of the same person is a message for each', async () => {
    await raise(house);
    await raise(house, { title: 'Screens are dark' });
    await house.says(handler, 'triage');
    await house.press(handler, mine, 'triage.reply', { starter: 'in-progress' });
    await house.press(handler, mine, 'triage.reply', { starter: 'resolved' });
    await house.moveTo(new Date(house.now().getTime() + 11 * 60_000));
    expect(newsOf()).toHaveLength(2);
    expect(verbsOf(house.lastCard(chat).card)).toContain('issue.fixed');
  });
});
