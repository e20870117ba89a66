// The cards of polls.
import { ballotCard, pollForm, pollListCard, previewCard, statusCard } from '../../../cards/polls/polls.ts';
import { type Entry, entry } from './entry.ts';

export const ENTRIES: readonly Entry[] = [
  entry('polls/form', pollForm, ['questions.text', 'questions.choices', 'about']),
  entry('polls/preview', previewCard, ['reach', 'note', 'questions.text']),
  entry('polls/ballot', ballotCard, ['asker', 'questions.text']),
  entry('polls/status', statusCard, ['title']),
  entry('polls/list', pollListCard, ['rows.title']),
];
