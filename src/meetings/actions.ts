// Actions: taken on in a meeting by somebody until a day, open on every agenda until they are done.

import { dateIn } from '../calendar/dates.ts';
import { refreshMessages } from '../delivery/messages.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { findPerson } from '../people/people-store.ts';
import { isMember } from '../people/teams-store.ts';
import { audit } from '../store/audit.ts';
import { createOnce } from '../store/created.ts';
import type { Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { type Action, actionById, actionsOfPerson, finishAction, insertAction } from './actions-store.ts';
import { type ActionInput, guardAgenda, partOf } from './agenda-inputs.ts';
import { ANY_TIME, agendaOf, NOTHING, nextAfter } from './agenda-view.ts';
import type { MeetingsDeps } from './managing.ts';
import { assertBegun } from './running.ts';
import type { Series } from './series.ts';
import { lockMeeting, mayManage } from './standing.ts';
import { lockSeries } from './store.ts';
import { refreshMeeting } from './told.ts';

export function createActions({ db, now }: MeetingsDeps) {
  /** Somebody takes something on; whoever writes it down, where nobody is named. */
  async function add(actor: Actor, card: string, input: ActionInput): Promise<void> {
    const { what, due, plannedOn } = input;
    guardAgenda({ what });
    await db.transaction().execute(async (trx) => {
      const { series } = await lockMeeting(trx, actor, input.series, plannedOn, now());
      assertBegun(await agendaOf(trx, [series.id, plannedOn], NOTHING, now()));
      if (due < dateIn(now(), series.timeZone)) {
        throw new Refusal('invalid', 'By when: it is past. Choose today or a later day.');
      }
      const ownerId = input.who ? await memberOf(trx, series, input.who) : actor.personId;
      const { personId: madeBy } = actor;
      const part = partOf(what, ownerId, due, plannedOn);
      const make = async () => {
        const id = newId(now());
        const of = { tenantId: series.tenantId, seriesId: series.id, plannedOn };
        const createdAt = now().toISOString();
        const open = { doneAt: null, doneBy: null };
        await insertAction(trx, { ...of, ...open, id, what, ownerId, dueOn: due, madeBy, createdAt });
        return id;
      };
      await createOnce(trx, { personId: madeBy, token: card, verb: 'action.add', part }, make, now());
      await refreshMeeting(trx, series, [plannedOn], now());
    });
  }

  async function memberOf(trx: Trx, series: Series, objectId: string): Promise<string> {
    const person = await findPerson(trx, series.tenantId, objectId);
    if (person && (await isMember(trx, series.teamId, person.id))) return person.id;
    throw new Refusal('invalid', 'Who: choose a member of this team.');
  }

  /** It is done: its owner says so, or whoever may chair. Saying it again changes nothing. */
  async function done(actor: Actor, actionId: string): Promise<Action> {
    return db.transaction().execute(async (trx) => {
      const action = await actionById(trx, actionId);
      const series = action && (await lockSeries(trx, action.seriesId));
      if (!action || !series || action.tenantId !== actor.tenantId) {
        throw new Refusal('missing', 'This is not there any more. Write my actions for yours.');
      }
      const mine = action.ownerId === actor.personId;
      if (!mine && !(await mayManage(trx, actor, series))) {
        throw new Refusal(
          'forbidden',
          'Only whoever took this on, or whoever may chair the meeting, can say it is done.',
        );
      }
      if (!(await finishAction(trx, action.id, actor.personId, now().toISOString()))) return action;
      const { tenantId } = action;
      await audit(trx, { tenantId, actorId: actor.personId, action: 'action.done', subjectId: action.id }, now());
      const next = await nextAfter(trx, series, ANY_TIME, now());
      await refreshMeeting(trx, series, [action.plannedOn, ...(next ? [next.plannedOn] : [])], now());
      await refreshMessages(trx, { tenantId, subjectIds: [action.id], kinds: ['meeting.reminder'] }, now());
      return action;
    });
  }

  return { add, done, mine: (personId: string) => actionsOfPerson(db, personId) };
}
