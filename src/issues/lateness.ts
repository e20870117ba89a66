// What is late: a cabinet's targets set and unset, one list for each owner on their day, one a week for facilitators.
import { dateIn, timeIn } from '../calendar/dates.ts';
import type { WorkingHours } from '../calendar/working-time.ts';
import { claimDue, isClaimed } from '../clock/due.ts';
import { doEach } from '../clock/each.ts';
import { sayUnasked } from '../delivery/unasked.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { rolesOf, type Team, teamById } from '../people/teams-store.ts';
import { audit } from '../store/audit.ts';
import type { Queries, Trx } from '../store/database.ts';
import { teamCalendar } from '../store/working-calendars.ts';
import { openCabinet, presentOwner } from './access.ts';
import type { Cabinet } from './cabinet.ts';
import { cabinetById } from './cabinets-store.ts';
import type { IssuesDeps } from './deps.ts';
import type { TargetsInput } from './inputs.ts';
import type { Issue } from './issue.ts';
import { dayMinutes, nextDue, parseTarget, type Target } from './targets.ts';
import {
  allTargets,
  type CabinetTargets,
  dropTargets,
  lateDayOf,
  openOf,
  saveTargets,
  setLateDay,
  stepsIn,
  stepsOf,
  targetsOf,
} from './targets-store.ts';

/** From this hour on, by the team's clock, the lists of the day are sent. */
const LISTS_AT = '08:00';
const MONDAY = 1;

export type Late = { issue: Issue; what: keyof Target; at: Date; timeZone: string };

export function createLateness({ db, now, today }: IssuesDeps) {
  async function open(actor: Actor, cabinetId: string): Promise<Cabinet> {
    const { cabinet, standing } = await openCabinet(db, actor, cabinetId);
    if (standing.configures) return cabinet;
    throw new Refusal('forbidden', 'Only a facilitator of this team, or their deputy, can set targets.');
  }

  /** Turns the targets of a cabinet on, or changes them. */
  async function save(actor: Actor, cabinetId: string, input: TargetsInput): Promise<void> {
    const cabinet = await open(actor, cabinetId);
    const day = dayMinutes(input.opensAt, input.closesAt);
    if (day < 60) throw new Refusal('invalid', 'Core hours: they end after they begin, and last an hour or more.');
    const target = (look: string, done: string, priority: string) => ({
      look: parseTarget(look, day, `${priority}, looked at`),
      done: parseTarget(done, day, `${priority}, solved`),
    });
    const targets = {
      P2: target(input.lookHigh, input.doneHigh, 'High (P2)'),
      P3: target(input.lookMedium, input.doneMedium, 'Medium (P3)'),
      P4: target(input.lookLow, input.doneLow, 'Low (P4)'),
    };
    const { tenantId } = cabinet;
    const { opensAt, closesAt } = input;
    const saved = {
      cabinetId,
      tenantId,
      opensAt,
      closesAt,
      targets,
      updatedBy: actor.personId,
      updatedAt: now().toISOString(),
    };
    await db.transaction().execute(async (trx) => {
      await saveTargets(trx, saved);
      await audit(trx, { tenantId, actorId: actor.personId, action: 'targets.save', subjectId: cabinetId }, now());
    });
  }

  async function turnOff(actor: Actor, cabinetId: string): Promise<void> {
    const { tenantId } = await open(actor, cabinetId);
    await db.transaction().execute(async (trx) => {
      await dropTargets(trx, cabinetId);
      await audit(trx, { tenantId, actorId: actor.personId, action: 'targets.off', subjectId: cabinetId }, now());
    });
  }

  /** What is due next of an issue; undefined where its cabinet has no targets, or the clock stands. */
  async function dueOf(issue: Issue, team: Team): Promise<{ what: keyof Target; at: Date } | undefined> {
    const set = await targetsOf(db, issue.cabinetId);
    return set && nextDue(issue, await stepsOf(db, issue.id), set.targets, await hoursOf(db, set, team));
  }

  /** What is late in a cabinet, the longest first; only what somebody has or is offered, where a person is given. */
  async function lateIn(set: CabinetTargets, personId?: string): Promise<Late[]> {
    const cabinet = await cabinetById(db, set.cabinetId);
    const team = cabinet && (await teamById(db, cabinet.teamId));
    if (!team) return [];
    const steps = await stepsIn(db, set.cabinetId);
    const hours = await hoursOf(db, set, team);
    const late: Late[] = [];
    for (const issue of await openOf(db, set.cabinetId, personId)) {
      const due = nextDue(issue, steps.get(issue.id) ?? [], set.targets, hours);
      if (due && due.at < now()) late.push({ issue, ...due, timeZone: team.timeZone });
    }
    return late.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  }

  /** All that somebody has that is late, in every cabinet of which they still handle it. */
  async function lateOf(actor: Pick<Actor, 'personId' | 'tenantId'>): Promise<Late[]> {
    const mine: Late[] = [];
    for (const set of await allTargets(db)) {
      if (set.tenantId !== actor.tenantId) continue;
      for (const late of await lateIn(set, actor.personId)) {
        if ((await whoseIs(late.issue)) === actor.personId) mine.push(late);
      }
    }
    return mine.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  }

  /** What is late in a cabinet, for those who run its team: undefined for others, and where there are no targets. */
  async function lateInCabinet(actor: Actor, cabinetId: string): Promise<Late[] | undefined> {
    const { standing } = await openCabinet(db, actor, cabinetId);
    const set = standing.facilitator ? await targetsOf(db, cabinetId) : undefined;
    return set && lateIn(set);
  }

  /** The ids of what is late in a cabinet; none where it has no targets. The caller has checked who asks. */
  async function lateIds(cabinetId: string): Promise<string[]> {
    const set = await targetsOf(db, cabinetId);
    return set ? (await lateIn(set)).map(({ issue }) => issue.id) : [];
  }

  /** Who is to do something about it: who has it, else who is offered it, as long as they handle it. */
  async function whoseIs(issue: Issue): Promise<string | undefined> {
    return (await presentOwner(db, { ...issue, ownerId: issue.ownerId ?? issue.offeredTo }, today()))?.id;
  }

  /** The lists of the day, once for each cabinet and person. Safe to run at every beat. */
  async function run(): Promise<void> {
    await doEach(await allTargets(db), async (set) => {
      const cabinet = await cabinetById(db, set.cabinetId);
      const team = cabinet && (await teamById(db, cabinet.teamId));
      if (!cabinet || !team || timeIn(now(), team.timeZone) < LISTS_AT) return;
      const date = dateIn(now(), team.timeZone);
      const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
      if (weekday < 1 || weekday > 5) return;
      if (await isClaimed(db, 'issue.late', cabinet.id, date)) return;
      const late = await lateIn(set);
      const owners = new Set<string>();
      for (const { issue } of late) owners.add((await whoseIs(issue)) ?? '');
      await db.transaction().execute(async (trx) => {
        if (!(await claimDue(trx, 'issue.late', cabinet.id, date, now()))) return;
        if (late.length > 0) await tellAll(trx, cabinet, owners, date, weekday);
      });
    });
  }

  async function tellAll(trx: Trx, cabinet: Cabinet, owners: ReadonlySet<string>, date: string, weekday: number) {
    for (const personId of owners) {
      // One list of all cabinets: whichever cabinet comes first that day sends it.
      if (personId && (await lateDayOf(trx, personId)) === weekday) await tell(trx, cabinet, personId, 'mine', date);
    }
    if (weekday !== MONDAY) return;
    const roles = (await rolesOf(trx, cabinet.teamId)).filter((one) => one.role === 'facilitator' && one.confirmedAt);
    for (const { personId } of roles) await tell(trx, cabinet, personId, cabinet.id, date);
  }

  async function tell(trx: Trx, { tenantId }: Cabinet, personId: string, list: string, date: string): Promise<void> {
    const dedupeKey = `issue.late:${list}:${personId}:${date}`;
    const said = { kind: 'issue.late', subjectId: `${list}:1`, sort: 'reminder', dedupeKey } as const;
    await sayUnasked(trx, { tenantId, personId, ...said }, now());
  }

  const chooseDay = (actor: Actor, day: number) => setLateDay(db, actor.personId, actor.tenantId, day);
  const dayOf = (personId: string) => lateDayOf(db, personId);
  return {
    open,
    save,
    turnOff,
    dueOf,
    lateOf,
    lateInCabinet,
    lateIds,
    chooseDay,
    dayOf,
    of: (id: string) => targetsOf(db, id),
    run,
  };
}

/** The core hours of a cabinet, on the working days of its team. */
async function hoursOf(db: Queries, { opensAt, closesAt }: CabinetTargets, team: Team): Promise<WorkingHours> {
  return { ...(await teamCalendar(db, team)), opensAt, closesAt };
}
