// Setting a series up: checked, shown with its dates as a draft, and confirmed.
import { dateIn } from '../calendar/dates.ts';
import { anchored, firstFit } from '../calendar/recurrence.ts';
import { meaningOf, type RepeatMeaning } from '../calendar/repeat-choices.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import type { Conversation } from '../people/conversations-store.ts';
import { isMember } from '../people/teams-store.ts';
import { newId } from '../store/ids.ts';
import type { SeriesTable } from '../store/tables-meetings.ts';
import { createChanging, setState } from './changing.ts';
import { guardMeeting, type SeriesInput } from './inputs.ts';
import type { MeetingsDeps } from './managing.ts';
import { ASK_DAYS, ruleOf, type Series } from './series.ts';
import { notThere } from './standing.ts';
import { insertSeries, sameSeries, seriesById, updateSeries } from './store.ts';

/** What was saved (a draft; or what was there, where the same was saved before), or the question to answer before. */
export type Saved = { kind: 'saved'; series: Series } | { kind: 'ask'; meaning: RepeatMeaning };

/** A series cannot begin before today, nor further off than people plan. */
const FURTHEST_DAYS = 730;
const DAY_MS = 24 * 60 * 60 * 1000;

export function createSettingUp(deps: MeetingsDeps) {
  const { db, now } = deps;
  const { change } = createChanging(deps);

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
      firstOn,
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
    const same = await sameSeries(db, wanted, actor.personId, {
      given: firstOn,
      fitsOn: firstFit({ firstOn, repeat: chosen.repeat }),
    });
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
      if (series.state !== 'draft') return series;
      // Set up from now on: what was over before was never to be held.
      const { firstOn } = anchored(ruleOf(series));
      await updateSeries(trx, seriesId, { firstOn, createdAt: now().toISOString() });
      return setState(trx, { ...series, firstOn }, 'running', now());
    });
  }

  return { save, confirm, assertMember };
}

function notHere(): Refusal {
  return new Refusal('invalid', 'Write set up meeting in the channel that the meeting is for.');
}
