// Queries on published statements, page by page, and on the messages of a month's digest.
import type { Queries, Trx } from '../store/database.ts';
import type { DigestItem } from './digest.ts';
import type { Statement } from './statement.ts';
import { fromRow } from './store.ts';

/** Which statements: an organisation's wall, those published together, or those of them that somebody hears. */
export type Wanted =
  | { list: 'wall'; organisationId: string; month?: string | undefined; system?: string | undefined }
  | { list: 'batch'; batchId: string }
  | { list: 'heard'; batchId: string; personId: string };

/** One page of published statements, the latest first, and how many there are. `page` counts from 1. */
export async function publishedPage(
  db: Queries,
  wanted: Wanted,
  page: number,
  size: number,
): Promise<{ statements: Statement[]; total: number }> {
  const fitting = filtered(db, wanted);
  const { total } = await fitting.select(({ fn }) => fn.countAll().as('total')).executeTakeFirstOrThrow();
  const rows = await fitting
    .selectAll('statements')
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
  const { month, system } = wanted;
  let wall = published.where('statements.organisationId', '=', wanted.organisationId).where('replacedBy', 'is', null);
  if (month) wall = wall.where('publishedOn', '>=', `${month}-01`).where('publishedOn', '<=', `${month}-31`);
  if (!system) return wall;
  // Not `like`: its wildcards and its letter case differ between the two databases.
  const quoted = JSON.stringify(system);
  return wall.where((is) =>
    is(is.fn<string>('replace', ['systems', is.val(quoted), is.val('')]), '<>', is.ref('systems')),
  );
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
