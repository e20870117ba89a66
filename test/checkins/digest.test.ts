// What the digest says, through the door: whose voice is missing, where the call is, what follows an offer; and what is
// said of it where only counts may be told.
import { afterEach, describe, expect, test } from 'vitest';
import { dataOf, type House, inputOf, person, personal, textOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import type { Person } from '../support/world.ts';
import { answer, forumChannel, host, iris, nina, omar, openRegion, otto, pressOwn, rosa, roundOf } from './region.ts';

const PROMPT = '2026-11-03T08:00:00Z';
const DIGEST = '2026-11-04T07:45:00Z';
const NEXT = '2026-11-10T08:00:00Z';

let house: House;
afterEach(() => house.stop());

const db = () => house.clerk.store.db;
const posted = () =>
  house
    .messages(forumChannel)
    .map(({ activity }) => cardOf(activity) ?? {})
    .findLast((card) => textOf(card).includes('have answered')) ?? {};

/** A region of so many organisations of each sector, one CCIO each. */
async function regionOf(sectors: Record<string, number>): Promise<Person[]> {
  const people: Person[] = [];
  const rows: string[] = [];
  for (const [sector, count] of Object.entries(sectors)) {
    for (let nth = 1; nth <= count; nth += 1) {
      const who = person(`${sector} ${nth}`);
      people.push(who);
      rows.push(`${who.name},${who.objectId},${sector} organisation ${nth},,${sector},ccio`);
    }
  }
  house = await openRegion({ people, forum: { roster: rows.join('\n') } });
  for (const who of people) await house.deliver(house.acts.installs(who, personal(who)));
  await house.moveTo(PROMPT);
  return people;
}

describe('Whose voice is missing', () => {
  test('is told by sector; sectors of fewer than three are merged as others', async () => {
    const people = await regionOf({ acute: 3, primary: 3, community: 2, icb: 1 });
    const answering = people.filter(({ name }) => /acute 1|acute 2|primary|icb/.test(name));
    for (const who of answering) await answer(house, who, 'steady');
    await house.moveTo(DIGEST);
    expect(textOf(posted())).toContain('Voices missing this week: acute (1), others (2).');
  });

  test('is not told of others where these are fewer than three themselves', async () => {
    const people = await regionOf({ acute: 6, community: 2 });
    for (const who of people.slice(0, 5)) await answer(house, who, 'steady');
    await house.moveTo(DIGEST);
    expect(textOf(posted())).toContain('Voices missing this week: acute (1).');
    expect(textOf(posted())).not.toContain('others');
  });
});

test('the digest leads to the call by its join link, for all and in one’s own chat', async () => {
  house = await openRegion({ forum: { joinLink: 'https://meet.example/ccios' } });
  await house.moveTo(PROMPT);
  await answer(house, rosa, 'steady');
  await house.moveTo(DIGEST);
  expect(JSON.stringify(posted())).toContain('"url":"https://meet.example/ccios"');
  const { card } = await pressOwn(house, rosa, 'checkin.read');
  expect(JSON.stringify(card)).toContain('"url":"https://meet.example/ccios"');
});

test('who wants to know more of an offer is told to its author alone, until the author opens the two to each other', async () => {
  house = await openRegion();
  await house.moveTo(PROMPT);
  await answer(house, otto, 'steady', { offer: 'A checklist of two pages.', offerAs: 'unattributed' });
  for (const who of [rosa, nina]) await answer(house, who, 'steady');
  await house.moveTo(DIGEST);
  const [listed] = (inputOf(posted(), 'offer')?.choices ?? []) as { value: string }[];
  const offer = listed?.value;
  const asked = await house.press(
    iris,
    forumChannel,
    'checkin.offer',
    { about: 'offer', offer },
    house.lastCard(forumChannel),
  );
  expect(asked.notice).toMatch(/author alone is told/);
  expect(textOf(house.lastCard(personal(otto)).card)).toContain('would like to know more of what you offer');
  expect(JSON.stringify(house.messages(personal(iris)))).not.toMatch(/Otto|Southmere/);
  await pressOwn(house, otto, 'checkin.open');
  expect(textOf(house.lastCard(personal(iris)).card)).toContain('Otto Kemp, Southmere Hospitals wrote this');
});

test('who needs help is told that nobody contacts them unless they choose, and "just count me" tells nobody', async () => {
  house = await openRegion();
  await house.moveTo(PROMPT);
  const before = house.lastCard(personal(nina));
  const pressed = await house.presses(nina, 'checkin.answer', { ...roundOf(before.card), state: 'need-help' });
  expect(textOf(pressed.card ?? {})).toContain('Nobody will contact you unless you choose it:');
  const counted = await house.presses(nina, 'checkin.help', {
    ...dataOf(pressed.card ?? {}, 'checkin.help'),
    how: 'count',
  });
  expect(textOf(counted.card ?? {})).toContain('You are only counted. Nobody will contact you.');
  for (const who of [rosa, otto, omar, iris]) await answer(house, who, 'steady');
  await house.moveTo(DIGEST);
  expect(textOf(posted())).toContain('Need help: 1.');
  for (const place of [forumChannel, personal(host)]) {
    expect(JSON.stringify(house.messages(place).map(({ activity }) => activity))).not.toMatch(/Nina|Eastbrook/);
  }
});

test('a text of more than 800 characters is refused in words that name it, and nothing is kept of it', async () => {
  house = await openRegion();
  await house.moveTo(PROMPT);
  await answer(house, rosa, 'steady');
  const { card } = house.lastCard(personal(rosa));
  for (const [kind, label] of [
    ['learning', 'Something we learnt'],
    ['need', 'Something we need'],
    ['offer', 'Something we can offer'],
  ] as const) {
    const said = await house.presses(rosa, 'checkin.add', { ...dataOf(card, 'checkin.add'), [kind]: 'x'.repeat(801) });
    expect(said.notice).toBe(`${label}: at most 800 characters. Shorten it and send it again.`);
  }
  expect(await db().selectFrom('checkinItems').select('id').execute()).toEqual([]);
  const taken = await house.presses(rosa, 'checkin.add', { ...dataOf(card, 'checkin.add'), need: 'x'.repeat(800) });
  expect(taken.card).toBeDefined();
});

test('answers are kept as many weeks as the host set', async () => {
  house = await openRegion({ forum: { keepWeeks: 2 } });
  await house.moveTo(PROMPT);
  await answer(house, rosa, 'steady', { learning: 'Labels print faster.' });
  expect(textOf(house.lastCard(personal(rosa)).card)).toContain('Answers are kept 2 weeks; then only counts.');
  await house.moveTo(DIGEST);
  await house.moveTo(NEXT);
  await house.moveTo('2026-11-18T07:44:00Z');
  expect(JSON.stringify(house.messages(forumChannel))).toContain('Labels print faster.');
  await house.moveTo('2026-11-18T07:45:00Z');
  expect(await db().selectFrom('checkinItems').select('id').execute()).toEqual([]);
  expect(JSON.stringify(house.messages(forumChannel).map(({ activity }) => activity))).not.toContain(
    'Labels print faster.',
  );
});
