// CPD: who presents when, what for; what each person learned, their private reflections, and their own addresses.
import type { Migration } from 'kysely/migration';
import { index, type Schema, table } from './tools.ts';

export function cpd(): Migration {
  return {
    async up(db: Schema) {
      await table(
        db,
        'cpd_slots',
        'series_id planned_on tenant_id presenter_id? guest invited_by? source topic minutes# link notes told_at? updated_at',
        'series_id planned_on',
      );
      await table(db, 'cpd_declined', 'series_id planned_on person_id created_at', 'series_id planned_on person_id');
      await table(db, 'cpd_swaps', 'id tenant_id series_id from_on to_on from_id to_id state created_at', 'id');
      await table(db, 'cpd_topics', 'id tenant_id team_id person_id title sort created_at', 'id');
      await index(db, 'cpd_topics', 'team_id');
      await table(
        db,
        'cpd_entries',
        'id tenant_id person_id series_id planned_on held_on title presenter# minutes# participatory# method domain ' +
          'created_at updated_at',
        'id',
      );
      await index(db, 'cpd_entries', 'person_id held_on');
      await table(db, 'cpd_reflections', 'entry_id person_id words updated_at', 'entry_id');
      await table(db, 'cpd_years', 'person_id kind', 'person_id');
      await table(db, 'cpd_links', 'id tenant_id person_id token_hash from_on to_on reflections# expires_at', 'id');
      await index(db, 'cpd_links', 'token_hash', true);
    },
  };
}
