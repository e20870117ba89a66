// The digest, pure: the counts that may be shown, whose voice is missing, and the items by topic, drawn by lot.
// What is unattributed carries nothing that tells the organisation: no name, no order, no time, no sector of one.
import type { ItemTable, ResponseTable, SeatTable } from '../store/tables-checkins.ts';

/** States are told from this many answers on (design, section 3 rule 3). */
const LEAST_ANSWERS = 5;
/** Sectors of fewer are merged, so that none stands for one organisation. */
const LEAST_OF_SECTOR = 3;
const OTHERS = 'others';
/** Among so many late answers nobody can tell whose an unattributed item is that came with a name. */
const LEAST_LATE = 3;

export type Counts = {
  asked: number;
  answered: number;
  /** Undefined: fewer than five have answered. */
  states?: { steady: number; stretched: number; needHelp: number };
  /** Sectors (or `others`) with the number of voices missing; empty also where it would tell too much. */
  missing: { sector: string; count: number }[];
  /** Answers that came after the digest. */
  late: number;
};

export type Item = Pick<ItemTable, 'id' | 'seatId' | 'kind' | 'words' | 'shown' | 'position'>;

/** A topic with its items, in the order of their lots. */
export type Group = { topic: string; items: Item[] };

export const NO_TOPIC = 'Other';

/** The counts of a round's digest. A skipped seat was asked and is no missing voice. */
export function countsOf(
  seats: readonly SeatTable[],
  responses: readonly ResponseTable[],
  items: readonly Pick<Item, 'shown'>[],
): Counts {
  const answered = responses.length;
  const counts = { asked: seats.length, answered, missing: [], late: 0 };
  const states = answered < LEAST_ANSWERS ? {} : { states: statesOf(responses) };
  // With few answers, the sectors that are not missing would tell where an unattributed item comes from.
  const tells = answered < LEAST_ANSWERS && items.some(({ shown }) => shown === 'unattributed');
  return { ...counts, ...states, missing: tells ? [] : missingOf(seats, new Set(responses.map((one) => one.seatId))) };
}

/**
 * The counts after late answers. What could be had by subtraction from the first digest stays as it was: the sectors, and
 * the states unless they were not told before, or five came late.
 */
export function corrected(before: Counts, responses: readonly ResponseTable[]): Counts {
  const late = responses.filter((one) => one.late === 1).length;
  const { states: told, ...rest } = before;
  const again = responses.length >= LEAST_ANSWERS && (told === undefined || late >= LEAST_ANSWERS);
  const states = again ? statesOf(responses) : told;
  return { ...rest, answered: responses.length, late, ...(states && { states }) };
}

/**
 * The items that stay out of the correction: what few late answers left unattributed, where a late one carries a name.
 * The difference to the first digest would tell that the two are of one author.
 */
export function heldBack(items: readonly Item[], responses: readonly ResponseTable[]): Set<string> {
  const late = new Set(responses.filter((one) => one.late === 1).map(({ seatId }) => seatId));
  const added = items.filter(({ seatId }) => late.has(seatId));
  const shows = late.size >= LEAST_LATE || added.every(({ shown }) => shown === 'unattributed');
  return new Set(shows ? [] : added.filter(({ shown }) => shown === 'unattributed').map(({ id }) => id));
}

function statesOf(responses: readonly Pick<ResponseTable, 'state'>[]): NonNullable<Counts['states']> {
  const count = (state: ResponseTable['state']) => responses.filter((one) => one.state === state).length;
  return { steady: count('steady'), stretched: count('stretched'), needHelp: count('need-help') };
}

function missingOf(seats: readonly SeatTable[], answered: ReadonlySet<string>): Counts['missing'] {
  const sizes = new Map<string, Set<string>>();
  for (const { sector, organisationId } of seats) {
    sizes.set(sector, (sizes.get(sector) ?? new Set()).add(organisationId));
  }
  const merged = (sector: string) =>
    sector === '' || (sizes.get(sector)?.size ?? 0) < LEAST_OF_SECTOR ? OTHERS : sector;
  const others = new Set(seats.filter((one) => merged(one.sector) === OTHERS).map((one) => one.organisationId));
  const missing = new Map<string, number>();
  for (const { seatId, sector, skipped } of seats) {
    if (answered.has(seatId) || skipped === 1) continue;
    missing.set(merged(sector), (missing.get(merged(sector)) ?? 0) + 1);
  }
  if (others.size < LEAST_OF_SECTOR) missing.delete(OTHERS);
  const named = [...missing].map(([sector, count]) => ({ sector, count }));
  const last = ({ sector }: { sector: string }) => (sector === OTHERS ? `~${sector}` : sector);
  return named.sort((one, other) => (last(one) < last(other) ? -1 : 1));
}

/** How many have answered, as it may be told: one or two stay untold beside what is unattributed. */
export function answeredWords({ asked, answered }: Counts, items: readonly Pick<Item, 'shown'>[]): string {
  const few = answered < 3 && items.some(({ shown }) => shown === 'unattributed');
  return `${few ? 'Fewer than 3' : answered} of ${asked} have answered`;
}

/**
 * Items by topic, in the order of the forum's list. An item stands under the first of its author's topics; an
 * unattributed one only under a topic that the author of another item has named too, else it could be told by its topic.
 */
export function byTopic(
  items: readonly Item[],
  topicsOf: ReadonlyMap<string, readonly string[]>,
  order: readonly string[],
): Group[] {
  const groups = new Map<string, Item[]>();
  const authors = new Set(items.map(({ seatId }) => seatId));
  for (const item of items.toSorted((one, other) => one.position - other.position)) {
    const named = topicsOf.get(item.seatId) ?? [];
    const shared = (topic: string) =>
      [...topicsOf].some(([id, topics]) => id !== item.seatId && authors.has(id) && topics.includes(topic));
    const topic = named.find((one) => order.includes(one) && (item.shown === 'named' || shared(one))) ?? NO_TOPIC;
    groups.set(topic, [...(groups.get(topic) ?? []), item]);
  }
  const place = (topic: string) => (order.includes(topic) && topic !== NO_TOPIC ? order.indexOf(topic) : order.length);
  return [...groups]
    .map(([topic, found]) => ({ topic, items: found }))
    .sort((one, other) => place(one.topic) - place(other.topic));
}

/** Places from 1, drawn by lot. `random` gives a number from 0 up to, not with, 1. */
export function drawLots(ids: readonly string[], random: () => number): Map<string, number> {
  const left = [...ids];
  const lots = new Map<string, number>();
  while (left.length > 0) {
    const [id] = left.splice(Math.floor(random() * left.length), 1);
    if (id !== undefined) lots.set(id, lots.size + 1);
  }
  return lots;
}
