// The way out: renders a message now and sends or edits it through the Bot Connector, and reads what Teams says of it.
import type { Activity, ConversationParameters } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { Rendered } from '../cards/render.ts';
import { messageAbout } from '../src/delivery/messages.ts';
import type { Outcome, Send } from '../src/delivery/outcome.ts';
import {
  type Conversation,
  closeConversation,
  latestConversation,
  seeConversation,
} from '../src/people/conversations-store.ts';
import { type Person, personById } from '../src/people/people-store.ts';
import type { Database } from '../src/store/database.ts';
import type { DrawAny } from './feature.ts';
import { outcomeOf } from './send-outcome.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';
const NAME = 'Digital Clerk';

export type SenderDeps = {
  db: Database;
  now: () => Date;
  connector: (serviceUrl: string) => Promise<ConnectorClient>;
  draw: DrawAny;
  /** Where Teams is when nothing was heard from there yet, and who we are: `28:<app id>`. */
  defaultServiceUrl: string;
  botKey: string;
  /** The Playground has no per-person views and no full width, and says so in the chat: leave them out there. */
  plainViews: boolean;
};

export type Sender = ReturnType<typeof createSender>;

export function createSender(deps: SenderDeps) {
  const { db, now } = deps;

  /** Sends one row of the outbox. What Teams answers is an outcome; it throws only for a fault of our own. */
  const send: Send = async (row, { conversation, message }) => {
    const viewer = { personId: message?.personId ?? row.personId, token: message?.id ?? row.id };
    const rendered = await deps.draw(message ?? row, viewer);
    if (!rendered) return { kind: 'dropped', reason: 'nothing to say any more' };
    try {
      if (message && conversation) return await edit(conversation, message.activityKey, rendered);
      const place = conversation ?? (await openChat(row.personId ?? ''));
      if (!place) return { kind: 'dropped', reason: 'it is not known where this person can be reached' };
      const thread = row.threadKey ? await threadOf(place.id, row.threadKey) : '';
      const activityKey = await post(place, cardActivity(place, rendered), thread);
      return { kind: 'sent', conversationId: place.id, activityKey };
    } catch (error) {
      const outcome = outcomeOf(error, message !== undefined);
      if (outcome.kind !== 'unreachable' || conversation || !row.personId) return outcome;
      return { ...outcome, conversationId: await rememberClosed(row.personId, outcome) };
    }
  };

  async function edit(conversation: Conversation, activityKey: string, rendered: Rendered): Promise<Outcome> {
    const client = await deps.connector(conversation.serviceUrl);
    const activity = { ...cardActivity(conversation, rendered), id: activityKey };
    await client.conversations.updateActivity(conversation.conversationKey, activityKey, activity);
    return { kind: 'sent', conversationId: conversation.id, activityKey };
  }

  /** The message to reply under: given by its id in Teams, or as the channel's card about a subject. */
  async function threadOf(conversationId: string, threadKey: string): Promise<string> {
    if (/^\d+$/.test(threadKey)) return threadKey;
    const card = await messageAbout(db, conversationId, threadKey);
    return card?.activityKey ?? '';
  }

  /** Makes the chat with a person. Undefined when Teams never gave us their id. Throws what Teams answers. */
  async function openChat(personId: string): Promise<Conversation | undefined> {
    const person = await personById(db, personId);
    if (!person?.channelUserId) return undefined;
    const where = await whereabouts(person);
    const client = await deps.connector(where.serviceUrl);
    const made = await client.conversations.createConversation({
      isGroup: false,
      bot: { id: where.botKey, name: NAME },
      members: [{ id: person.channelUserId, name: person.name }],
      tenantId: person.tenantId,
      channelData: { tenant: { id: person.tenantId } },
    } as ConversationParameters);
    return seeConversation(db, { ...where, conversationKey: made.id }, now());
  }

  /** Nobody can be written to who has no chat with us: kept as a closed chat, so that others are told instead. */
  async function rememberClosed(personId: string, outcome: Outcome & { kind: 'unreachable' }): Promise<string> {
    const person = await personById(db, personId);
    if (!person) return '';
    const where = await whereabouts(person);
    const none = await seeConversation(db, { ...where, conversationKey: `none:${personId}` }, now());
    await closeConversation(db, none.id, outcome.state, outcome.reason);
    return none.id;
  }

  async function whereabouts(person: Person) {
    const elsewhere = await latestConversation(db, person.tenantId);
    return {
      tenantId: person.tenantId,
      scope: 'personal' as const,
      serviceUrl: elsewhere?.serviceUrl ?? deps.defaultServiceUrl,
      botKey: elsewhere?.botKey ?? deps.botKey,
      personId: person.id,
      teamId: null,
    };
  }

  /** Sends a card or a plain line in answer to a turn, at once. Throws what Teams answers. Returns the message's id. */
  async function answer(conversation: Conversation, what: Rendered | string, thread: string): Promise<string> {
    const activity =
      typeof what === 'string'
        ? ({ type: 'message', text: what, textFormat: 'plain', from: { id: conversation.botKey } } as Partial<Activity>)
        : cardActivity(conversation, what);
    return post(conversation, activity, thread);
  }

  async function post(conversation: Conversation, activity: Partial<Activity>, thread: string): Promise<string> {
    const client = await deps.connector(conversation.serviceUrl);
    const key = conversation.conversationKey + (thread ? `;messageid=${thread}` : '');
    const sent = await client.conversations.sendToConversation(key, activity as Activity);
    return sent?.id ?? '';
  }

  function cardActivity(conversation: Conversation, rendered: Rendered): Activity {
    const content = deps.plainViews ? plainView(rendered.card) : rendered.card;
    return {
      type: 'message',
      from: { id: conversation.botKey, name: NAME },
      summary: rendered.summary,
      attachments: [{ contentType: CARD, content }],
      ...(conversation.scope === 'personal' && { channelData: { notification: { alert: true } } }),
    } as unknown as Activity;
  }

  return { send, answer };
}

/** Views of one's own and the full width: the Playground warns of both. */
function plainView(card: Rendered['card']): Rendered['card'] {
  const { refresh: _, msteams: __, ...rest } = card;
  return rest;
}
