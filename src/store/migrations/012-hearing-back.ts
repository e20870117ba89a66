// Hearing back: who pressed "Tell me" on a poll, and until when a statement's "Did it help?" is answered.
import type { Migration } from 'kysely/migration';
import { type Schema, table } from './tools.ts';

export function hearingBack(engine: 'sqlite' | 'postgres'): Migration {
  return {
    async up(db: Schema) {
      // Of anonymous polls too: a number of its own would tell in what order people pressed.
      const unordered = { unordered: engine === 'sqlite' };
      await table(db, 'poll_followers', 'poll_id person_id', 'poll_id person_id', unordered);
      await db.schema.alterTable('statements').addColumn('help_until_on', 'text').execute();
    },
  };
}
