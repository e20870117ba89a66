// Hazard drafts with what was added to them, and go-lives with their hazard workshops.
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
    },
  };
}
