// Bank holidays as gov.uk publishes them: looked at weekly, stored, and laid over the rules. Without them the rules do.
import { NATIONS } from '../calendar/bank-holidays.ts';
import { parseBankHolidaysJson } from '../calendar/published-holidays.ts';
import { describeError, type Log } from '../log.ts';
import type { Database, Trx } from '../store/database.ts';
import { noteKnown, publishedTable, storedHolidays, storeHolidays } from '../store/working-calendars.ts';
import { plansNow, tellReplanned } from './replanning.ts';

export type HolidaysDeps = {
  db: Database;
  now: () => Date;
  log: Log;
  /** Reads the published file; throws where it cannot. Undefined: nothing is ever fetched. */
  fetchText: (() => Promise<string>) | undefined;
};

const DAY_MS = 24 * 60 * 60 * 1000;
const EVERY_MS = 7 * DAY_MS;
/** After a failure it is tried again this much later. */
const AGAIN_MS = DAY_MS;
/** Years that are compared, from this one on. */
const YEARS = 3;

/** Refreshes the holidays when a week has passed. A failure is logged once, until one succeeds, and harms nothing. */
export function createHolidaysDuty({ db, now, log, fetchText }: HolidaysDeps) {
  let tryAt = 0;
  let failing = false;

  async function run(): Promise<void> {
    if (!fetchText || now().getTime() < tryAt) return;
    const stored = await storedHolidays(db);
    const dueAt = stored ? Date.parse(stored.fetchedAt) + EVERY_MS : 0;
    tryAt = Math.max(dueAt, now().getTime() + AGAIN_MS);
    if (now().getTime() < dueAt) return;
    try {
      const text = await fetchText();
      parseBankHolidaysJson(text);
      await keep(text);
      failing = false;
    } catch (error) {
      if (!failing) log.warn(describeError(error), 'bank holidays could not be refreshed; those known go on counting');
      failing = true;
    }
  }

  /** Stores what was published. Where days differ from those that counted, the dates planned are looked at again. */
  async function keep(text: string): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const before = await plansNow(trx, now());
      const known = await daysOf(trx);
      await storeHolidays(trx, text, now().toISOString());
      const news = [...(await daysOf(trx))].filter((day) => !known.has(day));
      for (const day of news) {
        const [nation = '', offOn = ''] = day.split(' ');
        await noteKnown(trx, { nation, offOn, knownAt: now().toISOString() });
      }
      await tellReplanned(trx, before, now());
    });
  }

  /** Every bank holiday of the next years that counts now, as "nation date". */
  async function daysOf(trx: Trx): Promise<Set<string>> {
    const table = await publishedTable(trx);
    const from = now().getUTCFullYear();
    const days = new Set<string>();
    for (let year = from; year < from + YEARS; year += 1) {
      for (const nation of NATIONS) for (const { date } of table(nation, year)) days.add(`${nation} ${date}`);
    }
    return days;
  }

  return { run };
}
