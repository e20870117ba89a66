// The cards that were posted, so that they can be edited when what they show has changed.
import type { Queries, Trx } from '../store/database.ts';
import type { MessageTable } from '../store/tables.ts';
import { enqueue } from './outbox.ts';

export type Message = MessageTable;

/** What a card is called that was pressed before we noted what it is. */
const UNKNOWN = 'unknown';

/**
 * Records a posted card, or what is now known of it (same id): the last word counts, but `unknown` never replaces a kind,
 * nor an empty activity id one that is known.
 */
export async function recordMessage(db: Queries, message: Omit<Message, 'createdAt'>, now: Date): Promise<void> {
  const { conversationId, activityKey, kind, subjectId } = message;
  const news = {
    conversationId,
    ...(activityKey !== '' && { activityKey }),
    ...(kind !== UNKNOWN && { kind, subjectId }),
  };
  await db
    .insertInto('messages')
    .values({ ...message, createdAt: now.toISOString() })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(news))
    .execute();
}

/**
 * Records a card that the outbox has sent. Where there is a record already, somebody was quick to press the card before
 * we noted that it was sent: what their press made of it stays.
 */
export async function recordSent(db: Queries, message: Omit<Message, 'createdAt'>, now: Date): Promise<void> {
  const { conversationId, activityKey } = message;
  await db
    .insertInto('messages')
    .values({ ...message, createdAt: now.toISOString() })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ case: when, ref }) => ({
        conversationId,
        activityKey,
        kind: when().when('messages.kind', '=', UNKNOWN).then(ref('excluded.kind')).else(ref('messages.kind')).end(),
        subjectId: when()
          .when('messages.kind', '=', UNKNOWN)
          .then(ref('excluded.subjectId'))
          .else(ref('messages.subjectId'))
          .end(),
      })),
    )
    .execute();
}

/** A posted card by its id, which is also the token on the card. */
export async function findMessage(db: Queries, id: string): Promise<Message | undefined> {
  return db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst();
}

/** A posted card by where it is: our conversation's id and the activity id in Teams. */
export async function messageByActivity(
  db: Queries,
  conversationId: string,
  activityKey: string,
): Promise<Message | undefined> {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .where('activityKey', '=', activityKey)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

/** The newest card about a subject in a conversation. */
export async function messageAbout(
  db: Queries,
  conversationId: string,
  subjectId: string,
): Promise<Message | undefined> {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .where('subjectId', '=', subjectId)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

/** A card now shows something else (a form became a receipt). False when no such card is recorded. */
export async function reassignMessage(trx: Trx, id: string, kind: string, subjectId: string): Promise<boolean> {
  const changed = await trx.updateTable('messages').set({ kind, subjectId }).where('id', '=', id).executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

/** The posted cards about any of these subjects, oldest first; all kinds unless some are named. */
export async function messagesAbout(
  db: Queries,
  subjectIds: readonly string[],
  kinds?: readonly string[],
): Promise<Message[]> {
  if (subjectIds.length === 0) return [];
  return db
    .selectFrom('messages')
    .selectAll()
    .where('subjectId', 'in', subjectIds)
    .$if(kinds !== undefined, (query) => query.where('kind', 'in', kinds ?? []))
    .orderBy('id')
    .execute();
}

export type About = {
  tenantId: string;
  subjectIds: readonly string[];
  /** Only cards of these kinds. Default: all. */
  kinds?: readonly string[];
  /** A card that need not be edited. */
  except?: string;
  /** Not edited before. Default: at once. */
  notBefore?: Date;
};

/** Queues an edit of every card about these subjects, in the transaction that changes them. */
export async function refreshMessages(trx: Trx, about: About, now: Date): Promise<void> {
  // Cards in hand before posted ones: a card that is sent in between is then found among the posted.
  const cards = [...(await cardsInHand(trx, about, now)), ...(await messagesAbout(trx, about.subjectIds, about.kinds))];
  const seen = new Set(about.except ? [about.except] : []);
  for (const { id, tenantId, kind, subjectId } of cards.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    if (seen.has(id) || tenantId !== about.tenantId) continue;
    seen.add(id);
    const { notBefore } = about;
    await enqueue(trx, { tenantId, kind, subjectId, to: { message: id }, ...(notBefore && { notBefore }) }, now);
  }
}

/** A page of the posted cards about a subject that are each one person's, by id. */
export async function personalMessages(
  db: Queries,
  subjectId: string,
  page: { after: string; limit: number },
): Promise<Message[]> {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('subjectId', '=', subjectId)
    .where('personId', 'is not', null)
    .where('id', '>', page.after)
    .orderBy('id')
    .limit(page.limit)
    .execute();
}

/**
 * Posts that are being sent at this moment: drawn perhaps from the state before, and not recorded as messages yet. Those
 * that still wait are drawn later and need no edit; the UPDATE, which changes nothing, keeps them from being claimed
 * (and drawn) on PostgreSQL until this transaction ends.
 */
async function cardsInHand(
  trx: Trx,
  { tenantId, subjectIds, kinds }: About,
  now: Date,
): Promise<Pick<Message, 'id' | 'tenantId' | 'kind' | 'subjectId'>[]> {
  if (subjectIds.length === 0) return [];
  const waiting = await trx
    .updateTable('outbox')
    .set({ state: 'waiting' })
    .where('state', '=', 'waiting')
    .where('messageId', 'is', null)
    .where('tenantId', '=', tenantId)
    .where('subjectId', 'in', subjectIds)
    .$if(kinds !== undefined, (query) => query.where('kind', 'in', kinds ?? []))
    .returning(['id', 'tenantId', 'kind', 'subjectId', 'leaseUntilAt'])
    .execute();
  return waiting.filter((row) => row.leaseUntilAt !== null && row.leaseUntilAt > now.toISOString());
}
