// What the cards of an agenda send, checked: each fault in words that name the field as the card does.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isDate } from '../calendar/dates.ts';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';

const TEXTS = {
  title: 'Item',
  system: 'System or project',
  line: 'Update',
  words: 'Note or decision',
  what: 'What is to be done',
  reason: 'Reason',
  standing: 'Standing items',
} as const;
type Text = keyof typeof TEXTS;

/** Refuses an input any text of which holds an identifier of a patient, naming the fields. */
export function guardAgenda(input: Partial<Record<Text, string>>): void {
  assertNoIdentifiers(Object.fromEntries(Object.entries(TEXTS).map(([id, label]) => [label, input[id as Text]])));
}

function line(id: Text, most: number) {
  return z
    .string()
    .default('')
    .transform((typed) => typed.trim().replace(/\s+/g, ' '))
    .refine((typed) => typed.length <= most, {
      message: `${TEXTS[id]}: at most ${most} characters. Shorten it and send it again.`,
    });
}

function needed(id: Text, most: number) {
  return line(id, most).refine((typed) => typed !== '', { message: `${TEXTS[id]}: write something first.` });
}

/** Which date of which series. */
const meeting = {
  series: z.string().default(''),
  plannedOn: z.string().default('').refine(isDate, { message: 'This meeting is not there any more.' }),
};

export const meetingInput = z.object(meeting);
export const pageInput = z.object({ ...meeting, page: z.coerce.number().int().min(1).catch(1) });

/** Which form: for an item, or for an update. */
export const formInput = z.object({
  ...meeting,
  part: z.enum(['item', 'update'], { message: 'Choose: an item or an update.' }).default('item'),
});

export const proposeInput = z.object({
  ...meeting,
  title: needed('title', 120),
  minutes: z.coerce
    .number({ message: 'Minutes: a number.' })
    .int('Minutes: a whole number.')
    .min(1, 'Minutes: at least 1.')
    .max(120, 'Minutes: at most 120.')
    .default(10),
  anonymous: z
    .enum(['true', 'false'], { message: 'Your name: with it or without.' })
    .default('false')
    .transform((typed) => typed === 'true'),
});
export type ProposeInput = z.infer<typeof proposeInput>;

export const updateInput = z.object({ ...meeting, system: needed('system', 60), line: needed('line', 200) });
export type UpdateInput = z.infer<typeof updateInput>;

export const passInput = z.object({ ...meeting, reason: needed('reason', 200) });

/** `item`: the key of the item that the card showed as the present one. */
export const itemInput = z.object({ ...meeting, item: z.string().default('') });

export const noteInput = z.object({
  ...meeting,
  words: needed('words', 500),
  kind: z.enum(['note', 'decision'], { message: 'Choose: a note or a decision.' }).default('note'),
});
export type NoteInput = z.infer<typeof noteInput>;

export const actionInput = z.object({
  ...meeting,
  what: needed('what', 200),
  who: z
    .string()
    .default('')
    .transform((id) => id.trim().toLowerCase()),
  due: z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine(isDate, { message: 'By when: choose a date that exists.' }),
});
export type ActionInput = z.infer<typeof actionInput>;

export const actionIdInput = z.object({ action: z.string().default('') });

export const settingsInput = z.object({
  series: z.string().default(''),
  deputies: z
    .string()
    .default('')
    .transform((ids) => [
      ...new Set(
        ids
          .split(',')
          .map((id) => id.trim().toLowerCase())
          .filter(Boolean),
      ),
    ])
    .refine((ids) => ids.length <= 10, { message: 'Deputies: at most 10 people.' }),
  standing: z
    .string()
    .default('')
    .transform((typed) => [
      ...new Set(
        typed
          .split(/\r\n|[\n\r]/)
          .map((one) => one.trim().replace(/\s+/g, ' '))
          .filter(Boolean),
      ),
    ])
    .refine((lines) => lines.length <= 10, { message: `${TEXTS.standing}: at most 10.` })
    .refine((lines) => lines.every((one) => one.length <= 80), {
      message: `${TEXTS.standing}: at most 80 characters each.`,
    }),
  askDays: z.coerce
    .number({ message: 'Days before: a number.' })
    .int('Days before: a whole number.')
    .min(2, 'Days before: at least 2.')
    .max(14, 'Days before: at most 14.')
    .default(7),
});
export type SettingsInput = z.infer<typeof settingsInput>;

/** Tells two things apart that one person makes with one card: a digest, as what is typed is kept once only. */
export function partOf(...inputs: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 32);
}
