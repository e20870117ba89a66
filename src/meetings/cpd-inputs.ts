// What the CPD cards send, checked: each fault in words that name the field as the card does.
import { z } from 'zod';
import { isDate } from '../calendar/dates.ts';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';
import { METHOD_KEYS, YEAR_KINDS } from './cpd.ts';

const TEXTS = {
  topic: 'Topic',
  guestTopic: 'Topic of the guest',
  title: 'Title',
  guest: 'Name of the guest',
  notes: 'Notes',
  link: 'Link',
  domain: 'Domain',
  reflection: 'Reflection',
} as const;

type Text = keyof typeof TEXTS;

/** Refuses an input any text of which holds an identifier of a patient, naming the fields. */
export function guardCpd(input: Partial<Record<Text, string>>): void {
  const given = Object.keys(TEXTS).map((id) => [TEXTS[id as Text], input[id as Text]]);
  assertNoIdentifiers(Object.fromEntries(given));
}

function text(id: Text, most: number) {
  return z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => [...typed].length <= most, {
      message: `${TEXTS[id]}: at most ${most} characters. Shorten it and send it again.`,
    });
}

const line = (id: Text, most: number) => text(id, most).transform((typed) => typed.replace(/\s+/g, ' '));
const needed = (id: Text, most: number, what: string) =>
  line(id, most).refine((typed) => typed !== '', { message: `${TEXTS[id]}: ${what}` });

const date = (label: string) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine(isDate, { message: `${label}: choose a date of the list.` });

const minutes = (most: number) =>
  z.coerce
    .number({ message: 'Minutes: write a number.' })
    .int('Minutes: write a whole number.')
    .min(1, 'Minutes: at least 1.')
    .max(most, `Minutes: at most ${most}.`);

const link = line('link', 500).refine((typed) => typed === '' || (/^https:\/\//i.test(typed) && URL.canParse(typed)), {
  message: 'Link: it must begin with https://.',
});

const id = z.string().default('');

/** `other`: chosen on the card; `series`: what the button is of. */
export const rotaInput = z.object({ series: id, other: id });
export const slotInput = z.object({ series: id, plannedOn: date('Which date') });
/** `from`: which card it was pressed on. */
export const notMeInput = slotInput.extend({ from: id });
export const topicInput = z.object({
  series: id,
  topic: needed('topic', 120, 'write what it is about.'),
  sort: z.enum(['wish', 'offer'], { message: 'Who presents it: choose one of the list.' }).default('wish'),
});
export const guestInput = z.object({
  series: id,
  plannedOn: date('Which date'),
  guest: needed('guest', 80, 'write who it is.'),
  guestTopic: line('guestTopic', 120),
});
export const sessionInput = z.object({
  series: id,
  plannedOn: date('Which date'),
  topic: line('topic', 120),
  minutes: minutes(480),
  link,
  notes: text('notes', 1000),
});
export const swapInput = z.object({ series: id, plannedOn: date('Your date'), withOn: date('Their date') });
export const swapAnswerInput = z.object({
  swap: id,
  answer: z.enum(['yes', 'no'], { message: 'Choose yes or no.' }),
});

const LAST_DAY = '2099-12-31';
const FIRST_DAY = '2000-01-01';

const entry = {
  title: needed('title', 120, 'write what it was.'),
  heldOn: date('Date').refine((on) => on >= FIRST_DAY && on <= LAST_DAY, { message: 'Date: choose another year.' }),
  minutes: minutes(6000),
  participatory: z.enum(['true', 'false'], { message: 'With others: switch it on or off.' }).default('false'),
  presenter: z.enum(['true', 'false'], { message: 'I presented: switch it on or off.' }).default('false'),
  method: z.enum(METHOD_KEYS, { message: 'How you learned: choose one of the list.' }).default('other'),
  domain: line('domain', 80),
};
export const entryInput = z.object(entry);
export type EntryInput = z.infer<typeof entryInput>;
export const entrySaveInput = z.object({ entry: id, ...entry });
export const entryIdInput = z.object({ entry: id });
export const reflectionInput = z.object({ entry: id, reflection: text('reflection', 2000) });

/** Which part of one's record: empty for the present year. */
export const shownInput = z.object({
  year: z.coerce.number().int().min(2000).max(2099).catch(0).default(0),
  kind: z.enum(YEAR_KINDS).or(z.literal('')).catch('').default(''),
  page: z.coerce.number().int().min(1).max(999).catch(1).default(1),
});
export type ShownInput = z.infer<typeof shownInput>;
export const copyInput = z.object({
  year: z.coerce.number().int().min(2000).max(2099).catch(0).default(0),
  reflections: z.enum(['true', 'false']).catch('false').default('false'),
});
