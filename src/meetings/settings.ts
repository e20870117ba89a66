// The settings of a series: its deputies, the team's own standing items, when the channel is asked for items.

import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { findPerson } from '../people/people-store.ts';
import { isMember } from '../people/teams-store.ts';
import { audit } from '../store/audit.ts';
import type { Trx } from '../store/database.ts';
import { guardAgenda, type SettingsInput } from './agenda-inputs.ts';
import { ANY_TIME, nextAfter } from './agenda-view.ts';
import type { MeetingsDeps } from './managing.ts';
import type { Series } from './series.ts';
import { assertManages, notThere } from './standing.ts';
import { lockSeries, seriesById, updateSeries } from './store.ts';
import { refreshMeeting } from './told.ts';

export function createSettings({ db, now }: MeetingsDeps) {
  /** The series, for who may change its settings; throws for everybody else. */
  async function open(actor: Actor, seriesId: string): Promise<Series> {
    const series = await seriesById(db, seriesId);
    if (!series || series.tenantId !== actor.tenantId || series.state === 'draft') throw notThere();
    await assertManages(db, actor, series);
    return series;
  }

  /** CPD is no setting: it stands on every agenda. */
  async function save(actor: Actor, { series: seriesId, ...input }: SettingsInput): Promise<Series> {
    guardAgenda({ standing: input.standing.join('\n') });
    return db.transaction().execute(async (trx) => {
      const series = await lockSeries(trx, seriesId);
      if (!series || series.tenantId !== actor.tenantId || series.state === 'draft') throw notThere();
      await assertManages(trx, actor, series);
      const deputies = await membersOf(trx, series, input.deputies);
      const { standing, askDays } = input;
      const to = { deputies: JSON.stringify(deputies), standing: JSON.stringify(standing), askDays };
      await updateSeries(trx, seriesId, to);
      const { tenantId } = series;
      await audit(trx, { tenantId, actorId: actor.personId, action: 'series.settings', subjectId: seriesId }, now());
      const next = await nextAfter(trx, series, ANY_TIME, now());
      if (next) await refreshMeeting(trx, series, [next.plannedOn], now());
      return { ...series, deputies, standing, askDays };
    });
  }

  async function membersOf(trx: Trx, series: Series, objectIds: readonly string[]): Promise<string[]> {
    const ids: string[] = [];
    for (const objectId of objectIds) {
      const person = await findPerson(trx, series.tenantId, objectId);
      if (!person || !(await isMember(trx, series.teamId, person.id))) {
        throw new Refusal('invalid', 'Deputies: choose members of this team.');
      }
      if (person.id !== series.ownerId) ids.push(person.id);
    }
    return ids;
  }

  return { open, save };
}
