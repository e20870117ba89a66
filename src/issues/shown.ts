// What the tab is sent of issues: types only, so that the tab's own code can be held to them without importing any of
// ours. Words are ready to be shown; what somebody may not see is not there at all.

/** A choice: what is sent back, and what is shown. */
export type ShownChoice = { value: string; title: string };

export type ShownCabinet = { id: string; name: string; systems: string[] };

/** Who looks at the tab. `ask`: the tenant has several organisations, and nothing says which is theirs. */
export type ShownMe = {
  name: string;
  organisation: { kind: 'organisation'; name: string } | { kind: 'none' } | { kind: 'ask'; choices: ShownChoice[] };
  /** The cabinets of which they may see issues. */
  cabinets: ShownCabinet[];
  states: ShownChoice[];
  priorities: ShownChoice[];
  /** They read hazard drafts, and may take them away as a file. */
  hazards: boolean;
};

/** One line of the list: what everyone of the organisation may know. */
export type ShownRow = {
  id: string;
  reference: string;
  title: string;
  system: string;
  place: string;
  cabinet: string;
  state: string;
  priority: string;
  /** In words, "6 August 2026". */
  raised: string;
  /** For clinical safety alone until it is released. */
  flagged: boolean;
};

export type ShownList = { rows: ShownRow[]; total: number; page: number; pages: number };

export type ShownFact = { title: string; value: string };

export type ShownEvent = { when: string; who: string; words: string };

/** What the viewer may do now; `statuses` and `reply` are for `update`. */
export type ShownDeeds = {
  take: boolean;
  update: boolean;
  release: boolean;
  fixed: boolean;
  notFixed: boolean;
  statuses: ShownChoice[];
};

export type ShownIssue = ShownRow & {
  /** All else that is known, beside state and priority. */
  facts: ShownFact[];
  /** Only for the person who raised it and those who handle it. */
  detail?: { text: string; reply: string; replyBy: string; history: ShownEvent[]; note: string };
  may: ShownDeeds;
};

/** The answer to a deed. `issue` is left out where the person cannot see it any more. */
export type ShownDeed = { notice: string; issue?: ShownIssue };

/** The form as it stands. `harm`: the first question; `safety`: make safe, phone, report; `form`; `raised`. */
export type ShownRaise =
  | { draft: string; step: 'harm'; cabinets: ShownChoice[]; person: string }
  | {
      draft: string;
      step: 'safety';
      reference: string;
      phone: string;
      incident: string;
      incidentUrl: string;
      missing: string[];
      systems: string[];
      system: string;
      place: string;
    }
  | {
      draft: string;
      step: 'form';
      reference: string;
      cabinet: string;
      person: string;
      phone: string;
      systems: string[];
      system: string;
      place: string;
    }
  | { draft: string; step: 'raised'; issue: ShownIssue; phoneNow: string };

/** What went wrong: for the person, and for whoever looks after the service. */
export type ShownFault = { error: string; cause?: string };
