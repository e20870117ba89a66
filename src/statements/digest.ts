// The monthly digest, pure: which month, and how its items are split into messages that are small enough.
import { addDays } from '../calendar/dates.ts';
import { MONTHS } from '../calendar/words.ts';

/** An item of a digest by what it is about; its words are read when the message is drawn. */
export type DigestItem = { sort: 'statement' | 'answered' | 'open'; id: string };

/** An item with its size when drawn. */
export type Sized = DigestItem & { bytes: number };

/** The month before a day's: '2026-12-01' -> '2026-11'. */
export function monthBefore(day: string): string {
  return addDays(`${day.slice(0, 7)}-01`, -1).slice(0, 7);
}

/** The first day of the month after: '2026-11' -> '2026-12-01'. */
export function monthEnd(month: string): string {
  return `${addDays(`${month}-28`, 4).slice(0, 7)}-01`;
}

/** '2026-11' -> "November 2026". */
export function monthWords(month: string): string {
  return `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
}

/** Splits items, in their order, into as few messages as hold at most `bytes` each. None is lost, none comes twice. */
export function splitItems(items: readonly Sized[], bytes: number): DigestItem[][] {
  const parts: DigestItem[][] = [];
  let left = 0;
  for (const { sort, id, bytes: size } of items) {
    if (parts.length === 0 || size > left) {
      parts.push([]);
      left = bytes;
    }
    parts.at(-1)?.push({ sort, id });
    left -= size;
  }
  return parts;
}
