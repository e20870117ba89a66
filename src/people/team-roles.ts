// Who does what in a team, and whom of them nothing can be sent to: for its card, its form and the tab's settings.
import type { Queries } from '../store/database.ts';
import type { TeamRole } from '../store/tables.ts';
import { personalConversation } from './conversations-store.ts';
import { type Person, peopleByIds } from './people-store.ts';
import { CLINICAL_SAFETY, holdersOf, rolesOf } from './teams-store.ts';

export type TeamRoles = {
  facilitators: Person[];
  deputies: Person[];
  handlers: Person[];
  safety: Person[];
  safetyDeputies: Person[];
};

/** Everyone with a role or a function in a team; who waits to be confirmed has none yet. */
export async function teamRolesOf(db: Queries, teamId: string): Promise<TeamRoles> {
  const roles = (await rolesOf(db, teamId)).filter((one) => one.confirmedAt);
  const holders = await holdersOf(db, teamId, CLINICAL_SAFETY);
  const people = (ids: readonly string[]) => peopleByIds(db, [...new Set(ids)]);
  const withRole = (role: TeamRole) => people(roles.filter((one) => one.role === role).map((one) => one.personId));
  const withStanding = (standing: 'holder' | 'deputy') =>
    people(holders.filter((one) => one.standing === standing).map((one) => one.personId));
  return {
    facilitators: await withRole('facilitator'),
    deputies: await withRole('deputy'),
    handlers: await withRole('handler'),
    safety: await withStanding('holder'),
    safetyDeputies: await withStanding('deputy'),
  };
}

/** Those with a role whom nothing can be sent to, with the reason. */
export async function unreachableOf(db: Queries, roles: TeamRoles): Promise<{ name: string; reason: string }[]> {
  const people = new Map(
    Object.values(roles)
      .flat()
      .map((person) => [person.id, person]),
  );
  const unreachable = [];
  for (const { id, name, channelUserId } of people.values()) {
    const chat = await personalConversation(db, id);
    if (chat && chat.state !== 'open') unreachable.push({ name, reason: chat.reason });
    if (!chat && !channelUserId) unreachable.push({ name, reason: 'has not been seen in Teams yet' });
  }
  return unreachable;
}
