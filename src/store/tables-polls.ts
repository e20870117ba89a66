// The tables of polls, as Kysely sees them (see tables.ts for the conventions).

export type PollTable = {
  id: string;
  tenantId: string;
  /** The team that asks: its facilitators and deputies manage the poll. */
  teamId: string;
  /** Of the team, or of the asker, when it was sent. */
  organisationId: string | null;
  /** The channel it was written in; for the audience `channel` also where it is answered. */
  conversationId: string | null;
  askerId: string;
  /** Which template it began as; empty for none. */
  template: string;
  /** `waiting`: for a second facilitator to send it. Open ends at `closesAt`, whether or not the state says so yet. */
  state: 'draft' | 'waiting' | 'open' | 'closed' | 'cancelled';
  audience: 'channel' | 'team' | 'list' | 'organisation' | 'about';
  /** For `list`: JSON list of Entra object ids. */
  people: string;
  /** For `about`: the reference of an issue, or the name of a theme. */
  about: string;
  mode: 'named' | 'confidential' | 'anonymous';
  results: 'live' | 'after-answer' | 'at-close';
  reminder: 'none' | 'silent' | 'everyone';
  closesAt: string;
  timeZone: string;
  /** How many people it was sent to (for a channel: who could see it). */
  reached: number;
  /** How many people have answered; counted when it closes. */
  answered: number;
  /** A unanimous result waits for the asker's word (`held`) until it is `shown`; empty: shown by itself. */
  release: '' | 'held' | 'shown';
  approverId: string | null;
  sentAt: string | null;
  closedAt: string | null;
  remindedAt: string | null;
  /** For when the last edit of the channel's card was queued. */
  shownAt: string | null;
  /** The last card that was queued to be drawn again; null: nothing is left to draw. */
  redrawAfter: string | null;
  /** What the asker's card last said of the sending. */
  progress: string;
  createdAt: string;
};

export type PollQuestionTable = {
  pollId: string;
  /** From 1. */
  nth: number;
  text: string;
  kind: 'single' | 'multiple' | 'scale' | 'text';
  /** JSON list of texts; a scale has its numbers, a text none. */
  choices: string;
  /** The most that may be chosen of `multiple`. */
  most: number;
};

/** Whom a poll was sent to, whatever they did. */
export type PollRecipientTable = { pollId: string; personId: string };

/** A named or confidential answer. */
export type PollBallotTable = {
  pollId: string;
  personId: string;
  nth: number;
  /** JSON list of the chosen texts; for a text question its one text. */
  answer: string;
  quotable: 0 | 1;
  updatedAt: string;
  /** Chance: the order of texts, and what names one to whoever groups it. */
  answerKey: string;
};

/** Who has answered an anonymous poll: nothing else, and gone when it closes. */
export type PollVoterTable = { pollId: string; personId: string };

/** How often a choice of an anonymous poll was chosen. `choice` counts from 0. */
export type PollTallyTable = { pollId: string; nth: number; choice: number; count: number };

/** A text answer of an anonymous poll, under a key that is chance. */
export type PollTextTable = { pollId: string; textKey: string; nth: number; text: string; quotable: 0 | 1 };

/** Who pressed "Tell me" on a poll, to hear what comes of it; whether or not they answered. */
export type PollFollowerTable = { pollId: string; personId: string };

export type PollsTables = {
  polls: PollTable;
  pollQuestions: PollQuestionTable;
  pollRecipients: PollRecipientTable;
  pollBallots: PollBallotTable;
  pollVoters: PollVoterTable;
  pollTallies: PollTallyTable;
  pollTexts: PollTextTable;
  pollFollowers: PollFollowerTable;
};
