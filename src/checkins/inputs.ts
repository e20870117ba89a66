// What the cards of check-ins send, checked: each fault in words that name the field as the card does.
import { z } from 'zod';
import { NATIONS } from '../calendar/bank-holidays.ts';
import { isDate, isTimeZone } from '../calendar/dates.ts';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';
import { DEFAULT_TOPICS, FORUM_CLASHES, WEEKDAY_WORDS } from './forum.ts';
import { MOST_ROWS, SECTORS } from './roster.ts';
import { HELPS, STATES } from './round.ts';

const TEXTS = {
  name: 'Name of the check-in',
  joinLink: 'Join link',
  topics: 'Topics',
  learning: 'Something we learnt',
  need: 'Something we need',
  offer: 'Something we can offer',
  organisation: 'Organisation',
  successor: 'Successor',
} as const;
type TextId = keyof typeof TEXTS;

export const WORDS_MAX = 800;
const TOPICS_MAX = 20;
const TOPIC_MAX = 60;

/** Refuses an input any text of which holds an identifier of a patient, naming the fields. */
export function guardCheckin(input: Partial<Record<TextId, string | undefined>>): void {
  assertNoIdentifiers(Object.fromEntries(Object.entries(TEXTS).map(([id, label]) => [label, input[id as TextId]])));
}

const text = (id: TextId, max: number) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => typed.length <= max, {
      message: `${TEXTS[id]}: at most ${max} characters. Shorten it and send it again.`,
    });
const line = (id: TextId, max: number) => text(id, max).transform((typed) => typed.replace(/\s+/g, ' '));

const time = (label: string) =>
  z
    .string()
    .optional()
    .transform((typed) => typed?.trim())
    .refine((typed) => !typed || /^([01]\d|2[0-3]):[0-5]\d$/.test(typed), {
      message: `${label}: choose a time, such as 08:00.`,
    });

const ids = z
  .string()
  .default('')
  .transform((list) => [
    ...new Set(
      list
        .toLowerCase()
        .split(',')
        .map((id) => id.trim())
        .filter(Boolean),
    ),
  ]);

/** What the card of `set up check-in` sends. Times that are left out take those of the ready choice. */
export const forumInput = z.object({
  name: line('name', 80).refine((name) => name !== '', { message: `${TEXTS.name}: give it a name.` }),
  weekday: z.enum(WEEKDAY_WORDS, { message: 'Day: choose Monday to Friday.' }).default('wednesday'),
  /** The ready choice: with a call, or written only. */
  form: z.enum(['call', 'written'], { message: 'How: with a call, or written only.' }).default('call'),
  callTime: time('Call'),
  joinLink: line('joinLink', 500).refine((link) => link === '' || /^https:\/\/\S+$/i.test(link), {
    message: `${TEXTS.joinLink}: it begins with https://.`,
  }),
  promptTime: time('Prompt'),
  remindTime: time('Reminder'),
  digestTime: time('Digest'),
  promptDay: z.enum(['', 'before', 'same'], { message: 'Prompt: choose a day of the list.' }).default(''),
  digestDay: z.enum(['', 'same', 'next'], { message: 'Digest: choose a day of the list.' }).default(''),
  nation: z.enum(NATIONS, { message: 'Bank holidays: choose one of the list.' }).default('england-and-wales'),
  clash: z.enum(FORUM_CLASHES, { message: 'On a bank holiday: choose one of the list.' }).default('next'),
  timeZone: z
    .string()
    .default('Europe/London')
    .transform((zone) => zone.trim() || 'Europe/London')
    .refine(isTimeZone, { message: 'Time zone: write it as in Europe/London.' }),
  members: z.enum(['channel', 'list'], { message: 'Who: choose one of the list.' }).default('list'),
  roster: z
    .string()
    .default('')
    .refine((typed) => typed.length <= 60_000, { message: `Roster: at most ${MOST_ROWS} people at once.` }),
  topics: text('topics', 1000)
    .transform((typed) => {
      const all = typed.split(/\r?\n|;/).map((topic) => topic.trim().replace(/\s+/g, ' '));
      return [...new Set(all.filter(Boolean))];
    })
    .refine((topics) => topics.length <= TOPICS_MAX && topics.every((topic) => topic.length <= TOPIC_MAX), {
      message: `${TEXTS.topics}: at most ${TOPICS_MAX}, a line each, of at most ${TOPIC_MAX} characters.`,
    })
    .transform((topics) => (topics.length > 0 ? topics : DEFAULT_TOPICS)),
  deputies: ids,
  monthlyWhich: z
    .enum(['none', '1', '2', '3', '4', 'last'], { message: 'Monthly meeting: choose one of the list.' })
    .default('none'),
  monthlyWeekday: z.enum(WEEKDAY_WORDS, { message: 'Monthly meeting: choose Monday to Friday.' }).default('wednesday'),
  monthlyTime: time('Monthly meeting'),
  keepWeeks: z.coerce
    .number({ message: 'Keep answers: a number of weeks.' })
    .int('Keep answers: a whole number of weeks.')
    .min(1, 'Keep answers: at least 1 week.')
    .max(52, 'Keep answers: at most 52 weeks.')
    .default(12),
});
export type ForumInput = z.infer<typeof forumInput>;

const id = z.string().default('');
const page = z.coerce.number().int().min(1).catch(1).default(1);
const date = (label: string) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine(isDate, { message: `${label}: choose a date that exists.` });

export const forumIdInput = z.object({ forum: id });
export const rosterInput = z.object({ forum: id, page });
export const memberInput = z.object({ forum: id, member: id });
export const approveInput = z.object({
  member: id,
  answer: z.enum(['yes', 'no'], { message: 'Choose yes or no.' }),
});
export const mergeInput = z.object({
  forum: id,
  organisation: id,
  successor: line('successor', 120),
  on: date('From'),
});
export const joinInput = z.object({
  forum: id,
  organisation: line('organisation', 120).refine((name) => name !== '', {
    message: `${TEXTS.organisation}: write the name of yours.`,
  }),
  sector: z.enum(SECTORS, { message: 'Sector: choose one of the list.' }),
  role: z.enum(['ccio', 'deputy'], { message: 'Role: choose one of the list.' }).default('ccio'),
});

export const roundInput = z.object({ round: id });
/** A part of the round's digest. */
export const readInput = z.object({ round: id, part: page });
export const answerInput = z.object({ round: id, state: z.enum(STATES, { message: 'Choose one of the three.' }) });
const shown = (fallback: 'named' | 'unattributed') =>
  z.enum(['named', 'unattributed'], { message: 'Who sees the name: choose one of the list.' }).default(fallback);
export const addInput = z.object({
  round: id,
  learning: text('learning', WORDS_MAX),
  need: text('need', WORDS_MAX),
  offer: text('offer', WORDS_MAX),
  topics: z.string().default(''),
  learningAs: shown('named'),
  needAs: shown('unattributed'),
  offerAs: shown('named'),
});
export type AddInput = z.infer<typeof addInput>;
export const helpInput = z.object({ round: id, how: z.enum(HELPS, { message: 'Choose one of the three.' }) });
export const awayInput = z.object({ round: id, until: date('Away until') });
/** Which need or offer of a digest. */
export const offerInput = z.object({
  round: id,
  about: z.enum(['need', 'offer'], { message: 'Choose a need or an offer.' }),
  need: id,
  offer: id,
});
export const openInput = z.object({ offer: id });
export const shareInput = z.object({ learning: id });
export const agreeInput = z.object({
  share: id,
  answer: z.enum(['named', 'unattributed', 'no'], { message: 'Choose one of the three.' }),
});
