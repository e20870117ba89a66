// A meeting while it is held: the present item, notes and decisions, who is there; and its record, until it is agreed.
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { standingIn } from '../people/standing.ts';
import { audit } from '../store/audit.ts';
import { createOnce } from '../store/created.ts';
import { newId } from '../store/ids.ts';
import { following } from './agenda.ts';
import { guardAgenda, type NoteInput, partOf } from './agenda-inputs.ts';
import { hasLaterRecord, insertNote, recordOf, setProgress, setRecord } from './agenda-store.ts';
import { type Agenda, agendaOf, dateOf, elsewhereOf, NOTHING } from './agenda-view.ts';
import { answerAttendance } from './attendance-store.ts';
import { isCpdOpen, tellCpdHeld } from './closing.ts';
import type { MeetingsDeps } from './managing.ts';
import { assertManages, lockMeeting, notThere } from './standing.ts';
import { HELD_CARDS, refreshMeeting } from './told.ts';

type Meeting = { series: string; plannedOn: string };

export function createRunning({ db, now, ports }: MeetingsDeps) {
  /**
   * What becomes of an item, and on to the next. `item` is the one that the presser's card showed: of several who press
   * at once, the first moves the meeting on, and the others find it done. `next` leaves it open: it returns next time.
   */
  async function move(actor: Actor, meeting: Meeting & { item: string }, to: 'done' | 'later' | 'next'): Promise<void> {
    const elsewhere = await elsewhereOf(db, ports, [meeting.series, meeting.plannedOn], now());
    await db.transaction().execute(async (trx) => {
      const { series } = await lockMeeting(trx, actor, meeting.series, meeting.plannedOn, now());
      await assertManages(trx, actor, series);
      const agenda = await agendaOf(trx, [series.id, meeting.plannedOn], elsewhere, now());
      assertRunning(agenda);
      const { item: itemKey, plannedOn } = meeting;
      if (!agenda.items.some(({ key }) => key === itemKey)) return;
      const of = { tenantId: series.tenantId, seriesId: series.id, plannedOn };
      if (to !== 'next') await setProgress(trx, { ...of, itemKey, state: to, setAt: now().toISOString() });
      if (agenda.present === itemKey) {
        const presentKey = following(agenda.items, agenda.progress, itemKey);
        await setRecord(trx, of, { presentKey });
      }
      await refreshMeeting(trx, series, [plannedOn], now(), HELD_CARDS);
    });
  }

  /** Writes a note or a decision to the item that the meeting is at; also afterwards, until the record is agreed. */
  async function note(actor: Actor, card: string, input: NoteInput): Promise<void> {
    const { words, kind, plannedOn } = input;
    guardAgenda({ words });
    const elsewhere = await elsewhereOf(db, ports, [input.series, plannedOn], now());
    await db.transaction().execute(async (trx) => {
      const { series } = await lockMeeting(trx, actor, input.series, plannedOn, now());
      const agenda = await agendaOf(trx, [series.id, plannedOn], elsewhere, now());
      assertBegun(agenda);
      const itemKey = agenda.present;
      const { personId } = actor;
      const key = { personId, token: card, verb: 'note.add', part: partOf(kind, words, plannedOn, itemKey) };
      const make = async () => {
        const id = newId(now());
        const of = { tenantId: series.tenantId, seriesId: series.id, plannedOn };
        await insertNote(trx, { ...of, id, itemKey, kind, words, personId, createdAt: now().toISOString() });
        return id;
      };
      await createOnce(trx, key, make, now());
      await refreshMeeting(trx, series, [plannedOn], now(), HELD_CARDS);
    });
  }

  /** Who comes, who sends apologies; the last answer counts. Afterwards too, until the record is agreed. */
  async function attend(actor: Actor, { series: id, plannedOn }: Meeting, answer: 'yes' | 'apologies'): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const { series } = await lockMeeting(trx, actor, id, plannedOn, now());
      const record = await recordOf(trx, id, plannedOn);
      if (record?.agreedAt) throw agreedAlready();
      const of = { tenantId: series.tenantId, seriesId: id, plannedOn };
      await answerAttendance(trx, { ...of, personId: actor.personId, answer, answeredAt: now().toISOString() });
      if (record?.endedAt) await tellCpdHeld(trx, ports, [id, plannedOn], now());
      await refreshMeeting(trx, series, [plannedOn], now(), record?.startedAt ? HELD_CARDS : undefined);
    });
  }

  /** The record of a meeting is agreed at the next one. Agreeing again changes nothing. */
  async function agree(actor: Actor, { series: id, plannedOn }: Meeting): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const { series } = await lockMeeting(trx, actor, id, plannedOn, now());
      await assertManages(trx, actor, series);
      const record = await recordOf(trx, id, plannedOn);
      if (!record?.startedAt) throw notThere();
      if (record.agreedAt) return;
      if (!(await hasLaterRecord(trx, id, plannedOn))) {
        throw new Refusal('conflict', 'A record is agreed at the next meeting: press this again once that has begun.');
      }
      const { tenantId } = series;
      const agreed = { agreedAt: now().toISOString(), agreedBy: actor.personId };
      await setRecord(trx, { tenantId, seriesId: id, plannedOn }, agreed);
      await audit(trx, { tenantId, actorId: actor.personId, action: 'record.agree', subjectId: id }, now());
      await refreshMeeting(trx, series, [plannedOn], now(), HELD_CARDS);
    });
  }

  /** CPD was held though nobody marked it done while the meeting was on. Until the record is agreed; again, it changes nothing. */
  async function sayCpdHeld(actor: Actor, { series: id, plannedOn }: Meeting): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const { series } = await lockMeeting(trx, actor, id, plannedOn, now());
      await assertManages(trx, actor, series);
      const agenda = await agendaOf(trx, [id, plannedOn], NOTHING, now());
      assertBegun(agenda);
      if (agenda.phase !== 'over') throw new Refusal('conflict', 'The meeting is on: mark CPD as done on its card.');
      if (!isCpdOpen(agenda)) return;
      const of = { tenantId: series.tenantId, seriesId: id, plannedOn };
      await setProgress(trx, { ...of, itemKey: 'cpd', state: 'done', setAt: now().toISOString() });
      await tellCpdHeld(trx, ports, [id, plannedOn], now());
      await refreshMeeting(trx, series, [plannedOn], now(), HELD_CARDS);
    });
  }

  /** Throws unless the meeting is there for the actor: for whoever is no member of its team it is not. */
  async function assertSees(actor: Actor, { series, plannedOn }: Meeting): Promise<void> {
    const found = await dateOf(db, series, plannedOn, now());
    if (!found || found.series.tenantId !== actor.tenantId) throw notThere();
    if (!(await standingIn(db, found.series.teamId, actor)).member) throw notThere();
  }

  return { move, note, attend, agree, sayCpdHeld, assertSees };
}

/** Throws unless the meeting is being held. */
function assertRunning(agenda: Agenda | undefined): asserts agenda is Agenda {
  if (agenda?.phase === 'running') return;
  throw new Refusal('conflict', agenda?.phase === 'over' ? 'This meeting is over.' : 'This meeting has not begun yet.');
}

/** Throws unless the meeting has begun, and while its record is not agreed. */
export function assertBegun(agenda: Agenda | undefined): asserts agenda is Agenda {
  if (agenda?.agreed) throw agreedAlready();
  if (!agenda || agenda.phase === 'before') throw new Refusal('conflict', 'This meeting has not begun yet.');
}

function agreedAlready(): Refusal {
  return new Refusal('conflict', 'The record of this meeting is agreed: it changes no more.');
}
