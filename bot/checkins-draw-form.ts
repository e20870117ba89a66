// How the form of `set up check-in` is drawn: empty for a new forum, else as the channel's forum stands.
import { forumForm } from '../cards/checkins/forum.ts';
import {
  CALL_TIMES,
  DEFAULT_TOPICS,
  type Forum,
  KEEP_WEEKS,
  WEEKDAY_WORDS,
  WRITTEN_TIMES,
} from '../src/checkins/forum.ts';
import { forumHere } from '../src/checkins/store.ts';
import { conversationById } from '../src/people/conversations-store.ts';
import { peopleByIds } from '../src/people/people-store.ts';
import { membersOf } from '../src/people/teams-store.ts';
import type { CheckinDrawDeps } from './checkins-draw.ts';
import type { Draw } from './feature.ts';

export function createFormDraws({ db }: CheckinDrawDeps): Record<string, Draw> {
  const form: Draw = async (conversationId, { token }) => {
    const conversation = await conversationById(db, conversationId);
    if (!conversation?.teamId) return undefined;
    const forum = await forumHere(db, conversationId);
    const people = await membersOf(db, conversation.teamId);
    const options = people.map(({ objectId, name }) => ({ id: objectId, name }));
    return forumForm({ token, people: options, ...(forum ? await settingsOf(forum) : NEW_FORUM) });
  };

  async function settingsOf(forum: Forum) {
    const deputies = (await peopleByIds(db, forum.deputies)).map(({ objectId }) => objectId);
    const { name, joinLink, promptTime, remindTime, digestTime, promptDay, digestDay, nation, clash, timeZone } = forum;
    const { members, keepWeeks, monthlyTime } = forum;
    // Empty means: as the ready choice says. So the times follow when the host changes over to the other.
    const ready = forum.callTime ? CALL_TIMES : WRITTEN_TIMES;
    const times = { promptTime, remindTime, digestTime, promptDay, digestDay };
    const own = Object.entries(times).map(([key, value]) => [
      key,
      value === ready[key as keyof typeof times] ? '' : value,
    ]);
    return {
      ...{
        name,
        joinLink,
        ...(Object.fromEntries(own) as Record<keyof typeof times, string>),
        nation,
        clash,
        timeZone,
        members,
        keepWeeks,
        monthlyTime,
        deputies,
      },
      weekday: WEEKDAY_WORDS[forum.weekday - 1] ?? 'wednesday',
      form: forum.callTime ? ('call' as const) : ('written' as const),
      callTime: forum.callTime,
      topics: forum.topics.join('\n'),
      monthlyWhich: String(forum.monthlyWhich ?? 'none'),
      monthlyWeekday: WEEKDAY_WORDS[forum.monthlyWeekday - 1] ?? 'wednesday',
    };
  }

  return { 'checkin.form': form };
}

const NEW_FORUM = {
  name: '',
  weekday: 'wednesday',
  form: 'call' as const,
  callTime: CALL_TIMES.callTime,
  joinLink: '',
  promptTime: '',
  remindTime: '',
  digestTime: '',
  promptDay: '',
  digestDay: '',
  nation: 'england-and-wales',
  clash: 'next',
  timeZone: 'Europe/London',
  members: 'list',
  topics: DEFAULT_TOPICS.join('\n'),
  keepWeeks: KEEP_WEEKS,
  monthlyWhich: 'none',
  monthlyWeekday: 'wednesday',
  monthlyTime: '12:00',
  deputies: [],
};
