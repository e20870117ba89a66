// The cards of a series of meetings: setting it up, its dates, the list of all, a clash to decide, the start, a change.
import { type Choice, httpsOnly } from '../parts.ts';
import { isolate, type Rendered, render } from '../render.ts';
import askTemplate from './ask.json' with { type: 'json' };
import calendarTemplate from './calendar.json' with { type: 'json' };
import changeTemplate from './change.json' with { type: 'json' };
import meetingsTemplate from './meetings.json' with { type: 'json' };
import seriesTemplate from './series.json' with { type: 'json' };
import editTemplate from './series-edit.json' with { type: 'json' };
import formTemplate from './series-form.json' with { type: 'json' };

/** A date in words, and what becomes of it where it is not simply held (with its punctuation in front; may be empty). */
export type DateRow = { when: string; what: string };

export type SeriesFormView = {
  token: string;
  /** Meetings of the team whose channel was deleted, which can go on in this one; a few. */
  lost: readonly { seriesId: string; title: string }[];
};

/** The form of `set up meeting`. Verbs `series.save`, `series.here`. */
export function seriesForm(view: SeriesFormView): Rendered {
  return render(formTemplate, { ...view, hasLost: view.lost.length > 0 }, 'Set up a meeting');
}

export type SeriesEditView = {
  token: string;
  seriesId: string;
  title: string;
  /** HH:MM. */
  startTime: string;
  minutes: number;
  place: string;
  nation: string;
  clash: string;
};

/** What of a series can be changed. Verbs `series.change`, `series.view`, `series.end`. */
export function seriesEdit(view: SeriesEditView): Rendered {
  return render(editTemplate, view, `Change: ${isolate(view.title)}`);
}

export type SeriesView = {
  token: string;
  seriesId: string;
  title: string;
  /** How often and when, in words. */
  rule: string;
  place: string;
  /** Why the first meeting is not on the date that was given; may be empty. */
  first: string;
  state: 'draft' | 'running' | 'paused' | 'ended';
  dates: readonly DateRow[];
  /** What was missed lately. */
  missed: readonly DateRow[];
  /** Somebody's own view: what can be filled in is there only, as an edit of the shared card would wipe it. */
  own: boolean;
  /** The dates that can be changed; the value is the planned date. */
  choices: readonly Choice[];
  /** The usual start, HH:MM. */
  time: string;
  /** The link that opens it in the tab; empty where there is none. */
  tab: string;
};

/**
 * A series with its next dates. A draft: verbs `series.confirm`, `series.form`. Running, where all see it: `series.view`; in
 * one's own view: `occurrence.skip` (inputs `plannedOn`, `reason`), `occurrence.move` (`plannedOn`, `date`, `time`),
 * `series.edit`, `series.pause`, `series.resume`.
 */
export function seriesCard(view: SeriesView): Rendered {
  const is = (state: SeriesView['state']) => view.state === state;
  const dates = view.dates.map(inlinesOf);
  const states = { draft: is('draft'), running: is('running'), paused: is('paused'), ended: is('ended') };
  const missed = view.missed.map(inlinesOf);
  const tab = httpsOnly(view.tab);
  const filled = { ...view, tab, ...states, dates, missed, hasMissed: missed.length > 0 };
  return render(
    seriesTemplate,
    filled,
    is('draft') ? `Please check the dates: ${view.title}` : `Meeting: ${view.title}`,
  );
}

export type MeetingsView = {
  token: string;
  series: readonly { seriesId: string; title: string; dates: readonly DateRow[] }[];
  page: number;
  pages: number;
};

/** The meetings of a channel or of a person's teams, a few to a page. Verbs `series.view`, `series.list` (`page`). */
export function meetingsCard(view: MeetingsView): Rendered {
  const filled = {
    ...view,
    series: view.series.map((one) => ({ ...one, dates: one.dates.map(inlinesOf) })),
    none: view.series.length === 0,
    previous: view.page - 1,
    next: view.page + 1,
    hasPrevious: view.page > 1,
    hasNext: view.page < view.pages,
  };
  return render(meetingsTemplate, filled, 'The next meetings');
}

export type AskView = {
  token: string;
  seriesId: string;
  plannedOn: string;
  title: string;
  words: string;
  /** What was decided; empty while it is open. */
  decided: string;
};

/** Asks the owner what becomes of a date that is a day off. Verb `series.answer` (`answer`). */
export function askCard(view: AskView): Rendered {
  return render(askTemplate, { ...view, open: view.decided === '' }, `A day off: ${view.title}`);
}

/** A date that changed, or what else is to be said of a series: `what` in the plain line. */
export function changeCard(view: { title: string; words: string }, what = 'a date changed'): Rendered {
  return render(changeTemplate, view, `${view.title}: ${what}`);
}

/** One's own calendar address; empty: it has ended. `deepLink` opens the next meeting in Teams; may be empty. Verb `calendar.revoke`. */
export function calendarCard(view: { token: string; address: string; deepLink: string }): Rendered {
  return render(calendarTemplate, view, 'Your calendar address');
}

/** A line of dates: when in bold, and what becomes of it where there is something to say. */
function inlinesOf({ when, what }: DateRow) {
  const bold = { type: 'TextRun', text: when, weight: 'Bolder' };
  return { inlines: what === '' ? [bold] : [bold, { type: 'TextRun', text: what }] };
}
