// Who comes and goes: self-join approved by the host, removal, and organisations that merge.
import { dateIn } from '../calendar/dates.ts';
import { refreshMessages } from '../delivery/messages.ts';
import { enqueue } from '../delivery/outbox.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { personById } from '../people/people-store.ts';
import { isMember } from '../people/teams-store.ts';
import { audit } from '../store/audit.ts';
import type { Queries, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { CheckinsDeps } from './deps.ts';
import type { Forum } from './forum.ts';
import { managed, noForum } from './forums.ts';
import { hostsHere } from './hosting.ts';
import { guardCheckin } from './inputs.ts';
import { addOrganisation, organisationNamed } from './rostering.ts';
import { isIn, type Member } from './round.ts';
import { redrawTheirs } from './sight.ts';
import {
  accountsOf,
  forumById,
  insertMember,
  lockForum,
  memberById,
  membershipsOf,
  membersOfForum,
  organisationsOfForum,
  updateMember,
  updateOrganisation,
} from './store.ts';

export type Joining = { forum: string; organisation: string; sector: string; role: 'ccio' | 'deputy' };

export function createMembers({ db, now }: CheckinsDeps) {
  const today = (forum: Forum) => dateIn(now(), forum.timeZone);

  /** The forum, for somebody of its team. Throws for others: they learn not even its name. */
  async function mayAsk(queries: Queries, actor: Actor, forum: Forum | undefined): Promise<Forum> {
    if (!forum || forum.state === 'ended' || forum.tenantId !== actor.tenantId) throw noForum();
    if (await isMember(queries, forum.teamId, actor.personId)) return forum;
    throw new Refusal('forbidden', 'Only members of this team can ask to join its check-in.');
  }

  /** Somebody of the team asks to be on the roster; the host and their deputies are asked. */
  async function join(actor: Actor, asked: Joining): Promise<void> {
    guardCheckin({ organisation: asked.organisation });
    await db.transaction().execute(async (trx) => {
      const forum = await mayAsk(trx, actor, await lockForum(trx, asked.forum));
      const person = await personById(trx, actor.personId);
      if (!person) throw noForum();
      if ((await membershipsOf(trx, person, today(forum), forum.id)).length > 0) {
        throw new Refusal('conflict', 'You are on the roster of this check-in already.');
      }
      const before = (await membersOfForum(trx, forum.id)).find(
        ({ handle, state }) => handle === person.objectId && state === 'asking',
      );
      if (before) return;
      const { organisation, sector, role } = asked;
      // What is known of an organisation is the host's to change: who only asks to join changes nothing of it.
      const named = { organisation, ods: '', sector };
      const known = await organisationNamed(trx, forum, named, today(forum));
      const organisationId = known?.id ?? (await addOrganisation(trx, forum, named, now()));
      const id = newId(now());
      const { tenantId, id: forumId } = forum;
      const asking = { handle: person.objectId, name: person.name, role, source: 'asked', state: 'asking' } as const;
      const member = { id, tenantId, forumId, organisationId, ...asking, fromOn: today(forum), toOn: null };
      await insertMember(trx, member);
      await note(trx, actor, 'checkin.join', forum);
      for (const host of await hostsHere(trx, forum)) {
        await enqueue(trx, { tenantId, kind: 'checkin.joining', subjectId: id, to: { person: host } }, now());
      }
    });
  }

  /** The host says whether somebody joins; the first answer counts, and the person hears it. */
  async function approve(actor: Actor, memberId: string, yes: boolean): Promise<Member> {
    return db.transaction().execute(async (trx) => {
      const asking = await memberById(trx, memberId);
      if (!asking) throw noForum();
      const forum = await managed(trx, actor, asking.forumId);
      const member = (await memberById(trx, memberId)) ?? asking;
      if (member.state !== 'asking') return member;
      const state = yes ? 'in' : 'declined';
      await updateMember(trx, memberId, { state, fromOn: today(forum) });
      await note(trx, actor, yes ? 'roster.approve' : 'roster.decline', forum);
      const { tenantId } = forum;
      await refreshMessages(trx, { tenantId, subjectIds: [memberId], kinds: ['checkin.joining'] }, now());
      for (const { person } of (await accountsOf(trx, [member], forum.teamId)).get(memberId) ?? []) {
        if (person.tenantId !== tenantId) continue;
        const to = { person: person.id };
        await enqueue(trx, { tenantId, kind: 'checkin.joined', subjectId: memberId, to }, now());
      }
      return { ...member, state };
    });
  }

  /** Takes somebody off the roster from today: they lose sight at once; what they said stays with the organisation. */
  async function remove(actor: Actor, forumId: string, memberId: string): Promise<Forum> {
    return db.transaction().execute(async (trx) => {
      const forum = await managed(trx, actor, forumId);
      const member = await memberById(trx, memberId);
      if (!member || member.forumId !== forum.id) throw new Refusal('invalid', 'Person: choose one of the list.');
      if (!isIn(member, today(forum))) return forum;
      await updateMember(trx, memberId, { state: 'removed', toOn: today(forum) });
      await note(trx, actor, 'roster.remove', forum);
      await redrawTheirs(trx, forum, member, now());
      return forum;
    });
  }

  /**
   * From a date on, an organisation is part of another (`into`: its name or ODS code): its people go over, its history
   * stays where it was.
   */
  async function merge(actor: Actor, forumId: string, from: string, into: string, on: string): Promise<Forum> {
    guardCheckin({ successor: into });
    return db.transaction().execute(async (trx) => {
      const forum = await managed(trx, actor, forumId);
      const all = await organisationsOfForum(trx, forum.id);
      const ending = all.find(({ id }) => id === from);
      const called = into.toLowerCase();
      const successor = all.find(
        ({ name, ods }) => name.toLowerCase() === called || (ods !== '' && ods === into.toUpperCase()),
      );
      if (!ending) throw new Refusal('invalid', 'Organisation that ends: choose one of the list.');
      if (!successor || ending.id === successor.id) {
        throw new Refusal(
          'invalid',
          'Successor: write the name or the ODS code of another organisation of this roster.',
        );
      }
      if (successor.endedOn !== null) throw new Refusal('invalid', 'Successor: it has ended itself. Choose another.');
      if (ending.endedOn !== null) return forum;
      await updateOrganisation(trx, ending.id, { endedOn: on, successorId: successor.id });
      for (const member of await membersOfForum(trx, forum.id)) {
        const goes = member.organisationId === ending.id && member.state === 'in' && (member.toOn ?? '9999') > on;
        if (!goes) continue;
        await updateMember(trx, member.id, { toOn: on });
        const fromOn = member.fromOn > on ? member.fromOn : on;
        await insertMember(trx, { ...member, id: newId(now()), organisationId: successor.id, fromOn });
      }
      await note(trx, actor, 'roster.merge', forum);
      return forum;
    });
  }

  async function note(trx: Trx, actor: Actor, action: string, { id, tenantId }: Forum): Promise<void> {
    await audit(trx, { tenantId, actorId: actor.personId, action, subjectId: id }, now());
    await refreshMessages(trx, { tenantId, subjectIds: [id], kinds: ['checkin.forum'] }, now());
  }

  return {
    join,
    approve,
    remove,
    merge,
    mayAsk: async (actor: Actor, forumId: string) => mayAsk(db, actor, await forumById(db, forumId)),
  };
}
