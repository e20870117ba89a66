// Changing a series and its dates: load, may they?, decide, save, tell; in one transaction.
import { addDays } from '../calendar/dates.ts';
import { dateBefore, nextDates, occurrenceDates } from '../calendar/recurrence.ts';
import { dateWords } from '../calendar/words.ts';
import { enqueue } from '../delivery/outbox.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import type { Database, Trx } from '../store/database.ts';
import { createChanging, setState, skipPaused, tellSeries, undecided } from './changing.ts';
import { guardMeeting } from './inputs.ts';
import type { MeetingPorts } from './ports.ts';
import { type Decision, isOn, type Occurrence, occurrenceOn, ruleOf, type Series, spanOf } from './series.ts';
import { decide, decisionsOf, seriesById } from './store.ts';
import { refreshCpd, refreshMeeting, subjectOf } from './told.ts';

/** `secret`: what addresses are made of (see addresses.ts). */
export type MeetingsDeps = { db: Database; now: () => Date; ports: MeetingPorts; secret: string };

export function createManaging(deps: MeetingsDeps) {
  const { db, now } = deps;
  const { manage } = createChanging(deps);

  async function pause(actor: Actor, seriesId: string): Promise<Series> {
    return manage(actor, seriesId, 'series.pause', (trx, series) => stop(trx, series, 'paused'));
  }

  async function resume(actor: Actor, seriesId: string): Promise<Series> {
    return manage(actor, seriesId, 'series.resume', async (trx, series) => {
      if (series.state !== 'paused') return series;
      await skipPaused(trx, actor, series, now());
      const running = await setState(trx, series, 'running', now());
      await tellSeries(trx, running, 'meeting.state', now());
      return running;
    });
  }

  async function end(actor: Actor, seriesId: string): Promise<Series> {
    return manage(actor, seriesId, 'series.end', (trx, series) => stop(trx, series, 'ended'));
  }

  /** One date is not held. The others stay where they are. */
  async function skip(actor: Actor, seriesId: string, plannedOn: string, reason: string): Promise<Series> {
    guardMeeting({ reason });
    return manage(actor, seriesId, 'occurrence.skip', async (trx, series) => {
      const occurrence = await changeable(trx, series, plannedOn);
      if (occurrence.state === 'skipped' && occurrence.why === reason) return series;
      await decide(trx, { ...undecided(series, plannedOn, actor, now()), state: 'skipped', reason });
      await tellChannel(trx, series, plannedOn);
      return series;
    });
  }

  /** One date is held at another day and time. The others stay where they are. */
  async function move(actor: Actor, seriesId: string, plannedOn: string, date: string, time: string): Promise<Series> {
    return manage(actor, seriesId, 'occurrence.move', async (trx, series) => {
      const occurrence = await changeable(trx, series, plannedOn);
      const to = spanOf(series, date, time);
      if (to.startAt <= now()) throw new Refusal('invalid', 'New date: it is past. Choose a later one.');
      if (occurrence.state === 'moved' && occurrence.startAt.getTime() === to.startAt.getTime()) return series;
      await decide(trx, {
        ...undecided(series, plannedOn, actor, now()),
        state: 'moved',
        heldOn: date,
        startTime: time,
      });
      await tellChannel(trx, series, plannedOn);
      return series;
    });
  }

  /** The owner says what becomes of a date that is a bank holiday. */
  async function answerClash(
    actor: Actor,
    seriesId: string,
    plannedOn: string,
    answer: 'next' | 'previous' | 'skip' | 'keep',
  ): Promise<Series> {
    return manage(actor, seriesId, 'series.answer', async (trx, series) => {
      await changeable(trx, series, plannedOn);
      const decision = { ...undecided(series, plannedOn, actor, now()), state: 'answered', answer } as const;
      await assertInOrder(trx, series, { ...decision, sequence: 0 });
      await decide(trx, decision);
      await tellChannel(trx, series, plannedOn);
      return series;
    });
  }

  /** Two days off in a row, one moved forward and one back, may meet or cross: then the second answer is refused. */
  async function assertInOrder(trx: Trx, series: Series, decision: Decision): Promise<void> {
    const { plannedOn } = decision;
    const decisions = new Map((await decisionsOf(trx, series.id)).map((one) => [one.plannedOn, one]));
    const on = (date: string, decided = decisions.get(date)) => occurrenceOn(series, date, decided, now());
    const [before, after] = [
      dateBefore(ruleOf(series), plannedOn),
      nextDates(ruleOf(series), addDays(plannedOn, 1), 1)[0],
    ];
    const { startAt, state } = on(plannedOn, decision);
    const neighbours = [before, after].filter((date) => date !== undefined).map((date) => on(date));
    const clash = neighbours.find((one) => isOn(one) && one.plannedOn < plannedOn === one.startAt >= startAt);
    if (state === 'skipped' || !clash) return;
    const words = `That day meets the meeting planned for ${dateWords(clash.plannedOn)}. Choose another answer.`;
    throw new Refusal('conflict', words);
  }

  async function changeable(trx: Trx, series: Series, plannedOn: string): Promise<Occurrence> {
    const onRule = occurrenceDates(ruleOf(series), plannedOn, addDays(plannedOn, 1)).length === 1;
    if (!onRule) throw new Refusal('invalid', 'Which date: choose one of the list.');
    const decision = (await decisionsOf(trx, series.id)).find((one) => one.plannedOn === plannedOn);
    const occurrence = occurrenceOn(series, plannedOn, decision, now());
    if (
      !isOn(occurrence) &&
      occurrence.state !== 'asking' &&
      occurrence.state !== 'skipped' &&
      occurrence.state !== 'paused'
    ) {
      throw new Refusal('conflict', 'This meeting was held already.');
    }
    if (occurrence.endAt <= now()) throw new Refusal('conflict', 'This meeting is over.');
    return occurrence;
  }

  async function stop(trx: Trx, series: Series, state: 'paused' | 'ended'): Promise<Series> {
    if (series.state === state) return series;
    const stopped = await setState(trx, series, state, now());
    await tellSeries(trx, stopped, 'meeting.state', now());
    return stopped;
  }

  /** The channel hears of a date that changes: who only looks there must not come in vain. */
  async function tellChannel(trx: Trx, series: Series, plannedOn: string): Promise<void> {
    const { tenantId, conversationId: conversation } = series;
    const to = { conversation };
    await enqueue(trx, { tenantId, kind: 'meeting.change', subjectId: subjectOf(series.id, plannedOn), to }, now());
    await refreshMeeting(trx, series, [plannedOn], now());
    await refreshCpd(trx, series, [plannedOn], now());
  }

  return {
    pause,
    resume,
    end,
    skip,
    move,
    answerClash,
    byId: (id: string) => seriesById(db, id),
  };
}
