// What the tab is sent of polls: types only (see src/issues/shown.ts). Of an answer without a name it holds no id and no time.

export type ShownPollRow = {
  id: string;
  title: string;
  /** Until when it is open, or since when it is not. */
  words: string;
  /** What is to be known of it beside: that one has answered, how many have; may be empty. */
  note: string;
};

export type ShownPolls = { rows: ShownPollRow[]; total: number; page: number; pages: number };

export type ShownQuestion = {
  nth: number;
  text: string;
  kind: 'single' | 'multiple' | 'scale' | 'text';
  choices: readonly string[];
  /** The most that may be chosen of `multiple`. */
  most: number;
  /** What one has answered; empty where one has not, or nobody can know. */
  said: readonly string[];
  quotable: boolean;
};

/** `who`: names, only of a named poll. */
export type ShownChoiceResult = { text: string; count: number; percent: number; who: readonly string[] };
export type ShownText = { text: string; who: string };

export type ShownResult = {
  nth: number;
  text: string;
  choices: ShownChoiceResult[];
  texts: ShownText[];
  page: number;
  pages: number;
  /** Texts that are too few to show. */
  tooFewTexts: boolean;
};

/** For whoever manages a poll. */
export type ShownManaged = {
  asked: string;
  /** How far the sending has come; may be empty. */
  sending: string;
  answered: string;
  /** What they must know of the result; may be empty. */
  warning: string;
  /** Whether a unanimous result waits to be shown. */
  held: boolean;
  /** Date and wall time, in the poll's own zone. */
  closesOn: string;
  closesAt: string;
};

export type ShownPoll = {
  id: string;
  title: string;
  asker: string;
  open: boolean;
  canAnswer: boolean;
  answered: boolean;
  modeWords: string;
  closes: string;
  stateWords: string;
  resultWords: string;
  questions: ShownQuestion[];
  results: ShownResult[];
  manages?: ShownManaged;
};

/** After a deed. `poll` is missing where one may do it, and see no more of it for that. */
export type ShownPollDone = { said: string; poll?: ShownPoll };
