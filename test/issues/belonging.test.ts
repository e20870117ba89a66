// Which organisation somebody is of: by a roster, else by the mail domains that an admin set, else by their own answer,
// for which they are asked once; and nobody is asked where there is nothing to choose.
import { afterEach, describe, expect, test } from 'vitest';
import type { ActOptions } from '../support/activities.ts';
import { channel, type House, inputOf, person, personal, startHouse, team, textOf, verbsOf } from '../support/clerk.ts';
import type { Person } from '../support/world.ts';

const nurse = person('Amina Yusuf');
const admin = person('Ada Moss');
const sam = person('Sam Okafor');
const otto = person('Otto Kemp');
const north = team('Northfield Digital', [sam]);
const south = team('Southmere Digital', [otto]);
const northfield = 'Northfield Trust';
const southmere = 'Southmere Community';

let house: House;
afterEach(() => house.stop());

async function start(organisations: 'none' | 'one' | 'two' = 'two'): Promise<void> {
  house = await startHouse({
    people: [nurse, admin, sam, otto],
    teams: [north, south],
    env: { CLERK_ADMINS: admin.objectId },
  });
  if (organisations === 'none') return;
  await setUp(sam, north, northfield, 'Northfield Cabinet');
  if (organisations === 'two') await setUp(otto, south, southmere, 'Southmere Cabinet');
}

async function setUp(who: Person, where: typeof north, organisation: string, name: string): Promise<void> {
  await house.deliver(house.acts.installs(who, channel(where)));
  await house.presses(who, 'cabinet.save', { name, prefix: 'CAB', organisation }, { in: channel(where) });
}

async function setDomains(name: string, domains: string): Promise<void> {
  const saved = await house.presses(admin, 'organisation.save', { name, ods: '', domains });
  expect(saved.notice).toBe(`${name} is saved.`);
}

/** A person joins a team: Teams says so, and its roster names them from then on. */
async function join(who: Person, where: typeof north): Promise<void> {
  const at = house.far.teams.findIndex(({ id }) => id === where.id);
  const there = house.far.teams[at] ?? where;
  house.far.teams[at] = { ...there, members: [...there.members, who] };
  await house.deliver(house.acts.joins([who], channel(where)));
}

/** What raising asks first: where they work, or at once whether it could affect care; and whose cabinet it is for. */
async function askedAtRaise(who: Person, options: ActOptions = {}): Promise<'asked' | 'northfield' | 'southmere'> {
  await house.says(who, 'raise', options);
  const { card } = house.lastCard(personal(who));
  if (verbsOf(card).includes('person.organisation')) return 'asked';
  expect(inputOf(card, 'harm')).toBeDefined();
  await house.says(who, 'issues');
  return textOf(house.lastCard(personal(who)).card).includes('Southmere') ? 'southmere' : 'northfield';
}

async function answer(who: Person, name: string) {
  const { card } = house.lastCard(personal(who));
  const choices = inputOf(card, 'organisation')?.choices as { title: string; value: string }[];
  const chosen = choices.find(({ title }) => title === name)?.value;
  return house.press(who, personal(who), 'person.organisation', { organisation: chosen });
}

describe('Nobody is asked where they work', () => {
  test('in a tenant without any organisation: they hear that there is no cabinet', async () => {
    await start('none');
    await house.says(nurse, 'raise');
    expect(house.linesIn(personal(nurse)).at(-1)).toMatch(/no digital cabinet here yet/);
  });

  test('in a tenant with one: they are of it', async () => {
    await start('one');
    expect(await askedAtRaise(nurse)).toBe('northfield');
  });

  test('where a roster names them, whose ever mail domain theirs is', async () => {
    await start();
    await setDomains(northfield, 'trust.example');
    await join(nurse, south);
    expect(await askedAtRaise(nurse)).toBe('southmere');
  });

  test('where an admin has set the mail domain of their organisation', async () => {
    await start();
    await setDomains(southmere, 'trust.example');
    expect(await askedAtRaise(nurse)).toBe('southmere');
  });
});

describe('Who is asked where they work', () => {
  test('is anyone of a mail domain that only looks like one that is set', async () => {
    await start();
    for (const domains of ['nottrust.example', 'mail.trust.example', 'trust.example.org']) {
      await setDomains(southmere, domains);
      expect(await askedAtRaise(nurse), domains).toBe('asked');
    }
  });

  test('is asked once: with all organisations of the tenant, and then raises on', async () => {
    await start();
    await house.says(nurse, 'raise the printer on ward 4 is down');
    const { card } = house.lastCard(personal(nurse));
    const choices = inputOf(card, 'organisation')?.choices as { title: string }[];
    expect(choices.map(({ title }) => title)).toEqual([northfield, southmere]);
    const next = await answer(nurse, southmere);
    expect(inputOf(next.card ?? {}, 'harm')).toBeDefined();
    const form = await house.press(nurse, personal(nurse), 'issue.start', { harm: 'no' });
    expect(inputOf(form.card ?? {}, 'title')).toMatchObject({ value: 'the printer on ward 4 is down' });
    await house.press(nurse, personal(nurse), 'issue.raise', { title: 'The printer on ward 4 is down' });
    expect(textOf(house.lastCard(channel(south)).card)).toContain('The printer on ward 4 is down');
    expect(JSON.stringify(house.messages(channel(north)))).not.toContain('The printer');
    expect(await askedAtRaise(nurse)).toBe('southmere');
  });

  test('is asked in the dialog of a message action too', async () => {
    await start();
    const opened = await house.deliver(house.acts.opensMessageAction(nurse, 'raise', '<p>The printer is down</p>'));
    const shown = JSON.stringify(opened.body);
    expect(shown).toContain('person.organisation');
    const { db } = house.clerk.store;
    const all = await db.selectFrom('organisations').selectAll().where('name', '=', southmere).execute();
    const draft = /"draft":"([^"]+)"/.exec(shown)?.[1];
    const data = { verb: 'person.organisation', organisation: all[0]?.id, draft };
    const next = await house.deliver(house.acts.submitsMessageAction(nurse, 'raise', data));
    expect(JSON.stringify(next.body)).toContain('issue.start');
  });

  test('gets the same answer for the same press, and cannot go over to another organisation', async () => {
    await start();
    await house.says(nurse, 'raise');
    const asked = house.lastCard(personal(nurse));
    const choices = inputOf(asked.card, 'organisation')?.choices as { title: string; value: string }[];
    const idOf = (name: string) => choices.find(({ title }) => title === name)?.value;
    const again = async (name: string) =>
      house.press(nurse, personal(nurse), 'person.organisation', { organisation: idOf(name) }, asked);
    expect((await again(northfield)).card).toBeDefined();
    expect((await again(northfield)).card).toBeDefined();
    expect((await again(southmere)).notice).toBe(
      'You are with Northfield Trust. If that is wrong, tell your digital team.',
    );
    expect(await askedAtRaise(nurse)).toBe('northfield');
    const { db } = house.clerk.store;
    const memberships = await db.selectFrom('memberships').select('source').where('source', '=', 'asked').execute();
    expect(memberships).toHaveLength(1);
  });

  test('must choose one of the list', async () => {
    await start();
    await house.says(nurse, 'raise');
    for (const organisation of ['', 'Southmere Community', 'x']) {
      const refused = await house.press(nurse, personal(nurse), 'person.organisation', { organisation });
      expect(refused.notice).toBe('Organisation: choose one of the list.');
    }
  });

  test('is asked where two rosters do not agree, and their answer counts', async () => {
    await start();
    await join(nurse, north);
    await join(nurse, south);
    expect(await askedAtRaise(nurse)).toBe('asked');
    await answer(nurse, southmere);
    expect(await askedAtRaise(nurse)).toBe('southmere');
  });

  test('and answered, is overruled by the mail domain that an admin sets, and that by a roster', async () => {
    await start();
    expect(await askedAtRaise(nurse)).toBe('asked');
    await answer(nurse, southmere);
    await setDomains(northfield, 'trust.example');
    expect(await askedAtRaise(nurse)).toBe('northfield');
    await join(nurse, south);
    expect(await askedAtRaise(nurse)).toBe('southmere');
  });

  test('in a channel, is asked in their own chat', async () => {
    await start();
    expect(await askedAtRaise(nurse, { in: channel(north) })).toBe('asked');
    expect(house.linesIn(channel(north)).at(-1)).toBe('I have sent it to you in our own chat.');
    expect(JSON.stringify(house.messages(channel(north)))).not.toContain('person.organisation');
  });
});
