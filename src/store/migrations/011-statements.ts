// Themes of what people said, the statements that answer them, who is told, and whether it helped.
import type { Migration } from 'kysely/migration';
import { index, type Schema, table } from './tools.ts';

export function statements(): Migration {
  return {
    async up(db: Schema) {
      await table(
        db,
        'themes',
        'id tenant_id organisation_id team_id asking name asked_on owner_id answered_at? created_at updated_at',
        'id',
      );
      await index(db, 'themes', 'team_id');
      await index(db, 'themes', 'asking');
      await index(db, 'themes', 'organisation_id asked_on');
      await table(db, 'theme_parts', 'theme_id part tenant_id', 'theme_id part');
      await table(db, 'theme_followers', 'theme_id person_id tenant_id', 'theme_id person_id');
      await table(
        db,
        'statements',
        'id tenant_id organisation_id team_id asking theme_id said outcome words doer when_on? link review_on? quotes ' +
          'systems people# owner_id state batch_id? replaced_by? published_at? published_on? created_at updated_at',
        'id',
      );
      await index(db, 'statements', 'theme_id');
      await index(db, 'statements', 'batch_id');
      await index(db, 'statements', 'organisation_id published_on');
      await index(db, 'statements', 'state outcome');
      await table(db, 'statement_hearers', 'statement_id person_id tenant_id batch_id', 'statement_id person_id');
      await index(db, 'statement_hearers', 'batch_id person_id');
      await table(db, 'statement_help', 'statement_id person_id tenant_id helped words', 'statement_id person_id');
      await table(db, 'digest_parts', 'cabinet_id month part# tenant_id items', 'cabinet_id month part');
    },
  };
}
