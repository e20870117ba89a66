// The days off that count for a team: the bank holidays as last published, its local days, and since when each is known.
import { bankHolidays, type HolidayTable } from '../calendar/bank-holidays.ts';
import { parseBankHolidaysJson, tableOf } from '../calendar/published-holidays.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import type { Queries } from './database.ts';
import type { KnownDayTable, LocalDayTable } from './tables-agenda.ts';

/** `knownAt`: since when a day off is known (by date), where that is later than by rule. */
export type TeamCalendar = Omit<WorkingCalendar, 'timeZone'> & { knownAt: ReadonlyMap<string, Date> };

const GOV_UK = 'gov.uk';

let read: { text: string; table: HolidayTable } | undefined;

/** The bank holidays as they were last published, over those by rule. */
export async function publishedTable(db: Queries): Promise<HolidayTable> {
  const stored = await storedHolidays(db);
  return stored ? readTable(stored.text) : bankHolidays;
}

/** A text as it was published, laid over the rules. The last one read is kept, as every calendar asks for it. */
export function readTable(text: string): HolidayTable {
  if (read?.text !== text) read = { text, table: tableOf(bankHolidays, parseBankHolidaysJson(text)) };
  return read.table;
}

export async function storedHolidays(db: Queries): Promise<{ text: string; fetchedAt: string } | undefined> {
  return db
    .selectFrom('publishedHolidays')
    .select(['text', 'fetchedAt'])
    .where('source', '=', GOV_UK)
    .executeTakeFirst();
}

export async function storeHolidays(db: Queries, text: string, fetchedAt: string): Promise<void> {
  await db
    .insertInto('publishedHolidays')
    .values({ source: GOV_UK, text, fetchedAt })
    .onConflict((conflict) => conflict.column('source').doUpdateSet({ text, fetchedAt }))
    .execute();
}

/** Notes that a day off became known only now. */
export async function noteKnown(db: Queries, day: KnownDayTable): Promise<void> {
  await db
    .insertInto('knownDays')
    .values(day)
    .onConflict((conflict) => conflict.columns(['nation', 'offOn']).doNothing())
    .execute();
}

/** Gives the calendar of any team, with its nation, as it is now. */
export async function calendarsOf(
  db: Queries,
  teamIds: readonly string[],
): Promise<(teamId: string, nation: WorkingCalendar['nation']) => TeamCalendar> {
  const holidays = await publishedTable(db);
  const known = await db.selectFrom('knownDays').selectAll().execute();
  const local = await localDays(db, teamIds);
  return (teamId, nation) => {
    const mine = local.filter((day) => day.teamId === teamId);
    const theirs = known.filter((day) => day.nation === nation).map((day) => [day.offOn, day.knownAt] as const);
    const own = mine.filter(({ kind }) => kind === 'off').map((day) => [day.offOn, day.setAt] as const);
    return {
      nation,
      holidays,
      added: mine.filter(({ kind }) => kind === 'off').map(({ offOn }) => offOn),
      removed: mine.filter(({ kind }) => kind === 'worked').map(({ offOn }) => offOn),
      knownAt: new Map([...theirs, ...own].map(([date, at]) => [date, new Date(at)])),
    };
  };
}

/** The calendar of one team as it is now, in the team's zone. */
export async function teamCalendar(
  db: Queries,
  team: { id: string; nation: string; timeZone: string },
): Promise<WorkingCalendar> {
  const calendarOf = await calendarsOf(db, [team.id]);
  return { ...calendarOf(team.id, team.nation as WorkingCalendar['nation']), timeZone: team.timeZone };
}

/** The local days of teams, ascending. */
export async function localDays(db: Queries, teamIds: readonly string[]): Promise<LocalDayTable[]> {
  if (teamIds.length === 0) return [];
  return db.selectFrom('localDays').selectAll().where('teamId', 'in', teamIds).orderBy('offOn').execute();
}

/** A team has a day off, or works it after all; `undefined`: as the bank holidays say. */
export async function setLocalDay(
  db: Queries,
  day: Omit<LocalDayTable, 'kind'>,
  kind: LocalDayTable['kind'] | undefined,
): Promise<void> {
  const { teamId, offOn } = day;
  await db.deleteFrom('localDays').where('teamId', '=', teamId).where('offOn', '=', offOn).execute();
  if (kind)
    await db
      .insertInto('localDays')
      .values({ ...day, kind })
      .execute();
}
