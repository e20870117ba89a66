// The presenter rota through the door: who is given a date, told, reminded; volunteering, "not me", guests, swaps.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRotaService } from '../../src/meetings/rota-service.ts';
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
  verbsOf,
} from '../support/clerk.ts';
import { ENGINES, type Engine } from '../support/databases.ts';
import { cardOf } from '../support/record.ts';
import type { Person } from '../support/world.ts';

const owner = person('Sam Okafor');
const rosa = person('Rosa Marsh');
const ben = person('Ben Ito');
const stranger = person('Tomasz Nowak');
const digital = team('Digital Team', [owner, rosa, ben], { channels: ['Meetings'] });
const meetingsChannel = channel(digital, 'Meetings');

const FORTNIGHT = {
  title: 'Clinical informatics team',
  firstOn: '2027-03-09',
  startTime: '09:30',
  minutes: 60,
  repeat: 'fortnightly',
};

let house: House;
let series: string;

async function open(start: string, people: readonly Person[] = digital.members, engine?: Engine): Promise<void> {
  house = await startHouse({
    ...(engine && { engine }),
    people: [owner, rosa, ben, stranger],
    teams: [{ ...digital, members: people }],
    start,
  });
  await house.deliver(house.acts.installs(owner, channel(digital)));
  for (const who of people) await house.deliver(house.acts.installs(who, personal(who)));
  await house.says(owner, 'set up meeting', { in: meetingsChannel });
  await house.press(owner, meetingsChannel, 'series.save', FORTNIGHT);
  await house.press(owner, meetingsChannel, 'series.confirm');
  series = (await house.clerk.store.db.selectFrom('series').select('id').executeTakeFirstOrThrow()).id;
  await house.settle();
}

afterEach(() => house.stop());

/** The cards that somebody was sent whose heading is this. */
function toldOf(who: Person, heading: string): Card[] {
  return house.messages(personal(who)).flatMap(({ activity }) => {
    const card = cardOf(activity);
    return card && textOf(card).includes(`${heading}\n`) ? [card] : [];
  });
}

async function rotaCard(who: Person = owner): Promise<string> {
  await house.says(who, 'cpd', { in: meetingsChannel });
  return textOf(house.lastCard(meetingsChannel).card);
}

async function pressRota(who: Person, verb: string, inputs: object) {
  return house.presses(who, verb, { series, ...inputs }, { in: meetingsChannel });
}

describe('The presenter rota of a fortnightly meeting', () => {
  beforeEach(() => open('2027-02-20T10:00:00Z'));

  test('shows who would present on the next dates, in turn', async () => {
    const shown = await rotaCard();
    expect(shown).toContain('Tuesday 9 March 2027 at 9:30am\n: Ben Ito, by the rota');
    expect(shown).toContain('Tuesday 23 March 2027 at 9:30am\n: Rosa Marsh, by the rota');
    expect(shown).toContain('Tuesday 6 April 2027 at 9:30am\n: Sam Okafor, by the rota');
    expect(shown).toContain('Tuesday 20 April 2027 at 9:30am\n: Ben Ito, by the rota');
  });

  test('takes what somebody fills in from a view of their own; the card of all follows, and the view stays', async () => {
    await rotaCard();
    const shared = house.lastCard(meetingsChannel);
    expect(verbsOf(shared.card)).toEqual(['cpd.take']);
    expect(JSON.stringify(shared.card)).not.toContain('"Input.');
    const own = await house.press(rosa, meetingsChannel, 'cpd.take', {}, shared);
    for (const id of ['plannedOn', 'topic', 'sort', 'guest', 'guestTopic']) {
      expect(inputOf(own.card ?? {}, id)).toBeDefined();
    }
    expect(house.lastCard(meetingsChannel)).toEqual(shared);
    const on = { ...shared, card: own.card ?? {} };
    const taken = await house.press(rosa, meetingsChannel, 'cpd.volunteer', { plannedOn: '2027-03-09' }, on);
    for (const card of [taken.card ?? {}, house.lastCard(meetingsChannel).card]) {
      expect(textOf(card)).toContain('Tuesday 9 March 2027 at 9:30am\n: Rosa Marsh\n');
      expect(JSON.stringify(card)).not.toContain('"Input.');
    }
  });

  test('in one’s own chat is filled in on a card that nobody else’s act changes', async () => {
    await house.says(ben, 'cpd');
    await house.press(ben, personal(ben), 'cpd.take');
    const form = house.lastCard(personal(ben));
    await pressRota(rosa, 'cpd.volunteer', { plannedOn: '2027-03-09' });
    await house.presses(owner, 'occurrence.skip', { series, plannedOn: '2027-04-06' }, { in: meetingsChannel });
    expect(house.lastCard(personal(ben))).toEqual(form);
    const done = await house.press(ben, personal(ben), 'cpd.notMe', { plannedOn: '2027-03-23' });
    expect(textOf(done.card ?? {})).toContain(': Rosa Marsh\n');
    expect(textOf(house.lastCard(personal(ben)).card)).toContain('CPD: who presents');
  });

  test('tells the presenter 14 days before and 3 days before, once each, and nobody else', async () => {
    await house.moveTo('2027-02-23T09:29:00Z');
    expect(toldOf(ben, 'You present CPD')).toHaveLength(0);
    await house.moveTo('2027-02-23T09:30:00Z');
    expect(toldOf(ben, 'You present CPD')).toHaveLength(1);
    // Three days before is a Saturday, and on the day itself it would be too late to prepare anything: so on Friday.
    await house.moveTo('2027-03-05T09:29:00Z');
    expect(toldOf(ben, 'A reminder: you present CPD')).toHaveLength(0);
    await house.moveTo('2027-03-05T09:30:00Z');
    await house.moveTo('2027-03-08T08:00:00Z');
    expect(toldOf(ben, 'A reminder: you present CPD')).toHaveLength(1);
    expect(toldOf(ben, 'You present CPD')).toHaveLength(1);
    for (const who of [owner, rosa]) expect(toldOf(who, 'You present CPD')).toHaveLength(0);
  });

  test('reminds a day sooner where the team has that Friday off', async () => {
    await house.presses(owner, 'days.save', { date: '2027-03-05', kind: 'off' }, { in: meetingsChannel });
    await house.moveTo('2027-02-23T09:30:00Z');
    await house.moveTo('2027-03-04T09:29:00Z');
    expect(toldOf(ben, 'A reminder: you present CPD')).toHaveLength(0);
    await house.moveTo('2027-03-04T09:30:00Z');
    expect(toldOf(ben, 'A reminder: you present CPD')).toHaveLength(1);
  });

  test('goes on to the next date in turn when a meeting was held', async () => {
    await house.moveTo('2027-02-23T09:30:00Z');
    await house.moveTo('2027-03-09T09:30:00Z');
    await house.moveTo('2027-03-09T10:30:00Z');
    expect(toldOf(rosa, 'You present CPD')).toHaveLength(1);
    const shown = await rotaCard();
    expect(shown).toContain('Tuesday 23 March 2027 at 9:30am\n: Rosa Marsh');
    expect(shown).toContain('Tuesday 20 April 2027 at 9:30am\n: Ben Ito, by the rota');
  });

  test('gives whoever had a date that was left out the next one', async () => {
    await house.moveTo('2027-02-23T09:30:00Z');
    await house.presses(
      owner,
      'occurrence.skip',
      { series, plannedOn: '2027-03-09', reason: 'Go-live' },
      { in: meetingsChannel },
    );
    expect(await rotaCard()).toContain('Tuesday 23 March 2027 at 9:30am\n: Ben Ito, by the rota');
    const [card] = toldOf(ben, 'You need not present CPD');
    expect(textOf(card ?? {})).toContain('Tuesday 9 March 2027 at 9:30am: the meeting is left out.');
  });

  test('passes over who is away, also after they were given the date, and keeps their place', async () => {
    await house.moveTo('2027-02-23T09:30:00Z');
    await house.says(ben, 'away until 9 March 2027');
    await house.moveTo('2027-02-23T09:31:00Z');
    expect(toldOf(rosa, 'You present CPD')).toHaveLength(1);
    expect(toldOf(ben, 'You need not present CPD')).toHaveLength(1);
    const shown = await rotaCard();
    expect(shown).toContain('Tuesday 9 March 2027 at 9:30am\n: Rosa Marsh');
    expect(shown).toContain('Tuesday 23 March 2027 at 9:30am\n: Ben Ito, by the rota');
  });

  test('tells the owner once when everyone is away, and takes up again when somebody is back', async () => {
    for (const who of digital.members) await house.says(who, 'away until 31 March 2027');
    expect(await rotaCard()).toContain('Tuesday 9 March 2027 at 9:30am\n: nobody is free');
    await house.moveTo('2027-02-23T09:30:00Z');
    await house.moveTo('2027-02-23T09:31:00Z');
    expect(toldOf(owner, 'Nobody can present CPD')).toHaveLength(1);
    await house.says(ben, 'resume');
    await house.moveTo('2027-02-23T09:40:00Z');
    expect(toldOf(ben, 'You present CPD')).toHaveLength(1);
  });

  test('goes on when the presenter says "not me", and again when they leave the team', async () => {
    await house.moveTo('2027-02-23T09:30:00Z');
    const [card] = toldOf(ben, 'You present CPD');
    const answer = await house.presses(ben, 'cpd.notMe', dataOf(card ?? {}, 'cpd.notMe'), { in: personal(ben) });
    expect(textOf(answer.card ?? {})).toContain('You need not present CPD');
    await house.moveTo('2027-02-23T09:31:00Z');
    expect(toldOf(rosa, 'You present CPD')).toHaveLength(1);
    house.far.teams[0] = { ...digital, members: [owner, ben] };
    await house.deliver(house.acts.leaves([rosa], channel(digital)));
    await house.moveTo('2027-02-23T09:35:00Z');
    expect(toldOf(owner, 'You present CPD')).toHaveLength(1);
    expect(toldOf(ben, 'You present CPD')).toHaveLength(0);
  });

  test('lets a volunteer take a date from the rota, and from nobody who chose it', async () => {
    await house.moveTo('2027-02-23T09:30:00Z');
    const taken = await pressRota(owner, 'cpd.volunteer', { plannedOn: '2027-03-09' });
    expect(textOf(taken.card ?? {})).toContain('Tuesday 9 March 2027 at 9:30am\n: Sam Okafor');
    // Who was told before hears it, in a message of its own: they would have prepared in vain.
    expect(toldOf(ben, 'You need not present CPD')).toHaveLength(2);
    await house.moveTo('2027-02-23T09:31:00Z');
    expect(toldOf(owner, 'You present CPD')).toHaveLength(1);
    const refused = await pressRota(rosa, 'cpd.volunteer', { plannedOn: '2027-03-09' });
    expect(refused.notice).toBe('Sam Okafor presents then. Choose another date, or ask them to change with you.');
    expect((await pressRota(owner, 'cpd.volunteer', { plannedOn: '2027-03-09' })).notice).toBeUndefined();
    await house.says(rosa, 'away until 1 May 2027');
    expect((await pressRota(rosa, 'cpd.volunteer', { plannedOn: '2027-03-23' })).notice).toMatch(/^You are away then/);
    expect((await pressRota(rosa, 'cpd.volunteer', { plannedOn: '2027-03-10' })).notice).toMatch(/^Which date/);
  });

  test('changes two dates when the other agrees, and none when they do not', async () => {
    const asked = await pressRota(ben, 'cpd.swap', { plannedOn: '2027-03-09', withOn: '2027-03-23' });
    expect(asked.notice).toBe('I have asked Rosa Marsh. Until they say yes, the date stays yours.');
    const place = personal(rosa);
    expect(textOf(house.lastCard(place).card)).toContain(
      'Ben Ito asks you to present CPD on Tuesday 9 March 2027, and presents on your date, Tuesday 23 March 2027.',
    );
    const no = dataOf(house.lastCard(place).card, 'cpd.answerSwap');
    await house.presses(rosa, 'cpd.answerSwap', { ...no, answer: 'no' }, { in: place });
    expect(toldOf(ben, 'The dates stay as they are')).toHaveLength(1);
    expect(await rotaCard()).toContain('Tuesday 9 March 2027 at 9:30am\n: Ben Ito, by the rota');

    await house.presses(
      ben,
      'cpd.swap',
      { series, plannedOn: '2027-03-09', withOn: '2027-03-23' },
      { in: personal(ben) },
    );
    await house.press(rosa, place, 'cpd.answerSwap');
    expect(toldOf(ben, 'The dates are changed')).toHaveLength(1);
    const shown = await rotaCard();
    expect(shown).toContain('Tuesday 9 March 2027 at 9:30am\n: Rosa Marsh');
    expect(shown).toContain('Tuesday 23 March 2027 at 9:30am\n: Ben Ito');
    const meddling = await house.presses(ben, 'cpd.answerSwap', { ...no, answer: 'yes' }, { in: personal(ben) });
    expect(meddling.notice).toMatch(/^This meeting is not there/);
  });

  test('asks once for a change of dates, however often Teams sends the click', async () => {
    await rotaCard(ben);
    const { card } = dataOf(house.lastCard(meetingsChannel).card, 'cpd.take');
    const press = { plannedOn: '2027-03-09', withOn: '2027-03-23', card };
    await pressRota(ben, 'cpd.swap', press);
    await pressRota(ben, 'cpd.swap', press);
    expect(toldOf(rosa, 'Will you change dates?')).toHaveLength(1);
    const topic = { topic: 'Hazard logs', sort: 'wish', card };
    await pressRota(ben, 'cpd.topic', topic);
    await pressRota(ben, 'cpd.topic', topic);
    expect((await rotaCard()).match(/Hazard logs/g)).toHaveLength(1);
  });

  test('has guests from outside the team: whoever invites them is told in their place', async () => {
    const guest = { plannedOn: '2027-03-09', guest: 'Priya Raman', guestTopic: 'Process mapping' };
    await pressRota(owner, 'cpd.guest', guest);
    const shown = await rotaCard();
    expect(shown).toContain('Tuesday 9 March 2027 at 9:30am\n: Priya Raman (guest), Process mapping');
    expect(shown).toContain('Tuesday 23 March 2027 at 9:30am\n: Ben Ito, by the rota');
    await house.moveTo('2027-02-23T09:30:00Z');
    expect(toldOf(owner, 'Your guest presents CPD')).toHaveLength(1);
    expect((await pressRota(rosa, 'cpd.volunteer', { plannedOn: '2027-03-09' })).notice).toMatch(
      /^Priya Raman presents/,
    );
  });

  test('proposes topics to the presenter: what members offer and would like to hear', async () => {
    await pressRota(rosa, 'cpd.topic', { topic: 'Hazard logs', sort: 'offer' });
    await pressRota(owner, 'cpd.topic', { topic: 'FHIR in plain words', sort: 'wish' });
    await house.moveTo('2027-02-23T09:30:00Z');
    const [card] = toldOf(ben, 'You present CPD');
    expect(textOf(card ?? {})).toContain('Hazard logs\n: Rosa Marsh can present it');
    expect(textOf(card ?? {})).toContain('FHIR in plain words\n: somebody would like to hear about it');
    const what = { topic: 'FHIR in plain words', minutes: 30 };
    const data = dataOf(card ?? {}, 'cpd.material');
    const saved = await house.presses(ben, 'cpd.material', { ...data, ...what }, { in: personal(ben) });
    expect(inputOf(saved.card ?? {}, 'topic')?.value).toBe('FHIR in plain words');
    expect(await rotaCard()).toContain(': Ben Ito, FHIR in plain words');
    const refused = await house.presses(rosa, 'cpd.material', { ...data, ...what }, { in: personal(rosa) });
    expect(refused.notice).toMatch(/^Only the presenter/);
  });

  test('proposes the commonest gaps of the team after what its members proposed', async () => {
    await pressRota(rosa, 'cpd.topic', { topic: 'Hazard logs', sort: 'wish' });
    const { db } = house.clerk.store;
    const { teamId } = await db.selectFrom('series').select('teamId').executeTakeFirstOrThrow();
    const rota = createRotaService({ db, now: house.now, gapTopics: async () => ['Interoperability'] });
    expect(await rota.topics(teamId)).toEqual([
      { title: 'Hazard logs', why: 'somebody would like to hear about it' },
      { title: 'Interoperability', why: 'a common gap in the team' },
    ]);
  });

  test('passes over CPD where the meeting does, and nobody loses their turn by it', async () => {
    const pass = { series, plannedOn: '2027-03-09', reason: 'Go-live' };
    await house.presses(owner, 'agenda.pass', pass, { in: meetingsChannel });
    const shown = await rotaCard();
    expect(shown).not.toContain('Tuesday 9 March 2027 at 9:30am');
    expect(shown).toContain('Tuesday 23 March 2027 at 9:30am\n: Ben Ito, by the rota');
  });

  test('tells who has left the team nothing more of it, also on the cards that they have', async () => {
    await house.moveTo('2027-02-23T09:30:00Z');
    await house.says(ben, 'cpd');
    house.far.teams[0] = { ...digital, members: [owner, rosa] };
    await house.deliver(house.acts.leaves([ben], channel(digital)));
    await house.moveTo('2027-02-23T09:35:00Z');
    const [card] = toldOf(ben, 'You need not present CPD');
    expect(textOf(card ?? {})).not.toContain('Rosa');
    expect((await pressRota(ben, 'cpd.volunteer', { plannedOn: '2027-03-23' })).notice).toMatch(/^Only members/);
    const before = house.far.sent.length;
    await pressRota(owner, 'cpd.volunteer', { plannedOn: '2027-03-23' });
    const toBen = house.far.sent.slice(before).filter(({ conversationId }) => conversationId === ben.chatId);
    expect(toBen).toEqual([]);
  });

  test('is for the team alone', async () => {
    const refused = await pressRota(stranger, 'cpd.volunteer', { plannedOn: '2027-03-09' });
    expect(refused.notice).toMatch(/^Only members of this team/);
    expect((await pressRota(stranger, 'cpd.view', {})).notice).toMatch(/^This meeting is not there/);
  });
});

describe.each(ENGINES)('A rota of one, on %s,', (engine) => {
  test('has the same presenter each time, and tells them of each', async () => {
    await open('2027-02-20T10:00:00Z', [owner], engine);
    const shown = await rotaCard();
    expect(shown.match(/: Sam Okafor, by the rota/g)).toHaveLength(4);
    expect(verbsOf(house.lastCard(meetingsChannel).card)).toEqual(['cpd.take']);
    await house.moveTo('2027-02-23T09:30:00Z');
    await house.moveTo('2027-03-09T09:30:00Z');
    expect(toldOf(owner, 'You present CPD')).toHaveLength(2);
  });
});
