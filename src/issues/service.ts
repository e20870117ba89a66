// The issue feature's use cases, assembled: raising, handling, cabinets, and the clock's duties.

import { actorById } from '../people/actor.ts';
import type { Trx } from '../store/database.ts';
import { view } from './access.ts';
import { createCabinets } from './cabinets.ts';
import { cabinetById } from './cabinets-store.ts';
import type { IssuesDeps } from './deps.ts';
import { createDuties } from './duties.ts';
import { createForAgenda } from './for-agenda.ts';
import { createHandling } from './handling.ts';
import { type Issue, isFlagged } from './issue.ts';
import { createListing } from './listing.ts';
import { createMeToos } from './me-toos.ts';
import { having } from './me-toos-store.ts';
import { createMerging } from './merging.ts';
import { wholeId } from './merging-store.ts';
import { announceChannelLost, announceToSafety, refreshIssue } from './notices.ts';
import { createRaising } from './raising.ts';
import { type Deed, may } from './rights.ts';
import { eventById, flaggedOfTeam, issueById } from './store.ts';

/** What is used of an outbox row that did not arrive. */
type Unreached = { kind: string; subjectId: string; personId: string | null; conversationId: string | null };

export type IssuesService = ReturnType<typeof createIssuesService>;

export function createIssuesService(deps: IssuesDeps & { defaultPersonWord: string }) {
  const raising = createRaising(deps);
  const handling = createHandling({ ...deps, cabinetsFor: raising.cabinetsFor });
  const meToos = createMeToos({ ...deps, changeDraft: raising.changeDraft });
  const merging = createMerging(deps);
  const duties = createDuties({ ...deps, closeIfUnanswered: handling.closeIfUnanswered });

  /**
   * A message about an issue did not arrive. The raiser's: the handlers' cards are drawn again, and say so. That of
   * somebody in clinical safety: the next who can hear it gets it. The cabinet's channel: its facilitators are told.
   */
  async function unreachable(row: Unreached): Promise<void> {
    if (!row.kind.startsWith('issue.')) return;
    await deps.db.transaction().execute(async (trx) => {
      const event = await eventById(trx, row.subjectId);
      const issue = await issueById(trx, event?.issueId ?? row.subjectId);
      const cabinet = issue && (await cabinetById(trx, issue.cabinetId));
      if (!issue || !cabinet) return;
      if (row.conversationId === cabinet.conversationId) await announceChannelLost(trx, cabinet, deps.now());
      else if (row.kind === 'issue.handler' && isFlagged(issue)) {
        await announceToSafety(trx, issue, cabinet, deps.today(), deps.now());
      } else if (await hears(trx, issue, row.personId)) await refreshIssue(trx, issue, deps.now());
    });
  }

  /** Whether somebody raised the issue, has it too, or has what was merged with it. */
  async function hears(trx: Trx, issue: Issue, personId: string | null): Promise<boolean> {
    const { personIds } = await having(trx, await wholeId(trx, issue.id));
    return personId !== null && personIds.includes(personId);
  }

  /** Others hold clinical safety in a team now: what waits for clinical safety there is told to those who have not heard. */
  async function safetyChanged(trx: Trx, teamId: string): Promise<void> {
    for (const issue of await flaggedOfTeam(trx, teamId)) {
      const cabinet = await cabinetById(trx, issue.cabinetId);
      if (cabinet) await announceToSafety(trx, issue, cabinet, deps.today(), deps.now());
    }
  }

  /** Whether a person may handle an issue, and release it, at this moment: for drawing what they may press. */
  async function rights(
    personId: string,
    issue: Issue,
  ): Promise<{ update: boolean; release: boolean; merge: boolean }> {
    const actor = await actorById(deps.db, personId);
    if (!actor) return { update: false, release: false, merge: false };
    const { viewer } = await view(deps.db, actor, issue, deps.today());
    const allowed = (deed: Deed) => may(deed, viewer, issue);
    return { update: allowed('update'), release: allowed('release'), merge: allowed('merge') };
  }

  const cabinets = createCabinets({ ...deps, safetyChanged });
  const forAgenda = createForAgenda(deps);
  return {
    forAgenda,
    raising,
    handling,
    meToos,
    merging,
    listing: createListing(deps),
    cabinets,
    duties,
    unreachable,
    safetyChanged,
    rights,
  };
}
