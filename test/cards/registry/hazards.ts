// The cards of hazard drafts.
import { hazardCard, hazardListCard } from '../../../cards/hazards/hazard.ts';
import { type Entry, entry } from './entry.ts';

export const ENTRIES: readonly Entry[] = [
  entry('hazards/hazard', hazardCard, [
    'name',
    'description',
    'system',
    'version',
    'place',
    'workaround',
    'who',
    'logRef',
    'reason',
    'readers',
    'nextWords',
    'others.words',
    'others.place',
  ]),
  entry('hazards/list', hazardListCard, ['rows.name', 'rows.system']),
];
