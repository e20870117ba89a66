// Rows as CSV for spreadsheets: RFC 4180, UTF-8 with a byte order mark (Excel takes it for Latin otherwise), and no
// text that a spreadsheet would run as a formula.

export type Cell = string | number;

/** One file; the first row is the heading. Numbers stay numbers, also negative ones. */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(field).join(',')}\r\n`).join('')}`;
}

const NUMBER = /^-?\d+(\.\d+)?$/;
// What spreadsheets take for the beginning of a formula (OWASP, "CSV injection"); full-width signs count too.
const FORMULA = /^[\s\p{C}]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u;

function field(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
