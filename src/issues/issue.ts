// The life of an issue, pure: which step leads where, and what each step changes.
// new -take-> triaged -> in-progress | waiting -> resolved | could-not -> closed; not fixed -> back; closed -> reopened.
import { Refusal } from '../errors.ts';
import type { IssueTable } from '../store/tables.ts';

export const HARMS = ['no', 'could', 'yes', 'unsure'] as const;
export type Harm = (typeof HARMS)[number];

export const STATUSES = ['triaged', 'in-progress', 'waiting', 'resolved', 'could-not'] as const;
/** What a handler can set. */
export type Status = (typeof STATUSES)[number];
export type IssueState = 'new' | Status | 'duplicate' | 'closed';

export type Issue = Omit<IssueTable, 'state'> & { state: IssueState };

/** Harm, a near miss, or "not sure": seen by clinical safety alone until they release it. */
export function needsSafety(harm: Harm): boolean {
  return harm === 'yes' || harm === 'unsure';
}

/** Flagged and not released: hidden from everyone but the raiser and clinical safety. */
export function isFlagged(issue: Pick<Issue, 'flagged' | 'releasedAt'>): boolean {
  return issue.flagged === 1 && issue.releasedAt === null;
}

export function isOpen(issue: Pick<Issue, 'state'>): boolean {
  return issue.state !== 'closed' && issue.state !== 'duplicate' && !isAnswered(issue);
}

/** Answered, for its raiser to say whether it is fixed. */
export function isAnswered(issue: Pick<Issue, 'state'>): boolean {
  return issue.state === 'resolved' || issue.state === 'could-not';
}

/** The raiser has this long to say whether it is fixed; then it closes as "closed, not confirmed". */
export const CONFIRM_DAYS = 14;
/** A closed issue can be reopened by its raiser for this long. */
export const REOPEN_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What a step does: the columns it changes, and how the history tells it. */
export type Step = {
  change: Partial<Issue>;
  event: { kind: EventKind; fromState: string; toState: string; words: string };
  /** There is something for the raiser to read or do: a message of its own. */
  tellRaiser: boolean;
};

export type EventKind =
  | 'raised'
  | 'taken'
  | 'updated'
  | 'released'
  | 'fixed'
  | 'not-fixed'
  | 'closed'
  | 'me-too'
  | 'withdrawn'
  | 'still-there'
  | 'merged'
  | 'took-in'
  | 'unmerged'
  | 'let-go';

/** A handler takes it. Taking what one has already is no step; what somebody else has is theirs. */
export function take(issue: Issue, handlerId: string, ownerName: string, now: Date): Step | undefined {
  refuseClosed(issue);
  if (issue.ownerId === handlerId) return undefined;
  if (issue.ownerId) throw new Refusal('conflict', `${issue.reference}: ${ownerName} has it already.`);
  const toState = issue.state === 'new' ? 'triaged' : issue.state;
  return step(issue, toState, 'taken', '', now, { ownerId: handlerId });
}

/** A handler sets the status, with words for the raiser where they would otherwise be left guessing. */
export function update(issue: Issue, handlerId: string, status: Status, reply: string, now: Date): Step | undefined {
  refuseClosed(issue);
  const words = reply.trim();
  const speaks = status === 'waiting' || status === 'resolved' || status === 'could-not';
  const same = issue.state === status && (words === '' || words === issue.reply);
  if (same && issue.ownerId) return undefined;
  if (speaks && !words) {
    throw new Refusal(
      'invalid',
      'Reply: write to the person who raised it, in plain words, what happened or what you need.',
    );
  }
  const done = status === 'resolved' || status === 'could-not';
  const change = {
    ownerId: issue.ownerId ?? handlerId,
    resolvedAt: done ? now.toISOString() : null,
    ...(words && { reply: words }),
  };
  return { ...step(issue, status, 'updated', words, now, change), tellRaiser: speaks };
}

/** Clinical safety lets the cabinet see it. */
export function release(issue: Issue, byId: string, now: Date): Step | undefined {
  if (!isFlagged(issue)) return undefined;
  if (issue.state === 'duplicate') refuseClosed(issue);
  return step(issue, issue.state, 'released', '', now, { releasedAt: now.toISOString(), releasedBy: byId });
}

/** The raiser says that it is fixed: closed, confirmed. */
export function confirmFixed(issue: Issue, now: Date): Step | undefined {
  if (issue.state === 'closed' && issue.confirmed === 1) return undefined;
  if (issue.state === 'could-not') {
    throw new Refusal('conflict', `${issue.reference} could not be fixed, so there is nothing to confirm.`);
  }
  if (issue.state !== 'resolved' && issue.state !== 'closed') {
    throw new Refusal('conflict', `${issue.reference} is being worked on, so there is nothing to confirm yet.`);
  }
  const change = { confirmed: 1 as const, closedAt: issue.closedAt ?? now.toISOString() };
  return step(issue, 'closed', 'fixed', '', now, change);
}

/**
 * The raiser says that it is not fixed, or has come back: to its owner, or new again if it has none. Where it is open
 * again already, their words are kept all the same, unless they are those of `said`, which they said last.
 */
export function notFixed(issue: Issue, comment: string, now: Date, said = ''): Step | undefined {
  if (issue.state === 'duplicate') refuseClosed(issue);
  const words = comment.trim();
  if (isOpen(issue)) {
    return words === '' || words === said ? undefined : step(issue, issue.state, 'not-fixed', words, now, {});
  }
  if (issue.state === 'closed' && !canReopen(issue, now)) {
    throw new Refusal(
      'conflict',
      `${issue.reference} was closed more than ${REOPEN_DAYS} days ago. Raise it again: write raise.`,
    );
  }
  const toState = issue.ownerId ? 'in-progress' : 'new';
  const change = { ownerId: issue.ownerId, resolvedAt: null, closedAt: null, confirmed: null };
  return step(issue, toState, 'not-fixed', words, now, change);
}

/** The clock closes what was answered and left alone; undefined while it is not time. */
export function closeUnanswered(issue: Issue, now: Date): Step | undefined {
  if ((issue.state !== 'resolved' && issue.state !== 'could-not') || !issue.resolvedAt) return undefined;
  if (now.getTime() < Date.parse(issue.resolvedAt) + CONFIRM_DAYS * DAY_MS) return undefined;
  // Only what was said to be fixed can be confirmed; what could not be done is closed without that question.
  const confirmed = issue.state === 'resolved' ? 0 : null;
  return step(issue, 'closed', 'closed', '', now, { closedAt: now.toISOString(), confirmed });
}

/** Whether the raiser can still reopen it. */
export function canReopen(issue: Pick<Issue, 'state' | 'closedAt'>, now: Date): boolean {
  if (issue.state === 'could-not') return true;
  if (issue.state !== 'closed' || !issue.closedAt) return false;
  return now.getTime() <= Date.parse(issue.closedAt) + REOPEN_DAYS * DAY_MS;
}

/** The instant before which something resolved has had its time to be confirmed. */
export function confirmationDeadline(now: Date): Date {
  return new Date(now.getTime() - CONFIRM_DAYS * DAY_MS);
}

function refuseClosed(issue: Issue): void {
  if (issue.state === 'duplicate') {
    throw new Refusal('conflict', `${issue.reference} was merged into another: go on with that one, or un-merge it.`);
  }
  if (issue.state !== 'closed') return;
  throw new Refusal(
    'conflict',
    `${issue.reference} is closed. The person who raised it can reopen it for ${REOPEN_DAYS} days.`,
  );
}

/** A step from the present state. */
export function step(
  issue: Issue,
  toState: IssueState,
  kind: EventKind,
  words: string,
  now: Date,
  change: Partial<Issue>,
): Step {
  return {
    change: { ...change, state: toState, updatedAt: now.toISOString() },
    event: { kind, fromState: issue.state, toState, words },
    tellRaiser: false,
  };
}
