// The tables of the meetings, as Kysely sees them (see tables.ts for the conventions).

export type SeriesTable = {
  id: string;
  tenantId: string;
  teamId: string;
  conversationId: string;
  title: string;
  firstOn: string;
  /** Wall time, HH:MM. */
  startTime: string;
  minutes: number;
  /** JSON of the repeat (calendar/recurrence.ts). */
  repeat: string;
  clash: string;
  nation: string;
  timeZone: string;
  place: string;
  ownerId: string;
  /** JSON list of the people who may skip, move and chair as the owner may. */
  deputies: string;
  /** JSON list of the team's own standing items. */
  standing: string;
  /** How many days before a meeting the channel is asked for items; 0: a call without items and CPD, held for another feature. */
  askDays: number;
  state: 'draft' | 'running' | 'paused' | 'ended';
  createdAt: string;
  updatedAt: string;
};

/** What was decided of one date, or came of it; a date nobody touched has no row. */
export type OccurrenceTable = {
  seriesId: string;
  /** The rule's date: it names the occurrence for ever. */
  plannedOn: string;
  state: 'answered' | 'moved' | 'skipped' | 'held' | 'missed';
  /** How the owner answered a clash; empty unless answered. */
  answer: string;
  heldOn: string;
  startTime: string;
  reason: string;
  decidedBy: string | null;
  decidedAt: string;
  /** Counts the changes, as calendars need it (RFC 5545, SEQUENCE). */
  sequence: number;
};

export type CalendarLinkTable = {
  id: string;
  tenantId: string;
  personId: string;
  /** SHA-256 of the token in the address: the database alone opens no calendar. */
  tokenHash: string;
  createdAt: string;
  revokedAt: string | null;
};
