// What the far side can be told to answer instead of doing its work: the published refusals of Teams, in the shapes it
// sends them, and the ways a connection can fail.

/** `after`: do the work first, then fail (the sender cannot know that it was delivered). `hang`: never answer.
 * `drop`: close the connection without an answer. */
export type Fault =
  | { readonly answer: 'hang' | 'drop'; readonly after?: boolean }
  | {
      readonly answer: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly retryAfter?: number | undefined;
      readonly after?: boolean;
    };

function refusal(status: number, code: string, message: string): Fault {
  return { answer: 'status', status, body: { error: { code, message } } };
}

/** 403: the person blocked the bot. */
export const conversationBlocked = refusal(
  403,
  'ConversationBlockedByUser',
  'User blocked the conversation with the bot.',
);
/** 403: the app was removed. */
export const notInRoster = refusal(
  403,
  'BotNotInConversationRoster',
  'The bot is not part of the conversation roster.',
);
/** 403: the bot is not installed for the person. */
export const notInstalled = refusal(403, 'ForbiddenOperationException', 'Bot is not installed in user personal scope.');
/** 403 in the older shape, without `error`: blocked or uninstalled. */
export const writesBlocked: Fault = {
  answer: 'status',
  status: 403,
  body: {
    errorCode: 209,
    message: JSON.stringify({ subCode: 'MessageWritesBlocked', details: null, errorCode: null, errorSubCode: null }),
  },
};
/** 404: the conversation is not there (any more). */
export const conversationNotFound = refusal(404, 'ConversationNotFound', 'Conversation not found.');
/** 404: the message is not there (any more). */
export const activityNotFound = refusal(404, 'ActivityNotFoundInConversation', 'Activity not found in conversation.');
/** 412: two operations at once on one conversation. */
export const preconditionFailed = refusal(412, 'PreconditionFailed', 'Precondition failed, please try again.');
/** 413: the message is too large. */
export const tooLarge = refusal(413, 'MessageSizeTooBig', 'Message size too large.');
/** Never answers. */
export const hangs: Fault = { answer: 'hang' };
/** Closes the connection without doing anything. */
export const dropsBefore: Fault = { answer: 'drop' };
/** Delivers, then closes the connection without an answer. */
export const dropsAfterDelivery: Fault = { answer: 'drop', after: true };

/** 429, with `Retry-After` where seconds are given. */
export function throttled(retryAfter?: number): Fault {
  return {
    answer: 'status',
    status: 429,
    body: { error: { code: 'Throttled', message: 'Too many requests.' } },
    retryAfter,
  };
}

/** 500, 502, 503 or 504, with `Retry-After` where seconds are given. */
export function serverError(status: 500 | 502 | 503 | 504, retryAfter?: number): Fault {
  return { answer: 'status', status, body: { error: { code: 'ServiceError', message: 'Unknown.' } }, retryAfter };
}
