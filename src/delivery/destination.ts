// Where an outbox row goes: the key that keeps messages to one place in order, and the conversation to send to.
import type { Queries } from '../store/database.ts';
import type { ConversationTable, MessageTable, OutboxTable } from '../store/tables.ts';

/** A person (their chat with the bot), a conversation (under a root message or on its own), or a posted card to edit. */
export type Recipient = { person: string } | { conversation: string; thread?: string } | { message: string };

export type Destination = {
  /** What the limiter counts by: the conversation's id in Teams, or the row's `destination` while none is known. */
  key: string;
  /** Undefined for a person to whom no chat was opened yet. */
  conversation: ConversationTable | undefined;
  /** The posted card to edit; undefined for a new message, and for a card that was never recorded. */
  message: MessageTable | undefined;
};

/**
 * The key under which messages to one place wait for each other. All that goes to a personal chat is kept by person,
 * as the chat itself may not exist yet when the first message is queued.
 */
export async function orderKey(db: Queries, to: Recipient): Promise<string> {
  if ('person' in to) return personKey(to.person);
  if ('conversation' in to) return conversationOrderKey(db, to.conversation);
  const message = await db
    .selectFrom('messages')
    .select('conversationId')
    .where('id', '=', to.message)
    .executeTakeFirst();
  if (message) return conversationOrderKey(db, message.conversationId);
  // A card gets the id of the row that posts it: an edit queued before it was sent waits behind that row.
  const post = await db.selectFrom('outbox').select('destination').where('id', '=', to.message).executeTakeFirst();
  return post?.destination ?? `message:${to.message}`;
}

/** What goes to a person is kept in order under this. */
export function personKey(personId: string): string {
  return `person:${personId}`;
}

async function conversationOrderKey(db: Queries, id: string): Promise<string> {
  const conversation = await conversationOf(db, id);
  return conversation?.scope === 'personal' && conversation.personId ? personKey(conversation.personId) : id;
}

/** Looks up where the row goes at this moment: chats come, go and are blocked while rows wait. */
export async function destinationOf(db: Queries, row: OutboxTable): Promise<Destination> {
  const message = row.messageId ? await messageOf(db, row.messageId) : undefined;
  const conversationId = message?.conversationId ?? row.conversationId;
  const conversation = conversationId
    ? await conversationOf(db, conversationId)
    : row.personId
      ? await chatOf(db, row.personId)
      : undefined;
  return { key: conversation?.conversationKey ?? row.destination, conversation, message };
}

async function messageOf(db: Queries, id: string): Promise<MessageTable | undefined> {
  return db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst();
}

async function conversationOf(db: Queries, id: string): Promise<ConversationTable | undefined> {
  return db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The person's chat with the bot, the one last heard from if Teams made several. */
async function chatOf(db: Queries, personId: string): Promise<ConversationTable | undefined> {
  return db
    .selectFrom('conversations')
    .selectAll()
    .where('personId', '=', personId)
    .where('scope', '=', 'personal')
    .orderBy('seenAt', 'desc')
    .executeTakeFirst();
}
