// `npm run bench [-- turns | outbox | checkins | tab | similar]`: how much the service takes, as ratios against a reference that is measured in the same
// run on the same machine. It asserts nothing: times are for people to read, not for a test to fail on.
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDispatcher } from '../../src/delivery/dispatch.ts';
import { createLimiter } from '../../src/delivery/limiter.ts';
import { enqueue } from '../../src/delivery/outbox.ts';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/database.ts';
import { checkins } from './checkins.ts';
import { activity, type Figures, measure, startFarSide } from './load.ts';
import { similar } from './similar.ts';
import { tab } from './tab.ts';

const SERVERS = { stock: 'stock botbuilder, echo', door: 'our door, same echo', clerk: 'Digital Clerk, help' };
const WARM_UP = 300;
const TURNS = 2_000;
const AT_ONCE = 16;
const ONE_BY_ONE = 200;
const ROWS = 2_000;

type Server = { port: number; rssMb(): Promise<number>; end(): void };

async function startServer(kind: string, folder: string): Promise<Server> {
  const child = fork(join(import.meta.dirname, 'server.ts'), [kind, folder]);
  const { port } = await answerOf<{ port: number }>(child);
  return {
    port,
    async rssMb() {
      child.send('rss');
      return (await answerOf<{ rss: number }>(child)).rss / 1_048_576;
    },
    end: () => child.disconnect(),
  };
}

function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((done, failed) => {
    child.once('message', (answer) => done(answer as Answer));
    child.once('exit', (code) => failed(new Error(`A measured server ended with ${code}.`)));
  });
}

async function turns(folder: string): Promise<void> {
  const farSide = await startFarSide();
  const reference = new Map<string, Figures>();
  for (const [kind, name] of Object.entries(SERVERS)) {
    const server = await startServer(kind, folder);
    const memory = [await server.rssMb()];
    for (const type of ['message', 'invoke'] as const) {
      await measure(server.port, WARM_UP, AT_ONCE, () => activity(type, farSide));
      const figures = await measure(server.port, TURNS, AT_ONCE, () => activity(type, farSide));
      if (kind === 'stock') reference.set(type, figures);
      memory.push(await server.rssMb());
      row(`${type}s: ${name}`, figures, figures.perSecond / (reference.get(type)?.perSecond ?? 1));
    }
    const alone = await measure(server.port, ONE_BY_ONE, 1, () => activity('message', farSide));
    row(`messages one by one: ${name}`, alone);
    memory.push(await server.rssMb());
    const stages = memory.map((mb) => mb.toFixed(0)).join(', ');
    console.log(`${''.padEnd(46)}resident memory at the start and after each: ${stages} MB\n`);
    server.end();
  }
}

/** The outbox without Teams: rows to as many chats, a sender that takes everything; against bare commits on that disk. */
async function outbox(folder: string): Promise<void> {
  const store = await openStore({ kind: 'sqlite', path: join(folder, 'outbox.db') });
  const { db } = store;
  const now = () => new Date();
  await db.transaction().execute(async (trx) => {
    for (let nth = 0; nth < ROWS; nth += 1) {
      const to = { person: `person-${nth}` };
      await enqueue(trx, { tenantId: `tenant-${nth}`, kind: 'bench', subjectId: `${nth}`, to }, now());
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
  const sent = await perSecond(ROWS, () => dispatcher.run());
  const commits = await perSecond(ROWS, async () => {
    for (let nth = 0; nth < ROWS; nth += 1) {
      await db
        .updateTable('outbox')
        .set({ lastError: `${nth}` })
        .where('subjectId', '=', `${nth}`)
        .execute();
    }
  });
  console.log(`outbox: ${whole(sent)} messages a second sent and noted, of ${ROWS} that waited`);
  console.log(
    `        ${whole(commits)} bare commits a second on this disk; a message needs two: ${ratio((2 * sent) / commits)}`,
  );
  await dispatcher.stop();
  await store.close();
}

async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (count * 1000) / (performance.now() - began);
}

function row(name: string, { perSecond: rate, p50, p99, worst }: Figures, against?: number): void {
  const times = [p50, p99, worst].map((ms) => `${ms.toFixed(1)} ms`.padStart(10)).join('');
  console.log(`${name.padEnd(46)}${whole(rate).padStart(7)}/s${times}${against ? ratio(against).padStart(9) : ''}`);
}

function whole(figure: number): string {
  return Math.round(figure).toLocaleString('en-GB');
}

function ratio(figure: number): string {
  return `x ${figure.toFixed(2)}`;
}

const parts: Record<string, (folder: string) => Promise<void>> = { turns, outbox, checkins, tab, similar };
const asked = process.argv.slice(2);
const strange = asked.find((name) => !(name in parts));
if (strange) throw new Error(`There is no benchmark ${strange}; there are ${Object.keys(parts).join(', ')}.`);
const folder = mkdtempSync(join(tmpdir(), 'clerk-bench-'));
try {
  console.log(
    `${''.padEnd(46)}${'rate'.padStart(9)}${'p50'.padStart(10)}${'p99'.padStart(10)}${'worst'.padStart(10)}    ratio\n`,
  );
  for (const [name, part] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) await part(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
