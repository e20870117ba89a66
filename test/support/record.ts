// What the far side has received, in order, and the messages as people would see them now.

/** An activity as it came over the wire. */
export type WireActivity = {
  readonly type?: string;
  readonly text?: string;
  readonly attachments?: readonly { readonly contentType?: string; readonly content?: unknown }[];
  readonly [field: string]: unknown;
};

/** One request that was carried out. A `create` of a personal chat has no activity id; `conversationId` is then the
 * chat, and for a channel the new thread (`…;messageid=…`). */
export type Sent = {
  readonly kind: 'post' | 'update' | 'delete' | 'create';
  readonly conversationId: string;
  readonly activityId: string | undefined;
  readonly replyToId: string | undefined;
  readonly activity: WireActivity | undefined;
  readonly at: Date;
};

/** A message as it stands now, after edits. */
export type Message = { readonly id: string; readonly thread: string; readonly activity: WireActivity };

/** The Adaptive Card in an activity, if it has one. */
export function cardOf(activity: WireActivity | undefined): Record<string, unknown> | undefined {
  const card = activity?.attachments?.find((a) => a.contentType === 'application/vnd.microsoft.card.adaptive');
  return card?.content as Record<string, unknown> | undefined;
}

export type SendRecord = {
  readonly sent: readonly Sent[];
  add(sent: Sent): void;
  /** The next request that nobody has waited for yet and that fits; waits up to `timeoutMs` for it. */
  next(fits?: (sent: Sent) => boolean, timeoutMs?: number): Promise<Sent>;
  post(conversation: string, thread: string, id: string, activity: WireActivity): void;
  find(conversation: string, id: string): Message | undefined;
  change(conversation: string, id: string, activity: WireActivity | undefined): void;
  /** The messages of a conversation; for a channel those of all its threads, for a thread only its own. */
  messagesTo(conversationId: string): readonly Message[];
};

/** The conversation without the thread: Teams knows a channel's messages by their id in the whole channel. */
export function baseOf(conversationId: string): string {
  return conversationId.split(';')[0] ?? conversationId;
}

type Waiting = { fits: (sent: Sent) => boolean; give: (sent: Sent) => void };

/** Makes an empty record. */
export function createRecord(): SendRecord {
  const sent: Sent[] = [];
  const taken = new Set<Sent>();
  const waiting = new Set<Waiting>();
  const messages = new Map<string, Message & { readonly base: string }>();
  const keyOf = (conversation: string, id: string) => `${baseOf(conversation)} ${id}`;

  return {
    sent,
    add(one) {
      sent.push(one);
      for (const waiter of waiting) {
        if (!waiter.fits(one)) continue;
        waiting.delete(waiter);
        taken.add(one);
        waiter.give(one);
        return;
      }
    },
    next(fits = () => true, timeoutMs = 5000) {
      const ready = sent.find((one) => !taken.has(one) && fits(one));
      if (ready) {
        taken.add(ready);
        return Promise.resolve(ready);
      }
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(waiter);
          reject(new Error(`nothing that fits was sent; so far: ${sent.map(describe).join(' | ') || 'nothing'}`));
        }, timeoutMs);
        const waiter: Waiting = {
          fits,
          give(one) {
            clearTimeout(timer);
            resolve(one);
          },
        };
        waiting.add(waiter);
      });
    },
    post(conversation, thread, id, activity) {
      messages.set(keyOf(conversation, id), { id, thread, activity, base: baseOf(conversation) });
    },
    find: (conversation, id) => messages.get(keyOf(conversation, id)),
    change(conversation, id, activity) {
      const key = keyOf(conversation, id);
      const message = messages.get(key);
      if (!message) return;
      if (activity) messages.set(key, { ...message, activity });
      else messages.delete(key);
    },
    messagesTo(conversationId) {
      const base = baseOf(conversationId);
      const inBase = [...messages.values()].filter((message) => message.base === base);
      return conversationId === base ? inBase : inBase.filter((message) => message.thread === conversationId);
    },
  };
}

function describe(sent: Sent): string {
  const card = cardOf(sent.activity);
  const content = sent.activity?.text ?? (card && JSON.stringify(card).slice(0, 120)) ?? '';
  return `${sent.kind} to ${sent.conversationId}: ${content}`;
}
