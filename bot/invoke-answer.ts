// What an invoke (a click on a card, a dialog) is answered with. Teams shows "Unable to reach app" and repeats the click
// on any HTTP status but 200 and on an empty value, so there is always a 200 and always something in it.

const failed =
  'Digital Clerk could not do that just now. Please try again. If it happens again, tell your digital team.';
const unknown = 'Digital Clerk does not know this button any more. Write "help" to see what it can do.';

/**
 * The body for an invoke of this name. `given` is what the handler put into its answer, undefined where it gave none;
 * a card-protocol answer with an empty value counts as none.
 */
export function invokeBody(name: string | undefined, given: unknown): object {
  if (isAnswer(given)) return given;
  return plain(name, 501, 'NotSupported', unknown);
}

/** The body for an invoke whose handler threw. */
export function failedInvokeBody(name: string | undefined): object {
  return plain(name, 500, 'InternalError', failed);
}

function isAnswer(given: unknown): given is object {
  if (typeof given !== 'object' || given === null || Object.keys(given).length === 0) return false;
  if (!('statusCode' in given)) return true;
  return 'value' in given && given.value !== undefined && given.value !== null && given.value !== '';
}

// Cards and dialogs take different bodies: a dialog shows a plain message with `task`.
function plain(name: string | undefined, statusCode: number, code: string, message: string): object {
  if (name === 'composeExtension/query') return { composeExtension: { type: 'message', text: message } };
  if (name?.startsWith('composeExtension/') || name?.startsWith('task/')) {
    return { task: { type: 'message', value: message } };
  }
  return { statusCode, type: 'application/vnd.microsoft.error', value: { code, message } };
}

/** A line that only the person who pressed sees; the card stays as it is, with what they typed. */
export function noticeBody(text: string): object {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text };
}

/** A card in place of the one pressed. */
export function cardBody(card: object): object {
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card };
}
