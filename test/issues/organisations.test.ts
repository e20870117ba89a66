// A tenant is not an organisation: two of them in one tenant and one in another, all with a cabinet of the prefix CAB.
// Nothing of one is offered, listed or found in another.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Place } from '../support/activities.ts';
import { channel, type House, inputOf, personal, startHouse, textOf } from '../support/clerk.ts';
import { levels } from '../support/log.ts';
import type { Person } from '../support/world.ts';
import { cabinetChannel, cast, community, elsewhere, raise, startCast } from './cast.ts';

const nurse = cast.raiser;
const otto = cast['other-organisation'];
const tess = cast['other-tenant'];

let house: House;

/** Raises an issue with the fewest presses, in the chat of whoever it is. */
async function raiseAs(who: Person, title: string, start: object = { harm: 'no' }) {
  await house.says(who, 'raise');
  await house.press(who, personal(who), 'issue.start', start);
  return house.press(who, personal(who), 'issue.raise', { title });
}

function everything(place: Place): string {
  return JSON.stringify(house.messages(place).map(({ activity }) => activity));
}

describe('Three organisations in two tenants, each with a cabinet CAB', () => {
  beforeEach(async () => {
    house = await startCast();
  });
  afterEach(() => house.stop());

  const places: [Person, Place, string][] = [
    [nurse, cabinetChannel, 'Ours'],
    [otto, channel(community), 'Theirs'],
    [tess, channel(elsewhere), 'Elsewhere'],
  ];

  test('give their own CAB-1, and each finds under it what is theirs', async () => {
    for (const [who, , title] of places) {
      const raised = await raiseAs(who, title);
      expect(textOf(raised.card ?? {})).toContain('CAB-1');
    }
    for (const [who, , title] of places) {
      await house.says(who, 'issue cab-1');
      expect(textOf(house.lastCard(personal(who)).card)).toContain(title);
    }
  });

  test('show an issue on their own channel, and on no other', async () => {
    for (const [who, , title] of places) await raiseAs(who, title);
    for (const [, place, title] of places) {
      const shown = everything(place);
      expect(places.map(([, , one]) => one).filter((one) => shown.includes(`"${one}"`))).toEqual([title]);
    }
  });

  test('list only what is theirs, also when another’s cabinet is named', async () => {
    await raiseAs(nurse, 'Ours');
    await raiseAs(otto, 'Theirs');
    for (const words of ['issues', 'issues CAB', 'issues Ward Digital']) {
      await house.says(otto, words);
      const shown = textOf(house.lastCard(personal(otto)).card);
      expect(shown).toContain('Theirs');
      expect(shown).not.toMatch(/Ours|Ward Digital Cabinet/);
    }
  });

  test('offer nobody another’s cabinet, and take nothing for one', async () => {
    await house.says(otto, 'raise');
    const { card } = house.lastCard(personal(otto));
    expect(inputOf(card, 'cabinet')).toBeUndefined();
    expect(JSON.stringify(card)).not.toContain('Ward Digital');
    const { db } = house.clerk.store;
    const ours = await db.selectFrom('cabinets').select('id').where('name', '=', 'Ward Digital Cabinet').execute();
    await raiseAs(otto, 'For somebody else', { harm: 'no', cabinet: ours[0]?.id });
    expect(everything(cabinetChannel)).not.toContain('For somebody else');
    expect(everything(channel(community))).toContain('For somebody else');
  });

  test('with two cabinets of one’s own, another’s is no choice', async () => {
    const second = { name: 'Second Cabinet', prefix: 'SEC' };
    const place = channel(community);
    house.far.teams.push({
      ...community,
      channels: [...community.channels, { id: '19:2nd@thread.tacv2', name: '2nd' }],
    });
    const theirs = { kind: 'channel', team: community, thread: undefined } as const;
    const other: Place = { ...theirs, channel: { id: '19:2nd@thread.tacv2', name: '2nd' } };
    await house.presses(otto, 'cabinet.save', second, { in: other });
    await house.says(otto, 'raise');
    const choices = JSON.stringify(inputOf(house.lastCard(personal(otto)).card, 'cabinet'));
    expect(choices).toContain('Second Cabinet');
    expect(choices).not.toContain('Ward Digital');
    const { db } = house.clerk.store;
    const ours = await db.selectFrom('cabinets').select('id').where('name', '=', 'Ward Digital Cabinet').execute();
    const start = { harm: 'yes', cabinet: ours[0]?.id };
    expect((await house.press(otto, personal(otto), 'issue.start', start)).notice).toMatch(/^Cabinet: choose one/);
    expect(await db.selectFrom('issues').select('id').execute()).toEqual([]);
    expect(everything(place)).not.toContain('CAB-1');
  });

  test('say nothing of their issues in a channel of another, whoever asks there', async () => {
    await raise(house, 'The printer is down');
    const place = channel(community);
    for (const who of [nurse, cast.handler, cast.stranger]) {
      for (const words of ['issues', 'issue CAB-1', 'my issues']) await house.says(who, words, { in: place });
    }
    expect(everything(place)).not.toMatch(/The printer is down|Ward Digital Cabinet/);
    const alone = 'I have sent it to you in our own chat.';
    const toStranger = 'Ask me that in our own chat: people of another organisation read along here.';
    expect(house.linesIn(place)).toEqual([...Array(7).fill(alone), toStranger, alone]);
    expect(everything(personal(cast.handler))).toContain('The printer is down');
  });
});

describe('A tenant that is not named in CLERK_TENANTS', () => {
  beforeEach(async () => {
    house = await startHouse({ people: Object.values(cast), teams: [elsewhere] });
  });
  afterEach(() => house.stop());

  test('is refused at the door with 403 and one line in the log, and nothing of it is kept', async () => {
    const before = house.lines.length;
    const acts = [
      house.acts.says(tess, 'raise the printer is down'),
      house.acts.presses(tess, 'issue.start', { harm: 'no' }),
      house.acts.installs(tess, channel(elsewhere)),
    ];
    for (const act of acts) expect((await house.deliver(act)).status).toBe(403);
    const lines = house.lines.slice(before).filter(({ level }) => level >= levels.warn);
    expect(lines.map(({ msg }) => msg)).toEqual(
      acts.map(() => 'a request was refused: its tenant is not in CLERK_TENANTS'),
    );
    const { db } = house.clerk.store;
    for (const table of ['people', 'conversations', 'teams', 'inbox'] as const) {
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
    expect(house.far.sent).toEqual([]);
  });
});
