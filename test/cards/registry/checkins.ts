// The cards of check-ins.
import { digestCard, lineCard, promptCard } from '../../../cards/checkins/checkin.ts';
import { forumCard, forumForm, joinCard, rosterCard } from '../../../cards/checkins/forum.ts';
import { type Entry, entry } from './entry.ts';

export const ENTRIES: readonly Entry[] = [
  entry('checkins/prompt', promptCard, ['name', 'learning', 'need', 'offer']),
  entry('checkins/digest', digestCard, ['name', 'groups.topic']),
  entry('checkins/line', lineCard, ['name', 'lines', 'quoted']),
  entry('checkins/form', forumForm, ['name', 'topics', 'people.name']),
  entry('checkins/forum', forumCard, ['name', 'facts.value']),
  entry('checkins/roster', rosterCard, ['name', 'rows.name', 'rows.place']),
  entry('checkins/join', joinCard, ['name']),
];
