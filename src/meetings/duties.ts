// What the clock makes this feature do: ask the owner about a clash, say that a date falls out, post the start, and note
// what was missed. Each is claimed in the database with what it causes, so that it happens once.
import { planOn, settled } from '../calendar/clash.ts';
import { addDays, dateIn } from '../calendar/dates.ts';
import { occurrenceDates } from '../calendar/recurrence.ts';
import { claimDue } from '../clock/due.ts';
import { doEach } from '../clock/each.ts';
import { enqueue } from '../delivery/outbox.ts';
import { sayUnasked } from '../delivery/unasked.ts';
import { personById } from '../people/people-store.ts';
import type { Trx } from '../store/database.ts';
import { createAgendaDuties, startPlace } from './agenda-duties.ts';
import { setRecord } from './agenda-store.ts';
import { createHeirs } from './heirs.ts';
import type { MeetingsDeps } from './managing.ts';
import { createReminders } from './reminders.ts';
import { type Decision, isOn, type Occurrence, occurrenceOn, planOf, ruleOf, type Series } from './series.ts';
import { decisionsOf, noteOutcome, purgeDraftSeries, runningSeries } from './store.ts';
import { refreshMeeting, subjectOf } from './told.ts';

/** How far back a missed meeting is still noted, and how far ahead a clash is looked for. */
const BACK_DAYS = 35;
const AHEAD_DAYS = 15;
const DRAFT_MS = 7 * 24 * 60 * 60 * 1000;

export function createMeetingDuties(deps: MeetingsDeps) {
  const { db, now } = deps;
  const agenda = createAgendaDuties(deps);
  const heirs = createHeirs(deps);
  const reminders = createReminders(deps);

  /** Everything that is due now; a series that fails holds up no other. Safe to run as often as one likes, and by two at once. */
  async function run(): Promise<void> {
    const tendAll = async () => doEach(await runningSeries(db), tend);
    const purge = () => purgeDraftSeries(db, new Date(now().getTime() - DRAFT_MS));
    await doEach([heirs.run, tendAll, agenda.close, reminders.run, purge], (part) => part());
  }

  async function tend(series: Series): Promise<void> {
    const today = dateIn(now(), series.timeZone);
    const decisions = new Map((await decisionsOf(db, series.id)).map((one) => [one.plannedOn, one]));
    const dates = occurrenceDates(ruleOf(series), addDays(today, -BACK_DAYS), addDays(today, AHEAD_DAYS));
    // A date that was moved far from its place is looked after all the same.
    const moved = [...decisions.values()].filter((one) => one.state === 'moved').map((one) => one.plannedOn);
    for (const date of [...new Set([...dates, ...moved])].sort()) {
      const decision = decisions.get(date);
      await clash(series, date, decision);
      const occurrence = occurrenceOn(series, date, decision, now());
      await agenda.prepare(series, occurrence);
      await begin(series, occurrence, decision);
    }
  }

  /** A clash nobody decided: the owner is asked 14 days before; 7 days before it is skipped, and the channel told. */
  async function clash(series: Series, plannedOn: string, decision: Decision | undefined): Promise<void> {
    const planned = planOn(planOf(series), plannedOn);
    if (planned.state !== 'asking' || decision) return;
    const { askAt, decideAt } = planned;
    if (now() < askAt) return;
    if (settled(planned, now()).state === 'skipped') return sayLeftOut(series, plannedOn);
    // Who has paused is not asked: without an answer the date is left out, and the channel is told.
    const { tenantId, ownerId: personId } = series;
    const ask = {
      kind: 'meeting.ask',
      subjectId: `${series.id}:${plannedOn}`,
      sort: 'reminder',
      deadline: decideAt,
    } as const;
    await db.transaction().execute(async (trx) => {
      if (await isPaused(trx, personId)) return;
      if (!(await claimDue(trx, 'meeting.ask', ask.subjectId, '', now()))) return;
      await sayUnasked(
        trx,
        { tenantId, personId, ...ask, dedupeKey: `meeting.ask:${ask.subjectId}`, expires: decideAt },
        now(),
      );
    });
  }

  async function isPaused(trx: Trx, personId: string): Promise<boolean> {
    const owner = await personById(trx, personId);
    return !owner || owner.pausedAt !== null;
  }

  /** The start is posted once, while the meeting lasts; a meeting that ended without is noted as missed. */
  async function begin(series: Series, occurrence: Occurrence, decision: Decision | undefined): Promise<void> {
    if (!isOn(occurrence) || now() < occurrence.startAt) return;
    const { plannedOn, startAt, endAt } = occurrence;
    // What was over before the series was set up was never to be held.
    if (startAt < new Date(series.createdAt)) return;
    await db.transaction().execute(async (trx) => {
      if (!(await claimDue(trx, 'meeting.start', `${series.id}:${plannedOn}`, startAt.toISOString(), now()))) return;
      const late = now() >= endAt;
      if (!late) await start(trx, series, plannedOn);
      await noteOutcome(trx, {
        seriesId: series.id,
        plannedOn,
        state: late ? 'missed' : 'held',
        answer: decision?.answer ?? '',
        heldOn: dateIn(startAt, series.timeZone),
        // The series may be held at another time one day: this one was held at its own.
        startTime: decision?.startTime || series.startTime,
        reason: '',
        decidedBy: null,
        decidedAt: now().toISOString(),
      });
    });
  }

  async function start(trx: Trx, series: Series, plannedOn: string): Promise<void> {
    const { tenantId, id: seriesId } = series;
    await setRecord(trx, { tenantId, seriesId, plannedOn }, { startedAt: now().toISOString() });
    const subjectId = subjectOf(seriesId, plannedOn);
    const to = { conversation: await startPlace(trx, series) };
    await enqueue(trx, { tenantId, kind: 'meeting.start', subjectId, to }, now());
    // The agenda that was posted stands for the running card no more.
    await refreshMeeting(trx, series, [plannedOn], now());
  }

  async function sayLeftOut(series: Series, plannedOn: string): Promise<void> {
    const [subjectId, to] = [subjectOf(series.id, plannedOn), { conversation: series.conversationId }];
    await db.transaction().execute(async (trx) => {
      if (!(await claimDue(trx, 'meeting.skipped', subjectId, '', now()))) return;
      await enqueue(trx, { tenantId: series.tenantId, kind: 'meeting.change', subjectId, to }, now());
    });
  }

  return { run };
}
