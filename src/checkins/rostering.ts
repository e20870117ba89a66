// Filling the roster: from a pasted list, and from the channel's members.
import { Refusal } from '../errors.ts';
import { belongingOf } from '../people/membership.ts';
import { type Person, organisationById as tenantOrganisation } from '../people/people-store.ts';
import { membersOf } from '../people/teams-store.ts';
import type { Queries, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { Forum } from './forum.ts';
import type { RosterRow } from './roster.ts';
import { isIn, type Member } from './round.ts';
import {
  type ForumOrganisation,
  handlesOfSame,
  insertMember,
  insertOrganisation,
  membersOfForum,
  organisationsOfForum,
  updateMember,
  updateOrganisation,
} from './store.ts';

const NOT_KNOWN = 'Organisation not known';

type Named = Pick<RosterRow, 'organisation' | 'ods'> & { sector: string };

/**
 * The organisation of the roster that is called so, by its ODS code, else by its name; of one that has ended by `today`, its
 * successor.
 */
export async function organisationNamed(
  trx: Trx,
  forum: Forum,
  { organisation, ods }: Named,
  today: string,
): Promise<ForumOrganisation | undefined> {
  const all = await organisationsOfForum(trx, forum.id);
  const ended = ({ endedOn }: ForumOrganisation) => endedOn !== null && endedOn <= today;
  const known = [...all.filter((one) => !ended(one)), ...all.filter(ended)];
  const same = (one: ForumOrganisation) => one.name.toLowerCase() === organisation.toLowerCase();
  let found = ods ? known.find((one) => one.ods === ods) : undefined;
  found ??= known.find((one) => same(one) && (!ods || !one.ods));
  while (found && ended(found)) {
    const { successorId } = found;
    found = all.find(({ id }) => id === successorId);
  }
  return found;
}

/** The id of the organisation that is called so, with what is new about it kept; a new one where there is none. */
async function organisationFor(trx: Trx, forum: Forum, named: Named, today: string, now: Date): Promise<string> {
  const found = await organisationNamed(trx, forum, named, today);
  if (!found) return addOrganisation(trx, forum, named, now);
  const { organisation, ods, sector } = named;
  const itself = ods ? !found.ods || found.ods === ods : found.name.toLowerCase() === organisation.toLowerCase();
  // A list that still has the name of one that has ended says nothing of its successor.
  if (!itself) return found.id;
  const fresh = { name: organisation, ods: ods || found.ods, sector: sector || found.sector };
  const changed = fresh.name !== found.name || fresh.ods !== found.ods || fresh.sector !== found.sector;
  if (changed) await updateOrganisation(trx, found.id, fresh);
  return found.id;
}

/** Adds an organisation to the roster. Gives its id. */
export async function addOrganisation(trx: Trx, forum: Forum, named: Named, now: Date): Promise<string> {
  const { organisation: name, ods, sector } = named;
  const id = newId(now);
  const { tenantId, id: forumId } = forum;
  await insertOrganisation(trx, { id, tenantId, forumId, name, ods, sector, endedOn: null, successorId: null });
  return id;
}

/**
 * Puts the rows of a pasted list on the roster; doing it twice changes nothing, also when it writes somebody by mail address
 * who is on it by object id. Nobody is taken off by it. Throws, with nothing done, where two rows are one person.
 */
export async function applyRoster(
  trx: Trx,
  forum: Forum,
  rows: readonly RosterRow[],
  today: string,
  now: Date,
): Promise<void> {
  const members = (await membersOfForum(trx, forum.id)).filter((one) => isIn(one, today) || one.state === 'asking');
  const handles = [...rows, ...members].map(({ handle }) => handle);
  const same = await handlesOfSame(trx, handles);
  const isOf = (row: RosterRow) => (one: { handle: string }) =>
    one.handle === row.handle || same.get(row.handle)?.has(one.handle) === true;
  for (const [index, row] of rows.entries()) {
    const twice = rows.slice(0, index).find(isOf(row));
    if (twice) throw oneTwice(twice, row);
  }
  for (const row of rows) {
    const organisationId = await organisationFor(trx, forum, row, today, now);
    const current = members.find(isOf(row));
    await place(trx, forum, current, { ...row, organisationId, source: 'list' }, today, now);
  }
}

function oneTwice(first: RosterRow, second: RosterRow): Refusal {
  const words = `${first.handle} and ${second.handle} are the same person. Keep one of the two lines.`;
  return new Refusal('invalid', `Roster: nothing has been saved. ${words}`);
}

type Place = Pick<Member, 'name' | 'handle' | 'role' | 'organisationId' | 'source'>;

/** Gives a member their place; who moves to another organisation or role begins a new one today, and the old one ends. */
async function place(
  trx: Trx,
  forum: Forum,
  current: Member | undefined,
  to: Place,
  today: string,
  now: Date,
): Promise<void> {
  const { name, handle, role, organisationId, source } = to;
  const fresh = { name, handle, role, organisationId, source, state: 'in' } as const;
  if (current && (current.fromOn === today || current.state === 'asking')) {
    return updateMember(trx, current.id, { ...fresh, fromOn: today });
  }
  if (current && current.organisationId === organisationId && current.role === role) {
    return current.name === name ? undefined : updateMember(trx, current.id, { name });
  }
  if (current) await updateMember(trx, current.id, { toOn: today });
  const { tenantId, id: forumId } = forum;
  await insertMember(trx, { id: newId(now), tenantId, forumId, ...fresh, fromOn: today, toOn: null });
}

/** Where the channel's members are the roster: who is new is added, who has left the team ends, whom the host took off stays off. */
export async function syncChannel(trx: Trx, forum: Forum, today: string, now: Date): Promise<void> {
  const present = await membersOf(trx, forum.teamId);
  const all = await membersOfForum(trx, forum.id);
  const members = all.filter((one) => isIn(one, today));
  const settled = [...members, ...all.filter(({ state }) => state === 'removed')];
  for (const person of present) {
    const known = settled.some(({ handle }) => handle === person.objectId || handle === person.email.toLowerCase());
    if (known) continue;
    const organisationId = await organisationFor(trx, forum, await belonging(trx, person, today), today, now);
    const to = { name: person.name, handle: person.objectId, role: 'ccio', organisationId, source: 'channel' } as const;
    await place(trx, forum, undefined, to, today, now);
  }
  await endLeft(trx, forum, today);
}

/** Ends the members who are on the roster as members of the channel and have left its team. Gives them. */
export async function endLeft(trx: Trx, forum: Forum, today: string): Promise<Member[]> {
  const left = await leftOf(trx, forum, today);
  for (const { id } of left) await updateMember(trx, id, { toOn: today });
  return left;
}

/** Who is on the roster on a date as a member of the channel, and in its team no more. */
export async function leftOf(db: Queries, forum: Forum, today: string): Promise<Member[]> {
  const here = new Set((await membersOf(db, forum.teamId)).map(({ objectId }) => objectId));
  const members = (await membersOfForum(db, forum.id)).filter((one) => isIn(one, today));
  return members.filter(({ source, handle }) => source === 'channel' && !here.has(handle));
}

/** Where somebody works, as far as it is known; a guest's tenant does not tell. */
async function belonging(trx: Trx, person: Person, today: string): Promise<Named> {
  const found = person.guest === 1 ? undefined : await belongingOf(trx, person, today);
  if (found?.kind !== 'organisation') return { organisation: NOT_KNOWN, ods: '', sector: '' };
  const ods = (await tenantOrganisation(trx, found.id))?.ods ?? '';
  return { organisation: found.name, ods, sector: '' };
}
