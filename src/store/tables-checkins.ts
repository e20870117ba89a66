// The tables of the check-ins, as Kysely sees them (see tables.ts for the conventions).
// Ids of items and offers are random: they go to others, and must not tell when something was written.

export type ForumTable = {
  id: string;
  tenantId: string;
  teamId: string;
  /** The channel that the digest goes to. */
  conversationId: string;
  name: string;
  /** 1 for Monday to 5 for Friday. */
  weekday: number;
  /** Wall time HH:MM of the call; empty: written only. */
  callTime: string;
  joinLink: string;
  promptTime: string;
  remindTime: string;
  digestTime: string;
  promptDay: 'before' | 'same';
  digestDay: 'same' | 'next';
  nation: string;
  timeZone: string;
  clash: string;
  members: 'channel' | 'list';
  /** JSON list: the region's portfolio. */
  topics: string;
  keepWeeks: number;
  hostId: string;
  /** JSON list of the host's deputies' person ids. */
  deputies: string;
  /** The monthly meeting of all: which weekday of the month; empty where there is none. */
  monthlyWhich: string;
  monthlyWeekday: number;
  monthlyTime: string;
  /** The meetings that hold the call and the monthly meeting. */
  seriesId: string | null;
  monthlySeriesId: string | null;
  state: 'running' | 'ended';
  createdAt: string;
  updatedAt: string;
};

export type ForumOrganisationTable = {
  id: string;
  tenantId: string;
  forumId: string;
  name: string;
  ods: string;
  sector: string;
  /** From this date on it is part of its successor; what it said before stays its own. */
  endedOn: string | null;
  successorId: string | null;
};

export type ForumMemberTable = {
  id: string;
  tenantId: string;
  forumId: string;
  organisationId: string;
  /** Entra object id or mail address, lower case: finds the person in whatever tenant we meet them. */
  handle: string;
  name: string;
  role: 'ccio' | 'deputy';
  source: 'list' | 'channel' | 'asked';
  /** `removed`: taken off by the host, and not put on again merely by being in the channel. */
  state: 'in' | 'asking' | 'declined' | 'removed';
  fromOn: string;
  /** The first day that they are no member any more. */
  toOn: string | null;
};

export type RoundTable = {
  id: string;
  tenantId: string;
  forumId: string;
  /** The weekday's date: it names the round for ever. */
  plannedOn: string;
  heldOn: string;
  promptAt: string;
  remindAt: string;
  digestAt: string;
  /** When the next prompt goes out: until then a late answer is taken. */
  lateUntilAt: string;
  /** `counted`: the answers were deleted, the counts stay. */
  state: 'open' | 'digested' | 'closed' | 'counted' | 'missed';
  /** How many parts the posted digest has; 0: none was posted. */
  parts: number;
  /** JSON of the counts as they are shown. */
  counts: string;
  createdAt: string;
};

/** A CCIO's place in a round; `memberId` is who is to answer, their deputy while they are away. */
export type SeatTable = {
  tenantId: string;
  roundId: string;
  seatId: string;
  memberId: string;
  organisationId: string;
  sector: string;
  /** How they were asked: `away` were not, `none` could not be. */
  via: 'chat' | 'channel' | 'none' | 'away';
  personId: string | null;
  reason: string;
  skipped: 0 | 1;
};

export type ResponseTable = {
  tenantId: string;
  roundId: string;
  seatId: string;
  personId: string;
  state: 'steady' | 'stretched' | 'need-help';
  help: '' | 'host' | 'group' | 'count';
  topics: string;
  late: 0 | 1;
};

export type ItemTable = {
  id: string;
  tenantId: string;
  roundId: string;
  seatId: string;
  kind: 'learning' | 'need' | 'offer';
  words: string;
  shown: 'named' | 'unattributed';
  /** Its place in the digest, drawn by lot; 0 while it is in none. */
  position: number;
};

export type OfferTable = {
  id: string;
  tenantId: string;
  itemId: string;
  /** Who can help, or wants to know more. */
  personId: string;
  state: 'waiting' | 'opened';
};

export type ShareTable = {
  id: string;
  tenantId: string;
  itemId: string;
  /** Who wants to pass the learning on. */
  personId: string;
  state: 'asked' | 'named' | 'unattributed' | 'no';
};

export type CheckinsTables = {
  forums: ForumTable;
  forumOrganisations: ForumOrganisationTable;
  forumMembers: ForumMemberTable;
  checkinRounds: RoundTable;
  checkinSeats: SeatTable;
  checkinResponses: ResponseTable;
  checkinItems: ItemTable;
  checkinOffers: OfferTable;
  checkinShares: ShareTable;
};
