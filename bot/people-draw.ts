// How the cards about people are drawn: who runs a team, who holds what, who cannot be reached.
import { confirmCard, organisationForm, personWelcome, teamCard, teamForm, teamWelcome } from '../cards/people/team.ts';
import { NATIONS } from '../src/calendar/bank-holidays.ts';
import { domainsOf, organisationById, organisationsOf, personById } from '../src/people/people-store.ts';
import { teamRolesOf, unreachableOf } from '../src/people/team-roles.ts';
import { membersOf, rolesOf, type Team, teamById } from '../src/people/teams-store.ts';
import type { Database } from '../src/store/database.ts';
import type { Draw } from './feature.ts';

/** The cards of teams, people and organisations, each from its present state. */
export function createPeopleDraws(db: Database): Record<string, Draw> {
  async function roster(team: Team) {
    return (await membersOf(db, team.id)).map((person) => ({ id: person.objectId, name: person.name }));
  }

  const welcome: Draw = async (teamId, { token }) => {
    const team = await teamById(db, teamId);
    if (!team) return undefined;
    // Given by nobody: the first, who added the bot.
    const runner = (await rolesOf(db, teamId)).find((role) => role.role === 'facilitator' && role.confirmedAt);
    const name = (runner && (await personById(db, runner.personId))?.name) ?? '';
    const runs = runner?.givenBy ? { addedBy: '', runBy: name } : { addedBy: name };
    return teamWelcome({ token, teamName: team.name, ...runs, people: await roster(team), clerkName: 'Digital Clerk' });
  };

  const confirm: Draw = async (teamId, { token }) => {
    const forward = (await rolesOf(db, teamId)).find((role) => role.role === 'facilitator' && !role.confirmedAt);
    const person = forward && (await personById(db, forward.personId));
    return person && confirmCard({ token, name: person.name });
  };

  const form: Draw = async (teamId, { token }) => {
    const team = await teamById(db, teamId);
    if (!team) return undefined;
    const ids = (list: { objectId: string }[]) => list.map((person) => person.objectId);
    const who = await teamRolesOf(db, teamId);
    const organisation = team.organisationId ? await organisationById(db, team.organisationId) : undefined;
    return teamForm({
      token,
      people: await roster(team),
      facilitators: ids(who.facilitators),
      deputies: ids(who.deputies),
      handlers: ids(who.handlers),
      safety: ids(who.safety),
      safetyDeputies: ids(who.safetyDeputies),
      organisation: organisation?.name ?? '',
      ods: organisation?.ods ?? '',
      timeZone: team.timeZone,
      nation: NATIONS.find((nation) => nation === team.nation) ?? 'england-and-wales',
      askOrganisation: true,
    });
  };

  const card: Draw = async (teamId, { token }) => {
    const team = await teamById(db, teamId);
    if (!team) return undefined;
    const who = await teamRolesOf(db, teamId);
    const names = (list: { name: string }[]) => list.map((person) => person.name);
    const facts = [
      { title: 'Run by', value: names(who.facilitators) },
      { title: 'Deputies', value: names(who.deputies) },
      { title: 'Also handle issues', value: names(who.handlers) },
      { title: 'Clinical safety', value: names(who.safety) },
      { title: 'Deputies for clinical safety', value: names(who.safetyDeputies) },
      { title: 'Time zone', value: team.timeZone },
    ];
    const unreachable = await unreachableOf(db, who);
    const missing =
      who.safety.length > 0 ? [] : ['Nobody holds clinical safety, so safety concerns go to the facilitators.'];
    if (who.deputies.length === 0) missing.push('Nobody deputises for the facilitators.');
    return teamCard({ token, facts, unreachable, missing });
  };

  const hello: Draw = async (personId, { token }) => {
    const person = await personById(db, personId);
    return personWelcome({ token, name: person?.name ?? '' });
  };

  const organisation: Draw = async (tenantId, { token }) => {
    const only = (await organisationsOf(db, tenantId)).slice(0, 2);
    const one = only.length === 1 ? only[0] : undefined;
    const domains = one ? (await domainsOf(db, one.id)).join('\n') : '';
    return organisationForm({ token, name: one?.name ?? '', ods: one?.ods ?? '', domains });
  };

  return {
    'team.welcome': welcome,
    'team.confirm': confirm,
    'team.form': form,
    'team.card': card,
    'person.welcome': hello,
    'organisation.form': organisation,
  };
}
