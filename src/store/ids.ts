// Ids that sort in the order they were made (time first, then a counter, then chance), so that an outbox or a history
// read by id is read in order. Not for anything anonymous: such an id tells the time.
import { randomBytes } from 'node:crypto';

let lastMs = 0;
let counter = 0;

/** A new id: 24 characters of 0-9 and a-v. `now` is handed in; a clock set back does not break the order within a process. */
export function newId(now: Date): string {
  const ms = Math.max(now.getTime(), lastMs);
  counter = ms === lastMs ? counter + 1 : 0;
  lastMs = ms;
  const time = ms.toString(32).padStart(9, '0');
  const count = counter.toString(32).padStart(4, '0');
  const chance = BigInt(`0x${randomBytes(7).toString('hex')}`)
    .toString(32)
    .slice(0, 11)
    .padStart(11, '0');
  return time + count + chance;
}
