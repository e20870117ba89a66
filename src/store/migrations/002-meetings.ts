// Series of meetings, what was decided of their dates, and the addresses of personal calendars.
import type { Migration } from 'kysely/migration';
import { index, type Schema, table } from './tools.ts';

export function meetings(): Migration {
  return {
    async up(db: Schema) {
      await table(
        db,
        'series',
        'id tenant_id team_id conversation_id title first_on start_time minutes# repeat clash nation time_zone place ' +
          'owner_id state created_at updated_at',
        'id',
      );
      await index(db, 'series', 'conversation_id');
      await index(db, 'series', 'state');
      await table(
        db,
        'occurrences',
        'series_id planned_on state answer held_on start_time reason decided_by? decided_at sequence#',
        'series_id planned_on',
      );
      await table(db, 'calendar_links', 'id tenant_id person_id token_hash created_at revoked_at?', 'id');
      await index(db, 'calendar_links', 'token_hash', true);
      await index(db, 'calendar_links', 'person_id');
    },
  };
}
