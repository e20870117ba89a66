// A cabinet's own words for the replies to begin from.
import type { Migration } from 'kysely/migration';
import type { Schema } from './tools.ts';

export function replies(): Migration {
  return {
    async up(db: Schema) {
      await db.schema
        .alterTable('cabinets')
        .addColumn('replies', 'text', (made) => made.notNull().defaultTo('{}'))
        .execute();
    },
  };
}
