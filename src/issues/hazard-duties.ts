// What the clock does for hazard drafts: one that nobody looks at goes on to the deputies, then to the facilitators, each
// working day until it is decided. Exempt from pauses and quiet hours (design, section 3 rule 4).
import { claimDue } from '../clock/due.ts';
import { doEach } from '../clock/each.ts';
import { messagesAbout } from '../delivery/messages.ts';
import { sayUnasked } from '../delivery/unasked.ts';
import { type Person, peopleByIds } from '../people/people-store.ts';
import { CLINICAL_SAFETY, holdersOf, teamById } from '../people/teams-store.ts';
import type { Trx } from '../store/database.ts';
import { teamCalendar } from '../store/working-calendars.ts';
import type { Cabinet } from './cabinet.ts';
import { cabinetById } from './cabinets-store.ts';
import type { IssuesDeps } from './deps.ts';
import { type HandOver, type Hazard, handOversDue, seenAtOf } from './hazard.ts';
import { lockHazard, waitingHazards } from './hazards-store.ts';
import { facilitatorsOf, reachable } from './notices.ts';
import { issueById } from './store.ts';

export function createHazardDuties({ db, now, today }: Pick<IssuesDeps, 'db' | 'now' | 'today'>) {
  /** Everything that is due now; a draft that fails holds up no other. Safe to run as often as one likes, and by two instances at once. */
  async function run(): Promise<void> {
    await doEach(await waitingHazards(db), handOn);
  }

  async function handOn(hazard: Hazard): Promise<void> {
    const cabinet = await cabinetById(db, hazard.cabinetId);
    const team = cabinet && (await teamById(db, cabinet.teamId));
    if (!cabinet || !team) return;
    const seenAt = seenAtOf(hazard, await issueById(db, hazard.issueId));
    const due = handOversDue(hazard, seenAt, await teamCalendar(db, team), now());
    if (due.length === 0) return;
    await db.transaction().execute(async (trx) => {
      // Somebody may have decided, or opened it, a moment ago.
      const present = await lockHazard(trx, hazard.id);
      if (present?.state !== 'triage' || present.seenAt !== hazard.seenAt) return;
      for (const step of due) await tell(trx, hazard, cabinet, step);
    });
  }

  async function tell(trx: Trx, hazard: Hazard, cabinet: Cabinet, { to, dueAt }: HandOver): Promise<void> {
    if (!(await claimDue(trx, `hazard.${to}`, hazard.id, dueAt.toISOString(), now()))) return;
    const untold = to === 'deputies' ? await untoldOf(trx, hazard, cabinet) : [];
    // Without a further deputy it goes straight to those who run the team: they hear that it waits, not what it says.
    const kind = untold.length > 0 ? 'hazard.card' : 'hazard.waiting';
    const people = untold.length > 0 ? untold : await facilitatorsOf(trx, cabinet.teamId);
    const { id: subjectId, tenantId } = hazard;
    for (const { id: personId } of people) {
      const dedupeKey = `hazard.handOver:${subjectId}:${dueAt.toISOString()}:${personId}`;
      await sayUnasked(trx, { tenantId, personId, kind, subjectId, sort: 'safety', dedupeKey }, now());
    }
  }

  /** Those of clinical safety who can hear it and were not sent it when it came: the deputies, as a rule. */
  async function untoldOf(trx: Trx, hazard: Hazard, cabinet: Cabinet): Promise<Person[]> {
    const cards = await messagesAbout(trx, [hazard.id, hazard.issueId], ['hazard.card', 'issue.handler']);
    const told = cards.filter((card) => card.createdAt >= hazard.handedAt).map((card) => card.personId);
    const named = await holdersOf(trx, cabinet.teamId, CLINICAL_SAFETY);
    const untold = named.map((one) => one.personId).filter((id) => !told.includes(id));
    return reachable(trx, await peopleByIds(trx, untold), today());
  }

  return { run };
}
