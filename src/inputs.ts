// The kinds of field that all forms have, checked with zod: each fault in words that name the field as the card does, and
// say what to do. What belongs to one feature alone is in its own inputs.ts.
import { z } from 'zod';
import { isDate, isTimeZone } from './calendar/dates.ts';
import { assertNoIdentifiers } from './privacy/identifiers.ts';

const WALL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Refuses an input any text of which holds an identifier of a patient. `labels`: what people call each field, by its id. */
export function guardTexts<Id extends string>(labels: Record<Id, string>, input: Partial<Record<Id, unknown>>): void {
  const texts: Record<string, string> = {};
  for (const [id, label] of Object.entries(labels) as [Id, string][]) {
    const given = input[id];
    if (typeof given === 'string') texts[label] = given;
  }
  assertNoIdentifiers(texts);
}

/** A text of any number of lines, without the space around it; `most` in UTF-16 units, as a card's maxLength counts. */
export function written(label: string, most: number) {
  return z
    .string()
    .transform((typed) => typed.trim())
    .refine((typed) => typed.length <= most, {
      message: `${label}: at most ${most} characters. Shorten it and send it again.`,
    });
}

/** The same; left out, it is empty. */
export function text(label: string, most: number) {
  return z.string().default('').pipe(written(label, most));
}

/** A text of one line: every run of white space is one space. */
export function line(label: string, most: number) {
  return z
    .string()
    .default('')
    .transform((typed) => typed.replace(/\s+/g, ' '))
    .pipe(written(label, most));
}

/** A line that must be filled in. `what`: what to write, for whoever left it empty. */
export function needed(label: string, most: number, what: string) {
  return line(label, most).refine((typed) => typed !== '', { message: `${label}: ${what}` });
}

const trimmed = z
  .string()
  .default('')
  .transform((typed) => typed.trim());

/** A date of the calendar, `2026-11-25`. */
export function date(label: string) {
  return trimmed.refine(isDate, { message: `${label}: choose a date that exists.` });
}

/** The same; it may be left empty. */
export function dateOrNone(label: string) {
  return trimmed.refine((typed) => typed === '' || isDate(typed), { message: `${label}: choose a date that exists.` });
}

/** A wall time, `09:30`. `example`: one that fits the field. */
export function time(label: string, example = '09:30') {
  return trimmed.refine((typed) => WALL_TIME.test(typed), { message: `${label}: choose a time, such as ${example}.` });
}

/** The same; it may be left empty. */
export function timeOrNone(label: string, example = '09:30') {
  return trimmed.refine((typed) => typed === '' || WALL_TIME.test(typed), {
    message: `${label}: choose a time, such as ${example}.`,
  });
}

/** How long something takes, in minutes. */
export function minutes(label: string, least: number, most: number) {
  return z.coerce
    .number({ message: `${label}: a number of minutes.` })
    .int(`${label}: a whole number of minutes.`)
    .min(least, `${label}: at least ${least} ${least === 1 ? 'minute' : 'minutes'}.`)
    .max(most, `${label}: at most ${most < 240 ? `${most} minutes` : `${most / 60} hours (${most} minutes)`}.`);
}

/** One of a list of choices. */
export function oneOf<const Words extends readonly [string, ...string[]]>(label: string, words: Words) {
  return z.enum(words, { message: `${label}: choose one of the list.` });
}

/** An IANA time zone; left empty, London's. */
export const timeZone = trimmed
  .transform((zone) => zone || 'Europe/London')
  .refine(isTimeZone, { message: 'Time zone: write it as in Europe/London.' });

/** What a button or a list hands back of a thing: checked by whoever looks it up. */
export const id = z.string().default('');

/** Which page of a list, from 1; anything else is the first. */
export const page = z.coerce.number().int().min(1).max(1_000_000).catch(1).default(1);

/** What a choice of several sends: the keys, with commas between; each once. */
export const keys = z
  .string()
  .default('')
  .transform((list) => [
    ...new Set(
      list
        .split(',')
        .map((key) => key.trim())
        .filter(Boolean),
    ),
  ]);

/** The same of a people picker: Entra object ids, in small letters. */
export const people = keys.transform((ids) => [...new Set(ids.map((one) => one.toLowerCase()))]);

/** The same of one person. */
export const personPicked = trimmed.transform((one) => one.toLowerCase());
