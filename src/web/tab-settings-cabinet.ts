// The Settings page's part of the tab's API about a cabinet: its set-up, who gets which issues, its targets.
import { Refusal } from '../errors.ts';
import { type Cabinet, missingFrom } from '../issues/cabinet.ts';
import { cabinetInput, repliesInput, routeInput, targetsInput } from '../issues/inputs.ts';
import { type KnownRoute, SAFETY_FUNCTION } from '../issues/routing.ts';
import type { IssuesService } from '../issues/service.ts';
import type { ShownCabinetForm, ShownCabinetSettings, ShownRoute, ShownTargets } from '../issues/shown-settings.ts';
import { startersOf } from '../issues/starters.ts';
import { dayMinutes, READY, writeTarget } from '../issues/targets.ts';
import type { Actor } from '../people/actor.ts';
import { organisationById, peopleByIds } from '../people/people-store.ts';
import type { PeopleService } from '../people/service.ts';
import { CLINICAL_SAFETY, holdersOf, membersOf, teamById } from '../people/teams-store.ts';
import type { Database } from '../store/database.ts';
import type { Route } from './route.ts';
import { parse, type TabDoor } from './tab-door.ts';

export type CabinetSettingsDeps = { db: Database; issues: IssuesService; people: PeopleService; door: TabDoor };

const NOT_THERE = 'There is no such cabinet that you can set up. Go back to the list.';

/** GET settings/cabinets/:id; POST the same, and below it routes, routes/:route/remove, replies, targets, targets/off. */
export function cabinetSettingsRoutes({ db, issues, people, door }: CabinetSettingsDeps): Route[] {
  const { cabinets, routing, lateness } = issues;

  /** The cabinet, for who may change it; for everyone else it is not there. */
  async function cabinetOf(actor: Actor, id: string): Promise<Cabinet> {
    const cabinet = await cabinets.byId(id);
    const mine = cabinet?.tenantId === actor.tenantId && (await people.standing(cabinet.teamId, actor)).configures;
    if (!cabinet || !mine) throw new Refusal('missing', NOT_THERE);
    return cabinet;
  }

  async function shown(actor: Actor, id: string): Promise<ShownCabinetSettings> {
    const cabinet = await cabinetOf(actor, id);
    const team = await teamById(db, cabinet.teamId);
    const members = await membersOf(db, cabinet.teamId);
    const choices = members.map(({ objectId, name }) => ({ value: objectId, title: name }));
    return {
      id,
      teamId: cabinet.teamId,
      teamName: team?.name ?? '',
      form: await formOf(cabinet),
      people: choices,
      takers: [{ value: SAFETY_FUNCTION, title: 'Clinical safety' }, ...choices],
      missing: missingFrom(cabinet, await cabinets.safetyHeld(cabinet)),
      routes: (await routing.table(cabinet)).map(routeOf),
      targets: await targetsOf(id),
      replies: [...startersOf(cabinet)],
    };
  }

  async function formOf(cabinet: Cabinet): Promise<ShownCabinetForm> {
    const { name, prefix, incidentName, incidentUrl, deskPhone, deskHours, personWord, handlers } = cabinet;
    const organisation = await organisationById(db, cabinet.organisationId);
    const holders = (await holdersOf(db, cabinet.teamId, CLINICAL_SAFETY)).filter((one) => one.standing === 'holder');
    const safety = await peopleByIds(
      db,
      holders.map(({ personId }) => personId),
    );
    return {
      ...{ name, prefix, incidentName, incidentUrl, deskPhone, deskHours, personWord, handlers },
      systems: cabinet.systems.join('\n'),
      organisation: organisation?.name ?? '',
      ods: organisation?.ods ?? '',
      safety: safety.map(({ objectId }) => objectId),
    };
  }

  async function targetsOf(id: string): Promise<ShownTargets> {
    const set = await lateness.of(id);
    const { opensAt = '09:00', closesAt = '17:00' } = set ?? {};
    const written = (priority: 'P2' | 'P3' | 'P4', what: 'look' | 'done') =>
      set ? writeTarget(set.targets[priority][what], dayMinutes(opensAt, closesAt)) : READY[priority][what];
    return {
      on: set !== undefined,
      ...{ opensAt, closesAt },
      ...{ lookHigh: written('P2', 'look'), doneHigh: written('P2', 'done') },
      ...{ lookMedium: written('P3', 'look'), doneMedium: written('P3', 'done') },
      ...{ lookLow: written('P4', 'look'), doneLow: written('P4', 'done') },
    };
  }

  /** POST below the cabinet: who may not set it up has no such cabinet; what is so afterwards is the answer. */
  function deed(path: string, run: (actor: Actor, cabinet: Cabinet, body: object, part: string) => Promise<unknown>) {
    return door.route('POST', `settings/cabinets/:id${path}`, async (actor, { params }, body) => {
      const cabinet = await cabinetOf(actor, params.id ?? '');
      await run(actor, cabinet, body, params.route ?? '');
      return { status: 200, json: await shown(actor, cabinet.id) };
    });
  }

  return [
    door.route('GET', 'settings/cabinets/:id', async (actor, { params }) => ({
      status: 200,
      json: await shown(actor, params.id ?? ''),
    })),
    deed('', (actor, { conversationId }, body) => cabinets.save(actor, conversationId, parse(cabinetInput, body))),
    deed('/routes', (actor, { id }, body) => routing.save(actor, id, parse(routeInput, body))),
    deed('/routes/:route/remove', (actor, { id }, _body, route) => routing.remove(actor, id, route)),
    deed('/targets', (actor, { id }, body) => lateness.save(actor, id, parse(targetsInput, body))),
    deed('/replies', (actor, { id }, body) => cabinets.saveReplies(actor, id, parse(repliesInput, body))),
    deed('/targets/off', (actor, { id }) => lateness.turnOff(actor, id)),
  ];
}

function routeOf({ route, person, deputy, left }: KnownRoute): ShownRoute {
  const { id, sort, name, places } = route;
  const safety = route.personId === SAFETY_FUNCTION;
  const names = [safety ? 'Clinical safety' : (person?.name ?? 'Nobody now')];
  if (deputy) names.push(`deputy ${deputy.name}`);
  if (left.length > 0) names.push(`${left.join(' and ')} left the team`);
  return {
    ...{ id, sort, name, places: places.join('\n') },
    person: safety ? SAFETY_FUNCTION : (person?.objectId ?? ''),
    deputy: deputy?.objectId ?? '',
    who: names.join(', '),
  };
}
