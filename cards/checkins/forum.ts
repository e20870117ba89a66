// The cards of a forum: setting it up, what it is, its roster, and asking to join.
import { bytesLeft, type Choice, type Fact, httpsOnly, type Option, peopleChoices } from '../parts.ts';
import { type Rendered, render } from '../render.ts';
import formTemplate from './form.json' with { type: 'json' };
import forumTemplate from './forum.json' with { type: 'json' };
import joinTemplate from './join.json' with { type: 'json' };
import rosterTemplate from './roster.json' with { type: 'json' };

export type ForumFormView = {
  token: string;
  name: string;
  weekday: string;
  form: 'call' | 'written';
  callTime: string;
  joinLink: string;
  promptTime: string;
  remindTime: string;
  digestTime: string;
  promptDay: string;
  digestDay: string;
  nation: string;
  clash: string;
  timeZone: string;
  members: string;
  topics: string;
  keepWeeks: number;
  monthlyWhich: string;
  monthlyWeekday: string;
  monthlyTime: string;
  /** Object ids. */
  deputies: readonly string[];
  people: readonly Option[];
};

/** The form of `set up check-in`. Verb `forum.save`. */
export function forumForm(view: ForumFormView): Rendered {
  const summary = 'Set up a check-in';
  const filled = { ...view, deputies: view.deputies.join(','), people: [] as Choice[] };
  const room = bytesLeft(render(formTemplate, filled, summary));
  const people = peopleChoices(view.people, view.deputies, Math.max(0, room - 1_000));
  return render(formTemplate, { ...filled, people }, summary);
}

export type ForumView = {
  token: string;
  forumId: string;
  name: string;
  /** Its state in words. */
  words: string;
  running: boolean;
  facts: readonly Fact[];
  /** The link that opens it in the tab; empty where there is none. */
  tab: string;
};

/** A forum as its channel sees it. Verbs `checkin.joinForm`, `forum.roster`, `forum.form`, `forum.end`. */
export function forumCard(view: ForumView): Rendered {
  return render(forumTemplate, { ...view, tab: httpsOnly(view.tab) }, `Check-in: ${view.name}`);
}

export type RosterView = {
  token: string;
  forumId: string;
  name: string;
  page: number;
  pages: number;
  count: number;
  rows: readonly { name: string; place: string; reach: string }[];
  /** Those of the page who can be taken off. */
  members: readonly Choice[];
  organisations: readonly Choice[];
};

/** The host's view of a roster, a page at a time. Verbs `forum.roster` (`page`), `roster.remove`, `roster.merge`. */
export function rosterCard(view: RosterView): Rendered {
  const { page, pages, count } = view;
  const filled = {
    ...view,
    pageWords: `${count} on the roster. Page ${page} of ${pages}.`,
    none: view.rows.length === 0,
    previous: page - 1,
    next: page + 1,
    hasPrevious: page > 1,
    hasNext: page < pages,
  };
  return render(rosterTemplate, filled, `Roster: ${view.name}`);
}

/** Asks to be on the roster. Verb `checkin.join`. */
export function joinCard(view: { token: string; forumId: string; name: string }): Rendered {
  return render(joinTemplate, view, `Join: ${view.name}`);
}
