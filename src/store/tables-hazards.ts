// The tables of hazard drafts and go-lives, as Kysely sees them (see tables.ts for the conventions).

/** Never deleted. What is to be judged (cause, effect, hazard, harm, severity, likelihood) has no column on purpose. */
export type HazardDraftTable = {
  id: string;
  tenantId: string;
  organisationId: string;
  cabinetId: string;
  /** One draft for each issue. */
  issueId: string;
  /** The issue's reference, by which people call the draft too. */
  reference: string;
  name: string;
  description: string;
  system: string;
  version: string;
  place: string;
  workaround: string;
  state: 'triage' | 'accepted' | 'merged' | 'declined';
  /** Its number in the organisation's own hazard log, once accepted. */
  logRef: string;
  /** Why it is no hazard, once declined. */
  reason: string;
  mergedInto: string | null;
  seenBy: string | null;
  seenAt: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  firstSeenAt: string;
  /** Since when clinical safety has it to look at. */
  handedAt: string;
  updatedAt: string;
};

/** What others said of the same thing, without their names: it must outlive "forget me". */
export type HazardReportTable = { id: string; hazardId: string; words: string; place: string; reportedAt: string };

export type GoLiveTable = {
  id: string;
  tenantId: string;
  teamId: string;
  name: string;
  system: string;
  liveOn: string;
  leadId: string;
  managerId: string;
  state: 'open' | 'booked' | 'not-needed';
  /** The day of the hazard workshop, or empty. */
  workshopOn: string;
  /** Why no workshop is needed, or empty. */
  reason: string;
  decidedBy: string | null;
  decidedAt: string | null;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
};

export type HazardsTables = {
  hazardDrafts: HazardDraftTable;
  hazardReports: HazardReportTable;
  goLives: GoLiveTable;
};
