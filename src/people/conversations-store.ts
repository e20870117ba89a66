// Queries on conversations: where a person, a chat or a channel can be reached, and where we may no longer write.
import type { Queries, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { ConversationTable } from '../store/tables.ts';

export type Conversation = ConversationTable;

export type SeenConversation = {
  tenantId: string;
  conversationKey: string;
  scope: Conversation['scope'];
  serviceUrl: string;
  botKey: string;
  personId: string | null;
  teamId: string | null;
};

/**
 * Records or refreshes a conversation on every inbound activity: the service address can change at any time
 * (platform reference, section 5). Whoever writes to us can be written to again, so it opens a closed one too.
 */
export async function seeConversation(db: Queries, seen: SeenConversation, now: Date): Promise<Conversation> {
  const fresh = {
    serviceUrl: seen.serviceUrl,
    botKey: seen.botKey,
    state: 'open' as const,
    reason: '',
    seenAt: now.toISOString(),
    ...(seen.personId && { personId: seen.personId }),
    ...(seen.teamId && { teamId: seen.teamId }),
  };
  await db
    .insertInto('conversations')
    .values({ ...seen, ...fresh, id: newId(now), welcomedAt: null })
    .onConflict((conflict) => conflict.columns(['tenantId', 'conversationKey']).doUpdateSet(fresh))
    .execute();
  const found = await findConversation(db, seen.tenantId, seen.conversationKey);
  if (!found) throw new Error('The conversation was not recorded.');
  return found;
}

export async function findConversation(
  db: Queries,
  tenantId: string,
  conversationKey: string,
): Promise<Conversation | undefined> {
  return db
    .selectFrom('conversations')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('conversationKey', '=', conversationKey)
    .executeTakeFirst();
}

export async function conversationById(db: Queries, id: string): Promise<Conversation | undefined> {
  return db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Takes the lock of a conversation's row, so that two who set something up in it follow each other. */
export async function lockConversation(trx: Trx, id: string): Promise<void> {
  await trx
    .updateTable('conversations')
    .set((set) => ({ state: set.ref('state') }))
    .where('id', '=', id)
    .execute();
}

/** The chat between a person and the bot, the newest if Teams made several. */
export async function personalConversation(db: Queries, personId: string): Promise<Conversation | undefined> {
  return db
    .selectFrom('conversations')
    .selectAll()
    .where('personId', '=', personId)
    .where('scope', '=', 'personal')
    .orderBy('seenAt', 'desc')
    .executeTakeFirst();
}

/** Where a tenant was last heard from: the service address to use for somebody not heard from yet. */
export async function latestConversation(db: Queries, tenantId: string): Promise<Conversation | undefined> {
  return db
    .selectFrom('conversations')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .orderBy('seenAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Keeps no hour of when somebody was last heard from, only the day: after an anonymous act. */
export async function forgetHour(db: Queries, tenantId: string, conversationKey: string, now: Date): Promise<void> {
  await db
    .updateTable('conversations')
    .set({ seenAt: `${now.toISOString().slice(0, 10)}T00:00:00.000Z` })
    .where('tenantId', '=', tenantId)
    .where('conversationKey', '=', conversationKey)
    .execute();
}

/** Claims the one welcome that a conversation gets; false when it had it. */
export async function claimWelcome(db: Queries, conversationId: string, now: Date): Promise<boolean> {
  const claimed = await db
    .updateTable('conversations')
    .set({ welcomedAt: now.toISOString() })
    .where('id', '=', conversationId)
    .where('welcomedAt', 'is', null)
    .executeTakeFirst();
  return claimed.numUpdatedRows === 1n;
}

/**
 * The same for a team, which gets one welcome whichever of its channels the app was added in; two at once wait for each
 * other at the team's row.
 */
export async function claimTeamWelcome(trx: Trx, { id, teamId }: Conversation, now: Date): Promise<boolean> {
  if (!teamId) return claimWelcome(trx, id, now);
  await trx
    .updateTable('teams')
    .set(({ ref }) => ({ name: ref('name') }))
    .where('id', '=', teamId)
    .execute();
  const welcomed = await trx
    .selectFrom('conversations')
    .select('id')
    .where('teamId', '=', teamId)
    .where('welcomedAt', 'is not', null)
    .executeTakeFirst();
  return welcomed === undefined && claimWelcome(trx, id, now);
}

/** Marks where we may not write: blocked, uninstalled or gone. A later activity from there opens it again. */
export async function closeConversation(
  db: Queries,
  conversationId: string,
  state: Exclude<Conversation['state'], 'open'>,
  reason: string,
): Promise<void> {
  await db.updateTable('conversations').set({ state, reason }).where('id', '=', conversationId).execute();
}

/** The bot was taken out of a team: every channel of it is closed; one that is gone stays gone. */
export async function closeTeamConversations(db: Queries, teamId: string): Promise<void> {
  await db
    .updateTable('conversations')
    .set({ state: 'uninstalled', reason: 'the app was removed from the team' })
    .where('teamId', '=', teamId)
    .where('state', '=', 'open')
    .execute();
}

/** The bot is in the team again: its channels can be written to as before. */
export async function reopenTeamConversations(db: Queries, teamId: string): Promise<void> {
  await db
    .updateTable('conversations')
    .set({ state: 'open', reason: '' })
    .where('teamId', '=', teamId)
    .where('state', '=', 'uninstalled')
    .execute();
}

/** How many chats and channels cannot be written to: for `doctor`. */
export async function closedConversations(db: Queries): Promise<number> {
  const row = await db
    .selectFrom('conversations')
    .select((select) => select.fn.countAll().as('count'))
    .where('state', '<>', 'open')
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}
