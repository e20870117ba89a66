// Who may do what with an issue: one table decides, for cards, commands and the clock alike.
import type { Standing } from '../people/standing.ts';
import type { Cabinet } from './cabinet.ts';
import { type Issue, isFlagged } from './issue.ts';

/** How somebody stands to one issue. */
export type Viewer = {
  raiser: boolean;
  /** Handles the cabinet's issues: facilitators and those they name, or the whole team; and to whom this one is offered. */
  handler: boolean;
  /** Clinical safety of the cabinet: its holders and deputies; its facilitators where nobody holds it. */
  safety: boolean;
  /** Belongs to the organisation that the cabinet belongs to. */
  colleague: boolean;
  /** Runs the cabinet's team. */
  facilitator: boolean;
  /** An admin of the service: can mend anything, and sees no more for it. */
  admin: boolean;
  /** Has it too: joined it, or raised or joined what was merged into it. */
  follower: boolean;
  /** Joined it, or what was merged into it, and did not take that back. */
  joined: boolean;
};

export type Deed =
  | 'see'
  | 'detail'
  | 'take'
  | 'update'
  | 'release'
  | 'answer'
  | 'redact'
  | 'join'
  | 'second'
  | 'withdraw'
  | 'merge';

type Rule = (viewer: Viewer) => boolean;

const ORDINARY: Record<Deed, Rule> = {
  see: (viewer) => viewer.colleague || viewer.raiser || viewer.handler || viewer.follower,
  detail: (viewer) => viewer.raiser || viewer.handler,
  take: (viewer) => viewer.handler,
  update: (viewer) => viewer.handler,
  release: () => false,
  answer: (viewer) => viewer.raiser,
  redact: (viewer) => viewer.facilitator || viewer.admin,
  join: (viewer) => viewer.colleague,
  second: (viewer) => viewer.follower,
  withdraw: (viewer) => viewer.joined,
  merge: (viewer) => viewer.handler,
};

// Until clinical safety releases it: they and the raiser, nobody else (design, section 3 rules 2 and 10).
const FLAGGED: Record<Deed, Rule> = {
  see: (viewer) => viewer.raiser || viewer.safety,
  detail: (viewer) => viewer.raiser || viewer.safety,
  take: (viewer) => viewer.safety,
  update: (viewer) => viewer.safety,
  release: (viewer) => viewer.safety,
  answer: (viewer) => viewer.raiser,
  // An admin mends anything, and reads nothing of it: the card that asks what to remove shows no text.
  redact: (viewer) => viewer.safety || viewer.admin,
  join: () => false,
  // They joined it, or what was merged into it, when they could see that; they hear the end, and see no more.
  second: (viewer) => viewer.follower,
  withdraw: (viewer) => viewer.joined,
  merge: (viewer) => viewer.safety,
};

// Released: like any other. Clinical safety still reads in full what they released, also where they handle no issues; and
// a click that arrives again is no mistake, so they may still press "Release".
const RELEASED: Record<Deed, Rule> = {
  ...ORDINARY,
  see: (viewer) => ORDINARY.see(viewer) || viewer.safety,
  detail: (viewer) => ORDINARY.detail(viewer) || viewer.safety,
  release: (viewer) => viewer.safety,
};

/** Whether this viewer may do this with this issue, as it is now. */
export function may(deed: Deed, viewer: Viewer, issue: Pick<Issue, 'flagged' | 'releasedAt'>): boolean {
  const rules = isFlagged(issue) ? FLAGGED : issue.flagged === 1 ? RELEASED : ORDINARY;
  return rules[deed](viewer);
}

/** How somebody stands to an issue, from their standing in its cabinet's team. */
export function viewerOf(
  person: { id: string; organisationId: string | undefined; admin: boolean },
  standing: Standing,
  cabinet: Pick<Cabinet, 'handlers' | 'organisationId'>,
  issue: Pick<Issue, 'raiserId' | 'offeredTo' | 'deputyId'>,
): Viewer {
  return {
    raiser: issue.raiserId === person.id,
    handler: handles(standing, cabinet) || (standing.member && isOffered(issue, person.id)),
    safety: keepsSafe(standing),
    colleague: person.organisationId === cabinet.organisationId,
    facilitator: standing.facilitator,
    admin: person.admin,
    follower: false,
    joined: false,
  };
}

/** Whether the cabinet's table offers the issue to somebody, or names them as the deputy. */
export function isOffered(issue: Pick<Issue, 'offeredTo' | 'deputyId'>, personId: string): boolean {
  return issue.offeredTo === personId || issue.deputyId === personId;
}

/** Whether somebody is clinical safety of a cabinet: holds it or deputises; runs the team, where nobody holds it. */
export function keepsSafe(standing: Standing): boolean {
  return standing.safety || (!standing.safetyHeld && standing.facilitator);
}

/** The flag of two issues together: the stronger, so that one rule says who may make one of them and who two again. */
export function strongest<Flag extends Pick<Issue, 'flagged' | 'releasedAt'>>(one: Flag, other: Flag): Flag {
  return isFlagged(one) || (one.flagged === 1 && !isFlagged(other)) ? one : other;
}

/** Whether somebody may write down for others what they heard of them: a member of the cabinet's team. */
export function mayLogFor(standing: Standing): boolean {
  return standing.member;
}

/** Whether somebody handles a cabinet's issues. */
export function handles(standing: Standing, cabinet: Pick<Cabinet, 'handlers'>): boolean {
  return standing.facilitator || standing.handler || (cabinet.handlers === 'team' && standing.member);
}
