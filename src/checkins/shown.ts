// What the tab is sent of check-ins: types only (see src/issues/shown.ts). What is unattributed comes with its words and an
// id that is chance, and with nothing of who wrote it, where they are from, or when.
import type { ShownChoice } from '../people/shown.ts';

/** One's own place in a round: what its card shows too (cards/checkins/checkin.ts). */
export type ShownPlace = {
  roundId: string;
  heading: string;
  /** The forum's name. */
  name: string;
  when: string;
  /** What became of the answer, in words; empty while it is open. */
  words: string;
  /** `ask`: not answered; `add`: answered, and more can be added; `rest`: skipped or paused; `over`: nothing to press. */
  mode: 'ask' | 'add' | 'rest' | 'over';
  state: '' | 'steady' | 'stretched' | 'need-help';
  /** What was chosen on "I need help", in words; may be empty. */
  helpWords: string;
  learning: string;
  need: string;
  offer: string;
  learningAs: 'named' | 'unattributed';
  needAs: 'named' | 'unattributed';
  offerAs: 'named' | 'unattributed';
  topics: readonly ShownChoice[];
  /** The chosen ones, with commas between. */
  topicsValue: string;
  keptWords: string;
};

/** An item of a digest; `from` is empty where it is unattributed. */
export type ShownItem = {
  id: string;
  kind: 'learning' | 'need' | 'offer';
  label: string;
  from: string;
  words: string;
};

export type ShownGroup = { topic: string; entries: ShownItem[] };

export type ShownDigest = {
  roundId: string;
  /** The day of the round. */
  title: string;
  when: string;
  counts: readonly string[];
  groups: ShownGroup[];
  /** May answer what others need or offer: on the roster. */
  answers: boolean;
  /** Ids of the items that one said oneself. */
  own: readonly string[];
  /** Items that fit the search, and pages of them. */
  total: number;
  page: number;
  pages: number;
  /** One's own answers in the round; missing where one had no place in it, or they are kept no more. */
  mine?: ShownPlace;
};

export type ShownRound = { id: string; title: string };

export type ShownForum = {
  id: string;
  name: string;
  /** Its state in words. */
  words: string;
  /** May read the digests: on the roster, its host or a deputy of theirs. */
  reads: boolean;
  /** May see the roster and where each can be reached. */
  runs: boolean;
  /** One's place in the round that is open; missing where none is. */
  place?: ShownPlace;
  /** Rounds with a digest, newest first: a page of them. */
  rounds: ShownRound[];
  page: number;
  pages: number;
};

/** `words`: that it waits for one’s answer, or its state. */
export type ShownForums = { forums: { id: string; name: string; words: string }[] };

export type ShownRosterRow = { name: string; place: string; reach: string };

/** `note`: what the host is told of the last round; empty for whoever else runs the team. */
export type ShownRoster = { rows: ShownRosterRow[]; count: number; page: number; pages: number; note: string[] };

/** After a deed about one's own place. */
export type ShownPlaceDone = { said: string; place: ShownPlace };
