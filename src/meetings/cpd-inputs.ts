// What the CPD cards send, checked: each fault in words that name the field as the card does.
import { z } from 'zod';
import { date, guardTexts, id, line, minutes, needed, oneOf, page, text } from '../inputs.ts';
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
  guardTexts(TEXTS, input);
}

const link = line(TEXTS.link, 500).refine(
  (typed) => typed === '' || (/^https:\/\//i.test(typed) && URL.canParse(typed)),
  {
    message: 'Link: it must begin with https://.',
  },
);

/** `other`: chosen on the card; `series`: what the button is of. */
export const rotaInput = z.object({ series: id, other: id });
export const slotInput = z.object({ series: id, plannedOn: date('Which date') });
/** `from`: which card it was pressed on. */
export const notMeInput = slotInput.extend({ from: id });
export const topicInput = z.object({
  series: id,
  topic: needed(TEXTS.topic, 120, 'write what it is about.'),
  sort: oneOf('Who presents it', ['wish', 'offer']).default('wish'),
});
export const guestInput = z.object({
  series: id,
  plannedOn: date('Which date'),
  guest: needed(TEXTS.guest, 80, 'write who it is.'),
  guestTopic: line(TEXTS.guestTopic, 120),
});
export const sessionInput = z.object({
  series: id,
  plannedOn: date('Which date'),
  topic: line(TEXTS.topic, 120),
  minutes: minutes('Minutes', 1, 480),
  link,
  notes: text(TEXTS.notes, 1000),
});
export const swapInput = z.object({ series: id, plannedOn: date('Your date'), withOn: date('Their date') });
export const swapAnswerInput = z.object({
  swap: id,
  answer: z.enum(['yes', 'no'], { message: 'Choose yes or no.' }),
});

const LAST_DAY = '2099-12-31';
const FIRST_DAY = '2000-01-01';

const entry = {
  title: needed(TEXTS.title, 120, 'write what it was.'),
  heldOn: date('Date').refine((on) => on >= FIRST_DAY && on <= LAST_DAY, { message: 'Date: choose another year.' }),
  minutes: minutes('Minutes', 1, 6000),
  participatory: z.enum(['true', 'false'], { message: 'With others: switch it on or off.' }).default('false'),
  presenter: z.enum(['true', 'false'], { message: 'I presented: switch it on or off.' }).default('false'),
  method: oneOf('How you learned', METHOD_KEYS).default('other'),
  domain: line(TEXTS.domain, 80),
};
export const entryInput = z.object(entry);
export type EntryInput = z.infer<typeof entryInput>;
export const entrySaveInput = z.object({ entry: id, ...entry });
export const entryIdInput = z.object({ entry: id });
export const reflectionInput = z.object({ entry: id, reflection: text(TEXTS.reflection, 2000) });

/** Which part of one's record: empty for the present year. */
export const shownInput = z.object({
  year: z.coerce.number().int().min(2000).max(2099).catch(0).default(0),
  kind: z.enum(YEAR_KINDS).or(z.literal('')).catch('').default(''),
  page,
});
export type ShownInput = z.infer<typeof shownInput>;
export const copyInput = z.object({
  year: z.coerce.number().int().min(2000).max(2099).catch(0).default(0),
  reflections: z.enum(['true', 'false']).catch('false').default('false'),
});
