// The issue feature's use cases, assembled: raising, handling, cabinets, and the clock's duties.

import { actorById } from '../people/actor.ts';
import type { Person } from '../people/people-store.ts';
import { membersOf } from '../people/teams-store.ts';
import type { Trx } from '../store/database.ts';
import { view } from './access.ts';
import type { Cabinet } from './cabinet.ts';
import type { CabinetSeries } from './cabinet-meeting.ts';
import { createCabinetMeetingDuties } from './cabinet-meeting-duties.ts';
import { createCabinetMeetings } from './cabinet-meetings.ts';
import { createCabinets } from './cabinets.ts';
import { cabinetById } from './cabinets-store.ts';
import { createChanges } from './changing.ts';
import type { IssuesDeps } from './deps.ts';
import { createDuties } from './duties.ts';
import { createForAgenda } from './for-agenda.ts';
import { createGoLives } from './go-lives.ts';
import { createHandling } from './handling.ts';
import { createHazardDuties } from './hazard-duties.ts';
import { createHazardsService } from './hazards-service.ts';
import { type Issue, isFlagged } from './issue.ts';
import { createLateness } from './lateness.ts';
import { createListing } from './listing.ts';
import { createMeToos } from './me-toos.ts';
import { having } from './me-toos-store.ts';
import { createMerging } from './merging.ts';
import { wholeId } from './merging-store.ts';
import { announceChannelLost, announceToSafety, announceUntaken, refreshIssue } from './notices.ts';
import { createRaising } from './raising.ts';
import { createRedacting, type ForgetWords } from './redacting.ts';
import { may } from './rights.ts';
import { createRouting } from './routing.ts';
import { eventById, flaggedOfTeam, issueById } from './store.ts';
import { createTriage } from './triage.ts';
import { createWaited } from './waited.ts';
import { waitingTimes } from './waiting.ts';

/** What is used of an outbox row that did not arrive. */
type Unreached = { kind: string; subjectId: string; personId: string | null; conversationId: string | null };

/** `detail`: reads all of it; `update`: handles it; `release`: is clinical safety for it; `merge`: says what it is the same as. */
export type Rights = Record<'detail' | 'update' | 'release' | 'merge', boolean>;

export type IssuesService = ReturnType<typeof createIssuesService>;

type ServiceDeps = IssuesDeps & { defaultPersonWord: string; forgetWords: ForgetWords; cabinetSeries: CabinetSeries };

export function createIssuesService(deps: ServiceDeps) {
  const hazards = createHazardsService(deps);
  const raising = createRaising({ ...deps, hazards });
  const changes = createChanges(deps);
  const handling = createHandling({ ...deps, changes });
  const meToos = createMeToos({ ...deps, changes, hazards, changeDraft: raising.changeDraft });
  const merging = createMerging({ ...deps, changes });
  const duties = createDuties({ ...deps, closeIfUnanswered: handling.closeIfUnanswered });

  /**
   * A message about an issue did not arrive. The raiser's: the handlers' cards are drawn again, and say so. That of
   * somebody in clinical safety: the next who can hear it gets it. The cabinet's channel: its facilitators are told.
   */
  async function unreachable(row: Unreached): Promise<void> {
    if (row.kind === 'hazard.card') return hazards.unreachable(row);
    if (!row.kind.startsWith('issue.')) return;
    await deps.db.transaction().execute(async (trx) => {
      const event = await eventById(trx, row.subjectId);
      const issue = await issueById(trx, event?.issueId ?? row.subjectId);
      const cabinet = issue && (await cabinetById(trx, issue.cabinetId));
      if (!issue || !cabinet) return;
      if (row.conversationId === cabinet.conversationId) await announceChannelLost(trx, cabinet, deps.now());
      else if (row.kind === 'issue.handler' && issue.offeredTo === row.personId && issue.state === 'new') {
        await announceUntaken(trx, issue, cabinet, deps.now());
      } else if (row.kind === 'issue.handler' && isFlagged(issue)) {
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
    await hazards.safetyChanged(trx, teamId);
  }

  /** What a person may do with an issue at this moment: for drawing what they may read and press. */
  async function rights(personId: string, issue: Issue): Promise<Rights> {
    const actor = await actorById(deps.db, personId);
    if (!actor) return { detail: false, update: false, release: false, merge: false };
    const { viewer } = await view(deps.db, actor, issue, deps.today());
    const allowed = (deed: keyof Rights) => may(deed, viewer, issue);
    return {
      detail: allowed('detail'),
      update: allowed('update'),
      release: allowed('release'),
      merge: allowed('merge'),
    };
  }

  /** Whom an issue may be passed to: those who may handle it, by name. */
  async function passableTo(issue: Issue): Promise<Person[]> {
    const cabinet = await cabinetById(deps.db, issue.cabinetId);
    const members = cabinet ? await membersOf(deps.db, cabinet.teamId) : [];
    const allowed: Person[] = [];
    for (const person of members) if ((await rights(person.id, issue)).update) allowed.push(person);
    return allowed;
  }

  const cabinets = createCabinets({ ...deps, safetyChanged });
  const lateness = createLateness(deps);
  const listing = createListing({ ...deps, lateIn: lateness.lateIds });
  const hazardDuties = createHazardDuties(deps);
  const goLives = createGoLives(deps);
  const { cabinetsFor } = raising;
  const meetings = createCabinetMeetings({ ...deps, cabinetsFor, series: deps.cabinetSeries });
  const meetingDuties = createCabinetMeetingDuties({ ...deps, meetings });
  const forAgenda = createForAgenda(deps);
  return {
    forAgenda,
    raising,
    handling,
    listing,
    meToos,
    merging,
    cabinets,
    hazards,
    duties,
    hazardDuties,
    goLives,
    meetings,
    meetingDuties,
    unreachable,
    safetyChanged,
    rights,
    redacting: createRedacting(deps),
    routing: createRouting(deps),
    lateness,
    waited: createWaited(deps),
    triage: createTriage({ ...deps, handling, merging }),
    passableTo,
    waitingTimes: (cabinet: Cabinet) => waitingTimes(deps.db, cabinet, deps.now()),
  };
}
