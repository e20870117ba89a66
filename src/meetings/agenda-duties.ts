// What the clock does for one meeting: asks the channel for items, posts the agenda, and makes the record when it ends.
import { addDays, dateIn, instantOf } from '../calendar/dates.ts';
import { addWorkingDays } from '../calendar/working-days.ts';
import { claimDue } from '../clock/due.ts';
import { doEach } from '../clock/each.ts';
import { messagesAbout } from '../delivery/messages.ts';
import { enqueue } from '../delivery/outbox.ts';
import { findConversation } from '../people/conversations-store.ts';
import type { Queries, Trx } from '../store/database.ts';
import { type MeetingRecord, openRecords } from './agenda-store.ts';
import { dateOf, elsewhereOf } from './agenda-view.ts';
import { closeMeeting } from './closing.ts';
import type { MeetingsDeps } from './managing.ts';
import { isOn, type Occurrence, type Series } from './series.ts';
import { HELD_CARDS, refreshMeeting, subjectOf } from './told.ts';

export function createAgendaDuties({ db, now, ports }: MeetingsDeps) {
  /** What is due before one date: the question for items, then the agenda. What is late by now is left out. */
  async function prepare(series: Series, occurrence: Occurrence): Promise<void> {
    if (!isOn(occurrence) || now() >= occurrence.startAt) return;
    const { askAt, agendaAt } = agendaTimes(series, occurrence);
    if (now() < askAt) return;
    if (now() < agendaAt) await post('agenda.ask', 'meeting.items', series, occurrence);
    else await post('agenda.post', 'meeting.agenda', series, occurrence);
  }

  async function post(duty: string, kind: string, series: Series, occurrence: Occurrence): Promise<void> {
    const subjectId = subjectOf(series.id, occurrence.plannedOn);
    const { tenantId, conversationId: conversation } = series;
    await db.transaction().execute(async (trx) => {
      if (!(await claimDue(trx, duty, subjectId, '', now()))) return;
      const expires = occurrence.startAt;
      await enqueue(trx, { tenantId, kind, subjectId, to: { conversation }, expires }, now());
    });
  }

  /** Every meeting that began and is over becomes its record, also where its series was paused or ended meanwhile. */
  async function close(): Promise<void> {
    await doEach(await openRecords(db), async (record) => {
      const found = await dateOf(db, record.seriesId, record.plannedOn, now());
      if (found && now() >= found.occurrence.endAt) await closeOne(found.series, record);
    });
  }

  async function closeOne(series: Series, { plannedOn }: MeetingRecord): Promise<void> {
    const subjectId = subjectOf(series.id, plannedOn);
    const key = [series.id, plannedOn] as const;
    const elsewhere = await elsewhereOf(db, ports, key, now());
    await db.transaction().execute(async (trx) => {
      if (!(await claimDue(trx, 'meeting.end', subjectId, '', now()))) return;
      await closeMeeting(trx, ports, key, elsewhere, now());
      await refreshMeeting(trx, series, [plannedOn], now(), HELD_CARDS);
      await postRecord(trx, series, subjectId);
    });
  }

  /** The running card in the channel has become the record; one in the meeting's own chat is not seen there. */
  async function postRecord(trx: Trx, series: Series, subjectId: string): Promise<void> {
    const started = await messagesAbout(trx, [subjectId], ['meeting.start']);
    if (started.some((message) => message.conversationId === series.conversationId)) return;
    const { tenantId, conversationId: conversation } = series;
    await enqueue(trx, { tenantId, kind: 'meeting.record', subjectId, to: { conversation } }, now());
  }

  return { prepare, close };
}

/** When the channel is asked for items (days before by the series' setting), and when the agenda is posted (1 working day). */
export function agendaTimes(series: Series, { startAt }: Occurrence): { askAt: Date; agendaAt: Date } {
  const { timeZone, startTime } = series;
  const heldOn = dateIn(startAt, timeZone);
  const agendaOn = addWorkingDays({ ...series.calendar, timeZone }, heldOn, -1);
  return {
    askAt: instantOf(addDays(heldOn, -series.askDays), startTime, timeZone),
    agendaAt: instantOf(agendaOn, startTime, timeZone),
  };
}

const MEETING_LINK = /^https:\/\/teams\.(?:microsoft\.com|cloud\.microsoft)\/l\/meetup-join\/([^/?]+)/i;

/** Where the start card goes: the meeting's own chat where its join link names one that the bot is in; else the channel. */
export async function startPlace(db: Queries, { tenantId, place, conversationId }: Series): Promise<string> {
  const [, thread] = MEETING_LINK.exec(place) ?? [];
  const chat = thread && (await findConversation(db, tenantId, decoded(thread)));
  return chat && chat.state === 'open' ? chat.id : conversationId;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
