// The cards of reminders.
import { mondayCard, settingsCard } from '../../../cards/reminders/reminders.ts';
import { type Entry, entry } from './entry.ts';

export const ENTRIES: readonly Entry[] = [
  entry('reminders/monday', mondayCard, ['rows.words']),
  entry('reminders/settings', settingsCard, []),
];
