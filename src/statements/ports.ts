// What statements need of other features, as function types: bot/services.ts hands the functions in. A source is what
// people are asked in or say things to by themselves: a cabinet with its issues, a poll, a round of check-ins.
import type { Queries } from '../store/database.ts';

/** Where people were asked, or could speak up. */
export type Asking = {
  /** Names it among all sources: `cabinet:…`, `poll:…`. */
  key: string;
  tenantId: string;
  organisationId: string;
  /** Whose facilitators may group and answer. */
  teamId: string;
  /** The channel asked; null where people were asked one by one. */
  conversationId: string | null;
  /** The cabinet's name, the poll's question. */
  title: string;
  /** Who asked, and answers for it beside the facilitators; null for a cabinet. */
  askerId: string | null;
  /** Nobody knows who said what: numbers below the minimum group are not shown. */
  anonymous: boolean;
  /** The day it closed, from which an answer is owed; null for what does not close. */
  closedOn: string | null;
};

/** One thing said that can be grouped: an answer, a choice with its voters, an issue, a need. Never a flagged issue. */
export type Said = {
  /** Names it among all sources: `issue:…`, `answer:…`. No comma in it. */
  key: string;
  text: string;
  /** What it is called where it was said, such as `CAB-1`; may be empty. */
  reference: string;
  /** Its writer ticked "may be quoted". */
  quotable: boolean;
  /** Who said it, where that is kept; empty for anonymous answers, which have a number only. */
  personIds: readonly string[];
  /** How many said it without a name; 0 where the number is too small to be shown. */
  unnamed: number;
  /** What it answers: a person says one text, or several choices, to each question. */
  question: string;
  sort: 'text' | 'choice';
  /** The day it was said (for anonymous answers: the day the poll closed), YYYY-MM-DD. */
  on: string;
  /** The system that it is about; may be empty. */
  system: string;
};

/** `team`: for those who run it. Who only asked groups what was said to them. */
export type Reach = 'asking' | 'team';

export type Source = {
  /** The asking with this key; undefined where it is another source's, or not there. */
  asking(db: Queries, key: string): Promise<Asking | undefined>;
  /** The askings of these teams, and those that this person asked, newest first. */
  askings(db: Queries, of: { tenantId: string; teamIds: readonly string[]; personId: string }): Promise<Asking[]>;
  /** What closed and waits for an answer until each of its themes has one. */
  closed(db: Queries): Promise<Asking[]>;
  /** What can be grouped under an asking, newest first: its own only, or all that was said to its team. */
  said(db: Queries, asking: Asking, reach: Reach): Promise<Said[]>;
  /** These again, as they are now; what is gone or hidden by now is left out, as are other sources' keys. */
  read(db: Queries, keys: readonly string[]): Promise<Said[]>;
  /** Who hears the answer in person: raisers and me-toos of these issues, those who pressed "tell me" at the asking. */
  hearers(db: Queries, asking: Asking, keys: readonly string[]): Promise<string[]>;
  /** Who said these things, to be asked whether it helped; empty for what is anonymous. */
  answerers(db: Queries, asking: Asking, keys: readonly string[]): Promise<string[]>;
};

/** An issue in one line. */
export type IssueLine = { id: string; reference: string; title: string };

/** What a month's digest needs of cabinets. No flagged issue is ever among the lines. */
export type Cabinets = {
  all(db: Queries): Promise<Asking[]>;
  /** Issues of a cabinet that were answered from one instant to before another, both ISO. */
  answered(db: Queries, cabinetId: string, from: string, until: string): Promise<IssueLine[]>;
  /** The oldest of those raised before an instant (ISO) that are open, and how many there are. */
  open(db: Queries, cabinetId: string, before: string, most: number): Promise<{ lines: IssueLine[]; total: number }>;
  /** These again, as they are now. */
  lines(db: Queries, ids: readonly string[]): Promise<IssueLine[]>;
};
