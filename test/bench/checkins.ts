// How long the prompts of a check-in take at their minute: claimed, drawn, sent over HTTP, noted; on both databases. The
// reference is as many bare messages of the outbox, which nobody draws or sends, on the same database in the same run.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { createDispatcher } from '../../src/delivery/dispatch.ts';
import { createLimiter } from '../../src/delivery/limiter.ts';
import { enqueue } from '../../src/delivery/outbox.ts';
import { createLog } from '../../src/log.ts';
import type { DatabaseSetting } from '../../src/store/database.ts';
import { channel, type House, person, personal, startHouse, team } from '../support/clerk.ts';
import { startPostgres } from '../support/postgres.ts';

const PEOPLE = 25;
const WEEKS = 5;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const PROMPT = Date.parse('2027-01-12T08:00:00Z');
const DIGEST = Date.parse('2027-01-13T07:45:00Z');

/** Prints the median of five weeks for each database. */
export async function checkins(folder: string): Promise<void> {
  await measured('SQLite', { kind: 'sqlite', path: join(folder, 'checkins.db') });
  const postgres = await startPostgres('on');
  try {
    const name = `bench_${randomBytes(8).toString('hex')}`;
    const client = new pg.Client({ connectionString: `${postgres.url}/postgres` });
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
    await measured('PostgreSQL', { kind: 'postgres', url: `${postgres.url}/${name}` });
  } finally {
    await postgres.stop();
  }
}

async function measured(name: string, database: DatabaseSetting): Promise<void> {
  const house = await openForum(database);
  const [prompts, bare]: [number[], number[]] = [[], []];
  for (let week = 0; week < WEEKS; week += 1) {
    house.setClock(new Date(PROMPT + week * WEEK_MS));
    bare.push(await timeOf(() => bareMessages(house, week)));
    const before = house.far.sent.length;
    prompts.push(await timeOf(() => house.moveTo(house.now())));
    const sent = house.far.sent.length - before;
    if (sent !== PEOPLE) throw new Error(`Of ${PEOPLE} prompts ${sent} were sent.`);
    await house.moveTo(new Date(DIGEST + week * WEEK_MS));
  }
  await house.stop();
  const [took, reference] = [median(prompts), median(bare)];
  const figures = `${(took / 1000).toFixed(2)} s`.padStart(9) + `x ${(took / reference).toFixed(2)}`.padStart(9);
  console.log(`check-ins: ${`${PEOPLE} prompts at their minute, ${name}`.padEnd(46)}${figures}`);
}

/** A forum of as many organisations, each CCIO with their own chat open. */
async function openForum(database: DatabaseSetting): Promise<House> {
  const people = Array.from({ length: PEOPLE }, (_, index) => person(`Officer ${index + 1}`));
  const host = person('Sam Okafor');
  const region = team('Westshire Digital', [host], { channels: ['CCIOs'] });
  const house = await startHouse({
    database,
    start: '2027-01-11T09:00:00Z',
    people: [host, ...people],
    teams: [region],
  });
  await house.deliver(house.acts.installs(host, channel(region)));
  for (const who of [host, ...people]) await house.deliver(house.acts.installs(who, personal(who)));
  const rows = people.map(({ name, objectId }, index) => `${name},${objectId},Trust ${index + 1},,acute,ccio`);
  const forum = { name: 'CCIOs of Westshire', weekday: 'wednesday', members: 'list', roster: rows.join('\n') };
  const saved = await house.presses(host, 'forum.save', forum, { in: channel(region, 'CCIOs') });
  if (!saved.card) throw new Error(`The forum is not set up: ${saved.notice}`);
  return house;
}

async function bareMessages({ clerk, now }: House, week: number): Promise<void> {
  const { store } = clerk;
  await store.db.transaction().execute(async (trx) => {
    for (let nth = 0; nth < PEOPLE; nth += 1) {
      const to = { person: `bench-${nth}` };
      await enqueue(trx, { tenantId: 'bench', kind: 'bench', subjectId: `${week}:${nth}`, to }, now());
    }
  });
  const dispatcher = createDispatcher({
    store,
    limiter: createLimiter({ perTenantPerSecond: 50 }),
    now,
    random: Math.random,
    log: createLog('warn'),
    send: async (row) => ({ kind: 'sent', conversationId: 'bench', activityKey: row.id }),
  });
  await dispatcher.run();
  await dispatcher.stop();
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}
