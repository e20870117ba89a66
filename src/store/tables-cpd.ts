// The tables of continuing professional development (CPD), as Kysely sees them (see tables.ts for the conventions).

/** The CPD item of one date of a series. A date that nobody has for certain has no row. */
export type CpdSlotTable = {
  seriesId: string;
  /** The rule's date: it names the occurrence for ever. */
  plannedOn: string;
  tenantId: string;
  /** Null: a guest presents, or nobody has it (any more). */
  presenterId: string | null;
  /** The name of somebody from outside the team; empty otherwise. */
  guest: string;
  /** Who invited the guest, and is told in their place. */
  invitedBy: string | null;
  source: 'rota' | 'volunteer' | 'swap' | 'guest';
  topic: string;
  /** As the presenter said; 0: as the agenda has it. */
  minutes: number;
  /** The material for those who were away: an https link, notes; either may be empty. */
  link: string;
  notes: string;
  /** When the presenter was last told, or the owner that there is none; null: not yet. */
  toldAt: string | null;
  updatedAt: string;
};

/** "Not me" for one date. */
export type CpdDeclinedTable = { seriesId: string; plannedOn: string; personId: string; createdAt: string };

/** One presenter asks another to change dates with them. */
export type CpdSwapTable = {
  id: string;
  tenantId: string;
  seriesId: string;
  fromOn: string;
  toOn: string;
  fromId: string;
  toId: string;
  state: 'asked' | 'agreed' | 'declined';
  createdAt: string;
};

/** What a team wants to hear about (`wish`), or somebody can present (`offer`). */
export type CpdTopicTable = {
  id: string;
  tenantId: string;
  teamId: string;
  personId: string;
  title: string;
  sort: 'wish' | 'offer';
  createdAt: string;
};

/** What one person learned; theirs alone. */
export type CpdEntryTable = {
  id: string;
  tenantId: string;
  personId: string;
  /** The meeting it came from; empty for what was added by hand. */
  seriesId: string;
  plannedOn: string;
  heldOn: string;
  title: string;
  presenter: 0 | 1;
  minutes: number;
  /** Learned together with others, as professional regulators count it. */
  participatory: 0 | 1;
  method: string;
  domain: string;
  createdAt: string;
  updatedAt: string;
};

/** A private reflection: read for its owner, and for nobody else. */
export type CpdReflectionTable = { entryId: string; personId: string; words: string; updatedAt: string };

/** How a person counts their year; no row: from April. */
export type CpdYearTable = { personId: string; kind: string };

/** An address at which a person's own record can be read for a short while. */
export type CpdLinkTable = {
  id: string;
  tenantId: string;
  personId: string;
  /** SHA-256 of the token in the address: the database alone opens no record. */
  tokenHash: string;
  fromOn: string;
  toOn: string;
  /** Whether the person wanted their reflections in it. */
  reflections: 0 | 1;
  expiresAt: string;
};

export type CpdTables = {
  cpdSlots: CpdSlotTable;
  cpdDeclined: CpdDeclinedTable;
  cpdSwaps: CpdSwapTable;
  cpdTopics: CpdTopicTable;
  cpdEntries: CpdEntryTable;
  cpdReflections: CpdReflectionTable;
  cpdYears: CpdYearTable;
  cpdLinks: CpdLinkTable;
};
