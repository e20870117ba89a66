// How a table of rights is written: a row for each role, a column for each button and command.
import { type Outcome, ROLES, type Role } from '../issues/cast.ts';

export type Grid = { readonly deeds: readonly string[]; readonly cell: (role: Role, deed: string) => Outcome };

/** Reads a grid: a line of column names, then a line for each role; two spaces or more between columns. */
export function grid(text: string): Grid {
  const [head = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s{2,}/));
  const deeds = head.slice(1);
  const cells = new Map(rows.map(([role = '', ...outcomes]) => [role, outcomes]));
  for (const role of ROLES) {
    if (cells.get(role)?.length !== deeds.length) throw new Error(`The row of ${role} is not complete.`);
  }
  return { deeds, cell: (role, deed) => cells.get(role)?.[deeds.indexOf(deed)] as Outcome };
}
