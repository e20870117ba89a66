// `npm run playground`: the bot in local mode with demo people, and Microsoft's Agents Playground beside it.
// The Playground is Microsoft's tool under its own pre-release terms: npx downloads it; it is no part of this project.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Config, loadConfig, readEnvironment } from '../../src/config.ts';
import { StartFault } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { type Clerk, startClerk } from '../index.ts';
import { playgroundConfig, seedDemo } from './demo.ts';

const PLAYGROUND = '@microsoft/m365agentsplayground@0.2.28';
const WINDOWS = process.platform === 'win32';
/** The first run downloads about 15 MB. */
const START_MS = 180_000;
/** How long each of the two may take to end before it is made to. */
const END_MS = 5_000;

type Playground = { child: ChildProcess; port: Promise<string> };

async function main(): Promise<void> {
  const env = readEnvironment();
  const { config } = loadConfig({
    PORT: env.PORT,
    CLERK_MODE: 'local',
    CLERK_LOG_LEVEL: env.CLERK_LOG_LEVEL ?? 'warn',
    CLERK_BANK_HOLIDAYS_URL: 'off',
    DATABASE_URL: env.CLERK_PLAYGROUND_DATABASE ?? 'sqlite:./data/playground.db',
  });
  const clerk = await start(config);
  console.log('Starting the Agents Playground. The first time, npx downloads it (15 MB), under its own terms.');
  const endpoint = `http://127.0.0.1:${clerk.port}/api/messages`;
  const { data, home } = places(config);
  const playground = runPlayground(home, endpoint, env.CLERK_PLAYGROUND_PORT ?? '56150');
  const end = endTogether(clerk, playground.child, join(home, 'devTools'));
  try {
    const port = await playground.port;
    await seedDemo(clerk, `http://localhost:${port}/_connector`);
    console.log(firstSteps(`http://localhost:${port}`, endpoint, data, `http://127.0.0.1:${clerk.port}/tab/`));
  } catch (error) {
    await end(1, `The Playground could not be started.\n${wordsOf(error)}`);
  }
}

async function start(config: Config): Promise<Clerk> {
  try {
    return await startClerk({ config, log: createLog(config.logLevel) });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    const fault = `Port ${config.port} is taken, perhaps by another "npm run playground". Stop that, or set PORT to a free one.`;
    throw new StartFault([fault]);
  }
}

/** Where the bot keeps its data, and beside it the Playground its configuration and log. */
function places({ database }: Config): { data: string; home: string } {
  if (database.kind !== 'sqlite') return { data: 'PostgreSQL', home: resolve('data/playground') };
  const data = resolve(database.path);
  return { data, home: join(dirname(data), 'playground') };
}

function firstSteps(address: string, endpoint: string, data: string, tab: string): string {
  return `
Digital Clerk is running, with demo people. You are Amina Yusuf.

  1. Open  ${address}  in a browser.
  2. In Personal Chat, write  raise  and follow the cards. You get a reference, such as CAB-1.
  3. In Cabinet (under Teams Channel), press Take it, then Update: choose Resolved, write a reply, and save.
  4. In Personal Chat, read the answer, and say whether it fixed the problem.
  5. To see the tab, open  ${tab}  and choose who you are.

The bot listens on ${endpoint} (this machine only).
Its data is in ${data}. To begin afresh, stop it and delete that.
The Playground forgets its chats when you load the page anew; Digital Clerk remembers: write  my issues.
The Playground is Microsoft's, under its own terms, and can be reached from your network while it runs.
Ctrl-C stops both.
`;
}

/** Runs the Playground in a folder of its own, where it finds its configuration and writes its log. */
function runPlayground(home: string, endpoint: string, wanted: string): Playground {
  const stubs = join(home, 'bin');
  mkdirSync(stubs, { recursive: true });
  writeFileSync(join(home, '.m365agentsplayground.yml'), playgroundConfig());
  // It opens a browser by xdg-open and ends when there is none: this stands in, and we say the address instead.
  writeFileSync(join(stubs, 'xdg-open'), '#!/bin/sh\nexit 0\n');
  chmodSync(join(stubs, 'xdg-open'), 0o755);
  // The version is fixed, so what was downloaded once need not be asked for again: it then starts without the registry.
  const npx = ['-y', '--prefer-offline', PLAYGROUND];
  const args = [...npx, '-e', endpoint, '-c', 'msteams', '-p', wanted, '--disable-telemetry'];
  const child = spawn(WINDOWS ? 'npx.cmd' : 'npx', args, {
    cwd: home,
    // A group of its own, so that Ctrl-C reaches it through us and nothing of it is left behind.
    detached: !WINDOWS,
    shell: WINDOWS,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${stubs}${delimiter}${process.env.PATH}`, APPLICATION_INSIGHTS_NO_STATSBEAT: 'true' },
  });
  return { child, port: listeningPort(child) };
}

/** The port that it prints: when the wanted one is taken it silently takes another. Rejects when it ends before that. */
function listeningPort(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let printed = '';
    const fail = (what: string) => {
      clearTimeout(tooLong);
      failed(new Error(`${what}\n${printed.trim()}`));
    };
    const read = (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-4_000);
      const port = /Listening on (\d+)/.exec(printed)?.[1];
      if (!port) return;
      clearTimeout(tooLong);
      found(port);
    };
    const tooLong = setTimeout(() => fail('It did not say within three minutes that it listens.'), START_MS);
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', () => fail('npx was not found; it comes with npm.'));
    child.once('exit', (code) => fail(`npx ended with ${code}. It needs the npm registry the first time.`));
  });
}

type End = (code: number, words?: string) => Promise<void>;

/** Ctrl-C, a SIGTERM, a closed terminal, or the end of the Playground ends both. Gives the way to end them with words. */
function endTogether(clerk: Clerk, child: ChildProcess, logs: string): End {
  let ending = false;
  const end = async (code: number, words?: string) => {
    if (ending) return;
    ending = true;
    if (words) console.error(words);
    const stopped = clerk.stop().catch((error: unknown) => console.error(wordsOf(error)));
    await Promise.race([stopped, pause(END_MS)]);
    await endTree(child);
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
  // A failed start has its own words, and comes first. A fault in its configuration it writes only into its log.
  const words = `The Playground has ended, so the bot ends too. Its log is in ${logs}.`;
  child.once('exit', () => setImmediate(() => void end(1, words)));
  return end;
}

/** Ends npx and everything that it started. */
async function endTree({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined) return;
  if (WINDOWS) {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
    return;
  }
  const until = Date.now() + END_MS;
  let there = signalGroup(pid, 'SIGTERM');
  while (there && Date.now() < until) {
    await pause(50);
    there = signalGroup(pid, 0);
  }
  if (there) signalGroup(pid, 'SIGKILL');
}

/** False when nothing of the group is left. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof StartFault) return error.faults.join('\n');
  return error instanceof Error ? error.message : 'It is not known why.';
}

main().catch((error: unknown) => {
  console.error(`Digital Clerk could not be started.\n${wordsOf(error)}`);
  process.exit(1);
});
