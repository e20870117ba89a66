// Hazard drafts with what was added to them, go-lives with their hazard workshops, and the meetings of a cabinet.
import type { Migration } from 'kysely/migration';
import { index, type Schema, table } from './tools.ts';

export function hazards(): Migration {
  return {
    async up(db: Schema) {
      // No column for severity, likelihood or risk: the clinical safety officer judges them, in their own hazard log.
      await table(
        db,
        'hazard_drafts',
        'id tenant_id organisation_id cabinet_id issue_id reference name description system version place workaround ' +
          'state log_ref reason merged_into? seen_by? seen_at? decided_by? decided_at? first_seen_at handed_at updated_at',
        'id',
      );
      await index(db, 'hazard_drafts', 'issue_id', true);
      await index(db, 'hazard_drafts', 'cabinet_id state');
      await index(db, 'hazard_drafts', 'state');
      await table(db, 'hazard_reports', 'id hazard_id words place reported_at', 'id');
      await index(db, 'hazard_reports', 'hazard_id');
      await table(
        db,
        'go_lives',
        'id tenant_id team_id name system live_on lead_id manager_id state workshop_on reason decided_by? decided_at? ' +
          'created_by created_at updated_at',
        'id',
      );
      await index(db, 'go_lives', 'team_id live_on');
      await index(db, 'go_lives', 'state');
      await table(
        db,
        'cabinet_meetings',
        'id tenant_id cabinet_id series_id planned_on start_at end_at place state created_at',
        'id',
      );
      await index(db, 'cabinet_meetings', 'cabinet_id series_id planned_on', true);
      await index(db, 'cabinet_meetings', 'state end_at');
      await table(db, 'cabinet_updates', 'id meeting_id person_id title does does_not to_check updated_at', 'id');
      await index(db, 'cabinet_updates', 'meeting_id person_id title', true);
      await table(db, 'cabinet_askers', 'meeting_id person_id wants asked_at', 'meeting_id person_id wants');
    },
  };
}
