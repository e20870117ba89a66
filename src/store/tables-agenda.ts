// The tables of agendas and of what came of them, as Kysely sees them (see tables.ts for the conventions).
// `seriesId` and `plannedOn` name the occurrence for ever.

type OfOccurrence = { tenantId: string; seriesId: string; plannedOn: string };

export type AgendaItemTable = OfOccurrence & {
  id: string;
  title: string;
  minutes: number;
  proposerId: string;
  createdAt: string;
};

/** An item that somebody proposed without their name. `id` is by chance; there is no person and no time. */
export type AnonymousItemTable = OfOccurrence & { id: string; title: string; minutes: number };

export type AgendaUpdateTable = OfOccurrence & {
  id: string;
  personId: string;
  system: string;
  line: string;
  createdAt: string;
};

export type AttendanceTable = OfOccurrence & { personId: string; answer: 'yes' | 'apologies'; answeredAt: string };

/** The meeting itself from its agenda on; the record once it has ended. */
export type MeetingRecordTable = OfOccurrence & {
  /** Key of the item that the meeting is at; empty before it started. */
  presentKey: string;
  /** JSON of what was on the agenda from elsewhere (issues, themes, presenters) when the meeting ended; empty before. */
  frozen: string;
  /** Why CPD is passed over this once; empty where it is not. */
  passedOver: string;
  startedAt: string | null;
  endedAt: string | null;
  agreedAt: string | null;
  agreedBy: string | null;
};

/** What became of an item of one meeting's agenda. */
export type AgendaProgressTable = OfOccurrence & { itemKey: string; state: 'done' | 'later'; setAt: string };

export type MeetingNoteTable = OfOccurrence & {
  id: string;
  itemKey: string;
  kind: 'note' | 'decision';
  words: string;
  personId: string;
  createdAt: string;
};

export type ActionTable = OfOccurrence & {
  id: string;
  what: string;
  /** Null when its owner is nobody in the team. */
  ownerId: string | null;
  dueOn: string;
  madeBy: string;
  createdAt: string;
  doneAt: string | null;
  doneBy: string | null;
};

/** Bank holidays as they were last published. */
export type PublishedHolidaysTable = { source: string; text: string; fetchedAt: string };

/** Since when a bank holiday is known that was published late. */
export type KnownDayTable = { nation: string; offOn: string; knownAt: string };

/** A day that a team has off, or works although it is a bank holiday. */
export type LocalDayTable = { teamId: string; offOn: string; kind: 'off' | 'worked'; setBy: string; setAt: string };

export type AgendaTables = {
  agendaItems: AgendaItemTable;
  anonymousItems: AnonymousItemTable;
  agendaUpdates: AgendaUpdateTable;
  attendance: AttendanceTable;
  meetingRecords: MeetingRecordTable;
  agendaProgress: AgendaProgressTable;
  meetingNotes: MeetingNoteTable;
  actions: ActionTable;
  publishedHolidays: PublishedHolidaysTable;
  knownDays: KnownDayTable;
  localDays: LocalDayTable;
};
