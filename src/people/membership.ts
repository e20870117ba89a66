// Which organisation a person belongs to. A tenant is not an organisation: the NHS.net shared tenant holds hundreds.
import type { Queries } from '../store/database.ts';
import {
  membershipOn,
  organisationById,
  organisationOfDomain,
  organisationsByTeam,
  organisationsOf,
  type Person,
} from './people-store.ts';

/** `ask`: the tenant has several, and nothing says which. `none`: the tenant has none yet. */
export type Belonging = { kind: 'organisation'; id: string; name: string } | { kind: 'ask' } | { kind: 'none' };

/**
 * Finds it, in this order (design, section 3 rule 9): a dated membership that is on record; the teams they are in, where
 * these agree; the mail domains that an admin set; the person's own answer; the tenant's only one.
 * `on` is today's date, YYYY-MM-DD.
 */
export async function belongingOf(db: Queries, person: Person, on: string): Promise<Belonging> {
  const id = await knownOrganisation(db, person, on);
  if (id) {
    const organisation = await organisationById(db, id);
    if (organisation && organisation.tenantId === person.tenantId) {
      return { kind: 'organisation', id: organisation.id, name: organisation.name };
    }
  }
  const all = await organisationsOf(db, person.tenantId);
  const only = all.length === 1 ? all[0] : undefined;
  if (only) return { kind: 'organisation', id: only.id, name: only.name };
  return { kind: all.length === 0 ? 'none' : 'ask' };
}

async function knownOrganisation(db: Queries, person: Person, on: string): Promise<string | undefined> {
  const membership = await membershipOn(db, person.id, on);
  if (membership && membership.source !== 'asked') return membership.organisationId;
  const byTeam = await organisationsByTeam(db, person.id);
  if (byTeam.length === 1) return byTeam[0];
  return (await organisationOfDomain(db, person.tenantId, person.email)) ?? membership?.organisationId;
}
