// What the cards of check-ins send, checked: each fault in words that name the field as the card does.
import { z } from 'zod';
import { NATIONS } from '../calendar/bank-holidays.ts';
import { date, guardTexts, id, line, needed, oneOf, page, people, text, timeOrNone, timeZone } from '../inputs.ts';
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
  guardTexts(TEXTS, input);
}

/** Left out, it is undefined: then the ready choice has it. */
const ownTime = (label: string) => z.union([z.undefined(), timeOrNone(label, '08:00')]);

/** What the card of `set up check-in` sends. Times that are left out take those of the ready choice. */
export const forumInput = z.object({
  name: needed(TEXTS.name, 80, 'give it a name.'),
  weekday: z.enum(WEEKDAY_WORDS, { message: 'Day: choose Monday to Friday.' }).default('wednesday'),
  /** The ready choice: with a call, or written only. */
  form: z.enum(['call', 'written'], { message: 'How: with a call, or written only.' }).default('call'),
  callTime: ownTime('Call'),
  joinLink: line(TEXTS.joinLink, 500).refine((link) => link === '' || /^https:\/\/\S+$/i.test(link), {
    message: `${TEXTS.joinLink}: it begins with https://.`,
  }),
  promptTime: ownTime('Prompt'),
  remindTime: ownTime('Reminder'),
  digestTime: ownTime('Digest'),
  promptDay: z.enum(['', 'before', 'same'], { message: 'Prompt: choose a day of the list.' }).default(''),
  digestDay: z.enum(['', 'same', 'next'], { message: 'Digest: choose a day of the list.' }).default(''),
  nation: oneOf('Bank holidays', NATIONS).default('england-and-wales'),
  clash: z.enum(FORUM_CLASHES, { message: 'On a bank holiday: choose one of the list.' }).default('next'),
  timeZone,
  members: oneOf('Who', ['channel', 'list']).default('list'),
  roster: z
    .string()
    .default('')
    .refine((typed) => typed.length <= 60_000, { message: `Roster: at most ${MOST_ROWS} people at once.` }),
  topics: text(TEXTS.topics, 1000)
    .transform((typed) => {
      const all = typed.split(/\r?\n|;/).map((topic) => topic.trim().replace(/\s+/g, ' '));
      return [...new Set(all.filter(Boolean))];
    })
    .refine((topics) => topics.length <= TOPICS_MAX && topics.every((topic) => topic.length <= TOPIC_MAX), {
      message: `${TEXTS.topics}: at most ${TOPICS_MAX}, a line each, of at most ${TOPIC_MAX} characters.`,
    })
    .transform((topics) => (topics.length > 0 ? topics : DEFAULT_TOPICS)),
  deputies: people,
  monthlyWhich: oneOf('Monthly meeting', ['none', '1', '2', '3', '4', 'last']).default('none'),
  monthlyWeekday: z.enum(WEEKDAY_WORDS, { message: 'Monthly meeting: choose Monday to Friday.' }).default('wednesday'),
  monthlyTime: ownTime('Monthly meeting'),
  keepWeeks: z.coerce
    .number({ message: 'Keep answers: a number of weeks.' })
    .int('Keep answers: a whole number of weeks.')
    .min(1, 'Keep answers: at least 1 week.')
    .max(52, 'Keep answers: at most 52 weeks.')
    .default(12),
});
export type ForumInput = z.infer<typeof forumInput>;

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
  successor: line(TEXTS.successor, 120),
  on: date('From'),
});
export const joinInput = z.object({
  forum: id,
  organisation: needed(TEXTS.organisation, 120, 'write the name of yours.'),
  sector: oneOf('Sector', SECTORS),
  role: oneOf('Role', ['ccio', 'deputy']).default('ccio'),
});

export const roundInput = z.object({ round: id });
/** A part of the round's digest. */
export const readInput = z.object({ round: id, part: page });
export const answerInput = z.object({ round: id, state: z.enum(STATES, { message: 'Choose one of the three.' }) });
const shown = (fallback: 'named' | 'unattributed') =>
  oneOf('Who sees the name', ['named', 'unattributed']).default(fallback);
export const addInput = z.object({
  round: id,
  learning: text(TEXTS.learning, WORDS_MAX),
  need: text(TEXTS.need, WORDS_MAX),
  offer: text(TEXTS.offer, WORDS_MAX),
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
