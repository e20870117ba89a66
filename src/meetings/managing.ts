// Setting up a series and changing its dates: load, may they?, decide, save, tell; in one transaction.
import { dateIn } from '../calendar/dates.ts';
import { anchored, dateBefore, firstFit, nextDates, occurrenceDates } from '../calendar/recurrence.ts';
import { meaningOf, type RepeatMeaning } from '../calendar/repeat-choices.ts';
import { dateWords } from '../calendar/words.ts';
import { refreshMessages } from '../delivery/messages.ts';
import { enqueue } from '../delivery/outbox.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import type { Conversation } from '../people/conversations-store.ts';
import { isMember } from '../people/teams-store.ts';
import { audit } from '../store/audit.ts';
import type { Database, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { SeriesTable } from '../store/tables-meetings.ts';
import { guardMeeting, type SeriesInput } from './inputs.ts';
import type { MeetingPorts } from './ports.ts';
import { ASK_DAYS, type Decision, isOn, type Occurrence, occurrenceOn, ruleOf, type Series, spanOf } from './series.ts';
import { assertManages, notThere } from './standing.ts';
import { decide, decisionsOf, insertSeries, lockSeries, sameSeries, seriesById, updateSeries } from './store.ts';
import { refreshCpd, refreshMeeting, subjectOf } from './told.ts';

export type MeetingsDeps = { db: Database; now: () => Date; ports: MeetingPorts };

/** What was saved (a draft; or what was there, where the same was saved before), or the question to answer before. */
export type Saved = { kind: 'saved'; series: Series } | { kind: 'ask'; meaning: RepeatMeaning };

/** A series cannot begin before today, nor further off than people plan. */
const FURTHEST_DAYS = 730;
const DAY_MS = 24 * 60 * 60 * 1000;

export function createManaging(deps: MeetingsDeps) {
  const { db, now } = deps;

  /** Checks the card of `set up meeting` and keeps it as a draft, to be shown with its dates before it is confirmed. */
  async function save(actor: Actor, channel: Conversation, input: SeriesInput): Promise<Saved> {
    guardMeeting(input);
    const teamId = await assertMember(actor, channel);
    assertFirstDate(input);
    const meaning = meaningOf(input.repeat, input.firstOn);
    const chosen = meaning.answers[meaning.answers.length === 1 ? 0 : input.meaning];
    if (!chosen) return { kind: 'ask', meaning };
    const { title, firstOn, startTime, minutes, clash, nation, timeZone, place } = input;
    const at = now().toISOString();
    const wanted = {
      conversationId: channel.id,
      title,
      firstOn: firstFit(anchored({ firstOn, time: startTime, minutes, timeZone, repeat: chosen.repeat })),
      startTime,
      minutes,
      repeat: JSON.stringify(chosen.repeat),
      clash,
      nation,
      timeZone,
      place,
    };
    const series: SeriesTable = {
      ...wanted,
      id: newId(now()),
      tenantId: actor.tenantId,
      teamId,
      ownerId: actor.personId,
      deputies: '[]',
      standing: '[]',
      askDays: ASK_DAYS,
      state: 'draft',
      createdAt: at,
      updatedAt: at,
    };
    // The same again changes nothing: it is the one that is there, with all that was decided of its dates.
    const same = await sameSeries(db, wanted, actor.personId);
    if (!same) await db.transaction().execute((trx) => insertSeries(trx, series));
    const saved = same ?? (await seriesById(db, series.id));
    if (!saved) throw notThere();
    return { kind: 'saved', series: saved };
  }

  /** Throws unless the actor is a member of the channel's team. Returns the team's id. */
  async function assertMember(actor: Actor, channel: Conversation): Promise<string> {
    if (!channel.teamId || channel.scope !== 'channel') throw notHere();
    if (await isMember(db, channel.teamId, actor.personId)) return channel.teamId;
    throw new Refusal('forbidden', 'Only members of this team can set up its meetings.');
  }

  function assertFirstDate({ firstOn, timeZone }: SeriesInput): void {
    const today = dateIn(now(), timeZone);
    if (firstOn < today) throw new Refusal('invalid', 'First date: it is past. Choose today or a later day.');
    const furthest = dateIn(new Date(now().getTime() + FURTHEST_DAYS * DAY_MS), timeZone);
    if (firstOn > furthest)
      throw new Refusal('invalid', 'First date: it is more than two years off. Choose a nearer one.');
  }

  /** The draft is what was meant: from now on it runs. Only its owner confirms it; confirming again changes nothing. */
  async function confirm(actor: Actor, seriesId: string): Promise<Series> {
    return change(seriesId, 'series.confirm', actor, async (trx, series) => {
      if (series.ownerId !== actor.personId)
        throw new Refusal('forbidden', 'Only the person who set this up can confirm it.');
      return series.state === 'draft' ? setState(trx, series, 'running') : series;
    });
  }

  async function pause(actor: Actor, seriesId: string): Promise<Series> {
    return manage(actor, seriesId, 'series.pause', (trx, series) => setState(trx, series, 'paused'));
  }

  async function resume(actor: Actor, seriesId: string): Promise<Series> {
    return manage(actor, seriesId, 'series.resume', async (trx, series) => {
      if (series.state === 'paused') await skipPaused(trx, actor, series);
      return setState(trx, series, 'running');
    });
  }

  async function end(actor: Actor, seriesId: string): Promise<Series> {
    return manage(actor, seriesId, 'series.end', (trx, series) => setState(trx, series, 'ended'));
  }

  /** One date is not held. The others stay where they are. */
  async function skip(actor: Actor, seriesId: string, plannedOn: string, reason: string): Promise<Series> {
    guardMeeting({ reason });
    return manage(actor, seriesId, 'occurrence.skip', async (trx, series) => {
      const occurrence = await changeable(trx, series, plannedOn);
      if (occurrence.state === 'skipped' && occurrence.why === reason) return series;
      await decide(trx, { ...blank(series, plannedOn, actor), state: 'skipped', reason });
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
      await decide(trx, { ...blank(series, plannedOn, actor), state: 'moved', heldOn: date, startTime: time });
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
      const decision = { ...blank(series, plannedOn, actor), state: 'answered', answer } as const;
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
      nextDates(ruleOf(series), nextDay(plannedOn), 1)[0],
    ];
    const { startAt, state } = on(plannedOn, decision);
    const neighbours = [before, after].filter((date) => date !== undefined).map((date) => on(date));
    const clash = neighbours.find((one) => isOn(one) && one.plannedOn < plannedOn === one.startAt >= startAt);
    if (state === 'skipped' || !clash) return;
    const words = `That day meets the meeting planned for ${dateWords(clash.plannedOn)}. Choose another answer.`;
    throw new Refusal('conflict', words);
  }

  /** What fell into a pause was not missed: it was not to be held. */
  async function skipPaused(trx: Trx, actor: Actor, series: Series): Promise<void> {
    const from = dateIn(new Date(series.updatedAt), series.timeZone);
    const known = new Set((await decisionsOf(trx, series.id)).map((one) => one.plannedOn));
    for (const plannedOn of occurrenceDates(ruleOf(series), from, nextDay(dateIn(now(), series.timeZone)))) {
      const { startAt } = occurrenceOn(series, plannedOn, undefined, now());
      const inPause = startAt >= new Date(series.updatedAt) && startAt <= now();
      if (!inPause || known.has(plannedOn)) continue;
      await decide(trx, { ...blank(series, plannedOn, actor), state: 'skipped', reason: 'the meeting was paused' });
    }
  }

  async function manage(
    actor: Actor,
    seriesId: string,
    deed: string,
    apply: (trx: Trx, series: Series) => Promise<Series>,
  ): Promise<Series> {
    return change(seriesId, deed, actor, async (trx, series) => {
      await assertManages(trx, actor, series);
      if (series.state === 'draft') throw new Refusal('conflict', 'Confirm the meeting first.');
      if (series.state === 'ended')
        throw new Refusal('conflict', 'This meeting has ended. To start it again, write set up meeting.');
      return apply(trx, series);
    });
  }

  async function change(
    seriesId: string,
    deed: string,
    actor: Actor,
    apply: (trx: Trx, series: Series) => Promise<Series>,
  ): Promise<Series> {
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

  async function changeable(trx: Trx, series: Series, plannedOn: string): Promise<Occurrence> {
    const onRule = occurrenceDates(ruleOf(series), plannedOn, nextDay(plannedOn)).length === 1;
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

  function blank(series: Series, plannedOn: string, actor: Actor) {
    const decided = { decidedBy: actor.personId, decidedAt: now().toISOString() };
    return { seriesId: series.id, plannedOn, answer: '', heldOn: '', startTime: '', reason: '', ...decided };
  }

  async function setState(trx: Trx, series: Series, state: Series['state']): Promise<Series> {
    if (series.state === state) return series;
    await updateSeries(trx, series.id, { state, updatedAt: now().toISOString() });
    return { ...series, state };
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
    save,
    confirm,
    pause,
    resume,
    end,
    skip,
    move,
    answerClash,
    assertMember,
    byId: (id: string) => seriesById(db, id),
  };
}

function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

function notHere(): Refusal {
  return new Refusal('invalid', 'Write set up meeting in the channel that the meeting is for.');
}
