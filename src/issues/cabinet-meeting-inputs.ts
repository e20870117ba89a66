// What the cards of a cabinet's meeting send, checked: each fault in words that name the field as the card does.
import { z } from 'zod';
import { date, guardTexts, id, line, minutes, needed, page, time } from '../inputs.ts';

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
  guardTexts(TEXTS, input);
}

export const dateInput = z.object({
  cabinet: id,
  date: date('Date'),
  time: time('Start', '13:00'),
  minutes: minutes('How long', 5, 480).default(60),
  place: line(TEXTS.place, 500),
});
export type DateInput = Omit<z.infer<typeof dateInput>, 'cabinet'>;

export const meetingInput = z.object({ meeting: id });
export const pageInput = z.object({ meeting: id, page });
export const updateInput = z.object({
  meeting: id,
  title: needed(TEXTS.title, 120, 'write a sentence.'),
  does: needed(TEXTS.does, 250, 'write a sentence.'),
  doesNot: needed(TEXTS.doesNot, 250, 'write a sentence.'),
  toCheck: needed(TEXTS.toCheck, 250, 'write a sentence.'),
});
export type UpdateInput = Omit<z.infer<typeof updateInput>, 'meeting'>;
