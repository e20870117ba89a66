// Opens a database beside a service that may be running on it: takes no lock, makes no file, migrates nothing.
import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { build, type Database, type DatabaseSetting, postgresDialect } from './database.ts';
import { schemaState } from './migrate.ts';
import { sqliteDialect } from './sqlite.ts';

export type Beside = {
  db: Database;
  /** `none`: empty, for the service's first start; `older`: the next start brings it up to date. */
  schema: 'none' | 'older' | 'current' | 'newer';
  /** Rejects where tables cannot be made and written. Leaves nothing behind. */
  tryWriting(): Promise<void>;
  close(): Promise<void>;
};

/** Undefined where there is no SQLite file yet. Throws when the database cannot be opened: see `openFault`. */
export async function openBeside(setting: DatabaseSetting): Promise<Beside | undefined> {
  if (setting.kind === 'sqlite' && !existsSync(setting.path)) return undefined;
  const db = build(setting.kind === 'sqlite' ? sqliteDialect(setting.path) : postgresDialect(setting.url));
  try {
    const schema = await schemaState(db);
    return { db, schema, tryWriting: () => tryWriting(db), close: () => db.destroy() };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

async function tryWriting(db: Database): Promise<void> {
  const undo = new Error('nothing of this stays');
  const tried = db.transaction().execute(async (trx) => {
    await sql`create table clerk_write_check (word text)`.execute(trx);
    await sql`insert into clerk_write_check values ('written')`.execute(trx);
    throw undo;
  });
  await tried.catch((error: unknown) => {
    if (error !== undo) throw error;
  });
}
