// The roster, pure: reading a pasted list with every bad row named, and where each member can be reached.
import { Refusal } from '../errors.ts';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';

export const SECTORS = ['acute', 'primary', 'community', 'mental-health', 'ambulance', 'social-care', 'icb'] as const;
export type Sector = (typeof SECTORS)[number];

export type RosterRow = {
  name: string;
  /** Entra object id or mail address, lower case. */
  handle: string;
  organisation: string;
  ods: string;
  sector: Sector;
  role: 'ccio' | 'deputy';
};

const COLUMNS = ['name', 'email or object id', 'organisation', 'ods', 'sector', 'role'] as const;
/** More than twice the largest forum. */
export const MOST_ROWS = 500;
const MOST_FAULTS = 20;
const OBJECT_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const OBJECT_IDS = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi;
const MAIL = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/;
const ODS_CODE = /^[A-Z0-9]{3,8}$/;

/** Refuses a list with an identifier of a patient. Object ids are long numbers of their own, and are passed over. */
export function guardRoster(text: string): void {
  assertNoIdentifiers({ Roster: text.replace(OBJECT_IDS, 'id') });
}

/** What people call a column, in the order in which the columns stand where nothing is said. */
const HEADINGS: Readonly<Record<string, number>> = {
  name: 0,
  person: 0,
  email: 1,
  'e-mail': 1,
  mail: 1,
  'email-address': 1,
  'object-id': 1,
  'email-or-object-id': 1,
  organisation: 2,
  ods: 3,
  'ods-code': 3,
  sector: 4,
  role: 5,
};

/**
 * Reads a pasted list: a person a line, columns parted by commas, semicolons or tabs, fields in quotes as in CSV. A first
 * line of headings says in which order the columns stand; columns that we do not know are passed over. Throws one Refusal that names every line that cannot be used, so that nothing is half done.
 */
export function readRoster(text: string): RosterRow[] {
  const rows: RosterRow[] = [];
  const faults: string[] = [];
  const lines = new Map<string, number>();
  const organisations = new Map<string, RosterRow>();
  const read = csvRows(text).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const order = orderOf(read[0]?.cells ?? []);
  if (order) read.shift();
  for (const { line, cells, open } of read) {
    const row = open ? 'a quote is opened and not closed.' : rowOf(order ? inOrder(cells, order) : cells);
    const why = typeof row === 'string' ? row : clashOf(row, lines, organisations);
    if (why) faults.push(`Line ${line}: ${why}`);
    if (typeof row === 'string') continue;
    lines.set(row.handle, lines.get(row.handle) ?? line);
    for (const key of keysOf(row)) organisations.set(key, organisations.get(key) ?? row);
    rows.push(row);
  }
  if (read.length > MOST_ROWS) faults.unshift(`At most ${MOST_ROWS} people at once.`);
  if (faults.length > 0) throw new Refusal('invalid', `Roster: nothing has been saved. ${shortened(faults)}`);
  return rows;
}

/** Every fault is named; of very many the first ones, and how many there are. */
function shortened(faults: readonly string[]): string {
  const more = faults.length - MOST_FAULTS;
  const shown = faults.slice(0, MOST_FAULTS).join(' ');
  if (more <= 0) return shown;
  const others = faults.slice(MOST_FAULTS).map((fault) => /^Line (\d+)/.exec(fault)?.[1] ?? '');
  return `${shown} Also lines ${others.join(', ')}.`;
}

function rowOf(cells: readonly string[]): RosterRow | string {
  if (cells.length > COLUMNS.length) return 'too many columns; put quotes round a text that has a comma in it.';
  const [name = '', id = '', organisation = '', code = '', area = '', duty = ''] = cells.map(tidy);
  const handle = id.toLowerCase();
  if (!OBJECT_ID.test(handle) && !MAIL.test(handle))
    return 'write a mail address or an object id in the second column.';
  if (!organisation || organisation.length > 120) return 'write the organisation in the third column.';
  const ods = code.toUpperCase();
  if (ods && !ODS_CODE.test(ods)) return 'the ODS code has 3 to 8 letters and digits; leave it empty if unsure.';
  const sector = SECTORS.find((one) => one === slug(area));
  if (!sector) return `the sector is one of ${SECTORS.join(', ')}.`;
  const role = slug(duty) || 'ccio';
  if (role !== 'ccio' && role !== 'deputy') return 'the role is ccio or deputy.';
  if (name.length > 120) return 'the name is too long.';
  return { name, handle, organisation, ods, sector, role };
}

function clashOf(
  row: RosterRow,
  lines: ReadonlyMap<string, number>,
  organisations: ReadonlyMap<string, RosterRow>,
): string {
  const before = lines.get(row.handle);
  if (before !== undefined) return `the same person stands in line ${before}.`;
  for (const key of keysOf(row)) {
    const first = organisations.get(key);
    if (!first) continue;
    const named = first.organisation.toLowerCase() === row.organisation.toLowerCase();
    if (!named) return 'its ODS code stands for another organisation above.';
    if (first.ods && row.ods && first.ods !== row.ods) return 'its organisation has another ODS code above.';
    if (first.sector !== row.sector) return 'its organisation has another sector above.';
  }
  return '';
}

/** By what an organisation is found: its name, and its ODS code where it has one. */
function keysOf({ organisation, ods }: RosterRow): string[] {
  return [`name ${organisation.toLowerCase()}`, ...(ods ? [`ods ${ods}`] : [])];
}

/** Where a line is one of headings: the column that stands at each place, undefined for those that we do not know. */
function orderOf(cells: readonly string[]): (number | undefined)[] | undefined {
  const order = cells.map((cell) => HEADINGS[slug(tidy(cell))]);
  return order.includes(1) && order.includes(2) ? order : undefined;
}

function inOrder(cells: readonly string[], order: readonly (number | undefined)[]): string[] {
  const extra = cells.slice(order.length).some((cell) => cell.trim() !== '');
  const sorted = COLUMNS.map((_, column) => cells[order.indexOf(column)] ?? '');
  return extra ? [...sorted, 'more'] : sorted;
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[\s_]+/g, '-');
}

function tidy(cell: string): string {
  return cell.trim().replace(/\s+/g, ' ');
}

type CsvRow = { line: number; cells: string[]; open: boolean };

/** CSV (RFC 4180) with the delimiter that parts its first line into most cells; `line` counts from 1. */
function csvRows(text: string): CsvRow[] {
  const lines = text.replace(/\r\n?/g, '\n');
  const first = lines.split('\n').find((one) => one.trim() !== '') ?? '';
  const cellsBy = (sign: string) => parsed(first, sign)[0]?.cells.length ?? 0;
  const [delimiter = ','] = [',', ';', '\t'].toSorted((one, other) => cellsBy(other) - cellsBy(one));
  return parsed(lines, delimiter);
}

/** `open`: a quote of the row is never closed. */
function parsed(text: string, delimiter: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let [cells, cell, quoted, line, began]: [string[], string, boolean, number, number] = [[], '', false, 1, 1];
  const endRow = () => {
    rows.push({ line: began, cells: [...cells, cell], open: quoted });
    [cells, cell, began] = [[], '', line + 1];
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (quoted && sign === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"' && (quoted || cell.trim() === '')) quoted = !quoted;
    else if (!quoted && sign === delimiter) {
      cells.push(cell);
      cell = '';
    } else if (!quoted && sign === '\n') {
      endRow();
      line += 1;
    } else {
      if (sign === '\n') line += 1;
      cell += sign;
    }
  }
  endRow();
  return rows;
}

/** An account of a member, as far as reaching them goes. */
export type Account = {
  personId: string;
  tenantId: string;
  guest: boolean;
  /** State of their own chat with us; undefined: there is none yet. */
  chat: 'open' | 'blocked' | 'uninstalled' | 'gone' | undefined;
  /** Teams gave us their id, so that a chat can be opened. */
  known: boolean;
  /** A member of the forum's team: can answer in its channel. */
  inTeam: boolean;
};

export type Reach = { via: 'chat' | 'channel' | 'none'; personId: string | undefined; reason: string };

const CLOSED = {
  blocked: 'they have blocked Digital Clerk in Teams',
  uninstalled: 'they have removed Digital Clerk in Teams',
  gone: 'their account is gone or locked',
} as const;

/**
 * Where a member is asked: in their own chat where they can be reached personally, else by the card in the forum's
 * channel (guests always so), else nowhere; `reason` says why not personally, in words for the host.
 */
export function reachOf(accounts: readonly Account[]): Reach {
  const personal = accounts.filter((one) => !one.guest);
  const open = personal.find(({ chat }) => chat === 'open') ?? personal.find(({ chat, known }) => !chat && known);
  if (open) return { via: 'chat', personId: open.personId, reason: '' };
  const closed = personal.find(({ chat }) => chat !== undefined)?.chat;
  const here = accounts.find(({ inTeam }) => inTeam);
  const why = closed && closed !== 'open' ? CLOSED[closed] : '';
  if (here) return { via: 'channel', personId: here.personId, reason: why };
  const reason = why || (accounts.length > 0 ? 'they are not in this team' : 'they were never seen in Teams');
  return { via: 'none', personId: undefined, reason };
}
