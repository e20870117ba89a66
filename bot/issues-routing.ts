// Who gets which issues, at the Teams door: `routing` in the cabinet's channel, and `who is my associate CCIO`.
import { z } from 'zod';
import { noteCard } from '../cards/issues/handler.ts';
import { linesCard } from '../cards/issues/lines.ts';
import { routingCard } from '../cards/issues/routing.ts';
import type { RouteVerb } from '../cards/issues/verbs.ts';
import { isolate } from '../cards/render.ts';
import { cabinetById } from '../src/issues/cabinets-store.ts';
import { routeInput } from '../src/issues/inputs.ts';
import { type KnownRoute, SAFETY_FUNCTION } from '../src/issues/routing.ts';
import { routeById } from '../src/issues/routing-store.ts';
import type { IssuesService } from '../src/issues/service.ts';
import { actorById } from '../src/people/actor.ts';
import { membersOf } from '../src/people/teams-store.ts';
import type { Database } from '../src/store/database.ts';
import {
  type ActorTurn,
  type Answer,
  type CommandRows,
  type Draw,
  type Feature,
  runnable,
  type Verb,
  verb,
} from './feature.ts';

export const ROUTING_COMMANDS = {
  routing: {
    title: 'Routing',
    does: 'In the channel of a cabinet: who gets which issues',
    scopes: ['team'],
    listed: false,
  },
  'who is my associate ccio': {
    title: 'Who is my associate CCIO',
    does: 'Who looks after digital matters where you work',
    scopes: ['personal'],
    listed: false,
  },
} as const satisfies CommandRows;

const PAGE_SIZE = 8;
const NO_CABINET: Answer = {
  kind: 'notice',
  text: 'This channel has no digital cabinet. Write set up cabinet in the channel where its issues should appear.',
};
const NOBODY =
  'No associate CCIO (Chief Clinical Information Officer) is named here. Ask those who run your digital team.';

const cabinetInput = { cabinet: z.string().default('') };

export function createRoutingFeature({ db, issues }: { db: Database; issues: IssuesService }): Feature {
  const { routing } = issues;

  const verbs: Record<RouteVerb, Verb> = {
    'route.open': verb(
      z.object({ ...cabinetInput, page: z.coerce.number().int().min(1).max(99).catch(1) }),
      async (turn, { cabinet, page }) => {
        await routing.open(turn.actor, cabinet);
        return cardOf(cabinet, page);
      },
    ),
    'route.save': verb(routeInput.extend(cabinetInput), async (turn, { cabinet, ...input }) => {
      await routing.save(turn.actor, cabinet, input);
      return cardOf(cabinet, 1);
    }),
    'route.remove': verb(z.object({ ...cabinetInput, route: z.string().default('') }), async (turn, input) => {
      await routing.remove(turn.actor, input.cabinet, input.route);
      return cardOf(input.cabinet, 1);
    }),
  };

  const commands = runnable(ROUTING_COMMANDS, {
    routing: async (turn, rest) => {
      if (rest) return undefined;
      const cabinet = turn.conversation && (await issues.cabinets.ofConversation(turn.conversation.id));
      if (!cabinet) return NO_CABINET;
      await routing.open(turn.actor, cabinet.id);
      return cardOf(cabinet.id, 1);
    },
    'who is my associate ccio': async (turn: ActorTurn) => {
      const [cabinet] = await issues.raising.cabinetsFor(turn.actor);
      if (!cabinet || (await routing.networks(turn.actor, cabinet)).length === 0)
        return { kind: 'notice', text: NOBODY };
      return { kind: 'card', intent: { kind: 'cabinet.ccios', subjectId: cabinet.id } };
    },
  });

  const table: Draw = async (subject, viewer) => {
    const [cabinetId = '', pageWords] = subject.split(':');
    const cabinet = await cabinetById(db, cabinetId);
    if (!cabinet) return undefined;
    const all = await routing.table(cabinet);
    const pages = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
    const page = Math.min(Number(pageWords) || 1, pages);
    return routingCard({
      token: viewer.token,
      cabinetId,
      cabinetName: cabinet.name,
      rows: all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(rowOf),
      page,
      pages,
      systems: cabinet.systems,
      people: (await membersOf(db, cabinet.teamId)).map(({ objectId, name }) => ({ id: objectId, name })),
    });
  };

  const ccios: Draw = async (cabinetId, viewer) => {
    const cabinet = await cabinetById(db, cabinetId);
    const actor = viewer.personId ? await actorById(db, viewer.personId) : undefined;
    if (!cabinet || !actor) return undefined;
    const all = await routing.networks(actor, cabinet);
    const own = all.find((one) => one.own);
    const lines = all
      .toSorted((one, other) => Number(other.own) - Number(one.own))
      .map(({ known }) => ({
        title: known.route.name,
        text: peopleOf(known),
      }));
    return linesCard({
      token: viewer.token,
      heading: 'Associate CCIOs (Chief Clinical Information Officers)',
      intro: own
        ? `Yours, by the place you named last: ${isolate(peopleOf(own.known))}.`
        : 'Find the network you work in:',
      lines: lines.slice(0, 30),
      more: '',
    });
  };

  const lost: Draw = async (routeId) => {
    const route = await routeById(db, routeId);
    const cabinet = route && (await cabinetById(db, route.cabinetId));
    if (!route || !cabinet) return undefined;
    const words =
      'The table of who gets which issues names somebody who has left the team. Their issues go to the deputy or the ' +
      'channel. Write routing in the channel of the cabinet to choose somebody else.';
    return noteCard({ reference: cabinet.name, title: route.name, words, comment: '' });
  };

  return {
    commands,
    verbs,
    draws: { 'cabinet.routes': table, 'cabinet.ccios': ccios, 'cabinet.routeLost': lost },
  };
}

function cardOf(cabinetId: string, page: number): Answer {
  return { kind: 'card', intent: { kind: 'cabinet.routes', subjectId: `${cabinetId}:${page}` }, fleeting: true };
}

function rowOf({ route, person, deputy, left }: KnownRoute) {
  const { id, sort, name, places } = route;
  const who = route.personId === SAFETY_FUNCTION ? 'Clinical safety' : (person?.name ?? '');
  return { id, sort, name, places, person: who, deputy: deputy?.name ?? '', left };
}

function peopleOf(known: KnownRoute): string {
  const { person, deputy } = rowOf(known);
  return deputy ? `${person || 'nobody now'}, deputy ${deputy}` : person || 'nobody now';
}
