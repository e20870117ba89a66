// What the tab is sent of statements: types only (see src/issues/shown.ts).

/** A choice: what is sent back, and what is shown. */
export type ShownChoice = { value: string; title: string };

/** The page as it opens: what the wall can be narrowed to, and the measures of the last quarters, this one first. */
export type ShownSaid = {
  /** Whose statements they are; empty where it is not known. */
  organisation: string;
  months: ShownChoice[];
  systems: ShownChoice[];
  shows: ShownChoice[];
  measures: { quarter: string; facts: { title: string; value: string }[] }[];
};

export type ShownStatement = {
  id: string;
  said: string;
  quotes: string[];
  /** "We plan to, by 3 March 2027". */
  outcome: string;
  words: string;
  doer: string;
  /** https, or empty. */
  link: string;
  systems: string[];
  /** When it was published, in words; and that month. */
  on: string;
  month: string;
};

export type ShownWall = { rows: ShownStatement[]; total: number; page: number; pages: number };

/** One statement, with all that was said of its theme, and what one may do. */
export type ShownOne = ShownStatement & {
  /** There is a later one on the same theme. */
  replaced: boolean;
  /** The others on its theme, the first first. */
  others: ShownStatement[];
  may: { follow: boolean; helped: boolean };
  /** What one has said of whether it helped; `helped` is empty where one has not. */
  own: { helped: string; comment: string };
  answers: ShownChoice[];
};

export type ShownSaidDeed = { notice: string; statement: ShownOne };
