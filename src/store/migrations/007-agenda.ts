// Agendas and what came of them: items, updates, attendance, notes and decisions, actions, records; days off.
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { index, type Schema, table } from './tools.ts';

export function agenda(engine: 'sqlite' | 'postgres'): Migration {
  return {
    async up(db: Schema) {
      await columns(db);
      await proposedTables(db, engine);
      await heldTables(db);
      await daysOffTables(db);
    },
  };
}

async function columns(db: Schema): Promise<void> {
  const listOn = (name: string) =>
    db.schema
      .alterTable('series')
      .addColumn(name, 'text', (made) => made.notNull().defaultTo('[]'))
      .execute();
  await listOn('deputies');
  await listOn('standing');
  await db.schema
    .alterTable('series')
    .addColumn('ask_days', 'integer', (made) => made.notNull().defaultTo(7))
    .execute();
}

async function proposedTables(db: Kysely<unknown>, engine: 'sqlite' | 'postgres'): Promise<void> {
  await table(db, 'agenda_items', 'id tenant_id series_id planned_on title minutes# proposer_id created_at', 'id');
  await index(db, 'agenda_items', 'series_id planned_on');
  // No person, no time, no row number: nothing says who proposed it, nor in which order (design, section 3 rule 3).
  await db.schema
    .createTable('anonymous_items')
    .addColumn('id', 'text', (made) => made.notNull())
    .addColumn('tenant_id', 'text', (made) => made.notNull())
    .addColumn('series_id', 'text', (made) => made.notNull())
    .addColumn('planned_on', 'text', (made) => made.notNull())
    .addColumn('title', 'text', (made) => made.notNull())
    .addColumn('minutes', 'integer', (made) => made.notNull())
    .addPrimaryKeyConstraint('anonymous_items_pk', ['id'] as never[])
    .$call((made) => (engine === 'sqlite' ? made.modifyEnd(sql`without rowid`) : made))
    .execute();
  await table(db, 'agenda_updates', 'id tenant_id series_id planned_on person_id system line created_at', 'id');
  await index(db, 'agenda_updates', 'series_id planned_on');
}

async function heldTables(db: Schema): Promise<void> {
  const date = 'tenant_id series_id planned_on';
  await table(db, 'attendance', `${date} person_id answer answered_at`, 'series_id planned_on person_id');
  await table(
    db,
    'meeting_records',
    `${date} present_key frozen passed_over started_at? ended_at? agreed_at? agreed_by?`,
    'series_id planned_on',
  );
  await table(db, 'agenda_progress', `${date} item_key state set_at`, 'series_id planned_on item_key');
  await table(db, 'meeting_notes', `id ${date} item_key kind words person_id created_at`, 'id');
  await index(db, 'meeting_notes', 'series_id planned_on');
  await table(db, 'actions', `id ${date} what owner_id? due_on made_by created_at done_at? done_by?`, 'id');
  await index(db, 'actions', 'series_id');
  await index(db, 'actions', 'owner_id');
  await index(db, 'actions', 'due_on');
}

async function daysOffTables(db: Schema): Promise<void> {
  await table(db, 'published_holidays', 'source text fetched_at', 'source');
  await table(db, 'known_days', 'nation off_on known_at', 'nation off_on');
  await table(db, 'local_days', 'team_id off_on kind set_by set_at', 'team_id off_on');
}
