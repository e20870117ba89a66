// Queries on published statements, page by page, and on the messages of a month's digest.
import type { Queries, Trx } from '../store/database.ts';
import type { DigestItem } from './digest.ts';
import type { Outcome, Statement } from './statement.ts';
import { fromRow } from './store.ts';

/** More words than this do not find more. */
const MOST_WORDS = 8;

/** What of a wall: of a month (YYYY-MM), about a system, with one of these outcomes, holding all these words. */
export type Narrowed = {
  month?: string | undefined;
  system?: string | undefined;
  outcomes?: readonly Outcome[] | undefined;
  q?: string | undefined;
};

/** Which statements: an organisation's wall, those published together, or those of them that somebody hears. */
export type Wanted =
  | ({ list: 'wall'; organisationId: string; soonest?: boolean } & Narrowed)
  | { list: 'batch'; batchId: string }
  | { list: 'heard'; batchId: string; personId: string };

/** One page of published statements, the latest first (`soonest`: by the day on which there is more to say), and how many there are. `page` counts from 1. */
export async function publishedPage(
  db: Queries,
  wanted: Wanted,
  page: number,
  size: number,
): Promise<{ statements: Statement[]; total: number }> {
  const fitting = filtered(db, wanted);
  const { total } = await fitting.select(({ fn }) => fn.countAll().as('total')).executeTakeFirstOrThrow();
  const soonest = wanted.list === 'wall' && wanted.soonest === true;
  const rows = await fitting
    .selectAll('statements')
    .$if(soonest, (query) => query.orderBy('statements.whenOn'))
    .orderBy('statements.publishedAt', 'desc')
    .orderBy('statements.id', 'desc')
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  return { statements: rows.map(fromRow), total: Number(total) };
}

function filtered(db: Queries, wanted: Wanted) {
  const published = db.selectFrom('statements').where('statements.state', '=', 'published');
  if (wanted.list === 'batch') return published.where('statements.batchId', '=', wanted.batchId);
  if (wanted.list === 'heard') {
    return published.where('statements.id', 'in', (select) =>
      select
        .selectFrom('statementHearers')
        .select('statementHearers.statementId')
        .where('statementHearers.batchId', '=', wanted.batchId)
        .where('statementHearers.personId', '=', wanted.personId),
    );
  }
  return narrowed(onWall(db, wanted.organisationId), wanted);
}

/** The last statement on each theme of an organisation. */
function onWall(db: Queries, organisationId: string) {
  return db
    .selectFrom('statements')
    .where('statements.state', '=', 'published')
    .where('statements.organisationId', '=', organisationId)
    .where('replacedBy', 'is', null);
}

function narrowed(from: ReturnType<typeof onWall>, { month, system, outcomes, q = '' }: Narrowed) {
  let wall = from;
  if (month) wall = wall.where('publishedOn', '>=', `${month}-01`).where('publishedOn', '<=', `${month}-31`);
  if (outcomes) wall = wall.where('outcome', 'in', outcomes);
  for (const word of q.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)) wall = holding(wall, word);
  if (!system) return wall;
  const quoted = JSON.stringify(system);
  return wall.where((is) =>
    is(is.fn<string>('replace', ['systems', is.val(quoted), is.val('')]), '<>', is.ref('systems')),
  );
}

// Not `like`: its wildcards and its letter case differ between the two databases.
function holding(wall: ReturnType<typeof onWall>, word: string) {
  return wall.where((is) => {
    const lowered = is.fn<string>('lower', [is.val(word)]);
    const found = (column: 'said' | 'words' | 'doer') => {
      const lower = is.fn<string>('lower', [column]);
      return is(is.fn<string>('replace', [lower, lowered, is.val('')]), '<>', lower);
    };
    return is.or([found('said'), found('words'), found('doer')]);
  });
}

/** The months (YYYY-MM, the latest first) and the systems of a wall, for choosing among them. */
export async function monthsAndSystems(db: Queries, organisationId: string) {
  const rows = await onWall(db, organisationId).select(['publishedOn', 'systems']).execute();
  const months = new Set(rows.map((row) => (row.publishedOn ?? '').slice(0, 7)));
  const systems = new Set(rows.flatMap((row) => JSON.parse(row.systems) as string[]));
  return { months: [...months].filter(Boolean).sort().reverse(), systems: [...systems].sort() };
}

/** Whether somebody was told a statement: they may read it wherever they belong now. */
export async function wasTold(db: Queries, statementId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('statementHearers')
    .select('personId')
    .where('statementId', '=', statementId)
    .where('personId', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** The statements of an asking that were published in a month (YYYY-MM), the first first. */
export async function publishedIn(db: Queries, asking: string, month: string): Promise<Statement[]> {
  const rows = await db
    .selectFrom('statements')
    .selectAll()
    .where('asking', '=', asking)
    .where('state', '=', 'published')
    .where('publishedOn', '>=', `${month}-01`)
    .where('publishedOn', '<=', `${month}-31`)
    .orderBy('publishedAt')
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

export async function statementsByIds(db: Queries, ids: readonly string[]): Promise<Statement[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('statements').selectAll().where('id', 'in', ids).execute();
  return rows.map(fromRow);
}

export async function keepDigest(
  trx: Trx,
  of: { cabinetId: string; month: string; tenantId: string },
  parts: readonly (readonly DigestItem[])[],
): Promise<void> {
  for (const [index, items] of parts.entries()) {
    await trx
      .insertInto('digestParts')
      .values({ ...of, part: index + 1, items: JSON.stringify(items) })
      .execute();
  }
}

/** What stands in one message of a digest, and how many messages it has. */
export async function digestPart(
  db: Queries,
  cabinetId: string,
  month: string,
  part: number,
): Promise<{ items: DigestItem[]; parts: number } | undefined> {
  const rows = await db
    .selectFrom('digestParts')
    .select(['part', 'items'])
    .where('cabinetId', '=', cabinetId)
    .where('month', '=', month)
    .execute();
  const found = rows.find((row) => row.part === part);
  return found && { items: JSON.parse(found.items) as DigestItem[], parts: rows.length };
}
