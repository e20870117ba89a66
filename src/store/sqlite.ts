// node:sqlite behind Kysely's own SQLite dialect: the few calls that Kysely makes of a driver, and our pragmas.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { type Dialect, SqliteDialect } from 'kysely';

const STATEMENTS_KEPT = 500;

/** Opens (or makes) the file at `path` (`:memory:` for none) and gives Kysely's dialect over it. */
export function sqliteDialect(path: string): Dialect {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  // WAL lets readers and the writer work together; FULL puts a commit on the disk before anyone is told of it.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000');
  database.exec('PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON');
  const kept = new Map<string, StatementSync>();

  function statement(sql: string): StatementSync {
    const known = kept.get(sql);
    if (known) return known;
    const made = database.prepare(sql);
    if (kept.size >= STATEMENTS_KEPT) kept.clear();
    kept.set(sql, made);
    return made;
  }

  return new SqliteDialect({
    database: {
      close: () => {
        kept.clear();
        database.close();
      },
      prepare: (sql) => {
        const prepared = statement(sql);
        return {
          reader: prepared.columns().length > 0,
          all: (values) => prepared.all(...(values as SQLInputValue[])),
          run: (values) => prepared.run(...(values as SQLInputValue[])),
          iterate: (values) => prepared.iterate(...(values as SQLInputValue[])) as IterableIterator<unknown>,
        };
      },
    },
  });
}

/**
 * Holds a lock file beside the database for as long as this process lives (the system frees it even after a kill).
 * SQLite is for one instance: a second one on the same file must not start. Returns the release, or undefined if held.
 */
export function lockSqliteFile(path: string): (() => void) | undefined {
  if (path === ':memory:') return () => {};
  mkdirSync(dirname(path), { recursive: true });
  const lock = new DatabaseSync(`${path}.lock`);
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    return undefined;
  }
  return () => lock.close();
}
