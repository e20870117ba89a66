// What members put on an agenda: items, with or without their name, one-line updates; and passing CPD over this once.
import { dateIn } from '../calendar/dates.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../store/audit.ts';
import { createOnce } from '../store/created.ts';
import type { Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { guardAgenda, type ProposeInput, partOf, type UpdateInput } from './agenda-inputs.ts';
import { addAnonymousItem, insertItem, insertUpdate, recordOf, setRecord } from './agenda-store.ts';
import { nextAfter } from './agenda-view.ts';
import type { MeetingsDeps } from './managing.ts';
import type { Occurrence, Series } from './series.ts';
import { assertManages, lockMeeting } from './standing.ts';
import { refreshMeeting } from './told.ts';

/** The meeting that something is on the agenda of. `heldOn`: the day it is held (YYYY-MM-DD), also where it was moved. */
export type Proposal = { plannedOn: string; heldOn: string };

export function createItems({ db, now }: MeetingsDeps) {
  /** Puts an item on the agenda of a meeting; of the next one where that is over. Gives which it is on. */
  async function propose(actor: Actor, card: string, input: ProposeInput): Promise<Proposal> {
    guardAgenda({ title: input.title });
    return db.transaction().execute(async (trx) => {
      const { series, plannedOn, heldOn } = await openMeeting(trx, actor, input);
      const item = { tenantId: series.tenantId, seriesId: series.id, plannedOn };
      const { title, minutes } = input;
      if (input.anonymous) await addAnonymousItem(trx, { ...item, title, minutes });
      else {
        const key = { personId: actor.personId, token: card, verb: 'agenda.propose', part: partOf(title, plannedOn) };
        const make = async () => {
          const id = newId(now());
          const createdAt = now().toISOString();
          await insertItem(trx, { ...item, id, title, minutes, proposerId: actor.personId, createdAt });
          return id;
        };
        await createOnce(trx, key, make, now());
      }
      await refreshMeeting(trx, series, [plannedOn], now());
      return { plannedOn, heldOn };
    });
  }

  /** One line on how a system or project stands, for the meeting; for the next one where that is over. */
  async function update(actor: Actor, card: string, input: UpdateInput): Promise<Proposal> {
    const { system, line } = input;
    guardAgenda({ system, line });
    return db.transaction().execute(async (trx) => {
      const { series, plannedOn, heldOn } = await openMeeting(trx, actor, input);
      const { personId } = actor;
      const key = { personId, token: card, verb: 'agenda.update', part: partOf(system, line, plannedOn) };
      const make = async () => {
        const id = newId(now());
        const of = { tenantId: series.tenantId, seriesId: series.id, plannedOn };
        await insertUpdate(trx, { ...of, id, personId, system, line, createdAt: now().toISOString() });
        return id;
      };
      await createOnce(trx, key, make, now());
      await refreshMeeting(trx, series, [plannedOn], now());
      return { plannedOn, heldOn };
    });
  }

  /** CPD stays a standing item: one meeting may pass it over, with a reason, and the next one says so. */
  async function passCpdOver(actor: Actor, seriesId: string, plannedOn: string, reason: string): Promise<void> {
    guardAgenda({ reason });
    await db.transaction().execute(async (trx) => {
      const { series, occurrence } = await lockMeeting(trx, actor, seriesId, plannedOn, now());
      await assertManages(trx, actor, series);
      if (occurrence.endAt <= now()) throw new Refusal('conflict', 'This meeting is over.');
      const { tenantId } = series;
      if ((await recordOf(trx, seriesId, plannedOn))?.passedOver === reason) return;
      await setRecord(trx, { tenantId, seriesId, plannedOn }, { passedOver: reason });
      await audit(trx, { tenantId, actorId: actor.personId, action: 'agenda.pass', subjectId: seriesId }, now());
      await refreshMeeting(trx, series, [plannedOn], now());
    });
  }

  async function openMeeting(
    trx: Trx,
    actor: Actor,
    input: { series: string; plannedOn: string },
  ): Promise<Proposal & { series: Series }> {
    const { series, occurrence } = await lockMeeting(trx, actor, input.series, input.plannedOn, now());
    if (series.state === 'ended') throw new Refusal('conflict', 'This meeting has ended for good.');
    if (comes(occurrence)) return { series, ...datesOf(series, occurrence) };
    const next = await nextAfter(trx, series, occurrence.startAt, now());
    if (!next) throw new Refusal('conflict', 'This meeting is over, and no other is planned.');
    return { series, ...datesOf(series, next) };
  }

  function comes({ state, endAt }: Occurrence): boolean {
    return endAt > now() && state !== 'skipped' && state !== 'missed' && state !== 'paused';
  }

  return { propose, update, passCpdOver };
}

function datesOf({ timeZone }: Series, { plannedOn, startAt }: Occurrence): Proposal {
  return { plannedOn, heldOn: dateIn(startAt, timeZone) };
}
