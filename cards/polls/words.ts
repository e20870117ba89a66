// The words of polls that are not in a template: their settings in the middle of a line, how one stands, what came of it.
import { dateWords, instantWords } from '../../src/calendar/words.ts';
import type { Near } from '../../src/polls/nearly-same.ts';
import { isClosed, isOpen, minimumGroup, type Poll } from '../../src/polls/poll.ts';
import type { PollResult } from '../../src/polls/results.ts';
import { responseWords } from './parts.ts';

export const AUDIENCE_WORDS: Record<Poll['audience'], string> = {
  channel: 'the members of this team, in its channel',
  team: 'the members of the team, one by one',
  list: 'a list, one by one',
  organisation: 'everyone of the organisation who has Digital Clerk',
  about: 'the people of an issue or theme, one by one',
};

export const RESULTS_WORDS: Record<Poll['results'], string> = {
  live: 'at once, while it is open',
  'after-answer': 'to each person when they have answered',
  'at-close': 'when it closes',
};

export const REMINDER_WORDS: Record<Poll['reminder'], string> = {
  none: 'none',
  silent: 'one, to those who have not answered',
  everyone: 'one, to everyone',
};

/** "Wednesday 2 December 2026 at 5pm", in the poll's own zone. */
export function closingWords(poll: Poll): string {
  return instantWords(new Date(poll.closesAt), poll.timeZone);
}

/** Until when it is open, or since when it is not. */
export function openUntilWords(poll: Poll, now: Date): string {
  return isOpen(poll, now) ? `Open until ${closingWords(poll)}.` : endWords(poll);
}

/** "Closed on Wednesday 2 December 2026 at 5pm." */
export function endWords(poll: Poll): string {
  const at = instantWords(new Date(poll.closedAt ?? poll.closesAt), poll.timeZone);
  return poll.state === 'cancelled' ? `Cancelled on ${at}. The answers were erased.` : `Closed on ${at}.`;
}

/** How it stands for somebody; empty while it waits for their answer. */
export function stateWords(poll: Poll, answered: boolean, now: Date): string {
  if (poll.state === 'cancelled') return 'This poll was cancelled. Nothing needs to be done.';
  if (isClosed(poll, now)) return 'This poll is closed.';
  if (!answered) return '';
  if (poll.mode !== 'anonymous') return 'Your answer is counted. You can change it until the poll closes.';
  return 'Your answer is counted, once. It cannot be changed.';
}

/** How many have answered, and why no more is shown; empty where nothing may be said yet. */
export function resultWords(poll: Poll, result: PollResult | undefined, now: Date): string {
  if (!result) return isClosed(poll, now) && poll.state === 'open' ? 'The answers are being counted.' : '';
  const { answered, reached, responseRate, state } = result;
  const response = responseWords(answered, reached, responseRate);
  if (state === 'few') return `${response} ${fewWords(poll)}`;
  if (state === 'held') return `${response} The person who asked has not shown the result yet.`;
  return response;
}

/** What whoever manages a poll must know of its result before they go on; may be empty. */
export function warningWords(poll: Poll, result: PollResult | undefined): string {
  if (poll.release === 'held') {
    return (
      'Everyone who answered said the same to a question, so the result tells what each of them answered. It is shown ' +
      'to nobody unless you show it.'
    );
  }
  return result?.state === 'few' ? fewWords(poll) : '';
}

function fewWords(poll: Poll): string {
  const later = poll.state === 'closed' ? 'so no result is shown.' : 'so no result is shown yet.';
  return `That is fewer than ${minimumGroup(poll)}, ${later}`;
}

/** What the asker must know of a poll before to nearly the same people. */
export function nearWords({ on, apart }: Near): string {
  const few = apart === 1 ? 'one person is' : `${apart} people are`;
  return (
    `On ${dateWords(on)} the same was asked without names, and ${few} asked only then or only now. Do not compare the two ` +
    'results: the difference could show what was answered by so few.'
  );
}
