// The cards of a cabinet's open meeting.
import { askCard, dateForm, meetingCard, updateForm } from '../../../cards/cabinet-meeting/meeting.ts';
import { type Entry, entry } from './entry.ts';

export const ENTRIES: readonly Entry[] = [
  entry('cabinet-meeting/meeting', meetingCard, [
    'name',
    'place',
    'updates.title',
    'updates.does',
    'updates.doesNot',
    'updates.toCheck',
  ]),
  entry('cabinet-meeting/ask', askCard, ['name']),
  entry('cabinet-meeting/update-form', updateForm, ['name']),
  entry('cabinet-meeting/date-form', dateForm, ['name', 'place']),
];
