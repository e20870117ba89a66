// What the clock makes this feature do: close what was answered and left alone, and not let a safety concern wait.
import { nextWorkingDay, oneWorkingDayAfter } from '../calendar/working-days.ts';
import { claimDue } from '../clock/due.ts';
import { doEach } from '../clock/each.ts';
import { enqueue } from '../delivery/outbox.ts';
import { type Team, teamById } from '../people/teams-store.ts';
import type { Queries } from '../store/database.ts';
import { teamCalendar } from '../store/working-calendars.ts';
import { cabinetById } from './cabinets-store.ts';
import type { IssuesDeps } from './deps.ts';
import { confirmationDeadline } from './issue.ts';
import { announceUntaken, safetyPeople } from './notices.ts';
import { offeredAndNew } from './routing-store.ts';
import { noteWords, notNoted } from './similar-store.ts';
import { answeredBefore, flaggedAndNew, lockIssue, purgeDrafts } from './store.ts';
import { purgeRounds } from './triage-store.ts';

const BATCH = 200;
/** A form left open this long is not coming back; Teams itself keeps no draft either. */
const DRAFT_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

export function createDuties(deps: IssuesDeps & { closeIfUnanswered: (issueId: string) => Promise<boolean> }) {
  const { db, now, today } = deps;

  /** Everything that is due now; an issue that fails holds up no other. Safe to run as often as one likes, and by two at once. */
  async function run(): Promise<void> {
    const before = new Date(now().getTime() - DRAFT_DAYS * DAY_MS);
    const purges = [() => purgeDrafts(db, before), () => purgeRounds(db, before)];
    await doEach([closeUnanswered, remindSafety, offerOn, noteForgotten, ...purges], (part) => part());
  }

  /** The words of issues of a database that was filled before they were kept, or by older rules. */
  async function noteForgotten(): Promise<void> {
    await doEach(await notNoted(db), async ({ id }) => {
      await db.transaction().execute(async (trx) => {
        const issue = await lockIssue(trx, id);
        if (issue) await noteWords(trx, issue);
      });
    });
  }

  async function closeUnanswered(): Promise<void> {
    await doEach(await answeredBefore(db, confirmationDeadline(now()), BATCH), deps.closeIfUnanswered);
  }

  /** A flagged issue is looked at within one working day; if not, those who hold clinical safety are reminded, once. */
  async function remindSafety(): Promise<void> {
    await doEach(await flaggedAndNew(db), async (issue) => {
      const cabinet = await cabinetById(db, issue.cabinetId);
      const team = cabinet && (await teamById(db, cabinet.teamId));
      if (!cabinet || !team) return;
      const dueAt = await safetyDeadline(db, team, issue.raisedAt);
      if (now() < dueAt) return;
      await db.transaction().execute(async (trx) => {
        if (!(await claimDue(trx, 'issue.safetyUnlooked', issue.id, dueAt.toISOString(), now()))) return;
        const { people } = await safetyPeople(trx, cabinet, today());
        for (const person of people) {
          const entry = { kind: 'issue.safetyReminder', subjectId: issue.id, to: { person: person.id } };
          await enqueue(trx, { tenantId: issue.tenantId, ...entry }, now());
        }
      });
    });
  }

  /** What was offered to somebody and not taken within one working day goes to their deputy, and to the channel. */
  async function offerOn(): Promise<void> {
    await doEach(await offeredAndNew(db), async (issue) => {
      const cabinet = await cabinetById(db, issue.cabinetId);
      const team = cabinet && (await teamById(db, cabinet.teamId));
      if (!cabinet || !team) return;
      const dueAt = await safetyDeadline(db, team, issue.raisedAt);
      if (now() < dueAt) return;
      await db.transaction().execute(async (trx) => {
        if (!(await claimDue(trx, 'issue.untaken', issue.id, dueAt.toISOString(), now()))) return;
        await announceUntaken(trx, issue, cabinet, now());
      });
    });
  }

  return { run };
}

/** The working day after `on` (YYYY-MM-DD): when a new issue is looked at, at the latest that a cabinet promises. */
export async function nextLook(db: Queries, team: Team, on: string): Promise<string> {
  return nextWorkingDay(await teamCalendar(db, team), on);
}

/** Until when a flagged issue is looked at. */
export async function safetyDeadline(db: Queries, team: Team, raisedAt: string): Promise<Date> {
  return oneWorkingDayAfter(await teamCalendar(db, team), new Date(raisedAt));
}
