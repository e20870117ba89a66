// Merging issues that are the same, and taking that back. Nothing is rewritten: the one points to the other, so that
// people, me-toos and notices follow it there, and come back with it.

import { refreshMessages } from '../delivery/messages.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';
import { audit } from '../store/audit.ts';
import type { Trx } from '../store/database.ts';
import { allow, notThere, type Opened, openIssue, view } from './access.ts';
import { parseReference, referenceOf } from './cabinet.ts';
import { cabinetById } from './cabinets-store.ts';
import type { Changes } from './changing.ts';
import type { IssuesDeps } from './deps.ts';
import { type EventKind, type Issue, type IssueState, isAnswered, isFlagged, step } from './issue.ts';
import { having } from './me-toos-store.ts';
import { issueIdInCabinet, keepOwnFlag, takeOwnFlag, wholeId } from './merging-store.ts';
import { announceToSafety, refreshIssue, tellAnswer as tellGiven } from './notices.ts';
import { may, strongest } from './rights.ts';
import { similarIds } from './similar-store.ts';
import { changeIssue, issueById, latestStep, lockIssue } from './store.ts';

const MOST_SIMILAR = 4;

type Deps = IssuesDeps & { changes: Pick<Changes, 'save'> };

export function createMerging(deps: Deps) {
  const { db, now, today } = deps;
  const { save } = deps.changes;

  /** Merges an issue into another of its cabinet, named by its reference. Pressed again it is no mistake. */
  async function merge(actor: Actor, issueId: string, into: string): Promise<Opened> {
    assertNoIdentifiers({ 'Same as': into });
    return db.transaction().execute(async (trx) => {
      const cabinetId = (await issueById(trx, issueId))?.cabinetId ?? '';
      const parsed = parseReference(into);
      const intoId = parsed && (await issueIdInCabinet(trx, cabinetId, referenceOf(parsed.prefix, parsed.number)));
      if (!intoId) {
        throw new Refusal('missing', 'Same as: write the reference of an issue of this cabinet, such as CAB-12.');
      }
      const { one, other } = await lockBoth(trx, actor, issueId, intoId);
      allowTogether(one, other);
      if (one.issue.duplicateOf === other.issue.id) return one;
      await assertMergeable(trx, one.issue, other.issue);
      await joinThem(trx, actor, one.issue, other.issue);
      return openIssue(trx, actor, issueId, 'see', today());
    });
  }

  async function joinThem(trx: Trx, actor: Actor, one: Issue, other: Issue): Promise<void> {
    const before = (await having(trx, other.id)).personIds;
    const moved = (await having(trx, one.id)).personIds.filter((id) => !before.includes(id));
    const lends = isFlagged(one) ? 1 : 0;
    const whole = lends === 1 ? await flag(trx, other) : other;
    const merged = { duplicateOf: other.id, mergedState: one.state, lends } as const;
    await tell(trx, actor, one, 'merged', other.reference, { ...merged, state: 'duplicate' });
    await tell(trx, actor, whole, 'took-in', one.reference, {});
    const note = { tenantId: one.tenantId, actorId: actor.personId, action: 'issue.merge', subjectId: one.id };
    await audit(trx, { ...note, note: other.id }, now());
    await redrawAnswers(trx, one);
    await tellAnswer(trx, other, moved);
    await tellSafety(trx, whole);
  }

  /** The whole has the flag of what is merged into it, until clinical safety releases it or they are two again. */
  async function flag(trx: Trx, other: Issue): Promise<Issue> {
    if (isFlagged(other)) return other;
    await keepOwnFlag(trx, other);
    const flagged = { flagged: 1, releasedAt: null, releasedBy: null } as const;
    await changeIssue(trx, other.id, flagged);
    return { ...other, ...flagged };
  }

  /** Two again: state, people, me-toos and flag are as they were. Pressed again it is no mistake. */
  async function unmerge(actor: Actor, issueId: string): Promise<Opened> {
    return db.transaction().execute(async (trx) => {
      const intoId = (await issueById(trx, issueId))?.duplicateOf ?? issueId;
      const { one, other } = await lockBoth(trx, actor, issueId, intoId);
      allowTogether(one, other);
      if (one.issue.duplicateOf !== other.issue.id) return one;
      if (other.issue.duplicateOf) {
        throw new Refusal('conflict', `${other.issue.reference} was merged itself: un-merge that one first.`);
      }
      await part(trx, actor, one.issue, other.issue);
      return view(trx, actor, (await issueById(trx, issueId)) ?? one.issue, today());
    });
  }

  async function part(trx: Trx, actor: Actor, one: Issue, other: Issue): Promise<void> {
    const state = one.mergedState as IssueState;
    const alone = { duplicateOf: null, mergedState: '', lends: 0 } as const;
    await tell(trx, actor, one, 'unmerged', other.reference, { ...alone, state });
    const own = await takeOwnFlag(trx, other.id);
    if (own) await changeIssue(trx, other.id, own);
    await tell(trx, actor, { ...other, ...own }, 'let-go', one.reference, {});
    const note = { tenantId: one.tenantId, actorId: actor.personId, action: 'issue.unmerge', subjectId: one.id };
    await audit(trx, { ...note, note: other.id }, now());
    await redrawAnswers(trx, one);
    await tellSafety(trx, { ...one, ...alone, state });
  }

  /** An issue for the card that asks what it is the same as, with the references of what looks like it. */
  async function candidates(actor: Actor, issueId: string): Promise<{ opened: Opened; similar: Issue[] }> {
    const opened = await openIssue(db, actor, issueId, 'merge', today());
    const ids = await similarIds(db, opened.cabinet, opened.issue, MOST_SIMILAR);
    const similar = await Promise.all(ids.filter((id) => id !== issueId).map((id) => issueById(db, id)));
    return { opened, similar: similar.filter((issue) => issue !== undefined) };
  }

  async function lockBoth(trx: Trx, actor: Actor, issueId: string, intoId: string) {
    // In one order, so that two who merge the same two wait for each other rather than in a circle.
    const found = new Map<string, Issue>();
    for (const id of [...new Set([issueId, intoId])].sort()) {
      const issue = await lockIssue(trx, id);
      if (!issue || issue.tenantId !== actor.tenantId) throw notThere();
      found.set(id, issue);
    }
    const seen = async (id: string) => {
      const issue = found.get(id);
      if (!issue) throw notThere();
      return view(trx, actor, issue, today());
    };
    return { one: await seen(issueId), other: await seen(intoId) };
  }

  async function tell(
    trx: Trx,
    actor: Actor,
    issue: Issue,
    kind: EventKind,
    reference: string,
    change: Partial<Issue>,
  ): Promise<void> {
    const changed = step(issue, change.state ?? issue.state, kind, reference, now(), change);
    await save(trx, actor, issue, changed);
  }

  /** What was answered before is shown without its question while it is part of another, and with it again after. */
  async function redrawAnswers(trx: Trx, issue: Issue): Promise<void> {
    await refreshIssue(trx, issue, now());
    const answered = await latestStep(trx, issue.id, 'updated');
    if (answered) await refreshMessages(trx, { tenantId: issue.tenantId, subjectIds: [answered.id] }, now());
  }

  /** Merged into what is answered already: those who come with it hear that answer. */
  async function tellAnswer(trx: Trx, other: Issue, personIds: readonly string[]): Promise<void> {
    const answered = isAnswered(other) ? await latestStep(trx, other.id, 'updated') : undefined;
    if (answered) await tellGiven(trx, other, answered.id, personIds, now());
  }

  async function tellSafety(trx: Trx, issue: Issue): Promise<void> {
    if (!isFlagged(issue)) return;
    const cabinet = await cabinetById(trx, issue.cabinetId);
    if (cabinet) await announceToSafety(trx, issue, cabinet, today(), now());
  }

  return { merge, unmerge, candidates };
}

/** Both must be theirs to see; what the whole may be made of, and taken apart by, goes by the stronger flag. */
function allowTogether(one: Opened, other: Opened): void {
  allow(one, 'see');
  if (!may('see', other.viewer, other.issue)) {
    throw new Refusal('missing', 'Same as: write the reference of an issue of this cabinet, such as CAB-12.');
  }
  const stronger = strongest(one.issue, other.issue);
  allow({ ...one, issue: { ...one.issue, flagged: stronger.flagged, releasedAt: stronger.releasedAt } }, 'merge');
}

async function assertMergeable(trx: Trx, one: Issue, other: Issue): Promise<void> {
  const { reference } = other;
  if (one.id === other.id) throw new Refusal('conflict', `Same as: ${reference} is this issue itself. Write another.`);
  if (one.duplicateOf) throw new Refusal('conflict', `${one.reference} was merged already. Un-merge it first.`);
  if (other.duplicateOf) {
    const circle = (await wholeId(trx, other.id)) === one.id;
    const words = circle ? 'was merged into this one already' : 'was merged itself: write what it was merged into';
    throw new Refusal('conflict', `Same as: ${reference} ${words}.`);
  }
  const closed = [one, other].find(({ state }) => state === 'closed');
  if (closed)
    throw new Refusal('conflict', `Same as: ${closed.reference} is closed, so nothing can be merged with it.`);
}
