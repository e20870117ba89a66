// Brings the schema up to date at start, under Kysely's lock, with the numbered migrations listed here.
// Append only: a migration that has been released is never changed.
import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { foundation } from './migrations/001-foundation.ts';
import { meetings } from './migrations/002-meetings.ts';
import { unasked } from './migrations/003-unasked.ts';
import { meToo } from './migrations/004-me-too.ts';
import { handling } from './migrations/005-handling.ts';
import { hazards } from './migrations/006-hazards.ts';
import { agenda } from './migrations/007-agenda.ts';
import { cpd } from './migrations/008-cpd.ts';
import { checkins } from './migrations/009-checkins.ts';
import { polls } from './migrations/010-polls.ts';
import { statements } from './migrations/011-statements.ts';
import { hearingBack } from './migrations/012-hearing-back.ts';
import { answerKeys } from './migrations/013-answer-keys.ts';
import { replies } from './migrations/014-replies.ts';

export type Engine = 'sqlite' | 'postgres';

const MIGRATIONS: Record<string, (engine: Engine) => Migration> = {
  '001-foundation': foundation,
  '002-meetings': meetings,
  '003-unasked': unasked,
  '004-me-too': meToo,
  '005-handling': handling,
  '006-hazards': hazards,
  '007-agenda': agenda,
  '008-cpd': cpd,
  '009-checkins': checkins,
  '010-polls': polls,
  '011-statements': statements,
  '012-hearing-back': hearingBack,
  '013-answer-keys': answerKeys,
  '014-replies': replies,
};

/** Runs what is missing. Throws, with words for the person who installs, when the schema is newer than this program. */
export async function migrate<T>(db: Kysely<T>, engine: Engine): Promise<void> {
  const migrations = Object.fromEntries(Object.entries(MIGRATIONS).map(([name, make]) => [name, make(engine)]));
  const done = await appliedMigrations(db);
  const unknown = done.filter((name) => !(name in migrations));
  if (unknown.length > 0) {
    throw new Error(
      `The database was used by a newer version of Digital Clerk (it has ${unknown.join(', ')}). ` +
        'Start that version again, or restore the backup made before it.',
    );
  }
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error('A migration failed.');
}

/** True when nothing is left to run: for /readyz. */
export async function isMigrated<T>(db: Kysely<T>): Promise<boolean> {
  const done = new Set(await appliedMigrations(db));
  return Object.keys(MIGRATIONS).every((name) => done.has(name));
}

/** How a database stands to this program: `none` has no tables of ours yet. Changes nothing. */
export async function schemaState<T>(db: Kysely<T>): Promise<'none' | 'older' | 'current' | 'newer'> {
  const done = await appliedMigrations(db);
  if (done.length === 0) return 'none';
  if (done.some((name) => !(name in MIGRATIONS))) return 'newer';
  return (await isMigrated(db)) ? 'current' : 'older';
}

async function appliedMigrations<T>(db: Kysely<T>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const rows = await (db as unknown as Kysely<{ kyselyMigration: { name: string } }>)
    .selectFrom('kyselyMigration')
    .select('name')
    .execute();
  return rows.map((row) => row.name);
}
