// What "You said, we did" reads of polls beside their outcome (outcome.ts): which closed of late, and who answered.
import type { Queries } from '../store/database.ts';

/** The ids of polls that closed since an instant (ISO), newest first; of a tenant where one is named. */
export async function closedSince(db: Queries, since: string, tenantId?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('polls')
    .select('id')
    .where('state', '=', 'closed')
    .where('closedAt', '>=', since)
    .$if(tenantId !== undefined, (query) => query.where('tenantId', '=', tenantId ?? ''))
    .orderBy('closedAt', 'desc')
    .execute();
  return rows.map((row) => row.id);
}

/** Who answered a poll that keeps it; nobody for an anonymous one. */
export async function answeredBy(db: Queries, pollId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('pollBallots')
    .select('personId')
    .distinct()
    .where('pollId', '=', pollId)
    .where('answer', '<>', '[]')
    .execute();
  return rows.map((row) => row.personId);
}
