// The cards of go-lives.
import { goLiveCard, goLiveForm, goLiveListCard } from '../../../cards/go-lives/go-live.ts';
import { type Entry, entry } from './entry.ts';

export const ENTRIES: readonly Entry[] = [
  entry('go-lives/form', goLiveForm, ['name', 'system', 'people.name']),
  entry('go-lives/go-live', goLiveCard, ['name', 'system', 'lead', 'manager', 'reason', 'unreached']),
  entry('go-lives/list', goLiveListCard, ['rows.name', 'rows.system']),
];
