// Polls with their questions, whom they were sent to, and the answers: by person where the mode is named or confidential;
// for anonymous ones counters, texts, and apart from both who has answered. And what the outbox knows of mass mailings.
import type { Migration } from 'kysely/migration';
import { index, type Schema, table } from './tools.ts';

export function polls(engine: 'sqlite' | 'postgres'): Migration {
  return {
    async up(db: Schema) {
      await table(
        db,
        'polls',
        'id tenant_id team_id organisation_id? conversation_id? asker_id template state audience people about mode ' +
          'results reminder closes_at time_zone reached# answered# release approver_id? sent_at? closed_at? reminded_at? ' +
          'shown_at? redraw_after? progress created_at',
        'id',
      );
      await index(db, 'polls', 'state closes_at');
      await index(db, 'polls', 'team_id state');
      await index(db, 'polls', 'asker_id');
      await table(db, 'poll_questions', 'poll_id nth# text kind choices most#', 'poll_id nth');
      await table(db, 'poll_recipients', 'poll_id person_id', 'poll_id person_id');
      await index(db, 'poll_recipients', 'person_id');
      await table(db, 'poll_ballots', 'poll_id person_id nth# answer quotable# updated_at', 'poll_id person_id nth');
      const unordered = { unordered: engine === 'sqlite' };
      await table(db, 'poll_voters', 'poll_id person_id', 'poll_id person_id', unordered);
      await table(db, 'poll_tallies', 'poll_id nth# choice# count#', 'poll_id nth choice', unordered);
      await table(db, 'poll_texts', 'poll_id text_key nth# text quotable#', 'poll_id text_key', unordered);
      for (const flag of ['bulk', 'forget']) {
        await db.schema
          .alterTable('outbox')
          .addColumn(flag, 'integer', (made) => made.notNull().defaultTo(0))
          .execute();
      }
      await index(db, 'outbox', 'kind subject_id');
    },
  };
}
