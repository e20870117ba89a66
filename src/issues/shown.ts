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
  /** They handle issues of some cabinet, and narrow the list by what is said of them there. */
  handles: boolean;
  kinds: ShownChoice[];
  sectors: ShownChoice[];
  /** They read hazard drafts, and may take them away as a file. */
  hazards: boolean;
  /** There are go-lives of theirs to look at. */
  goLives: boolean;
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

/** `link`: https; where the value leads. */
export type ShownFact = { title: string; value: string; link?: string };

export type ShownEvent = { when: string; who: string; words: string };

/** What the viewer may do now. */
export type ShownDeeds = {
  take: boolean;
  update: boolean;
  release: boolean;
  fixed: boolean;
  notFixed: boolean;
  withdraw: boolean;
  redact: boolean;
};

/** The form of those who handle it: what can be chosen, and what was said so far. */
export type ShownHandling = {
  statuses: ShownChoice[];
  kinds: ShownChoice[];
  burdens: ShownChoice[];
  sectors: ShownChoice[];
  /** To whom it can be passed. */
  people: ShownChoice[];
  status: string;
  kind: string;
  burden: string;
  sector: string;
  techNote: string;
  waitingFor: string;
  /** YYYY-MM-DD or empty. */
  waitingUntil: string;
  deskRef: string;
  deskUrl: string;
};

export type ShownIssue = ShownRow & {
  /** All else that is known, beside state and priority. */
  facts: ShownFact[];
  /** Only for the person who raised it and those who handle it. */
  detail?: { text: string; reply: string; replyBy: string; history: ShownEvent[]; note: string };
  may: ShownDeeds;
  /** Only where the viewer may update it. */
  handling?: ShownHandling;
  /** The texts that can be removed, where the viewer may. */
  parts?: ShownChoice[];
};

/** A hazard draft in the list of clinical safety. */
export type ShownHazardRow = {
  id: string;
  reference: string;
  name: string;
  state: string;
  system: string;
  firstSeen: string;
};

export type ShownHazards = { rows: ShownHazardRow[]; total: number; waiting: number; page: number; pages: number };

export type ShownHazard = ShownHazardRow & {
  description: string;
  facts: ShownFact[];
  /** What others said of the same. */
  others: string[];
  version: string;
  workaround: string;
  may: { look: boolean; decide: boolean };
};

export type ShownHazardDeed = { notice: string; hazard: ShownHazard };

export type ShownGoLive = {
  id: string;
  name: string;
  system: string;
  when: string;
  lead: string;
  manager: string;
  workshop: string;
};

export type ShownGoLives = { rows: ShownGoLive[]; total: number; page: number; pages: number };

/** The answer to a deed. `issue` is left out where the person cannot see it any more. */
export type ShownDeed = { notice: string; issue?: ShownIssue };

/** An open issue that is like what was just typed. `yours`: they raised it themselves. */
export type ShownAlike = { id: string; reference: string; title: string; facts: ShownFact[]; yours: boolean };

/**
 * The form as it stands. `harm`: the first question; `safety`: make safe, phone, report; `form`; `similar`: is it one of
 * these; `raised`; `joined`: it is one that was there before.
 */
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
      /** It could affect care: what a hazard draft needs is asked. */
      care: boolean;
      cabinet: string;
      person: string;
      phone: string;
      systems: string[];
      system: string;
      place: string;
    }
  | { draft: string; step: 'similar'; title: string; alike: ShownAlike[] }
  | { draft: string; step: 'raised' | 'joined'; issue: ShownIssue; phoneNow: string };

/** What went wrong: for the person, and for whoever looks after the service. */
export type ShownFault = { error: string; cause?: string };
