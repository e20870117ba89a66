// Meetings that another feature holds (the call of a check-in): set up and ended by it, in its own transaction. From then
// on they are meetings like any other.
import { firstFit, type Rule } from '../calendar/recurrence.ts';
import { refreshMessages } from '../delivery/messages.ts';
import type { Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { Series } from './series.ts';
import { insertSeries, lockSeries, updateSeries } from './store.ts';

type Shared = 'tenantId' | 'teamId' | 'conversationId' | 'ownerId' | 'title' | 'firstOn' | 'startTime' | 'minutes';
/** `deputies`: person ids, who may change it as the owner may. */
export type Held = Pick<Series, Shared | 'repeat' | 'clash' | 'nation' | 'timeZone' | 'place'> & {
  deputies: readonly string[];
};

/** Nobody is asked for items or to present CPD: what comes of the check-in is what there is to talk of. */
const NOT_ASKED = 0;

export function createHolding({ now }: { now: () => Date }) {
  /** Sets a running series up; its first date is the first that fits. Gives its id. */
  async function hold(trx: Trx, held: Held): Promise<string> {
    const at = now().toISOString();
    const { firstOn, startTime: time, minutes, timeZone, repeat } = held;
    const rule: Rule = { firstOn, time, minutes, timeZone, repeat };
    const id = newId(now());
    const fixed = { repeat: JSON.stringify(repeat), deputies: JSON.stringify(held.deputies), standing: '[]' };
    const state = 'running';
    const made = { id, firstOn: firstFit(rule), askDays: NOT_ASKED, state, createdAt: at, updatedAt: at } as const;
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
