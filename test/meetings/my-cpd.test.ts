// What each person learned: entries from meetings and by hand, reflections that nobody else sees, the year, a copy.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Card,
  channel,
  dataOf,
  type House,
  inputOf,
  person,
  personal,
  startHouse,
  team,
  textOf,
} from '../support/clerk.ts';
import { ENGINES } from '../support/databases.ts';
import { cardOf } from '../support/record.ts';
import type { Person } from '../support/world.ts';

const owner = person('Sam Okafor');
const rosa = person('Rosa Marsh');
const ben = person('Ben Ito');
const digital = team('Digital Team', [owner, rosa, ben], { channels: ['Meetings'] });
const meetingsChannel = channel(digital, 'Meetings');
const FORTNIGHT = {
  title: 'Clinical informatics team',
  firstOn: '2027-03-09',
  startTime: '09:30',
  minutes: 60,
  repeat: 'fortnightly',
};
const SECRET = 'I was unsure of hazard scoring';
const READING = { title: 'A paper on e-prescribing', heldOn: '2027-03-01', minutes: 45, method: 'other' };

let house: House;
let series: string;

async function open(engine: (typeof ENGINES)[number] = 'sqlite'): Promise<void> {
  house = await startHouse({
    engine,
    people: digital.members,
    teams: [digital],
    start: '2027-03-02T10:00:00Z',
    env: { CLERK_PUBLIC_URL: 'https://clerk.example', CLERK_ADMINS: ben.objectId },
  });
  await house.deliver(house.acts.installs(owner, channel(digital)));
  for (const who of digital.members) await house.deliver(house.acts.installs(who, personal(who)));
  await house.says(owner, 'set up meeting', { in: meetingsChannel });
  await house.press(owner, meetingsChannel, 'series.save', FORTNIGHT);
  await house.press(owner, meetingsChannel, 'series.confirm');
  series = (await house.clerk.store.db.selectFrom('series').select('id').executeTakeFirstOrThrow()).id;
}

afterEach(() => house.stop());

/** The first meeting, with Ben as its presenter by the rota and Rosa there; Sam is away. */
async function hold(): Promise<void> {
  await house.moveTo('2027-03-02T10:01:00Z');
  await house.press(ben, personal(ben), 'cpd.material', { topic: 'Process mapping', minutes: 30 });
  await house.moveTo('2027-03-09T09:30:00Z');
  for (const who of [ben, rosa]) await attend(who);
  const cpd = { series, plannedOn: '2027-03-09', item: 'cpd' };
  await house.presses(owner, 'item.done', cpd, { in: meetingsChannel });
  await house.moveTo('2027-03-09T10:30:00Z');
}

async function attend(who: Person): Promise<void> {
  await house.presses(who, 'attend.yes', { series, plannedOn: '2027-03-09' }, { in: meetingsChannel });
}

async function myCpd(who: Person): Promise<Card> {
  await house.says(who, 'my cpd');
  return house.lastCard(personal(who)).card;
}

/** Opens the first entry of one's card. */
async function openFirst(who: Person): Promise<{ entry: string; card: Card }> {
  const card = await myCpd(who);
  const choices = inputOf(card, 'entry')?.choices as { value: string }[];
  const entry = choices[0]?.value ?? '';
  const opened = await house.presses(who, 'cpd.entry', { ...dataOf(card, 'cpd.entry'), entry }, { in: personal(who) });
  return { entry, card: opened.card ?? {} };
}

describe('After a meeting', () => {
  beforeEach(() => open());

  test('each person who was there has an entry, the presenter as such; who was away has none', async () => {
    await hold();
    const bens = textOf(await myCpd(ben));
    expect(bens).toContain('9 March 2027\n: Process mapping, 30 minutes, presented');
    expect(bens).toContain('30 minutes in 1 entry, 30 minutes of it with others. You presented once.');
    expect(textOf(await myCpd(rosa))).toContain('9 March 2027\n: Process mapping, 30 minutes');
    expect(textOf(await myCpd(rosa))).not.toContain('presented');
    expect(textOf(await myCpd(owner))).toContain('Nothing yet.');
    const { card } = await openFirst(rosa);
    expect(textOf(card)).toContain('From the meeting on Tuesday 9 March 2027.');
    expect(inputOf(card, 'method')?.value).toBe('time-set-aside');
    expect(inputOf(card, 'participatory')?.value).toBe('true');
  });

  test('nobody has an entry for CPD of which nobody said that it was held, until somebody who chairs does', async () => {
    await house.moveTo('2027-03-02T10:01:00Z');
    await house.moveTo('2027-03-09T09:30:00Z');
    for (const who of [ben, rosa]) await attend(who);
    await house.moveTo('2027-03-09T10:30:00Z');
    expect(textOf(await myCpd(rosa))).toContain('Nothing yet.');
    const key = { series, plannedOn: '2027-03-09' };
    const press = (who: Person, verb: string) => house.presses(who, verb, key, { in: meetingsChannel });
    const record = await house.presses(owner, 'record.view', { ...key, page: 1 }, { in: meetingsChannel });
    expect(textOf(record.card ?? {})).toContain('Continuing professional development (CPD): not marked as done');
    expect(JSON.stringify((await press(rosa, 'meeting.more')).card)).not.toContain('record.cpd');
    expect((await press(rosa, 'record.cpd')).notice).toMatch(/^Only the owner/);
    expect(JSON.stringify((await press(owner, 'meeting.more')).card)).toContain('record.cpd');
    for (let again = 0; again < 2; again += 1) await press(owner, 'record.cpd');
    expect(textOf(await myCpd(rosa))).toContain('in 1 entry');
    expect(textOf(await myCpd(ben))).toContain('You presented once.');
    expect(textOf(await myCpd(owner))).toContain('Nothing yet.');
    expect(JSON.stringify((await press(owner, 'meeting.more')).card)).not.toContain('record.cpd');
  });

  test('CPD that was passed over is not said to be unmarked, and cannot be said to have been held', async () => {
    const key = { series, plannedOn: '2027-03-09' };
    await house.presses(owner, 'agenda.pass', { ...key, reason: 'Go-live' }, { in: meetingsChannel });
    await house.moveTo('2027-03-09T09:30:00Z');
    await attend(rosa);
    const early = await house.presses(owner, 'record.cpd', key, { in: meetingsChannel });
    expect(early.notice).toMatch(/The meeting is on/);
    await house.moveTo('2027-03-09T10:30:00Z');
    const record = await house.presses(owner, 'record.cpd', key, { in: meetingsChannel });
    expect(textOf(record.card ?? {})).toContain('Passed over this once: Go-live');
    expect(textOf(record.card ?? {})).not.toContain('not marked');
    expect(textOf(await myCpd(rosa))).toContain('Nothing yet.');
  });

  test('an entry is made once; a correction of who was there adds theirs; a deleted one stays deleted', async () => {
    await hold();
    await attend(rosa);
    expect(textOf(await myCpd(rosa))).toContain('30 minutes in 1 entry');
    const { entry } = await openFirst(rosa);
    await house.presses(rosa, 'cpd.remove', { entry }, { in: personal(rosa) });
    await attend(rosa);
    await attend(owner);
    expect(textOf(await myCpd(rosa))).toContain('Nothing yet.');
    expect(textOf(await myCpd(owner))).toContain('30 minutes in 1 entry');
  });

  test('a correction of who was there leaves the presenter what they are writing on their card', async () => {
    await hold();
    const toBen = () => house.far.sent.filter(({ conversationId }) => conversationId === ben.chatId).length;
    const before = toBen();
    expect(textOf(house.lastCard(personal(ben)).card)).toContain('Thank you for the CPD');
    await attend(owner);
    expect(textOf(await myCpd(owner))).toContain('in 1 entry');
    expect(toBen()).toBe(before);
  });

  test('those away get the material once, when it is there; those who were there do not', async () => {
    await hold();
    const missed = (who: Person) =>
      house
        .messages(personal(who))
        .filter(({ activity }) => textOf(cardOf(activity) ?? {}).includes('CPD that you missed'));
    expect(missed(owner)).toHaveLength(0);
    const material = { topic: 'Process mapping', minutes: 30, link: 'https://intranet.example/map', notes: 'Draw it.' };
    const saved = await house.press(ben, personal(ben), 'cpd.material', material);
    expect(textOf(saved.card ?? {})).toContain('Thank you for the CPD');
    await house.moveTo('2027-03-09T11:00:00Z');
    await house.moveTo('2027-03-09T11:01:00Z');
    expect(missed(owner)).toHaveLength(1);
    const [card] = missed(owner).map(({ activity }) => cardOf(activity) ?? {});
    expect(textOf(card ?? {})).toContain('Process mapping, by Ben Ito, on Tuesday 9 March 2027.');
    expect(JSON.stringify(card)).toContain('https://intranet.example/map');
    for (const who of [ben, rosa]) expect(missed(who)).toHaveLength(0);
  });
});

describe('A private reflection', () => {
  beforeEach(async () => {
    await open();
    await hold();
    const { entry } = await openFirst(rosa);
    await house.presses(rosa, 'cpd.reflect', { entry, reflection: SECRET }, { in: personal(rosa) });
  });

  test('is shown to its owner, who can change and delete it', async () => {
    const { entry, card } = await openFirst(rosa);
    expect(inputOf(card, 'reflection')?.value).toBe(SECRET);
    await house.presses(rosa, 'cpd.reflect', { entry, reflection: 'Surer now' }, { in: personal(rosa) });
    expect(inputOf((await openFirst(rosa)).card, 'reflection')?.value).toBe('Surer now');
    await house.presses(rosa, 'cpd.forget', { entry }, { in: personal(rosa) });
    expect(await house.clerk.store.db.selectFrom('cpdReflections').selectAll().execute()).toEqual([]);
  });

  test('goes with its entry', async () => {
    const { entry } = await openFirst(rosa);
    await house.presses(rosa, 'cpd.remove', { entry }, { in: personal(rosa) });
    expect(await house.clerk.store.db.selectFrom('cpdReflections').selectAll().execute()).toEqual([]);
  });

  test('is nobody else’s: neither the facilitator nor an admin opens, changes or deletes the entry', async () => {
    const { entry } = await openFirst(rosa);
    const before = house.far.sent.length;
    for (const who of [owner, ben]) {
      for (const [verb, more] of [
        ['cpd.entry', {}],
        ['cpd.save', READING],
        ['cpd.reflect', { reflection: 'Mine now' }],
        ['cpd.forget', {}],
        ['cpd.remove', {}],
      ] as const) {
        const answer = await house.presses(who, verb, { entry, ...more }, { in: personal(who) });
        expect(answer.notice, verb).toMatch(/not there any more/);
      }
    }
    expect(JSON.stringify(house.far.sent.slice(before))).not.toContain(SECRET);
    expect(inputOf((await openFirst(rosa)).card, 'reflection')?.value).toBe(SECRET);
    const channelSaw = house.messages(meetingsChannel).map(({ activity }) => JSON.stringify(activity));
    expect(channelSaw.join()).not.toContain(SECRET);
    expect(JSON.stringify(house.lines)).not.toContain(SECRET);
  });

  test('opened from a channel is seen by its owner alone: the card there does not change', async () => {
    const { entry } = await openFirst(rosa);
    await house.says(rosa, 'cpd', { in: meetingsChannel });
    const shared = house.lastCard(meetingsChannel);
    const pressed = await house.presses(
      rosa,
      'cpd.entry',
      { ...dataOf(shared.card, 'cpd.take'), entry },
      { in: meetingsChannel, replyTo: shared.id },
    );
    expect(inputOf(pressed.card ?? {}, 'reflection')?.value).toBe(SECRET);
    await house.settle();
    expect(house.lastCard(meetingsChannel)).toEqual(shared);
  });
});

describe.each(ENGINES)('My CPD on %s', (engine) => {
  beforeEach(() => open(engine));

  test('takes entries by hand, once for each card and filling, and changes them', async () => {
    const card = await myCpd(rosa);
    const form = await house.presses(rosa, 'cpd.form', dataOf(card, 'cpd.form'), { in: personal(rosa) });
    const add = dataOf(form.card ?? {}, 'cpd.add');
    await house.presses(rosa, 'cpd.add', { ...add, ...READING }, { in: personal(rosa) });
    const again = await house.presses(rosa, 'cpd.add', { ...add, ...READING }, { in: personal(rosa) });
    expect(textOf(again.card ?? {})).toContain('My CPD entry');
    expect(textOf(await myCpd(rosa))).toContain('45 minutes in 1 entry.');
    const { entry } = await openFirst(rosa);
    await house.presses(
      rosa,
      'cpd.save',
      { entry, ...READING, minutes: 90, participatory: 'true' },
      { in: personal(rosa) },
    );
    expect(textOf(await myCpd(rosa))).toContain('1 hour 30 minutes in 1 entry, 1 hour 30 minutes of it with others.');
  });

  test('refuses a date to come, no title, and minutes that are none, in words', async () => {
    const add = (more: object) => house.presses(rosa, 'cpd.add', { ...READING, ...more }, { in: personal(rosa) });
    expect((await add({ heldOn: '2027-03-03' })).notice).toMatch(/^Date: it is still to come/);
    expect((await add({ heldOn: '2027-02-29' })).notice).toMatch(/^Date: /);
    expect((await add({ title: ' ' })).notice).toBe('Title: write what it was.');
    expect((await add({ minutes: 0 })).notice).toBe('Minutes: at least 1 minute.');
    expect((await add({ minutes: 'an hour' })).notice).toBe('Minutes: a number of minutes.');
    expect((await add({ method: 'osmosis' })).notice).toMatch(/^How you learned/);
  });

  test('counts from April, or by the calendar year where its owner says so', async () => {
    for (const heldOn of ['2026-03-31', '2026-04-01', '2026-12-31', '2027-01-01']) {
      await house.presses(rosa, 'cpd.add', { ...READING, title: `On ${heldOn}`, heldOn }, { in: personal(rosa) });
    }
    const april = textOf(await myCpd(rosa));
    expect(april).toContain('2026 to 2027\n: 1 April 2026 to 31 March 2027');
    expect(april).toContain('2 hours 15 minutes in 3 entries');
    const before = await house.presses(rosa, 'cpd.mine', { year: '2025' }, { in: personal(rosa) });
    expect(textOf(before.card ?? {})).toContain('31 March 2026\n: On 2026-03-31');
    await house.presses(rosa, 'cpd.mine', { kind: 'calendar' }, { in: personal(rosa) });
    const calendar = textOf(await myCpd(rosa));
    expect(calendar).toContain('2027\n: 1 January 2027 to 31 December 2027');
    expect(calendar).toContain('45 minutes in 1 entry.');
    expect(textOf(await myCpd(ben))).toContain('2026 to 2027');
  });

  test('shows many entries a page at a time', async () => {
    for (let day = 10; day < 20; day += 1) {
      const one = { ...READING, title: `Day ${day}`, heldOn: `2027-02-${day}` };
      await house.presses(rosa, 'cpd.add', one, { in: personal(rosa) });
    }
    const first = await myCpd(rosa);
    expect(textOf(first)).toContain('Page 1 of 2.');
    const second = await house.presses(rosa, 'cpd.mine', dataOf(first, 'cpd.mine'), { in: personal(rosa) });
    expect(textOf(second.card ?? {})).toContain('10 February 2027\n: Day 10');
  });
});

describe('A copy', () => {
  beforeEach(() => open());

  async function copyOf(who: Person, inputs: object): Promise<{ page: string; text: string }> {
    await house.presses(who, 'cpd.copy', inputs, { in: personal(who) });
    const { card } = house.lastCard(personal(who));
    const token = /https:\/\/clerk\.example\/cpd\/([\w-]{43})"/.exec(JSON.stringify(card))?.[1] ?? '';
    return { page: `${house.clerk.url}/cpd/${token}`, text: textOf(card) };
  }

  test('is a page to print and a spreadsheet, at an address that ends after an hour', async () => {
    const formula = { ...READING, title: '=HYPERLINK("https://evil.example")', domain: '<b>Safety</b>' };
    await house.presses(rosa, 'cpd.add', formula, { in: personal(rosa) });
    const { page } = await copyOf(rosa, {});
    const html = await (await fetch(page)).text();
    expect(html).toContain('CPD of Rosa Marsh, 2026 to 2027');
    expect(html).toContain('&lt;b&gt;Safety&lt;/b&gt;');
    const csv = await fetch(`${page}.csv`);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    const text = await csv.text();
    expect(text).toContain('Date,Title,Minutes,Participatory,Presented,Method,Domain\r\n');
    expect(text).toContain(`2027-03-01,"'=HYPERLINK(""https://evil.example"")",45,No,No,`);
    house.setClock('2027-03-02T11:01:00Z');
    expect((await fetch(page)).status).toBe(404);
    expect((await fetch(`${house.clerk.url}/cpd/${'x'.repeat(43)}`)).status).toBe(404);
  });

  test('holds private reflections only where its owner wants them, and nothing of anybody else', async () => {
    await hold();
    const { entry } = await openFirst(rosa);
    await house.presses(rosa, 'cpd.reflect', { entry, reflection: SECRET }, { in: personal(rosa) });
    const without = await copyOf(rosa, {});
    expect(await (await fetch(without.page)).text()).not.toContain(SECRET);
    expect(await (await fetch(`${without.page}.csv`)).text()).not.toContain(SECRET);
    const full = await copyOf(rosa, { reflections: 'true' });
    expect(full.text).toContain('Your private reflections are in it.');
    expect(await (await fetch(full.page)).text()).toContain(SECRET);
    expect(await (await fetch(`${full.page}.csv`)).text()).toContain(SECRET);
    const bens = await copyOf(ben, { reflections: 'true' });
    expect(await (await fetch(bens.page)).text()).not.toContain(SECRET);
  });
});
