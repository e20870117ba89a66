// A key of chance for each named or confidential answer: what names a text to whoever groups it tells nobody whose it is.
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Schema } from './tools.ts';

export function answerKeys(engine: 'sqlite' | 'postgres'): Migration {
  return {
    async up(db: Schema) {
      await db.schema
        .alterTable('poll_ballots')
        .addColumn('answer_key', 'text', (made) => made.notNull().defaultTo(''))
        .execute();
      const chance =
        engine === 'sqlite' ? sql`lower(hex(randomblob(16)))` : sql`replace(gen_random_uuid()::text, '-', '')`;
      await sql`update poll_ballots set answer_key = ${chance}`.execute(db);
    },
  };
}
