// A poll and its rules: what it asks, until when, who may send it to how many, and what is never shown.
import type { PollQuestionTable, PollTable } from '../store/tables-polls.ts';

export const KINDS = ['single', 'multiple', 'scale', 'text'] as const;
export const AUDIENCES = ['channel', 'team', 'list', 'organisation', 'about'] as const;
export const MODES = ['named', 'confidential', 'anonymous'] as const;
export const RESULTS = ['live', 'after-answer', 'at-close'] as const;
export const REMINDERS = ['none', 'silent', 'everyone'] as const;

export type Kind = (typeof KINDS)[number];
export type Mode = (typeof MODES)[number];

export type Question = Omit<PollQuestionTable, 'choices'> & { choices: readonly string[] };

export type Poll = Omit<PollTable, 'people'> & { people: readonly string[]; questions: readonly Question[] };

export const MOST_QUESTIONS = 3;
export const MOST_CHOICES = 10;
/** A scale runs from 1 to 5. */
export const SCALE: readonly string[] = ['1', '2', '3', '4', '5'];

/** More people than this: only who runs the team may ask. Still more: a second of them sends it. */
export const MOST_BY_MEMBERS = 50;
export const MOST_BY_ONE = 500;
/** Polls of that size in one organisation: at most one in so many days. */
export const LARGE_EVERY_DAYS = 14;

/** Fewer answers than this are shown nowhere (design, section 3 rule 3). */
const MIN_GROUP = 5;
const MIN_GROUP_ORGANISATION = 10;

const DAY_MS = 24 * 60 * 60 * 1000;

/** What must be said of each mode, on the card that asks. */
export const MODE_WORDS: Record<Mode, string> = {
  named: 'Named: the person who asks and the team see who answered what. You can change your answer until it closes.',
  confidential:
    'Confidential: only counts are shown. Your name is kept with your answer so that you can change it until the poll ' +
    'closes; it could have to be disclosed after a Freedom of Information (FOI) or subject access request.',
  anonymous:
    'Anonymous: your answer cannot be changed. Digital Clerk keeps no link between you and your answer. What you write ' +
    'may still identify you.',
};

/** Whether answers are taken: by the time itself, also where the clock has not run. */
export function isOpen(poll: Pick<Poll, 'state' | 'closesAt'>, now: Date): boolean {
  return poll.state === 'open' && now < new Date(poll.closesAt);
}

/** Whether it has ended with a result, by somebody's act or by the time itself. */
export function isClosed(poll: Pick<Poll, 'state' | 'closesAt'>, now: Date): boolean {
  return poll.state === 'closed' || (poll.state === 'open' && !isOpen(poll, now));
}

/** How few answers are shown nowhere; 0 for a named poll, where all is known. */
export function minimumGroup({ mode, audience }: Pick<Poll, 'mode' | 'audience'>): number {
  if (mode === 'named') return 0;
  return audience === 'organisation' ? MIN_GROUP_ORGANISATION : MIN_GROUP;
}

/**
 * What the mode allows of what was chosen. Only a named poll shows results while it is open: where names are not shown,
 * each new or changed answer would show itself by subtraction. An anonymous one cannot know who is silent.
 */
export function withinMode<Chosen extends Pick<Poll, 'mode' | 'results' | 'reminder'>>(chosen: Chosen): Chosen {
  const { mode, reminder } = chosen;
  if (mode === 'named') return chosen;
  const silent = mode === 'anonymous' && reminder === 'silent';
  return { ...chosen, results: 'at-close', reminder: silent ? 'none' : reminder };
}

/** When the one reminder goes out: a day before the close, or half-way where there is less time than two days. */
export function remindAt({ sentAt, closesAt }: Pick<Poll, 'sentAt' | 'closesAt'>): Date {
  const from = new Date(sentAt ?? closesAt).getTime();
  const to = new Date(closesAt).getTime();
  return new Date(to - Math.min(DAY_MS, (to - from) / 2));
}
