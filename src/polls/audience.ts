// Whom a poll reaches: the members of a channel's team, a list, an organisation, the people of an issue or a theme.
import { dateIn } from '../calendar/dates.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { belongingOf } from '../people/membership.ts';
import { peopleOfOrganisation } from '../people/organisation-people.ts';
import { findPerson, personById } from '../people/people-store.ts';
import { isMember, membersOf, teamById } from '../people/teams-store.ts';
import type { Queries } from '../store/database.ts';
import { type Near, nearlySame } from './nearly-same.ts';
import type { Poll } from './poll.ts';

/**
 * The people of an issue or a theme, as other features know them, by what was written (`CAB-1`): undefined where nothing
 * of that name is there for the actor. Throws a Refusal where they may not ask its people.
 */
export type PeopleAbout = (db: Queries, actor: Actor, about: string) => Promise<readonly string[] | undefined>;

/** Person ids, each once; and how many of a list were left out because they are not of the asker's team or organisation. */
type Found = { people: readonly string[]; leftOut: number };

/** With a poll before to nearly the same people, that the asker must know of. */
export type Reached = Found & { near: Near | undefined };

/** Who would be asked if the poll were sent now. Throws a Refusal that names the field where nobody can be found, or nearly the same people were asked. */
export async function reachOf(
  db: Queries,
  actor: Actor,
  poll: Poll,
  deps: { peopleAbout: PeopleAbout; now: Date },
): Promise<Reached> {
  const found = await peopleOf(db, actor, poll, deps);
  if (found.people.length > 0) return { ...found, near: await nearlySame(db, poll, found.people, deps.now) };
  throw new Refusal('invalid', 'Who is asked: nobody there can be asked. Choose other people.');
}

async function peopleOf(
  db: Queries,
  actor: Actor,
  poll: Poll,
  { peopleAbout, now }: { peopleAbout: PeopleAbout; now: Date },
): Promise<Found> {
  if (poll.audience === 'list') return listed(db, poll, now);
  if (poll.audience === 'about') {
    const people = poll.about === '' ? undefined : await peopleAbout(db, actor, poll.about);
    if (people) return { people: [...new Set(people)], leftOut: 0 };
    throw new Refusal('invalid', 'Issue or theme: there is none of that name. Write it as on its card, such as CAB-1.');
  }
  if (poll.audience === 'organisation') {
    const organisationId = await organisationOf(db, poll, now);
    if (!organisationId) {
      throw new Refusal(
        'invalid',
        'Who is asked: it is not known which organisation your team is of. Write set up team.',
      );
    }
    const on = dateIn(now, poll.timeZone);
    return { people: await peopleOfOrganisation(db, poll.tenantId, organisationId, on), leftOut: 0 };
  }
  return { people: (await membersOf(db, poll.teamId)).map(({ id }) => id), leftOut: 0 };
}

/** Only people of the asker's team or organisation: nobody else is polled (design, section 3 rule 9). */
async function listed(db: Queries, poll: Poll, now: Date): Promise<Found> {
  const organisationId = await organisationOf(db, poll, now);
  const people: string[] = [];
  for (const objectId of poll.people) {
    const person = await findPerson(db, poll.tenantId, objectId);
    if (!person) continue;
    const belonging = await belongingOf(db, person, dateIn(now, poll.timeZone));
    const colleague = belonging.kind === 'organisation' && belonging.id === organisationId;
    if (colleague || (await isMember(db, poll.teamId, person.id))) people.push(person.id);
  }
  return { people, leftOut: poll.people.length - people.length };
}

/** The organisation of the team that asks; where the team has none, that of the asker. */
export async function organisationOf(db: Queries, poll: Poll, now: Date): Promise<string | null> {
  const team = await teamById(db, poll.teamId);
  if (team?.organisationId) return team.organisationId;
  const asker = await personById(db, poll.askerId);
  const belonging = asker && (await belongingOf(db, asker, dateIn(now, poll.timeZone)));
  return belonging?.kind === 'organisation' ? belonging.id : null;
}
