// What the clock does to an issue: it closes what was answered and left alone, and does not let a safety concern wait.
import { afterEach, describe, expect, test } from 'vitest';
import type { Issue } from '../../src/issues/issue.ts';
import { type House, personal, textOf, verbsOf } from '../support/clerk.ts';
import {
  answer,
  cabinetChannel,
  cardsIn,
  chat,
  flag,
  handler,
  historyOf,
  lead,
  nurse,
  openWard,
  raise,
  safety,
  safetyDeputy,
  stored,
  take,
} from './ward.ts';

const DAY = 24 * 60 * 60 * 1000;

let house: House;
afterEach(() => house.stop());

/** Raised and answered; from then on nobody says anything. */
async function answered(start: string, status = 'resolved'): Promise<Issue> {
  house = await openWard({ start });
  const issue = await raise(house);
  await answer(house, issue, status, 'There is a new cable.');
  return stored(house, issue);
}

function later(instant: string | null, ms: number): Date {
  return new Date(Date.parse(instant ?? '') + ms);
}

describe('Without an answer', () => {
  test.each([
    ['in the winter', '2026-11-25T09:30:00Z'],
    ['while the clocks go back', '2026-10-20T08:30:00Z'],
    ['while the clocks go forward', '2027-03-20T09:30:00Z'],
    ['over New Year', '2026-12-24T16:59:00Z'],
  ])('an issue closes after 14 days, not confirmed, on every card, %s', async (_when, start) => {
    const issue = await answered(start);
    const heard = house.messages(chat).length;
    await house.moveTo(later(issue.resolvedAt, 14 * DAY - 1));
    expect(await stored(house, issue)).toMatchObject({ state: 'resolved' });
    await house.moveTo(later(issue.resolvedAt, 14 * DAY));
    expect(await stored(house, issue)).toMatchObject({
      state: 'closed',
      confirmed: 0,
      closedAt: house.now().toISOString(),
    });
    // At a month's end the channel also gets the draft of "You said, we did".
    const inChannel = cardsIn(house, cabinetChannel).filter(({ card }) => textOf(card).includes('Closed:'));
    expect(inChannel).toHaveLength(1);
    for (const { card } of [...cardsIn(house, chat), ...inChannel]) {
      expect(textOf(card)).toContain('Closed: nobody confirmed that it is fixed');
      expect(textOf(card)).not.toContain('Did this fix it?');
    }
    expect(house.messages(chat)).toHaveLength(heard);
    expect((await historyOf(house, issue)).at(-1)).toMatchObject({
      kind: 'closed',
      actorId: null,
      fromState: 'resolved',
    });
  });

  test('what could not be fixed closes as that', async () => {
    const issue = await answered('2026-11-25T09:30:00Z', 'could-not');
    await house.moveTo(later(issue.resolvedAt, 14 * DAY));
    expect(await stored(house, issue)).toMatchObject({ state: 'closed', confirmed: null });
    expect(textOf(cardsIn(house, chat)[0]?.card ?? {})).toContain('Closed: it could not be fixed');
  });

  test('the 14 days begin again with each new answer', async () => {
    const issue = await answered('2026-11-25T09:30:00Z');
    await house.moveTo(later(issue.resolvedAt, 10 * DAY));
    await answer(house, issue, 'resolved', 'And now there is a new printer.');
    await house.moveTo(later(issue.resolvedAt, 20 * DAY));
    expect(await stored(house, issue)).toMatchObject({ state: 'resolved' });
    await house.moveTo(later(issue.resolvedAt, 25 * DAY));
    expect(await stored(house, issue)).toMatchObject({ state: 'closed' });
  });

  test('what is still worked on never closes', async () => {
    const issue = await answered('2026-11-25T09:30:00Z', 'waiting');
    await house.moveTo(later(issue.raisedAt, 400 * DAY));
    expect(await stored(house, issue)).toMatchObject({ state: 'waiting' });
  });

  test('it closes once, however often the clock beats', async () => {
    const issue = await answered('2026-11-25T09:30:00Z');
    await house.moveTo(later(issue.resolvedAt, 14 * DAY));
    await Promise.all([house.clerk.beat(), house.clerk.beat(), house.clerk.issues.duties.run()]);
    await house.moveTo(later(issue.resolvedAt, 15 * DAY));
    expect((await historyOf(house, issue)).filter(({ kind }) => kind === 'closed')).toHaveLength(1);
  });
});

describe('After it closed', () => {
  async function closed(): Promise<Issue> {
    const issue = await answered('2026-10-05T08:30:00Z');
    await house.moveTo(later(issue.resolvedAt, 14 * DAY));
    return stored(house, issue);
  }

  test.each([0, 1])('it is reopened for 30 days, on card %i of the raiser', async (at) => {
    const issue = await closed();
    await house.moveTo(later(issue.closedAt, 30 * DAY - 3000));
    const card = cardsIn(house, chat)[at];
    expect(verbsOf(card?.card ?? {})).toEqual(['issue.notFixed']);
    await house.press(nurse, chat, 'issue.notFixed', { comment: 'It is back' }, card);
    expect(await stored(house, issue)).toMatchObject({ state: 'in-progress', closedAt: null, confirmed: null });
    expect(textOf(cardsIn(house, cabinetChannel).at(-1)?.card ?? {})).toContain('Not fixed. Back with Sam Okafor.');
    // And from here everything is as before: a new answer, and 14 days.
    await answer(house, issue, 'resolved', 'This time it is a new printer.');
    await house.moveTo(later((await stored(house, issue)).resolvedAt, 14 * DAY));
    expect(await stored(house, issue)).toMatchObject({ state: 'closed', confirmed: 0 });
  });

  test('it is not reopened after 30 days, and says what to do instead', async () => {
    const issue = await closed();
    await house.moveTo(later(issue.closedAt, 30 * DAY));
    const refused = await house.press(nurse, chat, 'issue.notFixed', { comment: 'It is back' });
    expect(refused.notice).toBe('CAB-1 was closed more than 30 days ago. Raise it again: write raise.');
    expect(await stored(house, issue)).toMatchObject({ state: 'closed' });
    await house.says(nurse, 'issue CAB-1');
    expect(verbsOf(house.lastCard(chat).card)).toEqual([]);
  });

  test('it is reopened too when it was confirmed first', async () => {
    const issue = await answered('2026-11-25T09:30:00Z');
    await house.press(nurse, chat, 'issue.fixed');
    await house.moveTo(later((await stored(house, issue)).closedAt, 29 * DAY));
    await house.press(nurse, chat, 'issue.notFixed', {}, cardsIn(house, chat)[0]);
    expect(await stored(house, issue)).toMatchObject({ state: 'in-progress', confirmed: null });
  });

  test('it can be confirmed late, by a press on a card that Teams never redrew', async () => {
    const issue = await closed();
    await house.presses(nurse, 'issue.fixed', { issue: issue.id });
    expect(await stored(house, issue)).toMatchObject({ state: 'closed', confirmed: 1, closedAt: issue.closedAt });
  });
});

describe('A safety concern that nobody looks at', () => {
  /** The lines of reminders that a person was sent. */
  function reminders(who: typeof nurse): string[] {
    return cardsIn(house, personal(who))
      .map(({ card }) => textOf(card))
      .filter((text) => text.includes('one working day'));
  }

  test('for one working day: clinical safety is reminded, once', async () => {
    house = await openWard({ start: '2026-11-27T16:00:00Z' });
    await flag(house);
    await house.moveTo('2026-11-30T15:59:00Z');
    expect(reminders(safety)).toEqual([]);
    await house.moveTo('2026-11-30T16:01:00Z');
    expect(reminders(safety)).toEqual([expect.stringContaining('CAB-1')]);
    await house.moveTo('2026-12-07T16:01:00Z');
    expect(reminders(safety)).toHaveLength(1);
    for (const who of [lead, handler, safetyDeputy, nurse]) expect(reminders(who)).toEqual([]);
  });

  test('over Christmas: bank holidays do not count', async () => {
    house = await openWard({ start: '2026-12-24T15:00:00Z' });
    await flag(house);
    await house.moveTo('2026-12-29T14:59:00Z');
    expect(reminders(safety)).toEqual([]);
    await house.moveTo('2026-12-29T15:01:00Z');
    expect(reminders(safety)).toHaveLength(1);
  });

  test('while the holder is away: the deputy is reminded', async () => {
    house = await openWard({ start: '2026-11-26T10:00:00Z' });
    await flag(house);
    await house.says(safety, 'away until 4 December');
    await house.moveTo('2026-11-27T11:00:00Z');
    expect(reminders(safety)).toEqual([]);
    expect(reminders(safetyDeputy)).toHaveLength(1);
  });

  test.each(['issue.take', 'issue.release', 'issue.update'])('is none any more after %s', async (verb) => {
    house = await openWard({ start: '2026-11-25T09:30:00Z' });
    const issue = await flag(house);
    await house.press(nurse, chat, 'issue.safety');
    await house.presses(safety, verb, { issue: issue.id, status: 'in-progress' });
    await house.moveTo('2026-11-30T10:00:00Z');
    expect(reminders(safety)).toEqual([]);
  });

  test('an ordinary issue reminds nobody', async () => {
    house = await openWard();
    await take(house, await raise(house));
    const before = house.far.sent.length;
    await house.moveTo('2026-12-30T10:00:00Z');
    expect(house.far.sent).toHaveLength(before);
  });
});

describe('A form that was left open', () => {
  test('for 30 days is gone, and says so when it is pressed', async () => {
    house = await openWard();
    await house.says(nurse, 'raise the printer is down');
    await house.moveTo('2026-12-26T10:00:00Z');
    const pressed = await house.press(nurse, chat, 'issue.start', { harm: 'no' });
    expect(pressed.notice).toBe('This form is out of date. Write raise for a new one.');
    expect(await house.clerk.store.db.selectFrom('issueDrafts').selectAll().execute()).toEqual([]);
  });
});
