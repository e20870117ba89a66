// Finding an issue for somebody: what they may not see is not there for them.
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { belongingOf } from '../people/membership.ts';
import { type Person, personById } from '../people/people-store.ts';
import { type Standing, standingIn } from '../people/standing.ts';
import { type Team, teamById } from '../people/teams-store.ts';
import type { Queries } from '../store/database.ts';
import type { Cabinet } from './cabinet.ts';
import { cabinetById } from './cabinets-store.ts';
import type { Issue } from './issue.ts';
import { having } from './me-toos-store.ts';
import { type Deed, may, type Viewer, viewerOf } from './rights.ts';
import { issueById } from './store.ts';

/** An issue with everything that decides what somebody may do with it. */
export type Opened = { issue: Issue; cabinet: Cabinet; team: Team; viewer: Viewer };

/** The organisation that the actor belongs to today, if it is known. */
export async function organisationOf(db: Queries, actor: Actor, on: string): Promise<string | undefined> {
  const person = await personById(db, actor.personId);
  if (!person) return undefined;
  const belonging = await belongingOf(db, person, on);
  return belonging.kind === 'organisation' ? belonging.id : undefined;
}

/** A cabinet with its team and the actor's standing in it. */
export async function openCabinet(
  db: Queries,
  actor: Actor,
  cabinetId: string,
): Promise<{ cabinet: Cabinet; team: Team; standing: Standing }> {
  const cabinet = await cabinetById(db, cabinetId);
  const team = cabinet && cabinet.tenantId === actor.tenantId ? await teamById(db, cabinet.teamId) : undefined;
  if (!cabinet || !team) throw new Refusal('missing', 'This cabinet is not there any more.');
  return { cabinet, team, standing: await standingIn(db, team.id, actor) };
}

/** How the actor stands to an issue that was read already. */
export async function view(db: Queries, actor: Actor, issue: Issue, on: string): Promise<Opened> {
  const { cabinet, team, standing } = await openCabinet(db, actor, issue.cabinetId);
  const { personId: id, admin } = actor;
  const person = { id, admin, organisationId: await organisationOf(db, actor, on) };
  const { personIds, joinedIds } = await having(db, issue.id);
  const has = { follower: personIds.includes(id) && issue.raiserId !== id, joined: joinedIds.includes(id) };
  return { issue, cabinet, team, viewer: { ...viewerOf(person, standing, cabinet, issue), ...has } };
}

/** Who has an issue, if they still handle it: what somebody had who has left the team is there for the next. */
export async function presentOwner(db: Queries, issue: Issue, on: string): Promise<Person | undefined> {
  const owner = issue.ownerId ? await personById(db, issue.ownerId) : undefined;
  if (!owner) return undefined;
  const { id: personId, tenantId, objectId, name } = owner;
  const { viewer } = await view(db, { personId, tenantId, objectId, name, admin: false }, issue, on);
  return may('update', viewer, issue) ? owner : undefined;
}

/** Opens an issue for a deed. `missing` when they may not even see it, `forbidden` when they may not do that. */
export async function openIssue(db: Queries, actor: Actor, issueId: string, deed: Deed, on: string): Promise<Opened> {
  const issue = await issueById(db, issueId);
  if (!issue || issue.tenantId !== actor.tenantId) throw notThere();
  const opened = await view(db, actor, issue, on);
  allow(opened, deed);
  return opened;
}

/** Throws unless the viewer may do it. */
export function allow(opened: Opened, deed: Deed): void {
  if (may(deed, opened.viewer, opened.issue)) return;
  if (!may('see', opened.viewer, opened.issue)) throw notThere();
  throw new Refusal('forbidden', FORBIDDEN[deed]);
}

const FORBIDDEN: Record<Deed, string> = {
  see: 'You cannot see this.',
  detail: 'Only the person who raised it and those who handle it can see the details.',
  take: 'Only those who handle this cabinet can take an issue.',
  update: 'Only those who handle this cabinet can change an issue.',
  release: 'Only clinical safety can release an issue.',
  answer: 'Only the person who raised it can say whether it is fixed.',
  redact: 'Only those who run the team of this cabinet, or an admin, can remove a text.',
  join: 'Only people of its organisation can say that they have it too.',
  second: 'Only those who have it too can say so.',
  withdraw: 'Only those who have it too can take that back.',
  merge: 'Only those who handle this cabinet can merge issues.',
};

/** The same words whether it does not exist or is not theirs to know of. */
export function notThere(): Refusal {
  return new Refusal(
    'missing',
    'There is no such issue that you can see. Write issues for the open ones, or my issues for yours.',
  );
}
