// Triage: a handler goes through the new issues one by one, in their own chat. What they change here reaches the raiser
// as one message.
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { standingIn } from '../people/standing.ts';
import { createOnce } from '../store/created.ts';
import { newId } from '../store/ids.ts';
import { organisationOf, view } from './access.ts';
import { cabinetsAround } from './cabinets-store.ts';
import type { IssuesDeps } from './deps.ts';
import type { createHandling } from './handling.ts';
import type { UpdateInput } from './inputs.ts';
import type { Issue } from './issue.ts';
import type { createMerging } from './merging.ts';
import { may, viewerOf } from './rights.ts';
import { issueById } from './store.ts';
import { addRound, countNew, goTo, newIssues, type Reach, type Round, roundById } from './triage-store.ts';

/** Issues in one round: what can be gone through on a break. */
export const ROUND_SIZE = 10;
/** The card was of what nobody had; and what is changed on it is one message. */
const IN_TRIAGE = { together: true, unlessTaken: true };

/** Where a round is: the issue to look at now, its number, and how many there are; no issue when it is finished. */
export type Standpoint = { round: Round; issue: Issue | undefined; number: number; of: number; left: number };

type Handling = Pick<ReturnType<typeof createHandling>, 'takeIssue' | 'updateIssue' | 'passIssue'>;

type Merging = Pick<ReturnType<typeof createMerging>, 'merge'>;

export function createTriage(deps: IssuesDeps & { handling: Handling; merging: Merging }) {
  const { db, now, today, handling } = deps;

  /** What the actor may take. */
  async function reachOf(actor: Actor): Promise<Reach> {
    const organisationId = await organisationOf(db, actor, today());
    const reach = {
      tenantId: actor.tenantId,
      personId: actor.personId,
      ordinary: [] as string[],
      flagged: [] as string[],
    };
    for (const cabinet of await cabinetsAround(db, actor.tenantId, { organisationId, personId: actor.personId })) {
      const standing = await standingIn(db, cabinet.teamId, actor);
      const nobodys = { raiserId: '', offeredTo: null, deputyId: null };
      const viewer = viewerOf({ id: actor.personId, admin: actor.admin, organisationId }, standing, cabinet, nobodys);
      if (may('take', viewer, { flagged: 0, releasedAt: null })) reach.ordinary.push(cabinet.id);
      if (may('take', viewer, { flagged: 1, releasedAt: null })) reach.flagged.push(cabinet.id);
    }
    return reach;
  }

  /** Begins a round, once for each that went before on the same card (`after`). Undefined when nothing new waits. Refuses who handles nothing. */
  async function start(actor: Actor, token: string, after = ''): Promise<Round | undefined> {
    const reach = await reachOf(actor);
    // Only a round of ours is remembered, never what a card might send in its place.
    const before = await own(actor.personId, after);
    const issues = await nextIssues(reach, before?.issues ?? []);
    if (issues.length === 0) {
      if (reach.ordinary.length + reach.flagged.length > 0) return undefined;
      throw new Refusal('forbidden', 'Only those who handle the issues of a digital cabinet can triage.');
    }
    const { personId, tenantId } = actor;
    const part = before?.id ?? '';
    const { id } = await db.transaction().execute((trx) => {
      const make = async () => {
        const round = { id: newId(now()), tenantId, personId, issues, position: 0, createdAt: now().toISOString() };
        await addRound(trx, round);
        return round.id;
      };
      return createOnce(trx, { personId, token, verb: 'triage.start', part }, make, now());
    });
    return roundById(db, id);
  }

  /** What was left for later a moment ago comes again only when nothing else waits. */
  async function nextIssues(reach: Reach, before: readonly string[]): Promise<string[]> {
    const others = await newIssues(db, reach, ROUND_SIZE, before);
    return others.length > 0 ? others : newIssues(db, reach, ROUND_SIZE);
  }

  async function take(actor: Actor, roundId: string, issueId: string): Promise<void> {
    const at = await indexIn(actor, roundId, issueId);
    await handling.takeIssue(actor, issueId);
    await goTo(db, roundId, at + 1);
  }

  async function reply(actor: Actor, roundId: string, issueId: string, input: UpdateInput): Promise<void> {
    const at = await indexIn(actor, roundId, issueId);
    await handling.updateIssue(actor, issueId, input, IN_TRIAGE);
    await goTo(db, roundId, at + 1);
  }

  async function pass(actor: Actor, roundId: string, issueId: string, to: string, why: string): Promise<void> {
    const at = await indexIn(actor, roundId, issueId);
    await handling.passIssue(actor, issueId, to, why, IN_TRIAGE);
    await goTo(db, roundId, at + 1);
  }

  /** Merges it into the one that it is the same as. */
  async function same(actor: Actor, roundId: string, issueId: string, into: string): Promise<void> {
    const at = await indexIn(actor, roundId, issueId);
    await deps.merging.merge(actor, issueId, into);
    await goTo(db, roundId, at + 1);
  }

  /** Leaves an issue for later, or for somebody else. */
  async function next(actor: Actor, roundId: string, issueId: string): Promise<void> {
    await goTo(db, roundId, (await indexIn(actor, roundId, issueId)) + 1);
  }

  /** The place of an issue in the actor's own round. */
  async function indexIn(actor: Actor, roundId: string, issueId: string): Promise<number> {
    const round = await own(actor.personId, roundId);
    const at = round?.issues.indexOf(issueId) ?? -1;
    if (at === -1) throw new Refusal('missing', 'This form is out of date. Write triage for a new one.');
    return at;
  }

  async function own(personId: string, roundId: string): Promise<Round | undefined> {
    const round = await roundById(db, roundId);
    return round?.personId === personId ? round : undefined;
  }

  /** Where somebody's round is now: what others have taken meanwhile is passed over. */
  async function standpoint(actor: Actor, roundId: string): Promise<Standpoint | undefined> {
    const round = await own(actor.personId, roundId);
    if (!round) return undefined;
    const left = await countNew(db, await reachOf(actor));
    for (let at = round.position; at < round.issues.length; at += 1) {
      const issue = await issueById(db, round.issues[at] ?? '');
      // Released or flagged meanwhile, it may not be theirs any more.
      if (issue?.state === 'new' && may('take', (await view(db, actor, issue, today())).viewer, issue))
        return { round, issue, number: at + 1, of: round.issues.length, left };
    }
    return { round, issue: undefined, number: round.issues.length, of: round.issues.length, left };
  }

  return { start, take, reply, pass, same, next, standpoint };
}
