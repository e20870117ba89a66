// The cards of CPD.
import { copyCard, entryCard, mineCard } from '../../../cards/cpd/mine.ts';
import { materialCard, nobodyCard, rotaCard, swapCard, takeCard, turnCard } from '../../../cards/cpd/rota.ts';
import { type Entry, entry } from './entry.ts';

export const ENTRIES: readonly Entry[] = [
  entry('cpd/rota', rotaCard, ['title', 'dates.what', 'topics.title', 'topics.why']),
  entry('cpd/take', takeCard, ['title']),
  entry('cpd/turn', turnCard, ['title', 'words', 'topic', 'notes', 'topics.title']),
  entry('cpd/swap', swapCard, ['title', 'words']),
  entry('cpd/material', materialCard, ['title', 'words', 'notes']),
  entry('cpd/nobody', nobodyCard, ['title', 'words']),
  entry('cpd/mine', mineCard, ['entries.what']),
  entry('cpd/entry', entryCard, ['title', 'domain', 'reflection']),
  entry('cpd/copy', copyCard, []),
];
