// Answers of a turn: a click's goes back with the click and is also PUT to the message that held the card; a message's
// goes out at once, after Teams has its 200. What cannot go now goes by the outbox.
import type { Rendered } from '../cards/render.ts';
import type { Limiter } from '../src/delivery/limiter.ts';
import { reassignMessage, recordMessage } from '../src/delivery/messages.ts';
import { enqueue } from '../src/delivery/outbox.ts';
import { describeError, type Log } from '../src/log.ts';
import { type Conversation, closeConversation } from '../src/people/conversations-store.ts';
import type { Database } from '../src/store/database.ts';
import type { ActorTurn, Answer, DrawAny, Intent } from './feature.ts';
import { cardBody, noticeBody } from './invoke-answer.ts';
import { outcomeOf } from './send-outcome.ts';
import type { Sender } from './sender.ts';

export type RepliesDeps = {
  db: Database;
  now: () => Date;
  log: Log;
  limiter: Limiter;
  draw: DrawAny;
  sender: Pick<Sender, 'answer'>;
  /** Tells the dispatcher that there is something in the outbox. */
  poke: () => void;
};

/** An edit of a form later than this would wipe what the person is typing into it. */
const FLEETING_MS = 10_000;
const GONE = 'This is not there any more. Write help to see what I can do.';

export type Replies = ReturnType<typeof createReplies>;

export function createReplies(deps: RepliesDeps) {
  const { db, now, log } = deps;
  const inHand = new Set<Promise<void>>();

  /** The answer to a click: the body of the invoke. */
  async function inPlace(turn: ActorTurn, answer: Answer): Promise<object> {
    if (answer.kind === 'notice') return noticeBody(answer.text);
    const own = turn.scope === 'personal' || answer.onlyForThem === true;
    const rendered = await deps.draw(answer.intent, { personId: own ? turn.actor.personId : null, token: turn.card });
    if (!rendered) return noticeBody(GONE);
    if (!answer.onlyForThem || turn.scope === 'personal') await keep(turn, answer);
    return cardBody(rendered.card);
  }

  /** The answer to a message: sent in the background. Resolve `settled` to wait for it. */
  function later(turn: ActorTurn, answer: Answer): void {
    const work = send(turn, answer).catch((error: unknown) => {
      log.error(describeError(error), 'an answer could not be sent');
    });
    inHand.add(work);
    void work.finally(() => inHand.delete(work));
  }

  /** The card that was pressed shows from now on what it was answered with: Teams forgets the answer itself. */
  async function keep(turn: ActorTurn, answer: Answer & { kind: 'card' }): Promise<void> {
    const expires = answer.fleeting ? { expires: new Date(now().getTime() + FLEETING_MS) } : {};
    await db.transaction().execute(async (trx) => {
      await reassignMessage(trx, turn.card, answer.intent.kind, answer.intent.subjectId);
      const { tenantId } = turn.key;
      await enqueue(trx, { tenantId, ...answer.intent, to: { message: turn.card }, ...expires }, now());
    });
  }

  async function send(turn: ActorTurn, answer: Answer): Promise<void> {
    const { conversation } = turn;
    if (!conversation) return;
    if (answer.kind === 'notice') return sendNow(turn, conversation, answer.text, undefined);
    // An old client's Submit shows nothing in place: the card that was pressed is edited instead.
    if (turn.kind === 'submit' && turn.holderKey && !answer.onlyForThem) return keep(turn, answer);
    const personId = turn.scope === 'personal' ? turn.actor.personId : null;
    const rendered = await deps.draw(answer.intent, { personId, token: turn.card });
    return sendNow(turn, conversation, rendered ?? GONE, rendered && answer.intent);
  }

  async function sendNow(
    turn: ActorTurn,
    conversation: Conversation,
    what: Rendered | string,
    intent: Intent | undefined,
  ): Promise<void> {
    const { tenantId } = turn.key;
    const mustWait = deps.limiter.reserve(conversation.id, tenantId, now().getTime()) > 0;
    if (mustWait && intent) return queue(turn, conversation, intent);
    try {
      const activityKey = await deps.sender.answer(conversation, what, turn.thread);
      if (intent) await record(turn, conversation, intent, activityKey);
    } catch (error) {
      const outcome = outcomeOf(error);
      log.warn({ outcome: outcome.kind, ...describeError(error) }, 'an answer was not taken');
      if (outcome.kind === 'unreachable') await closeConversation(db, conversation.id, outcome.state, outcome.reason);
      if (outcome.kind === 'retry' && intent) await queue(turn, conversation, intent);
    }
  }

  async function record(turn: ActorTurn, conversation: Conversation, intent: Intent, activityKey: string) {
    const personId = turn.scope === 'personal' ? turn.actor.personId : null;
    const message = { id: turn.card, tenantId: turn.key.tenantId, conversationId: conversation.id, activityKey };
    await recordMessage(db, { ...message, ...intent, personId }, now());
  }

  async function queue(turn: ActorTurn, conversation: Conversation, intent: Intent): Promise<void> {
    const to = { conversation: conversation.id, ...(turn.thread && { thread: turn.thread }) };
    await db.transaction().execute((trx) => enqueue(trx, { tenantId: turn.key.tenantId, ...intent, to }, now()));
    deps.poke();
  }

  /** Resolves when every answer begun so far has been sent, or handed to the outbox. */
  async function settled(): Promise<void> {
    while (inHand.size > 0) await Promise.all(inHand);
  }

  return { inPlace, later, settled };
}
