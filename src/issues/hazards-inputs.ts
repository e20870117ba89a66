// What the cards of hazard drafts send, checked: each fault in words that name the field as the card does.
import { z } from 'zod';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';

const TEXTS = {
  logRef: 'Number in your hazard log',
  version: 'Version of the system',
  workaround: 'Present work-around',
  into: 'Same as',
  reason: 'Why it is not a hazard',
} as const;
type TextId = keyof typeof TEXTS;

/** Refuses an input any text of which holds an identifier of a patient, naming the fields. */
export function guardHazard(input: Partial<Record<TextId, string>>): void {
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

const hazard = z.string().default('');

export const hazardInput = z.object({ hazard });
export const acceptInput = z.object({
  hazard,
  logRef: line('logRef', 60),
  version: line('version', 60),
  workaround: line('workaround', 500),
});
export type AcceptInput = Omit<z.infer<typeof acceptInput>, 'hazard'>;

export const mergeInput = z.object({ hazard, into: line('into', 30) });
export type MergeInput = Omit<z.infer<typeof mergeInput>, 'hazard'>;

export const declineInput = z.object({ hazard, reason: line('reason', 500) });

export const hazardListInput = z.object({ page: z.coerce.number().int().min(1).max(9_999).catch(1) });
