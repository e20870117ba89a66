// Everything there is to say of one meeting: its agenda before, the running meeting, its record after.
import { addDays, dateIn } from '../calendar/dates.ts';
import { nextDates } from '../calendar/recurrence.ts';
import type { Database, Queries } from '../store/database.ts';
import type { AgendaUpdateTable, MeetingNoteTable } from '../store/tables-agenda.ts';
import { type Action, actionsBefore, actionsOf } from './actions-store.ts';
import { type AgendaItem, agendaItems, neededMinutes, type Progress, presentOf } from './agenda.ts';
import {
  type MeetingRecord,
  notesOf,
  progressOf,
  proposedFor,
  recordBefore,
  recordOf,
  updatesFor,
} from './agenda-store.ts';
import { type Attendance, attendanceOf } from './attendance-store.ts';
import type { AgendaLine, MeetingPorts } from './ports.ts';
import { hasAgenda, isOn, type Occurrence, occurrenceOn, ruleOf, type Series } from './series.ts';
import { decisionsOf, seriesById } from './store.ts';

/** A call that another feature holds: what people bring, and nothing that a team's meeting always has. */
const ITEMS_OF_A_CALL: readonly string[] = ['welcome', 'actions', 'own', 'proposed', 'aob'];

export type Presents = { presenter: string; topic: string };

/** What the agenda takes from elsewhere. It goes on changing there, so a record keeps what it was when the meeting ended. */
export type Elsewhere = {
  /** Open actions of earlier meetings, and those done since the last. */
  earlier: readonly Action[];
  issues: readonly AgendaLine[];
  themes: readonly AgendaLine[];
  cpd: Presents | null;
  cpdNext: Presents | null;
  /** When the next meeting starts (ISO); null where none is planned. */
  nextAt: string | null;
  /** The last meeting: when it was planned, why it passed CPD over (empty: it did not), whether its record is agreed. */
  last: { plannedOn: string; passedOver: string } | null;
};

/** What a record keeps: of its series too, which may be called otherwise, or last longer, one day. */
export type Kept = Elsewhere & { meeting?: Pick<Series, 'title' | 'minutes' | 'standing'> };

export type Agenda = {
  series: Series;
  occurrence: Occurrence;
  phase: 'before' | 'running' | 'over';
  items: readonly AgendaItem[];
  progress: Progress;
  /** Key of the item that the meeting is at, while it runs; else empty. */
  present: string;
  needed: number;
  /** Why CPD is passed over this once; empty where it is not. */
  passedOver: string;
  agreed: boolean;
  updates: readonly AgendaUpdateTable[];
  notes: readonly MeetingNoteTable[];
  actions: readonly Action[];
  attendance: readonly Attendance[];
  elsewhere: Elsewhere;
};

export type MeetingKey = readonly [seriesId: string, plannedOn: string];

/** In place of what is elsewhere, for whoever does not look at it. */
export const NOTHING: Elsewhere = {
  earlier: [],
  issues: [],
  themes: [],
  cpd: null,
  cpdNext: null,
  nextAt: null,
  last: null,
};

/** How far back by its planned day a date may lie that is still to come, and how many are looked through from there. */
const BACK_DAYS = 40;
const DATES_LOOKED_AT = 20;
const MINUTE_MS = 60_000;
/** For `nextAfter`: also what is on now. */
export const ANY_TIME = new Date(0);

/** One date of a series, with what was decided of it; undefined for a series or a date that there is not. */
export async function dateOf(
  db: Queries,
  seriesId: string,
  plannedOn: string,
  now: Date,
): Promise<{ series: Series; occurrence: Occurrence } | undefined> {
  const series = await seriesById(db, seriesId);
  if (!series || nextDates(ruleOf(series), plannedOn, 1)[0] !== plannedOn) return undefined;
  const decision = (await decisionsOf(db, seriesId)).find((one) => one.plannedOn === plannedOn);
  return { series, occurrence: occurrenceOn(series, plannedOn, decision, now) };
}

/**
 * What is to be held and is not over, and starts after an instant; the first to start first. A date that was moved counts
 * where it is held now, however far from its planned day that is.
 */
export async function nextAfter(db: Queries, series: Series, after: Date, now: Date): Promise<Occurrence | undefined> {
  if (series.state !== 'running') return undefined;
  const decisions = await decisionsOf(db, series.id);
  const decided = new Map(decisions.map((one) => [one.plannedOn, one]));
  const moved = decisions.filter(({ state }) => state === 'moved').map(({ plannedOn }) => plannedOn);
  const from = addDays(dateIn(after > now ? after : now, series.timeZone), -BACK_DAYS);
  const dates = new Set([...nextDates(ruleOf(series), from, DATES_LOOKED_AT), ...moved]);
  return [...dates]
    .map((date) => occurrenceOn(series, date, decided.get(date), now))
    .filter((one) => comes(one) && one.endAt > now && one.startAt > after)
    .toSorted((one, other) => one.startAt.getTime() - other.startAt.getTime())[0];
}

function comes(occurrence: Occurrence): boolean {
  return isOn(occurrence) || occurrence.state === 'asking' || occurrence.state === 'held';
}

/**
 * All of one meeting, with what `elsewhere` gives it; once it has ended, with what was kept of that. Undefined for a series or
 * a date that there is not.
 */
export async function agendaOf(
  db: Queries,
  [seriesId, plannedOn]: MeetingKey,
  live: Elsewhere,
  now: Date,
): Promise<Agenda | undefined> {
  const found = await dateOf(db, seriesId, plannedOn, now);
  if (!found) return undefined;
  const record = await recordOf(db, seriesId, plannedOn);
  const kept = record?.frozen ? (JSON.parse(record.frozen) as Kept) : undefined;
  const elsewhere = kept ?? live;
  const series = { ...found.series, ...kept?.meeting };
  const endAt = new Date(found.occurrence.startAt.getTime() + series.minutes * MINUTE_MS);
  const occurrence = { ...found.occurrence, endAt };
  const all = agendaItems({
    plannedOn,
    standing: series.standing,
    proposed: await proposedFor(db, seriesId, plannedOn),
    hasIssues: elsewhere.issues.length > 0,
    hasThemes: elsewhere.themes.length > 0,
  });
  const items = hasAgenda(series) ? all : all.filter(({ kind }) => ITEMS_OF_A_CALL.includes(kind));
  const progress = await progressOf(db, seriesId, plannedOn);
  const phase = phaseOf(occurrence, record, now);
  const passedOver = record?.passedOver ?? '';
  return {
    series,
    occurrence,
    phase,
    items,
    progress,
    present: phase === 'running' ? presentOf(items, progress, record?.presentKey ?? '') : '',
    needed: neededMinutes(items, passedOver !== ''),
    passedOver,
    agreed: record?.agreedAt != null,
    updates: await updatesFor(db, seriesId, plannedOn),
    notes: await notesOf(db, seriesId, plannedOn),
    actions: await actionsOf(db, seriesId, plannedOn),
    attendance: await attendanceOf(db, seriesId, plannedOn),
    elsewhere,
  };
}

/**
 * What the agenda takes from elsewhere, as it is now. The features asked read by themselves: so never inside a transaction,
 * which they would wait for.
 */
export async function elsewhereOf(
  db: Database,
  ports: MeetingPorts,
  [seriesId, plannedOn]: MeetingKey,
  now: Date,
): Promise<Elsewhere> {
  const found = await dateOf(db, seriesId, plannedOn, now);
  if (!found) return NOTHING;
  const { series, occurrence } = found;
  const last = await recordBefore(db, series.id, plannedOn);
  const next = await nextAfter(db, series, occurrence.startAt, now);
  return {
    earlier: await actionsBefore(db, series.id, plannedOn, last?.startedAt ?? ''),
    issues: (await ports.openIssues?.(series.teamId)) ?? [],
    themes: (await ports.themes?.(series.teamId)) ?? [],
    cpd: (await ports.cpdNext?.(series.id, plannedOn)) ?? null,
    cpdNext: (next && (await ports.cpdNext?.(series.id, next.plannedOn))) ?? null,
    nextAt: next?.startAt.toISOString() ?? null,
    last: last ? { plannedOn: last.plannedOn, passedOver: last.passedOver } : null,
  };
}

function phaseOf({ endAt }: Occurrence, record: MeetingRecord | undefined, now: Date): Agenda['phase'] {
  if (record?.endedAt || now >= endAt) return 'over';
  return record?.startedAt ? 'running' : 'before';
}
