// Lists of issues at the Teams door: what follows `issues`, and how a page of them is drawn.
import { z } from 'zod';
import { type ListFilter, listCard } from '../cards/issues/list.ts';
import { priorityWords, standWords, stateWords } from '../cards/issues/words.ts';
import { isolate, type Rendered } from '../cards/render.ts';
import { notThere } from '../src/issues/access.ts';
import type { Cabinet } from '../src/issues/cabinet.ts';
import { cabinetById } from '../src/issues/cabinets-store.ts';
import { listInput as asked } from '../src/issues/inputs.ts';
import type { IssuesService } from '../src/issues/service.ts';
import { type Actor, actorById } from '../src/people/actor.ts';
import { assertNoIdentifiers } from '../src/privacy/identifiers.ts';
import type { Database } from '../src/store/database.ts';
import { type ActorTurn, type Answer, type Draw, verb } from './feature.ts';
import { shown } from './issues-shown.ts';

const PAGE_SIZE = 5;
const { scope, cabinet, page, state, system, priority } = asked.shape;
const listInput = z.object({ scope, cabinet, page, state, system, priority });

/** Which issues a list shows; `page` from 1. */
export type Wanted = z.infer<typeof listInput>;

/** Which issues, as the subject of a message. */
export function subjectOf(wanted: Partial<Wanted>): string {
  const said = Object.entries(wanted).filter(([, value]) => value !== '' && value !== undefined);
  return new URLSearchParams(said.map(([key, value]): [string, string] => [key, String(value)])).toString();
}

/**
 * Reads what follows `issues`: `open P2`, `system EPR`, `mine`, `waiting`, a cabinet's letters or name, in any order; what
 * follows `system` is its name. Undefined where a word is none of these.
 */
export function parseFilter(words: string, cabinets: readonly Cabinet[]): Partial<Wanted> | undefined {
  const wanted: Partial<Wanted> = {};
  let left = words.trim().toLowerCase();
  while (left !== '') {
    const [first = ''] = left.split(/\s+/);
    const named = cabinets.find(({ prefix, name }) =>
      [prefix, name].some((one) => left === one.toLowerCase() || left.startsWith(`${one.toLowerCase()} `)),
    );
    let taken = first;
    if (first === 'system') return { ...wanted, system: words.trim().slice(-left.length).slice(first.length).trim() };
    if (first === 'mine') wanted.scope = 'taken';
    else if (first === 'all') wanted.scope = 'all';
    else if (/^p[234]$/.test(first)) wanted.priority = first.toUpperCase() as 'P2' | 'P3' | 'P4';
    else if (first === 'new' || first === 'waiting' || first === 'resolved' || first === 'closed') wanted.state = first;
    else if (named) {
      wanted.cabinet = named.id;
      taken = left.startsWith(named.name.toLowerCase()) ? named.name : named.prefix;
    } else if (first !== 'open') return undefined;
    left = left.slice(taken.length).trim();
  }
  return wanted;
}

export function createIssueLists({ db, issues }: { db: Database; issues: IssuesService }) {
  const { listing, raising } = issues;

  /** The cabinets whose issues somebody may list, those of their own organisation first. */
  async function cabinetsOf(actor: Actor): Promise<Cabinet[]> {
    const seen = (await listing.cabinetsSeen(actor)).filter((one) => one.ordinary).map((one) => one.cabinet);
    const own = new Set((await raising.cabinetsFor(actor)).map(({ id }) => id));
    return seen.toSorted((one, other) => Number(own.has(other.id)) - Number(own.has(one.id)));
  }

  const press = verb(listInput, async (turn: ActorTurn, wanted): Promise<Answer> => {
    assertNoIdentifiers({ System: wanted.system });
    const open = wanted.scope === 'open' || wanted.scope === 'all';
    if (open && !(await cabinetsOf(turn.actor)).some(({ id }) => id === wanted.cabinet)) throw notThere();
    const subjectId = subjectOf({ ...wanted, cabinet: open ? wanted.cabinet : '' });
    return { kind: 'card', intent: { kind: 'issue.list', subjectId }, onlyForThem: true };
  });

  const draw: Draw = async (subject, viewer) => {
    const wanted = listInput.parse(Object.fromEntries(new URLSearchParams(subject)));
    const whole = asked.parse(wanted);
    if (wanted.scope === 'mine' || wanted.scope === 'taken') {
      const actor = viewer.personId ? await actorById(db, viewer.personId) : undefined;
      if (!actor) return undefined;
      const listed = await listing.list(actor, whole, PAGE_SIZE);
      return wanted.scope === 'mine'
        ? drawn(viewer.token, wanted, listed, 'Issues that you raised', NOTHING_RAISED)
        : drawn(viewer.token, wanted, listed, headingOf('Issues that you handle', wanted), NOTHING_TAKEN);
    }
    const cabinet = await cabinetById(db, wanted.cabinet);
    if (!cabinet) return undefined;
    const listed = await listing.shared(cabinet, whole, PAGE_SIZE);
    const what = wanted.scope === 'open' && !wanted.state ? 'Open issues' : 'Issues';
    const empty = isFiltered(wanted) ? NONE_SUCH : NOTHING_OPEN;
    return drawn(viewer.token, wanted, listed, headingOf(`${what}: ${cabinet.name}`, wanted), empty);
  };

  return { press, draw, cabinetsOf };
}

const NOTHING_OPEN = 'Nothing is open. To raise an issue, write raise.';
const NONE_SUCH = 'There is no such issue. To see all that are open, write issues.';
const NOTHING_RAISED = 'You have raised nothing yet. To raise an issue, write raise.';
const NOTHING_TAKEN =
  'You have taken no issue that is still open. For those that you raised, write my issues; to go through the new ones ' +
  'of a cabinet that you handle, write triage.';

function isFiltered({ state: wantedState, priority: wantedPriority, system: wantedSystem }: Wanted): boolean {
  return wantedState !== '' || wantedPriority !== '' || wantedSystem !== '';
}

function headingOf(heading: string, wanted: Wanted): string {
  const filters = [
    wanted.state && stateWords(wanted.state, 0).split(':')[0]?.toLowerCase(),
    wanted.priority && wanted.priority !== 'safety' && priorityWords(wanted.priority),
    wanted.system && isolate(wanted.system),
  ];
  return [heading, ...filters.filter(Boolean)].join(', ');
}

function drawn(
  token: string,
  wanted: Wanted,
  { issues, page: at, pages }: Awaited<ReturnType<IssuesService['listing']['shared']>>,
  heading: string,
  empty: string,
): Rendered {
  const reader = wanted.scope === 'mine' ? 'raiser' : 'others';
  const rows = issues.map((issue) => ({ ...shown(issue), stateWords: standWords(issue, reader) }));
  const filter: ListFilter = {
    scope: wanted.scope,
    state: wanted.state,
    priority: wanted.priority,
    system: wanted.system,
  };
  return listCard({ token, heading, empty, rows, page: at, pages, filter, cabinetId: wanted.cabinet });
}
