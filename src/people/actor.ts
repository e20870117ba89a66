// The authenticated person of a turn: what every service is told about who asks.

import type { Queries } from '../store/database.ts';
import { personById } from './people-store.ts';

export type Actor = {
  personId: string;
  tenantId: string;
  /** Entra object id, lower case. */
  objectId: string;
  name: string;
  /** Named in CLERK_ADMINS: can mend anything, sees no more. */
  admin: boolean;
};

/** A person as the actor of what they look at. Being an admin shows nobody more. */
export async function actorById(db: Queries, personId: string): Promise<Actor | undefined> {
  const person = await personById(db, personId);
  if (!person) return undefined;
  const { id, tenantId, objectId, name } = person;
  return { personId: id, tenantId, objectId, name, admin: false };
}
