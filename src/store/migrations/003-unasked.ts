// What was made with a card, what the clock said to whom unasked, what is held for Monday; and one's own quiet hours.
import type { Migration } from 'kysely/migration';
import { index, type Schema, table } from './tools.ts';

export function unasked(): Migration {
  return {
    async up(db: Schema) {
      await table(db, 'created', 'person_id token verb part subject_id created_at', 'person_id token verb part');
      await index(db, 'created', 'created_at');
      await table(
        db,
        'unasked',
        'id tenant_id person_id kind subject_id sort week_on state deadline_at? expires_at? batch_id? created_at',
        'id',
      );
      await index(db, 'unasked', 'person_id week_on');
      await index(db, 'unasked', 'state');
      await index(db, 'unasked', 'batch_id');
      // Empty: 7pm and 8am (design, section 3 rule 4).
      await db.schema
        .alterTable('people')
        .addColumn('quiet_from', 'text', (made) => made.notNull().defaultTo(''))
        .execute();
      await db.schema
        .alterTable('people')
        .addColumn('quiet_until', 'text', (made) => made.notNull().defaultTo(''))
        .execute();
    },
  };
}
