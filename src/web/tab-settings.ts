// The Settings page's part of the tab's API: teams, roles, organisations. Nothing here needs a redeploy.
import { NATIONS, type Nation } from '../calendar/bank-holidays.ts';
import { Refusal } from '../errors.ts';
import { cabinetsOfTeam } from '../issues/cabinets-store.ts';
import type { Actor } from '../people/actor.ts';
import { organisationInput, teamInput } from '../people/inputs.ts';
import { domainsOf, organisationById, organisationsOf } from '../people/people-store.ts';
import type { PeopleService } from '../people/service.ts';
import type { ShownOrganisation, ShownSettings, ShownTeam } from '../people/shown.ts';
import { teamRolesOf, unreachableOf } from '../people/team-roles.ts';
import { membersOf, type Team, teamById, teamsOfTenant, teamsRunBy } from '../people/teams-store.ts';
import type { Database } from '../store/database.ts';
import type { Route } from './route.ts';
import { parse, type TabDoor } from './tab-door.ts';

export type TabSettingsDeps = { db: Database; people: PeopleService; door: TabDoor };

const NATION_WORDS: Record<Nation, string> = {
  'england-and-wales': 'England and Wales',
  scotland: 'Scotland',
  'northern-ireland': 'Northern Ireland',
  none: 'None',
};

/** GET settings, settings/teams/:id; POST settings/teams/:id and settings/organisations. */
export function settingsRoutes({ db, people, door }: TabSettingsDeps): Route[] {
  async function settings(actor: Actor): Promise<ShownSettings> {
    const teams = actor.admin ? await teamsOfTenant(db, actor.tenantId) : await teamsRunBy(db, actor.personId);
    return {
      teams: teams.map(({ id, name }) => ({ value: id, title: name })),
      organisations: actor.admin ? await organisations(actor) : [],
      admin: actor.admin,
    };
  }

  async function organisations(actor: Actor): Promise<ShownOrganisation[]> {
    const shown = [];
    for (const { id, name, ods } of await organisationsOf(db, actor.tenantId)) {
      shown.push({ name, ods, domains: (await domainsOf(db, id)).join('\n') });
    }
    return shown;
  }

  /** The team, for who may change it; for everyone else it is not there. */
  async function teamOf(actor: Actor, id: string): Promise<Team> {
    const team = await teamById(db, id);
    const mine = team?.tenantId === actor.tenantId && (await people.standing(id, actor)).configures;
    if (!team || !mine) throw new Refusal('missing', 'There is no such team that you can set up. Go back to the list.');
    return team;
  }

  async function shown(team: Team): Promise<ShownTeam> {
    const roles = await teamRolesOf(db, team.id);
    const organisation = team.organisationId ? await organisationById(db, team.organisationId) : undefined;
    const ids = (of: { objectId: string }[]) => of.map((person) => person.objectId);
    const members = await membersOf(db, team.id);
    return {
      id: team.id,
      name: team.name,
      people: members.map(({ objectId, name }) => ({ value: objectId, title: name })),
      facilitators: ids(roles.facilitators),
      deputies: ids(roles.deputies),
      handlers: ids(roles.handlers),
      safety: ids(roles.safety),
      safetyDeputies: ids(roles.safetyDeputies),
      organisation: organisation?.name ?? '',
      ods: organisation?.ods ?? '',
      timeZone: team.timeZone,
      nation: team.nation,
      nations: NATIONS.map((nation) => ({ value: nation, title: NATION_WORDS[nation] })),
      cabinets: (await cabinetsOfTeam(db, team.id)).map(({ id, name }) => ({ value: id, title: name })),
      unreachable: await unreachableOf(db, roles),
    };
  }

  return [
    door.route('GET', 'settings', async (actor) => ({ status: 200, json: await settings(actor) })),
    door.route('GET', 'settings/teams/:id', async (actor, { params }) => ({
      status: 200,
      json: await shown(await teamOf(actor, params.id ?? '')),
    })),
    door.route('POST', 'settings/teams/:id', async (actor, { params }, body) => {
      const { id } = await teamOf(actor, params.id ?? '');
      await people.saveTeam(id, actor, parse(teamInput, body));
      return { status: 200, json: await shown(await teamOf(actor, id)) };
    }),
    door.route('POST', 'settings/organisations', async (actor, _request, body) => {
      await people.saveOrganisation(actor, parse(organisationInput, body));
      return { status: 200, json: await settings(actor) };
    }),
  ];
}
