// What the cards of hazard drafts send, checked: each fault in words that name the field as the card does.
import { z } from 'zod';
import { guardTexts, id, line, page } from '../inputs.ts';

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
  guardTexts(TEXTS, input);
}

export const hazardInput = z.object({ hazard: id });
export const acceptInput = z.object({
  hazard: id,
  logRef: line(TEXTS.logRef, 60),
  version: line(TEXTS.version, 60),
  workaround: line(TEXTS.workaround, 500),
});
export type AcceptInput = Omit<z.infer<typeof acceptInput>, 'hazard'>;

export const mergeInput = z.object({ hazard: id, into: line(TEXTS.into, 30) });
export type MergeInput = Omit<z.infer<typeof mergeInput>, 'hazard'>;

export const declineInput = z.object({ hazard: id, reason: line(TEXTS.reason, 500) });

export const hazardListInput = z.object({ page });
