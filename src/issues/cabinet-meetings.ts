// The meetings of cabinets: their dates, what is told at them, who asked to be reminded or to read what came of it.
import { instantOf } from '../calendar/dates.ts';
import { doEach } from '../clock/each.ts';
import { refreshMessages } from '../delivery/messages.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../store/audit.ts';
import type { Queries, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { CabinetAskerTable } from '../store/tables-cabinet-meetings.ts';
import { openCabinet } from './access.ts';
import type { Cabinet } from './cabinet.ts';
import type { CabinetMeeting, CabinetSeries, SeriesDate } from './cabinet-meeting.ts';
import { type DateInput, guardCabinetMeeting, type UpdateInput } from './cabinet-meeting-inputs.ts';
import {
  addAsker,
  answeredSince,
  changeMeeting,
  datesFrom,
  keepMeeting,
  keepUpdate,
  meetingBefore,
  meetingById,
  nextMeeting,
  raisedSince,
  type Some,
} from './cabinet-meetings-store.ts';
import { allCabinets, cabinetById } from './cabinets-store.ts';
import type { IssuesDeps } from './deps.ts';
import { handles } from './rights.ts';

const MINUTE_MS = 60_000;
const MOST_ISSUES = 5;

/** The cards that show a meeting, and are drawn again when it changes. */
const SHOWN_ON = ['cabinetMeeting.card', 'cabinetMeeting.agenda', 'cabinetMeeting.reminder'] as const;

export type CabinetMeetingsDeps = Pick<IssuesDeps, 'db' | 'now'> & {
  cabinetsFor: (actor: Actor) => Promise<Cabinet[]>;
  series: CabinetSeries;
};

export type CabinetMeetingsService = ReturnType<typeof createCabinetMeetings>;

export function createCabinetMeetings({ db, now, cabinetsFor, series }: CabinetMeetingsDeps) {
  /** Writes the dates of regular meetings down as they stand now: the next one, and what became of those ahead. */
  async function followSeries(): Promise<void> {
    await doEach(await allCabinets(db), async (cabinet) => follow(cabinet, await series(cabinet.conversationId)));
  }

  async function follow(cabinet: Cabinet, dates: readonly SeriesDate[]): Promise<void> {
    const next = dates.find((date) => date.on && date.endAt > now());
    const same = (row: CabinetMeeting, date: SeriesDate) =>
      row.seriesId === date.seriesId && row.plannedOn === date.plannedOn;
    const rows = await datesFrom(db, cabinet.id, now().toISOString());
    const known = next && rows.find((row) => same(row, next));
    const leftOut = (row: CabinetMeeting) => dates.some((date) => !date.on && same(row, date));
    const off = rows.filter(
      (row) =>
        row.seriesId !== '' && row.state === 'planned' && !(next && same(row, next)) && (isAhead(row) || leftOut(row)),
    );
    const stands = known && next && sameDate(known, meetingOn(cabinet, next));
    if (off.length === 0 && (!next || stands)) return;
    await db.transaction().execute(async (trx) => {
      // Only the next date is kept: whatever else stood ahead was moved behind it, left out, or its series ended.
      for (const row of off) await changeMeeting(trx, row.id, { state: 'called-off' });
      if (next) await keepMeeting(trx, meetingOn(cabinet, next));
      await refresh(trx, cabinet, known?.id);
    });
  }

  function isAhead({ state, startAt }: CabinetMeeting): boolean {
    return state === 'planned' && startAt > now().toISOString();
  }

  function meetingOn(cabinet: Cabinet, date: Omit<SeriesDate, 'on'>): CabinetMeeting {
    return {
      id: newId(now()),
      tenantId: cabinet.tenantId,
      cabinetId: cabinet.id,
      seriesId: date.seriesId,
      plannedOn: date.plannedOn,
      startAt: date.startAt.toISOString(),
      endAt: date.endAt.toISOString(),
      place: date.place,
      state: 'planned',
      createdAt: now().toISOString(),
    };
  }

  /** Sets the single date of a cabinet without a regular meeting, or moves it: what was written for it stays. */
  async function setDate(actor: Actor, cabinetId: string, input: DateInput): Promise<Cabinet> {
    guardCabinetMeeting({ place: input.place });
    await assertNoSeries(actor, cabinetId);
    return db.transaction().execute(async (trx) => {
      const { cabinet, team } = await assertMaySet(trx, actor, cabinetId);
      const startAt = instantOf(input.date, input.time, team.timeZone);
      if (startAt <= now()) throw new Refusal('invalid', 'Date: it is past. Choose a later one.');
      if (startAt.getTime() > now().getTime() + 731 * 24 * 60 * MINUTE_MS) {
        throw new Refusal('invalid', 'Date: it is more than two years off. Choose a nearer one.');
      }
      const endAt = new Date(startAt.getTime() + input.minutes * MINUTE_MS);
      const date = { seriesId: '', plannedOn: input.date, startAt, endAt, place: input.place };
      const planned = (await datesFrom(trx, cabinet.id, now().toISOString())).find(isAhead);
      if (planned) {
        const { id: _, createdAt: __, ...to } = meetingOn(cabinet, date);
        await changeMeeting(trx, planned.id, to);
      } else await keepMeeting(trx, meetingOn(cabinet, date));
      const { tenantId, personId: actorId } = actor;
      await audit(trx, { tenantId, actorId, action: 'cabinetMeeting.save', subjectId: cabinet.id }, now());
      await refresh(trx, cabinet, planned?.id);
      return cabinet;
    });
  }

  /** Throws unless the actor may set the date of a cabinet's meeting. */
  async function assertMaySet(queries: Queries, actor: Actor, cabinetId: string) {
    const opened = await openCabinet(queries, actor, cabinetId);
    const { cabinet, standing } = opened;
    if (standing.configures || handles(standing, cabinet)) return opened;
    throw new Refusal('forbidden', 'Only those who handle this cabinet can set the date of its meeting.');
  }

  /** Throws where the date is set by a regular meeting, or is not for the actor to set. */
  async function assertNoSeries(actor: Actor, cabinetId: string): Promise<void> {
    const { cabinet } = await assertMaySet(db, actor, cabinetId);
    if ((await series(cabinet.conversationId)).length === 0) return;
    throw new Refusal(
      'conflict',
      'This cabinet has a regular meeting in its channel. Change its dates there: write meetings.',
    );
  }

  /** Adds what is new to a meeting, or changes one's own words under the same title. Only members of the team know it. */
  async function addUpdate(actor: Actor, meetingId: string, input: UpdateInput): Promise<CabinetMeeting> {
    guardCabinetMeeting(input);
    await open(actor, meetingId);
    return db.transaction().execute(async (trx) => {
      const { meeting, cabinet } = await assertMember(trx, actor, meetingId);
      if (meeting.endAt <= now().toISOString()) {
        throw new Refusal('conflict', 'This meeting is over. Write cabinet meeting for the next one.');
      }
      const { personId } = actor;
      await keepUpdate(trx, { id: newId(now()), meetingId, personId, ...input, updatedAt: now().toISOString() });
      await audit(
        trx,
        { tenantId: actor.tenantId, actorId: personId, action: 'cabinetMeeting.update', subjectId: meetingId },
        now(),
      );
      await refresh(trx, cabinet, meetingId);
      return meeting;
    });
  }

  async function assertMember(queries: Queries, actor: Actor, meetingId: string) {
    const meeting = (await meetingById(queries, meetingId)) ?? missing();
    const { cabinet, standing } = await openCabinet(queries, actor, meeting.cabinetId);
    if (standing.member) return { meeting, cabinet };
    throw new Refusal('forbidden', 'Only members of this team can add what is new. To raise an issue, write raise.');
  }

  /** Throws unless the actor may add what is new to a meeting. */
  async function mayAdd(actor: Actor, meetingId: string): Promise<void> {
    await open(actor, meetingId);
    await assertMember(db, actor, meetingId);
  }

  /** Somebody asks to be reminded, or for the summary: everyone of the organisation may. */
  async function ask(actor: Actor, meetingId: string, wants: CabinetAskerTable['wants']): Promise<CabinetMeeting> {
    const meeting = await open(actor, meetingId);
    const over = wants === 'reminder' ? meeting.startAt : meeting.endAt;
    if (over <= now().toISOString()) throw new Refusal('conflict', 'It is too late for that: write cabinet meeting.');
    const asker = { meetingId, personId: actor.personId, wants, askedAt: now().toISOString() };
    await db.transaction().execute((trx) => addAsker(trx, asker));
    return meeting;
  }

  /** A meeting that the actor may know of: of their organisation's cabinet, or of a team that they are in. */
  async function open(actor: Actor, meetingId: string): Promise<CabinetMeeting> {
    const meeting = await meetingById(db, meetingId);
    if (meeting && meeting.tenantId === actor.tenantId && (await mayRead(actor, meeting.cabinetId))) return meeting;
    return missing();
  }

  async function mayRead(actor: Actor, cabinetId: string): Promise<boolean> {
    if ((await cabinetsFor(actor)).some((cabinet) => cabinet.id === cabinetId)) return true;
    return (await openCabinet(db, actor, cabinetId)).standing.member;
  }

  /** What was raised and what was answered since the meeting before, until its end. Never anything that is flagged. */
  async function issuesOf(meeting: CabinetMeeting): Promise<{ raised: Some; answered: Some }> {
    const cabinet = await cabinetById(db, meeting.cabinetId);
    const before = await meetingBefore(db, meeting);
    const since = before?.startAt ?? cabinet?.createdAt ?? meeting.createdAt;
    const span = { cabinetId: meeting.cabinetId, since, until: meeting.endAt, most: MOST_ISSUES };
    return { raised: await raisedSince(db, span), answered: await answeredSince(db, span) };
  }

  /** Every posted card that shows the meeting of a cabinet is drawn again. */
  async function refresh(trx: Trx, { id, tenantId }: Cabinet, meetingId: string | undefined): Promise<void> {
    const subjectIds = meetingId ? [id, meetingId] : [id];
    await refreshMessages(trx, { tenantId, subjectIds, kinds: SHOWN_ON }, now());
  }

  return {
    followSeries,
    setDate,
    addUpdate,
    ask,
    open,
    mayRead,
    issuesOf,
    refresh,
    assertNoSeries,
    mayAdd,
    next: (cabinetId: string) => nextMeeting(db, cabinetId, now().toISOString()),
    byId: (id: string) => meetingById(db, id),
  };
}

function sameDate(one: CabinetMeeting, other: CabinetMeeting): boolean {
  return (['startAt', 'endAt', 'place', 'state'] as const).every((part) => one[part] === other[part]);
}

function missing(): never {
  throw new Refusal('missing', 'This meeting is not there any more. Write cabinet meeting for the next one.');
}
