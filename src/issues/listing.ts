// Looking at many issues, and at one with its history: what a person may see of the cabinets around them.
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { peopleByIds } from '../people/people-store.ts';
import { standingIn } from '../people/standing.ts';
import { type Team, teamById } from '../people/teams-store.ts';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';
import { organisationOf } from './access.ts';
import type { Cabinet } from './cabinet.ts';
import { cabinetsAround } from './cabinets-store.ts';
import type { IssuesDeps } from './deps.ts';
import type { ListInput } from './inputs.ts';
import type { Issue } from './issue.ts';
import { findIssues, type Sight } from './list-store.ts';
import { may, viewerOf } from './rights.ts';
import { eventsOf, type IssueEvent } from './store.ts';

export const LIST_PAGE_SIZE = 20;
/** More than this in one file is a matter for the database, not for a spreadsheet. */
const EXPORT_MOST = 20_000;
const HISTORY_MOST = 500;

/** A cabinet with what somebody may see of it. */
export type SeenCabinet = {
  cabinet: Cabinet;
  team: Team;
  ordinary: boolean;
  flagged: boolean;
  /** They handle its ordinary issues. */
  handles: boolean;
};

/** The ids of what is late in a cabinet. */
type LateIn = (cabinetId: string) => Promise<string[]>;

export type Pages = { issues: Issue[]; total: number; page: number; pages: number };

/** An issue of nobody's in particular: for what one may see of a cabinet's issues in general. */
const NOBODYS = { raiserId: '', offeredTo: null, deputyId: null };

export type Listed = Pages & { cabinets: SeenCabinet[] };

export type Told = IssueEvent & { by: string };

export function createListing(deps: IssuesDeps & { lateIn: LateIn }) {
  const { db, today } = deps;

  /** The cabinets of which the person may see issues: their organisation's, and those they handle or keep safe. */
  async function cabinetsSeen(actor: Actor): Promise<SeenCabinet[]> {
    const organisationId = await organisationOf(db, actor, today());
    const seen: SeenCabinet[] = [];
    for (const cabinet of await cabinetsAround(db, actor.tenantId, { organisationId, personId: actor.personId })) {
      const team = await teamById(db, cabinet.teamId);
      if (!team) continue;
      const standing = await standingIn(db, team.id, actor);
      const viewer = viewerOf({ id: actor.personId, admin: actor.admin, organisationId }, standing, cabinet, NOBODYS);
      const ordinary = may('see', viewer, { flagged: 0, releasedAt: null });
      const flagged = may('see', viewer, { flagged: 1, releasedAt: null });
      const handles = may('update', viewer, { flagged: 0, releasedAt: null });
      if (ordinary || flagged) seen.push({ cabinet, team, ordinary, flagged, handles });
    }
    return seen;
  }

  /** What those who handle an issue say of it, and its targets, are for them: such a filter finds nothing elsewhere. */
  async function sightOf(actor: Actor, cabinets: readonly SeenCabinet[], wanted: ListInput): Promise<Sight> {
    const { tenantId, personId } = actor;
    const inner = wanted.kind !== '' || wanted.sector !== '' || wanted.late === '1';
    const ids = (seen: readonly SeenCabinet[]) => seen.map(({ cabinet }) => cabinet.id);
    const handled = ids(cabinets.filter((one) => one.handles));
    const ordinary = inner ? handled : ids(cabinets.filter((one) => one.ordinary));
    const flagged = ids(cabinets.filter((one) => one.flagged));
    const among = wanted.late === '1' ? (await Promise.all(handled.map(deps.lateIn))).flat() : undefined;
    return { tenantId, personId, ordinary, flagged, among };
  }

  /** One page of a cabinet's issues as all of its organisation see them: the caller has checked that they may. */
  async function shared(cabinet: Cabinet, wanted: ListInput, size: number): Promise<Pages> {
    const sight = { tenantId: cabinet.tenantId, personId: '', ordinary: [cabinet.id], flagged: [] };
    return paged(sight, { ...wanted, shared: '1' }, size);
  }

  /** One page of the issues that the person may see. A page beyond the last gives the last. Refuses identifiers. */
  async function list(actor: Actor, wanted: ListInput, size = LIST_PAGE_SIZE): Promise<Listed> {
    assertNoIdentifiers({ Search: wanted.q, System: wanted.system });
    const cabinets = await cabinetsSeen(actor);
    return { ...(await paged(await sightOf(actor, cabinets, wanted), wanted, size)), cabinets };
  }

  async function paged(sight: Sight, wanted: ListInput, size: number): Promise<Pages> {
    const read = (page: number) => findIssues(db, sight, wanted, { limit: size, offset: (page - 1) * size });
    const first = await read(wanted.page);
    const pages = Math.max(1, Math.ceil(first.total / size));
    const page = Math.min(wanted.page, pages);
    const { issues, total } = page === wanted.page ? first : await read(page);
    return { issues, total, page, pages };
  }

  /** All issues that fit, for a file: the same rights and filters as on screen. */
  async function exportAll(actor: Actor, wanted: ListInput): Promise<Listed> {
    assertNoIdentifiers({ Search: wanted.q, System: wanted.system });
    const cabinets = await cabinetsSeen(actor);
    const sight = await sightOf(actor, cabinets, wanted);
    const { issues, total } = await findIssues(db, sight, wanted, { limit: EXPORT_MOST, offset: 0 });
    if (total > EXPORT_MOST) {
      throw new Refusal('invalid', `These are ${total} issues, too many for one file. Narrow the filters first.`);
    }
    return { issues, total, page: 1, pages: 1, cabinets };
  }

  /**
   * The history of an issue, oldest first, with the names of those who acted. The caller has checked `detail`.
   * `notes`: with the notes for IT, why it was passed on and what others said who have it too, which are for those who
   * handle it alone.
   */
  async function history(issue: Issue, notes: boolean): Promise<Told[]> {
    const all = (await eventsOf(db, issue.id, HISTORY_MOST)).reverse();
    const events = notes ? all : all.filter(({ kind }) => kind !== 'noted').map(forRaiser);
    const names = await namesOf(events.flatMap((event) => event.actorId ?? []));
    return events.map((event) => ({ ...event, by: names.get(event.actorId ?? '') ?? '' }));
  }

  async function namesOf(personIds: readonly string[]): Promise<Map<string, string>> {
    const people = await peopleByIds(db, [...new Set(personIds)]);
    return new Map(people.map((person) => [person.id, person.name]));
  }

  return { cabinetsSeen, list, shared, exportAll, history, namesOf };
}

/** Steps whose words were written to those who handle it: why it was passed on, and what others said who have it too. */
const FOR_HANDLERS: readonly string[] = ['passed', 'me-too', 'still-there'];

function forRaiser(event: IssueEvent): IssueEvent {
  return FOR_HANDLERS.includes(event.kind) ? { ...event, words: '' } : event;
}
