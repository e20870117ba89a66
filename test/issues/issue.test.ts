// The rules of an issue without anything around them: every arrow between its states, and what each step changes.
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/errors.ts';
import {
  canReopen,
  closeUnanswered,
  confirmationDeadline,
  confirmFixed,
  type Issue,
  type IssueState,
  isFlagged,
  isOpen,
  needsSafety,
  notFixed,
  release,
  STATUSES,
  type Step,
  take,
  UNHANDLED,
  update,
} from '../../src/issues/issue.ts';

const NOW = new Date('2026-11-25T09:30:00Z');
const DAY = 24 * 60 * 60 * 1000;

function issue(changes: Partial<Issue> = {}): Issue {
  return {
    id: 'i1',
    tenantId: 't1',
    organisationId: 'o1',
    cabinetId: 'c1',
    number: 1,
    reference: 'CAB-1',
    raiserId: 'nurse',
    harm: 'no',
    flagged: 0,
    releasedAt: null,
    releasedBy: null,
    title: 'Labels print blank',
    detail: '',
    system: '',
    place: '',
    incidentRef: '',
    impact: 'team',
    urgency: 'today',
    share: 'handlers',
    toldToPhoneAt: null,
    state: 'new',
    ownerId: null,
    reply: '',
    raisedAt: '2026-11-20T09:30:00.000Z',
    updatedAt: '2026-11-20T09:30:00.000Z',
    resolvedAt: null,
    closedAt: null,
    confirmed: null,
    ...UNHANDLED,
    duplicateOf: null,
    mergedState: '',
    lends: 0,
    loggedBy: null,
    ...changes,
  };
}

/** The issue after a step. */
function after(before: Issue, step: Step | undefined): Issue {
  return { ...before, ...step?.change };
}

/** What a refused step says. */
function refused(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  throw new Error('It was not refused.');
}

const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY).toISOString();

describe('Taking an issue', () => {
  test('makes a new one triaged, with an owner and a step of history', () => {
    const step = take(issue(), 'sam', '', NOW);
    expect(step?.event).toEqual({ kind: 'taken', fromState: 'new', toState: 'triaged', words: '' });
    expect(step?.tellRaiser).toBe(false);
    expect(after(issue(), step)).toMatchObject({ state: 'triaged', ownerId: 'sam', updatedAt: NOW.toISOString() });
  });

  test.each<IssueState>(['triaged', 'in-progress', 'waiting', 'resolved', 'could-not'])(
    'keeps the state %s of one that lost its owner',
    (state) => {
      expect(take(issue({ state }), 'sam', '', NOW)?.event.toState).toBe(state);
    },
  );

  test('is no step when they have it already', () => {
    expect(take(issue({ state: 'triaged', ownerId: 'sam' }), 'sam', 'Sam', NOW)).toBeUndefined();
  });

  test('names who was quicker', () => {
    const taken = issue({ state: 'triaged', ownerId: 'sam' });
    expect(refused(() => take(taken, 'rosa', 'Sam Okafor', NOW))).toBe('CAB-1: Sam Okafor has it already.');
  });

  test('is refused once it is closed', () => {
    expect(refused(() => take(issue({ state: 'closed' }), 'sam', '', NOW))).toContain('CAB-1 is closed.');
  });
});

describe('Setting a status', () => {
  const open: readonly IssueState[] = ['new', 'triaged', 'in-progress', 'waiting', 'resolved', 'could-not'];
  const arrows = open.flatMap((from) => STATUSES.map((to) => ({ from, to })));

  test.each(arrows)('leads from $from to $to', ({ from, to }) => {
    const step = update(issue({ state: from, ownerId: null }), 'sam', to, 'We ordered a cable.', NOW);
    expect(step?.event).toEqual({ kind: 'updated', fromState: from, toState: to, words: 'We ordered a cable.' });
    expect(step?.change).toMatchObject({ state: to, ownerId: 'sam', reply: 'We ordered a cable.' });
    const done = to === 'resolved' || to === 'could-not';
    expect(step?.change.resolvedAt).toBe(done ? NOW.toISOString() : null);
    expect(step?.tellRaiser).toBe(done || to === 'waiting');
  });

  test.each(STATUSES)('leads nowhere from closed: %s', (status) => {
    const closed = issue({ state: 'closed', ownerId: 'sam' });
    expect(refused(() => update(closed, 'sam', status, 'Words', NOW))).toContain('can reopen it for 30 days');
  });

  test.each(['waiting', 'resolved', 'could-not'] as const)('needs a reply for %s, and blanks are none', (status) => {
    expect(refused(() => update(issue(), 'sam', status, ' \n ', NOW))).toMatch(/^Reply: write to the person/);
  });

  test.each(['triaged', 'in-progress'] as const)('needs no reply for %s, and keeps the one before', (status) => {
    const step = update(issue({ reply: 'We ordered a cable.' }), 'sam', status, '', NOW);
    expect(after(issue({ reply: 'We ordered a cable.' }), step).reply).toBe('We ordered a cable.');
  });

  test('leaves the owner who has it, whoever updates it', () => {
    expect(update(issue({ ownerId: 'sam' }), 'rosa', 'in-progress', '', NOW)?.change.ownerId).toBe('sam');
  });

  test('twice is one step, but new words with the same status are another', () => {
    const waiting = issue({ state: 'waiting', ownerId: 'sam', reply: 'Which ward?' });
    expect(update(waiting, 'sam', 'waiting', 'Which ward?', NOW)).toBeUndefined();
    expect(update(waiting, 'sam', 'waiting', 'Which printer?', NOW)?.tellRaiser).toBe(true);
  });
});

describe('The answer of the raiser', () => {
  test('closes what is resolved, confirmed', () => {
    const step = confirmFixed(issue({ state: 'resolved' }), NOW);
    expect(step?.change).toMatchObject({ state: 'closed', confirmed: 1, closedAt: NOW.toISOString() });
    expect(step?.event).toMatchObject({ kind: 'fixed', fromState: 'resolved', toState: 'closed' });
  });

  test('confirms late what the clock has closed, without moving the day it closed', () => {
    const closed = issue({ state: 'closed', confirmed: 0, closedAt: daysAgo(3) });
    expect(confirmFixed(closed, NOW)?.change).toMatchObject({ confirmed: 1, closedAt: daysAgo(3) });
  });

  test('twice is one step', () => {
    expect(confirmFixed(issue({ state: 'closed', confirmed: 1, closedAt: daysAgo(1) }), NOW)).toBeUndefined();
  });

  test.each<IssueState>(['new', 'triaged', 'in-progress', 'waiting'])('confirms nothing while it is %s', (state) => {
    expect(refused(() => confirmFixed(issue({ state }), NOW))).toContain('nothing to confirm yet');
  });

  test('that it is not fixed takes it back to its owner', () => {
    const step = notFixed(issue({ state: 'resolved', ownerId: 'sam', resolvedAt: daysAgo(1) }), ' Still blank ', NOW);
    expect(step?.event).toEqual({
      kind: 'not-fixed',
      fromState: 'resolved',
      toState: 'in-progress',
      words: 'Still blank',
    });
    expect(step?.change).toMatchObject({ state: 'in-progress', ownerId: 'sam' });
    expect(step?.change).toMatchObject({ resolvedAt: null, closedAt: null, confirmed: null });
  });

  test.each<IssueState>(['resolved', 'could-not', 'closed'])(
    'makes a %s one new again where it has no owner',
    (state) => {
      const step = notFixed(issue({ state, closedAt: state === 'closed' ? daysAgo(1) : null }), '', NOW);
      expect(step?.event.toState).toBe('new');
    },
  );

  test.each<IssueState>(['new', 'triaged', 'in-progress', 'waiting'])('changes nothing while it is %s', (state) => {
    expect(notFixed(issue({ state }), '', NOW)).toBeUndefined();
  });

  test('keeps what they say of one that is open again already, once', () => {
    const open = issue({ state: 'waiting', ownerId: 'sam' });
    const step = notFixed(open, 'Still blank', NOW, '');
    expect(step?.event).toMatchObject({ kind: 'not-fixed', toState: 'waiting', words: 'Still blank' });
    expect(notFixed(open, ' Still blank ', NOW, 'Still blank')).toBeUndefined();
  });

  test('reopens for 30 days to the moment, and not after', () => {
    const closed = issue({ state: 'closed', confirmed: 0, closedAt: daysAgo(30) });
    expect(canReopen(closed, NOW)).toBe(true);
    expect(notFixed(closed, '', NOW)?.change.state).toBe('new');
    const later = new Date(NOW.getTime() + 1);
    expect(canReopen(closed, later)).toBe(false);
    expect(refused(() => notFixed(closed, '', later))).toBe(
      'CAB-1 was closed more than 30 days ago. Raise it again: write raise.',
    );
  });

  test('could be that what could not be fixed should be looked at again', () => {
    expect(canReopen(issue({ state: 'could-not' }), NOW)).toBe(true);
    expect(canReopen(issue({ state: 'in-progress' }), NOW)).toBe(false);
  });
});

describe('The clock', () => {
  const resolved = issue({ state: 'resolved', ownerId: 'sam', resolvedAt: daysAgo(14) });

  test('closes what was answered 14 days ago, to the moment, and says that nobody confirmed it', () => {
    expect(closeUnanswered(resolved, new Date(NOW.getTime() - 1))).toBeUndefined();
    const step = closeUnanswered(resolved, NOW);
    expect(step?.change).toMatchObject({ state: 'closed', confirmed: 0, closedAt: NOW.toISOString() });
    expect(step?.event.kind).toBe('closed');
  });

  test('does not ask whether what could not be fixed is fixed', () => {
    const step = closeUnanswered({ ...resolved, state: 'could-not' }, NOW);
    expect(step?.change).toMatchObject({ state: 'closed', confirmed: null });
  });

  test.each<IssueState>(['new', 'triaged', 'in-progress', 'waiting', 'closed'])('leaves one that is %s', (state) => {
    expect(closeUnanswered({ ...resolved, state }, NOW)).toBeUndefined();
  });

  test('agrees with the deadline that the database is asked for', () => {
    expect(confirmationDeadline(NOW).toISOString()).toBe(daysAgo(14));
  });
});

describe('A safety concern', () => {
  test('is harm, a near miss, or being unsure', () => {
    expect((['no', 'could', 'yes', 'unsure'] as const).filter(needsSafety)).toEqual(['yes', 'unsure']);
  });

  test('is flagged until it is released, once', () => {
    const flagged = issue({ flagged: 1, harm: 'yes', state: 'triaged' });
    const step = release(flagged, 'nina', NOW);
    expect(step?.event).toEqual({ kind: 'released', fromState: 'triaged', toState: 'triaged', words: '' });
    const released = after(flagged, step);
    expect([isFlagged(flagged), isFlagged(released)]).toEqual([true, false]);
    expect(released.releasedBy).toBe('nina');
    expect(release(released, 'omar', NOW)).toBeUndefined();
  });

  test.each<[IssueState, boolean]>([
    ['new', true],
    ['triaged', true],
    ['in-progress', true],
    ['waiting', true],
    ['resolved', false],
    ['could-not', false],
    ['closed', false],
  ])('or any issue that is %s is open: %s', (state, open) => {
    expect(isOpen({ state })).toBe(open);
  });
});
