// The tables of handling issues, as Kysely sees them (see tables.ts for the conventions).

/** What the handler, not the raiser, says of an issue; columns of `issues`. Empty: not said yet. */
export type IssueHandling = {
  kind: '' | 'fault' | 'idea' | 'question' | 'request';
  burden: '' | 'safety' | 'time' | 'data' | 'access' | 'training' | 'other';
  sector: '' | 'hospital' | 'community' | 'mental-health' | 'primary-care' | 'social-care' | 'ambulance' | 'other';
  /** For IT, in their words; the raiser never sees it. */
  techNote: string;
  /** Whom it waits for; empty while it waits: the person who raised it. */
  waitingFor: string;
  waitingUntilOn: string | null;
  /** The service desk's own reference and link, once it was handed over. */
  deskRef: string;
  deskUrl: string;
  /** Whom the cabinet's table offers it to, and who stands in for them. */
  offeredTo: string | null;
  deputyId: string | null;
};

/** One run through at most ten issues in a handler's own chat. */
export type TriageRoundTable = {
  id: string;
  tenantId: string;
  personId: string;
  /** JSON list of issue ids, in the order shown. */
  issues: string;
  /** From 0; beyond the last: finished. */
  position: number;
  createdAt: string;
};

/** Columns of `cabinets`. */
export type CabinetReplies = {
  /** JSON of one's own words for replies to begin from, by state (src/issues/starters.ts). */
  replies: string;
};

/** A line of a cabinet's table: whose issues of a network, or of a system, are. */
export type CabinetRouteTable = {
  id: string;
  tenantId: string;
  cabinetId: string;
  sort: 'network' | 'system';
  name: string;
  /** JSON list: the places of a network, as people write them. */
  places: string;
  personId: string;
  deputyId: string | null;
  createdBy: string;
  createdAt: string;
};

export type CabinetTargetsTable = {
  cabinetId: string;
  tenantId: string;
  /** Wall times HH:MM of the core hours. */
  opensAt: string;
  closesAt: string;
  /** JSON: priority -> {look, done}, in minutes of working time. */
  targets: string;
  updatedBy: string;
  updatedAt: string;
};

/** On which day of the week (1 Monday to 5 Friday) somebody wants the list of what is late. */
export type LateDayTable = { personId: string; tenantId: string; day: number };

export type HandlingTables = {
  triageRounds: TriageRoundTable;
  cabinetRoutes: CabinetRouteTable;
  cabinetTargets: CabinetTargetsTable;
  lateDays: LateDayTable;
};
