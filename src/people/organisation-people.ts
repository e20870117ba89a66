// Everyone of an organisation who can be written to, found in a few queries: the rule of membership.ts for many at once.
import type { Queries } from '../store/database.ts';
import { organisationsOf } from './people-store.ts';

/** People who have a chat with the bot, in any state, and belong to the organisation on a date (YYYY-MM-DD); by id. */
export async function peopleOfOrganisation(
  db: Queries,
  tenantId: string,
  organisationId: string,
  on: string,
): Promise<string[]> {
  const people = await chattingPeople(db, tenantId);
  const recorded = await membershipsOn(db, tenantId, on);
  const byTeam = await teamOrganisations(db, tenantId);
  const byDomain = await domainOrganisations(db, tenantId);
  const all = await organisationsOf(db, tenantId);
  const only = all.length === 1 ? all[0]?.id : undefined;

  function belongsTo({ id, email }: { id: string; email: string }): string | undefined {
    const membership = recorded.get(id);
    if (membership && membership.source !== 'asked') return membership.organisationId;
    const teams = byTeam.get(id);
    if (teams?.size === 1) return [...teams][0];
    return byDomain.get(email.toLowerCase().split('@')[1] ?? '') ?? membership?.organisationId ?? only;
  }
  return people.filter((person) => belongsTo(person) === organisationId).map(({ id }) => id);
}

async function chattingPeople(db: Queries, tenantId: string): Promise<{ id: string; email: string }[]> {
  return db
    .selectFrom('people')
    .select(['id', 'email'])
    .where('tenantId', '=', tenantId)
    .where('id', 'in', (sub) =>
      sub
        .selectFrom('conversations')
        .select('conversations.personId')
        .where('conversations.tenantId', '=', tenantId)
        .where('conversations.scope', '=', 'personal')
        .$narrowType<{ personId: string }>(),
    )
    .orderBy('id')
    .execute();
}

async function membershipsOn(db: Queries, tenantId: string, on: string) {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .selectAll('memberships')
    .where('people.tenantId', '=', tenantId)
    .where('memberships.fromOn', '<=', on)
    .where((where) => where.or([where('memberships.toOn', 'is', null), where('memberships.toOn', '>', on)]))
    .orderBy('memberships.fromOn')
    .execute();
  return new Map(rows.map((row) => [row.personId, row]));
}

async function teamOrganisations(db: Queries, tenantId: string): Promise<Map<string, Set<string>>> {
  const rows = await db
    .selectFrom('teamMembers')
    .innerJoin('teams', 'teams.id', 'teamMembers.teamId')
    .select(['teamMembers.personId', 'teams.organisationId'])
    .where('teams.tenantId', '=', tenantId)
    .where('teamMembers.leftAt', 'is', null)
    .where('teams.removedAt', 'is', null)
    .where('teams.organisationId', 'is not', null)
    .execute();
  const found = new Map<string, Set<string>>();
  for (const { personId, organisationId } of rows) {
    if (organisationId) found.set(personId, (found.get(personId) ?? new Set()).add(organisationId));
  }
  return found;
}

async function domainOrganisations(db: Queries, tenantId: string): Promise<Map<string, string>> {
  const rows = await db.selectFrom('organisationDomains').selectAll().where('tenantId', '=', tenantId).execute();
  return new Map(rows.map(({ domain, organisationId }) => [domain, organisationId]));
}
