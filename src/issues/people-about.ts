// The people of an issue, for a feature that asks them something: whoever may handle the issue may ask.
import type { Actor } from '../people/actor.ts';
import type { Queries } from '../store/database.ts';
import { allow, organisationOf, view } from './access.ts';
import { parseReference, referenceOf } from './cabinet.ts';
import { having } from './me-toos-store.ts';
import { findByReference } from './store.ts';

/**
 * The person ids of those whom the issue of a reference (`CAB-1`) is about: who raised it, and who has it too. Undefined where the actor sees
 * no such issue, or several; throws a Refusal where they see it and do not handle it. `on` is today, YYYY-MM-DD.
 */
export async function peopleOfIssue(
  db: Queries,
  actor: Actor,
  written: string,
  on: string,
): Promise<readonly string[] | undefined> {
  const parsed = parseReference(written);
  if (!parsed) return undefined;
  const organisationId = await organisationOf(db, actor, on);
  const found = await findByReference(db, {
    tenantId: actor.tenantId,
    organisationIds: organisationId ? [organisationId] : [],
    raiserId: actor.personId,
    reference: referenceOf(parsed.prefix, parsed.number),
  });
  const only = found.length === 1 ? found[0] : undefined;
  if (!only) return undefined;
  allow(await view(db, actor, only, on), 'update');
  return (await having(db, only.id)).personIds;
}
