// The shape of the database as Kysely sees it: every table's columns, in the order of the floors.
// Portable between SQLite and PostgreSQL: ids, dates and instants are text (instants ISO 8601 in UTC, `…At`; dates
// `…On`), flags are 0 or 1, lists are JSON text. Columns are snake_case on disk (CamelCasePlugin).

import type { AgendaTables } from './tables-agenda.ts';
import type { CabinetMeetingsTables } from './tables-cabinet-meetings.ts';
import type { CheckinsTables } from './tables-checkins.ts';
import type { CpdTables } from './tables-cpd.ts';
import type { CreatedTable, UnaskedTable } from './tables-delivery.ts';
import type { CabinetReplies, HandlingTables, IssueHandling } from './tables-handling.ts';
import type { HazardsTables } from './tables-hazards.ts';
import type { DraftAsking, IssueMerging, MeTooTables } from './tables-me-too.ts';
import type { CalendarLinkTable, OccurrenceTable, SeriesTable } from './tables-meetings.ts';
import type { PollsTables } from './tables-polls.ts';
import type { StatementsTables } from './tables-statements.ts';

export type { UnaskedTable } from './tables-delivery.ts';

export type Flag = 0 | 1;

// ---- store: what arrived, who did what, what fell due ----

export type InboxTable = {
  tenantId: string;
  conversationKey: string;
  activityKey: string;
  claimedUntilAt: string;
  doneAt: string | null;
  /** The answer of an invoke, kept for repeats; null for messages. */
  answer: string | null;
};

export type AuditTable = {
  id: string;
  tenantId: string;
  at: string;
  actorId: string | null;
  action: string;
  subjectId: string;
  /** Ids and fixed words only: never what people typed. */
  note: string;
};

export type DueTable = { duty: string; subjectId: string; dueAt: string; claimedAt: string };

// ---- people ----

export type OrganisationTable = { id: string; tenantId: string; name: string; ods: string; createdAt: string };

export type OrganisationDomainTable = { tenantId: string; domain: string; organisationId: string };

export type PersonTable = {
  id: string;
  tenantId: string;
  /** Entra object id, lower case. */
  objectId: string;
  /** The `29:…` id that Teams gave this bot for the person; empty until seen. */
  channelUserId: string;
  name: string;
  email: string;
  timeZone: string;
  pausedAt: string | null;
  awayUntilOn: string | null;
  /** Wall times HH:MM between which the clock says nothing to them; empty: 19:00 and 08:00. */
  quietFrom: string;
  quietUntil: string;
  /** A guest of this tenant: their own chat here is one that they seldom open. */
  guest: Flag;
};

export type MembershipTable = {
  id: string;
  personId: string;
  organisationId: string;
  fromOn: string;
  toOn: string | null;
  source: 'roster' | 'domain' | 'asked' | 'admin';
};

export type TeamTable = {
  id: string;
  tenantId: string;
  /** channelData.team.id: `19:…@thread.tacv2`. */
  teamKey: string;
  name: string;
  organisationId: string | null;
  timeZone: string;
  nation: string;
  installedAt: string;
  removedAt: string | null;
  rosterAt: string | null;
};

export type TeamMemberTable = { teamId: string; personId: string; joinedAt: string; leftAt: string | null };

export type TeamRole = 'facilitator' | 'deputy' | 'handler';

export type TeamRoleTable = {
  teamId: string;
  personId: string;
  role: TeamRole;
  givenBy: string | null;
  givenAt: string;
  /** Null while a first facilitator of a team installed by policy waits for a second voice. */
  confirmedAt: string | null;
};

export type FunctionHolderTable = {
  teamId: string;
  /** The duty, e.g. `clinical-safety`. */
  duty: string;
  personId: string;
  standing: 'holder' | 'deputy';
  givenBy: string | null;
  givenAt: string;
};

export type ConversationState = 'open' | 'blocked' | 'uninstalled' | 'gone';

export type ConversationTable = {
  id: string;
  tenantId: string;
  /** The conversation id in Teams, without `;messageid=`. */
  conversationKey: string;
  scope: 'personal' | 'channel' | 'group';
  serviceUrl: string;
  /** The bot's own id here (`28:…`). */
  botKey: string;
  personId: string | null;
  teamId: string | null;
  state: ConversationState;
  reason: string;
  seenAt: string;
  welcomedAt: string | null;
};

// ---- delivery ----

export type OutboxState = 'waiting' | 'sent' | 'dropped' | 'unreachable' | 'dead';

export type OutboxTable = {
  id: string;
  tenantId: string;
  /** What to render, e.g. `issue.receipt`. */
  kind: string;
  subjectId: string;
  /** Exactly one of the three says where it goes: a person, a conversation, or a message to edit. */
  personId: string | null;
  conversationId: string | null;
  messageId: string | null;
  /** Root message to reply under, in a channel; empty for a new thread. */
  threadKey: string;
  /** What is kept in order: `person:<id>` for all that goes to a personal chat, else a conversation's id. */
  destination: string;
  /** Unique in its tenant: the same cause is never queued twice. */
  dedupeKey: string;
  notBeforeAt: string;
  expiresAt: string | null;
  state: OutboxState;
  attempts: number;
  leaseUntilAt: string | null;
  leaseOwner: string | null;
  lastError: string;
  createdAt: string;
  finishedAt: string | null;
  /** One of very many: goes when nothing else is due, and leaves others a part of what Teams allows. */
  bulk: Flag;
  /** Leaves no trace once it is done: about an anonymous act, whose time must not stay. */
  forget: Flag;
};

export type MessageTable = {
  /** Also the token that every interactive card carries. */
  id: string;
  tenantId: string;
  conversationId: string;
  /** The activity id in Teams; empty until it was sent. */
  activityKey: string;
  kind: string;
  subjectId: string;
  personId: string | null;
  createdAt: string;
};

// ---- issues ----

export type CabinetTable = CabinetReplies & {
  id: string;
  tenantId: string;
  organisationId: string;
  teamId: string;
  conversationId: string;
  name: string;
  prefix: string;
  lastNumber: number;
  /** JSON list of names. */
  systems: string;
  incidentName: string;
  incidentUrl: string;
  deskPhone: string;
  deskHours: string;
  personWord: string;
  handlers: 'facilitators' | 'team';
  createdAt: string;
  updatedAt: string;
};

export type IssueDraftTable = {
  id: string;
  tenantId: string;
  personId: string;
  cabinetId: string | null;
  /** `similar`: asked whether it is one of these; `joined`: it is one of them (`issueId`). */
  step: 'harm' | 'safety' | 'form' | 'similar' | 'raised' | 'joined';
  harm: '' | 'no' | 'could' | 'yes' | 'unsure';
  title: string;
  detail: string;
  issueId: string | null;
  createdAt: string;
} & DraftAsking;

export type IssueTable = {
  id: string;
  tenantId: string;
  organisationId: string;
  cabinetId: string;
  number: number;
  reference: string;
  raiserId: string;
  harm: 'no' | 'could' | 'yes' | 'unsure';
  flagged: Flag;
  releasedAt: string | null;
  releasedBy: string | null;
  title: string;
  detail: string;
  system: string;
  place: string;
  incidentRef: string;
  impact: 'me' | 'team' | 'service';
  urgency: 'later' | 'today' | 'now';
  share: 'handlers' | 'everyone';
  toldToPhoneAt: string | null;
  state: string;
  ownerId: string | null;
  reply: string;
  raisedAt: string;
  updatedAt: string;
  resolvedAt: string | null;
  closedAt: string | null;
  confirmed: Flag | null;
} & IssueHandling &
  IssueMerging;

export type IssueEventTable = {
  id: string;
  issueId: string;
  at: string;
  actorId: string | null;
  kind: string;
  fromState: string;
  toState: string;
  words: string;
};

export type IssueMemoryTable = { personId: string; cabinetId: string; system: string; place: string };

export type Tables = MeTooTables & {
  inbox: InboxTable;
  audit: AuditTable;
  due: DueTable;
  organisations: OrganisationTable;
  organisationDomains: OrganisationDomainTable;
  people: PersonTable;
  memberships: MembershipTable;
  teams: TeamTable;
  teamMembers: TeamMemberTable;
  teamRoles: TeamRoleTable;
  functionHolders: FunctionHolderTable;
  conversations: ConversationTable;
  outbox: OutboxTable;
  created: CreatedTable;
  unasked: UnaskedTable;
  messages: MessageTable;
  cabinets: CabinetTable;
  issueDrafts: IssueDraftTable;
  issues: IssueTable;
  issueEvents: IssueEventTable;
  issueMemory: IssueMemoryTable;
  series: SeriesTable;
  occurrences: OccurrenceTable;
  calendarLinks: CalendarLinkTable;
} & AgendaTables &
  CpdTables &
  HandlingTables &
  PollsTables &
  StatementsTables &
  CheckinsTables &
  HazardsTables &
  CabinetMeetingsTables;
