// The cards of go-lives: writing one down, one with its hazard workshop, the list.
import { bytesLeft, type Choice, clip, facts, type Option, peopleChoices } from '../parts.ts';
import { type Rendered, render } from '../render.ts';
import formTemplate from './form.json' with { type: 'json' };
import goLiveTemplate from './go-live.json' with { type: 'json' };
import listTemplate from './list.json' with { type: 'json' };

export type GoLiveFormView = {
  token: string;
  /** Empty for a new one. */
  goLiveId: string;
  name: string;
  system: string;
  /** YYYY-MM-DD, or empty. */
  liveOn: string;
  /** Entra object ids, or empty. */
  lead: string;
  manager: string;
  /** The team's roster, and who is chosen; `id` is the Entra object id. */
  people: readonly Option[];
};

/** The form. Inputs `name`, `system`, `liveOn`, `lead`, `manager`. Verb `golive.save`. */
export function goLiveForm(view: GoLiveFormView): Rendered {
  const bytes = Math.floor(bytesLeft(formWith(view, [], [])) / 2);
  return formWith(
    view,
    peopleChoices(view.people, [view.lead], bytes),
    peopleChoices(view.people, [view.manager], bytes),
  );
}

function formWith(view: GoLiveFormView, leadChoices: readonly Choice[], managerChoices: readonly Choice[]): Rendered {
  const { people: _, ...shown } = view;
  return render(formTemplate, { ...shown, leadChoices, managerChoices }, 'Write down a go-live');
}

export type GoLiveView = {
  token: string;
  goLiveId: string;
  name: string;
  system: string;
  /** The day in words. */
  when: string;
  lead: string;
  manager: string;
  /** What is known of the workshop, in words. */
  workshop: string;
  /** YYYY-MM-DD, or empty. */
  workshopOn: string;
  reason: string;
  /** Said on top of a reminder; empty elsewhere. */
  reminder: string;
  /** Who cannot be reminded, and why, a sentence each. */
  unreached: readonly string[];
  /** Still to come: it can be changed. */
  ahead: boolean;
};

/** One go-live. Verbs `golive.booked` (input `workshopOn`), `golive.notNeeded` (`reason`), `golive.form`, `golive.list`. */
export function goLiveCard(view: GoLiveView): Rendered {
  const filled = {
    ...view,
    facts: facts([
      ['Day', view.when],
      ['System', view.system],
      ['Clinical lead', view.lead],
      ['Project manager', view.manager],
      ['Hazard workshop', view.workshop],
      ['Reason', view.reason],
    ]),
    unreached: view.unreached.map((text) => ({ text })),
  };
  return render(goLiveTemplate, filled, view.reminder || `Go-live on ${view.when}`);
}

export type GoLiveListView = {
  token: string;
  /** At most five, the soonest first. */
  rows: readonly { goLiveId: string; name: string; system: string; when: string; workshop: string }[];
  /** From 1. */
  page: number;
  pages: number;
};

/** A page of go-lives. Verbs `golive.view` (input `goLive`), `golive.list` (`page`). */
export function goLiveListCard(view: GoLiveListView): Rendered {
  const filled = {
    ...view,
    rows: view.rows.map((row) => ({
      ...row,
      facts: facts([
        ['Day', row.when],
        ['System', row.system],
        ['Hazard workshop', row.workshop],
      ]),
    })),
    choices: view.rows.map((row) => ({ title: clip(row.name, 60), value: row.goLiveId })),
    first: view.rows[0]?.goLiveId ?? '',
    none: view.rows.length === 0,
    previous: view.page - 1,
    next: view.page + 1,
    hasPrevious: view.page > 1,
    hasNext: view.page < view.pages,
  };
  return render(listTemplate, filled, 'Go-lives');
}
