// What the meeting cards send, checked: each fault in words that name the field as the card does.
import { z } from 'zod';
import { NATIONS } from '../calendar/bank-holidays.ts';
import { CLASHES } from '../calendar/clash.ts';
import { REPEAT_CHOICES } from '../calendar/repeat-choices.ts';
import { date, guardTexts, id, line, minutes, needed, oneOf, time, timeZone } from '../inputs.ts';

const TEXTS = { title: 'Name of the meeting', place: 'Where', reason: 'Reason' } as const;

/** Refuses an input any text of which holds an identifier of a patient, naming the fields. */
export function guardMeeting(input: Partial<Record<keyof typeof TEXTS, string>>): void {
  guardTexts(TEXTS, input);
}

/** What of a series can be changed afterwards. */
const changeable = {
  title: needed(TEXTS.title, 80, 'give it a name.'),
  startTime: time('Start'),
  minutes: minutes('How long', 5, 480).default(60),
  nation: oneOf('Bank holidays', NATIONS).default('england-and-wales'),
  clash: oneOf('On a bank holiday', CLASHES).default('ask'),
  place: line(TEXTS.place, 500),
};

/** What the card of `set up meeting` sends. */
export const seriesInput = z.object({
  ...changeable,
  firstOn: date('First date'),
  repeat: oneOf('How often', REPEAT_CHOICES).default('fortnightly'),
  /** Which of two meanings of a monthly repeat: the number of the answer, from 0. */
  meaning: z.coerce.number().int().min(0).max(1).catch(-1).default(-1),
  timeZone,
});
export type SeriesInput = z.infer<typeof seriesInput>;

export const seriesIdInput = z.object({ series: id });

/** What the card that changes a series sends. */
export const editInput = z.object({ series: id, ...changeable });
export type EditInput = z.infer<typeof editInput>;

/** Which date of which series, and what to do with it. */
export const skipInput = z.object({ series: id, plannedOn: date('Which date'), reason: line(TEXTS.reason, 200) });
export const moveInput = z.object({
  series: id,
  plannedOn: date('Which date'),
  date: date('New date'),
  time: time('New time'),
});
export const clashInput = z.object({
  series: id,
  plannedOn: date('Which date'),
  answer: z.enum(['next', 'previous', 'skip', 'keep'], { message: 'Choose what to do.' }),
});
