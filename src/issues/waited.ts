// What waited for somebody until a day that has passed comes back to who has it.
import { dateIn } from '../calendar/dates.ts';
import { claimDue, isClaimed } from '../clock/due.ts';
import { doEach } from '../clock/each.ts';
import { sayUnasked } from '../delivery/unasked.ts';
import { type Person, peopleByIds } from '../people/people-store.ts';
import { type Team, teamById } from '../people/teams-store.ts';
import type { Trx } from '../store/database.ts';
import { presentOwner } from './access.ts';
import type { Cabinet } from './cabinet.ts';
import { cabinetById } from './cabinets-store.ts';
import type { IssuesDeps } from './deps.ts';
import { type Issue, isFlagged } from './issue.ts';
import { facilitatorsOf, reachable, safetyPeople } from './notices.ts';
import { lockIssue, waitingUntil } from './store.ts';

/** Whether the last day on which an issue was to wait is before `today` (both YYYY-MM-DD). Pure. */
export function hasWaited({ state, waitingUntilOn }: Pick<Issue, 'state' | 'waitingUntilOn'>, today: string): boolean {
  return state === 'waiting' && waitingUntilOn !== null && waitingUntilOn < today;
}

export function createWaited({ db, now, today }: Pick<IssuesDeps, 'db' | 'now' | 'today'>) {
  /** Everything that is due now: each issue once for each day it was to wait until. Safe to run at every beat. */
  async function run(): Promise<void> {
    // A zone further east is a day ahead of ours.
    const tomorrow = dateIn(new Date(now().getTime() + 24 * 60 * 60 * 1000), 'UTC');
    await doEach(await waitingUntil(db, tomorrow), async (issue) => {
      if (await isClaimed(db, 'issue.waited', issue.id, issue.waitingUntilOn ?? '')) return;
      const cabinet = await cabinetById(db, issue.cabinetId);
      const team = cabinet && (await teamById(db, cabinet.teamId));
      if (cabinet && team) await db.transaction().execute((trx) => comeBack(trx, issue.id, cabinet, team));
    });
  }

  async function comeBack(trx: Trx, issueId: string, cabinet: Cabinet, team: Team): Promise<void> {
    const issue = await lockIssue(trx, issueId);
    if (!issue || !hasWaited(issue, dateIn(now(), team.timeZone))) return;
    const until = issue.waitingUntilOn ?? '';
    if (!(await claimDue(trx, 'issue.waited', issue.id, until, now()))) return;
    const [owner] = await here(trx, await presentOwner(trx, issue, today()));
    const others = isFlagged(issue)
      ? (await safetyPeople(trx, cabinet, today())).people
      : await facilitatorsOf(trx, cabinet.teamId);
    for (const { id: personId } of owner ? [owner] : others) {
      const { tenantId, id: subjectId } = issue;
      const dedupeKey = `issue.waited:${subjectId}:${until}:${personId}`;
      const sort = isFlagged(issue) ? 'safety' : 'reminder';
      await sayUnasked(trx, { tenantId, personId, kind: 'issue.waited', subjectId, sort, dedupeKey }, now());
    }
  }

  /** Who can hear it now; of somebody who has paused, is away, or cannot be reached, others hear in their place. */
  async function here(trx: Trx, owner: Person | undefined): Promise<Person[]> {
    const [person] = owner ? await peopleByIds(trx, [owner.id]) : [];
    return person && person.pausedAt === null ? reachable(trx, [person], today()) : [];
  }

  return { run };
}
