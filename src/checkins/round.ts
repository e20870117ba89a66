// A round, pure: who may still answer, who is asked in whose place, and what may be changed.
import type { ForumMemberTable, ResponseTable, RoundTable } from '../store/tables-checkins.ts';

export type Round = RoundTable;
export type Response = ResponseTable;
export type Member = ForumMemberTable;

export const STATES = ['steady', 'stretched', 'need-help'] as const;
export type CheckinState = (typeof STATES)[number];

export const HELPS = ['host', 'group', 'count'] as const;
export type Help = (typeof HELPS)[number];

export const ITEM_KINDS = ['learning', 'need', 'offer'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** The kinds of a message that show somebody's own place in a round. */
export const PROMPT_KINDS = ['checkin.prompt', 'checkin.reminder'];

/** The kind of a message that shows a digest to one person, in their own chat. */
export const READ_KIND = 'checkin.read';

/** The kinds of a message that follow a digest, between two people, and quote what one of them said. */
export const FOLLOW_UP_KINDS = ['checkin.contact', 'checkin.opened', 'checkin.share', 'checkin.shared'];

/** What a new item shows unless its author says otherwise. */
export const SHOWN_BY_DEFAULT = { learning: 'named', need: 'unattributed', offer: 'named' } as const;

/** What "ask the group" puts into the digest where its author wrote no need. */
export const GROUP_NEED = 'Somebody would welcome help from the group this week.';

/**
 * How an answer is taken now: `open` until the digest; `late` from then until the next prompt, for who has not answered in
 * time (a late answer may still be changed); `closed` otherwise.
 */
export function takes(
  round: Pick<Round, 'state' | 'lateUntilAt'>,
  response: Pick<Response, 'late'> | undefined,
  now: Date,
): 'open' | 'late' | 'closed' {
  if (round.state === 'open') return 'open';
  if (round.state !== 'digested' || now.toISOString() >= round.lateUntilAt) return 'closed';
  return response === undefined || response.late === 1 ? 'late' : 'closed';
}

/** Whether a digest of the round stands in its channel; not where nobody had answered. */
export function isPosted({ state, parts }: Pick<Round, 'state' | 'parts'>): boolean {
  return parts > 0 && (state === 'digested' || state === 'closed' || state === 'counted');
}

/** Whether a member is on the roster on a date (YYYY-MM-DD). */
export function isIn(member: Pick<Member, 'state' | 'fromOn' | 'toOn'>, on: string): boolean {
  return member.state === 'in' && member.fromOn <= on && (member.toOn === null || member.toOn > on);
}

/** The seats of a round: each organisation's CCIOs, or its deputies where it has no CCIO. */
export function seatsOf(members: readonly Member[]): Member[] {
  const led = new Set(members.filter(({ role }) => role === 'ccio').map(({ organisationId }) => organisationId));
  return members.filter(({ role, organisationId }) => role === 'ccio' || !led.has(organisationId));
}

/** Who can stand in for a member, by name. */
export function standInsOf(seat: Member, members: readonly Member[]): Member[] {
  return members.filter(
    ({ id, role, organisationId }) => role === 'deputy' && organisationId === seat.organisationId && id !== seat.id,
  );
}
