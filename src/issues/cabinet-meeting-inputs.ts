// What the cards of a cabinet's meeting send, checked: each fault in words that name the field as the card does.
import { z } from 'zod';
import { isDate } from '../calendar/dates.ts';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';

const TEXTS = {
  place: 'Where',
  title: 'What is new',
  does: 'What it does',
  doesNot: 'What it does not do',
  toCheck: 'What people need to check',
} as const;
type TextId = keyof typeof TEXTS;

/** Refuses an input any text of which holds an identifier of a patient, naming the fields. */
export function guardCabinetMeeting(input: Partial<Record<TextId, string>>): void {
  assertNoIdentifiers(Object.fromEntries(Object.entries(TEXTS).map(([id, label]) => [label, input[id as TextId]])));
}

const line = (id: TextId, most: number) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.replace(/\s+/g, ' ').trim())
    .refine((typed) => typed.length <= most, {
      message: `${TEXTS[id]}: at most ${most} characters. Shorten it and send it again.`,
    });
const needed = (id: TextId, most: number) =>
  line(id, most).refine((typed) => typed !== '', { message: `${TEXTS[id]}: write a sentence.` });

export const dateInput = z.object({
  cabinet: z.string().default(''),
  date: z
    .string()
    .default('')
    .refine((typed) => isDate(typed), { message: 'Date: choose a date that exists.' }),
  time: z
    .string()
    .default('')
    .refine((typed) => /^([01]\d|2[0-3]):[0-5]\d$/.test(typed), { message: 'Start: choose a time, such as 13:00.' }),
  minutes: z.coerce
    .number({ message: 'How long: a number of minutes.' })
    .int('How long: a whole number of minutes.')
    .min(5, 'How long: at least 5 minutes.')
    .max(480, 'How long: at most 8 hours (480 minutes).')
    .default(60),
  place: line('place', 500),
});
export type DateInput = Omit<z.infer<typeof dateInput>, 'cabinet'>;

const meeting = z.string().default('');
export const meetingInput = z.object({ meeting });
export const pageInput = z.object({ meeting, page: z.coerce.number().int().min(1).max(999).catch(1) });
export const updateInput = z.object({
  meeting,
  title: needed('title', 120),
  does: needed('does', 250),
  doesNot: needed('doesNot', 250),
  toCheck: needed('toCheck', 250),
});
export type UpdateInput = Omit<z.infer<typeof updateInput>, 'meeting'>;
