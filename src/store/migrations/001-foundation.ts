// The schema of the Foundation. Text for ids, dates and instants; integers for numbers and flags (see tables.ts).
import type { Migration } from 'kysely/migration';
import { index, type Schema, table } from './tools.ts';

export function foundation(): Migration {
  return {
    async up(db: Schema) {
      await storeTables(db);
      await peopleTables(db);
      await deliveryTables(db);
      await issueTables(db);
    },
  };
}

async function storeTables(db: Schema): Promise<void> {
  await table(
    db,
    'inbox',
    'tenant_id conversation_key activity_key claimed_until_at done_at? answer?',
    'tenant_id conversation_key activity_key',
  );
  await index(db, 'inbox', 'claimed_until_at');
  await table(db, 'audit', 'id tenant_id at actor_id? action subject_id note', 'id');
  await index(db, 'audit', 'subject_id');
  await table(db, 'due', 'duty subject_id due_at claimed_at', 'duty subject_id due_at');
}

async function peopleTables(db: Schema): Promise<void> {
  await table(db, 'organisations', 'id tenant_id name ods created_at', 'id');
  await index(db, 'organisations', 'tenant_id name', true);
  await table(db, 'organisation_domains', 'tenant_id domain organisation_id', 'tenant_id domain');
  await table(
    db,
    'people',
    'id tenant_id object_id channel_user_id name email time_zone paused_at? away_until_on?',
    'id',
  );
  await index(db, 'people', 'tenant_id object_id', true);
  await table(db, 'memberships', 'id person_id organisation_id from_on to_on? source', 'id');
  await index(db, 'memberships', 'person_id');
  await table(
    db,
    'teams',
    'id tenant_id team_key name organisation_id? time_zone nation installed_at removed_at? ' + 'roster_at?',
    'id',
  );
  await index(db, 'teams', 'tenant_id team_key', true);
  await table(db, 'team_members', 'team_id person_id joined_at left_at?', 'team_id person_id');
  await index(db, 'team_members', 'person_id');
  await table(db, 'team_roles', 'team_id person_id role given_by? given_at confirmed_at?', 'team_id person_id role');
  await table(db, 'function_holders', 'team_id duty person_id standing given_by? given_at', 'team_id duty person_id');
  await table(
    db,
    'conversations',
    'id tenant_id conversation_key scope service_url bot_key person_id? team_id? state reason ' +
      'seen_at welcomed_at?',
    'id',
  );
  await index(db, 'conversations', 'tenant_id conversation_key', true);
  await index(db, 'conversations', 'person_id');
}

async function deliveryTables(db: Schema): Promise<void> {
  await table(
    db,
    'outbox',
    'id tenant_id kind subject_id person_id? conversation_id? message_id? thread_key destination dedupe_key ' +
      'not_before_at expires_at? state attempts# lease_until_at? lease_owner? last_error created_at ' +
      'finished_at?',
    'id',
  );
  await index(db, 'outbox', 'tenant_id dedupe_key', true);
  await index(db, 'outbox', 'state not_before_at');
  await index(db, 'outbox', 'state id');
  await index(db, 'outbox', 'destination state id');
  await index(db, 'outbox', 'message_id state');
  await table(db, 'messages', 'id tenant_id conversation_id activity_key kind subject_id person_id? created_at', 'id');
  await index(db, 'messages', 'subject_id');
  await index(db, 'messages', 'conversation_id activity_key');
}

async function issueTables(db: Schema): Promise<void> {
  await table(
    db,
    'cabinets',
    'id tenant_id organisation_id team_id conversation_id name prefix last_number# systems ' +
      'incident_name incident_url desk_phone desk_hours person_word handlers created_at updated_at',
    'id',
  );
  await index(db, 'cabinets', 'organisation_id prefix', true);
  await index(db, 'cabinets', 'conversation_id', true);
  await table(
    db,
    'issue_drafts',
    'id tenant_id person_id cabinet_id? step harm title detail issue_id? created_at',
    'id',
  );
  await index(db, 'issue_drafts', 'issue_id');
  await table(
    db,
    'issues',
    'id tenant_id organisation_id cabinet_id number# reference raiser_id harm flagged# released_at? ' +
      'released_by? title detail system place incident_ref impact urgency share told_to_phone_at? ' +
      'state owner_id? reply raised_at updated_at resolved_at? closed_at? confirmed#?',
    'id',
  );
  await index(db, 'issues', 'cabinet_id number', true);
  await index(db, 'issues', 'tenant_id reference');
  await index(db, 'issues', 'raiser_id');
  await index(db, 'issues', 'state resolved_at');
  await table(db, 'issue_events', 'id issue_id at actor_id? kind from_state to_state words', 'id');
  await index(db, 'issue_events', 'issue_id');
  await table(db, 'issue_memory', 'person_id cabinet_id system place', 'person_id cabinet_id');
}
