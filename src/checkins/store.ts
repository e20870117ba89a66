// Queries on forums and their rosters.
import type { Queries, Trx } from '../store/database.ts';
import type { PersonTable } from '../store/tables.ts';
import type { ForumMemberTable, ForumOrganisationTable } from '../store/tables-checkins.ts';
import { type Forum, forumOf, rowOf } from './forum.ts';
import type { Account } from './roster.ts';
import { isIn, type Member } from './round.ts';

export type ForumOrganisation = ForumOrganisationTable;

export async function insertForum(trx: Trx, forum: Forum): Promise<void> {
  await trx.insertInto('forums').values(rowOf(forum)).execute();
}

export async function updateForum(trx: Trx, forum: Forum): Promise<void> {
  await trx.updateTable('forums').set(rowOf(forum)).where('id', '=', forum.id).execute();
}

export async function forumById(db: Queries, id: string): Promise<Forum | undefined> {
  const row = await db.selectFrom('forums').selectAll().where('id', '=', id).executeTakeFirst();
  return row && forumOf(row);
}

/** Reads a forum for a change. The update takes the row's lock, so that two changes follow each other. */
export async function lockForum(trx: Trx, id: string): Promise<Forum | undefined> {
  const row = await trx
    .updateTable('forums')
    .set((set) => ({ state: set.ref('state') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && forumOf(row);
}

/** The running forum of a channel. */
export async function forumHere(db: Queries, conversationId: string): Promise<Forum | undefined> {
  const row = await db
    .selectFrom('forums')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .where('state', '=', 'running')
    .orderBy('id')
    .executeTakeFirst();
  return row && forumOf(row);
}

export async function runningForums(db: Queries): Promise<Forum[]> {
  const rows = await db.selectFrom('forums').selectAll().where('state', '=', 'running').orderBy('id').execute();
  return rows.map(forumOf);
}

/** These forums, those of these teams, and all of a tenant where one is named; by name. */
export async function forumsOf(
  db: Queries,
  near: { forumIds: readonly string[]; teamIds: readonly string[]; tenantId?: string },
): Promise<Forum[]> {
  const { forumIds, teamIds, tenantId } = near;
  const rows = await db
    .selectFrom('forums')
    .selectAll()
    .where((is) =>
      is.or([
        ...(forumIds.length > 0 ? [is('id', 'in', forumIds)] : []),
        ...(teamIds.length > 0 ? [is('teamId', 'in', teamIds)] : []),
        ...(tenantId === undefined ? [] : [is('tenantId', '=', tenantId)]),
      ]),
    )
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(forumOf);
}

// ---- roster ----

export async function organisationsOfForum(db: Queries, forumId: string): Promise<ForumOrganisation[]> {
  return db
    .selectFrom('forumOrganisations')
    .selectAll()
    .where('forumId', '=', forumId)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

export async function insertOrganisation(trx: Trx, organisation: ForumOrganisation): Promise<void> {
  await trx.insertInto('forumOrganisations').values(organisation).execute();
}

export async function updateOrganisation(trx: Trx, id: string, to: Partial<ForumOrganisation>): Promise<void> {
  await trx.updateTable('forumOrganisations').set(to).where('id', '=', id).execute();
}

/** All members that ever were, in the order they came. */
export async function membersOfForum(db: Queries, forumId: string): Promise<Member[]> {
  return db.selectFrom('forumMembers').selectAll().where('forumId', '=', forumId).orderBy('id').execute();
}

export async function memberById(db: Queries, id: string): Promise<Member | undefined> {
  return db.selectFrom('forumMembers').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertMember(trx: Trx, member: ForumMemberTable): Promise<void> {
  await trx.insertInto('forumMembers').values(member).execute();
}

export async function updateMember(trx: Trx, id: string, to: Partial<ForumMemberTable>): Promise<void> {
  await trx.updateTable('forumMembers').set(to).where('id', '=', id).execute();
}

/** A person's memberships on a date, in one forum or in all: by their object id or mail address. */
export async function membershipsOf(
  db: Queries,
  person: Pick<PersonTable, 'objectId' | 'email'>,
  on: string,
  forumId?: string,
): Promise<Member[]> {
  const handles = [person.objectId, person.email.toLowerCase()].filter(Boolean);
  const rows = await db
    .selectFrom('forumMembers')
    .selectAll()
    .where('handle', 'in', handles)
    .$if(forumId !== undefined, (query) => query.where('forumId', '=', forumId ?? ''))
    .orderBy('id')
    .execute();
  const found: Member[] = [];
  for (const member of rows) if (isIn(member, on) && (await isStillThere(db, member))) found.push(member);
  return found;
}

/** Who is on a roster as a member of its channel loses sight at once when they leave the team, not with the next round. */
async function isStillThere(db: Queries, { source, handle, forumId }: Member): Promise<boolean> {
  if (source !== 'channel') return true;
  const present = await db
    .selectFrom('teamMembers')
    .innerJoin('forums', 'forums.teamId', 'teamMembers.teamId')
    .innerJoin('people', 'people.id', 'teamMembers.personId')
    .select('people.id')
    .where('forums.id', '=', forumId)
    .where('people.objectId', '=', handle)
    .where('teamMembers.leftAt', 'is', null)
    .executeTakeFirst();
  return present !== undefined;
}

/** The accounts that we know of these members, by member id; a member may have one in several tenants. */
export async function accountsOf(
  db: Queries,
  members: readonly Pick<Member, 'id' | 'handle'>[],
  teamId: string,
): Promise<Map<string, (Account & { person: PersonTable })[]>> {
  const people = await peopleOf(db, [...new Set(members.map(({ handle }) => handle))]);
  const chats = await chatsOf(
    db,
    people.map(({ id }) => id),
  );
  const present = await db
    .selectFrom('teamMembers')
    .select('personId')
    .where('teamId', '=', teamId)
    .where('leftAt', 'is', null)
    .execute();
  const inTeam = new Set(present.map(({ personId }) => personId));
  const found = new Map<string, (Account & { person: PersonTable })[]>();
  for (const { id, handle } of members) {
    const theirs = people.filter((one) => one.objectId === handle || one.email.toLowerCase() === handle);
    found.set(
      id,
      theirs.map((person) => ({
        person,
        personId: person.id,
        tenantId: person.tenantId,
        guest: person.guest === 1,
        chat: chats.get(person.id),
        known: person.channelUserId !== '',
        inTeam: inTeam.has(person.id),
      })),
    );
  }
  return found;
}

/** For each handle all handles of the people whom it finds: a list may write by mail address who is known by object id. */
export async function handlesOfSame(db: Queries, handles: readonly string[]): Promise<Map<string, Set<string>>> {
  const same = new Map<string, Set<string>>();
  for (const { objectId, email } of await peopleOf(db, [...new Set(handles)])) {
    const theirs = [objectId, email.toLowerCase()].filter(Boolean);
    for (const handle of theirs) same.set(handle, new Set([...(same.get(handle) ?? []), ...theirs]));
  }
  return same;
}

async function peopleOf(db: Queries, handles: readonly string[]): Promise<PersonTable[]> {
  if (handles.length === 0) return [];
  return db
    .selectFrom('people')
    .selectAll()
    .where(({ or, eb, fn }) => or([eb('objectId', 'in', handles), eb(fn<string>('lower', ['email']), 'in', handles)]))
    .orderBy('id')
    .execute();
}

/** The state of each person's own chat, the one last heard from where there are several. */
async function chatsOf(db: Queries, personIds: readonly string[]): Promise<Map<string, Account['chat']>> {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('conversations')
    .select(['personId', 'state'])
    .where('personId', 'in', personIds)
    .where('scope', '=', 'personal')
    .orderBy('seenAt')
    .execute();
  return new Map(rows.map(({ personId, state }) => [personId ?? '', state]));
}
