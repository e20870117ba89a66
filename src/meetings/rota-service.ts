// Who presents CPD when: volunteering, "not me", changing dates, guests, topics, material. Load, may they?, decide,
// save, tell; in one transaction.
import { refreshMessages } from '../delivery/messages.ts';
import { enqueue } from '../delivery/outbox.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { personById } from '../people/people-store.ts';
import { standingIn } from '../people/standing.ts';
import { audit } from '../store/audit.ts';
import { createOnce } from '../store/created.ts';
import type { Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { guardCpd } from './cpd-inputs.ts';
import { isAway, type Session, sessionAt, sessionsOf } from './rota-plan.ts';
import { createRotaReading, type RotaDeps, refreshRota } from './rota-reading.ts';
import {
  decline,
  emptySlot,
  insertSwap,
  insertTopic,
  type Slot,
  saveSlot,
  setSwap,
  swapById,
  undecline,
} from './rota-store.ts';
import type { Series } from './series.ts';
import { lockSeries } from './store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** For so long after the meeting material can be added. */
const MATERIAL_DAYS = 60;

export type RotaService = ReturnType<typeof createRotaService>;

export function createRotaService(deps: RotaDeps) {
  const { db, now } = deps;

  /** Takes a date, from the rota but from nobody who chose it. */
  async function volunteer(actor: Actor, seriesId: string, plannedOn: string): Promise<void> {
    await change(actor, seriesId, 'cpd.volunteer', [plannedOn], async (trx, series) => {
      const session = await coming(trx, series, plannedOn);
      const person = await personById(trx, actor.personId);
      if (person && isAway(person, session.heldOn)) {
        throw new Refusal('conflict', 'You are away then. Choose another date, or write resume.');
      }
      if (session.slot.presenterId === actor.personId && session.certain) return;
      assertOpen(session, actor);
      await undecline(trx, seriesId, plannedOn, actor.personId);
      await give(trx, session, { presenterId: actor.personId, source: 'volunteer' });
    });
  }

  /** Somebody cannot on this date: the rota goes on, and they keep their place in it. */
  async function notMe(actor: Actor, seriesId: string, plannedOn: string): Promise<void> {
    await change(actor, seriesId, 'cpd.notMe', [plannedOn], async (trx, series) => {
      const session = await coming(trx, series, plannedOn);
      await decline(trx, seriesId, plannedOn, actor.personId, now().toISOString());
      const { presenterId, invitedBy } = session.slot;
      if (presenterId !== actor.personId && invitedBy !== actor.personId) return;
      await saveSlot(trx, { ...emptySlot(seriesId, plannedOn, series.tenantId), updatedAt: now().toISOString() });
    });
  }

  /** Somebody from outside the team presents: whoever invites them is told in their place. */
  async function guest(
    actor: Actor,
    seriesId: string,
    plannedOn: string,
    who: { guest: string; guestTopic: string },
  ): Promise<void> {
    guardCpd(who);
    const { guest: name, guestTopic: topic } = who;
    await change(actor, seriesId, 'cpd.guest', [plannedOn], async (trx, series) => {
      const session = await coming(trx, series, plannedOn);
      assertOpen(session, actor);
      const guestOf = { guest: name, topic, invitedBy: actor.personId };
      await give(trx, session, { ...guestOf, presenterId: null, source: 'guest' });
    });
  }

  /** Asks the presenter of another date to change with the actor, who has `plannedOn`. */
  async function swap(
    actor: Actor,
    token: string,
    seriesId: string,
    plannedOn: string,
    withOn: string,
  ): Promise<string> {
    let asked = '';
    await change(actor, seriesId, 'cpd.swap', [], async (trx, series) => {
      const mine = await coming(trx, series, plannedOn);
      const theirs = await coming(trx, series, withOn);
      if (mine.presenter?.id !== actor.personId) {
        throw new Refusal('forbidden', 'Only the presenter of a date can change it for another.');
      }
      if (!theirs.presenter || theirs.presenter.id === actor.personId) {
        throw new Refusal('conflict', 'Their date: choose one that a colleague presents on.');
      }
      const { tenantId, personId: fromId } = actor;
      const { id: toId, name } = theirs.presenter;
      asked = name;
      const key = { personId: fromId, token, verb: 'cpd.swap', part: `${plannedOn}:${withOn}` };
      const make = async () => {
        const id = newId(now());
        const dates = { fromOn: plannedOn, toOn: withOn, fromId, toId };
        const createdAt = now().toISOString();
        await insertSwap(trx, { id, tenantId, seriesId, ...dates, state: 'asked', createdAt });
        await enqueue(trx, { tenantId, kind: 'cpd.swap', subjectId: id, to: { person: toId } }, now());
        return id;
      };
      await createOnce(trx, key, make, now());
    });
    return asked;
  }

  /** The colleague says yes or no. A yes changes both dates, if both are still theirs. */
  async function answerSwap(actor: Actor, swapId: string, agreed: boolean): Promise<void> {
    const found = await swapById(db, swapId);
    if (found?.toId !== actor.personId) throw notThere();
    await change(actor, found.seriesId, 'cpd.answerSwap', [found.fromOn, found.toOn], async (trx, series) => {
      const asked = await swapById(trx, swapId);
      if (asked?.state !== 'asked') return;
      if (agreed) {
        const [one, other] = [await coming(trx, series, asked.fromOn), await coming(trx, series, asked.toOn)];
        if (one.presenter?.id !== asked.fromId || other.presenter?.id !== asked.toId) {
          throw new Refusal('conflict', 'The rota has changed since. Look at it again with cpd.');
        }
        await give(trx, one, { presenterId: asked.toId, source: 'swap' });
        await give(trx, other, { presenterId: asked.fromId, source: 'swap' });
      }
      await setSwap(trx, swapId, agreed ? 'agreed' : 'declined');
      const { tenantId } = actor;
      await refreshMessages(trx, { tenantId, subjectIds: [swapId] }, now());
      await enqueue(trx, { tenantId, kind: 'cpd.swap', subjectId: swapId, to: { person: asked.fromId } }, now());
    });
  }

  /** Something that the team wants to hear about, or that the actor can present. */
  async function propose(
    actor: Actor,
    token: string,
    seriesId: string,
    topic: { topic: string; sort: 'wish' | 'offer' },
  ): Promise<void> {
    guardCpd({ topic: topic.topic });
    await change(actor, seriesId, 'cpd.topic', [], async (trx, series) => {
      const { tenantId, personId } = actor;
      const key = { personId, token, verb: 'cpd.topic', part: topic.topic };
      const make = async () => {
        const id = newId(now());
        const { topic: title, sort } = topic;
        const createdAt = now().toISOString();
        await insertTopic(trx, { id, tenantId, teamId: series.teamId, personId, title, sort, createdAt });
        return id;
      };
      await createOnce(trx, key, make, now());
    });
  }

  /** The presenter (or who invited the guest, or who runs the meeting) says what it is about, and adds the material. */
  async function prepare(
    actor: Actor,
    seriesId: string,
    plannedOn: string,
    what: { topic: string; minutes: number; link: string; notes: string },
  ): Promise<void> {
    guardCpd({ topic: what.topic, link: what.link, notes: what.notes });
    await change(actor, seriesId, 'cpd.material', [plannedOn], async (trx, series) => {
      const slot = await held(trx, series, plannedOn);
      const standing = await standingIn(trx, series.teamId, actor);
      const theirs = [slot.presenterId, slot.invitedBy, series.ownerId].includes(actor.personId);
      if (!theirs && !standing.configures) {
        throw new Refusal('forbidden', 'Only the presenter, or who runs the meeting, can add to this.');
      }
      await saveSlot(trx, { ...slot, ...what, updatedAt: now().toISOString() });
    });
  }

  /** The slot of a coming date as the rota has it, or of one that was held lately. */
  async function held(trx: Trx, series: Series, plannedOn: string): Promise<Slot> {
    const session = await sessionAt(trx, series, plannedOn, now());
    if (!session || session.occurrence.endAt.getTime() < now().getTime() - MATERIAL_DAYS * DAY_MS) {
      throw new Refusal('conflict', 'Which date: nothing can be added to that one.');
    }
    return { ...session.slot, presenterId: session.presenter?.id ?? null };
  }

  /** Gives a date to somebody; who was told of it before hears that it is not theirs any more. */
  async function give(trx: Trx, session: Session, to: Partial<Slot>): Promise<void> {
    const { slot, series } = session;
    const { tenantId } = series;
    const fresh = emptySlot(slot.seriesId, slot.plannedOn, tenantId);
    await saveSlot(trx, { ...fresh, ...to, updatedAt: now().toISOString() });
    const before = slot.presenterId;
    if (!before || before === to.presenterId || !slot.toldAt || to.source === 'swap') return;
    const subjectId = `${slot.seriesId}:${slot.plannedOn}`;
    await enqueue(trx, { tenantId, kind: 'cpd.turn', subjectId, to: { person: before } }, now());
  }

  async function change(
    actor: Actor,
    seriesId: string,
    deed: string,
    dates: readonly string[],
    apply: (trx: Trx, series: Series) => Promise<void>,
  ): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const series = await lockSeries(trx, seriesId);
      if (!series || series.tenantId !== actor.tenantId || series.state === 'draft') throw notThere();
      const { member, configures } = await standingIn(trx, series.teamId, actor);
      // Who runs the team from outside may add material, and takes no turn.
      if (!member && !(configures && deed === 'cpd.material')) {
        throw new Refusal('forbidden', 'Only members of this team can change its CPD.');
      }
      if (series.state === 'ended') throw new Refusal('conflict', 'This meeting has ended: there is no CPD in it.');
      await apply(trx, series);
      const { tenantId, personId: actorId } = actor;
      await audit(trx, { tenantId, actorId, action: deed, subjectId: seriesId }, now());
      await refreshRota(trx, series, dates, now());
    });
  }

  /** A date of the rota that has not begun. */
  async function coming(trx: Trx, series: Series, plannedOn: string): Promise<Session> {
    const session = (await sessionsOf(trx, series, now())).find((one) => one.occurrence.plannedOn === plannedOn);
    if (!session) throw new Refusal('invalid', 'Which date: choose one of the list.');
    if (session.occurrence.startAt <= now()) throw new Refusal('conflict', 'This meeting has begun already.');
    return session;
  }

  return {
    volunteer,
    notMe,
    guest,
    swap,
    answerSwap,
    propose,
    prepare,
    ...createRotaReading(deps),
    swapById: (id: string) => swapById(db, id),
  };
}

/** Whether somebody can take a date: nobody chose it, or they themselves. */
export function isOpenTo({ slot, certain }: Pick<Session, 'slot' | 'certain'>, personId: string): boolean {
  return !certain || slot.source === 'rota' || slot.presenterId === personId || slot.invitedBy === personId;
}

/** Refuses to take a date from somebody who chose it. */
function assertOpen({ slot, presenter, certain }: Session, actor: Actor): void {
  if (isOpenTo({ slot, certain }, actor.personId)) return;
  const holder = slot.guest || presenter?.name || 'Somebody';
  throw new Refusal('conflict', `${holder} presents then. Choose another date, or ask them to change with you.`);
}

function notThere(): Refusal {
  return new Refusal('missing', 'This meeting is not there any more. Write meetings for those that are.');
}
