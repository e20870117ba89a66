// What may not come in and what may; and where to look for what was kept of it all the same.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { House } from '../support/clerk.ts';

/** The examples of the specification, and the separators that it names. */
export const REFUSED = [
  '943 476 5919',
  'NHS no 999 123 4567',
  '943-476-5919',
  '943.476.5919',
  '943\u00a0476\u00a05919',
  '９４３４７６５９１９',
  '９４３ ４７６ ５９１９',
  '9434765919',
  'dob 03/04/1961',
  'born 3 April 1961',
  'CHI 311299 9991',
  'MRN 00123456',
];

export const TAKEN = [
  'call 01872 250000',
  'ticket 1234567890',
  'meeting 03/04/2027',
  'INC0012345',
  'NHS number field is blank',
  'hospital no longer prints',
];

/** What may not be found anywhere of a text: itself, or its digits. */
function traces(text: string): string[] {
  const digits = text.normalize('NFKC').replace(/\D/g, '');
  return digits.length >= 8 ? [text, digits] : [text];
}

/** The traces of texts in what was kept or told, also with other separators between the digits. */
export function findIn(where: string, ...texts: readonly string[]): string[] {
  const plain = where.normalize('NFKC').replace(/(?<=\d)[\s.\-\u00a0](?=\d)/g, '');
  return texts.flatMap(traces).filter((trace) => where.includes(trace) || plain.includes(trace));
}

/** Every row of every table, the bytes of the database's files, and the log, as one text. */
export async function keptIn(house: House, folder: string): Promise<string> {
  const { db } = house.clerk.store;
  const rows = [];
  for (const { name } of await db.introspection.getTables()) {
    rows.push(
      await db
        .selectFrom(name as 'issues')
        .selectAll()
        .execute(),
    );
  }
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('utf8'));
  return [JSON.stringify(rows), ...files, JSON.stringify(house.lines)].join('\n');
}
