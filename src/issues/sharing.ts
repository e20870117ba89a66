// What other features may read of cabinets and their issues, whoever asks: never a flagged one, nor one without words.
import type { Queries } from '../store/database.ts';
import type { Issue, IssueState } from './issue.ts';

/** How many issues of a cabinet can be chosen from at once, the newest first. */
const OFFERED = 300;
const OPEN: readonly IssueState[] = ['new', 'triaged', 'in-progress', 'waiting'];

function shareable(db: Queries) {
  return db
    .selectFrom('issues')
    .selectAll()
    .where('title', '<>', '')
    .where((is) => is.or([is('flagged', '=', 0), is('releasedAt', 'is not', null)]));
}

const asIssues = (rows: { state: string }[]) => rows as Issue[];

/** The newest issues of a cabinet. */
export async function sharedOfCabinet(db: Queries, cabinetId: string): Promise<Issue[]> {
  const mine = shareable(db).where('cabinetId', '=', cabinetId);
  return asIssues(await mine.orderBy('raisedAt', 'desc').orderBy('id', 'desc').limit(OFFERED).execute());
}

/** These issues, as far as they may be shared now. */
export async function sharedByIds(db: Queries, ids: readonly string[]): Promise<Issue[]> {
  if (ids.length === 0) return [];
  return asIssues(await shareable(db).where('id', 'in', ids).orderBy('raisedAt').orderBy('id').execute());
}

/** Issues of a cabinet that were answered from one instant to before another (ISO), in that order. */
export async function sharedAnswered(db: Queries, cabinetId: string, from: string, until: string): Promise<Issue[]> {
  const answered = shareable(db)
    .where('cabinetId', '=', cabinetId)
    .where('resolvedAt', '>=', from)
    .where('resolvedAt', '<', until);
  return asIssues(await answered.orderBy('resolvedAt').orderBy('id').execute());
}

/** Open issues of a cabinet raised before an instant (ISO), the oldest first: at most `most`, and how many there are. */
export async function sharedOpen(
  db: Queries,
  cabinetId: string,
  before: string,
  most: number,
): Promise<{ issues: Issue[]; total: number }> {
  const open = shareable(db)
    .where('cabinetId', '=', cabinetId)
    .where('state', 'in', OPEN)
    .where('raisedAt', '<', before);
  const rows = await open.orderBy('raisedAt').orderBy('id').limit(most).execute();
  const { total } = await open
    .clearSelect()
    .select(({ fn }) => fn.countAll().as('total'))
    .executeTakeFirstOrThrow();
  return { issues: asIssues(rows), total: Number(total) };
}
