// Which cards show one meeting, and bringing them up to date.
import { refreshMessages } from '../delivery/messages.ts';
import type { Trx } from '../store/database.ts';
import type { Series } from './series.ts';

/** The cards of one meeting: what is asked for, the agenda, the running card that becomes the record. */
export const MEETING_CARDS = ['meeting.items', 'meeting.agenda', 'meeting.start', 'meeting.record'] as const;

/** Those of them that still change once the meeting is on: the others say that it has begun. */
export const HELD_CARDS = ['meeting.start', 'meeting.record'] as const;

/** The cards of those who present CPD at one meeting, or missed it. */
const CPD_CARDS = ['cpd.turn', 'cpd.remind', 'cpd.nobody', 'cpd.material'] as const;

/** What a card about one meeting is about. */
export function subjectOf(seriesId: string, plannedOn: string): string {
  return `${seriesId}:${plannedOn}`;
}

/** Queues an edit of every card of a meeting (of some kinds, if given), in the transaction that changes it. */
export async function refreshMeeting(
  trx: Trx,
  { tenantId, id }: Series,
  plannedOns: readonly string[],
  now: Date,
  kinds: readonly string[] = MEETING_CARDS,
): Promise<void> {
  const subjectIds = plannedOns.map((plannedOn) => subjectOf(id, plannedOn));
  await refreshMessages(trx, { tenantId, subjectIds, kinds }, now);
}

/** The same of the cards of those who present CPD: when their date moves or falls out, or is another's. */
export async function refreshCpd(
  trx: Trx,
  { tenantId, id }: Pick<Series, 'tenantId' | 'id'>,
  plannedOns: readonly string[],
  now: Date,
): Promise<void> {
  const subjectIds = plannedOns.map((plannedOn) => subjectOf(id, plannedOn));
  await refreshMessages(trx, { tenantId, subjectIds, kinds: CPD_CARDS }, now);
}
