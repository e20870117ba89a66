// Answers that several pages of the tab give: a page of a list, and the same list as a file.
import { type Cell, toCsv } from './csv.ts';
import type { RouteAnswer } from './route.ts';

/** A file for spreadsheets; the first row is its heading. */
export function csvAnswer(name: string, rows: readonly (readonly Cell[])[]): RouteAnswer {
  const headers = {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="${name}"`,
  };
  return { status: 200, text: toCsv(rows), headers };
}

/** Which part of a list. */
export type Part = { limit: number; offset: number };
export type Page<Row> = { rows: Row[]; total: number; page: number; pages: number };

/** A page of what `read` finds; a page beyond the last is the last. */
export async function pageOf<Row>(
  wanted: number,
  size: number,
  read: (part: Part) => Promise<{ rows: Row[]; total: number }>,
): Promise<Page<Row>> {
  const first = await read({ limit: size, offset: (wanted - 1) * size });
  const pages = Math.max(1, Math.ceil(first.total / size));
  if (wanted <= pages) return { ...first, page: wanted, pages };
  return { ...(await read({ limit: size, offset: (pages - 1) * size })), page: pages, pages };
}

/** A page of a list that is there whole. */
export function slice<Row>(all: readonly Row[], wanted: number, size: number): Page<Row> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = Math.min(wanted, pages);
  return { rows: all.slice((page - 1) * size, page * size), total: all.length, page, pages };
}
