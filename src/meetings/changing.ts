// What every change of a series has in common: its row is locked, whoever changes it may, and its cards are drawn again.
import { addDays, dateIn } from '../calendar/dates.ts';
import { nextDates, occurrenceDates } from '../calendar/recurrence.ts';
import { refreshMessages } from '../delivery/messages.ts';
import { enqueue } from '../delivery/outbox.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../store/audit.ts';
import type { Database, Trx } from '../store/database.ts';
import { occurrenceOn, ruleOf, type Series } from './series.ts';
import { assertManages, notThere } from './standing.ts';
import { decide, decisionsOf, lockSeries, updateSeries } from './store.ts';
import { refreshCpd, refreshMeeting } from './told.ts';

type Apply = (trx: Trx, series: Series) => Promise<Series>;

/** How many dates ahead may have cards already: the channel is asked, or a presenter told, 14 days before. */
const PREPARED = 4;

export function createChanging({ db, now }: { db: Database; now: () => Date }) {
  /** A change by whoever may skip, move and chair; of a series that is set up and has not ended. `deed`: for the audit. */
  async function manage(actor: Actor, seriesId: string, deed: string, apply: Apply): Promise<Series> {
    return change(seriesId, deed, actor, async (trx, series) => {
      await assertManages(trx, actor, series);
      if (series.state === 'draft') throw new Refusal('conflict', 'Confirm the meeting first.');
      if (series.state === 'ended')
        throw new Refusal('conflict', 'This meeting has ended. To start it again, write set up meeting.');
      return apply(trx, series);
    });
  }

  async function change(seriesId: string, deed: string, actor: Actor, apply: Apply): Promise<Series> {
    return db.transaction().execute(async (trx) => {
      const series = await lockSeries(trx, seriesId);
      if (!series || series.tenantId !== actor.tenantId) throw notThere();
      const changed = await apply(trx, series);
      const { tenantId, personId: actorId } = actor;
      await audit(trx, { tenantId, actorId, action: deed, subjectId: seriesId }, now());
      await refreshMessages(trx, { tenantId, subjectIds: [seriesId] }, now());
      return changed;
    });
  }

  return { manage, change };
}

export async function setState(trx: Trx, series: Series, state: Series['state'], now: Date): Promise<Series> {
  if (series.state === state) return series;
  const updatedAt = now.toISOString();
  await updateSeries(trx, series.id, { state, updatedAt });
  return { ...series, state, updatedAt };
}

/** What fell into a pause was not missed: it was not to be held. */
export async function skipPaused(trx: Trx, actor: Actor, series: Series, now: Date): Promise<void> {
  const from = dateIn(new Date(series.updatedAt), series.timeZone);
  const known = new Set((await decisionsOf(trx, series.id)).map((one) => one.plannedOn));
  for (const plannedOn of occurrenceDates(ruleOf(series), from, addDays(dateIn(now, series.timeZone), 1))) {
    const { startAt } = occurrenceOn(series, plannedOn, undefined, now);
    const inPause = startAt >= new Date(series.updatedAt) && startAt <= now;
    if (!inPause || known.has(plannedOn)) continue;
    const reason = 'the meeting was paused';
    await decide(trx, { ...undecided(series, plannedOn, actor, now), state: 'skipped', reason });
  }
}

/** A decision on a date before anything is said in it. */
export function undecided(series: Series, plannedOn: string, actor: Actor, now: Date) {
  const decided = { decidedBy: actor.personId, decidedAt: now.toISOString() };
  return { seriesId: series.id, plannedOn, answer: '', heldOn: '', startTime: '', reason: '', ...decided };
}

/**
 * The channel hears what becomes of a series (`kind`: the message), and the cards of its next dates are drawn again. What was
 * said stays as it was said: its subject is named otherwise than the series, which later changes draw again.
 */
export async function tellSeries(trx: Trx, series: Series, kind: string, now: Date): Promise<void> {
  const { tenantId, id, conversationId: conversation } = series;
  await enqueue(trx, { tenantId, kind, subjectId: `${id}:${series.state}`, to: { conversation } }, now);
  const next = nextDates(ruleOf(series), dateIn(now, series.timeZone), PREPARED);
  const moved = (await decisionsOf(trx, id)).filter(({ state }) => state === 'moved');
  const dates = [...new Set([...next, ...moved.map(({ plannedOn }) => plannedOn)])];
  await refreshMeeting(trx, series, dates, now);
  await refreshCpd(trx, series, dates, now);
}
