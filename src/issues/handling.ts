// Handling an issue, and the raiser's answer: load, may they?, decide (issue.ts), save, tell; in one transaction.
import type { Actor } from '../people/actor.ts';
import { personById } from '../people/people-store.ts';
import type { Trx } from '../store/database.ts';
import { allow, notThere, type Opened, openIssue, organisationOf, view } from './access.ts';
import { type Cabinet, parseReference, referenceOf } from './cabinet.ts';
import { cabinetById } from './cabinets-store.ts';
import type { IssuesDeps } from './deps.ts';
import { guard, type UpdateInput } from './inputs.ts';
import { closeUnanswered, confirmFixed, type Issue, notFixed, release, type Step, take, update } from './issue.ts';
import { announceStep } from './notices.ts';
import { type Deed, may } from './rights.ts';
import { addEvent, changeIssue, findByReference, issuesRaisedBy, lockIssue, openIssues } from './store.ts';

export const PAGE_SIZE = 5;

export type Page = { issues: Issue[]; page: number; pages: number };

export function createHandling(deps: IssuesDeps & { cabinetsFor: (actor: Actor) => Promise<Cabinet[]> }) {
  const { db, now, today } = deps;

  async function takeIssue(actor: Actor, issueId: string): Promise<Opened> {
    return change(actor, issueId, 'take', async (trx, issue) => {
      const owner = issue.ownerId ? await personById(trx, issue.ownerId) : undefined;
      return take(issue, actor.personId, owner?.name ?? 'Somebody', now());
    });
  }

  async function updateIssue(actor: Actor, issueId: string, input: UpdateInput): Promise<Opened> {
    guard(input);
    return change(actor, issueId, 'update', async (_trx, issue) =>
      update(issue, actor.personId, input.status, input.reply, now()),
    );
  }

  async function releaseIssue(actor: Actor, issueId: string): Promise<Opened> {
    return change(actor, issueId, 'release', async (_trx, issue) => release(issue, actor.personId, now()));
  }

  async function fixed(actor: Actor, issueId: string): Promise<Opened> {
    return change(actor, issueId, 'answer', async (_trx, issue) => confirmFixed(issue, now()));
  }

  async function isNotFixed(actor: Actor, issueId: string, comment: string): Promise<Opened> {
    guard({ comment });
    return change(actor, issueId, 'answer', async (_trx, issue) => notFixed(issue, comment, now()));
  }

  /** The clock's step: closes what was answered and left alone. True if this call closed it. */
  async function closeIfUnanswered(issueId: string): Promise<boolean> {
    return db.transaction().execute(async (trx) => {
      const issue = await lockIssue(trx, issueId);
      const step = issue && closeUnanswered(issue, now());
      if (!issue || !step) return false;
      await save(trx, null, issue, step);
      return true;
    });
  }

  /** An issue for reading, with what the actor may do. Throws `missing` for what they may not know of. */
  async function open(actor: Actor, issueId: string, deed: Deed = 'see'): Promise<Opened> {
    return openIssue(db, actor, issueId, deed, today());
  }

  /** Finds `CAB-1` for the actor: one they raised, or of their organisation, or of a team whose issues they handle. */
  async function byReference(actor: Actor, text: string): Promise<Opened> {
    const parsed = parseReference(text);
    if (!parsed) throw notThere();
    const organisationId = await organisationOf(db, actor, today());
    const found = await findByReference(db, {
      tenantId: actor.tenantId,
      raiserId: actor.personId,
      organisationIds: organisationId ? [organisationId] : [],
      reference: referenceOf(parsed.prefix, parsed.number),
    });
    for (const issue of found) {
      const opened = await view(db, actor, issue, today());
      if (may('see', opened.viewer, issue)) return opened;
    }
    throw notThere();
  }

  /** One page of the open issues of a cabinet, as its organisation may see them (`mayList`). `page` counts from 1. */
  async function listOpen(cabinetId: string, page: number): Promise<Page> {
    return paged(page, (at) => openIssues(db, cabinetId, at, PAGE_SIZE));
  }

  /** Whether the actor may list a cabinet's issues: one of their organisation's. */
  async function mayList(actor: Actor, cabinetId: string): Promise<boolean> {
    return (await deps.cabinetsFor(actor)).some((cabinet) => cabinet.id === cabinetId);
  }

  /** One page of what the actor raised. */
  async function listMine(actor: Actor, page: number): Promise<Page> {
    return paged(page, (at) => issuesRaisedBy(db, actor.tenantId, actor.personId, at, PAGE_SIZE));
  }

  async function change(
    actor: Actor,
    issueId: string,
    deed: Deed,
    decide: (trx: Trx, issue: Issue) => Promise<Step | undefined>,
  ): Promise<Opened> {
    return db.transaction().execute(async (trx) => {
      const issue = await lockIssue(trx, issueId);
      if (!issue || issue.tenantId !== actor.tenantId) throw notThere();
      const opened = await view(trx, actor, issue, today());
      allow(opened, deed);
      const step = await decide(trx, issue);
      if (!step) return opened;
      return { ...opened, issue: await save(trx, actor, issue, step) };
    });
  }

  async function save(trx: Trx, actor: Actor | null, issue: Issue, step: Step): Promise<Issue> {
    const changed = { ...issue, ...step.change };
    await changeIssue(trx, issue.id, step.change);
    const eventId = await addEvent(trx, issue.id, actor?.personId ?? null, step.event, now());
    const cabinet = await cabinetById(trx, issue.cabinetId);
    if (cabinet) await announceStep(trx, { issue: changed, cabinet, step, eventId }, now());
    return changed;
  }

  return {
    takeIssue,
    updateIssue,
    releaseIssue,
    fixed,
    isNotFixed,
    closeIfUnanswered,
    open,
    byReference,
    mayList,
    listOpen,
    listMine,
  };
}

async function paged(
  wanted: number,
  read: (page: number) => Promise<{ issues: Issue[]; total: number }>,
): Promise<Page> {
  const page = Number.isInteger(wanted) && wanted > 0 ? wanted : 1;
  const { issues, total } = await read(page);
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  if (page > pages) return paged(pages, read);
  return { issues, page, pages };
}
