// Opening a round: who is asked where, a deputy for whoever is away; all in the transaction that claims it.
import { dateIn } from '../calendar/dates.ts';
import { enqueue } from '../delivery/outbox.ts';
import { sayUnasked } from '../delivery/unasked.ts';
import type { Trx } from '../store/database.ts';
import type { PersonTable } from '../store/tables.ts';
import type { SeatTable } from '../store/tables-checkins.ts';
import type { Forum } from './forum.ts';
import { type Account, reachOf } from './roster.ts';
import { isIn, type Member, type Round, seatsOf, standInsOf } from './round.ts';
import { insertSeat, updateSeat } from './rounds-store.ts';
import { accountsOf, membersOfForum, organisationsOfForum } from './store.ts';

/** A prompt this late is not at the time that somebody set for it: quiet hours count. */
const SET_TIME_MS = 60 * 60 * 1000;

type Accounts = Map<string, (Account & { person: PersonTable })[]>;

/** Seats everybody and asks them. `today` is the date in the forum's zone. */
export async function seatAll(trx: Trx, forum: Forum, round: Round, now: Date): Promise<void> {
  const today = dateIn(now, forum.timeZone);
  const members = (await membersOfForum(trx, forum.id)).filter((one) => isIn(one, today));
  const accounts = await accountsOf(trx, members, forum.teamId);
  const sectors = new Map((await organisationsOfForum(trx, forum.id)).map(({ id, sector }) => [id, sector]));
  let inChannel = false;
  for (const member of seatsOf(members)) {
    const sector = sectors.get(member.organisationId) ?? '';
    const seat = { ...seatFor(round, member, members, accounts, today), sector };
    await insertSeat(trx, seat);
    inChannel ||= seat.via === 'channel';
    await ask(trx, forum, round, seat, accounts, now);
  }
  if (inChannel) await askInChannel(trx, forum, round, now);
}

/** One card for all who are asked in the channel: it opens a view of their own, and names nobody. */
export async function askInChannel(trx: Trx, forum: Forum, round: Round, now: Date): Promise<void> {
  const to = { conversation: forum.conversationId };
  const dedupeKey = `checkin.channel:${round.id}`;
  const { tenantId } = forum;
  await enqueue(trx, { tenantId, kind: 'checkin.channel', subjectId: round.id, to, dedupeKey }, now);
}

/** A member's seat, with who answers for it: themselves, or while they are away a deputy who is there. */
export function seatFor(
  round: Round,
  member: Member,
  members: readonly Member[],
  accounts: Accounts,
  today: string,
): SeatTable {
  const away = (one: Member) => (accounts.get(one.id) ?? []).some(({ person }) => isAway(person, today));
  const { tenantId, id: roundId } = round;
  const base = { tenantId, roundId, seatId: member.id, organisationId: member.organisationId, sector: '' };
  const reach = (one: Member) => reachOf(accounts.get(one.id) ?? []);
  const found = away(member)
    ? standInsOf(member, members).find((one) => !away(one) && reach(one).via !== 'none')
    : member;
  if (!found) return { ...base, memberId: member.id, via: 'away', personId: null, reason: '', skipped: 0 };
  const { via, personId, reason } = reach(found);
  return { ...base, memberId: found.id, via, personId: personId ?? null, reason, skipped: 0 };
}

export function isAway({ awayUntilOn }: Pick<PersonTable, 'awayUntilOn'>, today: string): boolean {
  return awayUntilOn !== null && awayUntilOn >= today;
}

/** Sends the prompt of a seat to a personal chat; the time that the host chose is not quiet where it is theirs too. */
export async function ask(
  trx: Trx,
  forum: Forum,
  round: Round,
  seat: SeatTable,
  accounts: Accounts,
  now: Date,
): Promise<void> {
  if (seat.via !== 'chat' || !seat.personId) return;
  const person = (accounts.get(seat.memberId) ?? []).find(({ personId }) => personId === seat.personId)?.person;
  if (!person) return;
  const inTime = now.getTime() - Date.parse(round.promptAt) < SET_TIME_MS;
  const theirs = person.timeZone === '' || person.timeZone === forum.timeZone;
  const subjectId = `${round.id}:${seat.seatId}`;
  const what = { kind: 'checkin.prompt', subjectId, sort: 'check-in', expires: new Date(round.lateUntilAt) } as const;
  const { tenantId, id: personId } = person;
  const dedupeKey = `checkin.prompt:${subjectId}:${personId}`;
  await sayUnasked(trx, { tenantId, personId, ...what, dedupeKey, timeWasSet: inTime && theirs }, now);
}

/** The CCIO is away from now on: who can stand in is asked in their place, if they have not answered. */
export async function handOver(trx: Trx, forum: Forum, round: Round, seat: SeatTable, now: Date): Promise<void> {
  const today = dateIn(now, forum.timeZone);
  const members = (await membersOfForum(trx, forum.id)).filter((one) => isIn(one, today));
  const member = members.find(({ id }) => id === seat.seatId);
  if (!member) return;
  const accounts = await accountsOf(trx, members, forum.teamId);
  const { memberId, via, personId, reason } = seatFor(round, member, members, accounts, today);
  await updateSeat(trx, seat, { memberId, via, personId, reason });
  const handed = { ...seat, memberId, via, personId, reason };
  await ask(trx, forum, round, handed, accounts, now);
  if (via === 'channel') await askInChannel(trx, forum, round, now);
}
