// The list of issues: five to a card, with what everyone of the organisation may see.
import { facts } from '../parts.ts';
import { type Rendered, render } from '../render.ts';
import listTemplate from './list.json' with { type: 'json' };

export type ListRow = {
  issueId: string;
  reference: string;
  title: string;
  system: string;
  place: string;
  stateWords: string;
  priorityWords: string;
};

/** What the list was narrowed to: what a page's button asks for again. Empty: not narrowed. */
export type ListFilter = { scope: string; state: string; priority: string; system: string };

export type ListView = {
  token: string;
  /** In our words; it is plain text. */
  heading: string;
  /** Said when there are no rows: what to do next. */
  empty: string;
  /** At most five. */
  rows: readonly ListRow[];
  /** From 1. */
  page: number;
  pages: number;
  filter: ListFilter;
  /** Empty for one's own. */
  cabinetId: string;
};

/** A page of issues. Verb `issue.list` with `page` (the one wanted, from 1), `cabinet` and what `filter` has. */
export function listCard(view: ListView): Rendered {
  const filled = {
    ...view,
    ...view.filter,
    rows: view.rows.map((row) => ({
      ...row,
      facts: facts([
        ['State', row.stateWords],
        ['Priority', row.priorityWords],
        ['System', row.system],
        ['Place', row.place],
      ]),
    })),
    none: view.rows.length === 0,
    example: view.rows[0]?.reference ?? '',
    pageWords: `Page ${view.page} of ${view.pages}`,
    previous: view.page - 1,
    next: view.page + 1,
    hasPrevious: view.page > 1,
    hasNext: view.page < view.pages,
  };
  return render(listTemplate, filled, view.rows.length === 0 ? view.empty : `${view.heading}. ${filled.pageWords}.`);
}
