// What the cards of go-lives send, checked: each fault in words that name the field as the card does.
import { z } from 'zod';
import { date, dateOrNone, guardTexts, id, line, needed, page } from '../inputs.ts';

const TEXTS = { name: 'What goes live', system: 'System', reason: 'Why no workshop is needed' } as const;

/** Refuses an input any text of which holds an identifier of a patient, naming the fields. */
export function guardGoLive(input: Partial<Record<keyof typeof TEXTS, string>>): void {
  guardTexts(TEXTS, input);
}

export const goLiveId = z.object({ goLive: id });
/** What the form sends; `lead` and `manager` are Entra object ids. */
export const goLiveInput = z.object({
  goLive: id,
  name: needed(TEXTS.name, 120, 'give it a name.'),
  system: line(TEXTS.system, 60),
  liveOn: date('Day of the go-live'),
  lead: id,
  manager: id,
});
export type GoLiveInput = z.infer<typeof goLiveInput>;
export const bookedInput = z.object({ goLive: id, workshopOn: dateOrNone('Day of the workshop') });
export const notNeededInput = z.object({ goLive: id, reason: line(TEXTS.reason, 500) });

export const goLiveListInput = z.object({ page });
