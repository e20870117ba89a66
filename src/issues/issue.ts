// The life of an issue, pure: which step leads where, and what each step changes.
// new -take-> triaged -> in-progress | waiting -> resolved | could-not -> closed; not fixed -> back; closed -> reopened.
import { Refusal } from '../errors.ts';
import type { IssueTable } from '../store/tables.ts';
import type { IssueHandling } from '../store/tables-handling.ts';

/** What stands in place of a text that was removed and must not be empty. */
export const REMOVED = '[removed]';

export const HARMS = ['no', 'could', 'yes', 'unsure'] as const;
export type Harm = (typeof HARMS)[number];

export const KINDS = ['fault', 'idea', 'question', 'request'] as const satisfies readonly IssueHandling['kind'][];
export const BURDENS = [
  'safety',
  'time',
  'data',
  'access',
  'training',
  'other',
] as const satisfies readonly IssueHandling['burden'][];
export const SECTORS = [
  'hospital',
  'community',
  'mental-health',
  'primary-care',
  'social-care',
  'ambulance',
  'other',
] as const satisfies readonly IssueHandling['sector'][];

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
  /** Kind, burden, sector: the words are codes (`kind:fault`). */
  | 'sorted'
  /** The note for IT: never for the person who raised it. */
  | 'noted'
  /** Whom it waits for, and until when: the words are the date, if any, and the name. */
  | 'waits'
  /** By the cabinet's table: the words are the name. */
  | 'offered'
  | 'passed'
  | 'escalated'
  | 'redacted'
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
  if (issue.ownerId) throw hasItAlready(issue.reference, ownerName);
  const toState = issue.state === 'new' ? 'triaged' : issue.state;
  return step(issue, toState, 'taken', '', now, { ownerId: handlerId });
}

/** Two took it: one has it, the other is told who. */
export function hasItAlready(reference: string, ownerName: string): Refusal {
  return new Refusal('conflict', `${reference}: ${ownerName} has it already.`);
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
    ...(status !== 'waiting' && NOBODY_AWAITED),
    ...(words && { reply: words }),
  };
  return { ...step(issue, status, 'updated', words, now, change), tellRaiser: speaks };
}

/** While it waits: for whom (empty: the person who raised it) and until when. Of no effect in another state. */
export function waitFor(issue: Issue, waiting: Pick<Issue, 'waitingFor' | 'waitingUntilOn'>, now: Date) {
  if (issue.state !== 'waiting') return undefined;
  const same = issue.waitingFor === waiting.waitingFor && issue.waitingUntilOn === waiting.waitingUntilOn;
  if (same) return undefined;
  const words = `${waiting.waitingUntilOn ?? ''} ${waiting.waitingFor}`.trim();
  return step(issue, 'waiting', 'waits', words, now, waiting);
}

/** A handler says what sort of thing it is; what is left out stays as it was. */
export function sort(issue: Issue, to: Partial<Pick<Issue, 'kind' | 'burden' | 'sector'>>, now: Date) {
  refuseClosed(issue);
  const changed = (['kind', 'burden', 'sector'] as const).filter(
    (one) => to[one] !== undefined && to[one] !== issue[one],
  );
  if (changed.length === 0) return undefined;
  const words = changed.map((one) => `${one}:${to[one]}`).join(' ');
  return step(issue, issue.state, 'sorted', words, now, to);
}

/** The note for IT, beside the plain words for the person who raised it. */
export function note(issue: Issue, techNote: string, now: Date): Step | undefined {
  refuseClosed(issue);
  if (techNote === issue.techNote) return undefined;
  return step(issue, issue.state, 'noted', techNote, now, { techNote });
}

/** It is somebody else's from now on; why is for the history. */
export function pass(issue: Issue, toId: string, toName: string, why: string, now: Date): Step | undefined {
  refuseClosed(issue);
  if (issue.ownerId === toId) return undefined;
  const toState = issue.state === 'new' ? 'triaged' : issue.state;
  return step(issue, toState, 'passed', why ? `${toName}: ${why}` : toName, now, { ownerId: toId });
}

/** Handed to the service desk under its own reference: the person who raised it is told. */
export function escalate(issue: Issue, handlerId: string, desk: Pick<Issue, 'deskRef' | 'deskUrl'>, now: Date) {
  refuseClosed(issue);
  if (!desk.deskRef) {
    throw new Refusal('invalid', 'Service desk reference: write the number that the service desk gave it.');
  }
  if (issue.deskRef === desk.deskRef && issue.deskUrl === desk.deskUrl) return undefined;
  const change = { ...desk, ...NOBODY_AWAITED, resolvedAt: null, ownerId: issue.ownerId ?? handlerId };
  return { ...step(issue, 'in-progress', 'escalated', desk.deskRef, now, change), tellRaiser: true };
}

const NOBODY_AWAITED = { waitingFor: '', waitingUntilOn: null };

/** What nobody has said yet of a new issue. */
export const UNHANDLED = {
  kind: '',
  burden: '',
  sector: '',
  techNote: '',
  ...NOBODY_AWAITED,
  deskRef: '',
  deskUrl: '',
  offeredTo: null,
  deputyId: null,
} as const satisfies IssueHandling;

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
