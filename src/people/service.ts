// Use cases on people: first facilitator and hand-over, roles and functions, the organisation one belongs to, leave.

import { refreshMessages } from '../delivery/messages.ts';
import { Refusal } from '../errors.ts';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';
import { audit } from '../store/audit.ts';
import type { Database, Trx } from '../store/database.ts';
import type { Actor } from './actor.ts';
import { belongingOf } from './membership.ts';
import { assertNotOnlyHolder } from './only-holder.ts';
import { findOrAddOrganisation } from './organisation.ts';
import {
  findPerson,
  type Organisation,
  organisationById,
  personById,
  setDomains,
  setReminders,
  startMembership,
  updateOrganisation,
} from './people-store.ts';
import { standingIn } from './standing.ts';
import {
  CLINICAL_SAFETY,
  giveRole,
  holdersOf,
  isMember,
  removeMember,
  rolesOf,
  seeTeam,
  setHolders,
  setRole,
  type Team,
  takeRole,
  teamById,
  updateTeam,
} from './teams-store.ts';

export type TeamSettings = {
  /** Entra object ids. */
  facilitators: readonly string[];
  deputies: readonly string[];
  handlers: readonly string[];
  safety: readonly string[];
  safetyDeputies: readonly string[];
  organisation: string;
  ods: string;
  timeZone: string;
  nation: Team['nation'];
};

export type PeopleService = ReturnType<typeof createPeopleService>;

const MIDDAY = '12:00';

export function createPeopleService(deps: {
  db: Database;
  now: () => Date;
  today: (timeZone: string) => string;
  timeZone: string;
  defaultOrganisation: string;
  /** Called, in the same transaction, when those who hold clinical safety in a team changed. */
  safetyChanged: (trx: Trx, teamId: string) => Promise<void>;
}) {
  const { db, now, today } = deps;

  /** The bot was added to a team. `by`: the person who added it, where Teams names one: the first facilitator. */
  async function installed(team: { tenantId: string; teamKey: string; name: string }, by: Actor | undefined) {
    return db.transaction().execute(async (trx) => {
      const seen = await seeTeam(trx, team, deps.timeZone, now());
      const runners = (await rolesOf(trx, seen.id)).filter((role) => role.role === 'facilitator' && role.confirmedAt);
      if (by && runners.length === 0) {
        await giveRole(
          trx,
          { teamId: seen.id, personId: by.personId, role: 'facilitator', givenBy: null, confirmed: true },
          now(),
        );
        await note(trx, by, 'team.firstFacilitator', seen.id);
      }
      return seen;
    });
  }

  /**
   * The first member who writes, in a team installed by policy, is put forward as facilitator, until a second member
   * or an admin confirms. True if this call put them forward.
   */
  async function putForward(teamId: string, actor: Actor): Promise<boolean> {
    return db.transaction().execute(async (trx) => {
      if (!(await isMember(trx, teamId, actor.personId))) return false;
      const runners = (await rolesOf(trx, teamId)).filter((role) => role.role === 'facilitator');
      if (runners.length > 0) return false;
      await giveRole(
        trx,
        { teamId, personId: actor.personId, role: 'facilitator', givenBy: null, confirmed: false },
        now(),
      );
      await note(trx, actor, 'team.putForward', teamId);
      return true;
    });
  }

  /** A second member, or an admin, confirms who was put forward. Returns the facilitator's name. */
  async function confirm(teamId: string, actor: Actor): Promise<string> {
    return db.transaction().execute(async (trx) => {
      const forward = (await rolesOf(trx, teamId)).find((role) => role.role === 'facilitator' && !role.confirmedAt);
      if (!forward) throw new Refusal('conflict', 'This is settled already: the team has a facilitator.');
      const member = await isMember(trx, teamId, actor.personId);
      if (!actor.admin && (!member || forward.personId === actor.personId)) {
        throw new Refusal('forbidden', 'Another member of this team needs to press this.');
      }
      await giveRole(trx, { ...forward, givenBy: actor.personId, confirmed: true }, now());
      await note(trx, actor, 'team.confirm', teamId);
      await redrawWelcome(trx, actor.tenantId, teamId);
      return (await personById(trx, forward.personId))?.name ?? '';
    });
  }

  /** A facilitator hands the team over to another member, with one press. Returns the new facilitator's name. */
  async function handOver(teamId: string, actor: Actor, toObjectId: string): Promise<string> {
    return db.transaction().execute(async (trx) => {
      await assertRuns(trx, teamId, actor, 'hand this over');
      const to = await memberByObjectId(trx, teamId, actor.tenantId, toObjectId);
      await giveRole(
        trx,
        { teamId, personId: to.id, role: 'facilitator', givenBy: actor.personId, confirmed: true },
        now(),
      );
      if (to.id !== actor.personId) {
        await takeRole(trx, teamId, actor.personId, 'facilitator');
      }
      await note(trx, actor, 'team.handOver', teamId);
      return to.name;
    });
  }

  /** `set up team`: who runs it, who handles, who holds clinical safety, whose it is, and its time. */
  async function saveTeam(teamId: string, actor: Actor, settings: TeamSettings): Promise<void> {
    assertNoIdentifiers({ Organisation: settings.organisation, 'ODS code': settings.ods });
    await db.transaction().execute(async (trx) => {
      await assertRuns(trx, teamId, actor, 'set up the team');
      const ids = async (objectIds: readonly string[]) => {
        const people = [];
        for (const objectId of objectIds) people.push(await memberByObjectId(trx, teamId, actor.tenantId, objectId));
        return people.map((person) => person.id);
      };
      const facilitators = await ids(settings.facilitators);
      if (facilitators.length === 0) {
        throw new Refusal('invalid', 'Facilitators: name at least one person, or nobody could change this again.');
      }
      await setRole(trx, teamId, 'facilitator', facilitators, actor.personId, now());
      await setRole(trx, teamId, 'deputy', await ids(settings.deputies), actor.personId, now());
      await setRole(trx, teamId, 'handler', await ids(settings.handlers), actor.personId, now());
      const set = { holder: await ids(settings.safety), deputy: await ids(settings.safetyDeputies) } as const;
      await setHolders(trx, teamId, CLINICAL_SAFETY, 'holder', set.holder, actor.personId, now());
      await setHolders(trx, teamId, CLINICAL_SAFETY, 'deputy', set.deputy, actor.personId, now());
      await deps.safetyChanged(trx, teamId);
      // Left empty it stays as it is: the cabinet's form, not this one, adds the default organisation.
      const named = settings.organisation.trim() !== '' || settings.ods.trim() !== '';
      const { organisationId = null } = (await teamById(trx, teamId)) ?? {};
      const organisation =
        named && (await claimOrganisation(trx, actor, settings.organisation, settings.ods, organisationId));
      await updateTeam(trx, teamId, {
        timeZone: settings.timeZone,
        nation: settings.nation,
        ...(organisation && { organisationId: organisation.id }),
      });
      await note(trx, actor, 'team.save', teamId);
      await redrawWelcome(trx, actor.tenantId, teamId);
    });
  }

  /** The organisation that a facilitator names for what they set up; the default one when they name none. */
  async function claimOrganisation(
    trx: Trx,
    actor: Actor,
    name: string,
    ods: string,
    teamOrganisationId: string | null,
  ): Promise<Organisation> {
    const defaults = { on: today(deps.timeZone), defaultName: deps.defaultOrganisation };
    return findOrAddOrganisation(trx, { actor, name, ods, teamOrganisationId, ...defaults }, now());
  }

  /** The person says which organisation they are of; asked once. */
  async function chooseOrganisation(actor: Actor, organisationId: string): Promise<Organisation> {
    return db.transaction().execute(async (trx) => {
      const organisation = await organisationById(trx, organisationId);
      if (!organisation || organisation.tenantId !== actor.tenantId) {
        throw new Refusal('invalid', 'Organisation: choose one of the list.');
      }
      // Asked once: otherwise anyone could read another organisation's issues by saying that it is theirs.
      const person = await personById(trx, actor.personId);
      const known = person && (await belongingOf(trx, person, today(deps.timeZone)));
      if (known?.kind === 'organisation' && known.id === organisation.id) return organisation;
      if (known?.kind === 'organisation') {
        throw new Refusal('forbidden', `You are with ${known.name}. If that is wrong, tell your digital team.`);
      }
      await startMembership(trx, actor.personId, organisation.id, 'asked', today(deps.timeZone), now());
      await note(trx, actor, 'person.organisation', organisation.id);
      return organisation;
    });
  }

  /** An admin names an organisation, its ODS code and its mail domains. */
  async function saveOrganisation(
    actor: Actor,
    input: { name: string; ods: string; domains: readonly string[] },
  ): Promise<Organisation> {
    if (!actor.admin) {
      throw new Refusal('forbidden', 'Only an admin of this service (CLERK_ADMINS) can set mail domains.');
    }
    assertNoIdentifiers({ Name: input.name, 'ODS code': input.ods, 'Mail domains': input.domains.join('\n') });
    return db.transaction().execute(async (trx) => {
      const organisation = await claimOrganisation(trx, actor, input.name, input.ods, null);
      // Found by its code, it may have had another name.
      await updateOrganisation(trx, organisation.id, { name: input.name });
      await setDomains(trx, organisation, input.domains);
      await note(trx, actor, 'organisation.save', organisation.id);
      return { ...organisation, name: input.name };
    });
  }

  /** `away until …` (the last day away, YYYY-MM-DD), `pause` and `resume`. */
  async function setLeave(actor: Actor, leave: { awayUntilOn: string } | 'pause' | 'resume'): Promise<void> {
    if (leave === 'pause') {
      await assertNotOnlyHolder(db, actor.personId);
      return setReminders(db, actor.personId, { pausedAt: now().toISOString() });
    }
    if (leave === 'resume') return setReminders(db, actor.personId, { pausedAt: null, awayUntilOn: null });
    return setReminders(db, actor.personId, leave);
  }

  /** Between these wall times (HH:MM, in one's own zone) the clock says nothing to somebody. */
  async function setQuietHours(actor: Actor, hours: { quietFrom: string; quietUntil: string }): Promise<void> {
    if (hours.quietFrom < MIDDAY)
      throw new Refusal('invalid', 'Quiet from: choose a time in the afternoon or evening.');
    if (hours.quietUntil > MIDDAY) throw new Refusal('invalid', 'Quiet until: choose a time in the morning.');
    await setReminders(db, actor.personId, hours);
  }

  /** Somebody left a team: their roles and functions end; if they held clinical safety, what waited for them goes on. */
  async function memberLeft(trx: Trx, teamId: string, personId: string): Promise<void> {
    const held = (await holdersOf(trx, teamId, CLINICAL_SAFETY)).some((holder) => holder.personId === personId);
    await removeMember(trx, teamId, personId, now());
    if (held) await deps.safetyChanged(trx, teamId);
  }

  /** Who runs a team stands on its welcome. */
  async function redrawWelcome(trx: Trx, tenantId: string, teamId: string): Promise<void> {
    await refreshMessages(trx, { tenantId, subjectIds: [teamId], kinds: ['team.welcome', 'team.confirm'] }, now());
  }

  async function assertRuns(trx: Trx, teamId: string, actor: Actor, to: string): Promise<void> {
    const standing = await standingIn(trx, teamId, actor);
    if (!standing.configures) {
      throw new Refusal('forbidden', `Only a facilitator of this team, or their deputy, can ${to}.`);
    }
  }

  async function note(trx: Trx, actor: Actor, action: string, subjectId: string): Promise<void> {
    await audit(trx, { tenantId: actor.tenantId, actorId: actor.personId, action, subjectId }, now());
  }

  return {
    memberLeft,
    redrawWelcome,
    installed,
    putForward,
    confirm,
    handOver,
    saveTeam,
    claimOrganisation,
    chooseOrganisation,
    saveOrganisation,
    setLeave,
    setQuietHours,
    standing: (teamId: string, actor: Actor) => standingIn(db, teamId, actor),
  };
}

async function memberByObjectId(trx: Trx, teamId: string, tenantId: string, objectId: string) {
  const person = await findPerson(trx, tenantId, objectId.trim());
  if (!person || !(await isMember(trx, teamId, person.id))) {
    throw new Refusal('invalid', 'One of the people you chose is not a member of this team. Add them to it first.');
  }
  return person;
}
