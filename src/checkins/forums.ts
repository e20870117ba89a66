// Setting up a forum, changing and ending it: load, may they?, decide, save, tell; in one transaction.
import { dateIn } from '../calendar/dates.ts';
import { refreshMessages } from '../delivery/messages.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { type Conversation, lockConversation } from '../people/conversations-store.ts';
import { findPerson } from '../people/people-store.ts';
import { standingIn } from '../people/standing.ts';
import { isMember } from '../people/teams-store.ts';
import { audit } from '../store/audit.ts';
import type { Queries, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { CheckinsDeps } from './deps.ts';
import { CALL_TIMES, checkTimes, type Forum, hostsOf, WEEKDAY_WORDS, WRITTEN_TIMES } from './forum.ts';
import { type ForumInput, guardCheckin } from './inputs.ts';
import { guardRoster, readRoster } from './roster.ts';
import { applyRoster, syncChannel } from './rostering.ts';
import { forumById, forumHere, insertForum, lockForum, updateForum } from './store.ts';

const CALL_MINUTES = 30;
const MONTHLY_MINUTES = 60;

/** Whether somebody may change a forum and read its roster: host and deputies while in the team, and who runs the team. */
export async function mayRun(db: Queries, actor: Actor, forum: Forum): Promise<boolean> {
  if (forum.tenantId !== actor.tenantId) return false;
  const standing = await standingIn(db, forum.teamId, actor);
  return standing.configures || (standing.member && hostsOf(forum).includes(actor.personId));
}

/** The forum, for a change by somebody who may. Throws otherwise. */
export async function managed(trx: Trx, actor: Actor, forumId: string): Promise<Forum> {
  const forum = await lockForum(trx, forumId);
  if (!forum || forum.state === 'ended' || forum.tenantId !== actor.tenantId) throw noForum();
  if (!(await mayRun(trx, actor, forum))) throw notTheirs();
  return forum;
}

export function createForums(deps: CheckinsDeps) {
  const { db, now } = deps;

  /** Throws unless the actor may set up, or change, the check-in of this channel. Gives the one that there is. */
  async function forForm(actor: Actor, channel: Conversation): Promise<Forum | undefined> {
    const forum = await forumHere(db, channel.id);
    await assertMay(db, actor, channel, forum);
    return forum;
  }

  async function assertMay(
    queries: Queries,
    actor: Actor,
    channel: Conversation,
    forum: Forum | undefined,
  ): Promise<string> {
    if (!channel.teamId || channel.scope !== 'channel') throw notHere();
    if (forum ? await mayRun(queries, actor, forum) : await isMember(queries, channel.teamId, actor.personId)) {
      return channel.teamId;
    }
    if (forum) throw notTheirs();
    throw new Refusal('forbidden', 'Only members of this team can set up its check-in.');
  }

  /** Saves the card of `set up check-in`: the channel's forum, new or changed, with the people that were pasted. */
  async function save(actor: Actor, channel: Conversation, input: ForumInput): Promise<Forum> {
    guardCheckin({ name: input.name, joinLink: input.joinLink, topics: input.topics.join('\n') });
    guardRoster(input.roster);
    const rows = input.members === 'list' ? readRoster(input.roster) : [];
    return db.transaction().execute(async (trx) => {
      // Two who set up the same channel at once follow each other: the second changes what the first made.
      await lockConversation(trx, channel.id);
      const before = await forumHere(trx, channel.id);
      const teamId = await assertMay(trx, actor, channel, before);
      const forum = await withCalls(trx, await filled(trx, actor, channel, teamId, input, before), before);
      await (before ? updateForum(trx, forum) : insertForum(trx, forum));
      const today = dateIn(now(), forum.timeZone);
      if (forum.members === 'channel') await syncChannel(trx, forum, today, now());
      else await applyRoster(trx, forum, rows, today, now());
      await note(trx, actor, 'forum.save', forum);
      return forum;
    });
  }

  async function filled(
    trx: Trx,
    actor: Actor,
    channel: Conversation,
    teamId: string,
    input: ForumInput,
    before: Forum | undefined,
  ): Promise<Forum> {
    const written = input.form === 'written' || input.callTime === '';
    const ready = written ? WRITTEN_TIMES : CALL_TIMES;
    const times = {
      callTime: written ? '' : input.callTime || ready.callTime,
      promptTime: input.promptTime || ready.promptTime,
      remindTime: input.remindTime || ready.remindTime,
      digestTime: input.digestTime || ready.digestTime,
      promptDay: input.promptDay || ready.promptDay,
      digestDay: input.digestDay || ready.digestDay,
    };
    checkTimes(times);
    const { name, joinLink, nation, clash, timeZone, members, topics, keepWeeks } = input;
    const { monthlyWhich: which, monthlyWeekday } = input;
    const at = now().toISOString();
    return {
      id: before?.id ?? newId(now()),
      tenantId: actor.tenantId,
      teamId,
      conversationId: channel.id,
      name,
      weekday: WEEKDAY_WORDS.indexOf(input.weekday) + 1,
      ...times,
      joinLink,
      nation,
      clash,
      timeZone,
      members,
      topics,
      keepWeeks,
      // A host who has left the team is followed by whoever puts the check-in in order.
      hostId: before && (await isMember(trx, teamId, before.hostId)) ? before.hostId : actor.personId,
      deputies: await deputiesOf(trx, actor.tenantId, teamId, input.deputies),
      monthlyWhich: which === 'none' ? undefined : which === 'last' ? 'last' : (Number(which) as 1 | 2 | 3 | 4),
      monthlyWeekday: WEEKDAY_WORDS.indexOf(monthlyWeekday) + 1,
      monthlyTime: input.monthlyTime || '12:00',
      seriesId: before?.seriesId ?? null,
      monthlySeriesId: before?.monthlySeriesId ?? null,
      state: 'running',
      createdAt: before?.createdAt ?? at,
      updatedAt: at,
    };
  }

  async function deputiesOf(trx: Trx, tenantId: string, teamId: string, picked: readonly string[]): Promise<string[]> {
    const ids: string[] = [];
    for (const objectId of picked) {
      const person = await findPerson(trx, tenantId, objectId);
      if (!person || !(await isMember(trx, teamId, person.id))) {
        throw new Refusal('invalid', 'Deputies: choose members of this team.');
      }
      ids.push(person.id);
    }
    return ids;
  }

  /** The call and the monthly meeting are meetings; where what they show has changed, new ones take their place. */
  async function withCalls(trx: Trx, forum: Forum, before: Forum | undefined): Promise<Forum> {
    const same = before !== undefined && callKey(before) === callKey(forum);
    if (same) return forum;
    for (const id of [before?.seriesId, before?.monthlySeriesId]) if (id) await deps.endCall(trx, id);
    const {
      tenantId,
      teamId,
      conversationId,
      hostId: ownerId,
      deputies,
      clash,
      nation,
      timeZone,
      joinLink: place,
    } = forum;
    const firstOn = dateIn(now(), timeZone);
    const base = { tenantId, teamId, conversationId, ownerId, deputies, firstOn, clash, nation, timeZone, place };
    const { callTime, weekday, monthlyWhich: which } = forum;
    const weekly = { ...base, title: forum.name, startTime: callTime, minutes: CALL_MINUTES };
    const monthly = {
      ...base,
      title: `${forum.name}: monthly`,
      startTime: forum.monthlyTime,
      minutes: MONTHLY_MINUTES,
    };
    const seriesId = callTime
      ? await deps.holdCall(trx, { ...weekly, repeat: { kind: 'weeks', every: 1, weekday }, agenda: false })
      : null;
    const monthlySeriesId = which
      ? await deps.holdCall(trx, {
          ...monthly,
          repeat: { kind: 'month-weekday', which, weekday: forum.monthlyWeekday },
          agenda: true,
        })
      : null;
    return { ...forum, seriesId, monthlySeriesId };
  }

  /** Ends the forum: nobody is asked any more, its meetings are not held; what was said is kept as long as ever. */
  async function end(actor: Actor, forumId: string): Promise<Forum> {
    return db.transaction().execute(async (trx) => {
      const forum = await managed(trx, actor, forumId);
      for (const id of [forum.seriesId, forum.monthlySeriesId]) if (id) await deps.endCall(trx, id);
      const ended: Forum = { ...forum, state: 'ended', updatedAt: now().toISOString() };
      await updateForum(trx, ended);
      await note(trx, actor, 'forum.end', forum);
      return ended;
    });
  }

  async function note(trx: Trx, actor: Actor, action: string, { id, tenantId }: Forum): Promise<void> {
    await audit(trx, { tenantId, actorId: actor.personId, action, subjectId: id }, now());
    await refreshMessages(trx, { tenantId, subjectIds: [id], kinds: ['checkin.forum'] }, now());
  }

  return {
    save,
    end,
    forForm,
    byId: (id: string) => forumById(db, id),
    mayRun: (actor: Actor, forum: Forum) => mayRun(db, actor, forum),
  };
}

/** What the two meetings show; the same key needs no new ones. */
function callKey(forum: Forum): string {
  const { name, weekday, callTime, joinLink, nation, clash, timeZone, hostId, deputies } = forum;
  const { monthlyWhich, monthlyWeekday, monthlyTime } = forum;
  const monthly = monthlyWhich ? [monthlyWhich, monthlyWeekday, monthlyTime] : [];
  return JSON.stringify([name, weekday, callTime, joinLink, nation, clash, timeZone, hostId, deputies, ...monthly]);
}

export function noForum(): Refusal {
  return new Refusal('missing', 'There is no such check-in. In its channel, write set up check-in.');
}

function notTheirs(): Refusal {
  return new Refusal(
    'forbidden',
    'Only the host of this check-in, a deputy of theirs, or somebody who runs the team, can do this.',
  );
}

function notHere(): Refusal {
  return new Refusal('invalid', 'Write set up check-in in the channel that the check-in is for.');
}
