// What the tab is sent of a cabinet's settings: types only (see shown.ts).
import type { ShownChoice } from './shown.ts';

/** What the set-up form holds. `systems`: one a line; `safety`: values of `people`. */
export type ShownCabinetForm = {
  name: string;
  prefix: string;
  systems: string;
  organisation: string;
  ods: string;
  incidentName: string;
  incidentUrl: string;
  deskPhone: string;
  deskHours: string;
  personWord: string;
  handlers: 'facilitators' | 'team';
  safety: string[];
};

/** A line of the table of who gets which issues. `places`: one a line; `person`, `deputy`: values of the choices, or empty. */
export type ShownRoute = {
  id: string;
  sort: 'network' | 'system';
  name: string;
  places: string;
  person: string;
  deputy: string;
  /** Who gets its issues, in words. */
  who: string;
};

/** Targets as they are written ("2 hours"); `on`: they hold. */
export type ShownTargets = {
  on: boolean;
  opensAt: string;
  closesAt: string;
  lookHigh: string;
  doneHigh: string;
  lookMedium: string;
  doneMedium: string;
  lookLow: string;
  doneLow: string;
};

/** A reply to begin from; `title` says which. */
export type ShownReply = { value: 'in-progress' | 'waiting' | 'resolved' | 'could-not'; title: string; words: string };

export type ShownCabinetSettings = {
  id: string;
  teamId: string;
  teamName: string;
  form: ShownCabinetForm;
  /** Members of the team. */
  people: ShownChoice[];
  /** Who may get the issues of a line: a function, or a member. */
  takers: ShownChoice[];
  /** What does not work while something is missing, a sentence each. */
  missing: string[];
  routes: ShownRoute[];
  targets: ShownTargets;
  replies: ShownReply[];
};
