// How long issues wait, by sector: "our social care needs are often at the end of the list" can be looked up.
import type { Queries } from '../store/database.ts';
import type { Cabinet } from './cabinet.ts';
import { type Issue, isOpen } from './issue.ts';
import { answeredOrOpen } from './list-store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const LOOKED_BACK_DAYS = 90;

/** `oldestDays`: of those still open. `answerDays`: the median of those answered in the last 90 days; null: none was. */
export type SectorWait = {
  sector: Issue['sector'];
  open: number;
  oldestDays: number;
  answered: number;
  answerDays: number | null;
};

/** The waiting times of a cabinet, in whole days, the longest wait first. Safety concerns not released are left out. */
export async function waitingTimes(db: Queries, cabinet: Cabinet, now: Date): Promise<SectorWait[]> {
  const since = new Date(now.getTime() - LOOKED_BACK_DAYS * DAY_MS);
  const bySector = Map.groupBy(await answeredOrOpen(db, cabinet.id, since), ({ sector }) => sector);
  const waits = [...bySector].map(([sector, issues]) => {
    const open = issues.filter(isOpen);
    const days = issues
      .filter((issue) => !isOpen(issue))
      .map((issue) => daysBetween(issue.raisedAt, issue.resolvedAt ?? issue.closedAt ?? now.toISOString()));
    const oldestDays = Math.max(0, ...open.map(({ raisedAt }) => daysBetween(raisedAt, now.toISOString())));
    return { sector, open: open.length, oldestDays, answered: days.length, answerDays: median(days) };
  });
  return waits.toSorted((one, other) => other.oldestDays - one.oldestDays || one.sector.localeCompare(other.sector));
}

function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
