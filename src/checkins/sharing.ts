// What other features may read of check-ins: the needs that their authors agreed to have passed on, and nothing else.
import type { Queries } from '../store/database.ts';

/** A need whose author agreed that it may leave the forum. Whoever shows it shows no name, whatever was agreed. */
export type SharedNeed = {
  id: string;
  forumId: string;
  words: string;
  authorId: string;
  /** Agreed with the author's name: then they may be counted as one person. */
  named: boolean;
  /** The date of the round (YYYY-MM-DD): no finer, so that nothing tells when it was written. */
  on: string;
};

/** The needs of a forum that may be passed on, the newest round first; within a round in the order of their lots. */
export async function sharedNeedsOf(db: Queries, forumId: string): Promise<SharedNeed[]> {
  return agreed(await needs(db).where('checkinRounds.forumId', '=', forumId).execute());
}

/** These needs again, as far as they may be passed on now: an author who takes it back, or whose round was forgotten, is left out. */
export async function sharedNeedsById(db: Queries, ids: readonly string[]): Promise<SharedNeed[]> {
  if (ids.length === 0) return [];
  return agreed(await needs(db).where('checkinItems.id', 'in', ids).execute());
}

type Row = Omit<SharedNeed, 'named'> & { state: string; shown: string };

function needs(db: Queries) {
  return db
    .selectFrom('checkinItems')
    .innerJoin('checkinShares', 'checkinShares.itemId', 'checkinItems.id')
    .innerJoin('checkinRounds', 'checkinRounds.id', 'checkinItems.roundId')
    .innerJoin('checkinResponses', (join) =>
      join
        .onRef('checkinResponses.roundId', '=', 'checkinItems.roundId')
        .onRef('checkinResponses.seatId', '=', 'checkinItems.seatId'),
    )
    .select(['checkinItems.id', 'checkinItems.words', 'checkinItems.shown', 'checkinShares.state'])
    .select(['checkinRounds.forumId', 'checkinRounds.plannedOn as on', 'checkinResponses.personId as authorId'])
    .where('checkinItems.kind', '=', 'need')
    .where('checkinItems.position', '>', 0)
    .where('checkinShares.state', '<>', 'asked')
    .orderBy('checkinRounds.plannedOn', 'desc')
    .orderBy('checkinItems.position');
}

/** Several may have asked for one need: a single no keeps it, and the name goes only where each was given it. */
function agreed(rows: readonly Row[]): SharedNeed[] {
  const byId = new Map<string, Row[]>();
  for (const row of rows) byId.set(row.id, [...(byId.get(row.id) ?? []), row]);
  const shared: SharedNeed[] = [];
  for (const [first, ...more] of byId.values()) {
    if (!first || [first, ...more].some(({ state }) => state === 'no')) continue;
    const { state: _, shown, ...need } = first;
    const named = shown === 'named' && [first, ...more].every(({ state }) => state === 'named');
    shared.push({ ...need, named });
  }
  return shared;
}
