// Days off that change: the dates that were planned are looked at again, and the owner of each series is told.

import { type ClashAnswer, type PlannedDate, planBetween, planChanges } from '../calendar/clash.ts';
import { addDays, dateIn } from '../calendar/dates.ts';
import { enqueue } from '../delivery/outbox.ts';
import { sayUnasked } from '../delivery/unasked.ts';
import type { Queries, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { planOf, type Series } from './series.ts';
import { decisionsOf, liveSeries } from './store.ts';
import { refreshMeeting } from './told.ts';

/** How far ahead dates are looked at. */
const AHEAD_DAYS = 400;
/** How many changed dates one message names. */
const NAMED = 6;

export type Plans = ReadonlyMap<string, readonly PlannedDate[]>;

/** What is planned by rule for every series (of one team, if given): dates that somebody decided by hand are left out. */
export async function plansNow(db: Queries, now: Date, teamId?: string): Promise<Plans> {
  const all = await seriesOf(db, teamId);
  const plans = new Map<string, readonly PlannedDate[]>();
  for (const series of all) plans.set(series.id, await planned(db, series, now));
  return plans;
}

/**
 * Tells each owner which dates turned out otherwise than `before`, once in a message, and brings the cards of these dates up
 * to date. `by`: who changed them, and need not be told; where nobody did, the clock did, and speaks as it always does.
 */
export async function tellReplanned(
  trx: Trx,
  before: Plans,
  now: Date,
  { teamId, by }: { teamId?: string; by?: string } = {},
): Promise<void> {
  for (const series of await seriesOf(trx, teamId)) {
    const changes = planChanges(before.get(series.id) ?? [], await planned(trx, series, now));
    const dates = changes.map(({ plannedOn }) => plannedOn);
    if (dates.length === 0) continue;
    await refreshMeeting(trx, series, dates, now);
    if (series.ownerId === by) continue;
    const { tenantId, id, ownerId } = series;
    const subjectId = [id, dates.slice(0, NAMED).join(','), dates.length].join(':');
    const told = { tenantId, kind: 'meeting.replanned', subjectId, dedupeKey: `meeting.replanned:${newId(now)}` };
    if (by) await enqueue(trx, { ...told, to: { person: ownerId } }, now);
    else await sayUnasked(trx, { ...told, personId: ownerId, sort: 'reminder' }, now);
  }
}

async function seriesOf(db: Queries, teamId: string | undefined): Promise<Series[]> {
  const all = await liveSeries(db);
  return teamId === undefined ? all : all.filter((series) => series.teamId === teamId);
}

async function planned(db: Queries, series: Series, now: Date): Promise<PlannedDate[]> {
  const decisions = await decisionsOf(db, series.id);
  const answers = new Map(
    decisions.filter(({ state }) => state === 'answered').map((one) => [one.plannedOn, one.answer as ClashAnswer]),
  );
  const byHand = new Set(decisions.filter(({ state }) => state !== 'answered').map(({ plannedOn }) => plannedOn));
  const today = dateIn(now, series.timeZone);
  const dates = planBetween(planOf(series), today, addDays(today, AHEAD_DAYS), answers);
  return dates.filter(({ plannedOn }) => !byHand.has(plannedOn));
}
