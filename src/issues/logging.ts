// Writing down for somebody what was heard on the floor: who may, where, and for whom.
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { belongingOf } from '../people/membership.ts';
import { findPerson } from '../people/people-store.ts';
import { standingIn } from '../people/standing.ts';
import type { Queries } from '../store/database.ts';
import type { Cabinet } from './cabinet.ts';
import { cabinetsAround } from './cabinets-store.ts';
import { mayLogFor } from './rights.ts';

/** The cabinets in which a person may write down what they heard of others: those of the teams they are in. */
export async function cabinetsToLogIn(db: Queries, actor: Actor): Promise<Cabinet[]> {
  const around = { organisationId: undefined, personId: actor.personId };
  const cabinets: Cabinet[] = [];
  for (const cabinet of await cabinetsAround(db, actor.tenantId, around)) {
    if (mayLogFor(await standingIn(db, cabinet.teamId, actor))) cabinets.push(cabinet);
  }
  return cabinets;
}

/**
 * The person for whom a team member writes something down, by their Entra object id; null for nobody in particular.
 * Refuses who may not (any more), and a person who cannot be told of it: never seen, or of another organisation.
 */
export async function namedPerson(
  db: Queries,
  actor: Actor,
  cabinet: Cabinet,
  objectId: string,
  on: string,
): Promise<string | null> {
  if (!mayLogFor(await standingIn(db, cabinet.teamId, actor))) {
    throw new Refusal('forbidden', 'Only members of the cabinet’s team can write down what they heard of others.');
  }
  if (objectId.trim() === '') return null;
  const person = await findPerson(db, actor.tenantId, objectId.trim());
  const belonging = person && (await belongingOf(db, person, on));
  if (person && belonging?.kind === 'organisation' && belonging.id === cabinet.organisationId) return person.id;
  throw new Refusal(
    'invalid',
    'For whom: I cannot write to this person. Choose somebody of your organisation who has added Digital Clerk or is in a ' +
      'team that has it, or leave it empty.',
  );
}
