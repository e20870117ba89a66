// What the tab is sent of meetings, actions and CPD: types only (see src/issues/shown.ts). Words are ready to be shown.

/** A page of a list. */
type Paged<Row> = { rows: Row[]; total: number; page: number; pages: number };

/** A choice: what is sent back, and what is shown. */
type ShownOption = { value: string; title: string };

// ---- meetings ----

/** One date of a series. `state`: what becomes of it where it is not simply held; else empty. */
export type ShownDate = { plannedOn: string; when: string; state: string };

export type ShownSeriesRow = {
  id: string;
  title: string;
  team: string;
  /** How often and when, in words. */
  rule: string;
  /** Why no date is held for now; empty where the series runs. */
  state: string;
  dates: ShownDate[];
};

export type ShownSeriesList = Paged<ShownSeriesRow>;

/** A series, with what the viewer may do with it. */
export type ShownSeries = {
  id: string;
  title: string;
  team: string;
  rule: string;
  place: string;
  /** Where it is a link; else empty. */
  placeLink: string;
  state: string;
  /** The usual start, HH:MM. */
  time: string;
  may: { change: boolean; pause: boolean; resume: boolean; end: boolean };
  /** `asking`: it is a day off, and somebody has to say what becomes of it. */
  dates: (ShownDate & { asking: boolean })[];
  /** The meeting that is on or comes next. */
  next: ShownMeeting | null;
  cpd: ShownRota;
};

/** A line of an agenda; `key` tells it from the others beside it. */
export type ShownLine = { key: string; words: string };

export type ShownItem = {
  key: string;
  /** What it is, how long it takes, and what became of it. */
  words: string;
  now: boolean;
  lines: ShownLine[];
};

export type ShownAgenda = {
  /** Date and times. */
  when: string;
  phase: 'before' | 'running' | 'over';
  /** "The meeting is on.", or how far its record is; may be empty. */
  status: string;
  /** Why it is not held; empty where it is. */
  off: string;
  items: ShownItem[];
  /** How long the items take, before it begins; else empty. */
  budget: string;
  /** Notes to no item. */
  notes: ShownLine[];
  updates: { id: string; system: string; line: string; who: string }[];
  here: string[];
  apologies: string[];
};

export type ShownMeeting = ShownAgenda & {
  seriesId: string;
  plannedOn: string;
  title: string;
  actions: ShownAction[];
  may: { add: boolean; attend: boolean };
};

export type ShownAction = {
  id: string;
  what: string;
  /** Whose it is. */
  who: string;
  /** "Open, until …", "Late: …", "Done on …". */
  state: string;
  late: boolean;
  done: boolean;
  mayFinish: boolean;
  /** The meeting it is of, and a link to it within the page. */
  meeting: string;
  seriesId: string;
  plannedOn: string;
};

export type ShownActions = Paged<ShownAction>;

export type ShownRecord = { plannedOn: string; when: string; state: string };
export type ShownRecords = Paged<ShownRecord>;

/** Who presents CPD on the next dates, and what could be presented. */
export type ShownRota = {
  dates: ShownSession[];
  topics: { title: string; why: string }[];
};

export type ShownSession = {
  plannedOn: string;
  when: string;
  /** Who presents, and what about. */
  words: string;
  may: { volunteer: boolean; notMe: boolean; prepare: boolean };
  topic: string;
  minutes: number;
  link: string;
  notes: string;
};

/** The answer to a deed: what was done, and the series as it is now. */
export type ShownMeetingDeed = { notice: string; series: ShownSeries };

// ---- one's own ----

export type ShownEntry = {
  id: string;
  /** YYYY-MM-DD, and in words. */
  heldOn: string;
  when: string;
  title: string;
  minutes: number;
  duration: string;
  method: string;
  methodWords: string;
  domain: string;
  participatory: boolean;
  presenter: boolean;
};

/** A year of one's own CPD. */
export type ShownCpdYear = {
  year: string;
  /** "2026 to 2027", and its first and last day. */
  words: string;
  period: string;
  /** What it comes to. */
  totals: string;
};

/** A year with a page of its entries, and what the forms offer. */
export type ShownCpd = ShownCpdYear & {
  years: ShownOption[];
  /** What the year begins with: `april` or `calendar`. */
  kind: string;
  entries: Paged<ShownEntry>;
  methods: ShownOption[];
  /** YYYY-MM-DD. */
  today: string;
};

/** A year to print: all entries, the oldest first; reflections are empty unless they were asked for. */
export type ShownCpdCopy = ShownCpdYear & { name: string; entries: (ShownEntry & { reflection: string })[] };

/** One entry with the private reflection on it. */
export type ShownEntryAlone = { entry: ShownEntry; source: string; reflection: string; methods: ShownOption[] };
