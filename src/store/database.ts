// Opens the database of the settings (SQLite file or PostgreSQL), brings its schema up to date, and closes it.
import {
  CamelCasePlugin,
  type Dialect,
  type ExpressionBuilder,
  Kysely,
  PostgresDialect,
  sql,
  type Transaction,
} from 'kysely';
import pg from 'pg';
import { migrate } from './migrate.ts';
import { lockSqliteFile, sqliteDialect } from './sqlite.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;
export type Trx = Transaction<Tables>;
/** Either of the two: for queries that may run inside or outside a transaction. */
export type Queries = Database | Trx;
/** What a condition on a table is built with, for conditions that stand in functions of their own. */
export type Condition<Table extends keyof Tables> = ExpressionBuilder<Tables, Table>;

export type DatabaseSetting = { kind: 'sqlite'; path: string } | { kind: 'postgres'; url: string };

export type Store = {
  db: Database;
  setting: DatabaseSetting;
  /** Resolves when the database answers; rejects otherwise. */
  ping(): Promise<void>;
  /**
   * Tries to become the one instance whose clock and sender run; true if this is it (now or already).
   * PostgreSQL: an advisory lock on a connection of its own, freed by the server when that connection dies.
   */
  lead(): Promise<boolean>;
  close(): Promise<void>;
};

// Any fixed number does; it only has to differ from other programs' in the same database.
const LEADER_LOCK = 5_417_023;

/** Opens and migrates. Throws when the file is in use by another instance, or the schema is newer than this program. */
export async function openStore(setting: DatabaseSetting): Promise<Store> {
  return setting.kind === 'sqlite' ? openSqlite(setting) : openPostgres(setting);
}

async function openSqlite(setting: { kind: 'sqlite'; path: string }): Promise<Store> {
  const release = lockSqliteFile(setting.path);
  if (!release) {
    throw new Error(
      `Another instance is running on ${setting.path}. Stop it first, or use PostgreSQL (DATABASE_URL) for several.`,
    );
  }
  const db = build(sqliteDialect(setting.path));
  try {
    await migrate(db, 'sqlite');
  } catch (error) {
    await db.destroy();
    release();
    throw error;
  }
  return {
    db,
    setting,
    ping: () => ping(db),
    lead: async () => true,
    close: async () => {
      await db.destroy();
      release();
    },
  };
}

async function openPostgres(setting: { kind: 'postgres'; url: string }): Promise<Store> {
  const db = build(postgresDialect(setting.url));
  const leader = leadership(setting.url);
  try {
    await migrate(db, 'postgres');
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    db,
    setting,
    ping: () => ping(db),
    lead: leader.lead,
    close: async () => {
      await leader.close();
      await db.destroy();
    },
  };
}

/** Kysely's dialect over a pool of connections to this server. */
export function postgresDialect(url: string): Dialect {
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5000 });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  return new PostgresDialect({ pool });
}

function leadership(url: string) {
  let client: pg.Client | undefined;
  let leading = false;

  async function drop(): Promise<void> {
    const old = client;
    client = undefined;
    leading = false;
    await old?.end().catch(() => {});
  }

  async function lead(): Promise<boolean> {
    try {
      if (!client) {
        // A connection that died without a word must not hold up the clock: then another instance leads.
        client = new pg.Client({
          connectionString: url,
          connectionTimeoutMillis: 5000,
          query_timeout: 5000,
          keepAlive: true,
        });
        client.on('error', () => void drop());
        await client.connect();
      }
      // Asked again each time: an answer proves that the connection, and so the lock, is still ours.
      const query = leading ? 'select true as held' : `select pg_try_advisory_lock(${LEADER_LOCK}) as held`;
      const answer = await client.query<{ held: boolean }>(query);
      leading = answer.rows[0]?.held === true;
      return leading;
    } catch {
      await drop();
      return false;
    }
  }

  return { lead, close: drop };
}

/** Our way of asking a database, whichever it is. */
export function build(dialect: Dialect): Database {
  return new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()] });
}

async function ping(db: Database): Promise<void> {
  await sql`select 1`.execute(db);
}
