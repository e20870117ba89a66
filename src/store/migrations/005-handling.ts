// Handling: what the handler says of an issue, whom it is offered to, a cabinet's routes and targets, and triage.
import type { Migration } from 'kysely/migration';
import { index, type Schema, table } from './tools.ts';

const WORDS = ['kind', 'burden', 'sector', 'tech_note', 'waiting_for', 'desk_ref', 'desk_url'];
const MAYBE = ['waiting_until_on', 'offered_to', 'deputy_id'];

export function handling(): Migration {
  return {
    async up(db: Schema) {
      for (const column of WORDS) {
        await db.schema
          .alterTable('issues')
          .addColumn(column, 'text', (made) => made.notNull().defaultTo(''))
          .execute();
      }
      for (const column of MAYBE) await db.schema.alterTable('issues').addColumn(column, 'text').execute();
      await index(db, 'issues', 'owner_id');
      await table(db, 'triage_rounds', 'id tenant_id person_id issues position# created_at', 'id');
      await index(db, 'triage_rounds', 'created_at');
      await table(
        db,
        'cabinet_routes',
        'id tenant_id cabinet_id sort name places person_id deputy_id? created_by created_at',
        'id',
      );
      await index(db, 'cabinet_routes', 'cabinet_id sort name', true);
      await table(
        db,
        'cabinet_targets',
        'cabinet_id tenant_id opens_at closes_at targets updated_by updated_at',
        'cabinet_id',
      );
      await table(db, 'late_days', 'person_id tenant_id day#', 'person_id');
    },
  };
}
