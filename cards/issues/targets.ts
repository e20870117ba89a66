// Targets of a cabinet: the form that turns them on, and the list of what is late.
import { isolate, type Rendered, render } from '../render.ts';
import lateTemplate from './late.json' with { type: 'json' };
import targetsTemplate from './targets.json' with { type: 'json' };

export type TargetsView = {
  token: string;
  cabinetId: string;
  cabinetName: string;
  on: boolean;
  /** Wall times HH:MM. */
  opensAt: string;
  closesAt: string;
  /** As people write them: "2 hours", "1 day". */
  lookHigh: string;
  doneHigh: string;
  lookMedium: string;
  doneMedium: string;
  lookLow: string;
  doneLow: string;
};

/** The form of `targets`; its inputs are named as in the view. Verbs `targets.save`, `targets.off`. */
export function targetsCard(view: TargetsView): Rendered {
  const stand = view.on
    ? 'They are on.'
    : 'They are off. One thing is always so: clinical safety looks at a safety concern within one working day.';
  return render(targetsTemplate, { ...view, stand }, `Targets of ${view.cabinetName}: ${stand}`);
}

export type LateView = {
  token: string;
  /** `mine`, or the id of a cabinet. */
  list: string;
  /** Empty for one's own. */
  cabinetName: string;
  /** At most five: when it was due and who has it, in words. */
  rows: readonly { reference: string; title: string; words: string }[];
  total: number;
  /** From 1. */
  page: number;
  pages: number;
  /** 1 Monday to 5 Friday. */
  day: number;
};

/** What is late. Input `day`, on one's own list. Verbs `late.open` with `list` and `page`, `late.day`. */
export function lateCard(view: LateView): Rendered {
  const where = view.cabinetName ? `in ${isolate(view.cabinetName)}` : 'of what you have';
  const count =
    view.total === 1
      ? '1 issue is late'
      : `${view.total === 0 ? 'Nothing' : view.total} ${view.total === 0 ? 'is' : 'issues are'} late`;
  const filled = {
    ...view,
    intro: `${count} ${where}.`,
    none: view.rows.length === 0,
    example: view.rows[0]?.reference ?? '',
    own: view.cabinetName === '',
    day: String(view.day),
    pageWords: `Page ${view.page} of ${view.pages}`,
    previous: view.page - 1,
    next: view.page + 1,
    hasPrevious: view.page > 1,
    hasNext: view.page < view.pages,
  };
  return render(lateTemplate, filled, filled.intro);
}
