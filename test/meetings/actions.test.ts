import { afterEach, describe, expect, test } from 'vitest';
import { dataOf, personal, textOf, verbsOf } from '../support/clerk.ts';
import { act, cardWith, member, openRoom, owner, type Room, room, STARTS, stranger, third } from './room.ts';

let house: Room;
afterEach(() => house.stop());

async function take(what: string, due: string, who = member): Promise<string> {
  const answer = await act(house, owner, 'action.add', { what, who: who.objectId, due });
  if (!answer.card) throw new Error(answer.notice);
  const rows = await house.clerk.store.db.selectFrom('actions').select('id').where('what', '=', what).execute();
  return rows[0]?.id ?? '';
}

function reminders(who = member): number {
  return house.messages(personal(who)).filter(({ activity }) => /due soon/.test(JSON.stringify(activity))).length;
}

async function opened(): Promise<void> {
  house = await openRoom();
  await house.moveTo(STARTS);
}

describe('An action', () => {
  test('is reminded of once, 2 working days before it is due', async () => {
    await opened();
    await take('Ask the supplier', '2027-03-16');
    await house.moveTo('2027-03-12T08:59:00Z');
    expect(reminders()).toBe(0);
    await house.moveTo('2027-03-12T09:00:00Z');
    await house.moveTo('2027-03-15T09:00:00Z');
    expect(reminders()).toBe(1);
    const { card } = house.lastCard(personal(member));
    expect(textOf(card)).toContain('Ask the supplier\nBy Tuesday 16 March 2027 (Clinical informatics team)');
    expect(reminders(owner)).toBe(0);
  });

  test('counts working days: over Easter the reminder comes on Wednesday for Tuesday', async () => {
    await opened();
    await take('Ask the supplier', '2027-03-30');
    await house.moveTo('2027-03-23T09:00:00Z');
    expect(reminders()).toBe(0);
    await house.moveTo('2027-03-24T09:00:00Z');
    expect(reminders()).toBe(1);
  });

  test('is not reminded of when it is done, taken on that late, or its owner has left', async () => {
    await opened();
    const done = await take('Done in time', '2027-03-16');
    await take('Taken on late', '2027-03-11');
    await take('Left behind', '2027-03-16', third);
    await house.presses(member, 'action.done', { action: done });
    house.far.teams[0] = { ...(house.far.teams[0] as (typeof house.far.teams)[number]), members: [owner, member] };
    await house.deliver(house.acts.leaves([third], room));
    for (const day of ['10', '11', '12']) await house.moveTo(`2027-03-${day}T09:00:00Z`);
    expect([reminders(), reminders(third)]).toEqual([0, 0]);
  });

  test('is done at a press on its reminder, which then says so', async () => {
    await opened();
    await take('Ask the supplier', '2027-03-16');
    await house.moveTo('2027-03-12T09:00:00Z');
    const pressed = await house.press(member, personal(member), 'action.done');
    expect(textOf(pressed.card ?? {})).toContain('You have no open actions.');
    expect(textOf(cardWith(house, 'The meeting is on|Record: ').card)).toContain(
      'Ask the supplier, by Tuesday 16 March 2027 (done)',
    );
  });

  test('is listed by `my actions`, a page at a time, with a button for each', async () => {
    await opened();
    for (let one = 1; one <= 6; one += 1) await take(`Action ${one}`, `2027-04-0${one}`);
    await house.says(member, 'my actions');
    const first = house.lastCard(personal(member));
    expect(textOf(first.card)).toMatch(/Action 1[\s\S]*Action 4/);
    expect(textOf(first.card)).not.toContain('Action 5');
    expect(verbsOf(first.card).filter((verb) => verb === 'action.done')).toHaveLength(4);
    const second = await house.press(member, personal(member), 'action.list');
    expect(textOf(second.card ?? {})).toMatch(/Action 5[\s\S]*Action 6/);
    const left = await house.presses(member, 'action.done', dataOf(first.card, 'action.done'));
    expect(textOf(left.card ?? {})).not.toContain('Action 1');
    await house.says(stranger, 'my actions');
    expect(textOf(house.lastCard(personal(stranger)).card)).toContain('You have no open actions.');
  });

  test('is said to be done by its owner or who chairs, and by nobody else', async () => {
    await opened();
    const id = await take('Ask the supplier', '2027-03-16');
    const refused = await house.presses(third, 'action.done', { action: id });
    expect(refused.notice).toMatch(/^Only whoever took this on/);
    const answer = await house.presses(owner, 'action.done', { action: id });
    expect(answer.notice).toBeUndefined();
  });

  test.each([
    [{ what: '', due: '2027-03-16' }, /What is to be done/],
    [{ what: 'Ask', due: '2027-02-29' }, /By when: choose a date that exists/],
    [{ what: 'Ask', due: '2027-03-08' }, /By when: it is past/],
    [{ what: 'Ask', due: '2027-03-16', who: stranger.objectId }, /Who: choose a member/],
  ])('refuses %j in words', async (inputs, words) => {
    await opened();
    expect((await act(house, owner, 'action.add', inputs)).notice).toMatch(words);
  });
});
