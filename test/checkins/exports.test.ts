// What leaves by the tab and its files, and what two organisations of one tenant see of each other: only what the forum shows.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startAuthority } from '../support/authority.ts';
import { type House, personal } from '../support/clerk.ts';
import type { Person } from '../support/world.ts';
import { answer, forumChannel, host, iris, nina, omar, openRegion, otto, rosa, tess } from './region.ts';

const PROMPT = '2026-11-03T08:00:00Z';
const DIGEST = '2026-11-04T07:45:00Z';
const NEED = 'A laboratory lead who has moved over a weekend.';
const LEARNING = 'Labels print faster from the ward hub.';

let house: House;
let authority: Awaited<ReturnType<typeof startAuthority>>;
beforeEach(async () => {
  authority = await startAuthority(
    () => house.far.appId,
    () => house.now(),
  );
  house = await openRegion({ env: { CLERK_TAB_LOGIN_URL: authority.url } });
});
afterEach(async () => {
  await house.stop();
  await authority.close();
});

const db = () => house.clerk.store.db;
const forumId = async () => (await db().selectFrom('forums').select('id').executeTakeFirstOrThrow()).id;

async function ask(who: Person, path: string, body?: object): Promise<{ status: number; text: string }> {
  const headers = { authorization: await authority.headerFor(who), 'content-type': 'application/json' };
  const init = { method: body ? 'POST' : 'GET', headers, ...(body && { body: JSON.stringify(body) }) };
  const response = await fetch(`${house.clerk.url}/api/tab/${path}`, init);
  return { status: response.status, text: await response.text() };
}

/** Everything that would tell who Otto is, and where. */
async function tellsOtto(): Promise<string[]> {
  const { id } = await db()
    .selectFrom('people')
    .select('id')
    .where('objectId', '=', otto.objectId)
    .executeTakeFirstOrThrow();
  const member = await db()
    .selectFrom('forumMembers')
    .selectAll()
    .where('handle', '=', otto.objectId)
    .executeTakeFirstOrThrow();
  const names = ['Otto', 'Kemp', 'Southmere', 'RSM01', otto.objectId, otto.email, otto.id];
  return [...names, id, member.id, member.organisationId];
}

async function said(): Promise<void> {
  await house.moveTo(PROMPT);
  for (const who of [nina, omar, iris, tess]) await answer(house, who, 'steady');
  await answer(house, rosa, 'stretched', { learning: LEARNING, topics: 'Diagnostics' });
  await answer(house, otto, 'need-help', { need: NEED, topics: 'GP IT' });
}

test('no file and no page of the tab tells of an unattributed item more than its words', async () => {
  await said();
  await house.moveTo(DIGEST);
  const forum = await forumId();
  const words = await tellsOtto();
  for (const who of [iris, tess]) {
    for (const path of ['csv', 'digest']) {
      const { status, text } = await ask(who, `checkins/${forum}/${path}`, { round: '' });
      expect(status).toBe(200);
      expect(text).toContain(NEED);
      expect(words.filter((one) => text.includes(one))).toEqual([]);
    }
  }
});

test('the file is for those of the roster, and of its host; the roster’s file for the host alone', async () => {
  await said();
  await house.moveTo(DIGEST);
  const forum = await forumId();
  expect((await ask(host, `checkins/${forum}/csv`, { round: '' })).status).toBe(200);
  expect((await ask(host, `checkins/${forum}/roster/csv`, {})).text).toContain('Otto Kemp');
  expect((await ask(iris, `checkins/${forum}/roster/csv`, {})).status).toBe(403);
});

test('two organisations of one tenant see of each other only the digest, and nothing before it', async () => {
  await said();
  const forum = await forumId();
  const { id: round } = await db().selectFrom('checkinRounds').select('id').executeTakeFirstOrThrow();
  const seen = async () => {
    const view = await house.presses(nina, 'checkin.view', { round });
    const page = await ask(nina, `checkins/${forum}`);
    const chats = [personal(nina), forumChannel].flatMap((place) => house.messages(place));
    return JSON.stringify([view.card, page.text, chats.map(({ activity }) => activity)]);
  };
  for (const words of ['Rosa', 'Northfield', LEARNING, 'Otto', 'Southmere', NEED]) {
    expect(await seen()).not.toContain(words);
  }
  expect((await house.presses(nina, 'checkin.read', { round })).notice).toMatch(/No digest is posted/);
  expect((await ask(nina, `checkins/${forum}/digest`, { round })).status).toBe(404);
  await house.moveTo(DIGEST);
  const after = await seen();
  for (const words of ['Rosa Marsh, Northfield Trust', LEARNING, NEED]) expect(after).toContain(words);
  for (const words of ['Otto', 'Southmere']) expect(after).not.toContain(words);
  const refused = await house.presses(nina, 'forum.roster', { forum }, { in: forumChannel });
  expect(refused.notice).toMatch(/^Only the host/);
});
