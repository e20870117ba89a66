// Queries on many issues at once: what somebody may see of them, filtered, searched, sorted and paged in the database.
import type { Queries } from '../store/database.ts';
import type { ListInput } from './inputs.ts';
import type { Issue, IssueState } from './issue.ts';
import { IMPACTS, type Priority, priorityOf, URGENCIES } from './priority.ts';

/** What somebody may see in a tenant, by cabinet: its ordinary issues, its flagged ones. Their own are always theirs. */
export type Sight = {
  tenantId: string;
  personId: string;
  ordinary: readonly string[];
  flagged: readonly string[];
  /** Only these issues, where given. */
  among?: readonly string[] | undefined;
};

const OPEN: readonly IssueState[] = ['new', 'triaged', 'in-progress', 'waiting'];
/** More words than this do not find more. */
const MOST_WORDS = 8;

/** One page of the issues in sight that fit, and how many fit. `offset` counts from 0. */
export async function findIssues(
  db: Queries,
  sight: Sight,
  wanted: ListInput,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ issues: Issue[]; total: number }> {
  const fitting = filtered(db, sight, wanted);
  const counted = await fitting.select((select) => select.fn.countAll().as('total')).executeTakeFirst();
  const rows = await sorted(fitting, wanted.sort).selectAll().limit(limit).offset(offset).execute();
  const issues = rows.map((row) => ({ ...row, state: row.state as IssueState }));
  return { issues, total: Number(counted?.total ?? 0) };
}

type Fitting = ReturnType<typeof filtered>;

function filtered(db: Queries, sight: Sight, wanted: ListInput) {
  let fitting = inSight(db, sight, wanted.shared === '1');
  if (wanted.scope === 'mine') {
    const { personId } = sight;
    fitting = fitting.where((is) => is.or([is('raiserId', '=', personId), is('id', 'in', joinedBy(db, personId))]));
  }
  if (wanted.scope === 'taken') fitting = fitting.where('ownerId', '=', sight.personId);
  if ((wanted.scope === 'open' || wanted.scope === 'taken') && !wanted.state)
    fitting = fitting.where('state', 'in', OPEN);
  if (wanted.state) fitting = fitting.where('state', '=', wanted.state);
  if (sight.among) fitting = fitting.where('id', 'in', sight.among);
  if (wanted.kind) fitting = fitting.where('kind', '=', wanted.kind);
  if (wanted.sector) fitting = fitting.where('sector', '=', wanted.sector);
  if (wanted.cabinet) fitting = fitting.where('cabinetId', '=', wanted.cabinet);
  if (wanted.system)
    fitting = fitting.where((is) => is(is.fn('lower', ['system']), '=', is.fn('lower', [is.val(wanted.system)])));
  if (wanted.priority === 'safety') fitting = fitting.where('flagged', '=', 1).where('releasedAt', 'is', null);
  else if (wanted.priority) fitting = ofPriority(fitting, wanted.priority);
  for (const word of wanted.q.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)) fitting = holding(fitting, word);
  return fitting;
}

/** The rule of rights.ts for `see`, as a condition. `shared`: only what every colleague sees. */
function inSight(db: Queries, sight: Sight, shared: boolean) {
  return db
    .selectFrom('issues')
    .where('tenantId', '=', sight.tenantId)
    .where((is) => {
      const isFlagged = is.and([is('flagged', '=', 1), is('releasedAt', 'is', null)]);
      const ways = [];
      if (sight.ordinary.length > 0) ways.push(is.and([is('cabinetId', 'in', sight.ordinary), is.not(isFlagged)]));
      if (!shared && sight.flagged.length > 0) ways.push(is.and([is('cabinetId', 'in', sight.flagged), isFlagged]));
      if (!shared) {
        ways.push(is('raiserId', '=', sight.personId));
        ways.push(is.and([is('id', 'in', joinedBy(db, sight.personId)), is.not(isFlagged)]));
      }
      return is.or(ways);
    });
}

/** The ids of what somebody has too. */
function joinedBy(db: Queries, personId: string) {
  return db.selectFrom('meToos').select('issueId').where('personId', '=', personId).where('withdrawnAt', 'is', null);
}

function ofPriority(fitting: Fitting, priority: Priority): Fitting {
  const pairs = pairsOf(priority);
  return fitting
    .where((is) => is.or([is('flagged', '=', 0), is('releasedAt', 'is not', null)]))
    .where((is) =>
      is.or(pairs.map(([impact, urgency]) => is.and([is('impact', '=', impact), is('urgency', '=', urgency)]))),
    );
}

function pairsOf(priority: Priority) {
  const pairs = IMPACTS.flatMap((impact) => URGENCIES.map((urgency) => [impact, urgency] as const));
  return pairs.filter(([impact, urgency]) => priorityOf(impact, urgency) === priority);
}

// Not `like`: its wildcards and its letter case differ between the two databases.
function holding(fitting: Fitting, word: string): Fitting {
  const columns = ['reference', 'title', 'system', 'place'] as const;
  return fitting.where((is) => {
    const lower = (column: (typeof columns)[number]) => is.fn<string>('lower', [column]);
    const lowered = is.fn<string>('lower', [is.val(word)]);
    const found = (column: (typeof columns)[number]) =>
      is(is.fn<string>('replace', [lower(column), lowered, is.val('')]), '<>', lower(column));
    return is.or(columns.map(found));
  });
}

function sorted(fitting: Fitting, sort: ListInput['sort']): Fitting {
  if (sort === 'oldest') return fitting.orderBy('raisedAt').orderBy('id');
  if (sort === 'updated') return fitting.orderBy('updatedAt', 'desc').orderBy('id', 'desc');
  const newestLast = (rows: Fitting) => rows.orderBy('raisedAt', 'desc').orderBy('id', 'desc');
  if (sort === 'newest') return newestLast(fitting);
  return newestLast(
    fitting.orderBy((is) => {
      let rank = is
        .case()
        .when(is.and([is('flagged', '=', 1), is('releasedAt', 'is', null)]))
        .then(1);
      for (const priority of ['P2', 'P3'] as const) {
        for (const [impact, urgency] of pairsOf(priority)) {
          rank = rank.when(is.and([is('impact', '=', impact), is('urgency', '=', urgency)])).then(Number(priority[1]));
        }
      }
      return rank.else(4).end();
    }),
  );
}

/** What of a cabinet's issues is open, or was answered since; flagged ones left out. */
export async function answeredOrOpen(db: Queries, cabinetId: string, since: Date) {
  const rows = await db
    .selectFrom('issues')
    .select(['sector', 'state', 'raisedAt', 'resolvedAt', 'closedAt'])
    .where('cabinetId', '=', cabinetId)
    .where((is) => is.or([is('flagged', '=', 0), is('releasedAt', 'is not', null)]))
    .where((is) => is.or([is('state', 'in', OPEN), is('updatedAt', '>=', since.toISOString())]))
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as IssueState }));
}
