// Reading check-ins as lists and pages: which forums somebody has to do with, and their digests. Who may read a digest is
// who is on the roster now, and who hears what is the host's; who runs the forum may see its roster (forums.ts).

import { dateIn } from '../calendar/dates.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { personById } from '../people/people-store.ts';
import { teamsOf, teamsRunBy } from '../people/teams-store.ts';
import { type Mine, noRound } from './answering.ts';
import type { CheckinsDeps } from './deps.ts';
import type { Forum } from './forum.ts';
import { mayRun, noForum } from './forums.ts';
import { hostsHere } from './hosting.ts';
import { isPosted, type Round } from './round.ts';
import { itemsOfSeat, pastRounds, roundById, roundsIn } from './rounds-store.ts';
import { forumById, forumsOf, membershipsOf } from './store.ts';

/** A forum, and what somebody may see of it: its digests, its roster. */
export type Sight = {
  forum: Forum;
  reads: boolean;
  runs: boolean;
  /** They hear what is the host's (hosting.ts). */
  hosts: boolean;
  /** They are asked, and may answer what others need or offer. */
  onRoster: boolean;
};

export function createReading({ db, now }: Pick<CheckinsDeps, 'db' | 'now'>) {
  /** A forum for somebody. Throws `missing` where it is not theirs to see. */
  async function open(actor: Actor, forumId: string): Promise<Sight> {
    const forum = await forumById(db, forumId);
    const sight = forum && (await sightOf(actor, forum));
    if (!sight?.reads && !sight?.runs) throw noForum();
    return sight;
  }

  async function sightOf(actor: Actor, forum: Forum): Promise<Sight> {
    const hosts = forum.tenantId === actor.tenantId && (await hostsHere(db, forum)).includes(actor.personId);
    const listed = await onRoster(actor.personId, forum);
    return { forum, reads: listed || hosts, runs: await mayRun(db, actor, forum), hosts, onRoster: listed };
  }

  async function onRoster(personId: string, forum: Forum): Promise<boolean> {
    const person = await personById(db, personId);
    const today = dateIn(now(), forum.timeZone);
    return person !== undefined && (await membershipsOf(db, person, today, forum.id)).length > 0;
  }

  /** All forums that somebody may see something of, by name. */
  async function around(actor: Actor): Promise<Sight[]> {
    const { personId, tenantId } = actor;
    const person = await personById(db, personId);
    const mine = person ? await membershipsOf(db, person, dateIn(now(), 'Europe/London')) : [];
    const teams = [...(await teamsOf(db, personId)), ...(await teamsRunBy(db, personId))];
    const near = { forumIds: mine.map(({ forumId }) => forumId), teamIds: teams.map(({ id }) => id) };
    const found: Sight[] = [];
    for (const forum of await forumsOf(db, actor.admin ? { ...near, tenantId } : near)) {
      const sight = await sightOf(actor, forum);
      if (sight.reads || sight.runs) found.push(sight);
    }
    return found;
  }

  /** The rounds of a forum that had a digest, newest first: a page from 1, and how many there are. */
  async function rounds({ id }: Forum, page: number, pageSize: number): Promise<{ rounds: Round[]; total: number }> {
    return pastRounds(db, id, { limit: pageSize, offset: (page - 1) * pageSize });
  }

  /** A round with a digest, for who reads it; `''` is the newest, undefined where there is none yet. */
  async function digested({ forum, reads }: Sight, roundId: string): Promise<Round | undefined> {
    if (!reads) throw notOnRoster();
    if (roundId === '') return (await rounds(forum, 1, 1)).rounds[0];
    const round = await roundById(db, roundId);
    if (round?.forumId !== forum.id || !['digested', 'closed', 'counted'].includes(round.state)) throw noRound();
    return round;
  }

  /** Ids of what somebody said themselves in a round: nobody else is told them. */
  async function own({ round, seat }: Pick<Mine, 'round' | 'seat'>): Promise<string[]> {
    return (await itemsOfSeat(db, round.id, seat.seatId)).map(({ id }) => id);
  }

  /** A posted digest for somebody in their own chat: they are on the roster now, in whatever tenant. Throws otherwise. */
  async function posted(personId: string, roundId: string): Promise<{ forum: Forum; round: Round }> {
    const round = await roundById(db, roundId);
    const forum = round && (await forumById(db, round.forumId));
    if (!round || !forum) throw noRound();
    if (!(await onRoster(personId, forum))) throw notOnRoster();
    if (!isPosted(round)) throw new Refusal('conflict', 'No digest is posted of this check-in.');
    return { forum, round };
  }

  /** The last posted digest of each forum on whose roster somebody is. */
  async function latest(personId: string): Promise<Round[]> {
    const person = await personById(db, personId);
    const mine = person ? await membershipsOf(db, person, dateIn(now(), 'Europe/London')) : [];
    const found: Round[] = [];
    for (const forumId of new Set(mine.map((one) => one.forumId))) {
      const [newest] = (await roundsIn(db, [forumId], ['digested', 'closed'])).filter(isPosted);
      if (newest) found.push(newest);
    }
    return found;
  }

  return { open, around, rounds, digested, own, posted, latest };
}

function notOnRoster(): Refusal {
  return new Refusal('forbidden', 'Only people on the roster of this check-in can read its digests.');
}
