// Forums with their roster, the rounds of a check-in, and who is a guest of a tenant.
import type { Migration } from 'kysely/migration';
import { index, type Schema, table } from './tools.ts';

export function checkins(): Migration {
  return {
    async up(db: Schema) {
      await table(
        db,
        'forums',
        'id tenant_id team_id conversation_id name weekday# call_time join_link prompt_time remind_time digest_time ' +
          'prompt_day digest_day nation time_zone clash members topics keep_weeks# host_id deputies monthly_which ' +
          'monthly_weekday# monthly_time series_id? monthly_series_id? state created_at updated_at',
        'id',
      );
      await index(db, 'forums', 'conversation_id');
      await index(db, 'forums', 'state');
      await table(db, 'forum_organisations', 'id tenant_id forum_id name ods sector ended_on? successor_id?', 'id');
      await index(db, 'forum_organisations', 'forum_id');
      await table(
        db,
        'forum_members',
        'id tenant_id forum_id organisation_id handle name role source state from_on to_on?',
        'id',
      );
      await index(db, 'forum_members', 'forum_id');
      await index(db, 'forum_members', 'handle');
      await rounds(db);
      // A guest's own chat with us sits in a tenant that they seldom open.
      await db.schema
        .alterTable('people')
        .addColumn('guest', 'integer', (made) => made.notNull().defaultTo(0))
        .execute();
    },
  };
}

async function rounds(db: Schema): Promise<void> {
  await table(
    db,
    'checkin_rounds',
    'id tenant_id forum_id planned_on held_on prompt_at remind_at digest_at late_until_at state parts# counts created_at',
    'id',
  );
  await index(db, 'checkin_rounds', 'forum_id planned_on', true);
  await index(db, 'checkin_rounds', 'state');
  await table(
    db,
    'checkin_seats',
    'tenant_id round_id seat_id member_id organisation_id sector via person_id? reason skipped#',
    'round_id seat_id',
  );
  await table(
    db,
    'checkin_responses',
    'tenant_id round_id seat_id person_id state help topics late#',
    'round_id seat_id',
  );
  await table(db, 'checkin_items', 'id tenant_id round_id seat_id kind words shown position#', 'id');
  await index(db, 'checkin_items', 'round_id seat_id kind', true);
  await table(db, 'checkin_offers', 'id tenant_id item_id person_id state', 'id');
  await index(db, 'checkin_offers', 'item_id person_id', true);
  await table(db, 'checkin_shares', 'id tenant_id item_id person_id state', 'id');
  await index(db, 'checkin_shares', 'item_id person_id', true);
}
