// Check-ins in the tab's API: who reads and does what, for every role; and that what is unattributed is nobody's.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type {
  ShownDigest,
  ShownForum,
  ShownForums,
  ShownPlace,
  ShownPlaceDone,
  ShownRoster,
} from '../../src/checkins/shown.ts';
import { removeMember } from '../../src/people/teams-store.ts';
import { ENGINES } from '../support/databases.ts';
import { cast, ROLES, type Role, startTabHouse, type TabHouse } from '../support/tab.ts';
import { answerRound, DIGEST, LATE_END, newestRound, PROMPT, startForum } from '../support/tab-checkins.ts';
import { actorOf } from '../support/tab-meetings.ts';

const { stranger, raiser, teammate, facilitator, handler } = cast;

/** On its roster; the teammate hosts it, and facilitator, deputy and admin may change it. */
const ROSTER: readonly Role[] = ['stranger', 'raiser'];
const READERS: readonly Role[] = [...ROSTER, 'teammate'];
const RUNNERS: readonly Role[] = ['teammate', 'facilitator', 'deputy', 'admin'];
const AROUND: readonly Role[] = [...READERS, ...RUNNERS];

const WRONG = [
  ['none', undefined, {}],
  ['expired', teammate, { endsIn: -10 }],
  ['forged', teammate, { forged: true }],
  ['of another audience', teammate, { claims: { aud: '00000000-0000-4000-8000-0000000000ff' } }],
] as const;

const ITEMS = {
  learning: 'Two-way messages save calls',
  need: 'A template for a safety case',
  offer: 'Our imaging contract',
};

describe('A check-in, in the tab', () => {
  let house: TabHouse;
  let id: string;
  let round: string;
  let items: Record<string, string>;
  beforeAll(async () => {
    house = await startTabHouse();
    id = await startForum(house, ROSTER);
    await house.moveTo(PROMPT);
    await answerRound(house, 'raiser', 'steady', ITEMS);
    await house.moveTo(DIGEST);
    round = await newestRound(house);
    const rows = await house.clerk.store.db.selectFrom('checkinItems').select(['id', 'kind']).execute();
    items = Object.fromEntries(rows.map((row) => [row.kind, row.id]));
  });
  afterAll(() => house.stop());

  test.each(WRONG)('shows and does nothing with a token that is %s', async (_, who, change) => {
    for (const path of ['checkins', `checkins/${id}`, `checkins/${id}/roster`]) {
      expect((await house.ask(who, path, undefined, change)).status).toBe(401);
    }
    const deeds = ['answer', 'add', 'help', 'skip', 'away', 'pause', 'resume'].map((deed) => `rounds/${round}/${deed}`);
    const others = ['digest', 'csv', 'roster/csv'].map((path) => `checkins/${id}/${path}`);
    const about = [`items/${items.need}/offer`, `items/${items.learning}/share`];
    for (const path of [...deeds, ...others, ...about]) {
      expect((await house.ask(who, path, { state: 'steady', about: 'need' }, change)).status).toBe(401);
    }
  });

  test.each(ROLES)('is listed and opened by who is on its roster, hosts it or runs the team: %s', async (role) => {
    const who = cast[role];
    const { forums } = (await house.ask(who, 'checkins')).body as ShownForums;
    expect(forums.map((forum) => forum.id)).toEqual(AROUND.includes(role) ? [id] : []);
    const opened = await house.ask(who, `checkins/${id}`);
    expect(opened.status).toBe(AROUND.includes(role) ? 200 : 404);
    if (opened.status !== 200) return;
    const shown = opened.body as ShownForum;
    expect([shown.reads, shown.runs]).toEqual([READERS.includes(role), RUNNERS.includes(role)]);
    expect([shown.rounds.length > 0, shown.place !== undefined]).toEqual([
      READERS.includes(role),
      ROSTER.includes(role),
    ]);
  });

  test.each(ROLES)('its digest is read by who is on its roster or hosts it: %s', async (role) => {
    const status = READERS.includes(role) ? 200 : AROUND.includes(role) ? 403 : 404;
    for (const path of ['digest', 'csv']) {
      for (const asked of [{}, { round }]) {
        const answer = await house.ask(cast[role], `checkins/${id}/${path}`, asked);
        expect([path, answer.status]).toEqual([path, status]);
        expect(answer.text.includes(ITEMS.offer)).toBe(status === 200);
        if (path === 'digest' && status === 200) expect(answer.body.answers).toBe(ROSTER.includes(role));
      }
    }
  });

  test.each(ROLES)('its roster is seen by who may change it, the note of the host by the host: %s', async (role) => {
    const status = RUNNERS.includes(role) ? 200 : AROUND.includes(role) ? 403 : 404;
    const roster = await house.ask(cast[role], `checkins/${id}/roster`);
    expect(roster.status).toBe(status);
    const file = await house.ask(cast[role], `checkins/${id}/roster/csv`, {});
    expect([file.status, file.text.includes(stranger.name)]).toEqual([status, status === 200]);
    if (status === 200) expect((roster.body as ShownRoster).note.length > 0).toBe(role === 'teammate');
  });

  const deeds: [string, object][] = [
    ['answer', { state: 'steady' }],
    ['add', { offer: 'Slides of our last board' }],
    ['help', { how: 'count' }],
    ['skip', {}],
    ['away', { until: '2026-12-09' }],
    ['pause', {}],
    ['resume', {}],
  ];
  test.each(ROLES.flatMap((role) => deeds.map(([deed, body]) => [role, deed, body] as const)))(
    'a place in its round is one’s own, of who is on its roster: %s, %s',
    async (role, deed, body) => {
      if (deed === 'help' && ROSTER.includes(role)) {
        await house.ask(cast[role], `rounds/${round}/answer`, { state: 'need-help' });
      }
      const answer = await house.ask(cast[role], `rounds/${round}/${deed}`, body);
      // What the raiser said is in the digest by now, and stays as it is.
      const kept = role === 'raiser' && !['pause', 'resume'].includes(deed);
      expect(answer.status).toBe(!ROSTER.includes(role) ? 403 : kept ? 409 : 200);
    },
  );

  test.each(ROLES)('who is on its roster, and no author, answers an item: %s', async (role) => {
    const status = role === 'raiser' ? 409 : role === 'stranger' ? 200 : 403;
    const tried = [
      await house.ask(cast[role], `items/${items.need}/offer`, { about: 'need' }),
      await house.ask(cast[role], `items/${items.offer}/offer`, { about: 'offer' }),
      await house.ask(cast[role], `items/${items.learning}/share`, {}),
    ];
    expect(tried.map((answer) => answer.status)).toEqual([status, status, status]);
  });

  test('another forum’s round, an id that is none and a patient’s number are refused', async () => {
    expect((await house.ask(raiser, `checkins/${id}/digest`, { round: 'nothing' })).status).toBe(404);
    expect((await house.ask(raiser, 'checkins/nothing')).status).toBe(404);
    expect((await house.ask(raiser, 'items/nothing/offer', { about: 'need' })).status).toBe(404);
    for (const [path, body] of [
      [`checkins/${id}/digest`, { words: '999 123 4567' }],
      [`checkins/${id}/csv`, { words: '999 123 4567' }],
      [`rounds/${round}/add`, { need: 'NHS no 999 123 4567' }],
    ] as const) {
      const answer = await house.ask(stranger, path, body);
      expect([path, answer.status]).toEqual([path, 400]);
      expect(answer.text).not.toContain('4567');
    }
  });
});

describe('The host of a check-in who has left the team', () => {
  test.each(ENGINES)('reads nothing of it any more; who runs the team reads what was theirs: %s', async (engine) => {
    const house = await startTabHouse({ engine });
    const id = await startForum(house, ROSTER);
    await house.moveTo(PROMPT);
    await answerRound(house, 'raiser', 'steady', ITEMS);
    await house.moveTo(DIGEST);
    const noted = async () => ((await house.ask(facilitator, `checkins/${id}/roster`)).body as ShownRoster).note.length;
    expect(await noted()).toBe(0);
    const { db } = house.clerk.store;
    const { id: teamId } = await db.selectFrom('teams').select('id').executeTakeFirstOrThrow();
    const { personId } = await actorOf(house, teammate);
    await db.transaction().execute((trx) => removeMember(trx, teamId, personId, house.now()));
    expect((await house.ask(teammate, `checkins/${id}`)).status).toBe(404);
    expect((await house.ask(teammate, `checkins/${id}/digest`, {})).status).toBe(404);
    expect(await noted()).toBe(1);
    expect((await house.ask(facilitator, `checkins/${id}/digest`, {})).status).toBe(200);
    expect((await house.ask(handler, `checkins/${id}/digest`, {})).status).toBe(404);
    await house.stop();
  });
});

describe('A digest, in the tab', () => {
  const EIGHT = [
    'stranger',
    'raiser',
    'handler',
    'facilitator',
    'deputy',
    'safety',
    'safety-deputy',
    'removed',
  ] as const;
  let house: TabHouse;
  let id: string;
  beforeEach(async () => {
    house = await startTabHouse();
    id = await startForum(house, EIGHT, { unseen: ['Una Hart,una.hart@trust.example,Trust 9,,acute,ccio'] });
    await house.moveTo(PROMPT);
  });
  afterEach(() => house.stop());

  const digest = async (asked: object = {}, who = stranger) =>
    (await house.ask(who, `checkins/${id}/digest`, asked)).body as ShownDigest;
  const itemsOf = ({ groups }: ShownDigest) => groups.flatMap(({ entries }) => entries);
  const fileOf = async (asked: object = {}) => (await house.ask(stranger, `checkins/${id}/csv`, asked)).text;
  const place = async (who = stranger) => ((await house.ask(who, `checkins/${id}`)).body as ShownForum).place;

  test('an answer is one press; what is added, and taken out again, is shown to oneself alone', async () => {
    const round = await newestRound(house);
    expect(await place()).toMatchObject({ mode: 'ask', state: '', heading: 'How is your week?' });
    const first = (await house.ask(stranger, `rounds/${round}/answer`, { state: 'stretched' })).body as ShownPlaceDone;
    expect(first).toMatchObject({
      said: 'Thank you. Your answer is counted.',
      place: { mode: 'add', state: 'stretched' },
    });
    await house.ask(stranger, `rounds/${round}/add`, { learning: 'It helps to ask', topics: 'GP IT' });
    expect(await place()).toMatchObject({ learning: 'It helps to ask', learningAs: 'named', topicsValue: 'GP IT' });
    await house.ask(stranger, `rounds/${round}/add`, { need: 'A quiet hour' });
    expect(await place()).toMatchObject({
      learning: '',
      need: 'A quiet hour',
      needAs: 'unattributed',
      topicsValue: '',
    });
    expect(JSON.stringify(await place(raiser))).not.toContain('quiet');
  });

  test('its list says where an answer is waited for', async () => {
    const words = async (role: Role) =>
      ((await house.ask(cast[role], 'checkins')).body as ShownForums).forums[0]?.words;
    expect([await words('stranger'), await words('teammate')]).toEqual(['Waits for your answer.', 'It is running.']);
    await answerRound(house, 'stranger', 'steady');
    expect(await words('stranger')).toBe('It is running.');
  });

  test('skipped, away and paused are said, and taken back', async () => {
    const round = await newestRound(house);
    const once = async (deed: string, body: object = {}) =>
      ((await house.ask(stranger, `rounds/${round}/${deed}`, body)).body as ShownPlaceDone).place as ShownPlace;
    expect(await once('skip')).toMatchObject({ mode: 'rest', words: expect.stringMatching('Skipped') });
    expect(await once('resume')).toMatchObject({ mode: 'ask' });
    expect(await once('away', { until: '2026-12-04' })).toMatchObject({
      words: expect.stringMatching('Friday 4 December 2026'),
    });
    expect(await once('resume')).toMatchObject({ mode: 'ask' });
    expect(await once('pause')).toMatchObject({ mode: 'rest', words: expect.stringMatching('Paused') });
    expect(await once('resume')).toMatchObject({ mode: 'ask' });
  });

  test('is there once it is posted, and not before', async () => {
    await answerRound(house, 'raiser', 'steady', ITEMS);
    expect((await house.ask(stranger, `checkins/${id}/digest`, {})).status).toBe(404);
    expect((await house.ask(stranger, `checkins/${id}/digest`, { round: await newestRound(house) })).status).toBe(404);
    await house.moveTo(DIGEST);
    expect((await digest()).total).toBe(3);
  });

  test('counts how many chose what from five answers on', async () => {
    for (const role of EIGHT.slice(0, 4)) await answerRound(house, role, role === 'raiser' ? 'need-help' : 'steady');
    await house.moveTo(DIGEST);
    expect((await digest()).counts.join(' ')).toContain('4 of 9 have answered');
    expect((await digest()).counts.join(' ') + (await fileOf())).not.toMatch(/need help/i);
    await house.moveTo(LATE_END);
    for (const role of EIGHT.slice(0, 5)) await answerRound(house, role, role === 'raiser' ? 'need-help' : 'steady');
    await house.moveTo('2026-12-09T07:45:00Z');
    expect((await digest()).counts.join(' ')).toMatch(/5 of 9 have answered.*need help/i);
    expect(await fileOf()).toMatch(/need help/i);
  });

  test('what is unattributed has no author in it, on no page, in no file and for nobody', async () => {
    await answerRound(house, 'raiser', 'steady', { ...ITEMS, topics: 'GP IT' });
    for (const role of EIGHT.slice(2, 6)) await answerRound(house, role, 'steady', { topics: 'GP IT' });
    await house.moveTo(DIGEST);
    for (const who of [stranger, raiser, teammate]) {
      const shown = await digest({}, who);
      expect(shown.own).toHaveLength(who === raiser ? 3 : 0);
      const need = itemsOf(shown).find(({ kind }) => kind === 'need');
      expect(need).toEqual({ id: need?.id, kind: 'need', label: need?.label, from: '', words: ITEMS.need });
      expect(itemsOf(shown).find(({ kind }) => kind === 'offer')?.from).toBe('Amina Yusuf, Trust 2');
    }
    // Nobody else with an item named its topic: it would tell whose it is.
    const lines = (await fileOf()).split('\r\n');
    expect(lines.find((line) => line.includes(ITEMS.need))).toBe(
      `Wednesday 2 December 2026,Other,Need 1,${ITEMS.need}`,
    );
    // A file leaves the room: what is named there has no name in it either.
    expect(lines.find((line) => line.includes(ITEMS.offer))).toBeDefined();
    expect(lines.join()).not.toMatch(/Amina|Trust 2/);
    // Nor does searching for an author find it.
    expect(
      itemsOf(await digest({ words: 'amina' }))
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['learning', 'offer']);
  });

  test('what comes late is shown nowhere before the digest is corrected, and what could tell its author not then either', async () => {
    for (const role of EIGHT.slice(2, 7)) await answerRound(house, role, 'steady');
    await house.moveTo(DIGEST);
    const before = await digest();
    await answerRound(house, 'raiser', 'steady', ITEMS);
    expect({ ...(await digest()), mine: undefined }).toEqual({ ...before, mine: undefined });
    expect(await fileOf()).not.toMatch(new RegExp(Object.values(ITEMS).join('|')));
    const { db } = house.clerk.store;
    const { id: late } = await db
      .selectFrom('checkinItems')
      .select('id')
      .where('kind', '=', 'need')
      .executeTakeFirstOrThrow();
    expect((await house.ask(stranger, `items/${late}/offer`, { about: 'need' })).status).toBe(404);
    await house.moveTo(LATE_END);
    expect(
      itemsOf(await digest())
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['learning', 'offer']);
    expect(await fileOf()).not.toContain(ITEMS.need);
    expect((await digest()).counts.join(' ')).toContain('1 of them after the first digest.');
  });

  test('that something unattributed came late does not change how many are said to have answered', async () => {
    await answerRound(house, 'handler', 'steady');
    await house.moveTo(DIGEST);
    const before = (await digest()).counts;
    expect(before.join(' ')).toContain('1 of 9 have answered');
    await answerRound(house, 'raiser', 'steady', { need: ITEMS.need });
    expect((await digest()).counts).toEqual(before);
  });

  test('is searched, comes in pages by topic, and is taken away whole, without formulas', async () => {
    for (const [index, role] of EIGHT.entries()) {
      const said = { learning: `=Learning ${index}`, need: `Need ${index}`, offer: `Offer ${index}, for Imaging` };
      await answerRound(house, role, 'steady', { ...said, needAs: 'named', topics: index % 2 ? 'GP IT' : 'Other' });
    }
    await house.moveTo(DIGEST);
    const first = await digest();
    expect(first).toMatchObject({ total: 24, page: 1, pages: 2 });
    expect(itemsOf(first)).toHaveLength(20);
    expect(first.groups.map(({ topic }) => topic)).toEqual(['GP IT', 'Other']);
    expect(itemsOf(await digest({ page: 9 }))).toHaveLength(4);
    expect((await digest({ words: 'IMAGING' })).total).toBe(8);
    expect((await digest({ words: 'zebra' })).total).toBe(0);
    const file = await fileOf();
    expect(file.startsWith('\uFEFFRound,Topic,What,Words\r\n')).toBe(true);
    expect(file.match(/,'=Learning \d\r\n/g)).toHaveLength(8);
    expect((await fileOf({ words: 'imaging' })).match(/Offer/g)).toHaveLength(8 * 2);
  });

  test('of earlier rounds is found by its date, with what one said oneself', async () => {
    await answerRound(house, 'stranger', 'steady', ITEMS);
    await house.moveTo(DIGEST);
    await house.moveTo(LATE_END);
    await answerRound(house, 'raiser', 'steady');
    await house.moveTo('2026-12-09T07:45:00Z');
    const { rounds } = (await house.ask(stranger, `checkins/${id}`)).body as ShownForum;
    expect(rounds.map(({ title }) => title)).toEqual(['Wednesday 9 December 2026', 'Wednesday 2 December 2026']);
    const earlier = await digest({ round: rounds[1]?.id });
    expect(earlier).toMatchObject({ title: 'Wednesday 2 December 2026', total: 3, mine: { mode: 'over', ...ITEMS } });
    expect((await digest()).total).toBe(0);
  });

  test('the roster comes in pages, and says who cannot be reached and why', async () => {
    const roster = (await house.ask(teammate, `checkins/${id}/roster`)).body as ShownRoster;
    expect(roster).toMatchObject({ count: 9, page: 1, pages: 1 });
    expect(roster.rows[0]).toMatchObject({
      name: 'Nadia Petrov',
      place: 'Trust 1, acute, CCIO, since Wednesday 25 November 2026',
      reach: '',
    });
    expect(roster.rows.find(({ name }) => name === 'Una Hart')?.reach).toMatch(/never seen in Teams. Ask them to add/);
    const file = (await house.ask(teammate, `checkins/${id}/roster/csv`, {})).text;
    expect(file.startsWith('\uFEFFName,Place,Reached\r\n')).toBe(true);
    expect(file.trim().split('\r\n')).toHaveLength(10);
  });
});
