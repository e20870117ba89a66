// Answering: one press is the answer, the rest is optional; skip, away, pause and resume. Each answer locks its round, so
// that it is in the digest or late, never neither.
import { randomUUID } from 'node:crypto';
import { dateIn } from '../calendar/dates.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { type Person, personById, setReminders } from '../people/people-store.ts';
import type { Queries, Trx } from '../store/database.ts';
import type { ResponseTable, SeatTable } from '../store/tables-checkins.ts';
import type { CheckinsDeps } from './deps.ts';
import type { Forum } from './forum.ts';
import { type AddInput, guardCheckin } from './inputs.ts';
import { handOver, seatFor } from './opening.ts';
import {
  type CheckinState,
  GROUP_NEED,
  type Help,
  ITEM_KINDS,
  isIn,
  type Member,
  type Response,
  type Round,
  SHOWN_BY_DEFAULT,
  takes,
} from './round.ts';
import {
  dropItem,
  dropResponse,
  insertSeat,
  itemsOfSeat,
  lockRound,
  putItem,
  putResponse,
  responseOf,
  roundById,
  roundsIn,
  seatsIn,
  updateSeat,
} from './rounds-store.ts';
import { accountsOf, forumById, membershipsOf, membersOfForum, organisationsOfForum } from './store.ts';

/** Somebody's place in a round, and what they have said. */
export type Mine = { forum: Forum; round: Round; seat: SeatTable; response: Response | undefined; member: Member };

export function createAnswering({ db, now }: CheckinsDeps) {
  const today = (forum: Forum) => dateIn(now(), forum.timeZone);

  /** The place of a person in a round; undefined for who is not on the roster now, or not asked. */
  async function placeOf(queries: Queries, person: Person, round: Round): Promise<Mine | undefined> {
    const forum = await forumById(queries, round.forumId);
    if (!forum) return undefined;
    const mine = await membershipsOf(queries, person, today(forum), forum.id);
    const seats = await seatsIn(queries, round.id);
    for (const member of mine) {
      const seat =
        seats.find(({ memberId }) => memberId === member.id) ?? seats.find(({ seatId }) => seatId === member.id);
      if (seat) return { forum, round, seat, member, response: await responseOf(queries, round.id, seat.seatId) };
    }
    return undefined;
  }

  /** Does something to one's own place in a round that still takes it. */
  async function change(
    actor: Actor,
    roundId: string,
    apply: (trx: Trx, mine: Mine, late: 0 | 1, person: Person) => Promise<void>,
  ): Promise<Mine> {
    return db.transaction().execute(async (trx) => {
      const round = await lockRound(trx, roundId);
      const person = await personById(trx, actor.personId);
      const forum = round && (await forumById(trx, round.forumId));
      if (!round || !person || !forum) throw noRound();
      const mine = await placeOf(trx, person, round);
      if (!mine) throw await notOnRoster(trx, person, forum);
      const { seat, member, response } = mine;
      if (seat.memberId !== member.id) {
        if (response) throw new Refusal('conflict', 'Your deputy has answered for this week.');
        // The CCIO is back: the seat is theirs again.
        await updateSeat(trx, seat, { memberId: member.id, personId: person.id });
        seat.memberId = member.id;
      }
      const how = takes(round, response, now());
      if (how === 'closed') throw closed(round, response);
      await apply(trx, mine, how === 'late' ? 1 : 0, person);
      return { ...mine, response: await responseOf(trx, round.id, seat.seatId) };
    });
  }

  async function notOnRoster(trx: Trx, person: Person, forum: Forum): Promise<Refusal> {
    const mine = await membershipsOf(trx, person, today(forum), forum.id);
    if (mine.length === 0) return new Refusal('forbidden', 'Only people on the roster of this check-in can answer it.');
    return new Refusal('conflict', 'Your CCIO answers this week. You are asked when they are away.');
  }

  /** One press, and one has answered. */
  async function answer(actor: Actor, roundId: string, state: CheckinState): Promise<Mine> {
    return change(actor, roundId, async (trx, { round, seat, response }, late, person) => {
      const help = state === 'need-help' ? (response?.help ?? '') : '';
      const base = { tenantId: round.tenantId, roundId, seatId: seat.seatId, personId: person.id };
      await putResponse(trx, { ...base, state, help, topics: response?.topics ?? '[]', late });
      if (seat.skipped === 1) await updateSeat(trx, seat, { skipped: 0 });
    });
  }

  /** What one adds to the answer, all of it optional. A text that was taken out is gone. */
  async function add(actor: Actor, roundId: string, input: AddInput): Promise<Mine> {
    guardCheckin({ learning: input.learning, need: input.need, offer: input.offer });
    return change(actor, roundId, async (trx, { forum, round, seat, response }, late) => {
      if (!response) throw new Refusal('conflict', 'First choose how your week is: one of the three buttons.');
      const picked = input.topics.split(',').map((topic) => topic.trim());
      const topics = JSON.stringify(forum.topics.filter((topic) => picked.includes(topic)));
      await putResponse(trx, { ...response, topics, late });
      for (const kind of ITEM_KINDS) {
        const key = { roundId, seatId: seat.seatId, kind };
        const [words, shown] = [input[kind], input[`${kind}As`]];
        if (words === '') await dropItem(trx, key);
        else await putItem(trx, { ...key, id: randomUUID(), tenantId: round.tenantId, words, shown, position: 0 });
      }
    });
  }

  /** Who needs help chooses what comes of it; without a choice nobody is told. */
  async function help(actor: Actor, roundId: string, how: Help): Promise<Mine> {
    return change(actor, roundId, async (trx, { round, seat, response }, late) => {
      if (response?.state !== 'need-help') throw new Refusal('conflict', 'First press I need help.');
      await putResponse(trx, { ...response, help: how, late });
      const items = await itemsOfSeat(trx, roundId, seat.seatId);
      const need = items.find(({ kind }) => kind === 'need');
      const key = { roundId, seatId: seat.seatId, kind: 'need' } as const;
      if (how !== 'group' && need?.words === GROUP_NEED) await dropItem(trx, key);
      if (how !== 'group' || need) return;
      const item = { ...key, id: randomUUID(), tenantId: round.tenantId, words: GROUP_NEED, position: 0 };
      await putItem(trx, { ...item, shown: SHOWN_BY_DEFAULT.need });
    });
  }

  /** Not this week: no reminder, and what was said is gone. */
  async function skip(actor: Actor, roundId: string): Promise<Mine> {
    return change(actor, roundId, async (trx, { seat }) => {
      await updateSeat(trx, seat, { skipped: 1 });
      await dropResponse(trx, roundId, seat.seatId);
    });
  }

  /** Away until a date, that day included: a deputy is asked, this week too. */
  async function away(actor: Actor, roundId: string, until: string): Promise<Mine> {
    return change(actor, roundId, async (trx, { forum, round, seat, response }, _, person) => {
      if (until < today(forum)) throw new Refusal('invalid', 'Away until: that day is past. Choose the last day away.');
      await setReminders(trx, person.id, { awayUntilOn: until });
      if (!response && round.state === 'open') await handOver(trx, forum, round, seat, now());
    });
  }

  async function pause(actor: Actor): Promise<void> {
    await setReminders(db, actor.personId, { pausedAt: now().toISOString() });
  }

  /** Prompts come again; and this week is not skipped any more. */
  async function resume(actor: Actor, roundId: string): Promise<void> {
    await setReminders(db, actor.personId, { pausedAt: null, awayUntilOn: null });
    const round = await roundById(db, roundId);
    if (!round) return;
    await change(actor, roundId, (trx, { seat }) => updateSeat(trx, seat, { skipped: 0 })).catch((error: unknown) => {
      // Too late for this round is no fault of resuming.
      if (!(error instanceof Refusal)) throw error;
    });
  }

  /** One's places in all rounds that still take an answer, in each forum the newest alone. */
  async function open(actor: Actor): Promise<Mine[]> {
    return db.transaction().execute(async (trx) => {
      const person = await personById(trx, actor.personId);
      if (!person) return [];
      const mine = await membershipsOf(trx, person, dateIn(now(), 'Europe/London'));
      const forumIds = [...new Set(mine.map(({ forumId }) => forumId))];
      const found: Mine[] = [];
      for (const forumId of forumIds) {
        const [round] = await roundsIn(trx, [forumId], ['open', 'digested']);
        const place = round && ((await placeOf(trx, person, round)) ?? (await seated(trx, person, round)));
        if (place && takes(place.round, undefined, now()) !== 'closed') found.push(place);
      }
      return found;
    });
  }

  /** A place for a CCIO who came onto the roster after the round had opened. */
  async function seated(trx: Trx, person: Person, round: Round): Promise<Mine | undefined> {
    const forum = await forumById(trx, round.forumId);
    if (!forum) return undefined;
    const [member] = (await membershipsOf(trx, person, today(forum), forum.id)).filter(({ role }) => role === 'ccio');
    if (!member || (await lockRound(trx, round.id))?.state !== 'open') return undefined;
    // They may have asked twice at once.
    const meanwhile = await placeOf(trx, person, round);
    if (meanwhile) return meanwhile;
    const members = (await membersOfForum(trx, forum.id)).filter((one) => isIn(one, today(forum)));
    const organisation = (await organisationsOfForum(trx, forum.id)).find(({ id }) => id === member.organisationId);
    const accounts = await accountsOf(trx, [member], forum.teamId);
    const seat = { ...seatFor(round, member, members, accounts, today(forum)), sector: organisation?.sector ?? '' };
    await insertSeat(trx, { ...seat, memberId: member.id });
    return placeOf(trx, person, round);
  }

  /** For a card: the place of a person in a round, as it stands. */
  async function look(personId: string, roundId: string): Promise<Mine | undefined> {
    const [person, round] = [await personById(db, personId), await roundById(db, roundId)];
    return person && round ? placeOf(db, person, round) : undefined;
  }

  return { answer, add, help, skip, away, pause, resume, open, look };
}

function closed(round: Round, response: Pick<ResponseTable, 'late'> | undefined): Refusal {
  if (round.state === 'digested' && response) {
    return new Refusal('conflict', 'The digest has gone out, so this answer cannot be changed any more.');
  }
  return new Refusal('conflict', 'This check-in is closed. Write checkin for the one that is open.');
}

export function noRound(): Refusal {
  return new Refusal('missing', 'There is no such check-in. Write checkin for the one that is open.');
}
