// Answers of a turn: a click's goes back with the click and is also PUT to the message that held the card; a message's
// goes out at once, after Teams has its 200. What cannot go now goes by the outbox.
import type { Rendered } from '../cards/render.ts';
import { retryDelayMs } from '../src/delivery/backoff.ts';
import type { Recipient } from '../src/delivery/destination.ts';
import type { Limiter } from '../src/delivery/limiter.ts';
import { findMessage, reassignMessage, recordSent } from '../src/delivery/messages.ts';
import { enqueue } from '../src/delivery/outbox.ts';
import { describeError, type Log } from '../src/log.ts';
import { type Conversation, closeConversation, personalConversation } from '../src/people/conversations-store.ts';
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
const FLEETING_MS = 3_000;
const COUNTED = 'Your answer is counted.';
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

  /** The card as all see it, for somebody whose own view it is not (any more). */
  async function shared(turn: ActorTurn): Promise<object> {
    const message = await findMessage(db, turn.card);
    const rendered = message && (await deps.draw(message, { personId: message.personId, token: message.id }));
    return rendered ? cardBody(rendered.card) : noticeBody(GONE);
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
    const { tenantId } = turn.key;
    const forget = answer.discreet === true;
    await db.transaction().execute(async (trx) => {
      const held = await findMessage(trx, turn.card);
      if (turn.conversation && held && isOthers(turn, held.kind, answer.intent.kind)) {
        // One's own form on a card that all share (the welcome, help): its result is posted, and the card stays.
        await enqueue(trx, { tenantId, ...answer.intent, to: placeOf(turn, turn.conversation) }, now());
        return;
      }
      await reassignMessage(trx, turn.card, answer.intent.kind, answer.intent.subjectId);
      await enqueue(trx, { tenantId, ...answer.intent, to: { message: turn.card }, forget, ...expires }, now());
    });
  }

  async function send(turn: ActorTurn, answer: Answer): Promise<void> {
    const { conversation } = turn;
    if (!conversation) return;
    if (answer.kind === 'notice') return say(turn, conversation, answer.text);
    // Nothing is kept of an anonymous act in a channel, so there is no card of its own to send to an old client either.
    if (turn.kind === 'submit' && answer.discreet && turn.scope !== 'personal') return say(turn, conversation, COUNTED);
    // An old client's Submit shows nothing in place. What is only theirs goes to their own chat; else the card is edited.
    if (turn.kind === 'submit' && answer.onlyForThem && turn.scope !== 'personal') {
      return queue(turn, { person: turn.actor.personId }, answer.intent);
    }
    if (turn.kind === 'submit' && turn.holderKey && !answer.onlyForThem) return keep(turn, answer);
    const personId = turn.scope === 'personal' ? turn.actor.personId : null;
    const rendered = await deps.draw(answer.intent, { personId, token: turn.card });
    return sendNow(turn, conversation, rendered ?? GONE, rendered && answer.intent);
  }

  /** A line in words. An old client's press in a channel is answered in the person's own chat, as it is only theirs. */
  async function say(turn: ActorTurn, conversation: Conversation, text: string): Promise<void> {
    if (turn.kind !== 'submit' || turn.scope === 'personal') return sendNow(turn, conversation, text, undefined);
    const chat = await personalConversation(db, turn.actor.personId);
    if (chat?.state === 'open') await sendNow({ ...turn, scope: 'personal', thread: '' }, chat, text, undefined);
  }

  async function sendNow(
    turn: ActorTurn,
    conversation: Conversation,
    what: Rendered | string,
    intent: Intent | undefined,
  ): Promise<void> {
    const { tenantId } = turn.key;
    // A line of words is not kept for later: the person is asked to write again.
    const ifLater = intent ?? { kind: 'help.unheard', subjectId: turn.scope };
    const wait = deps.limiter.reserve(conversation.conversationKey, tenantId, now().getTime());
    if (wait > 0) return queue(turn, placeOf(turn, conversation), ifLater);
    try {
      const activityKey = await deps.sender.answer(conversation, what, turn.thread);
      if (intent) await record(turn, conversation, intent, activityKey);
    } catch (error) {
      const outcome = outcomeOf(error);
      const level = outcome.kind === 'dead' ? 'error' : 'warn';
      log[level]({ outcome: outcome.kind, ...describeError(error) }, 'an answer was not taken');
      if (outcome.kind === 'unreachable') await closeConversation(db, conversation.id, outcome.state, outcome.reason);
      if (outcome.kind !== 'retry') return;
      const delayMs = retryDelayMs(1, Math.random(), outcome.afterMs);
      if (outcome.afterMs) deps.limiter.pause(conversation.conversationKey, now().getTime() + delayMs);
      await queue(turn, placeOf(turn, conversation), ifLater, delayMs);
    }
  }

  async function record(turn: ActorTurn, conversation: Conversation, intent: Intent, activityKey: string) {
    const personId = turn.scope === 'personal' ? turn.actor.personId : null;
    const message = { id: turn.card, tenantId: turn.key.tenantId, conversationId: conversation.id, activityKey };
    await recordSent(db, { ...message, ...intent, personId }, now());
  }

  async function queue(turn: ActorTurn, to: Recipient, intent: Intent, delayMs = 0): Promise<void> {
    const entry = { tenantId: turn.key.tenantId, ...intent, to, notBefore: new Date(now().getTime() + delayMs) };
    await db.transaction().execute((trx) => enqueue(trx, entry, now()));
    deps.poke();
  }

  /** Resolves when every answer begun so far has been sent, or handed to the outbox. */
  async function settled(): Promise<void> {
    while (inHand.size > 0) await Promise.all(inHand);
  }

  return { inPlace, shared, later, settled };
}

/** Whether a shared card is about something else than the answer (its kind begins otherwise: `team.`, `cabinet.`). */
function isOthers(turn: ActorTurn, held: string, answered: string): boolean {
  if (turn.scope === 'personal' || held === 'unknown') return false;
  return held.split('.')[0] !== answered.split('.')[0];
}

/** Where a turn is answered; in their own chat by person, as what is drawn there is theirs alone. */
function placeOf(turn: ActorTurn, conversation: Conversation): Recipient {
  if (turn.scope === 'personal') return { person: turn.actor.personId };
  return { conversation: conversation.id, ...(turn.thread && { thread: turn.thread }) };
}
