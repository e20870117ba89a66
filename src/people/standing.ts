// What a person is in a team: member, handler, deputy, facilitator, clinical safety. The one place that decides it.
import type { Queries } from '../store/database.ts';
import type { Actor } from './actor.ts';
import { CLINICAL_SAFETY, holdersOf, isMember, rolesOf, teamById } from './teams-store.ts';

export type Standing = {
  member: boolean;
  handler: boolean;
  /** Runs the team's clerk: a confirmed facilitator, or a deputy of theirs. */
  facilitator: boolean;
  /** May change its settings: a facilitator, or an admin of the service (who sees no more issues for it). */
  configures: boolean;
  /** Holds clinical safety, or deputises for it. */
  safety: boolean;
  /** Whether anyone holds clinical safety at all. */
  safetyHeld: boolean;
};

/** Reads it from the database at the moment of asking: a role ends at once when it is taken away. */
export async function standingIn(db: Queries, teamId: string, actor: Actor): Promise<Standing> {
  const [member, roles, holders] = [
    await isMember(db, teamId, actor.personId),
    await rolesOf(db, teamId),
    await holdersOf(db, teamId, CLINICAL_SAFETY),
  ];
  // Out of a team the bot hears of no one who leaves it: mere membership counts no more, roles that were given do.
  const here = (await teamById(db, teamId))?.removedAt === null;
  const mine = roles.filter((role) => role.personId === actor.personId && role.confirmedAt !== null);
  const facilitator = mine.some((role) => role.role === 'facilitator' || role.role === 'deputy');
  return {
    member: member && here,
    handler: mine.some((role) => role.role === 'handler'),
    facilitator,
    configures: facilitator || actor.admin,
    safety: holders.some((holder) => holder.personId === actor.personId),
    safetyHeld: holders.length > 0,
  };
}
