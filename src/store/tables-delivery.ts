// The tables of what was made with cards and of unasked messages, as Kysely sees them (see tables.ts for conventions).

/** What a person made with a card: so that a repeated click makes nothing twice. */
export type CreatedTable = {
  personId: string;
  token: string;
  verb: string;
  part: string;
  subjectId: string;
  createdAt: string;
};

/** A message that the clock meant for a person: sent in its week, or held for Monday's one message. */
export type UnaskedTable = {
  id: string;
  tenantId: string;
  personId: string;
  kind: string;
  subjectId: string;
  sort: 'reminder' | 'check-in' | 'own-issue' | 'safety';
  /** The Monday of the week that it counts for, in the person's zone. */
  weekOn: string;
  state: 'sent' | 'held' | 'merged';
  /** By when it wants something done; null: no matter when. */
  deadlineAt: string | null;
  expiresAt: string | null;
  /** The message of a Monday that it was merged into. */
  batchId: string | null;
  createdAt: string;
};
