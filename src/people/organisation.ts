// Naming an organisation for what one sets up: found by ODS code or name, or added; never taken over from others.
import { Refusal } from '../errors.ts';
import type { Trx } from '../store/database.ts';
import type { Actor } from './actor.ts';
import { belongingOf } from './membership.ts';
import {
  addOrganisation,
  type Organisation,
  organisationsOf,
  personById,
  startMembership,
  updateOrganisation,
} from './people-store.ts';

// Three to eight letters and digits (domain reference, part 8); never inferred from, never reused.
const ODS_CODE = /^[A-Z0-9]{3,8}$/;

export type OrganisationClaim = {
  actor: Actor;
  /** Empty: the team's, else the actor's own, else the only one, else a new one under the default name. */
  name: string;
  ods: string;
  /** Whose the team is that this is set up in: who runs the team may name it. Null: not known yet, or no team. */
  teamOrganisationId: string | null;
  /** Today, YYYY-MM-DD. */
  on: string;
  defaultName: string;
};

/**
 * Gives the organisation of the claim. Refuses one that exists and is not the team's or the actor's (admins may):
 * otherwise anyone could read another organisation's issues by naming it. Adding a new one makes the actor a member.
 */
export async function findOrAddOrganisation(trx: Trx, claim: OrganisationClaim, now: Date): Promise<Organisation> {
  const { actor } = claim;
  const name = claim.name.trim();
  const ods = claim.ods.trim().toUpperCase();
  if (ods && !ODS_CODE.test(ods)) {
    throw new Refusal('invalid', 'ODS code: 3 to 8 letters and digits, such as RXF05. Leave it empty if unsure.');
  }
  const person = await personById(trx, actor.personId);
  const belonging = person ? await belongingOf(trx, person, claim.on) : ({ kind: 'none' } as const);
  const own = belonging.kind === 'organisation' ? belonging.id : undefined;
  const theirs = claim.teamOrganisationId ?? own;
  if (!name && !theirs && belonging.kind === 'ask') {
    throw new Refusal('invalid', 'Organisation: there are several here, so write the name of yours.');
  }
  const all = await organisationsOf(trx, actor.tenantId);
  const wanted = name || claim.defaultName;
  const byCode = ods ? all.find((one) => one.ods === ods) : undefined;
  const byName = all.find((one) => (name || !theirs ? sameName(one.name, wanted) : one.id === theirs));
  for (const known of [byCode, byName]) {
    if (!known || actor.admin || known.id === own || known.id === claim.teamOrganisationId) continue;
    throw new Refusal('forbidden', 'Organisation: only somebody of that organisation, or an admin, can use it here.');
  }
  if (byCode && byName && byCode.id !== byName.id) {
    throw new Refusal('invalid', `ODS code: ${ods} is the code of ${byCode.name}.`);
  }
  const known = byCode ?? byName;
  if (known) return withOds(trx, known, ods);
  const added = await addOrganisation(trx, actor.tenantId, wanted, ods, now);
  if (!actor.admin) await startMembership(trx, actor.personId, added.id, 'admin', claim.on, now);
  return added;
}

async function withOds(trx: Trx, organisation: Organisation, ods: string): Promise<Organisation> {
  if (!ods || organisation.ods === ods) return organisation;
  if (organisation.ods) {
    throw new Refusal('invalid', `ODS code: ${organisation.name} has ${organisation.ods}. An ODS code never changes.`);
  }
  await updateOrganisation(trx, organisation.id, { ods });
  return { ...organisation, ods };
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
