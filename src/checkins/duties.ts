// What the clock makes check-ins do: open a round, remind the silent, post the digest, close, forget. Each is claimed in
// the database with what it causes, so that it happens once, whatever restarts and however many instances run.
import { dateIn } from '../calendar/dates.ts';
import { claimDue } from '../clock/due.ts';
import { doEach } from '../clock/each.ts';
import { sayUnasked } from '../delivery/unasked.ts';
import type { Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { PersonTable } from '../store/tables.ts';
import type { CheckinsDeps } from './deps.ts';
import { createDigesting } from './digesting.ts';
import type { Forum } from './forum.ts';
import { askInChannel, isAway, seatAll } from './opening.ts';
import { reachOf } from './roster.ts';
import { endLeft, leftOf, syncChannel } from './rostering.ts';
import { isIn, type Round } from './round.ts';
import { insertRound, liveRounds, lockRound, responsesIn, roundOfDate, seatsIn, updateSeat } from './rounds-store.ts';
import { type RoundTimes, roundAfter, roundsAround } from './schedule.ts';
import { redrawTheirs } from './sight.ts';
import { accountsOf, forumById, membersOfForum, runningForums } from './store.ts';

/** How far back a round that nobody opened is still recorded as missed. */
const BACK_DAYS = 35;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

export function createCheckinDuties(deps: CheckinsDeps) {
  const { db, now } = deps;
  const digesting = createDigesting(deps);

  /** Everything that is due now; a forum that fails holds up no other. Safe to run as often as one likes, and by two at once. */
  async function run(): Promise<void> {
    const beginAll = async () => doEach(await runningForums(db), beginIn);
    const tendAll = async () => doEach(await liveRounds(db), tend);
    await doEach([beginAll, tendAll], (part) => part());
  }

  async function beginIn(forum: Forum): Promise<void> {
    await letGo(forum);
    await begin(forum);
  }

  /** Who is on the roster as a member of the channel and has left its team keeps no card that quotes somebody. */
  async function letGo(forum: Forum): Promise<void> {
    const today = dateIn(now(), forum.timeZone);
    if ((await leftOf(db, forum, today)).length === 0) return;
    await db.transaction().execute(async (trx) => {
      for (const member of await endLeft(trx, forum, today)) await redrawTheirs(trx, forum, member, now());
    });
  }

  /** Rounds whose prompt is due: opened while their digest is still to come, else recorded as missed. */
  async function begin(forum: Forum): Promise<void> {
    for (const times of roundsAround(forum, now(), BACK_DAYS)) {
      if (now() < times.promptAt || times.promptAt < new Date(forum.createdAt)) continue;
      if (await roundOfDate(db, forum.id, times.plannedOn)) continue;
      await db.transaction().execute((trx) => start(trx, forum, times));
    }
  }

  async function start(trx: Trx, forum: Forum, times: RoundTimes): Promise<void> {
    const { plannedOn, promptAt, remindAt, digestAt } = times;
    const subject = `${forum.id}:${plannedOn}`;
    if (!(await claimDue(trx, 'checkin.round', subject, plannedOn, now()))) return;
    // Set up or changed after its prompt was due, it begins with the next one.
    const missed = now() >= digestAt;
    if (missed && promptAt < new Date(forum.updatedAt)) return;
    const next = roundAfter(forum, plannedOn);
    const round: Round = {
      id: newId(now()),
      tenantId: forum.tenantId,
      forumId: forum.id,
      plannedOn,
      heldOn: times.heldOn,
      promptAt: promptAt.toISOString(),
      remindAt: remindAt.toISOString(),
      digestAt: digestAt.toISOString(),
      lateUntilAt: (next?.promptAt ?? new Date(digestAt.getTime() + WEEK_MS)).toISOString(),
      state: missed ? 'missed' : 'open',
      parts: 0,
      counts: '{}',
      createdAt: now().toISOString(),
    };
    await insertRound(trx, round);
    if (missed) return digesting.tellHost(trx, forum, 'checkin.missed', round);
    if (forum.members === 'channel') await syncChannel(trx, forum, dateIn(now(), forum.timeZone), now());
    await seatAll(trx, forum, round, now());
  }

  async function tend(seen: Round): Promise<void> {
    const at = now().toISOString();
    const forum = await forumById(db, seen.forumId);
    if (!forum) return;
    if (seen.state === 'open' && at >= seen.digestAt) {
      await once('checkin.digest', seen, 'open', (trx, round) => digesting.post(trx, forum, round));
    } else if (seen.state === 'open' && at >= seen.remindAt) {
      await once('checkin.remind', seen, 'open', (trx, round) => remind(trx, forum, round));
    } else if (seen.state === 'digested' && at >= seen.lateUntilAt) {
      await once('checkin.close', seen, 'digested', (trx, round) => digesting.close(trx, forum, round));
    } else if (seen.state === 'closed' && at >= keptUntil(forum, seen)) {
      await once('checkin.forget', seen, 'closed', (trx, round) => digesting.forget(trx, forum, round));
    }
  }

  /** Does it once, if the round is still in that state when its row is ours. */
  async function once(
    duty: string,
    { id }: Round,
    state: Round['state'],
    act: (trx: Trx, round: Round) => Promise<void>,
  ): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const round = await lockRound(trx, id);
      if (round?.state !== state || !(await claimDue(trx, duty, id, '', now()))) return;
      await act(trx, round);
    });
  }

  /**
   * One reminder, to the silent alone. Whose chat turned out to be closed can answer by the card in the channel instead.
   * A round that was opened late, after its reminder was due, has none; nor has one of a forum that has ended since.
   */
  async function remind(trx: Trx, forum: Forum, round: Round): Promise<void> {
    if (round.createdAt >= round.remindAt || forum.state === 'ended') return;
    const today = dateIn(now(), forum.timeZone);
    const answered = new Set((await responsesIn(trx, round.id)).map(({ seatId }) => seatId));
    const members = (await membersOfForum(trx, forum.id)).filter((one) => isIn(one, today));
    const accounts = await accountsOf(trx, members, forum.teamId);
    for (const seat of await seatsIn(trx, round.id)) {
      const found = accounts.get(seat.memberId);
      if (seat.via !== 'chat' || !found || seat.skipped === 1 || answered.has(seat.seatId)) continue;
      const { via, personId = null, reason } = reachOf(found);
      const person = found.find((one) => one.personId === personId)?.person;
      if (via !== 'chat') await updateSeat(trx, seat, { via, personId, reason });
      if (via === 'channel') await askInChannel(trx, forum, round, now());
      if (via === 'chat' && person && !isAway(person, today)) await again(trx, round, seat.seatId, person);
    }
  }

  /** The host set a time for the prompt; a reminder keeps everybody's own quiet hours. */
  async function again(trx: Trx, round: Round, seatId: string, person: PersonTable): Promise<void> {
    const subjectId = `${round.id}:${seatId}`;
    const what = { kind: 'checkin.reminder', subjectId, sort: 'check-in', expires: new Date(round.digestAt) } as const;
    const { tenantId, id: personId } = person;
    await sayUnasked(trx, { tenantId, personId, ...what, dedupeKey: `checkin.reminder:${subjectId}` }, now());
  }

  return { run };
}

function keptUntil({ keepWeeks }: Forum, { digestAt }: Round): string {
  return new Date(Date.parse(digestAt) + keepWeeks * WEEK_MS).toISOString();
}
