// The Cabinet page's part of the tab's API: the list and one issue; what one may do with it is in tab-deeds.ts.
import { z } from 'zod';
import { dateIn } from '../calendar/dates.ts';
import { Refusal } from '../errors.ts';
import { type ListInput, listInput } from '../issues/inputs.ts';
import { type Issue, type IssueState, STATUSES } from '../issues/issue.ts';
import type { Listed } from '../issues/listing.ts';
import type { ShownList, ShownMe, ShownRow } from '../issues/shown.ts';
import type { Actor } from '../people/actor.ts';
import { organisationsOf } from '../people/people-store.ts';
import type { PeopleService } from '../people/service.ts';
import type { Cell } from './csv.ts';
import type { Route, RouteAnswer } from './route.ts';
import { csvAnswer } from './tab-answers.ts';
import { issueDeeds, openedIssue } from './tab-deeds.ts';
import { parse, type TabDoor } from './tab-door.ts';
import { createViews, type ViewDeps } from './tab-view.ts';

export type TabCabinetDeps = ViewDeps & { people: PeopleService; door: TabDoor };

const DAY_MS = 24 * 60 * 60 * 1000;

/** GET me and issues/…, POST what one may do with an issue. */
export function cabinetRoutes(deps: TabCabinetDeps): Route[] {
  const { db, words, door } = deps;
  const { handling, listing, raising } = deps.issues;
  const views = createViews(deps);

  async function me(actor: Actor): Promise<ShownMe> {
    const belonging = await raising.belonging(actor);
    const seen = await listing.cabinetsSeen(actor);
    const states: IssueState[] = ['new', ...STATUSES];
    return {
      name: actor.name,
      organisation:
        belonging.kind === 'ask'
          ? { kind: 'ask', choices: await organisations(actor) }
          : belonging.kind === 'none'
            ? belonging
            : { kind: 'organisation', name: belonging.name },
      cabinets: seen.map(({ cabinet }) => ({
        id: cabinet.id,
        name: cabinet.name,
        systems: [...cabinet.systems, 'Other'],
      })),
      states: [
        ...states.map((value) => ({ value, title: firstWords(words.state(value, null)) })),
        { value: 'closed', title: 'Closed' },
      ],
      priorities: [
        ...(['P2', 'P3', 'P4'] as const).map((value) => ({ value, title: words.priority(value) })),
        { value: 'safety', title: words.safetyPriority },
      ],
      handles: seen.some((one) => one.handles),
      ...words.sorting(),
      hazards: await deps.issues.hazards.reads(actor),
      goLives: (await deps.issues.goLives.upcoming({ personId: actor.personId })).length > 0,
    };
  }

  async function organisations(actor: Actor) {
    const all = await organisationsOf(db, actor.tenantId);
    return all.map(({ id, name }) => ({ value: id, title: name }));
  }

  async function chooseOrganisation(actor: Actor, body: object): Promise<ShownMe> {
    const { organisation } = parse(z.object({ organisation: z.string().default('') }), body);
    if ((await raising.belonging(actor)).kind !== 'ask') {
      throw new Refusal('forbidden', 'Your organisation is known already. An admin of this service can change it.');
    }
    await deps.people.chooseOrganisation(actor, organisation);
    return me(actor);
  }

  async function list(actor: Actor, input: unknown): Promise<ShownList> {
    const found = await listing.list(actor, parse(listInput, input));
    const { total, page, pages } = found;
    return { rows: await rowsOf(actor, found), total, page, pages };
  }

  /** Rows with the names of their cabinets, also of those that one only raised something in. */
  async function rowsOf(actor: Actor, { issues, cabinets }: Listed): Promise<ShownRow[]> {
    const places = new Map(cabinets.map((one) => [one.cabinet.id, one]));
    const rows: ShownRow[] = [];
    for (const issue of issues) {
      const place = places.get(issue.cabinetId) ?? (await handling.open(actor, issue.id));
      rows.push(views.row(issue, place.cabinet, place.team));
    }
    return rows;
  }

  /** The same list as a file. The page is left out: it holds all that fit. */
  async function csv(actor: Actor, wanted: ListInput): Promise<RouteAnswer> {
    const found = await listing.exportAll(actor, wanted);
    const shown = await rowsOf(actor, found);
    const heading = ['Reference', 'Title', 'System', 'Place', 'State', 'Priority', 'Cabinet', 'Raised on', 'Days open'];
    const rows = shown.map((row, index): Cell[] => {
      const issue = found.issues[index];
      const raisedOn = issue ? dateIn(new Date(issue.raisedAt), 'Europe/London') : '';
      const { reference, title, system, place, state, priority, cabinet } = row;
      return [reference, title, system, place, state, priority, cabinet, raisedOn, issue ? daysOpen(issue) : ''];
    });
    return csvAnswer('issues.csv', [heading, ...rows]);
  }

  /** Whole days from raising to the end, or until now. */
  function daysOpen(issue: Issue): number {
    const end = issue.closedAt ?? issue.resolvedAt ?? deps.now().toISOString();
    return Math.floor((Date.parse(end) - Date.parse(issue.raisedAt)) / DAY_MS);
  }

  return [
    door.route('GET', 'me', async (actor) => ({ status: 200, json: await me(actor) })),
    door.route('POST', 'organisation', async (actor, _request, body) => ({
      status: 200,
      json: await chooseOrganisation(actor, body),
    })),
    door.route('GET', 'issues', async (actor, { query }) => ({
      status: 200,
      json: await list(actor, Object.fromEntries(query)),
    })),
    // What somebody searches for stays out of addresses, and so out of the logs of whatever stands before this service.
    door.route('POST', 'issues/search', async (actor, _request, body) => ({
      status: 200,
      json: await list(actor, body),
    })),
    door.route('POST', 'issues/csv', (actor, _request, body) => csv(actor, parse(listInput, body))),
    door.route('GET', 'issues.csv', (actor, { query }) => csv(actor, parse(listInput, Object.fromEntries(query)))),
    door.route('GET', 'issues/:id', async (actor, request) => ({
      status: 200,
      json: await views.one(await openedIssue(deps, actor, request)),
    })),
    ...issueDeeds(deps),
  ];
}

/** "New: not looked at yet" as the name of a state: "New". */
function firstWords(state: string): string {
  return state.split(':')[0] ?? state;
}
