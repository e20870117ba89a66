// Go-lives and their hazard workshops: who is reminded when, and what ends it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reminderDue } from '../../src/issues/go-live.ts';
import { type House, personal, textOf, verbsOf } from '../support/clerk.ts';
import { cabinetChannel, cardsIn, handler, lead, nurse, openWard, safety } from './ward.ts';

/** 40, 20 and 10 working days before it: 18 December 2026 (three bank holidays on), 20 January and 3 February 2027. */
const FORM = {
  name: 'E-prescribing on the surgical wards',
  system: 'E-prescribing',
  liveOn: '2027-02-17',
  lead: safety.objectId,
  manager: handler.objectId,
};
const leadChat = personal(safety);
const managerChat = personal(handler);

let house: House;
beforeEach(async () => {
  house = await openWard();
  await house.says(lead, 'go-live', { in: cabinetChannel });
  await house.press(lead, cabinetChannel, 'golive.save', FORM);
});
afterEach(() => house.stop());

/** How many reminders two people have had. */
function reminders(): number[] {
  const isReminder = ({ card }: { card: object }) =>
    textOf(card as Record<string, unknown>).includes('working days or fewer');
  return [leadChat, managerChat].map((place) => cardsIn(house, place).filter(isReminder).length);
}

describe('A go-live', () => {
  test('is shown to the channel with its people and what is known of its workshop', () => {
    const { card } = house.lastCard(cabinetChannel);
    for (const words of [FORM.name, 'Wednesday 17 February 2027', 'Nina Shaw', 'Rosa Marsh', 'Not booked yet']) {
      expect(textOf(card)).toContain(words);
    }
    expect(verbsOf(card)).toEqual(['golive.booked', 'golive.notNeeded', 'golive.form', 'golive.list']);
  });

  test('reminds clinical lead and project manager 40, 20 and 10 working days before, in the working day', async () => {
    await house.moveTo('2026-12-17T12:00:00Z');
    expect(reminders()).toEqual([0, 0]);
    await house.moveTo('2026-12-18T07:30:00Z');
    expect(reminders()).toEqual([0, 0]);
    await house.moveTo('2026-12-18T08:01:00Z');
    await house.moveTo('2026-12-22T12:00:00Z');
    expect(reminders()).toEqual([1, 1]);
    await house.moveTo('2027-01-19T12:00:00Z');
    expect(reminders()).toEqual([1, 1]);
    await house.moveTo('2027-01-20T12:00:00Z');
    expect(reminders()).toEqual([2, 2]);
    await house.moveTo('2027-02-03T12:00:00Z');
    expect(reminders()).toEqual([3, 3]);
    await house.moveTo('2027-02-16T12:00:00Z');
    expect(reminders()).toEqual([3, 3]);
  });

  test('is left alone once the workshop is booked, at either one’s card', async () => {
    await house.moveTo('2026-12-21T12:00:00Z');
    const booked = await house.press(handler, managerChat, 'golive.booked', { workshopOn: '2027-01-12' });
    expect(textOf(booked.card ?? {})).toContain('Booked for Tuesday 12 January 2027');
    expect(textOf(house.lastCard(leadChat).card)).toContain('Booked for Tuesday 12 January 2027');
    expect(textOf(house.lastCard(leadChat).card)).not.toContain('No hazard workshop is booked');
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('Booked for Tuesday 12 January 2027');
    await house.moveTo('2027-02-03T12:00:00Z');
    expect(cardsIn(house, managerChat)).toHaveLength(1);
  });

  test('is left alone once no workshop is needed, for which a reason must be given', async () => {
    const none = await house.press(lead, cabinetChannel, 'golive.notNeeded');
    expect(none.notice).toBe('Why no workshop is needed: write the reason.');
    const answer = await house.press(lead, cabinetChannel, 'golive.notNeeded', { reason: 'A new printer only.' });
    expect(textOf(answer.card ?? {})).toContain('A new printer only.');
    await house.moveTo('2026-12-21T12:00:00Z');
    expect(reminders()).toEqual([0, 0]);
  });

  test('that is moved is reminded of by its new day', async () => {
    await house.press(lead, cabinetChannel, 'golive.form');
    const { goLive } = await house.clerk.store.db
      .selectFrom('goLives')
      .select('id as goLive')
      .executeTakeFirstOrThrow();
    await house.presses(lead, 'golive.save', { ...FORM, goLive, liveOn: '2027-06-01' }, { in: cabinetChannel });
    await house.moveTo('2026-12-21T12:00:00Z');
    expect(reminders()).toEqual([0, 0]);
  });

  test('is made once, however often the same card is pressed', async () => {
    await house.says(lead, 'go-live', { in: cabinetChannel });
    const form = house.lastCard(cabinetChannel);
    await house.press(lead, cabinetChannel, 'golive.save', FORM, form);
    await house.press(lead, cabinetChannel, 'golive.save', FORM, form);
    expect(await house.clerk.store.db.selectFrom('goLives').selectAll().execute()).toHaveLength(2);
  });

  test.each([
    [{ liveOn: '2026-11-24' }, /Day of the go-live: it is past/],
    [{ liveOn: '2027-02-30' }, /Day of the go-live: choose a date that exists/],
    [{ liveOn: '' }, /Day of the go-live: choose a date/],
    [{ liveOn: '2036-01-01' }, /more than three years off/],
    [{ name: '' }, /What goes live: give it a name/],
    [{ lead: '' }, /Clinical lead: choose a person/],
    [{ manager: '99999999-0000-4000-8000-000000000000' }, /Project manager: I have not met this person yet/],
  ])('refuses %j in words', async (changes, words) => {
    const answer = await house.presses(lead, 'golive.save', { ...FORM, ...changes }, { in: cabinetChannel });
    expect(answer.notice).toMatch(words);
  });

  test('takes no workshop after the go-live', async () => {
    const late = await house.press(lead, cabinetChannel, 'golive.booked', { workshopOn: '2027-02-17' });
    expect(late.notice).toMatch(/^Day of the workshop: it must be before/);
  });

  test('is listed for its team, and for who leads it from elsewhere', async () => {
    await house.says(lead, 'go-lives', { in: cabinetChannel });
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain(FORM.name);
    await house.says(nurse, 'go-lives');
    expect(textOf(house.lastCard(personal(nurse)).card)).toContain('None is written down.');
    await house.says(handler, 'go-lives');
    const opened = await house.press(handler, managerChat, 'golive.view', {
      goLive: (await house.clerk.store.db.selectFrom('goLives').select('id').executeTakeFirstOrThrow()).id,
    });
    expect(textOf(opened.card ?? {})).toContain('Project manager');
  });

  test('written down late has one reminder, not three', () => {
    const goLive = { state: 'open', liveOn: '2027-02-17' } as const;
    const calendar = { nation: 'england-and-wales', timeZone: 'Europe/London' } as const;
    expect(reminderDue(goLive, calendar, '2027-01-25')).toEqual({ days: 20, on: '2027-01-20' });
    expect(reminderDue(goLive, calendar, '2027-02-16')).toEqual({ days: 10, on: '2027-02-03' });
    expect(reminderDue(goLive, calendar, '2027-02-17')).toBeUndefined();
    expect(reminderDue({ ...goLive, state: 'booked' }, calendar, '2027-02-16')).toBeUndefined();
  });
});
