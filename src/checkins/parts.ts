// A digest in parts, pure: what is longer than a message may be is split between items; none is lost or cut.
import type { Group, Item } from './digest.ts';
import type { ItemKind } from './round.ts';

/** An item as people see it: "Need 2" is its label; `from` is empty where it is unattributed. */
export type Entry = { item: Item; label: string; from: string };
export type PartGroup = { topic: string; entries: Entry[] };

/** What a message of 25 KB leaves for items beside its heading, counts and buttons. In bytes. */
const PART_BYTES = 17_000;
const PER_ITEM = 700;
const PER_LINE = 170;
/** Beyond these the card runs lines together (cards/parts.ts). */
const MOST_LINES = 31;

const LABELS: Record<ItemKind, string> = { learning: 'Learning', need: 'Need', offer: 'Offer' };

/** The parts of a digest, at least one. `fromOf` says whose an item is, for those that are named. */
export function partsOf(groups: readonly Group[], fromOf: (item: Item) => string): PartGroup[][] {
  const counts = { learning: 0, need: 0, offer: 0 };
  const parts: PartGroup[][] = [[]];
  let left = PART_BYTES;
  for (const { topic, items } of groups) {
    for (const item of items) {
      counts[item.kind] += 1;
      const entry = { item, label: `${LABELS[item.kind]} ${counts[item.kind]}`, from: fromOf(item) };
      const cost = costOf(entry);
      if (cost > left && parts.at(-1)?.length) {
        parts.push([]);
        left = PART_BYTES;
      }
      left -= cost;
      put(parts.at(-1) ?? [], topic, entry);
    }
  }
  return parts;
}

function put(part: PartGroup[], topic: string, entry: Entry): void {
  const last = part.at(-1);
  if (last?.topic === topic) last.entries.push(entry);
  else part.push({ topic, entries: [entry] });
}

/** More than it will take on the wire. */
function costOf({ item, from }: Entry): number {
  const bytes = (text: string) => Buffer.byteLength(JSON.stringify(text));
  const lines = Math.min(MOST_LINES, item.words.split(/[\n\r\u2028\u2029]/).length);
  return PER_ITEM + lines * PER_LINE + bytes(item.words) + bytes(from) * 2;
}
