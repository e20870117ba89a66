// What can become of one try to send a row of the outbox, and what is known without trying.
import type { ConversationState } from '../store/tables.ts';
import type { Destination } from './destination.ts';
import type { OutboxRow } from './outbox.ts';

/** Reasons are fixed words or codes: they are stored and logged, so never what people typed. */
export type Outcome =
  /**
   * It is there. A post is recorded as a posted card under `messageId`: by default, and best, the id of its row, which is
   * the token on the card and the same at every try.
   */
  | { kind: 'sent'; conversationId: string; activityKey: string; messageId?: string }
  /** It may work later. `afterMs`: what Retry-After asked for. */
  | { kind: 'retry'; afterMs?: number; reason: string }
  /** We may not write there: never tried again. The conversation (default: the row's own) is marked. */
  | {
      kind: 'unreachable';
      state: Exclude<ConversationState, 'open'>;
      conversationId?: string;
      reason: string;
    }
  /** There is nothing to send any more. */
  | { kind: 'dropped'; reason: string }
  /** It will never work, and somebody must look. */
  | { kind: 'dead'; reason: string };

/** Draws and sends one row. It may throw: that is tried again a few times, as a fault of our own. */
export type Send = (row: OutboxRow, destination: Destination) => Promise<Outcome>;

/** What is known before trying: too late, nothing to edit, nowhere to go. Undefined: it is to be sent. */
export function outcomeUntried(row: OutboxRow, { conversation, message }: Destination, now: Date): Outcome | undefined {
  if (row.expiresAt !== null && row.expiresAt <= now.toISOString()) return { kind: 'dropped', reason: 'expired' };
  if (row.messageId && !message?.activityKey) return { kind: 'dropped', reason: 'the card was never posted' };
  if (!conversation) return row.personId ? undefined : { kind: 'dead', reason: 'no such conversation' };
  if (conversation.state === 'open') return undefined;
  return {
    kind: 'unreachable',
    state: conversation.state,
    conversationId: conversation.id,
    reason: conversation.reason || conversation.state,
  };
}
