// The bot comes into a team or a chat: who is its first facilitator, how it is handed over, and one welcome for each
// conversation, however often Teams says that it came.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { channel, type House, inputOf, person, personal, startHouse, team, textOf, verbsOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import type { Person } from '../support/world.ts';

const sam = person('Sam Okafor');
const rosa = person('Rosa Marsh');
const tom = person('Tom Reed');
const admin = person('Ada Moss');
const visitor = person('Iris Bell');
const ward = team('Ward 4', [sam, rosa, tom], { channels: ['Cabinet'] });
const general = channel(ward);

let house: House;
beforeEach(async () => {
  house = await startHouse({
    people: [sam, rosa, tom, admin, visitor],
    teams: [ward],
    env: { CLERK_ADMINS: admin.objectId },
  });
});
afterEach(() => house.stop());

/** Whether somebody runs the team: only then are they given its form. */
async function runsIt(who: Person): Promise<boolean> {
  await house.says(who, 'set up team', { in: general });
  const last = house.messages(general).at(-1);
  const card = cardOf(last?.activity);
  if (!card) expect(last?.activity.text).toMatch(/^Only a facilitator/);
  return card !== undefined && verbsOf(card).includes('team.save');
}

const welcomes = () =>
  house.messages(general).filter(({ activity }) => textOf(cardOf(activity) ?? {}).includes('Who runs this?'));

describe('Added to a team by a person', () => {
  test('has them as its first facilitator, and asks at once who runs it', async () => {
    await house.deliver(house.acts.installs(sam, general));
    expect(welcomes()).toHaveLength(1);
    const { card } = house.lastCard(general);
    expect(textOf(card)).toContain('Sam Okafor added me, and is the first facilitator');
    expect(verbsOf(card)).toContain('team.handOver');
    const choices = inputOf(card, 'person')?.choices as { title: string }[];
    expect(choices.map(({ title }) => title)).toEqual(['Rosa Marsh', 'Sam Okafor', 'Tom Reed']);
    expect(await runsIt(sam)).toBe(true);
    expect(await runsIt(rosa)).toBe(false);
  });

  test.each([
    ['the bot joins, then a person is named', ['joins', 'installs']],
    ['a person is named, then the bot joins', ['installs', 'joins']],
    ['both come again and again', ['joins', 'installs', 'installs', 'joins', 'installs']],
  ] as const)('is welcomed once, when %s', async (_, order) => {
    for (const event of order) {
      await house.deliver(event === 'joins' ? house.acts.joins(['bot'], general) : house.acts.installs(sam, general));
    }
    expect(welcomes()).toHaveLength(1);
    expect(house.messages(general)).toHaveLength(1);
    expect(textOf(house.lastCard(general).card)).toContain('Sam Okafor added me');
    expect(await runsIt(sam)).toBe(true);
  });

  test('writes to none of its members, however many there are and join later', async () => {
    await house.deliver(house.acts.joins(['bot', sam, rosa, tom], general));
    await house.deliver(house.acts.installs(sam, general));
    const late = person('Lee Frost');
    house.far.people.push(late);
    house.far.teams[0] = { ...ward, members: [...ward.members, late] };
    await house.deliver(house.acts.joins([late], general));
    expect(house.messages(general)).toHaveLength(1);
    for (const member of [...ward.members, late]) expect(house.messages(personal(member))).toEqual([]);
    expect(house.far.sent.filter(({ kind }) => kind === 'create')).toEqual([]);
  });

  test('is welcomed once, also when it was added in two of its channels', async () => {
    const cabinet = channel(ward, 'Cabinet');
    await house.deliver(house.acts.installs(sam, cabinet));
    await house.deliver(house.acts.joins(['bot'], general));
    await house.deliver(house.acts.installs(sam, general));
    expect([...house.messages(general), ...house.messages(cabinet)]).toHaveLength(1);
  });

  test('keeps its facilitator when somebody else adds it again', async () => {
    await house.deliver(house.acts.installs(sam, general));
    await house.deliver(house.acts.installs(rosa, general));
    expect(await runsIt(sam)).toBe(true);
    expect(await runsIt(rosa)).toBe(false);
  });
});

describe('Handing over', () => {
  beforeEach(() => house.deliver(house.acts.installs(sam, general)));

  test('takes one press: the other runs it from then on, and the card says so', async () => {
    const answer = await house.press(sam, general, 'team.handOver', { person: rosa.objectId });
    for (const card of [answer.card ?? {}, house.lastCard(general).card]) {
      expect(textOf(card)).toContain('Rosa Marsh is the facilitator: the one who runs me here.');
      expect(textOf(card)).not.toContain('added me');
    }
    expect(await runsIt(rosa)).toBe(true);
    expect(await runsIt(sam)).toBe(false);
  });

  test('pressed again by who has handed it over is refused', async () => {
    await house.press(sam, general, 'team.handOver', { person: rosa.objectId });
    const again = await house.press(sam, general, 'team.handOver', { person: tom.objectId });
    expect(again.notice).toBe('Only a facilitator of this team, or their deputy, can hand this over.');
    expect(await runsIt(rosa)).toBe(true);
  });

  test('to oneself changes nothing', async () => {
    expect((await house.press(sam, general, 'team.handOver', { person: sam.objectId })).card).toBeDefined();
    expect(await runsIt(sam)).toBe(true);
  });

  test('to nobody, or to somebody who is not in the team, is refused', async () => {
    const nobody = await house.press(sam, general, 'team.handOver', { person: '' });
    expect(nobody.notice).toBe('Choose the person who runs this first.');
    for (const who of [visitor.objectId, 'nobody-of-this-id']) {
      const refused = await house.press(sam, general, 'team.handOver', { person: who });
      expect(refused.notice).toMatch(/is not a member of this team/);
    }
    expect(await runsIt(sam)).toBe(true);
  });
});

describe('Installed by a policy', () => {
  beforeEach(() => house.deliver(house.acts.installs(undefined, general)));

  /** The card that asks for a second voice, where there is one. */
  function confirmation() {
    return house.messages(general).flatMap(({ id, thread, activity }) => {
      const card = cardOf(activity);
      return card && verbsOf(card).includes('team.confirm') ? [{ id, card, thread }] : [];
    });
  }

  const pressConfirm = (who: Person) => house.press(who, general, 'team.confirm', {}, confirmation()[0]);

  test('nobody runs it, and the welcome says how that comes', async () => {
    const { card } = house.lastCard(general);
    expect(textOf(card)).toContain('The first member who writes to me here will run me');
    expect(verbsOf(card)).not.toContain('team.handOver');
    expect(await runsIt(sam)).toBe(false);
  });

  test.each(['help', 'raise the printer is down', 'set up team', 'set up cabinet'])(
    'puts the first member who writes forward, once, whatever they write: %s',
    async (words) => {
      await house.says(sam, words, { in: general });
      await house.says(rosa, words, { in: general });
      const cards = confirmation();
      expect(cards.map(({ card }) => textOf(card))).toEqual([
        expect.stringContaining('Sam Okafor would run Digital Clerk'),
      ]);
      expect(await runsIt(sam)).toBe(false);
    },
  );

  test('is run by them once a second member confirms it, and by that member not', async () => {
    await house.says(sam, 'help', { in: general });
    const answer = await pressConfirm(rosa);
    expect(answer.notice).toBe('Thank you. Sam Okafor runs Digital Clerk for this team.');
    expect(await runsIt(sam)).toBe(true);
    expect(await runsIt(rosa)).toBe(false);
  });

  test('cannot be confirmed by themselves, nor by somebody from outside', async () => {
    await house.says(sam, 'help', { in: general });
    for (const who of [sam, visitor]) {
      expect((await pressConfirm(who)).notice).toBe('Another member of this team needs to press this.');
    }
    expect(await runsIt(sam)).toBe(false);
  });

  test('can be confirmed by CLERK_ADMINS, who need be no member', async () => {
    await house.says(sam, 'help', { in: general });
    expect((await pressConfirm(admin)).notice).toBe('Thank you. Sam Okafor runs Digital Clerk for this team.');
    expect(await runsIt(sam)).toBe(true);
  });

  test('once confirmed is settled for whoever presses later', async () => {
    await house.says(sam, 'help', { in: general });
    const pressed = confirmation()[0];
    await house.press(rosa, general, 'team.confirm', {}, pressed);
    const late = await house.press(tom, general, 'team.confirm', {}, pressed);
    expect(late.notice).toBe('This is settled already: the team has a facilitator.');
  });

  test('puts nobody forward who only passes by', async () => {
    await house.says(visitor, 'help', { in: general });
    expect(confirmation()).toEqual([]);
  });

  test('and then added by a person, has that person as its facilitator', async () => {
    await house.says(sam, 'help', { in: general });
    await house.deliver(house.acts.installs(rosa, general));
    expect(await runsIt(rosa)).toBe(true);
  });

  test('is put to a new member when who ran it has left the team', async () => {
    await house.says(sam, 'help', { in: general });
    await pressConfirm(rosa);
    house.far.teams[0] = { ...ward, members: [rosa, tom] };
    await house.deliver(house.acts.leaves([sam], general));
    await house.says(tom, 'help', { in: general });
    expect(
      confirmation()
        .map(({ card }) => textOf(card))
        .at(-1),
    ).toContain('Tom Reed would run Digital Clerk');
  });
});

describe('In a person’s own chat', () => {
  test('is welcomed once, by name, however often it is added', async () => {
    const chat = personal(tom);
    await house.says(tom, 'hello');
    const before = house.messages(chat).length;
    await house.deliver(house.acts.joins(['bot'], chat));
    await house.deliver(house.acts.installs(tom, chat));
    await house.deliver(house.acts.installs(tom, chat));
    const since = house.messages(chat).slice(before);
    expect(since).toHaveLength(1);
    expect(textOf(cardOf(since[0]?.activity) ?? {})).toContain('Hello Tom Reed.');
    expect(verbsOf(cardOf(since[0]?.activity) ?? {})).toContain('help.run');
  });

  test('is welcomed when a policy installs it for somebody who was never seen', async () => {
    const chat = personal(tom);
    await house.deliver(house.acts.installs(undefined, chat));
    expect(house.messages(chat)).toHaveLength(1);
    expect(textOf(house.lastCard(chat).card)).toContain('Hello');
  });
});
