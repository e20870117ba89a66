// Meetings that another feature holds (the call of a check-in): set up and ended by it, in its own transaction. From then
// on they are meetings like any other.
import { firstFit, type Rule } from '../calendar/recurrence.ts';
import { refreshMessages } from '../delivery/messages.ts';
import type { Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { Series } from './series.ts';
import { insertSeries, lockSeries, updateSeries } from './store.ts';

export type Held = Omit<Series, 'id' | 'state' | 'createdAt' | 'updatedAt'>;

export function createHolding({ now }: { now: () => Date }) {
  /** Sets a running series up; its first date is the first that fits. Gives its id. */
  async function hold(trx: Trx, held: Held): Promise<string> {
    const at = now().toISOString();
    const { firstOn, startTime: time, minutes, timeZone, repeat } = held;
    const rule: Rule = { firstOn, time, minutes, timeZone, repeat };
    const id = newId(now());
    await insertSeries(trx, { ...held, id, firstOn: firstFit(rule), state: 'running', createdAt: at, updatedAt: at });
    return id;
  }

  /** Ends a series, if it has not ended. */
  async function endHeld(trx: Trx, seriesId: string): Promise<void> {
    const series = await lockSeries(trx, seriesId);
    if (!series || series.state === 'ended') return;
    await updateSeries(trx, seriesId, { state: 'ended', updatedAt: now().toISOString() });
    await refreshMessages(trx, { tenantId: series.tenantId, subjectIds: [seriesId] }, now());
  }

  return { hold, endHeld };
}
