// Meetings that another feature holds (the call of a check-in): set up and ended by it, in its own transaction. From then
// on they are meetings like any other.
import { firstFit, type Rule } from '../calendar/recurrence.ts';
import { refreshMessages } from '../delivery/messages.ts';
import type { Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { ASK_DAYS, type Series } from './series.ts';
import { insertSeries, lockSeries, updateSeries } from './store.ts';

type Shared = 'tenantId' | 'teamId' | 'conversationId' | 'ownerId' | 'title' | 'firstOn' | 'startTime' | 'minutes';
/** `deputies`: person ids, who may change it as the owner may. */
export type Held = Pick<Series, Shared | 'repeat' | 'clash' | 'nation' | 'timeZone' | 'place'> & {
  deputies: readonly string[];
  /** Whether items and CPD are asked for, as for any meeting. Not at a call that brings its own: the digest of a check-in. */
  agenda: boolean;
};

export function createHolding({ now }: { now: () => Date }) {
  /** Sets a running series up; its first date is the first that fits. Gives its id. */
  async function hold(trx: Trx, { agenda, ...held }: Held): Promise<string> {
    const at = now().toISOString();
    const { firstOn, startTime: time, minutes, timeZone, repeat } = held;
    const rule: Rule = { firstOn, time, minutes, timeZone, repeat };
    const id = newId(now());
    const fixed = { repeat: JSON.stringify(repeat), deputies: JSON.stringify(held.deputies), standing: '[]' };
    const state = 'running';
    const askDays = agenda ? ASK_DAYS : 0;
    const made = { id, firstOn: firstFit(rule), askDays, state, createdAt: at, updatedAt: at } as const;
    await insertSeries(trx, { ...held, ...fixed, ...made });
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
