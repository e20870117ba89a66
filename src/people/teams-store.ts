// Queries on teams: where the bot is installed, who is a member, who runs it, who holds which function.
import type { Queries, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { FunctionHolderTable, TeamRole, TeamRoleTable, TeamTable } from '../store/tables.ts';
import type { Person } from './people-store.ts';

export type Team = TeamTable;

/** The function that safety concerns go to. A function may have many holders and deputies. */
export const CLINICAL_SAFETY = 'clinical-safety';

export async function findTeam(db: Queries, tenantId: string, teamKey: string): Promise<Team | undefined> {
  return db
    .selectFrom('teams')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('teamKey', '=', teamKey)
    .executeTakeFirst();
}

/** Teams with the bot in them whose roster was last read before an instant (ISO), the longest ago first. */
export async function teamsToRead(db: Queries, before: string, limit: number): Promise<Team[]> {
  return db
    .selectFrom('teams')
    .selectAll()
    .where('removedAt', 'is', null)
    .where((or) => or.or([or('rosterAt', 'is', null), or('rosterAt', '<', before)]))
    .orderBy('rosterAt')
    .limit(limit)
    .execute();
}

export async function teamById(db: Queries, id: string): Promise<Team | undefined> {
  return db.selectFrom('teams').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Records a team, or that the bot is back in it. */
export async function seeTeam(
  db: Queries,
  seen: { tenantId: string; teamKey: string; name: string },
  timeZone: string,
  now: Date,
): Promise<Team> {
  await db
    .insertInto('teams')
    .values({
      ...seen,
      id: newId(now),
      organisationId: null,
      timeZone,
      nation: 'england-and-wales',
      installedAt: now.toISOString(),
      removedAt: null,
      rosterAt: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenantId', 'teamKey'])
        .doUpdateSet(seen.name ? { removedAt: null, name: seen.name } : { removedAt: null }),
    )
    .execute();
  const team = await findTeam(db, seen.tenantId, seen.teamKey);
  if (!team) throw new Error('The team was not recorded.');
  return team;
}

export async function updateTeam(
  db: Queries,
  id: string,
  to: Partial<Pick<Team, 'organisationId' | 'timeZone' | 'nation' | 'removedAt' | 'rosterAt' | 'name'>>,
): Promise<void> {
  await db.updateTable('teams').set(to).where('id', '=', id).execute();
}

/** The teams of a tenant that the bot is in, by name. */
export async function teamsOfTenant(db: Queries, tenantId: string): Promise<Team[]> {
  return db
    .selectFrom('teams')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('removedAt', 'is', null)
    .orderBy('name')
    .execute();
}

/** The teams that somebody is a confirmed facilitator or deputy of, by name. */
export async function teamsRunBy(db: Queries, personId: string): Promise<Team[]> {
  return db
    .selectFrom('teams')
    .innerJoin('teamRoles', 'teamRoles.teamId', 'teams.id')
    .selectAll('teams')
    .distinct()
    .where('teamRoles.personId', '=', personId)
    .where('teamRoles.role', 'in', ['facilitator', 'deputy'])
    .where('teamRoles.confirmedAt', 'is not', null)
    .where('teams.removedAt', 'is', null)
    .orderBy('teams.name')
    .execute();
}

// ---- members ----

export async function addMember(db: Queries, teamId: string, personId: string, now: Date): Promise<void> {
  await db
    .insertInto('teamMembers')
    .values({ teamId, personId, joinedAt: now.toISOString(), leftAt: null })
    .onConflict((conflict) => conflict.columns(['teamId', 'personId']).doUpdateSet({ leftAt: null }))
    .execute();
}

/** Someone left: membership ends, and with it every role and function they held in the team. */
export async function removeMember(trx: Trx, teamId: string, personId: string, now: Date): Promise<void> {
  await trx
    .updateTable('teamMembers')
    .set({ leftAt: now.toISOString() })
    .where('teamId', '=', teamId)
    .where('personId', '=', personId)
    .execute();
  await trx.deleteFrom('teamRoles').where('teamId', '=', teamId).where('personId', '=', personId).execute();
  await trx.deleteFrom('functionHolders').where('teamId', '=', teamId).where('personId', '=', personId).execute();
}

export async function isMember(db: Queries, teamId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('teamMembers')
    .select('personId')
    .where('teamId', '=', teamId)
    .where('personId', '=', personId)
    .where('leftAt', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Present members by name. */
export async function membersOf(db: Queries, teamId: string): Promise<Person[]> {
  return db
    .selectFrom('teamMembers')
    .innerJoin('people', 'people.id', 'teamMembers.personId')
    .selectAll('people')
    .where('teamMembers.teamId', '=', teamId)
    .where('teamMembers.leftAt', 'is', null)
    .orderBy('people.name')
    .execute();
}

/** The teams with the bot in them that somebody is a member of now, by name. */
export async function teamsOf(db: Queries, personId: string): Promise<Team[]> {
  return db
    .selectFrom('teamMembers')
    .innerJoin('teams', 'teams.id', 'teamMembers.teamId')
    .selectAll('teams')
    .where('teamMembers.personId', '=', personId)
    .where('teamMembers.leftAt', 'is', null)
    .where('teams.removedAt', 'is', null)
    .orderBy('teams.name')
    .orderBy('teams.id')
    .execute();
}

// ---- roles and functions ----

export async function rolesOf(db: Queries, teamId: string): Promise<TeamRoleTable[]> {
  return db.selectFrom('teamRoles').selectAll().where('teamId', '=', teamId).execute();
}

/** The people who run a team: its confirmed facilitators and deputies. */
export async function runnersOf(db: Queries, teamId: string): Promise<string[]> {
  const roles = (await rolesOf(db, teamId)).filter(
    ({ role, confirmedAt }) => role !== 'handler' && confirmedAt !== null,
  );
  return [...new Set(roles.map((role) => role.personId))];
}

export async function giveRole(
  db: Queries,
  given: { teamId: string; personId: string; role: TeamRole; givenBy: string | null; confirmed: boolean },
  now: Date,
): Promise<void> {
  const confirmedAt = given.confirmed ? now.toISOString() : null;
  await db
    .insertInto('teamRoles')
    .values({
      teamId: given.teamId,
      personId: given.personId,
      role: given.role,
      givenBy: given.givenBy,
      givenAt: now.toISOString(),
      confirmedAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['teamId', 'personId', 'role'])
        .doUpdateSet({ givenBy: given.givenBy, ...(given.confirmed && { confirmedAt }) }),
    )
    .execute();
}

export async function takeRole(db: Queries, teamId: string, personId: string, role: TeamRole): Promise<void> {
  await db
    .deleteFrom('teamRoles')
    .where('teamId', '=', teamId)
    .where('personId', '=', personId)
    .where('role', '=', role)
    .execute();
}

/** Makes exactly these people hold the role in the team. */
export async function setRole(
  trx: Trx,
  teamId: string,
  role: TeamRole,
  personIds: readonly string[],
  givenBy: string,
  now: Date,
): Promise<void> {
  let gone = trx.deleteFrom('teamRoles').where('teamId', '=', teamId).where('role', '=', role);
  if (personIds.length > 0) gone = gone.where('personId', 'not in', personIds);
  await gone.execute();
  for (const personId of personIds) await giveRole(trx, { teamId, personId, role, givenBy, confirmed: true }, now);
}

export async function holdersOf(db: Queries, teamId: string, duty: string): Promise<FunctionHolderTable[]> {
  return db
    .selectFrom('functionHolders')
    .selectAll()
    .where('teamId', '=', teamId)
    .where('duty', '=', duty)
    .orderBy('givenAt')
    .execute();
}

/** Makes exactly these people hold the function, with this standing. A holder is no deputy of their own. */
export async function setHolders(
  trx: Trx,
  teamId: string,
  duty: string,
  standing: 'holder' | 'deputy',
  personIds: readonly string[],
  givenBy: string,
  now: Date,
): Promise<void> {
  await trx
    .deleteFrom('functionHolders')
    .where('teamId', '=', teamId)
    .where('duty', '=', duty)
    .where('standing', '=', standing)
    .execute();
  for (const personId of personIds) {
    await trx
      .insertInto('functionHolders')
      .values({ teamId, duty, personId, standing, givenBy, givenAt: now.toISOString() })
      .onConflict((conflict) => {
        const same = conflict.columns(['teamId', 'duty', 'personId']);
        // A deputy who is made the holder is the holder; a holder is not made their own deputy.
        return standing === 'holder' ? same.doUpdateSet({ standing, givenBy }) : same.doNothing();
      })
      .execute();
  }
}
