// Queries on the presenter rota: who has which date, who said "not me", swaps, topics.
import type { Queries, Trx } from '../store/database.ts';
import type { CpdSlotTable, CpdSwapTable, CpdTopicTable } from '../store/tables-cpd.ts';

export type Slot = CpdSlotTable;
export type Swap = CpdSwapTable;
export type Topic = CpdTopicTable;

/** A date that nobody has yet, and of which nothing is known. */
export function emptySlot(seriesId: string, plannedOn: string, tenantId: string): Slot {
  return {
    seriesId,
    plannedOn,
    tenantId,
    presenterId: null,
    guest: '',
    invitedBy: null,
    source: 'rota',
    topic: '',
    minutes: 0,
    link: '',
    notes: '',
    toldAt: null,
    updatedAt: '',
  };
}

export async function slotsOf(db: Queries, seriesId: string): Promise<Slot[]> {
  return db.selectFrom('cpdSlots').selectAll().where('seriesId', '=', seriesId).orderBy('plannedOn').execute();
}

export async function slotOf(db: Queries, seriesId: string, plannedOn: string): Promise<Slot | undefined> {
  return db
    .selectFrom('cpdSlots')
    .selectAll()
    .where('seriesId', '=', seriesId)
    .where('plannedOn', '=', plannedOn)
    .executeTakeFirst();
}

/** Writes a date as it is from now on. */
export async function saveSlot(trx: Trx, slot: Slot): Promise<void> {
  const { seriesId: _, plannedOn: __, tenantId: ___, ...changed } = slot;
  await trx
    .insertInto('cpdSlots')
    .values(slot)
    .onConflict((conflict) => conflict.columns(['seriesId', 'plannedOn']).doUpdateSet(changed))
    .execute();
}

/** The dates that passed CPD over. */
export async function passedOverOf(db: Queries, seriesId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('meetingRecords')
    .select('plannedOn')
    .where('seriesId', '=', seriesId)
    .where('passedOver', '<>', '')
    .execute();
  return new Set(rows.map(({ plannedOn }) => plannedOn));
}

/** Who said "not me", by planned date. */
export async function declinedOf(db: Queries, seriesId: string): Promise<Map<string, Set<string>>> {
  const rows = await db.selectFrom('cpdDeclined').selectAll().where('seriesId', '=', seriesId).execute();
  const declined = new Map<string, Set<string>>();
  for (const { plannedOn, personId } of rows) {
    declined.set(plannedOn, (declined.get(plannedOn) ?? new Set()).add(personId));
  }
  return declined;
}

export async function decline(trx: Trx, seriesId: string, plannedOn: string, personId: string, at: string) {
  await trx
    .insertInto('cpdDeclined')
    .values({ seriesId, plannedOn, personId, createdAt: at })
    .onConflict((conflict) => conflict.columns(['seriesId', 'plannedOn', 'personId']).doNothing())
    .execute();
}

/** Who takes a date after all no longer declines it. */
export async function undecline(trx: Trx, seriesId: string, plannedOn: string, personId: string): Promise<void> {
  await trx
    .deleteFrom('cpdDeclined')
    .where('seriesId', '=', seriesId)
    .where('plannedOn', '=', plannedOn)
    .where('personId', '=', personId)
    .execute();
}

export async function insertSwap(trx: Trx, swap: Swap): Promise<void> {
  await trx.insertInto('cpdSwaps').values(swap).execute();
}

export async function swapById(db: Queries, id: string): Promise<Swap | undefined> {
  return db.selectFrom('cpdSwaps').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function setSwap(trx: Trx, id: string, state: Swap['state']): Promise<void> {
  await trx.updateTable('cpdSwaps').set({ state }).where('id', '=', id).execute();
}

export async function insertTopic(trx: Trx, topic: Topic): Promise<void> {
  await trx.insertInto('cpdTopics').values(topic).execute();
}

/** What a team proposed, the newest first. */
export async function topicsOf(db: Queries, teamId: string, limit: number): Promise<Topic[]> {
  return db
    .selectFrom('cpdTopics')
    .selectAll()
    .where('teamId', '=', teamId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
