// `npm run playground`: the bot in local mode with demo people, and Microsoft's Agents Playground beside it.
// The Playground is Microsoft's tool under its own pre-release terms: npx downloads it; it is no part of this project.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { loadConfig, readEnvironment } from '../../src/config.ts';
import { StartFault } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { type Clerk, startClerk } from '../index.ts';
import { playgroundConfig, seedDemo } from './demo.ts';

const PLAYGROUND = '@microsoft/m365agentsplayground@0.2.28';
const HOME = resolve('data/playground');
/** The first run downloads about 15 MB. */
const PATIENCE_MS = 180_000;

async function main(): Promise<void> {
  const env = readEnvironment();
  const { config } = loadConfig({
    PORT: env.PORT,
    CLERK_MODE: 'local',
    CLERK_LOG_LEVEL: env.CLERK_LOG_LEVEL ?? 'warn',
    DATABASE_URL: env.CLERK_PLAYGROUND_DATABASE ?? 'sqlite:./data/playground.db',
  });
  const clerk = await startClerk({ config, log: createLog(config.logLevel) });
  const endpoint = `http://127.0.0.1:${clerk.port}/api/messages`;
  const child = startPlayground(endpoint, env.CLERK_PLAYGROUND_PORT ?? '56150');
  endTogether(clerk, child);
  const port = await listeningPort(child);
  await seedDemo(clerk, `http://localhost:${port}/_connector`);
  console.log(`
Digital Clerk is running, with demo people. You are Amina Yusuf.

  1. Open  http://localhost:${port}  in a browser.
  2. In Personal Chat, write  raise  and follow the card.
  3. In Team, Cabinet, take the issue and answer it; the answer comes back to Personal Chat.
  4. To see the tab, open  http://127.0.0.1:${clerk.port}/tab/  and choose who you are.

The bot listens on ${endpoint} (this machine only); its data is in ./data.
The Playground is Microsoft's, under its own terms, and can be reached from your network while it runs.
Ctrl-C stops both.
`);
}

/** Runs the Playground in a folder of its own, where it finds its configuration and writes its log. */
function startPlayground(endpoint: string, port: string): ChildProcess {
  const stubs = join(HOME, 'bin');
  mkdirSync(stubs, { recursive: true });
  writeFileSync(join(HOME, '.m365agentsplayground.yml'), playgroundConfig());
  // It opens a browser by xdg-open and ends when there is none: this stands in, and we say the address instead.
  writeFileSync(join(stubs, 'xdg-open'), '#!/bin/sh\nexit 0\n');
  chmodSync(join(stubs, 'xdg-open'), 0o755);
  const windows = process.platform === 'win32';
  const args = ['-y', PLAYGROUND, '-e', endpoint, '-c', 'msteams', '-p', port, '--disable-telemetry'];
  return spawn(windows ? 'npx.cmd' : 'npx', args, {
    cwd: HOME,
    // A group of its own, so that Ctrl-C reaches it through us and nothing of it is left behind.
    detached: !windows,
    shell: windows,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${stubs}${delimiter}${process.env.PATH}`, APPLICATION_INSIGHTS_NO_STATSBEAT: 'true' },
  });
}

/** Reads the port from what it prints: when the wanted one is taken it silently takes another. */
function listeningPort(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let printed = '';
    const tooLong = setTimeout(() => failed(new Error(`The Playground did not start.\n${printed}`)), PATIENCE_MS);
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const port = /Listening on (\d+)/.exec(printed)?.[1];
      if (!port) return;
      clearTimeout(tooLong);
      found(port);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => {
      clearTimeout(tooLong);
      failed(new Error(`The Playground ended at once. It says why in data/playground/devTools.\n${printed}`));
    });
  });
}

/** Ctrl-C, or the end of the Playground, ends both. */
function endTogether(clerk: Clerk, child: ChildProcess): void {
  let ending = false;
  const end = async (code: number) => {
    if (ending) return;
    ending = true;
    killGroup(child);
    await clerk.stop();
    process.exit(code);
  };
  process.on('SIGINT', () => void end(0));
  process.on('SIGTERM', () => void end(0));
  child.once('exit', (code) => void end(code ?? 1));
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It ended by itself in the meantime.
  }
}

main().catch((error: unknown) => {
  const words =
    error instanceof StartFault ? error.faults.join('\n') : error instanceof Error ? error.message : 'unknown';
  console.error(`The Playground could not be started.\n${words}`);
  if ((error as { code?: string }).code === 'EADDRINUSE')
    console.error('Port 3978 is taken: stop what listens there, or set PORT.');
  process.exit(1);
});
