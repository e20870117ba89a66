// What a team's cabinets ask of its meeting: the open issues, the most pressing first. What only clinical safety may see
// is not among them.
import type { Database } from '../store/database.ts';
import { cabinetsOfTeam } from './cabinets-store.ts';
import { listInput } from './inputs.ts';
import { findIssues } from './list-store.ts';
import { priorityOf } from './priority.ts';

/** How many are named; the others are counted. */
const NAMED = 10;

/** Gives the lines for a team's agenda: reference, title, priority; and how many more there are. */
export function createForAgenda({ db }: { db: Database }) {
  return async (teamId: string): Promise<{ words: string }[]> => {
    const cabinets = await cabinetsOfTeam(db, teamId);
    const tenantId = cabinets[0]?.tenantId;
    if (!tenantId) return [];
    const sight = { tenantId, personId: '', ordinary: cabinets.map(({ id }) => id), flagged: [] };
    const wanted = listInput.parse({ scope: 'open', sort: 'priority', shared: '1' });
    const { issues, total } = await findIssues(db, sight, wanted, { limit: NAMED, offset: 0 });
    const lines = issues.map(({ reference, title, impact, urgency }) => ({
      words: `${reference} ${title} (${priorityOf(impact, urgency)})`,
    }));
    return total > issues.length ? [...lines, { words: `and ${total - issues.length} more` }] : lines;
  };
}
