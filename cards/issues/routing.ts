// The cabinet's table: who gets which issues, with the form that adds or removes a line.
import { bytesLeft, type Choice, type Option, peopleChoices } from '../parts.ts';
import { isolate, type Rendered, render } from '../render.ts';
import routingTemplate from './routing.json' with { type: 'json' };

export type RouteRow = {
  id: string;
  sort: 'network' | 'system';
  name: string;
  places: readonly string[];
  /** Empty: has left the team. */
  person: string;
  /** Empty: there is none, or they have left. */
  deputy: string;
  /** Who of them has left the team, by name. */
  left: readonly string[];
};

export type RoutingView = {
  token: string;
  cabinetId: string;
  cabinetName: string;
  /** The lines of this page. */
  rows: readonly RouteRow[];
  /** From 1. */
  page: number;
  pages: number;
  systems: readonly string[];
  /** The team's roster; `id` is the Entra object id. */
  people: readonly Option[];
};

/**
 * The table and its form. Inputs `sort`, `name`, `places`, `person`, `deputy` (object ids), `route`.
 * Verbs `route.save`, `route.remove`, `route.open` with `page`.
 */
export function routingCard(view: RoutingView): Rendered {
  const bare = routingWith(view, []);
  // Two pickers hold the same people.
  return routingWith(view, peopleChoices(view.people, [], Math.floor(bytesLeft(bare) / 2)));
}

function routingWith(view: RoutingView, people: readonly Choice[]): Rendered {
  const { rows, people: _, systems, ...rest } = view;
  const filled = {
    ...rest,
    rows: rows.map((row) => ({ name: `${SORTS[row.sort]}: ${isolate(row.name)}`, words: rowWords(row) })),
    none: rows.length === 0,
    routes: rows.map(({ id, sort, name }) => ({ value: id, title: `${SORTS[sort]}: ${name}` })),
    known: systems.length > 0 ? `Systems of this cabinet: ${systems.map(isolate).join(', ')}.` : '',
    people,
    // Whoever holds the function, in place of a person.
    owners: [{ value: 'function:clinical-safety', title: 'Clinical safety: whoever holds it' }, ...people],
    pageWords: `Page ${view.page} of ${view.pages}`,
    previous: view.page - 1,
    next: view.page + 1,
    hasPrevious: view.page > 1,
    hasNext: view.page < view.pages,
  };
  return render(routingTemplate, filled, `Who gets which issues: ${view.cabinetName}`);
}

const SORTS = { network: 'Network', system: 'System' } as const;

function rowWords({ person, deputy, places, left }: RouteRow): string {
  const who = person ? isolate(person) : 'Nobody now';
  const parts = [deputy ? `${who}, deputy ${isolate(deputy)}` : who];
  if (left.length > 0) parts.push(`${left.map(isolate).join(', ')} left the team: choose somebody else`);
  if (places.length > 0) parts.push(`places: ${places.map(isolate).join(', ')}`);
  return parts.join('; ');
}
