// Who hears what is the host's: the host and their deputies while they are in the team; where none is, who runs the team.
import { dateIn } from '../calendar/dates.ts';
import { peopleByIds } from '../people/people-store.ts';
import { isMember, runnersOf } from '../people/teams-store.ts';
import type { Queries } from '../store/database.ts';
import { type Forum, hostsOf } from './forum.ts';
import { isAway } from './opening.ts';

/** Person ids: host first, then their deputies; those alone who are in the team now, else those who run it. */
export async function hostsHere(db: Queries, forum: Forum): Promise<string[]> {
  const here: string[] = [];
  for (const id of hostsOf(forum)) if (await isMember(db, forum.teamId, id)) here.push(id);
  return here.length > 0 ? here : runnersOf(db, forum.teamId);
}

/** Who hears of a round: the first who is neither away nor paused, else the first; undefined where there is nobody. */
export async function hostNow(db: Queries, forum: Forum, now: Date): Promise<string | undefined> {
  const today = dateIn(now, forum.timeZone);
  const hosts = await hostsHere(db, forum);
  const people = new Map((await peopleByIds(db, hosts)).map((one) => [one.id, one]));
  const there = hosts.find((id) => {
    const person = people.get(id);
    return person && !isAway(person, today) && person.pausedAt === null;
  });
  return there ?? hosts[0];
}
