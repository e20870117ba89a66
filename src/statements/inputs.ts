// What the cards of themes and statements send, checked: each fault in words that name the field as the card does.
import { z } from 'zod';
import { dateOrNone, guardTexts, id, keys, line, needed, oneOf, page } from '../inputs.ts';
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
  guardTexts(TEXTS, input);
}

export const themeFormInput = z.object({ asking: id, theme: id, page, picked: keys });
export const themeInput = z.object({ theme: id });
export const themeListInput = z.object({ page });
export const themeSaveInput = z.object({
  asking: id,
  theme: id,
  name: needed(TEXTS.name, NAME_MAX, 'give it a name that says what it is about.'),
  /** Those chosen of the ones that the form offered. */
  parts: keys,
  offered: keys,
});
export type ThemeSave = z.infer<typeof themeSaveInput>;

export const statementSaveInput = z.object({
  theme: id,
  said: needed(TEXTS.said, SAID_MAX, 'say what people said.'),
  outcome: oneOf('Outcome', OUTCOMES),
  words: line(TEXTS.words, WORDS_MAX),
  doer: line(TEXTS.doer, 80),
  when: dateOrNone('When'),
  link: line(TEXTS.link, 500).refine((link) => link === '' || (/^https:\/\/\S+$/i.test(link) && URL.canParse(link)), {
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

/** What is asked of the wall: all of it optional. `sort`: the latest first, or by the day of the next word on it. */
export const wallInput = z.object({
  q: line('Search', 100),
  month: z
    .string()
    .regex(/^(\d{4}-(0[1-9]|1[0-2]))?$/, { message: 'Month: choose one of the list.' })
    .default(''),
  system: line('System', 60),
  show: oneOf('Show', Object.keys(SHOWS) as [Show, ...Show[]]).default('all'),
  sort: oneOf('Sort', ['latest', 'soonest']).default('latest'),
  page,
});
export type WallInput = z.infer<typeof wallInput>;

export const helpedInput = z.object({
  statement: id,
  helped: oneOf('Did it help', HELPED),
  comment: line(TEXTS.comment, 300),
});
export type HelpedInput = z.infer<typeof helpedInput>;
