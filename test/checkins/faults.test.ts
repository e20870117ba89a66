// Many at once, and a service that was not there: nothing twice, nothing lost, nothing refused by Teams.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { addDays, dateIn, instantOf } from '../../src/calendar/dates.ts';
import { addWorkingDays } from '../../src/calendar/working-days.ts';
import { createAnswering } from '../../src/checkins/answering.ts';
import { createCheckinDuties } from '../../src/checkins/duties.ts';
import { WEEKDAY_WORDS } from '../../src/checkins/forum.ts';
import { openBeside } from '../../src/store/beside.ts';
import type { DatabaseSetting } from '../../src/store/database.ts';
import { endAll, startService } from '../support/child.ts';
import { type House, person, personal, textOf } from '../support/clerk.ts';
import { hangs, serverError } from '../support/faults.ts';
import { cardOf } from '../support/record.ts';
import type { Person } from '../support/world.ts';
import {
  answer,
  FORUM,
  forumChannel,
  host,
  hostDeputy,
  iris,
  members,
  nina,
  omar,
  openRegion,
  otto,
  regionTeam,
  rosa,
  tess,
} from './region.ts';

const PROMPT = '2026-11-03T08:00:00Z';
const DIGEST = '2026-11-04T07:45:00Z';

let houses: House[] = [];
afterEach(async () => {
  endAll();
  for (const house of houses) await house.stop();
  houses = [];
});

async function open(options: Parameters<typeof openRegion>[0] = {}): Promise<House> {
  const house = await openRegion(options);
  houses.push(house);
  return house;
}

function promptsOf(house: House, who: Person): number {
  const texts = house.messages(personal(who)).map(({ activity }) => textOf(cardOf(activity) ?? {}));
  return texts.filter((text) => text.includes('How is your week?')).length;
}

/** CCIOs of as many organisations, each with their own chat open. */
async function openCrowd(count: number) {
  const people = Array.from({ length: count }, (_, index) => person(`Officer ${index + 1}`));
  const roster = people
    .map(({ name, objectId }, index) => `${name},${objectId},Trust ${index + 1},,acute,ccio`)
    .join('\n');
  const house = await open({ people, forum: { roster } });
  for (const who of people) await house.deliver(house.acts.installs(who, personal(who)));
  return { house, people };
}

/** Moves the clock from one thing that waits to the next, until nothing does. */
async function untilNothingWaits(house: House): Promise<void> {
  for (let turn = 0; turn < 2_000; turn += 1) {
    const next = await house.clerk.dispatcher.nextAt();
    if (!next) return;
    house.setClock(next);
    await house.clerk.dispatcher.run();
  }
  throw new Error('Something waits for ever.');
}

/** How many prompts are noted as sent, looked at beside the process that sends them. */
async function sentIn(database: DatabaseSetting): Promise<number> {
  const store = await openBeside(database);
  if (!store) throw new Error('There is no database.');
  const rows = await store.db.selectFrom('outbox').select(['kind', 'state']).execute();
  await store.close();
  return rows.filter(({ kind, state }) => kind === 'checkin.prompt' && state === 'sent').length;
}

describe('A prompt’s minute', () => {
  test('sends 25 prompts at once, within five seconds, each once', async () => {
    const { house, people } = await openCrowd(25);
    const began = performance.now();
    await house.moveTo(PROMPT);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(people.map((who) => promptsOf(house, who))).toEqual(people.map(() => 1));
    await house.moveTo('2026-11-03T08:01:00Z');
    expect(people.map((who) => promptsOf(house, who))).toEqual(people.map(() => 1));
  });

  test('sends 200 without one that Teams has to refuse', async () => {
    const { house, people } = await openCrowd(200);
    await house.moveTo(PROMPT);
    await untilNothingWaits(house);
    expect(people.map((who) => promptsOf(house, who))).toEqual(people.map(() => 1));
    expect(house.far.received.filter(({ status }) => status === 429)).toEqual([]);
    expect(house.now().getTime() - Date.parse(PROMPT)).toBeLessThan(60_000);
    // At the digest each one's own card is edited to lead to it: as many again, and the digest is not kept waiting.
    const [first] = people;
    if (first) await answer(house, first, 'steady');
    const before = house.far.received.length;
    await house.moveTo(DIGEST);
    const calls = () => house.far.received.slice(before);
    expect(calls().findIndex(({ operation }) => operation === 'post')).toBeLessThan(60);
    await untilNothingWaits(house);
    const leads = (who: Person) => JSON.stringify(house.messages(personal(who))).includes('checkin.read');
    expect(people.filter((who) => !leads(who))).toEqual([]);
    expect(calls().filter(({ status }) => status === 429)).toEqual([]);
    expect(house.now().getTime() - Date.parse(DIGEST)).toBeLessThan(60_000);
  });

  test('opens the chats of 200 who never wrote to us, and none of it has to be refused', async () => {
    const people = Array.from({ length: 200 }, (_, index) => person(`Officer ${index + 1}`));
    const house = await open({ people });
    house.far.teams[0] = { ...regionTeam, members: [...members, ...people] };
    await house.presses(host, 'forum.save', { ...FORUM, members: 'channel', roster: '' }, { in: forumChannel });
    await house.moveTo(PROMPT);
    await untilNothingWaits(house);
    expect(people.map((who) => promptsOf(house, who))).toEqual(people.map(() => 1));
    expect(house.far.received.filter(({ status }) => status === 429)).toEqual([]);
    expect(house.now().getTime() - Date.parse(PROMPT)).toBeLessThan(60_000);
  }, 60_000);

  test('is claimed once where two instances run at the same moment', async () => {
    const house = await open({ engine: 'postgres' });
    const { db } = house.clerk.store;
    house.setClock(PROMPT);
    const deps = { db, now: house.now, random: Math.random, holdCall: async () => '', endCall: async () => undefined };
    const instances = Array.from({ length: 4 }, () => createCheckinDuties(deps));
    await Promise.all(instances.map((one) => one.run()));
    expect(await db.selectFrom('checkinRounds').select('id').execute()).toHaveLength(1);
    expect(await db.selectFrom('outbox').select('id').where('kind', '=', 'checkin.prompt').execute()).toHaveLength(6);
    await house.moveTo('2026-11-03T08:01:00Z');
    expect(promptsOf(house, rosa)).toBe(1);
    for (const who of [rosa, otto, tess]) await answer(house, who, 'steady', { learning: `Learnt by ${who.name}` });
    house.setClock('2026-11-04T07:45:00Z');
    await Promise.all(instances.map((one) => one.run()));
    await house.moveTo('2026-11-04T07:46:00Z');
    const digests = house
      .messages(forumChannel)
      .filter(({ activity }) => JSON.stringify(activity).includes('have answered'));
    expect(digests).toHaveLength(1);
    expect(JSON.stringify(digests)).toContain('Tess Vance, Valley Ambulance');
  });
});

test('somebody new who opens the check-in twice at once has one place in it', async () => {
  const house = await open({ engine: 'postgres' });
  await house.moveTo(PROMPT);
  const line = `Dee Lowe,${hostDeputy.objectId},Lowland Trust,,acute,ccio`;
  const forum = { name: 'CCIOs of Westshire', weekday: 'wednesday', members: 'list', roster: line };
  await house.presses(host, 'forum.save', forum, { in: forumChannel });
  const { db } = house.clerk.store;
  const found = db.selectFrom('people').selectAll().where('objectId', '=', hostDeputy.objectId);
  const { id: personId, tenantId } = await found.executeTakeFirstOrThrow();
  const actor = { ...hostDeputy, personId, tenantId, admin: false };
  const deps = { db, now: house.now, random: Math.random, holdCall: async () => '', endCall: async () => undefined };
  const { open: opened } = createAnswering(deps);
  const places = await Promise.all(Array.from({ length: 6 }, () => opened(actor)));
  expect(places.map((mine) => mine.length)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(await db.selectFrom('checkinSeats').select('seatId').execute()).toHaveLength(8);
});

describe('A service that was down', () => {
  test('from five minutes before to twenty after: each gets one late prompt', async () => {
    const house = await open();
    await house.moveTo('2026-11-03T07:55:00Z');
    await house.moveTo('2026-11-03T08:20:00Z');
    await house.moveTo('2026-11-03T08:21:00Z');
    for (const who of [rosa, otto, tess]) expect(promptsOf(house, who), who.name).toBe(1);
  });

  test('all day: the round is recorded as missed, the host is told, and nobody is asked', async () => {
    const house = await open();
    await house.moveTo('2026-11-03T07:55:00Z');
    await house.moveTo('2026-11-04T08:30:00Z');
    const rounds = await house.clerk.store.db.selectFrom('checkinRounds').select(['plannedOn', 'state']).execute();
    expect(rounds).toEqual([{ plannedOn: '2026-11-04', state: 'missed' }]);
    expect(textOf(house.lastCard(personal(host)).card)).toContain(
      'The check-in of Wednesday 4 November 2026 was missed',
    );
    expect(promptsOf(house, rosa)).toBe(0);
    await house.moveTo('2026-11-10T08:00:00Z');
    expect(promptsOf(house, rosa)).toBe(1);
  });

  test('at the time of the digest: it is posted once, when the service is back', async () => {
    const house = await open();
    await house.moveTo(PROMPT);
    await answer(house, rosa, 'steady');
    await house.moveTo('2026-11-04T11:00:00Z');
    await house.moveTo('2026-11-04T11:01:00Z');
    const digests = house
      .messages(forumChannel)
      .filter(({ activity }) => JSON.stringify(activity).includes('have answered'));
    expect(digests).toHaveLength(1);
  });

  test('after a kill in the middle of its prompts: the next process sends the rest, and none twice', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'clerk-checkin-kill-'));
    mkdirSync(join(folder, 'data'));
    // The processes run by the real clock: the round is of the last working day, and takes answers for a week.
    const today = dateIn(new Date(), 'Europe/London');
    const calendar = { nation: 'none', timeZone: 'Europe/London' } as const;
    const promptOn = addWorkingDays(calendar, today, -1);
    const weekday = WEEKDAY_WORDS[new Date(`${promptOn}T12:00:00Z`).getUTCDay() - 1];
    const database = { kind: 'sqlite', path: join(folder, 'data/clerk.db') } as const;
    const start = instantOf(addDays(promptOn, -1), '12:00', 'Europe/London').toISOString();
    const forum = { form: 'written', weekday, clash: 'keep', nation: 'none' };
    const house = await openRegion({ database, start, forum });
    const lift = house.far.fail(serverError(503), { operation: 'post' });
    await house.moveTo(instantOf(promptOn, '08:00', 'Europe/London'));
    // Whatever the hour of this test, its reminder and its digest are still to come.
    const later = { remindAt: '2999-01-01T08:00:00.000Z', digestAt: '2999-01-01T09:00:00.000Z' };
    await house.clerk.store.db.updateTable('checkinRounds').set(later).execute();
    await house.clerk.stop();
    lift();
    house.setClock(new Date());
    const asked = [rosa, otto, nina, omar, iris, tess];
    const stuck = house.far.fail(hangs, { conversationId: otto.chatId, operation: 'post' });
    const env = { ...house.far.environment, NODE_EXTRA_CA_CERTS: house.far.certificateFile };
    const tenants = [...new Set(asked.map(({ tenantId }) => tenantId))].join(',');
    const first = await startService(folder, { ...env, CLERK_TENANTS: tenants });
    const hung = () => house.far.received.some(({ status }) => status === 'hang');
    await expect.poll(hung, { timeout: 15_000 }).toBe(true);
    // One is on its way, the others are noted as sent: what Teams has taken and we have not noted would be sent again.
    await expect.poll(() => sentIn(database), { timeout: 15_000 }).toBe(asked.length - 1);
    first.kill('SIGKILL');
    await first.ended;
    stuck();
    const second = await startService(folder, { ...env, CLERK_TENANTS: tenants });
    await expect.poll(() => promptsOf(house, otto), { timeout: 15_000 }).toBe(1);
    await expect.poll(() => asked.map((who) => promptsOf(house, who)), { timeout: 15_000 }).toEqual(asked.map(() => 1));
    second.kill('SIGKILL');
    await second.ended;
    await house.far.close();
    rmSync(folder, { recursive: true });
  }, 60_000);
});
