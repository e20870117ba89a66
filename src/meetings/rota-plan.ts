// The rota of a series as it stands now: its next dates, who has each, and who would be next where nobody has.
import { dateIn } from '../calendar/dates.ts';
import { type Person, personById } from '../people/people-store.ts';
import { membersOf } from '../people/teams-store.ts';
import type { Queries } from '../store/database.ts';
import { type Candidate, planRota, type RotaDate, type Turn } from './rota.ts';
import { declinedOf, emptySlot, passedOverOf, type Slot, slotOf, slotsOf } from './rota-store.ts';
import {
  type Decision,
  hasAgenda,
  isOn,
  type Occurrence,
  occurrenceOn,
  occurrencesFrom,
  type Series,
} from './series.ts';
import { decisionsOf } from './store.ts';

/** The CPD item of one coming date. `presenter`: who has it, or would by the rota; undefined for a guest, and where
 * nobody is free. `certain`: who has it has it. */
export type Session = {
  series: Series;
  occurrence: Occurrence;
  /** Its date in the series' zone (YYYY-MM-DD). */
  heldOn: string;
  slot: Slot;
  presenter: Person | undefined;
  certain: boolean;
};

/** How far one can look ahead, in dates. */
export const AHEAD = 6;

/** The sessions of the next dates that are to be held, ascending; a date that passes CPD over is none. A call without an agenda has none. */
export async function sessionsOf(db: Queries, series: Series, now: Date): Promise<Session[]> {
  if (!hasAgenda(series)) return [];
  const decisions = await decisionsOf(db, series.id);
  const passedOver = await passedOverOf(db, series.id);
  const slots = (await slotsOf(db, series.id)).filter(({ plannedOn }) => !passedOver.has(plannedOn));
  const slotOn = new Map(slots.map((slot) => [slot.plannedOn, slot]));
  const declined = await declinedOf(db, series.id);
  const members = await membersOf(db, series.teamId);
  const people = new Map(members.map((person) => [person.id, person]));

  const coming = comingOf(series, decisions, now)
    .filter(({ plannedOn }) => !passedOver.has(plannedOn))
    .slice(0, AHEAD);
  const dates = coming.map(({ plannedOn, startAt }): RotaDate => {
    const on = dateIn(startAt, series.timeZone);
    const slot = slotOn.get(plannedOn);
    const no = { on, declined: declined.get(plannedOn) ?? new Set<string>() };
    if (slot?.guest) return { ...no, holderId: null };
    const holder = people.get(slot?.presenterId ?? '');
    return holder && !isAway(holder, on) ? { ...no, holderId: holder.id } : no;
  });
  const shown = new Set(coming.map(({ plannedOn }) => plannedOn));
  const others = slots.filter(({ plannedOn }) => !shown.has(plannedOn));
  const plan = planRota(members.map(candidateOf), turnsOf(series, others, decisions, now), dates);
  return coming.map((occurrence, index): Session => {
    const { plannedOn } = occurrence;
    const date = dates[index];
    return {
      series,
      occurrence,
      heldOn: date?.on ?? '',
      slot: slotOn.get(plannedOn) ?? emptySlot(series.id, plannedOn, series.tenantId),
      presenter: people.get(plan[index] ?? ''),
      certain: date?.holderId !== undefined,
    };
  });
}

/** The dates that are on or still to be decided, and not over, ascending. */
function comingOf(series: Series, decisions: readonly Decision[], now: Date): Occurrence[] {
  const today = dateIn(now, series.timeZone);
  // A date that was moved behind others is still to come.
  const moved = decisions.filter(({ state, plannedOn }) => state === 'moved' && plannedOn < today);
  return [
    ...moved.map((decision) => occurrenceOn(series, decision.plannedOn, decision, now)),
    ...occurrencesFrom(series, decisions, today, AHEAD * 2, now),
  ]
    .filter(({ state, endAt }) => (isOn({ state }) || state === 'asking' || state === 'held') && endAt > now)
    .toSorted((one, other) => one.startAt.getTime() - other.startAt.getTime());
}

/** Who presented, on the dates that were held; and who has a date further off. */
function turnsOf(series: Series, slots: readonly Slot[], decisions: readonly Decision[], now: Date): Turn[] {
  return slots.flatMap(({ plannedOn, presenterId }) => {
    const decision = decisions.find((one) => one.plannedOn === plannedOn);
    const { state, startAt } = occurrenceOn(series, plannedOn, decision, now);
    const counts = state === 'held' || (isOn({ state }) && startAt > now);
    return presenterId && counts ? [{ on: dateIn(startAt, series.timeZone), personId: presenterId }] : [];
  });
}

function candidateOf({ id, name, awayUntilOn, pausedAt }: Person): Candidate {
  return { id, name, awayUntilOn, paused: pausedAt !== null };
}

/** The session of one date: as the rota has it, or of one that is over as it was. Undefined where nothing is known. */
export async function sessionAt(
  db: Queries,
  series: Series,
  plannedOn: string,
  now: Date,
): Promise<Session | undefined> {
  const coming = (await sessionsOf(db, series, now)).find((one) => one.occurrence.plannedOn === plannedOn);
  if (coming) return coming;
  const slot = await slotOf(db, series.id, plannedOn);
  if (!slot) return undefined;
  const decision = (await decisionsOf(db, series.id)).find((one) => one.plannedOn === plannedOn);
  const occurrence = occurrenceOn(series, plannedOn, decision, now);
  const presenter = slot.presenterId ? await personById(db, slot.presenterId) : undefined;
  return { series, occurrence, heldOn: dateIn(occurrence.startAt, series.timeZone), slot, presenter, certain: true };
}

/** Whether somebody is away on a date: from now until the day they wrote, that day included. */
export function isAway(person: Pick<Person, 'awayUntilOn'>, on: string): boolean {
  return person.awayUntilOn !== null && person.awayUntilOn >= on;
}
