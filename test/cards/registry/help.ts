// The cards of help.
import { helpCard } from '../../../cards/help/help.ts';
import { type Entry, entry } from './entry.ts';

export const ENTRIES: readonly Entry[] = [
  entry('help/help', helpCard, ['intro', 'commands.command', 'commands.title', 'commands.does', 'more']),
];
