// Changing what a series is called, when and where it is held, and what becomes of bank holidays. Its days stay, and so does
// all that was decided of them. And another channel for a series whose own was deleted.
import { addDays, dateIn } from '../calendar/dates.ts';
import { occurrenceDates } from '../calendar/recurrence.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { type Conversation, conversationById } from '../people/conversations-store.ts';
import type { Trx } from '../store/database.ts';
import { createChanging, skipPaused, tellSeries } from './changing.ts';
import { type EditInput, guardMeeting } from './inputs.ts';
import type { MeetingsDeps } from './managing.ts';
import { isOn, occurrenceOn, ruleOf, type Series } from './series.ts';
import { assertManages, notThere } from './standing.ts';
import { decisionsOf, lostSeries, seriesById, updateSeries } from './store.ts';

export function createEditing(deps: MeetingsDeps) {
  const { db, now } = deps;
  const { manage } = createChanging(deps);

  /** The series, for who may change it; throws for everybody else. */
  async function openEdit(actor: Actor, seriesId: string): Promise<Series> {
    const series = await seriesById(db, seriesId);
    if (!series || series.tenantId !== actor.tenantId || series.state === 'draft') throw notThere();
    await assertManages(db, actor, series);
    return series;
  }

  /** Saved unchanged, it changes nothing and tells nobody; else the channel hears how it is from now on. */
  async function edit(actor: Actor, { series: seriesId, ...to }: EditInput): Promise<Series> {
    guardMeeting(to);
    return manage(actor, seriesId, 'series.change', async (trx, series) => {
      const keys = Object.keys(to) as (keyof typeof to)[];
      if (keys.every((key) => to[key] === series[key])) return series;
      await assertTodayFits(trx, series, { ...series, ...to });
      // From now on it counts as changed today: what fell into a pause so far is noted before.
      if (series.state === 'paused') await skipPaused(trx, actor, series, now());
      await updateSeries(trx, seriesId, { ...to, updatedAt: now().toISOString() });
      const changed = (await seriesById(trx, seriesId)) ?? series;
      await tellSeries(trx, changed, 'meeting.edited', now());
      return changed;
    });
  }

  /** Throws where today's meeting, still to come, would have begun already. */
  async function assertTodayFits(trx: Trx, series: Series, to: Series): Promise<void> {
    const today = dateIn(now(), series.timeZone);
    if (occurrenceDates(ruleOf(series), today, addDays(today, 1)).length === 0) return;
    const decision = (await decisionsOf(trx, series.id)).find((one) => one.plannedOn === today);
    const [was, is] = [series, to].map((one) => occurrenceOn(one, today, decision, now()));
    if (!was || !is || !isOn(was) || !isOn(is) || was.startAt <= now() || is.startAt > now()) return;
    throw new Refusal(
      'invalid',
      'Start: the meeting of today would have begun already. Move or leave out today first.',
    );
  }

  /** Series of a channel's team whose own channel was deleted. */
  async function lostFor(channel: Conversation): Promise<Series[]> {
    return (await lostSeries(db)).filter(({ teamId }) => teamId === channel.teamId);
  }

  /** A series whose channel was deleted goes on in another channel of its team, with all that was decided of its dates. */
  async function goOnHere(actor: Actor, seriesId: string, channel: Conversation): Promise<Series> {
    return manage(actor, seriesId, 'series.here', async (trx, series) => {
      if (series.conversationId === channel.id) return series;
      if (channel.scope !== 'channel' || channel.teamId !== series.teamId) {
        throw new Refusal('invalid', 'This works in another channel of the team that the meeting is for.');
      }
      if ((await conversationById(trx, series.conversationId))?.state !== 'gone') {
        throw new Refusal('conflict', 'Its channel is there, and it stays in it.');
      }
      await updateSeries(trx, seriesId, { conversationId: channel.id });
      const moved = { ...series, conversationId: channel.id };
      await tellSeries(trx, moved, 'meeting.here', now());
      return moved;
    });
  }

  return { openEdit, edit, lostFor, goOnHere };
}
