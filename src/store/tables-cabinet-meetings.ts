// The tables of the meetings of cabinets, as Kysely sees them (see tables.ts for the conventions).

export type CabinetMeetingTable = {
  id: string;
  tenantId: string;
  cabinetId: string;
  /** The series that the date is of; empty for a single date. */
  seriesId: string;
  /** The series' own name of the date, or the day of a single one. */
  plannedOn: string;
  startAt: string;
  endAt: string;
  place: string;
  state: 'planned' | 'called-off';
  createdAt: string;
};

/** What is new: what it does, what it does not do, and what people need to check themselves. */
export type CabinetUpdateTable = {
  id: string;
  meetingId: string;
  personId: string;
  title: string;
  does: string;
  doesNot: string;
  toCheck: string;
  updatedAt: string;
};

/** Who asked for a reminder before a meeting, or for its summary; nobody needs to be of the team for that. */
export type CabinetAskerTable = {
  meetingId: string;
  personId: string;
  wants: 'reminder' | 'summary';
  askedAt: string;
};

export type CabinetMeetingsTables = {
  cabinetMeetings: CabinetMeetingTable;
  cabinetUpdates: CabinetUpdateTable;
  cabinetAskers: CabinetAskerTable;
};
