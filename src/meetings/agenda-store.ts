// Queries on what is proposed for a meeting and what came of it: items, updates, progress, notes, the record.
import { randomBytes } from 'node:crypto';
import type { Queries, Trx } from '../store/database.ts';
import type {
  AgendaItemTable,
  AgendaProgressTable,
  AgendaUpdateTable,
  AnonymousItemTable,
  MeetingNoteTable,
  MeetingRecordTable,
} from '../store/tables-agenda.ts';
import type { Progress, Proposed } from './agenda.ts';

export type MeetingRecord = MeetingRecordTable;

// ---- items and updates ----

export async function insertItem(trx: Trx, item: AgendaItemTable): Promise<void> {
  await trx.insertInto('agendaItems').values(item).execute();
}

/**
 * Adds an item that keeps no link to a person. All of the series are written anew in the order of their chance keys: of
 * rows written in one transaction nothing says which is the new one (design, section 3 rule 3). The same item once: a
 * click that comes again adds none, though nobody remembers whose it was.
 */
export async function addAnonymousItem(trx: Trx, item: Omit<AnonymousItemTable, 'id'>): Promise<void> {
  const all = await trx.selectFrom('anonymousItems').selectAll().where('seriesId', '=', item.seriesId).execute();
  const isThere = all.some(({ title, plannedOn }) => title === item.title && plannedOn === item.plannedOn);
  if (isThere) return;
  const shuffled = [...all, { ...item, id: randomBytes(16).toString('hex') }].toSorted((one, other) =>
    one.id < other.id ? -1 : 1,
  );
  await trx.deleteFrom('anonymousItems').where('seriesId', '=', item.seriesId).execute();
  for (const one of shuffled) await trx.insertInto('anonymousItems').values(one).execute();
}

/** The proposed items of a meeting: its own, and those of earlier ones that were not done by then. */
export async function proposedFor(db: Queries, seriesId: string, plannedOn: string): Promise<Proposed[]> {
  const named = await db
    .selectFrom('agendaItems')
    .select(['id', 'title', 'minutes', 'plannedOn'])
    .where('seriesId', '=', seriesId)
    .where('plannedOn', '<=', plannedOn)
    .orderBy('id')
    .execute();
  const anonymous = await db
    .selectFrom('anonymousItems')
    .select(['id', 'title', 'minutes', 'plannedOn'])
    .where('seriesId', '=', seriesId)
    .where('plannedOn', '<=', plannedOn)
    .orderBy('id')
    .execute();
  const done = await db
    .selectFrom('agendaProgress')
    .select('itemKey')
    .where('seriesId', '=', seriesId)
    .where('plannedOn', '<', plannedOn)
    .where('state', '=', 'done')
    .execute();
  const over = new Set(done.map(({ itemKey }) => itemKey));
  const open = [...named, ...anonymous].filter(({ id }) => !over.has(`item:${id}`));
  return open.toSorted((one, other) => one.plannedOn.localeCompare(other.plannedOn));
}

export async function insertUpdate(trx: Trx, update: AgendaUpdateTable): Promise<void> {
  await trx.insertInto('agendaUpdates').values(update).execute();
}

/** One-line updates for a meeting, and for those before it that were not held after all, by system. */
export async function updatesFor(db: Queries, seriesId: string, plannedOn: string): Promise<AgendaUpdateTable[]> {
  const held = await recordBefore(db, seriesId, plannedOn);
  return db
    .selectFrom('agendaUpdates')
    .selectAll()
    .where('seriesId', '=', seriesId)
    .where('plannedOn', '<=', plannedOn)
    .where('plannedOn', '>', held?.plannedOn ?? '')
    .orderBy('system')
    .orderBy('id')
    .execute();
}

// ---- the meeting and its record ----

export async function recordOf(db: Queries, seriesId: string, plannedOn: string): Promise<MeetingRecord | undefined> {
  return db
    .selectFrom('meetingRecords')
    .selectAll()
    .where('seriesId', '=', seriesId)
    .where('plannedOn', '=', plannedOn)
    .executeTakeFirst();
}

/** The last meeting that was held before a date of the series. */
export async function recordBefore(
  db: Queries,
  seriesId: string,
  plannedOn: string,
): Promise<MeetingRecord | undefined> {
  return db
    .selectFrom('meetingRecords')
    .selectAll()
    .where('seriesId', '=', seriesId)
    .where('plannedOn', '<', plannedOn)
    .where('startedAt', 'is not', null)
    .orderBy('plannedOn', 'desc')
    .executeTakeFirst();
}

/** A page of the meetings of a series that were held, the latest first. */
export async function recordsPage(
  db: Queries,
  seriesId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: MeetingRecord[]; total: number }> {
  const held = db.selectFrom('meetingRecords').where('seriesId', '=', seriesId).where('startedAt', 'is not', null);
  const rows = await held.selectAll().orderBy('plannedOn', 'desc').limit(limit).offset(offset).execute();
  const { total } = await held.select((count) => count.fn.countAll().as('total')).executeTakeFirstOrThrow();
  return { rows, total: Number(total) };
}

/** Whether a later meeting of the series has begun. */
export async function hasLaterRecord(db: Queries, seriesId: string, plannedOn: string): Promise<boolean> {
  const row = await db
    .selectFrom('meetingRecords')
    .select('plannedOn')
    .where('seriesId', '=', seriesId)
    .where('plannedOn', '>', plannedOn)
    .where('startedAt', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Changes a meeting's record; makes it where there is none. */
export async function setRecord(
  trx: Trx,
  of: Pick<MeetingRecord, 'tenantId' | 'seriesId' | 'plannedOn'>,
  to: Partial<Omit<MeetingRecord, 'tenantId' | 'seriesId' | 'plannedOn'>>,
): Promise<void> {
  const blank = { presentKey: '', frozen: '', passedOver: '', startedAt: null, endedAt: null };
  await trx
    .insertInto('meetingRecords')
    .values({ ...blank, agreedAt: null, agreedBy: null, ...of, ...to })
    .onConflict((conflict) => conflict.columns(['seriesId', 'plannedOn']).doUpdateSet(to))
    .execute();
}

/** The records of a tenant that keep what was on the agenda from elsewhere. */
export async function keptRecords(db: Queries, tenantId: string): Promise<MeetingRecord[]> {
  return db
    .selectFrom('meetingRecords')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('frozen', '<>', '')
    .execute();
}

/** Meetings that have begun and are not closed yet. */
export async function openRecords(db: Queries): Promise<MeetingRecord[]> {
  return db
    .selectFrom('meetingRecords')
    .selectAll()
    .where('startedAt', 'is not', null)
    .where('endedAt', 'is', null)
    .orderBy('seriesId')
    .orderBy('plannedOn')
    .execute();
}

// ---- progress and notes ----

export async function progressOf(db: Queries, seriesId: string, plannedOn: string): Promise<Progress> {
  const rows = await db
    .selectFrom('agendaProgress')
    .select(['itemKey', 'state'])
    .where('seriesId', '=', seriesId)
    .where('plannedOn', '=', plannedOn)
    .execute();
  return new Map(rows.map(({ itemKey, state }) => [itemKey, state]));
}

/** Writes what became of an item; the last word counts. */
export async function setProgress(trx: Trx, progress: AgendaProgressTable): Promise<void> {
  const { state, setAt } = progress;
  await trx
    .insertInto('agendaProgress')
    .values(progress)
    .onConflict((conflict) => conflict.columns(['seriesId', 'plannedOn', 'itemKey']).doUpdateSet({ state, setAt }))
    .execute();
}

export async function insertNote(trx: Trx, note: MeetingNoteTable): Promise<void> {
  await trx.insertInto('meetingNotes').values(note).execute();
}

/** Notes and decisions of a meeting, in the order they were written. */
export async function notesOf(db: Queries, seriesId: string, plannedOn: string): Promise<MeetingNoteTable[]> {
  return db
    .selectFrom('meetingNotes')
    .selectAll()
    .where('seriesId', '=', seriesId)
    .where('plannedOn', '=', plannedOn)
    .orderBy('id')
    .execute();
}
