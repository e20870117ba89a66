// What a database file still tells of rows as they were before: for what must not be joined by it (anonymous answers).
import { SqliteAdapter, sql } from 'kysely';
import type { Database } from './database.ts';

/**
 * Removes earlier versions of the rows of these tables. SQLite keeps them in the file of its write-ahead log, PostgreSQL
 * as dead rows, and, once these are gone, as bytes in the free space of its pages, which only writing the table anew
 * removes. Outside any transaction. What a transaction of somebody else still reads stays until the next time; nobody is
 * made to wait for it.
 */
export async function forgetVersions(db: Database, tables: readonly string[]): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  if (sqlite) await sql`pragma wal_checkpoint(truncate)`.execute(db);
  else {
    const named = sql.join(tables.map((name) => sql.table(name)));
    await sql`vacuum ${named}`.execute(db);
    await sql`vacuum (full, skip_locked) ${named}`.execute(db);
  }
}
