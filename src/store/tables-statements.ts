// The tables of themes and statements, as Kysely sees them (see tables.ts for conventions).

export type ThemeTable = {
  id: string;
  tenantId: string;
  organisationId: string;
  /** Whose facilitators look after it. */
  teamId: string;
  /** Where it was said: the key of a cabinet, a poll or a round (`cabinet:…`). */
  asking: string;
  name: string;
  /** From when people waited: the day of the first thing said. */
  askedOn: string;
  /** Who answers it. */
  ownerId: string;
  /** When its first statement was published. */
  answeredAt: string | null;
  createdAt: string;
  updatedAt: string;
};

/** One thing said that is grouped into a theme, by its key (`issue:…`): its words stay where they were said. */
export type ThemePartTable = { themeId: string; part: string; tenantId: string };

/** Who pressed "Tell me" on an answer that is not the last. */
export type ThemeFollowerTable = { themeId: string; personId: string; tenantId: string };

export type StatementTable = {
  id: string;
  tenantId: string;
  organisationId: string;
  teamId: string;
  asking: string;
  themeId: string;
  said: string;
  outcome: 'did' | 'doing' | 'plan' | 'could-not' | 'thanks';
  words: string;
  /** The team that does it, in words. */
  doer: string;
  whenOn: string | null;
  link: string;
  /** When "Did it help?" is to be asked; null once it was. */
  reviewOn: string | null;
  /** The last day on which it is answered; null before it was asked. What people say is shown after it. */
  helpUntilOn: string | null;
  /** JSON list of answers quoted, of writers who allowed it. */
  quotes: string;
  /** JSON list of the systems that it is about. */
  systems: string;
  /** How many people said it, as counted when it was saved. */
  people: number;
  ownerId: string;
  state: 'draft' | 'published';
  /** Those published together are told in one message. */
  batchId: string | null;
  /** The later statement on the same theme. */
  replacedBy: string | null;
  publishedAt: string | null;
  /** The day of that in the team's zone. */
  publishedOn: string | null;
  createdAt: string;
  updatedAt: string;
};

export type StatementHearerTable = { statementId: string; personId: string; tenantId: string; batchId: string };

export type StatementHelpTable = {
  statementId: string;
  personId: string;
  tenantId: string;
  helped: 'yes' | 'little' | 'no';
  words: string;
};

/** What stands in one message of a month's digest, fixed when it was begun: nothing is lost between two messages. */
export type DigestPartTable = { cabinetId: string; month: string; part: number; tenantId: string; items: string };

export type StatementsTables = {
  themes: ThemeTable;
  themeParts: ThemePartTable;
  themeFollowers: ThemeFollowerTable;
  statements: StatementTable;
  statementHearers: StatementHearerTable;
  statementHelp: StatementHelpTable;
  digestParts: DigestPartTable;
};
