// Changing an issue: load, may they?, decide (issue.ts), save, tell; all in one transaction. Every use case goes this way.
import type { Actor } from '../people/actor.ts';
import type { Trx } from '../store/database.ts';
import { allow, notThere, type Opened, view } from './access.ts';
import { cabinetById } from './cabinets-store.ts';
import type { IssuesDeps } from './deps.ts';
import type { Issue, Step } from './issue.ts';
import { endLoans } from './merging-store.ts';
import { announceStep } from './notices.ts';
import type { Deed } from './rights.ts';
import { addEvent, changeIssue, lockIssue } from './store.ts';

/** What is decided of an issue: the steps it takes, each seeing what the one before made of it. */
export type Decide = (trx: Trx, issue: Issue) => Promise<readonly ((issue: Issue) => Step | undefined)[]>;

export type Changes = ReturnType<typeof createChanges>;

export function createChanges({ db, now, today }: IssuesDeps) {
  /**
   * Somebody changes an issue. `together`: what the raiser has to read of it waits some minutes, so that all that is
   * changed in one go is one message. Throws `missing`, `forbidden`, or what the rules throw.
   */
  async function change(
    actor: Actor,
    issueId: string,
    deed: Deed,
    decide: Decide,
    { together = false }: { together?: boolean } = {},
  ): Promise<Opened> {
    return db.transaction().execute(async (trx) => {
      const locked = await lockIssue(trx, issueId);
      if (!locked || locked.tenantId !== actor.tenantId) throw notThere();
      const opened = await view(trx, actor, locked, today());
      allow(opened, deed);
      let issue = locked;
      for (const next of await decide(trx, locked)) {
        const step = next(issue);
        if (step) issue = await save(trx, actor, issue, step, together);
      }
      return { ...opened, issue };
    });
  }

  /** Saves a step and tells of it, in the caller's transaction, which has the issue's lock. `actor` null: the clock, or who is not to be named. */
  async function save(trx: Trx, actor: Actor | null, issue: Issue, step: Step, together = false): Promise<Issue> {
    const changed = { ...issue, ...step.change };
    await changeIssue(trx, issue.id, step.change);
    if (step.event.kind === 'released') await endLoans(trx, issue.id);
    const eventId = await addEvent(trx, issue.id, actor?.personId ?? null, step.event, now());
    const cabinet = await cabinetById(trx, issue.cabinetId);
    if (cabinet) await announceStep(trx, { issue: changed, cabinet, step, eventId, together }, now());
    return changed;
  }

  return { change, save };
}
