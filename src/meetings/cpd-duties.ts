// What the clock makes CPD do: give a date to who is next, tell them 14 and 3 days before, tell the owner where nobody
// is free, and bring the material to those who were away.
import { addDays, dateIn, instantOf, timeIn } from '../calendar/dates.ts';
import { isWorkingDay } from '../calendar/working-days.ts';
import { doEach } from '../clock/each.ts';
import { sayUnasked } from '../delivery/unasked.ts';
import { membersOf } from '../people/teams-store.ts';
import type { Database } from '../store/database.ts';
import { attendanceOf } from './attendance-store.ts';
import { purgeCpdLinks } from './cpd-store.ts';
import { type Session, sessionsOf } from './rota-plan.ts';
import { refreshRota } from './rota-reading.ts';
import { emptySlot, type Slot, saveSlot, slotsOf } from './rota-store.ts';
import { occurrenceOn, type Series } from './series.ts';
import { decisionsOf, lockSeries, runningSeries } from './store.ts';

const TOLD_DAYS = 14;
const REMINDED_DAYS = 3;
/** For so many days after a meeting its material is brought to who was away. */
const MATERIAL_DAYS = 14;

export function createCpdDuties({ db, now }: { db: Database; now: () => Date }) {
  /** Everything that is due now; a series that fails holds up no other. Safe to run as often as one likes, and by two at once. */
  async function run(): Promise<void> {
    await purgeCpdLinks(db, now());
    await doEach(await runningSeries(db), async (series) => {
      const due = (await sessionsOf(db, series, now())).filter((session) => isDue(session, now()));
      for (const { occurrence } of due) await tend(series.id, occurrence.plannedOn);
      await bringMaterial(series);
    });
  }

  /** One date, in one transaction, read again under the lock of its series. */
  async function tend(seriesId: string, plannedOn: string): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const series = await lockSeries(trx, seriesId);
      if (series?.state !== 'running') return;
      const all = await sessionsOf(trx, series, now());
      const session = all.find(({ occurrence }) => occurrence.plannedOn === plannedOn);
      if (!session || !isDue(session, now())) return;
      const { tenantId } = series;
      const at = now().toISOString();
      const slot = slotToBe(session, at);
      const again = session.certain && session.slot.toldAt !== null;
      await saveSlot(trx, slot);
      if (slot.presenterId !== session.slot.presenterId) await refreshRota(trx, series, [plannedOn], now());
      const to = slot.presenterId ?? slot.invitedBy ?? series.ownerId;
      const kind = again ? 'cpd.remind' : slot.presenterId || slot.guest ? 'cpd.turn' : 'cpd.nobody';
      const subjectId = `${seriesId}:${plannedOn}`;
      const { startAt } = session.occurrence;
      const when = { deadline: startAt, expires: startAt };
      const said = {
        kind,
        subjectId,
        sort: 'reminder',
        dedupeKey: `${kind}:${subjectId}:${to}:${at}`,
        ...when,
      } as const;
      await sayUnasked(trx, { tenantId, personId: to, ...said }, now());
    });
  }

  /** After the meeting, and when it is added later: each member who was not there gets it once. */
  async function bringMaterial(series: Series): Promise<void> {
    const today = dateIn(now(), series.timeZone);
    const slots = (await slotsOf(db, series.id)).filter(
      ({ plannedOn, link, notes }) =>
        (link || notes) && plannedOn <= today && plannedOn >= addDays(today, -MATERIAL_DAYS),
    );
    if (slots.length === 0) return;
    const decisions = await decisionsOf(db, series.id);
    for (const { plannedOn } of slots) {
      const decision = decisions.find((one) => one.plannedOn === plannedOn);
      const { state, endAt } = occurrenceOn(series, plannedOn, decision, now());
      if (state === 'held' && endAt <= now()) await bring(series, plannedOn);
    }
  }

  async function bring(series: Series, plannedOn: string): Promise<void> {
    const there = (await attendanceOf(db, series.id, plannedOn)).filter(({ answer }) => answer === 'yes');
    // Where nobody said that they were there, nobody is known to have been away.
    if (there.length === 0) return;
    const present = new Set(there.map(({ personId }) => personId));
    const away = (await membersOf(db, series.teamId)).filter(({ id }) => !present.has(id));
    const subjectId = `${series.id}:${plannedOn}`;
    for (const { id: personId, tenantId } of away) {
      const dedupeKey = `cpd.material:${subjectId}:${personId}`;
      const said = { kind: 'cpd.material', subjectId, sort: 'reminder', dedupeKey } as const;
      await db.transaction().execute((trx) => sayUnasked(trx, { tenantId, personId, ...said }, now()));
    }
  }

  return { run };
}

/** Whether something is to be said of a date: it has a presenter who was not told or reminded, or it lost them. */
function isDue({ series, occurrence, slot, presenter, certain }: Session, now: Date): boolean {
  // A date that is still to be decided is nobody's to prepare.
  if (occurrence.state === 'asking') return false;
  if (now >= occurrence.startAt || now < daysBefore(series, occurrence.startAt, TOLD_DAYS)) return false;
  // Nobody is free: said once, and looked at again when somebody is.
  if (!certain && !presenter) return slot.toldAt === null || slot.presenterId !== null;
  if (!certain || slot.toldAt === null) return true;
  const remindAt = daysBefore(series, occurrence.startAt, REMINDED_DAYS, true);
  return now >= remindAt && new Date(slot.toldAt) < remindAt;
}

/**
 * So many days before, at the same wall time. `working`: on the working day before that, where it is none: held until
 * after a weekend, a reminder would come too late to prepare anything.
 */
function daysBefore({ calendar, timeZone }: Series, startAt: Date, days: number, working = false): Date {
  let on = addDays(dateIn(startAt, timeZone), -days);
  while (working && !isWorkingDay({ ...calendar, timeZone }, on)) on = addDays(on, -1);
  return instantOf(on, timeIn(startAt, timeZone), timeZone);
}

/** The date with who has it from now on. A presenter who is away or has left leaves their topic behind too. */
function slotToBe({ slot, presenter, certain }: Session, at: string): Slot {
  if (certain) return { ...slot, toldAt: at };
  const kept = slot.presenterId === null ? slot : emptySlot(slot.seriesId, slot.plannedOn, slot.tenantId);
  return { ...kept, presenterId: presenter?.id ?? null, source: 'rota', toldAt: at, updatedAt: at };
}
