// The two words that migrations are written with: a table, an index.
import { type Kysely, sql } from 'kysely';

export type Schema = Kysely<unknown>;

/**
 * Makes a table from `columns`: names apart by spaces, text unless marked `#` (integer), not null unless marked `?`.
 * `unordered`: on SQLite its rows lie in the order of their key and have no number that tells when they were made.
 */
export async function table(
  db: Schema,
  name: string,
  columns: string,
  key: string,
  { unordered = false }: { unordered?: boolean } = {},
): Promise<void> {
  let builder = db.schema.createTable(name);
  if (unordered) builder = builder.modifyEnd(sql`without rowid`);
  for (const column of columns.split(' ')) {
    const type = column.includes('#') ? 'integer' : 'text';
    const optional = column.endsWith('?');
    builder = builder.addColumn(column.replace(/[#?]+$/, ''), type, (made) => (optional ? made : made.notNull()));
  }
  await builder.addPrimaryKeyConstraint(`${name}_pk`, key.split(' ') as never[]).execute();
}

/** Makes an index on `columns`, names apart by spaces. */
export async function index(db: Schema, on: string, columns: string, unique = false): Promise<void> {
  const names = columns.split(' ');
  const builder = db.schema
    .createIndex(`${on}_${names.join('_')}`)
    .on(on)
    .columns(names);
  await (unique ? builder.unique() : builder).execute();
}
