// Databases for tests: a fresh SQLite one in memory, or a fresh PostgreSQL one on the server of this run.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type DatabaseSetting, openStore, type Store } from '../../src/store/database.ts';

export type Engine = 'sqlite' | 'postgres';

/** For `describe.each(ENGINES)`: the same suite on both. */
export const ENGINES: readonly Engine[] = ['sqlite', 'postgres'];

/** The setting of a new, empty database on the given engine. */
export async function freshDatabase(engine: Engine): Promise<DatabaseSetting> {
  if (engine === 'sqlite') return { kind: 'sqlite', path: ':memory:' };
  const name = `test_${randomBytes(8).toString('hex')}`;
  const server = inject('postgresUrl');
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return { kind: 'postgres', url: `${server}/${name}` };
}

/** A new, empty, migrated store. Close it when done. */
export async function freshStore(engine: Engine): Promise<Store> {
  return openStore(await freshDatabase(engine));
}
