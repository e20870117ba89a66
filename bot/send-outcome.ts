// What Teams' answer to a send means: sent again later, never again, or a fault of ours. Source: "Status codes from bot
// conversational APIs" (platform reference, 1.2): only the codes listed there are tried again.
import type { Outcome } from '../src/delivery/outcome.ts';
import { describeError } from '../src/log.ts';

type TeamsError = {
  statusCode?: number;
  code?: string;
  message?: string;
  details?: { error?: { code?: string; innerHttpError?: unknown }; message?: string };
  response?: { headers?: { get(name: string): string | undefined } };
};

/** Reads an error of the connector client (azure core's RestError: the code may be in several places). */
export function outcomeOf(error: unknown, editing = false): Outcome {
  const failure = (typeof error === 'object' && error !== null ? error : {}) as TeamsError;
  const status = failure.statusCode;
  const code = failure.details?.error?.code ?? failure.code ?? '';
  const reason = `${status ?? 'no answer'} ${code}`.trim().slice(0, 120);
  if (status === undefined) {
    if (isOurFault(error)) throw error;
    return { kind: 'retry', reason: String(describeError(error).code ?? 'no answer') };
  }
  if (status === 429 || status === 503) {
    const afterMs = retryAfterMs(failure);
    return { kind: 'retry', reason, ...(afterMs !== undefined && { afterMs }) };
  }
  if (status === 412 || status === 502 || status === 504) return { kind: 'retry', reason };
  if (status === 403) return forbidden(code, failure, reason, editing);
  if (status === 404) {
    // The message may be gone while its conversation is fine: then only this edit is lost. Teams also answers 404 now
    // and then for healthy conversations: only its own word for a lost one closes it.
    if (code === 'ConversationNotFound') {
      return { kind: 'unreachable', state: 'gone', reason: 'the conversation is not there any more' };
    }
    return editing || code === 'ActivityNotFoundInConversation'
      ? { kind: 'dropped', reason }
      : { kind: 'dead', reason };
  }
  return { kind: 'dead', reason };
}

/** A mistake of the program, which no later try mends; a broken connection is none. */
function isOurFault(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
}

function forbidden(code: string, failure: TeamsError, reason: string, editing: boolean): Outcome {
  const text = `${code} ${failure.message ?? ''} ${failure.details?.message ?? ''}`;
  if (/ConversationBlockedByUser|MessageWritesBlocked|"?errorCode"?\s*:\s*209/.test(text)) {
    return { kind: 'unreachable', state: 'blocked', reason: 'they have blocked or removed the app' };
  }
  if (/BotNotInConversationRoster|ForbiddenOperationException/.test(text)) {
    return { kind: 'unreachable', state: 'uninstalled', reason: 'the app is not installed there' };
  }
  if (/BotDisabledByAdmin/.test(text)) {
    return { kind: 'unreachable', state: 'blocked', reason: 'an administrator has switched the app off' };
  }
  // So Teams answers when a person has deleted the message that was to be edited.
  if (editing && code === 'ServiceError') return { kind: 'dropped', reason };
  return { kind: 'dead', reason };
}

function retryAfterMs(failure: TeamsError): number | undefined {
  const header = failure.response?.headers?.get('retry-after');
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
