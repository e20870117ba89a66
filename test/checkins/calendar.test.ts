// The two ready choices by moved time, through the door: over both clock changes and the bank holidays of each nation.
import { afterEach, describe, expect, test } from 'vitest';
import { type House, personal, textOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import { answer, forumChannel, openRegion, rosa } from './region.ts';

let house: House;
afterEach(() => house.stop());

const minuteBefore = (instant: string) => new Date(Date.parse(instant) - 60_000);
const texts = (place: Parameters<House['messages']>[0]) =>
  house.messages(place).map(({ activity }) => textOf(cardOf(activity) ?? {}));
const prompts = () => texts(personal(rosa)).filter((text) => text.includes('How is your week?')).length;
const digests = () => texts(forumChannel).filter((text) => text.includes('have answered')).length;

type Times = { prompt: string; remind: string; digest: string };

/** Nothing a minute before, one at the minute: prompt, reminder, digest. */
async function walk({ prompt, remind, digest }: Times): Promise<void> {
  await house.moveTo(minuteBefore(prompt));
  expect(prompts(), 'before the prompt').toBe(0);
  await house.moveTo(prompt);
  expect(prompts(), 'at the prompt').toBe(1);
  await house.moveTo(minuteBefore(remind));
  expect(prompts(), 'before the reminder').toBe(1);
  await house.moveTo(remind);
  expect(prompts(), 'at the reminder').toBe(2);
  await answer(house, rosa, 'steady');
  await house.moveTo(minuteBefore(digest));
  expect(digests(), 'before the digest').toBe(0);
  await house.moveTo(digest);
  expect(digests(), 'at the digest').toBe(1);
}

const call = { form: 'call', weekday: 'monday' };
const written = { form: 'written', weekday: 'friday' };

describe('With a call', () => {
  test.each([
    // Clocks go back on Sunday 25 October 2026.
    [
      'over the end of summer time',
      '2026-10-21T09:00:00Z',
      call,
      ['2026-10-23T07:00:00Z', '2026-10-23T15:00:00Z', '2026-10-26T07:45:00Z'],
    ],
    // Clocks go forward on Easter Sunday, 28 March 2027; Good Friday is a bank holiday everywhere, Easter Monday not in Scotland.
    [
      'over Easter and the start of summer time in Scotland',
      '2027-03-23T09:00:00Z',
      { ...call, nation: 'scotland' },
      ['2027-03-25T08:00:00Z', '2027-03-25T16:00:00Z', '2027-03-29T06:45:00Z'],
    ],
    [
      'over Easter in England and Wales',
      '2027-03-23T09:00:00Z',
      call,
      ['2027-03-25T08:00:00Z', '2027-03-25T16:00:00Z', '2027-03-30T06:45:00Z'],
    ],
    // St Patrick's Day, Wednesday 17 March 2027.
    [
      'on St Patrick’s Day in Northern Ireland',
      '2027-03-15T09:00:00Z',
      { ...call, weekday: 'wednesday', nation: 'northern-ireland' },
      ['2027-03-16T08:00:00Z', '2027-03-16T16:00:00Z', '2027-03-18T07:45:00Z'],
    ],
    [
      'on that day elsewhere',
      '2027-03-15T09:00:00Z',
      { ...call, weekday: 'wednesday' },
      ['2027-03-16T08:00:00Z', '2027-03-16T16:00:00Z', '2027-03-17T07:45:00Z'],
    ],
  ])('is asked and read at its times %s', async (_, start, forum, [prompt = '', remind = '', digest = '']) => {
    house = await openRegion({ start, forum });
    await walk({ prompt, remind, digest });
  });
});

describe('Written only', () => {
  test.each([
    [
      'over the end of summer time',
      '2026-10-21T09:00:00Z',
      written,
      ['2026-10-23T07:00:00Z', '2026-10-23T13:00:00Z', '2026-10-26T08:00:00Z'],
    ],
    [
      'over the start of summer time',
      '2026-03-25T09:00:00Z',
      written,
      ['2026-03-27T08:00:00Z', '2026-03-27T14:00:00Z', '2026-03-30T07:00:00Z'],
    ],
    // 2 January is a bank holiday in Scotland alone; in 2027 it is a Saturday, so that Monday 4 January is one there.
    [
      'over New Year in Scotland',
      '2026-12-30T09:00:00Z',
      { ...written, weekday: 'thursday', nation: 'scotland' },
      ['2026-12-31T08:00:00Z', '2026-12-31T14:00:00Z', '2027-01-05T08:00:00Z'],
    ],
    [
      'over New Year in England and Wales',
      '2026-12-30T09:00:00Z',
      { ...written, weekday: 'thursday' },
      ['2026-12-31T08:00:00Z', '2026-12-31T14:00:00Z', '2027-01-04T08:00:00Z'],
    ],
  ])('is asked and read at its times %s', async (_, start, forum, [prompt = '', remind = '', digest = '']) => {
    house = await openRegion({ start, forum });
    await walk({ prompt, remind, digest });
  });

  test('left out on a bank holiday, when the host chose so, it comes the week after', async () => {
    house = await openRegion({ start: '2026-12-22T09:00:00Z', forum: { ...written, clash: 'skip' } });
    await house.moveTo('2026-12-25T08:00:00Z');
    await house.moveTo('2026-12-29T08:00:00Z');
    expect(prompts()).toBe(0);
    // Friday 1 January is a bank holiday too.
    await house.moveTo('2027-01-08T08:00:00Z');
    expect(prompts()).toBe(1);
  });
});
