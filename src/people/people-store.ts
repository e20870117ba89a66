// Queries on people and the organisations they belong to, by dated membership.
import type { Queries } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { MembershipTable, OrganisationTable, PersonTable } from '../store/tables.ts';

export type Person = PersonTable;
export type Organisation = OrganisationTable;

/** What an activity or a roster tells of a person; empty strings where it tells nothing. */
export type Seen = {
  tenantId: string;
  objectId: string;
  channelUserId: string;
  name: string;
  email: string;
  guest?: Person['guest'];
};

/** Records or refreshes a person. What was known is not overwritten by nothing. */
export async function seePerson(db: Queries, seen: Seen, now: Date): Promise<Person> {
  const known = await findPerson(db, seen.tenantId, seen.objectId);
  if (known) {
    const fresh = {
      channelUserId: seen.channelUserId || known.channelUserId,
      name: seen.name || known.name,
      email: seen.email || known.email,
      guest: seen.guest ?? known.guest,
    };
    const changed =
      fresh.channelUserId !== known.channelUserId ||
      fresh.name !== known.name ||
      fresh.email !== known.email ||
      fresh.guest !== known.guest;
    if (changed) await db.updateTable('people').set(fresh).where('id', '=', known.id).execute();
    return { ...known, ...fresh };
  }
  const person: Person = {
    id: newId(now),
    timeZone: '',
    pausedAt: null,
    awayUntilOn: null,
    quietFrom: '',
    quietUntil: '',
    guest: 0,
    ...seen,
  };
  await db
    .insertInto('people')
    .values(person)
    .onConflict((conflict) => conflict.columns(['tenantId', 'objectId']).doNothing())
    .execute();
  return (await findPerson(db, seen.tenantId, seen.objectId)) ?? person;
}

export async function findPerson(db: Queries, tenantId: string, objectId: string): Promise<Person | undefined> {
  return db
    .selectFrom('people')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('objectId', '=', objectId.toLowerCase())
    .executeTakeFirst();
}

/** Which of these Entra object ids were ever seen, in any tenant: for `doctor`. */
export async function seenAdmins(db: Queries, objectIds: readonly string[]): Promise<string[]> {
  if (objectIds.length === 0) return [];
  const rows = await db.selectFrom('people').select('objectId').where('objectId', 'in', objectIds).distinct().execute();
  return rows.map(({ objectId }) => objectId);
}

/** Somebody by the `29:…` id that Teams gave this bot for them. */
export async function findByChannelUser(db: Queries, tenantId: string, id: string): Promise<Person | undefined> {
  return db
    .selectFrom('people')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('channelUserId', '=', id)
    .executeTakeFirst();
}

export async function personById(db: Queries, id: string): Promise<Person | undefined> {
  return db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
}

/** People by id, in no order; ids that are not there are left out. */
export async function peopleByIds(db: Queries, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('people').selectAll().where('id', 'in', ids).execute();
}

/** The first people by name, for a choice among the demo people of local mode. */
export async function peopleWithNames(db: Queries, limit: number): Promise<Person[]> {
  return db.selectFrom('people').selectAll().where('name', '<>', '').orderBy('name').limit(limit).execute();
}

export async function setReminders(
  db: Queries,
  personId: string,
  to: Partial<Pick<Person, 'pausedAt' | 'awayUntilOn' | 'quietFrom' | 'quietUntil'>>,
): Promise<void> {
  await db.updateTable('people').set(to).where('id', '=', personId).execute();
}

// ---- organisations ----

export async function organisationsOf(db: Queries, tenantId: string): Promise<Organisation[]> {
  return db.selectFrom('organisations').selectAll().where('tenantId', '=', tenantId).orderBy('name').execute();
}

export async function organisationById(db: Queries, id: string): Promise<Organisation | undefined> {
  return db.selectFrom('organisations').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function addOrganisation(
  db: Queries,
  tenantId: string,
  name: string,
  ods: string,
  now: Date,
): Promise<Organisation> {
  const organisation = { id: newId(now), tenantId, name, ods, createdAt: now.toISOString() };
  await db.insertInto('organisations').values(organisation).execute();
  return organisation;
}

export async function updateOrganisation(db: Queries, id: string, to: { name?: string; ods?: string }): Promise<void> {
  if (Object.keys(to).length > 0) await db.updateTable('organisations').set(to).where('id', '=', id).execute();
}

/** Replaces the mail domains that say "this person is of that organisation". Domains are lower case, without @. */
export async function setDomains(db: Queries, organisation: Organisation, domains: readonly string[]): Promise<void> {
  await db.deleteFrom('organisationDomains').where('organisationId', '=', organisation.id).execute();
  for (const domain of domains) {
    await db
      .insertInto('organisationDomains')
      .values({ tenantId: organisation.tenantId, domain, organisationId: organisation.id })
      .onConflict((conflict) =>
        conflict.columns(['tenantId', 'domain']).doUpdateSet({ organisationId: organisation.id }),
      )
      .execute();
  }
}

export async function domainsOf(db: Queries, organisationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('organisationDomains')
    .select('domain')
    .where('organisationId', '=', organisationId)
    .orderBy('domain')
    .execute();
  return rows.map((row) => row.domain);
}

/** Whether any mail domain in the tenant says whose people are whose. */
export async function hasDomains(db: Queries, tenantId: string): Promise<boolean> {
  const one = await db
    .selectFrom('organisationDomains')
    .select('domain')
    .where('tenantId', '=', tenantId)
    .limit(1)
    .executeTakeFirst();
  return one !== undefined;
}

export async function organisationOfDomain(db: Queries, tenantId: string, email: string): Promise<string | undefined> {
  const domain = email.toLowerCase().split('@')[1];
  if (!domain) return undefined;
  const row = await db
    .selectFrom('organisationDomains')
    .select('organisationId')
    .where('tenantId', '=', tenantId)
    .where('domain', '=', domain)
    .executeTakeFirst();
  return row?.organisationId;
}

/** The membership in force on a date (YYYY-MM-DD), if any. */
export async function membershipOn(db: Queries, personId: string, on: string): Promise<MembershipTable | undefined> {
  return db
    .selectFrom('memberships')
    .selectAll()
    .where('personId', '=', personId)
    .where('fromOn', '<=', on)
    .where((where) => where.or([where('toOn', 'is', null), where('toOn', '>', on)]))
    .orderBy('fromOn', 'desc')
    .executeTakeFirst();
}

/** Starts a membership on a date; the one before ends that day. */
export async function startMembership(
  db: Queries,
  personId: string,
  organisationId: string,
  source: MembershipTable['source'],
  on: string,
  now: Date,
): Promise<void> {
  await db
    .updateTable('memberships')
    .set({ toOn: on })
    .where('personId', '=', personId)
    .where('toOn', 'is', null)
    .execute();
  await db
    .insertInto('memberships')
    .values({ id: newId(now), personId, organisationId, fromOn: on, toOn: null, source })
    .execute();
}

/** The organisations of the teams that a person is now a member of. */
export async function organisationsByTeam(db: Queries, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('teamMembers')
    .innerJoin('teams', 'teams.id', 'teamMembers.teamId')
    .select('teams.organisationId')
    .distinct()
    .where('teamMembers.personId', '=', personId)
    .where('teamMembers.leftAt', 'is', null)
    .where('teams.removedAt', 'is', null)
    .where('teams.organisationId', 'is not', null)
    .execute();
  return rows.flatMap((row) => (row.organisationId ? [row.organisationId] : []));
}
