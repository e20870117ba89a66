// What the cards of themes and statements send, checked: each fault in words that name the field as the card does.
import { z } from 'zod';
import { isDate } from '../calendar/dates.ts';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';
import { HELPED, OUTCOMES, type Outcome } from './statement.ts';

/** The texts that people write, and what a refusal calls them. */
export const TEXTS = {
  name: 'Name of the theme',
  said: 'You said',
  words: 'What, or because',
  doer: 'Which team',
  link: 'Link',
  comment: 'Anything to add',
} as const;

export const NAME_MAX = 120;
export const SAID_MAX = 400;
export const WORDS_MAX = 600;

/** Refuses an input any text of which holds an identifier of a patient, naming the fields. */
export function guardStatement(input: Partial<Record<keyof typeof TEXTS, string>>): void {
  assertNoIdentifiers(
    Object.fromEntries(Object.entries(TEXTS).map(([id, label]) => [label, input[id as keyof typeof TEXTS]])),
  );
}

/** One paragraph: a statement is read at a glance. */
function text(id: keyof typeof TEXTS, max: number) {
  return z
    .string()
    .default('')
    .transform((typed) => typed.trim().replace(/\s+/g, ' '))
    .refine((typed) => typed.length <= max, {
      message: `${TEXTS[id]}: at most ${max} characters. Shorten it and send it again.`,
    });
}

const dateOrNone = (label: string) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => typed === '' || isDate(typed), { message: `${label}: choose a date that exists.` });

/** What a choice of several sends: the keys, with commas between. */
const keys = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((key) => key.trim())
      .filter(Boolean),
  );

const id = z.string().default('');
const page = z.coerce.number().int().min(1).max(9_999).catch(1);

export const themeFormInput = z.object({ asking: id, theme: id, page, picked: keys });
export const themeInput = z.object({ theme: id });
export const themeListInput = z.object({ page });
export const themeSaveInput = z.object({
  asking: id,
  theme: id,
  name: text('name', NAME_MAX).refine((name) => name !== '', {
    message: `${TEXTS.name}: give it a name that says what it is about.`,
  }),
  /** Those chosen of the ones that the form offered. */
  parts: keys,
  offered: keys,
});
export type ThemeSave = z.infer<typeof themeSaveInput>;

export const statementSaveInput = z.object({
  theme: id,
  said: text('said', SAID_MAX).refine((said) => said !== '', { message: `${TEXTS.said}: say what people said.` }),
  outcome: z.enum(OUTCOMES, { message: 'Outcome: choose one of the list.' }),
  words: text('words', WORDS_MAX),
  doer: text('doer', 80),
  when: dateOrNone('When'),
  link: text('link', 500).refine((link) => link === '' || (/^https:\/\/\S+$/i.test(link) && URL.canParse(link)), {
    message: `${TEXTS.link}: it must start with https://`,
  }),
  reviewOn: dateOrNone('When to ask whether it helped'),
  quotes: keys,
});
export type StatementSave = z.infer<typeof statementSaveInput>;

export const previewInput = z.object({ asking: id, page });
/** Exactly what was previewed is published: drafts as draftKey() names them, each with its words. */
export const publishInput = z.object({ asking: id, drafts: keys });
export type Publish = z.infer<typeof publishInput>;
export const statementInput = z.object({ statement: id });
/** Which list, and what it is of: a wall, a batch, what somebody heard. */
export const listInput = z.object({ list: z.enum(['wall', 'batch', 'heard']).default('wall'), of: id, page });

/** What of the wall somebody wants to see, and which outcomes that is. */
export const SHOWS = {
  all: OUTCOMES,
  underWay: ['doing', 'plan'],
  did: ['did'],
  couldNot: ['could-not'],
  thanks: ['thanks'],
} as const satisfies Record<string, readonly Outcome[]>;
export type Show = keyof typeof SHOWS;

const asked = (label: string, max: number) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.replace(/\s+/g, ' ').trim())
    .refine((typed) => typed.length <= max, { message: `${label}: at most ${max} characters.` });

/** What is asked of the wall: all of it optional. `sort`: the latest first, or by the day of the next word on it. */
export const wallInput = z.object({
  q: asked('Search', 100),
  month: z
    .string()
    .regex(/^(\d{4}-(0[1-9]|1[0-2]))?$/, { message: 'Month: choose one of the list.' })
    .default(''),
  system: asked('System', 60),
  show: z.enum(Object.keys(SHOWS) as [Show, ...Show[]], { message: 'Show: choose one of the list.' }).default('all'),
  sort: z.enum(['latest', 'soonest'], { message: 'Sort: choose one of the list.' }).default('latest'),
  page,
});
export type WallInput = z.infer<typeof wallInput>;

export const helpedInput = z.object({
  statement: id,
  helped: z.enum(HELPED, { message: 'Did it help: choose one of the list.' }),
  comment: text('comment', 300),
});
export type HelpedInput = z.infer<typeof helpedInput>;
