// Starts what `npm run playground` starts, as a process of its own on free ports, and sees that nothing of it is left.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The first run downloads the Playground. */
const START_MS = 200_000;

export type Started = Awaited<ReturnType<typeof startPlayground>>;

/** Starts bot and Playground; `data` is the folder of an earlier run, or a new one. Throws with what it printed. */
export async function startPlayground(data?: string) {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'digital-clerk-')));
  const port = await freePort();
  const child = run({ port, database: `sqlite:${join(folder, 'data', 'demo.db')}` });
  const printed = await until(child, 'Ctrl-C stops both');
  const address = /http:\/\/localhost:\d+/.exec(printed)?.[0];
  if (!address) throw new Error(`It says no address to open:\n${printed}`);

  /** Sends the signal, and waits for its end. Gives the exit code. */
  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }

  /** The processes that still know this run's bot: none, once it has ended. */
  function leftovers(): string[] {
    const lines = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
    return lines.filter((line) => line.includes(`127.0.0.1:${port}/api/messages`));
  }

  async function close(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) await end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  }

  return { address, printed, port, folder, end, leftovers, close };
}

/** Runs it where the port of the bot is taken. Gives its exit code and its words. */
export async function startOnTakenPort(port: number): Promise<{ code: number | null; said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'digital-clerk-'));
  const child = run({ port, database: `sqlite:${join(folder, 'demo.db')}` });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  await rm(folder, { recursive: true, force: true });
  return { code, said };
}

function run({ port, database }: { port: number; database: string }): ChildProcess {
  return spawn(process.execPath, ['bot/run/playground.ts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: String(port),
      // The Playground takes another one when this is taken, and the bot reads which.
      CLERK_PLAYGROUND_PORT: String(port + 1),
      CLERK_PLAYGROUND_DATABASE: database,
    },
  });
}

function until(child: ChildProcess, words: string): Promise<string> {
  return new Promise((found, failed) => {
    let printed = '';
    const fail = (what: string) => failed(new Error(`${what}\n${printed}`));
    const tooLong = setTimeout(() => fail('The Playground did not start in time.'), START_MS);
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      if (!printed.includes(words)) return;
      clearTimeout(tooLong);
      found(printed);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(tooLong);
      fail(`It ended with ${code}.`);
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
