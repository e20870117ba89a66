// A forum, pure: who checks in with whom, when, and what its settings mean.
import { CLASHES, type Clash } from '../calendar/clash.ts';
import type { Which } from '../calendar/recurrence.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import { Refusal } from '../errors.ts';
import type { ForumTable } from '../store/tables-checkins.ts';

export type Forum = Omit<ForumTable, 'nation' | 'clash' | 'topics' | 'deputies' | 'monthlyWhich'> & {
  nation: WorkingCalendar['nation'];
  clash: Exclude<Clash, 'ask'>;
  topics: readonly string[];
  /** Person ids of the host's deputies. */
  deputies: readonly string[];
  /** Undefined: the forum has no monthly meeting. */
  monthlyWhich: Which | undefined;
};

export const WEEKDAY_WORDS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;

/** A check-in has a date of its own each week: on a day off it moves, falls out, or stays. Nobody is asked. */
export const FORUM_CLASHES = CLASHES.filter((clash): clash is Forum['clash'] => clash !== 'ask');

/** What the region works on, where the host names nothing else (report, section 5.6). */
export const DEFAULT_TOPICS = [
  'GP IT',
  'GP Connect',
  'Diagnostics',
  'Shared imaging',
  'Shared laboratory systems',
  'Other',
];

export const KEEP_WEEKS = 12;

type Times = Pick<Forum, 'callTime' | 'promptTime' | 'remindTime' | 'digestTime' | 'promptDay' | 'digestDay'>;

/** The call at 8am: asked the working day before, so that the digest is its agenda. */
export const CALL_TIMES: Times = {
  callTime: '08:00',
  promptTime: '08:00',
  remindTime: '16:00',
  digestTime: '07:45',
  promptDay: 'before',
  digestDay: 'same',
};

/** The ready choice "written only". */
export const WRITTEN_TIMES: Times = {
  callTime: '',
  promptTime: '08:00',
  remindTime: '14:00',
  digestTime: '08:00',
  promptDay: 'same',
  digestDay: 'next',
};

/** Refuses times that come in no order: prompt, reminder later that day, then the digest. Times are HH:MM. */
export function checkTimes(times: Times): void {
  const { promptTime, remindTime, digestTime, promptDay, digestDay } = times;
  if (remindTime <= promptTime) {
    throw new Refusal(
      'invalid',
      'Reminder: it comes on the day of the prompt, so choose a later time than the prompt.',
    );
  }
  if (promptDay === 'same' && digestDay === 'same' && digestTime <= remindTime) {
    throw new Refusal('invalid', 'Digest: on the same day it must come after the reminder. Choose a later time.');
  }
}

/** From a row of the database. */
export function forumOf(row: ForumTable): Forum {
  const { monthlyWhich: which } = row;
  return {
    ...row,
    nation: row.nation as Forum['nation'],
    clash: row.clash as Forum['clash'],
    topics: JSON.parse(row.topics) as string[],
    deputies: JSON.parse(row.deputies) as string[],
    monthlyWhich: which === '' ? undefined : which === 'last' ? 'last' : (Number(which) as Which),
  };
}

/** As a row of the database. */
export function rowOf(forum: Forum): ForumTable {
  const { topics, deputies, monthlyWhich } = forum;
  return {
    ...forum,
    topics: JSON.stringify(topics),
    deputies: JSON.stringify(deputies),
    monthlyWhich: monthlyWhich === undefined ? '' : String(monthlyWhich),
  };
}

/** Host first, then their deputies. */
export function hostsOf(forum: Pick<Forum, 'hostId' | 'deputies'>): string[] {
  return [forum.hostId, ...forum.deputies.filter((id) => id !== forum.hostId)];
}
