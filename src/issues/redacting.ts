// Removing a text that should never have been written: from the issue, its hazard draft, history, drafts, kept answers and
// every card that was posted. What stays is that something was removed, by whom and when; and the hazard draft itself.

import { refreshMessages } from '../delivery/messages.ts';
import { enqueue } from '../delivery/outbox.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../store/audit.ts';
import type { Trx } from '../store/database.ts';
import { forgetAnswers } from '../store/inbox.ts';
import { allow, notThere, type Opened, view } from './access.ts';
import type { IssuesDeps } from './deps.ts';
import type { Hazard } from './hazard.ts';
import { changeHazard, clearReports, hazardOfIssue, rootOf } from './hazards-store.ts';
import { PARTS, type Part } from './inputs.ts';
import { type EventKind, type Issue, REMOVED } from './issue.ts';
import { refreshIssue } from './notices.ts';
import { clearDrafts, clearEvents, clearMeToos, eventIdsOf, forgetPlace, listCards } from './redact-store.ts';
import { addEvent, changeIssue, lockIssue } from './store.ts';

/** The cards that hold titles of several issues, or of one among other things. */
const LISTS = [
  'issue.list',
  'issue.late',
  'issue.same',
  'issue.triage',
  'hazard.list',
  'meeting.agenda',
  'meeting.start',
  'meeting.record',
  'meeting.page',
  'cabinetMeeting.card',
  'cabinetMeeting.agenda',
  'cabinetMeeting.reminder',
  'cabinetMeeting.summary',
  'cabinetMeeting.page',
  'theme.card',
  'theme.form',
  'statement.preview',
  'statement.digest',
  'unasked.monday',
];

/** The steps whose words are replies, comments and reasons, or what those said who have it too. */
const WITH_REPLIES: readonly EventKind[] = [
  'updated',
  'not-fixed',
  'waits',
  'passed',
  'escalated',
  'me-too',
  'still-there',
];

/** How each part is emptied in the row. */
const ROW: Record<Part, Partial<Issue>> = {
  title: { title: REMOVED },
  detail: { detail: '' },
  place: { place: '' },
  incidentRef: { incidentRef: '' },
  replies: { reply: '', waitingFor: '', deskRef: '', deskUrl: '' },
  techNote: { techNote: '' },
};

/** The same of its hazard draft, which took the words over: its name, that of one without, is what it is called by. */
const DRAFT: Record<Part, (hazard: Hazard) => Partial<Hazard>> = {
  title: ({ name, description }) => ({ name: REMOVED, ...(description === name && { description: REMOVED }) }),
  detail: () => ({ description: REMOVED, workaround: '', version: '' }),
  place: () => ({ place: '' }),
  incidentRef: () => ({}),
  replies: ({ reason }) => ({ workaround: '', reason: reason && REMOVED }),
  techNote: () => ({}),
};

/** Lets what else keeps an issue's title (the record of a meeting) forget it, in the same transaction. */
export type ForgetWords = (trx: Trx, issue: Pick<Issue, 'tenantId' | 'reference'>) => Promise<void>;

type Deps = IssuesDeps & { forgetWords: ForgetWords };

export function createRedacting(deps: Deps) {
  const { db, now, today } = deps;

  /** An issue for redacting: who runs the cabinet need not be able to read it. */
  async function open(actor: Actor, issueId: string): Promise<Opened> {
    return db.transaction().execute((trx) => opened(trx, actor, issueId));
  }

  async function opened(trx: Trx, actor: Actor, issueId: string): Promise<Opened> {
    const issue = await lockIssue(trx, issueId);
    if (!issue || issue.tenantId !== actor.tenantId) throw notThere();
    const found = await view(trx, actor, issue, today());
    allow(found, 'redact');
    return found;
  }

  /** Removes these parts of an issue for good. Done twice, it is done. */
  async function redact(actor: Actor, issueId: string, parts: readonly Part[]): Promise<Issue> {
    if (parts.length === 0) throw new Refusal('invalid', 'What to remove: choose at least one.');
    return db.transaction().execute(async (trx) => {
      const { issue } = await opened(trx, actor, issueId);
      const change = Object.assign({}, ...parts.map((part) => ROW[part])) as Partial<Issue>;
      await changeIssue(trx, issue.id, { ...change, updatedAt: now().toISOString() });
      await clearDrafts(trx, issue.id);
      if (parts.includes('place')) await forgetPlace(trx, issue);
      if (parts.includes('replies')) await clearEvents(trx, issue.id, WITH_REPLIES);
      if (parts.includes('techNote')) await clearEvents(trx, issue.id, ['noted']);
      if (parts.includes('replies')) await clearMeToos(trx, issue);
      if (parts.includes('title')) await deps.forgetWords(trx, issue);
      await redactDraft(trx, issue, parts);
      await forgetAnswers(trx, issue.tenantId);
      const state = { fromState: issue.state, toState: issue.state };
      await addEvent(trx, issue.id, actor.personId, { kind: 'redacted', ...state, words: '' }, now());
      const note = PARTS.filter((part) => parts.includes(part)).join(' ');
      const line = { tenantId: issue.tenantId, actorId: actor.personId, action: 'issue.redact', subjectId: issue.id };
      await audit(trx, { ...line, note }, now());
      await redraw(trx, issue);
      return { ...issue, ...change };
    });
  }

  /** The hazard draft stays, as all do; what is removed of the issue is removed of it, and of what others said of it. */
  async function redactDraft(trx: Trx, issue: Issue, parts: readonly Part[]): Promise<void> {
    const hazard = await hazardOfIssue(trx, issue.id);
    if (!hazard) return;
    const change = Object.assign({}, ...parts.map((part) => DRAFT[part](hazard))) as Partial<Hazard>;
    await changeHazard(trx, hazard.id, change);
    if (parts.includes('replies')) await clearReports(trx, hazard.id, REMOVED);
    // One that it was merged into shows what was said of it.
    const subjectIds = [hazard.id, (await rootOf(trx, hazard)).id];
    await refreshMessages(trx, { tenantId: issue.tenantId, subjectIds }, now());
  }

  /** Every card that showed the words is drawn again. What waits in the outbox holds no words: it is drawn when sent. */
  async function redraw(trx: Trx, issue: Issue): Promise<void> {
    const { tenantId } = issue;
    await refreshIssue(trx, issue, now());
    await refreshMessages(trx, { tenantId, subjectIds: await eventIdsOf(trx, issue.id) }, now());
    for (const { id, kind, subjectId } of await listCards(trx, tenantId, LISTS)) {
      await enqueue(trx, { tenantId, kind, subjectId, to: { message: id } }, now());
    }
  }

  return { open, redact };
}
