// What the meeting cards send, checked: each fault in words that name the field as the card does.
import { z } from 'zod';
import { NATIONS } from '../calendar/bank-holidays.ts';
import { CLASHES } from '../calendar/clash.ts';
import { isDate, isTimeZone } from '../calendar/dates.ts';
import { REPEAT_CHOICES } from '../calendar/repeat-choices.ts';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';

const TEXTS = { title: 'Name of the meeting', place: 'Where', reason: 'Reason' } as const;

/** Refuses an input any text of which holds an identifier of a patient, naming the fields. */
export function guardMeeting(input: Partial<Record<keyof typeof TEXTS, string>>): void {
  assertNoIdentifiers(
    Object.fromEntries(Object.entries(TEXTS).map(([id, label]) => [label, input[id as keyof typeof TEXTS]])),
  );
}

function line(id: keyof typeof TEXTS, max: number) {
  return z
    .string()
    .default('')
    .transform((typed) => typed.trim().replace(/\s+/g, ' '))
    .refine((typed) => typed.length <= max, {
      message: `${TEXTS[id]}: at most ${max} characters. Shorten it and send it again.`,
    });
}

const date = (label: string) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine(isDate, { message: `${label}: choose a date that exists.` });

const time = (label: string) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => /^([01]\d|2[0-3]):[0-5]\d$/.test(typed), { message: `${label}: choose a time, such as 09:30.` });

/** What of a series can be changed afterwards. */
const changeable = {
  title: line('title', 80).refine((title) => title !== '', { message: `${TEXTS.title}: give it a name.` }),
  startTime: time('Start'),
  minutes: z.coerce
    .number({ message: 'How long: a number of minutes.' })
    .int('How long: a whole number of minutes.')
    .min(5, 'How long: at least 5 minutes.')
    .max(480, 'How long: at most 8 hours (480 minutes).')
    .default(60),
  nation: z.enum(NATIONS, { message: 'Bank holidays: choose one of the list.' }).default('england-and-wales'),
  clash: z.enum(CLASHES, { message: 'On a bank holiday: choose one of the list.' }).default('ask'),
  place: line('place', 500),
};

/** What the card of `set up meeting` sends. */
export const seriesInput = z.object({
  ...changeable,
  firstOn: date('First date'),
  repeat: z.enum(REPEAT_CHOICES, { message: 'How often: choose one of the list.' }).default('fortnightly'),
  /** Which of two meanings of a monthly repeat: the number of the answer, from 0. */
  meaning: z.coerce.number().int().min(0).max(1).catch(-1).default(-1),
  timeZone: z
    .string()
    .default('Europe/London')
    .transform((zone) => zone.trim() || 'Europe/London')
    .refine(isTimeZone, { message: 'Time zone: write it as in Europe/London.' }),
});
export type SeriesInput = z.infer<typeof seriesInput>;

const seriesId = z.string().default('');

export const seriesIdInput = z.object({ series: seriesId });

/** What the card that changes a series sends. */
export const editInput = z.object({ series: seriesId, ...changeable });
export type EditInput = z.infer<typeof editInput>;

/** Which date of which series, and what to do with it. */
export const skipInput = z.object({ series: seriesId, plannedOn: date('Which date'), reason: line('reason', 200) });
export const moveInput = z.object({
  series: seriesId,
  plannedOn: date('Which date'),
  date: date('New date'),
  time: time('New time'),
});
export const clashInput = z.object({
  series: seriesId,
  plannedOn: date('Which date'),
  answer: z.enum(['next', 'previous', 'skip', 'keep'], { message: 'Choose what to do.' }),
});
