// Who else has an issue, what was merged into what, and the words by which similar issues are found.
import type { Migration } from 'kysely/migration';
import { index, type Schema, table } from './tools.ts';

export function meToo(): Migration {
  return {
    async up(db: Schema) {
      await table(
        db,
        'me_toos',
        'id tenant_id issue_id person_id? logged_by? harm place words created_at withdrawn_at?',
        'id',
      );
      await index(db, 'me_toos', 'issue_id person_id', true);
      await index(db, 'me_toos', 'person_id');
      await table(db, 'issue_answers', 'issue_id person_id round_at answer said_at', 'issue_id person_id round_at');
      await table(db, 'issue_flags', 'issue_id flagged# released_at? released_by?', 'issue_id');
      await searchTables(db);
      await newColumns(db);
      await index(db, 'issues', 'duplicate_of');
    },
  };
}

async function searchTables(db: Schema): Promise<void> {
  await table(db, 'issue_words', 'cabinet_id word issue_id', 'cabinet_id word issue_id');
  await index(db, 'issue_words', 'issue_id');
  await table(db, 'cabinet_words', 'cabinet_id near word', 'cabinet_id near word');
  await index(db, 'cabinet_words', 'cabinet_id word');
}

async function newColumns(db: Schema): Promise<void> {
  const issues = () => db.schema.alterTable('issues');
  await issues().addColumn('duplicate_of', 'text').execute();
  await issues()
    .addColumn('merged_state', 'text', (made) => made.notNull().defaultTo(''))
    .execute();
  await issues()
    .addColumn('lends', 'integer', (made) => made.notNull().defaultTo(0))
    .execute();
  await issues().addColumn('logged_by', 'text').execute();
  const drafts = () => db.schema.alterTable('issue_drafts');
  await drafts()
    .addColumn('typed', 'text', (made) => made.notNull().defaultTo(''))
    .execute();
  await drafts()
    .addColumn('logged', 'integer', (made) => made.notNull().defaultTo(0))
    .execute();
}
