// The cards of one's own CPD: the year, one entry, a copy to keep. Only their owner is ever shown them.
import { type Choice, httpsOnly } from '../parts.ts';
import { type Rendered, render } from '../render.ts';
import copyTemplate from './copy.json' with { type: 'json' };
import entryTemplate from './entry.json' with { type: 'json' };
import mineTemplate from './mine.json' with { type: 'json' };
import { inlinesOf, type Row } from './rota.ts';

export type MineView = {
  token: string;
  /** The year in words, and its first and last day (with its punctuation in front). */
  year: string;
  period: string;
  totals: string;
  /** The entries of this page. */
  entries: readonly Row[];
  choices: readonly Choice[];
  page: number;
  pages: number;
  years: readonly Choice[];
  yearNumber: string;
  kind: string;
  /** The link that opens it in the tab; empty where there is none. */
  tab: string;
};

/**
 * A year of one's own CPD. Verbs `cpd.entry` (input `entry`), `cpd.form`, `cpd.mine` (`year`, `kind`, `page`), `cpd.copy`
 * (`year`, `reflections`).
 */
export function mineCard(view: MineView): Rendered {
  const filled = {
    ...view,
    // Where there are pages to turn, it has six buttons already.
    tab: view.pages > 1 ? '' : httpsOnly(view.tab),
    entries: view.entries.map(inlinesOf),
    none: view.entries.length === 0,
    pageWords: view.pages > 1 ? `Page ${view.page} of ${view.pages}.` : '',
    hasNext: view.page < view.pages,
    isLast: view.pages > 1 && view.page === view.pages,
    next: view.page + 1,
  };
  return render(mineTemplate, filled, `My CPD: ${view.year}`);
}

export type EntryView = {
  token: string;
  entryId: string;
  isNew: boolean;
  /** Which meeting it came from, in words; may be empty. */
  source: string;
  title: string;
  heldOn: string;
  minutes: number;
  methods: readonly Choice[];
  method: string;
  participatory: 'true' | 'false';
  presenter: 'true' | 'false';
  domain: string;
  reflection: string;
};

/** One entry, to add or to change. Verbs `cpd.add`, `cpd.save`, `cpd.remove`, `cpd.reflect` (input `reflection`), `cpd.forget`. */
export function entryCard(view: EntryView): Rendered {
  const heading = view.isNew ? 'Add to my CPD' : 'My CPD entry';
  return render(entryTemplate, { ...view, heading }, heading);
}

/** Where a copy of one's record can be had for a short while. */
export function copyCard(view: { token: string; year: string; words: string; page: string; csv: string }): Rendered {
  return render(copyTemplate, view, 'A copy of your CPD');
}
