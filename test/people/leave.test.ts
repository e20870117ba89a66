// `away until …`, `pause` and `resume`: dates as people write them, what is said to a date that is none, and what one
// still hears meanwhile.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { channel, type House, person, personal, startHouse, team, textOf } from '../support/clerk.ts';

const nina = person('Nina Shaw');
const sam = person('Sam Okafor');
const ward = team('Ward 4', [sam, nina]);
const general = channel(ward);
const chat = personal(nina);

let house: House;
beforeEach(async () => {
  // A Wednesday: 25 November 2026.
  house = await startHouse({ people: [nina, sam], teams: [ward] });
});
afterEach(() => house.stop());

/** Writes in one's own chat, and gives the line that comes back. */
async function hears(words: string): Promise<string> {
  const before = house.messages(chat).length;
  await house.says(nina, words);
  const said = house.messages(chat).slice(before);
  expect(said).toHaveLength(1);
  return String(said[0]?.activity.text);
}

async function stored(): Promise<{ awayUntilOn: string | null; pausedAt: string | null } | undefined> {
  const query = house.clerk.store.db.selectFrom('people').select(['awayUntilOn', 'pausedAt']);
  return query.where('objectId', '=', nina.objectId).executeTakeFirst();
}

describe('away until', () => {
  test.each([
    ['away until 5 January', '2027-01-05', 'Tuesday 5 January 2027'],
    ['away until Tuesday 5th Jan', '2027-01-05', 'Tuesday 5 January 2027'],
    ['Away until 05/01/2027', '2027-01-05', 'Tuesday 5 January 2027'],
    ['away 5.1.27', '2027-01-05', 'Tuesday 5 January 2027'],
    ['AWAY UNTIL FRIDAY', '2026-11-27', 'Friday 27 November 2026'],
    ['away until next Wednesday', '2026-12-02', 'Wednesday 2 December 2026'],
    ['away until tomorrow.', '2026-11-26', 'Thursday 26 November 2026'],
    ['away until 25 November', '2026-11-25', 'Wednesday 25 November 2026'],
  ])('%s: is taken, and said back in words', async (words, date, said) => {
    expect(await hears(words)).toBe(
      `You are away until ${said}, that day included. Your deputy stands in. To end it sooner, write resume.`,
    );
    expect(await stored()).toMatchObject({ awayUntilOn: date });
  });

  test.each([
    'away',
    'away until',
    'away until 31 February',
    'away until Monday 5 January',
    'away until 5 January 1999',
    'away until 2027-13-01',
    'away until the spring',
  ])('%s: is no date, and the answer says how to write one', async (words) => {
    expect(await hears(words)).toBe('Write the last day that you are away, as in: away until 5 January.');
    expect(await stored()).toMatchObject({ awayUntilOn: null });
  });

  test.each(['away until 24/11/2026', 'away until 1 January 2026'])('%s: is past', async (words) => {
    expect(await hears(words)).toBe('That day is past. Write the last day that you are away.');
    expect(await stored()).toMatchObject({ awayUntilOn: null });
  });

  test('with an identifier is refused, and not kept', async () => {
    expect(await hears('away until I saw NHS no 999 123 4567')).toContain('please delete it');
    expect(await stored()).toMatchObject({ awayUntilOn: null });
    expect(JSON.stringify(house.lines)).not.toContain('999 123');
  });

  test('is counted from the day that it is where people are, not in UTC', async () => {
    await house.moveTo('2026-06-30T23:30:00Z');
    expect(await hears('away until today')).toContain('Wednesday 1 July 2026');
  });

  test('a second time takes the place of the first, and a wrong date leaves the first', async () => {
    await hears('away until 5 January');
    await hears('away until Friday');
    await hears('away until 31 February');
    expect(await stored()).toMatchObject({ awayUntilOn: '2026-11-27' });
  });
});

describe('pause and resume', () => {
  test('pause is kept until resume, and both say what they do', async () => {
    expect(await hears('pause')).toMatch(/^Paused: no reminders or prompts. .* write resume\.$/);
    expect(await stored()).toMatchObject({ pausedAt: house.now().toISOString() });
    expect(await hears('resume')).toBe('Welcome back: reminders and prompts come again.');
    expect(await stored()).toEqual({ awayUntilOn: null, pausedAt: null });
  });

  test('resume ends an absence too', async () => {
    await hears('away until 5 January');
    await hears('Resume');
    expect(await stored()).toMatchObject({ awayUntilOn: null });
  });

  test('who has paused still hears what comes of their own issue', async () => {
    await house.deliver(house.acts.installs(sam, general));
    await house.presses(sam, 'cabinet.save', { name: 'Ward Digital Cabinet', prefix: 'CAB' }, { in: general });
    await house.says(nina, 'raise');
    await house.press(nina, chat, 'issue.start', { harm: 'no' });
    await house.press(nina, chat, 'issue.raise', { title: 'The printer is down' });
    await hears('pause');
    const { id } = await house.clerk.store.db.selectFrom('issues').select('id').executeTakeFirstOrThrow();
    const answer = { issue: id, status: 'resolved', reply: 'There is a new cable.' };
    await house.presses(sam, 'issue.update', answer, { in: general });
    expect(textOf(house.lastCard(chat).card)).toContain('There is a new cable.');
  });

  test('are one’s own: nobody else is away or paused by them', async () => {
    await house.says(sam, 'hello');
    await hears('pause');
    await hears('away until 5 January');
    const query = house.clerk.store.db.selectFrom('people').selectAll().where('objectId', '=', sam.objectId);
    expect(await query.executeTakeFirst()).toMatchObject({ pausedAt: null, awayUntilOn: null });
  });
});
