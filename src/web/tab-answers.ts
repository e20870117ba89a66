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
