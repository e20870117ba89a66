// Finding a poll for somebody: what they may not see is not there for them.
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { type Standing, standingIn } from '../people/standing.ts';
import type { Queries } from '../store/database.ts';
import type { Poll } from './poll.ts';
import { isRecipient } from './recipients-store.ts';

/** How somebody stands to a poll at this moment. */
export type Access = {
  standing: Standing;
  /** Whether they are asked, and may answer. */
  asked: boolean;
  /** Who asked, and is still in the team. */
  asker: boolean;
  /** May close, extend and cancel it: the asker, whoever runs the team. */
  manages: boolean;
};

export async function accessOf(db: Queries, actor: Actor, poll: Poll): Promise<Access> {
  const standing = await standingIn(db, poll.teamId, actor);
  const asker = standing.member && poll.askerId === actor.personId;
  const asked = await isAsked(db, actor, poll, standing);
  return { standing, asked, asker, manages: asker || standing.configures };
}

async function isAsked(db: Queries, actor: Actor, poll: Poll, standing: Standing): Promise<boolean> {
  if (poll.tenantId !== actor.tenantId || poll.state === 'draft' || poll.state === 'waiting') return false;
  // Who joins the team later reads the channel as the others do; who has left does not.
  if (poll.audience === 'channel') return standing.member;
  if (poll.audience === 'team' && !standing.member) return false;
  return isRecipient(db, poll.id, actor.personId);
}

/** Whether somebody may open its card: who is asked, who asks, who runs the team; a draft only its asker. */
export function seesPoll({ asked, asker, manages, standing }: Access, poll: Pick<Poll, 'state'>): boolean {
  const approves = poll.state === 'waiting' && standing.facilitator;
  return asked || asker || approves || (manages && poll.state !== 'draft');
}

/** Throws unless they may manage it: `missing` where they may not even see it. */
export function assertManages(access: Access): void {
  if (access.manages) return;
  if (!access.asked && !access.standing.member) throw noSuchPoll();
  throw new Refusal('forbidden', 'Only the person who asked, or somebody who runs the team, can do that.');
}

/** The same words whether it does not exist or is not theirs to know of. */
export function noSuchPoll(): Refusal {
  return new Refusal('missing', 'There is no such poll that you can see. Write polls for those of your team.');
}
