// Queries on rounds: seats, answers, items, and who asked for what of them.
import type { Queries, Trx } from '../store/database.ts';
import type {
  ItemTable,
  OfferTable,
  ResponseTable,
  RoundTable,
  SeatTable,
  ShareTable,
} from '../store/tables-checkins.ts';
import type { Round } from './round.ts';

export async function insertRound(trx: Trx, round: RoundTable): Promise<void> {
  await trx.insertInto('checkinRounds').values(round).execute();
}

export async function updateRound(trx: Trx, id: string, to: Partial<RoundTable>): Promise<void> {
  await trx.updateTable('checkinRounds').set(to).where('id', '=', id).execute();
}

export async function roundById(db: Queries, id: string): Promise<Round | undefined> {
  return db.selectFrom('checkinRounds').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Reads a round for a change: an answer and the digest that would miss it follow each other. */
export async function lockRound(trx: Trx, id: string): Promise<Round | undefined> {
  return trx
    .updateTable('checkinRounds')
    .set((set) => ({ state: set.ref('state') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

export async function roundOfDate(db: Queries, forumId: string, plannedOn: string): Promise<Round | undefined> {
  return db
    .selectFrom('checkinRounds')
    .selectAll()
    .where('forumId', '=', forumId)
    .where('plannedOn', '=', plannedOn)
    .executeTakeFirst();
}

/** A forum's rounds in any of these states, the newest first. */
export async function roundsIn(
  db: Queries,
  forumIds: readonly string[],
  states: readonly Round['state'][],
): Promise<Round[]> {
  if (forumIds.length === 0) return [];
  return db
    .selectFrom('checkinRounds')
    .selectAll()
    .where('forumId', 'in', forumIds)
    .where('state', 'in', states)
    .orderBy('plannedOn', 'desc')
    .execute();
}

/** The rounds of all forums with which the clock is not done. */
export async function liveRounds(db: Queries): Promise<Round[]> {
  return db
    .selectFrom('checkinRounds')
    .selectAll()
    .where('state', 'in', ['open', 'digested', 'closed'])
    .orderBy('id')
    .execute();
}

/** The last round before a date that was digested. */
export async function roundBefore(db: Queries, forumId: string, plannedOn: string): Promise<Round | undefined> {
  return db
    .selectFrom('checkinRounds')
    .selectAll()
    .where('forumId', '=', forumId)
    .where('plannedOn', '<', plannedOn)
    .where('state', 'in', ['closed', 'counted'])
    .orderBy('plannedOn', 'desc')
    .executeTakeFirst();
}

/** A forum's rounds that had a digest, newest first: some of them, and how many there are. */
export async function pastRounds(
  db: Queries,
  forumId: string,
  page: { limit: number; offset: number },
): Promise<{ rounds: Round[]; total: number }> {
  const all = db
    .selectFrom('checkinRounds')
    .where('forumId', '=', forumId)
    .where('state', 'in', ['digested', 'closed', 'counted']);
  const { count } = await all.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow();
  const newest = all.selectAll().orderBy('plannedOn', 'desc').limit(page.limit).offset(page.offset);
  return { rounds: await newest.execute(), total: Number(count) };
}

// ---- seats and answers ----

export async function insertSeat(trx: Trx, seat: SeatTable): Promise<void> {
  await trx.insertInto('checkinSeats').values(seat).execute();
}

export async function updateSeat(trx: Trx, seat: Pick<SeatTable, 'roundId' | 'seatId'>, to: Partial<SeatTable>) {
  await trx
    .updateTable('checkinSeats')
    .set(to)
    .where('roundId', '=', seat.roundId)
    .where('seatId', '=', seat.seatId)
    .execute();
}

export async function seatsIn(db: Queries, roundId: string): Promise<SeatTable[]> {
  return db.selectFrom('checkinSeats').selectAll().where('roundId', '=', roundId).orderBy('seatId').execute();
}

export async function responsesIn(db: Queries, roundId: string): Promise<ResponseTable[]> {
  return db.selectFrom('checkinResponses').selectAll().where('roundId', '=', roundId).execute();
}

export async function responseOf(db: Queries, roundId: string, seatId: string): Promise<ResponseTable | undefined> {
  return db
    .selectFrom('checkinResponses')
    .selectAll()
    .where('roundId', '=', roundId)
    .where('seatId', '=', seatId)
    .executeTakeFirst();
}

/** Writes an answer in place of the one before: the last one counts. */
export async function putResponse(trx: Trx, response: ResponseTable): Promise<void> {
  const { roundId: _, seatId: __, ...changed } = response;
  await trx
    .insertInto('checkinResponses')
    .values(response)
    .onConflict((conflict) => conflict.columns(['roundId', 'seatId']).doUpdateSet(changed))
    .execute();
}

export async function dropResponse(trx: Trx, roundId: string, seatId: string): Promise<void> {
  for (const name of ['checkinItems', 'checkinResponses'] as const) {
    await trx.deleteFrom(name).where('roundId', '=', roundId).where('seatId', '=', seatId).execute();
  }
}

// ---- items ----

export async function itemsIn(db: Queries, roundId: string): Promise<ItemTable[]> {
  return db.selectFrom('checkinItems').selectAll().where('roundId', '=', roundId).orderBy('position').execute();
}

export async function itemsOfSeat(db: Queries, roundId: string, seatId: string): Promise<ItemTable[]> {
  return db
    .selectFrom('checkinItems')
    .selectAll()
    .where('roundId', '=', roundId)
    .where('seatId', '=', seatId)
    .execute();
}

export async function itemById(db: Queries, id: string): Promise<ItemTable | undefined> {
  return db.selectFrom('checkinItems').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function putItem(trx: Trx, item: ItemTable): Promise<void> {
  const { words, shown } = item;
  await trx
    .insertInto('checkinItems')
    .values(item)
    .onConflict((conflict) => conflict.columns(['roundId', 'seatId', 'kind']).doUpdateSet({ words, shown }))
    .execute();
}

export async function dropItem(trx: Trx, item: Pick<ItemTable, 'roundId' | 'seatId' | 'kind'>): Promise<void> {
  const { roundId, seatId, kind } = item;
  await trx
    .deleteFrom('checkinItems')
    .where((where) => where.and({ roundId, seatId, kind }))
    .execute();
}

export async function setPosition(trx: Trx, id: string, position: number): Promise<void> {
  await trx.updateTable('checkinItems').set({ position }).where('id', '=', id).execute();
}

// ---- offers and shares ----

/** Notes that somebody can help or wants to know more; false when they had said so. */
export async function addOffer(trx: Trx, offer: OfferTable): Promise<boolean> {
  const added = await trx
    .insertInto('checkinOffers')
    .values(offer)
    .onConflict((conflict) => conflict.columns(['itemId', 'personId']).doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

export async function offerById(db: Queries, id: string): Promise<OfferTable | undefined> {
  return db.selectFrom('checkinOffers').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Opens an offer; false when it was open. */
export async function openOffer(trx: Trx, id: string): Promise<boolean> {
  const opened = await trx
    .updateTable('checkinOffers')
    .set({ state: 'opened' })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return opened.numUpdatedRows === 1n;
}

export async function addShare(trx: Trx, share: ShareTable): Promise<boolean> {
  const added = await trx
    .insertInto('checkinShares')
    .values(share)
    .onConflict((conflict) => conflict.columns(['itemId', 'personId']).doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

export async function shareById(db: Queries, id: string): Promise<ShareTable | undefined> {
  return db.selectFrom('checkinShares').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Keeps the author's answer; false when they had answered so already. */
export async function setShare(trx: Trx, id: string, state: ShareTable['state']): Promise<boolean> {
  const set = await trx
    .updateTable('checkinShares')
    .set({ state })
    .where('id', '=', id)
    .where('state', '<>', state)
    .executeTakeFirst();
  return set.numUpdatedRows === 1n;
}

/** Ids of the offers and shares that are about these items, or that these people made. */
export async function followUpsOf(
  db: Queries,
  itemIds: readonly string[],
  personIds: readonly string[] = [],
): Promise<string[]> {
  const ids: string[] = [];
  for (const name of ['checkinOffers', 'checkinShares'] as const) {
    for (const [column, among] of [['itemId', itemIds] as const, ['personId', personIds] as const]) {
      if (among.length === 0) continue;
      ids.push(...(await db.selectFrom(name).select('id').where(column, 'in', among).execute()).map(({ id }) => id));
    }
  }
  return [...new Set(ids)];
}

/** Deletes all that was said in a round, and who asked for it; the round and its counts stay. */
export async function forgetRound(trx: Trx, roundId: string): Promise<void> {
  const ids = (await itemsIn(trx, roundId)).map(({ id }) => id);
  if (ids.length > 0) {
    await trx.deleteFrom('checkinOffers').where('itemId', 'in', ids).execute();
    await trx.deleteFrom('checkinShares').where('itemId', 'in', ids).execute();
  }
  for (const name of ['checkinItems', 'checkinResponses', 'checkinSeats'] as const) {
    await trx.deleteFrom(name).where('roundId', '=', roundId).execute();
  }
}
