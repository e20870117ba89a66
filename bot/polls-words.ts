// The words of a poll's settings, as its cards say them in the middle of a line.
import { instantWords } from '../src/calendar/words.ts';
import type { Poll } from '../src/polls/poll.ts';

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
