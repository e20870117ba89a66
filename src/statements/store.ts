// Queries on themes and statements. Every one is bound to a tenant, an organisation, or an id read before.
import type { Queries, Trx } from '../store/database.ts';
import type { StatementHelpTable, StatementTable } from '../store/tables-statements.ts';
import type { Statement } from './statement.ts';
import type { Theme } from './theme.ts';

// ---- themes ----

export async function insertTheme(trx: Trx, theme: Theme): Promise<void> {
  await trx.insertInto('themes').values(theme).execute();
}

export async function updateTheme(trx: Trx, id: string, to: Partial<Theme>): Promise<void> {
  await trx.updateTable('themes').set(to).where('id', '=', id).execute();
}

export async function themeById(db: Queries, id: string): Promise<Theme | undefined> {
  return db.selectFrom('themes').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Reads a theme for a change. The update takes the row's lock, so that two changes follow each other. */
export async function lockTheme(trx: Trx, id: string): Promise<Theme | undefined> {
  return trx
    .updateTable('themes')
    .set((set) => ({ name: set.ref('name') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

/** A theme that nobody was told of yet goes with all that hangs on it. */
export async function deleteTheme(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('statements').where('themeId', '=', id).execute();
  await trx.deleteFrom('themeParts').where('themeId', '=', id).execute();
  await trx.deleteFrom('themeFollowers').where('themeId', '=', id).execute();
  await trx.deleteFrom('themes').where('id', '=', id).execute();
}

/** The keys of what is grouped into a theme. */
export async function partsOf(db: Queries, themeId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('themeParts')
    .select('part')
    .where('themeId', '=', themeId)
    .orderBy('part')
    .execute();
  return rows.map((row) => row.part);
}

export async function setParts(trx: Trx, theme: Theme, parts: readonly string[]): Promise<void> {
  await trx.deleteFrom('themeParts').where('themeId', '=', theme.id).execute();
  for (const part of parts) {
    await trx.insertInto('themeParts').values({ themeId: theme.id, part, tenantId: theme.tenantId }).execute();
  }
}

/** The themes of these askings: unanswered ones first, then the oldest. */
export async function themesOfAskings(db: Queries, tenantId: string, keys: readonly string[]): Promise<Theme[]> {
  if (keys.length === 0) return [];
  const themes = await db
    .selectFrom('themes')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('asking', 'in', keys)
    .orderBy('askedOn')
    .orderBy('id')
    .execute();
  return [...themes.filter((theme) => !theme.answeredAt), ...themes.filter((theme) => theme.answeredAt)];
}

export async function themesOfTeam(db: Queries, teamId: string): Promise<Theme[]> {
  return db.selectFrom('themes').selectAll().where('teamId', '=', teamId).orderBy('name').orderBy('id').execute();
}

/** All themes without a statement, for reminders. */
export async function unansweredThemes(db: Queries): Promise<Theme[]> {
  return db.selectFrom('themes').selectAll().where('answeredAt', 'is', null).orderBy('id').execute();
}

/** The themes of an organisation that were asked from a day on, for measures. */
export async function themesAskedSince(db: Queries, organisationId: string, from: string): Promise<Theme[]> {
  return db
    .selectFrom('themes')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('askedOn', '>=', from)
    .execute();
}

export async function follow(trx: Trx, theme: Theme, personId: string): Promise<void> {
  await trx
    .insertInto('themeFollowers')
    .values({ themeId: theme.id, personId, tenantId: theme.tenantId })
    .onConflict((conflict) => conflict.columns(['themeId', 'personId']).doNothing())
    .execute();
}

export async function followersOf(db: Queries, themeId: string): Promise<string[]> {
  const rows = await db.selectFrom('themeFollowers').select('personId').where('themeId', '=', themeId).execute();
  return rows.map((row) => row.personId);
}

// ---- statements ----

export async function insertStatement(trx: Trx, statement: Statement): Promise<void> {
  await trx.insertInto('statements').values(toRow(statement)).execute();
}

export async function updateStatement(trx: Trx, id: string, to: Partial<Statement>): Promise<void> {
  const { quotes, systems, ...plain } = to;
  const lists = {
    ...(quotes && { quotes: JSON.stringify(quotes) }),
    ...(systems && { systems: JSON.stringify(systems) }),
  };
  await trx
    .updateTable('statements')
    .set({ ...plain, ...lists })
    .where('id', '=', id)
    .execute();
}

export async function statementById(db: Queries, id: string): Promise<Statement | undefined> {
  const row = await db.selectFrom('statements').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** All statements of a theme, the latest first; a draft is the latest. */
export async function statementsOfTheme(db: Queries, themeId: string): Promise<Statement[]> {
  const rows = await db
    .selectFrom('statements')
    .selectAll()
    .where('themeId', '=', themeId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(fromRow);
}

/** What is written and not told yet, in the order it was begun. */
export async function draftsOf(db: Queries, asking: string): Promise<Statement[]> {
  const rows = await db
    .selectFrom('statements')
    .selectAll()
    .where('asking', '=', asking)
    .where('state', '=', 'draft')
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

/** Those of these that are still drafts of an asking, each locked, for publishing. */
export async function lockDrafts(trx: Trx, asking: string, ids: readonly string[]): Promise<Statement[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .updateTable('statements')
    .set((set) => ({ state: set.ref('state') }))
    .where('id', 'in', ids)
    .where('asking', '=', asking)
    .where('state', '=', 'draft')
    .returningAll()
    .execute();
  return rows.map(fromRow).toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** What was published of an outcome and not followed by another statement, and whose day has come by `day`. */
export async function fallenDue(db: Queries, of: 'return' | 'review', day: string): Promise<Statement[]> {
  const rows = await db
    .selectFrom('statements')
    .selectAll()
    .where('state', '=', 'published')
    .where('replacedBy', 'is', null)
    .where('outcome', 'in', of === 'return' ? ['doing', 'plan'] : ['did'])
    .where(of === 'return' ? 'whenOn' : 'reviewOn', '<=', day)
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

/** Takes the one question "did it help?" of a statement, answered until a day; false when it was asked already. */
export async function claimReview(trx: Trx, id: string, helpUntilOn: string): Promise<boolean> {
  const claimed = await trx
    .updateTable('statements')
    .set({ reviewOn: null, helpUntilOn })
    .where('id', '=', id)
    .where('reviewOn', 'is not', null)
    .executeTakeFirst();
  return claimed.numUpdatedRows === 1n;
}

// ---- who hears them, and what they say of it ----

/** Notes that somebody hears a statement; false when they have, or have heard the same words before. */
export async function addHearer(trx: Trx, statement: Statement, personId: string, batchId: string): Promise<boolean> {
  const heard = await trx
    .selectFrom('statementHearers')
    .innerJoin('statements', 'statements.id', 'statementHearers.statementId')
    .select('statements.id')
    .where('statementHearers.personId', '=', personId)
    .where('statements.outcome', '=', statement.outcome)
    .where('statements.words', '=', statement.words)
    .where('statements.said', '=', statement.said)
    // The same plan for a later day is news.
    .where('statements.whenOn', statement.whenOn === null ? 'is' : '=', statement.whenOn)
    .executeTakeFirst();
  if (heard) return false;
  const { id: statementId, tenantId } = statement;
  await trx.insertInto('statementHearers').values({ statementId, personId, tenantId, batchId }).execute();
  return true;
}

export async function sayHelped(trx: Trx, answer: StatementHelpTable): Promise<void> {
  await trx
    .insertInto('statementHelp')
    .values(answer)
    .onConflict((conflict) =>
      conflict.columns(['statementId', 'personId']).doUpdateSet({ helped: answer.helped, words: answer.words }),
    )
    .execute();
}

/** What people said of whether these statements helped; in the order of their words, so that nobody's turn shows. */
export async function helpOf(db: Queries, statementIds: readonly string[]): Promise<StatementHelpTable[]> {
  if (statementIds.length === 0) return [];
  return db
    .selectFrom('statementHelp')
    .selectAll()
    .where('statementId', 'in', statementIds)
    .orderBy('words')
    .orderBy('helped')
    .execute();
}

function toRow(statement: Statement): StatementTable {
  return { ...statement, quotes: JSON.stringify(statement.quotes), systems: JSON.stringify(statement.systems) };
}

export function fromRow(row: StatementTable): Statement {
  return { ...row, quotes: JSON.parse(row.quotes) as string[], systems: JSON.parse(row.systems) as string[] };
}
