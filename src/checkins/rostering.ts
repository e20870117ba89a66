// Filling the roster: from a pasted list, and from the channel's members.
import { belongingOf } from '../people/membership.ts';
import { type Person, organisationById as tenantOrganisation } from '../people/people-store.ts';
import { membersOf } from '../people/teams-store.ts';
import type { Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { Forum } from './forum.ts';
import type { RosterRow } from './roster.ts';
import { isIn, type Member } from './round.ts';
import {
  type ForumOrganisation,
  insertMember,
  insertOrganisation,
  membersOfForum,
  organisationsOfForum,
  updateMember,
  updateOrganisation,
} from './store.ts';

const NOT_KNOWN = 'Organisation not known';

type Named = Pick<RosterRow, 'organisation' | 'ods'> & { sector: string };

/** Finds an organisation of the roster by its ODS code, else by its name; or adds it. What is new about it is kept. */
export async function organisationFor(trx: Trx, forum: Forum, named: Named, now: Date): Promise<string> {
  const known = (await organisationsOfForum(trx, forum.id)).filter(({ endedOn }) => endedOn === null);
  const byCode = named.ods ? known.find(({ ods }) => ods === named.ods) : undefined;
  const same = (one: ForumOrganisation) => one.name.toLowerCase() === named.organisation.toLowerCase();
  const found = byCode ?? known.find((one) => same(one) && (!named.ods || !one.ods));
  if (found) {
    const fresh = {
      name: named.organisation,
      ods: named.ods || found.ods,
      sector: named.sector || found.sector,
    };
    const changed = fresh.name !== found.name || fresh.ods !== found.ods || fresh.sector !== found.sector;
    if (changed) await updateOrganisation(trx, found.id, fresh);
    return found.id;
  }
  const { organisation: name, ods, sector } = named;
  const id = newId(now);
  const { tenantId, id: forumId } = forum;
  await insertOrganisation(trx, { id, tenantId, forumId, name, ods, sector, endedOn: null, successorId: null });
  return id;
}

/** Puts the rows of a pasted list on the roster; doing it twice changes nothing. Nobody is taken off by it. */
export async function applyRoster(
  trx: Trx,
  forum: Forum,
  rows: readonly RosterRow[],
  today: string,
  now: Date,
): Promise<void> {
  for (const row of rows) {
    const organisationId = await organisationFor(trx, forum, row, now);
    const current = (await membersOfForum(trx, forum.id)).find(
      (one) => one.handle === row.handle && (isIn(one, today) || one.state === 'asking'),
    );
    await place(trx, forum, current, { ...row, organisationId, source: 'list' }, today, now);
  }
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

/** Where the channel's members are the roster: who is new is added, who has left the team ends. */
export async function syncChannel(trx: Trx, forum: Forum, today: string, now: Date): Promise<void> {
  const present = await membersOf(trx, forum.teamId);
  const members = (await membersOfForum(trx, forum.id)).filter((one) => isIn(one, today));
  for (const person of present) {
    const known = members.some(({ handle }) => handle === person.objectId || handle === person.email.toLowerCase());
    if (known) continue;
    const organisationId = await organisationFor(trx, forum, await belonging(trx, person, today), now);
    const to = { name: person.name, handle: person.objectId, role: 'ccio', organisationId, source: 'channel' } as const;
    await place(trx, forum, undefined, to, today, now);
  }
  const here = new Set(present.map(({ objectId }) => objectId));
  for (const member of members) {
    if (member.source === 'channel' && !here.has(member.handle)) await updateMember(trx, member.id, { toOn: today });
  }
}

/** Where somebody works, as far as it is known; a guest's tenant does not tell. */
async function belonging(trx: Trx, person: Person, today: string): Promise<Named> {
  const found = person.guest === 1 ? undefined : await belongingOf(trx, person, today);
  if (found?.kind !== 'organisation') return { organisation: NOT_KNOWN, ods: '', sector: '' };
  const ods = (await tenantOrganisation(trx, found.id))?.ods ?? '';
  return { organisation: found.name, ods, sector: '' };
}
