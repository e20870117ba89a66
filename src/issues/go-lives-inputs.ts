// What the cards of go-lives send, checked: each fault in words that name the field as the card does.
import { z } from 'zod';
import { isDate } from '../calendar/dates.ts';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';

const TEXTS = { name: 'What goes live', system: 'System', reason: 'Why no workshop is needed' } as const;

/** Refuses an input any text of which holds an identifier of a patient, naming the fields. */
export function guardGoLive(input: Partial<Record<keyof typeof TEXTS, string>>): void {
  assertNoIdentifiers(
    Object.fromEntries(Object.entries(TEXTS).map(([text, label]) => [label, input[text as keyof typeof TEXTS]])),
  );
}

const line = (id: keyof typeof TEXTS, most: number) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.replace(/\s+/g, ' ').trim())
    .refine((typed) => typed.length <= most, {
      message: `${TEXTS[id]}: at most ${most} characters. Shorten it and send it again.`,
    });
const day = (label: string) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => typed === '' || isDate(typed), { message: `${label}: choose a date that exists.` });
const id = z.string().default('');

export const goLiveId = z.object({ goLive: id });
/** What the form sends; `lead` and `manager` are Entra object ids. */
export const goLiveInput = z.object({
  goLive: id,
  name: line('name', 120).refine((name) => name !== '', { message: `${TEXTS.name}: give it a name.` }),
  system: line('system', 60),
  liveOn: day('Day of the go-live').refine((on) => on !== '', { message: 'Day of the go-live: choose a date.' }),
  lead: id,
  manager: id,
});
export type GoLiveInput = z.infer<typeof goLiveInput>;
export const bookedInput = z.object({ goLive: id, workshopOn: day('Day of the workshop') });
export const notNeededInput = z.object({ goLive: id, reason: line('reason', 500) });

export const goLiveListInput = z.object({ page: z.coerce.number().int().min(1).max(9_999).catch(1) });
