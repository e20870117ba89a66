// The digest's use cases: drawing lots, counting, queueing its parts and the host's note; correcting it once; forgetting.
import { messagesAbout, refreshMessages } from '../delivery/messages.ts';
import { enqueue } from '../delivery/outbox.ts';
import { sayUnasked } from '../delivery/unasked.ts';
import { peopleByIds } from '../people/people-store.ts';
import type { Queries, Trx } from '../store/database.ts';
import type { CheckinsDeps } from './deps.ts';
import { byTopic, type Counts, corrected, countsOf, drawLots, heldBack, type Item } from './digest.ts';
import type { Forum } from './forum.ts';
import { hostNow } from './hosting.ts';
import { type PartGroup, partsOf } from './parts.ts';
import { FOLLOW_UP_KINDS, PROMPT_KINDS, READ_KIND, type Round } from './round.ts';
import {
  followUpsOf,
  forgetRound,
  itemsIn,
  responsesIn,
  roundBefore,
  seatsIn,
  setPosition,
  updateRound,
} from './rounds-store.ts';
import { membersOfForum, organisationsOfForum } from './store.ts';

/** The posted digest of a round in its parts, as it stands now; what is unattributed has no author in it. */
export async function digestParts(db: Queries, forum: Forum, round: Round): Promise<PartGroup[][]> {
  const items = (await itemsIn(db, round.id)).filter(({ position }) => position > 0);
  const responses = await responsesIn(db, round.id);
  // Until the late answers are taken in, none of them moves an item to another topic.
  const counted = responses.filter(({ late }) => late === 0 || round.state !== 'digested');
  const topics = new Map(counted.map(({ seatId, topics: list }) => [seatId, JSON.parse(list) as string[]]));
  const seats = new Map((await seatsIn(db, round.id)).map((seat) => [seat.seatId, seat]));
  const members = new Map((await membersOfForum(db, forum.id)).map((one) => [one.id, one.name]));
  const organisations = new Map((await organisationsOfForum(db, forum.id)).map((one) => [one.id, one.name]));
  const people = new Map(
    (
      await peopleByIds(
        db,
        responses.map((one) => one.personId),
      )
    ).map((one) => [one.id, one.name]),
  );
  const authors = new Map(responses.map((one) => [one.seatId, people.get(one.personId) ?? '']));
  const fromOf = ({ seatId, shown }: Item) => {
    if (shown === 'unattributed') return '';
    const seat = seats.get(seatId);
    const name = authors.get(seatId) || members.get(seat?.memberId ?? '') || '';
    return [name, organisations.get(seat?.organisationId ?? '') ?? ''].filter(Boolean).join(', ');
  };
  return partsOf(byTopic(items, topics, forum.topics), fromOf);
}

export function createDigesting({ now, random }: Pick<CheckinsDeps, 'now' | 'random'>) {
  /** Posts the digest; where nobody answered there is none, and the host's note says so. */
  async function post(trx: Trx, forum: Forum, round: Round): Promise<void> {
    const responses = await responsesIn(trx, round.id);
    const items = await itemsIn(trx, round.id);
    const seats = await seatsIn(trx, round.id);
    const counts = countsOf(seats, responses, items);
    await drawAgain(trx, round);
    const parts = responses.length === 0 ? 0 : (await digestParts(trx, forum, round)).length;
    await updateRound(trx, round.id, { state: 'digested', parts, counts: JSON.stringify(counts) });
    await queueParts(trx, forum, round, 1, parts);
    // One's own card leads to the digest from now on: who is in another tenant sees no channel.
    await redrawPersonal(trx, placesOf(round, seats), now());
    await tellHost(trx, forum, 'checkin.note', round);
  }

  /** The time for late answers is over: the posted digest is corrected, once, and the round is closed. */
  async function close(trx: Trx, forum: Forum, round: Round): Promise<void> {
    const before = JSON.parse(round.counts) as Counts;
    const responses = await responsesIn(trx, round.id);
    const late = responses.filter((one) => one.late === 1);
    if (late.length === 0) return updateRound(trx, round.id, { state: 'closed' });
    const counts = JSON.stringify(corrected(before, responses));
    // Their cards say from now on what of it is shown, and what is not.
    await redrawPersonal(trx, placesOf(round, late), now());
    if (round.parts === 0) return updateRound(trx, round.id, { state: 'closed', counts });
    await drawAgain(trx, round, heldBack(await itemsIn(trx, round.id), responses));
    const whole = await digestParts(trx, forum, { ...round, state: 'closed' });
    const parts = Math.max(round.parts, whole.length);
    await updateRound(trx, round.id, { state: 'closed', parts, counts });
    await redraw(trx, forum, round);
    await queueParts(trx, forum, round, round.parts + 1, parts);
  }

  /** Every item gets a lot, the late ones among the others: their order tells nothing. `held`: ids of those that get none. */
  async function drawAgain(trx: Trx, round: Round, held: ReadonlySet<string> = new Set()): Promise<void> {
    const ids = (await itemsIn(trx, round.id)).map(({ id }) => id).filter((id) => !held.has(id));
    for (const [id, position] of drawLots(ids, random)) await setPosition(trx, id, position);
  }

  async function queueParts(trx: Trx, forum: Forum, round: Round, from: number, to: number): Promise<void> {
    const { tenantId, conversationId } = forum;
    for (let part = from; part <= to; part += 1) {
      const subjectId = `${round.id}:${part}`;
      const dedupeKey = `checkin.digest:${subjectId}`;
      const where = { conversation: conversationId };
      await enqueue(trx, { tenantId, kind: 'checkin.digest', subjectId, to: where, dedupeKey }, now());
    }
  }

  async function redraw(trx: Trx, forum: Forum, round: Round): Promise<void> {
    const subjectIds = Array.from({ length: round.parts }, (_, index) => `${round.id}:${index + 1}`);
    await refreshMessages(trx, { tenantId: forum.tenantId, subjectIds, kinds: ['checkin.digest'] }, now());
    await redrawPersonal(trx, subjectIds, now());
  }

  /** One note a round, at the time that was set for the digest. */
  async function tellHost(trx: Trx, forum: Forum, kind: string, round: Round): Promise<void> {
    const personId = await hostNow(trx, forum, now());
    if (!personId) return;
    const { tenantId } = forum;
    const what = { kind, subjectId: round.id, dedupeKey: `${kind}:${round.id}` };
    const timeWasSet = kind === 'checkin.note';
    const said = await sayUnasked(trx, { tenantId, personId, ...what, sort: 'check-in', timeWasSet }, now());
    // Who asks for a call is heard: that is somebody's act, which no pause holds up.
    if (said !== 'paused' || !(await asksForCall(trx, forum, round))) return;
    await enqueue(trx, { tenantId, ...what, to: { person: personId } }, now());
  }

  /** In this round, or too late for the note of the one before. */
  async function asksForCall(trx: Trx, forum: Forum, round: Round): Promise<boolean> {
    const before = await roundBefore(trx, forum.id, round.plannedOn);
    const late = before ? (await responsesIn(trx, before.id)).filter((one) => one.late === 1) : [];
    return [...(await responsesIn(trx, round.id)), ...late].some(({ help }) => help === 'host');
  }

  /** After the weeks of keeping only counts stay: nothing of what was said, by whom, or for whom; on no card either. */
  async function forget(trx: Trx, forum: Forum, round: Round): Promise<void> {
    const answered = placesOf(round, await responsesIn(trx, round.id));
    const items = await itemsIn(trx, round.id);
    const followUps = await followUpsOf(
      trx,
      items.map(({ id }) => id),
    );
    await forgetRound(trx, round.id);
    await updateRound(trx, round.id, { state: 'counted' });
    await redraw(trx, forum, round);
    await redrawPersonal(trx, [...answered, ...followUps], now());
  }

  return { post, close, forget, tellHost };
}

/** The subjects of the cards that show these places in a round. */
function placesOf({ id }: Round, seats: readonly { seatId: string }[]): string[] {
  return seats.map(({ seatId }) => `${id}:${seatId}`);
}

/** Edits the cards in people's own chats that are about these subjects, in whatever tenants they are. */
export async function redrawPersonal(trx: Trx, subjectIds: readonly string[], now: Date): Promise<void> {
  const kinds = [...PROMPT_KINDS, ...FOLLOW_UP_KINDS, READ_KIND];
  const tenants = new Set((await messagesAbout(trx, subjectIds, kinds)).map(({ tenantId }) => tenantId));
  for (const tenantId of tenants) await refreshMessages(trx, { tenantId, subjectIds, kinds }, now);
}
