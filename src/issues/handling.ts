// Handling an issue, and the raiser's answer: load, may they?, decide (issue.ts), save, tell; in one transaction.
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import type { Trx } from '../store/database.ts';
import { allow, notThere, type Opened, openIssue, organisationOf, presentOwner, view } from './access.ts';
import { type Cabinet, parseReference, referenceOf } from './cabinet.ts';
import type { IssuesDeps } from './deps.ts';
import { guard, type UpdateInput } from './inputs.ts';
import {
  closeUnanswered,
  confirmFixed,
  type Issue,
  isFlagged,
  notFixed,
  release,
  type Step,
  take,
  update,
} from './issue.ts';
import { type Deed, may } from './rights.ts';
import { saveStep } from './steps.ts';
import { findByReference, isBeingWritten, issuesRaisedBy, latestStep, lockIssue, openIssues } from './store.ts';

export const PAGE_SIZE = 5;

const DAY_MS = 24 * 60 * 60 * 1000;
const STILL_WRITING =
  'The person who raised it may still be writing, and was told that only clinical safety reads it. Release it once they ' +
  'have sent it, or a day after they began.';

export type Page = { issues: Issue[]; page: number; pages: number };

export function createHandling(deps: IssuesDeps & { cabinetsFor: (actor: Actor) => Promise<Cabinet[]> }) {
  const { db, now, today } = deps;

  async function takeIssue(actor: Actor, issueId: string): Promise<Opened> {
    return change(actor, issueId, 'take', async (trx, issue) => {
      const owner = await presentOwner(trx, issue, today());
      return take({ ...issue, ownerId: owner?.id ?? null }, actor.personId, owner?.name ?? '', now());
    });
  }

  async function updateIssue(actor: Actor, issueId: string, input: UpdateInput): Promise<Opened> {
    guard(input);
    return change(actor, issueId, 'update', async (trx, issue) => {
      const owner = await presentOwner(trx, issue, today());
      return update({ ...issue, ownerId: owner?.id ?? null }, actor.personId, input.status, input.reply, now());
    });
  }

  async function releaseIssue(actor: Actor, issueId: string): Promise<Opened> {
    return change(actor, issueId, 'release', async (trx, issue) => {
      // They were promised that only clinical safety reads what they are about to send.
      const since = new Date(now().getTime() - DAY_MS).toISOString();
      if (isFlagged(issue) && (await isBeingWritten(trx, issue.id, since)))
        throw new Refusal('conflict', STILL_WRITING);
      return release(issue, actor.personId, now());
    });
  }

  async function fixed(actor: Actor, issueId: string): Promise<Opened> {
    return change(actor, issueId, 'answer', async (_trx, issue) => confirmFixed(issue, now()));
  }

  async function isNotFixed(actor: Actor, issueId: string, comment: string): Promise<Opened> {
    guard({ comment });
    return change(actor, issueId, 'answer', async (trx, issue) => {
      const owner = await presentOwner(trx, issue, today());
      const said = await latestStep(trx, issue.id, 'not-fixed');
      return notFixed({ ...issue, ownerId: owner?.id ?? null }, comment, now(), said?.words);
    });
  }

  /** The clock's step: closes what was answered and left alone. True if this call closed it. */
  async function closeIfUnanswered(issueId: string): Promise<boolean> {
    return db.transaction().execute(async (trx) => {
      const issue = await lockIssue(trx, issueId);
      const step = issue && closeUnanswered(issue, now());
      if (!issue || !step) return false;
      await saveStep(trx, null, issue, step, now());
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
    // Another organisation may have the same reference: one's own comes first.
    const own = (issue: Issue) => Number(issue.organisationId === organisationId);
    const ownFirst = found.sort((one, other) => own(other) - own(one));
    for (const issue of ownFirst) {
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
      return { ...opened, issue: await saveStep(trx, actor.personId, issue, step, now()) };
    });
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
