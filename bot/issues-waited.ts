// How an issue that has waited long enough comes back to who has it: as its own card, which says so.
import { findMessage } from '../src/delivery/messages.ts';
import { cabinetById } from '../src/issues/cabinets-store.ts';
import { issueById } from '../src/issues/store.ts';
import { hasWaited } from '../src/issues/waited.ts';
import { teamById } from '../src/people/teams-store.ts';
import type { Database } from '../src/store/database.ts';
import type { Draw } from './feature.ts';

export type WaitedDeps = { db: Database; today: (timeZone: string) => string };

/** Not said to who has dealt with it meanwhile; a card that was sent stays the card of the issue, drawn by `handler`. */
export function waitedDraw({ db, today }: WaitedDeps, handler: Draw): Draw {
  return async (issueId, viewer) => {
    const issue = await issueById(db, issueId);
    const cabinet = issue && (await cabinetById(db, issue.cabinetId));
    const team = cabinet && (await teamById(db, cabinet.teamId));
    const due = issue && team && hasWaited(issue, today(team.timeZone));
    return due || (await findMessage(db, viewer.token)) ? handler(issueId, viewer) : undefined;
  };
}
