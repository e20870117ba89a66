// The issue feature's use cases, assembled: raising, handling, cabinets, and the clock's duties.
import { createCabinets } from './cabinets.ts';
import { cabinetById } from './cabinets-store.ts';
import type { IssuesDeps } from './deps.ts';
import { createDuties } from './duties.ts';
import { createHandling } from './handling.ts';
import { isFlagged } from './issue.ts';
import { createListing } from './listing.ts';
import { announceToSafety, refreshIssue } from './notices.ts';
import { createRaising } from './raising.ts';
import { eventById, issueById } from './store.ts';

export type IssuesService = ReturnType<typeof createIssuesService>;

export function createIssuesService(deps: IssuesDeps & { defaultPersonWord: string }) {
  const raising = createRaising(deps);
  const handling = createHandling({ ...deps, cabinetsFor: raising.cabinetsFor });
  const duties = createDuties({ ...deps, closeIfUnanswered: handling.closeIfUnanswered });

  /**
   * A message about an issue did not arrive. The raiser's: the handlers' cards are drawn again, and say so. That of
   * somebody in clinical safety: the next who can hear it gets it.
   */
  async function unreachable(row: { kind: string; subjectId: string; personId: string | null }): Promise<void> {
    if (!row.kind.startsWith('issue.') || !row.personId) return;
    await deps.db.transaction().execute(async (trx) => {
      const event = await eventById(trx, row.subjectId);
      const issue = await issueById(trx, event?.issueId ?? row.subjectId);
      const cabinet = issue && (await cabinetById(trx, issue.cabinetId));
      if (!issue || !cabinet) return;
      if (issue.raiserId === row.personId) await refreshIssue(trx, issue, deps.now());
      else if (row.kind === 'issue.handler' && isFlagged(issue)) {
        await announceToSafety(trx, issue, cabinet, deps.today(), deps.now());
      }
    });
  }

  return { raising, handling, listing: createListing(deps), cabinets: createCabinets(deps), duties, unreachable };
}
