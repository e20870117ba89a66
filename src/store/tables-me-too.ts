// The tables of me-toos, merged issues and the search for similar ones, as Kysely sees them (see tables.ts).

/** What a form keeps on the way to an issue; columns of `issue_drafts`. */
export type DraftAsking = {
  /** JSON of the form as it was sent, while it is asked whether it is one of the similar ones; else empty. */
  typed: string;
  /** A team member writes down what they heard of somebody. */
  logged: 0 | 1;
};

/** What is merged with what, and who wrote it down; columns of `issues`. */
export type IssueMerging = {
  /** The issue that it was merged into, what its state was then, and whether that one is flagged because of it. */
  duplicateOf: string | null;
  mergedState: string;
  lends: 0 | 1;
  /** The team member who wrote it down, where the person it is of did not raise it themselves. */
  loggedBy: string | null;
};

export type MeTooTable = {
  id: string;
  tenantId: string;
  /** The issue that was joined; it stays when that is merged into another. */
  issueId: string;
  /** Null where a team member wrote down what nobody in particular said. */
  personId: string | null;
  /** The team member who wrote it down for somebody; null for who joined themselves. */
  loggedBy: string | null;
  harm: 'no' | 'could';
  place: string;
  words: string;
  createdAt: string;
  withdrawnAt: string | null;
};

/** What somebody who has an issue, and is not its raiser, said to an answer; a round is named by when it was answered. */
export type IssueAnswerTable = {
  issueId: string;
  personId: string;
  roundAt: string;
  answer: 'fixed' | 'not-fixed';
  saidAt: string;
};

/** The flag that an issue has of its own, kept while one that was merged into it lends it a stronger one. */
export type IssueFlagTable = { issueId: string; flagged: 0 | 1; releasedAt: string | null; releasedBy: string | null };

/** The words of what is open and not flagged. */
export type IssueWordTable = { cabinetId: string; word: string; issueId: string };

/** What is left of a cabinet's words when any one letter is left out: slips of spelling meet there. */
export type CabinetWordTable = { cabinetId: string; near: string; word: string };

export type MeTooTables = {
  meToos: MeTooTable;
  issueAnswers: IssueAnswerTable;
  issueFlags: IssueFlagTable;
  issueWords: IssueWordTable;
  cabinetWords: CabinetWordTable;
};
