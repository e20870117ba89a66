// Who may do what with a meeting: its owner and deputies, who runs the team, its members.
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { standingIn } from '../people/standing.ts';
import type { Queries, Trx } from '../store/database.ts';
import { dateOf } from './agenda-view.ts';
import type { Occurrence, Series } from './series.ts';
import { lockSeries } from './store.ts';

/** Whether somebody may skip, move and chair: the owner or a deputy of the series, or a facilitator of the team. */
export async function mayManage(db: Queries, actor: Actor, series: Series): Promise<boolean> {
  const standing = await standingIn(db, series.teamId, actor);
  const named = series.ownerId === actor.personId || series.deputies.includes(actor.personId);
  return standing.configures || (standing.member && named);
}

/** Throws unless the actor may skip, move and chair. */
export async function assertManages(db: Queries, actor: Actor, series: Series): Promise<void> {
  if (await mayManage(db, actor, series)) return;
  throw new Refusal(
    'forbidden',
    'Only the owner of this meeting, a deputy of theirs, or somebody who runs the team, can do this.',
  );
}

/**
 * One meeting for a change by a member of its team: the series' row is locked, so that changes follow each other. Throws
 * for whoever is no member, and for what is not there.
 */
export async function lockMeeting(
  trx: Trx,
  actor: Actor,
  seriesId: string,
  plannedOn: string,
  now: Date,
): Promise<{ series: Series; occurrence: Occurrence }> {
  const locked = await lockSeries(trx, seriesId);
  if (!locked || locked.tenantId !== actor.tenantId || locked.state === 'draft') throw notThere();
  const { member } = await standingIn(trx, locked.teamId, actor);
  if (!member) throw new Refusal('forbidden', 'Only members of this team can take part in its meetings.');
  const found = await dateOf(trx, seriesId, plannedOn, now);
  if (!found) throw notThere();
  return found;
}

export function notThere(): Refusal {
  return new Refusal('missing', 'This meeting is not there any more. Write meetings for those that are.');
}
