// Whose an issue is by the cabinet's table: a system has an owner, a network (a business unit) an associate CCIO.
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { findPerson, type Person, personById } from '../people/people-store.ts';
import { isMember } from '../people/teams-store.ts';
import { audit } from '../store/audit.ts';
import type { Queries, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { openCabinet } from './access.ts';
import type { Cabinet } from './cabinet.ts';
import type { IssuesDeps } from './deps.ts';
import { guard, type RouteInput } from './inputs.ts';
import type { Issue } from './issue.ts';
import { deleteRoute, lastPlace, type Route, routeById, routesOf, saveRoute } from './routing-store.ts';

const MOST_ROUTES = 60;

/** In place of a person: whoever holds clinical safety. */
export const SAFETY_FUNCTION = 'function:clinical-safety';

/**
 * The route of an issue: that of its system, else that of the network whose place its own place names; of several the
 * longest name wins ("Ward 4 annex" before "Ward 4"). Pure.
 */
export function routeFor(routes: readonly Route[], issue: Pick<Issue, 'system' | 'place'>): Route | undefined {
  const system = plain(issue.system);
  const bySystem = routes.find((route) => route.sort === 'system' && plain(route.name) === system);
  return bySystem ?? networkOf(routes, issue.place);
}

/** The network that a place belongs to. */
export function networkOf(routes: readonly Route[], place: string): Route | undefined {
  const words = ` ${plain(place)} `;
  let found: { route: Route; length: number } | undefined;
  for (const route of routes) {
    if (route.sort !== 'network') continue;
    for (const one of [route.name, ...route.places].map(plain)) {
      if (one && words.includes(` ${one} `) && one.length > (found?.length ?? 0)) found = { route, length: one.length };
    }
  }
  return found?.route;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A route with its people as they are now: who has left the team is undefined. */
export type KnownRoute = {
  route: Route;
  person: Person | undefined;
  deputy: Person | undefined;
  left: readonly string[];
};

export async function knownRoute(db: Queries, route: Route, teamId: string): Promise<KnownRoute> {
  const left: string[] = [];
  const present = async (id: string | null) => {
    const person = id ? await personById(db, id) : undefined;
    if (person && (await isMember(db, teamId, person.id))) return person;
    if (person) left.push(person.name);
    return undefined;
  };
  return { route, person: await present(route.personId), deputy: await present(route.deputyId), left };
}

export function createRouting({ db, now }: IssuesDeps) {
  /** The table of a cabinet, with its people. The caller has checked who asks. */
  async function table(cabinet: Cabinet): Promise<KnownRoute[]> {
    return Promise.all((await routesOf(db, cabinet.id)).map((route) => knownRoute(db, route, cabinet.teamId)));
  }

  /** Throws unless the actor may set up the cabinet. */
  async function open(actor: Actor, cabinetId: string): Promise<Cabinet> {
    const { cabinet, standing } = await openCabinet(db, actor, cabinetId);
    if (standing.configures) return cabinet;
    throw new Refusal(
      'forbidden',
      'Only a facilitator of this team, or their deputy, can change who gets which issues.',
    );
  }

  /** Adds a route, or replaces that of the same name. */
  async function save(actor: Actor, cabinetId: string, input: RouteInput): Promise<Cabinet> {
    guard({ routeName: input.name, places: input.places });
    const cabinet = await open(actor, cabinetId);
    const places = input.places
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
    await db.transaction().execute(async (trx) => {
      const known = await routesOf(trx, cabinet.id);
      const name = known.find((route) => route.sort === input.sort && plain(route.name) === plain(input.name))?.name;
      if (!name && known.length >= MOST_ROUTES) {
        throw new Refusal('invalid', `At most ${MOST_ROUTES} lines. Remove one that is not needed first.`);
      }
      await saveRoute(trx, {
        id: newId(now()),
        tenantId: cabinet.tenantId,
        cabinetId: cabinet.id,
        sort: input.sort,
        name: name ?? input.name,
        places,
        personId: await personOf(trx, cabinet, input.person, 'Who gets its issues'),
        deputyId: input.deputy ? await personOf(trx, cabinet, input.deputy, 'Deputy') : null,
        createdBy: actor.personId,
        createdAt: now().toISOString(),
      });
      await note(trx, actor, cabinet, 'route.save');
    });
    return cabinet;
  }

  async function remove(actor: Actor, cabinetId: string, routeId: string): Promise<Cabinet> {
    const cabinet = await open(actor, cabinetId);
    await db.transaction().execute(async (trx) => {
      const route = await routeById(trx, routeId);
      if (route?.cabinetId !== cabinet.id) return;
      await deleteRoute(trx, route.id);
      await note(trx, actor, cabinet, 'route.remove');
    });
    return cabinet;
  }

  async function note(trx: Trx, actor: Actor, cabinet: Cabinet, action: string): Promise<void> {
    const line = { tenantId: cabinet.tenantId, actorId: actor.personId, action, subjectId: cabinet.id };
    await audit(trx, line, now());
  }

  /** Somebody of the team by their Entra object id; or the function. */
  async function personOf(trx: Trx, cabinet: Cabinet, picked: string, label: string): Promise<string> {
    if (picked === SAFETY_FUNCTION && label !== 'Deputy') return picked;
    const person = picked ? await findPerson(trx, cabinet.tenantId, picked) : undefined;
    if (person && (await isMember(trx, cabinet.teamId, person.id))) return person.id;
    throw new Refusal('invalid', `${label}: choose a member of this team. Add them to it first.`);
  }

  /** The networks of a cabinet with their associate CCIOs, the actor's own (by the place they named last) marked. */
  async function networks(actor: Actor, cabinet: Cabinet): Promise<{ known: KnownRoute; own: boolean }[]> {
    const all = (await table(cabinet)).filter(({ route }) => route.sort === 'network');
    const place = await lastPlace(db, actor.personId, cabinet.id);
    const own = networkOf(
      all.map(({ route }) => route),
      place,
    );
    return all.map((known) => ({ known, own: known.route === own }));
  }

  return { table, open, save, remove, networks };
}
