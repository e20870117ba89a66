import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { channel, dataOf, type House, person, personal, startHouse, team, textOf, verbsOf } from '../support/clerk.ts';

const owner = person('Sam Okafor');
const member = person('Rosa Marsh');
const stranger = person('Tomasz Nowak');
const digital = team('Digital Team', [owner, member], { channels: ['Meetings'] });
const meetingsChannel = channel(digital, 'Meetings');

const FORTNIGHT = {
  title: 'Clinical informatics team',
  firstOn: '2027-03-09',
  startTime: '09:30',
  minutes: 60,
  repeat: 'fortnightly',
};
const WEEKLY = { title: 'Weekly huddle', firstOn: '2027-03-22', startTime: '08:00', minutes: 15, repeat: 'weekly' };

describe('A series of meetings', () => {
  let house: House;

  beforeEach(async () => {
    house = await startHouse({
      people: [owner, member, stranger],
      teams: [digital],
      start: '2027-03-01T10:00:00Z',
      env: { CLERK_PUBLIC_URL: 'https://clerk.example' },
    });
    await house.deliver(house.acts.installs(owner, channel(digital)));
    await house.deliver(house.acts.installs(owner, personal(owner)));
  });
  afterEach(() => house.stop());

  async function setUp(inputs: object) {
    await house.says(owner, 'set up meeting', { in: meetingsChannel });
    const draft = await house.press(owner, meetingsChannel, 'series.save', inputs);
    const confirmed = await house.press(owner, meetingsChannel, 'series.confirm');
    return { draft, confirmed };
  }

  function texts(): string[] {
    return house.messages(meetingsChannel).map((message) => JSON.stringify(message.activity));
  }

  /** The cards of meetings that began: on now, or over and a record. */
  function starts(): string[] {
    return texts().filter((text) => /The meeting is on|Record: a draft/.test(text));
  }

  test('shows its next six dates in words before it is confirmed, the same wall time across the clock change', async () => {
    const { draft, confirmed } = await setUp(FORTNIGHT);
    const shown = textOf(draft.card ?? {});
    expect(shown).toContain('Tuesday 9 March 2027, 9:30am');
    expect(shown).toContain('Tuesday 6 April 2027, 9:30am');
    expect(shown).toContain('Tuesday 18 May 2027, 9:30am');
    expect(verbsOf(draft.card ?? {})).toContain('series.confirm');
    expect(verbsOf(confirmed.card ?? {})).toContain('series.view');
    expect(JSON.stringify(confirmed.card)).not.toContain('"Input.');
  });

  test('starts at 9:30am by the wall clock: 09:30Z in March, 08:30Z in April', async () => {
    await setUp(FORTNIGHT);
    await house.moveTo('2027-03-09T09:29:00Z');
    expect(starts()).toHaveLength(0);
    await house.moveTo('2027-03-09T09:30:00Z');
    expect(starts()).toHaveLength(1);
    await house.moveTo('2027-03-09T09:31:00Z');
    await house.moveTo('2027-03-09T09:30:30Z');
    expect(starts()).toHaveLength(1);
    await house.moveTo('2027-03-23T09:30:00Z');
    await house.moveTo('2027-04-06T08:29:00Z');
    expect(starts()).toHaveLength(2);
    await house.moveTo('2027-04-06T08:30:00Z');
    expect(starts()).toHaveLength(3);
  });

  test('never posts the start after the meeting ended: it is noted as missed, and shown', async () => {
    await setUp(WEEKLY);
    await house.moveTo('2027-03-22T09:00:00Z');
    expect(starts()).toHaveLength(0);
    await house.says(member, 'meetings', { in: meetingsChannel });
    expect(textOf(house.lastCard(meetingsChannel).card)).toContain('missed');
  });

  test('leaves Easter Monday out where that was chosen, and keeps the dates after it', async () => {
    const { confirmed } = await setUp({ ...WEEKLY, nation: 'england-and-wales', clash: 'skip' });
    const shown = textOf(confirmed.card ?? {});
    expect(shown).toContain('Monday 29 March 2027, 8am\n: left out (Easter Monday)');
    await house.moveTo('2027-03-29T07:00:00Z');
    expect(starts()).toHaveLength(0);
    await house.moveTo('2027-04-05T07:00:00Z');
    expect(starts()).toHaveLength(1);
  });

  test('moves Easter Monday to Tuesday where that was chosen; Scotland holds it on Monday', async () => {
    const moved = await setUp({ ...WEEKLY, nation: 'england-and-wales', clash: 'next' });
    expect(textOf(moved.confirmed.card ?? {})).toContain('Tuesday 30 March 2027, 8am');
    const scotland = await setUp({ ...WEEKLY, title: 'Huddle in Scotland', nation: 'scotland', clash: 'skip' });
    expect(textOf(scotland.confirmed.card ?? {})).toContain('Monday 29 March 2027, 8am');
    expect(textOf(scotland.confirmed.card ?? {})).not.toContain('left out');
  });

  test.each([
    ['next', 'Tuesday 30 March 2027, 8am\n: moved (because of Easter Monday)'],
    ['previous', 'Thursday 25 March 2027, 8am\n: moved (because of Easter Monday)'],
    ['skip', 'Monday 29 March 2027, 8am\n: left out (Easter Monday)'],
    ['keep', 'Monday 29 March 2027, 8am\n: (held on Easter Monday)'],
    ['ask', 'Monday 29 March 2027, 8am\n: to be decided (Easter Monday)'],
  ])('says before it is confirmed what becomes of Easter Monday with %s, and why', async (clash, words) => {
    const { draft } = await setUp({ ...WEEKLY, clash });
    const shown = textOf(draft.card ?? {});
    expect(shown).toContain(words);
    expect(shown).toContain('Monday 5 April 2027, 8am');
    expect(verbsOf(draft.card ?? {})).toContain('series.confirm');
  });

  test('asks the owner 14 days before a clash; the answer is told to the channel', async () => {
    await setUp({ ...WEEKLY, nation: 'england-and-wales', clash: 'ask' });
    await house.moveTo('2027-03-15T07:59:00Z');
    expect(house.messages(personal(owner)).some((one) => JSON.stringify(one.activity).includes('Easter Monday'))).toBe(
      false,
    );
    await house.moveTo('2027-03-15T08:00:00Z');
    const asked = house.lastCard(personal(owner));
    expect(textOf(asked.card)).toContain('Easter Monday');
    const data = dataOf(asked.card, 'series.answer');
    await house.presses(
      owner,
      'series.answer',
      { ...data, answer: 'next' },
      { in: personal(owner), replyTo: asked.id },
    );
    expect(textOf(house.lastCard(meetingsChannel).card)).toContain('held on Tuesday 30 March 2027, 8am');
    await house.moveTo('2027-03-30T07:00:00Z');
    const held = await house.clerk.store.db
      .selectFrom('occurrences')
      .select(['state', 'heldOn'])
      .where('plannedOn', '=', '2027-03-29')
      .executeTakeFirst();
    expect(held).toEqual({ state: 'held', heldOn: '2027-03-30' });
  });

  test('asks nobody in quiet hours: the question waits until 8am', async () => {
    await setUp({ ...WEEKLY, startTime: '07:15', nation: 'england-and-wales', clash: 'ask' });
    const asked = () => JSON.stringify(house.messages(personal(owner))).includes('Easter Monday');
    await house.moveTo('2027-03-15T07:15:00Z');
    expect(asked()).toBe(false);
    await house.moveTo('2027-03-15T08:00:00Z');
    expect(asked()).toBe(true);
  });

  test('asks nobody who has paused', async () => {
    await setUp({ ...WEEKLY, nation: 'england-and-wales', clash: 'ask' });
    await house.says(owner, 'pause');
    await house.moveTo('2027-03-15T08:00:00Z');
    expect(JSON.stringify(house.messages(personal(owner)))).not.toContain('Easter Monday');
  });

  test('leaves a clash out, and says so, when nobody answered 7 days before', async () => {
    await setUp({ ...WEEKLY, nation: 'england-and-wales', clash: 'ask' });
    await house.moveTo('2027-03-15T08:00:00Z');
    await house.moveTo('2027-03-22T08:00:00Z');
    const told = texts().filter((text) => text.includes('Not on Monday 29 March 2027'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('nobody said what to do');
  });

  test('skips and moves one date without moving the others; only its owner and who runs the team can', async () => {
    await setUp(FORTNIGHT);
    const shared = house.lastCard(meetingsChannel);
    const own = await house.press(owner, meetingsChannel, 'series.view', {}, shared);
    const on = { ...shared, card: own.card ?? {} };
    const skip = { plannedOn: '2027-03-23', reason: 'Go-live week' };
    const skipped = await house.press(owner, meetingsChannel, 'occurrence.skip', skip, on);
    expect(textOf(skipped.card ?? {})).toContain('left out (Go-live week)');
    expect(textOf(skipped.card ?? {})).toContain('Tuesday 6 April 2027, 9:30am');
    const moved = await house.press(
      owner,
      meetingsChannel,
      'occurrence.move',
      { plannedOn: '2027-04-06', date: '2027-04-08', time: '14:00' },
      on,
    );
    expect(textOf(moved.card ?? {})).toContain('Thursday 8 April 2027, 2pm');
    expect(textOf(moved.card ?? {})).toContain('Tuesday 20 April 2027, 9:30am');
    const refused = await house.press(member, meetingsChannel, 'occurrence.skip', { plannedOn: '2027-04-20' }, on);
    expect(refused.notice).toMatch(/Only the owner/);
    await house.moveTo('2027-03-09T09:30:00Z');
    await house.moveTo('2027-04-08T13:00:00Z');
    expect(starts()).toHaveLength(2);
  });

  test.each([
    [{ ...FORTNIGHT, title: '' }, /Name of the meeting/],
    [{ ...FORTNIGHT, firstOn: '2027-02-01' }, /First date: it is past/],
    [{ ...FORTNIGHT, firstOn: '2027-02-29' }, /First date: choose a date that exists/],
    [{ ...FORTNIGHT, startTime: '24:00' }, /Start: choose a time/],
    [{ ...FORTNIGHT, minutes: 0 }, /How long: at least 5 minutes/],
    [{ ...FORTNIGHT, minutes: 1440 }, /How long: at most 8 hours/],
    [{ ...FORTNIGHT, minutes: -60 }, /How long: at least 5 minutes/],
    [{ ...FORTNIGHT, timeZone: 'Europe/Atlantis' }, /Time zone/],
    [{ ...FORTNIGHT, title: 'Review 943 476 5919' }, /NHS number/],
    [{ ...FORTNIGHT, firstOn: '2027-03-30', repeat: 'monthly-date' }, /last day of each month/],
  ])('refuses %j in words, and keeps the form', async (inputs, words) => {
    await house.says(owner, 'set up meeting', { in: meetingsChannel });
    const answer = await house.press(owner, meetingsChannel, 'series.save', inputs);
    expect(answer.notice).toMatch(words);
  });

  test('explains a first date that does not fit, and begins on the first that does; saved again it is the same', async () => {
    const lastDay = { ...FORTNIGHT, firstOn: '2027-03-30', repeat: 'monthly-date', meaning: 1 };
    const { draft, confirmed } = await setUp(lastDay);
    expect(textOf(draft.card ?? {})).toContain(
      'The meeting is held every month on the last day. Tuesday 30 March 2027 is not one of these days, so the first meeting is on Wednesday 31 March 2027.',
    );
    expect(textOf(confirmed.card ?? {})).toContain('Wednesday 31 March 2027, 9:30am');
    const again = await house.presses(owner, 'series.save', lastDay, { in: meetingsChannel });
    expect(verbsOf(again.card ?? {})).not.toContain('series.confirm');
    const rows = await house.clerk.store.db.selectFrom('series').select('firstOn').execute();
    expect(rows).toEqual([{ firstOn: '2027-03-31' }]);
  });

  test('asks which is meant of a date that is both the fourth and the last', async () => {
    const form = { ...FORTNIGHT, firstOn: '2027-04-27', repeat: 'monthly-weekday' };
    const save = (meaning?: number) =>
      house.presses(owner, 'series.save', { ...form, meaning }, { in: meetingsChannel });
    const asked = await save();
    expect(asked.notice).toContain('Tuesday 27 April 2027 is both the fourth and the last Tuesday of April.');
    // June 2027 has five Tuesdays: the fourth is the 22nd, the last the 29th.
    expect(textOf((await save(0)).card ?? {})).toContain('Tuesday 22 June 2027');
    expect(textOf((await save(1)).card ?? {})).toContain('Tuesday 29 June 2027');
  });

  test('on the fifth of a month is held on the last, and on the 31st only where there is one', async () => {
    const form = { ...FORTNIGHT, title: 'Last Tuesday', firstOn: '2027-03-30', repeat: 'monthly-weekday' };
    const fifth = textOf((await house.presses(owner, 'series.save', form, { in: meetingsChannel })).card ?? {});
    expect(fifth).toContain('Tuesday 27 April 2027');
    const on31 = { ...form, title: 'Month end', firstOn: '2027-03-31', repeat: 'monthly-date', meaning: 0 };
    const shown = textOf((await house.presses(owner, 'series.save', on31, { in: meetingsChannel })).card ?? {});
    expect(shown).toContain('Wednesday 31 March 2027');
    expect(shown).toContain('Monday 31 May 2027');
    expect(shown).not.toContain('April 2027');
  });
});
