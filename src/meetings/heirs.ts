// A series that lost what it stood on: its owner left the team, or its channel was deleted.
import { claimDue } from '../clock/due.ts';
import { sayUnasked } from '../delivery/unasked.ts';
import { isMember, rolesOf } from '../people/teams-store.ts';
import { audit } from '../store/audit.ts';
import type { Trx } from '../store/database.ts';
import type { MeetingsDeps } from './managing.ts';
import type { Series } from './series.ts';
import { lockSeries, lostSeries, orphanedSeries, updateSeries } from './store.ts';

export function createHeirs({ db, now }: MeetingsDeps) {
  async function run(): Promise<void> {
    for (const series of await orphanedSeries(db)) await takeOver(series.id);
    for (const series of await lostSeries(db)) await tellLost(series);
  }

  /** A deputy of the series takes over, else somebody who runs the team, and is told. While there is nobody, it runs on. */
  async function takeOver(seriesId: string): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const series = await lockSeries(trx, seriesId);
      if (!series || (await isMember(trx, series.teamId, series.ownerId))) return;
      const ownerId = await heirOf(trx, series);
      if (!ownerId) return;
      const deputies = JSON.stringify(series.deputies.filter((one) => one !== ownerId));
      await updateSeries(trx, seriesId, { ownerId, deputies });
      const { tenantId } = series;
      await audit(
        trx,
        { tenantId, actorId: null, action: 'series.takeOver', subjectId: seriesId, note: ownerId },
        now(),
      );
      const told = {
        tenantId,
        personId: ownerId,
        kind: 'meeting.yours',
        subjectId: seriesId,
        sort: 'reminder',
      } as const;
      await sayUnasked(trx, { ...told, dedupeKey: `meeting.yours:${seriesId}:${ownerId}` }, now());
    });
  }

  async function heirOf(trx: Trx, { teamId, deputies }: Series): Promise<string | undefined> {
    const roles = (await rolesOf(trx, teamId)).filter(({ confirmedAt }) => confirmedAt !== null);
    const holders = (role: string) => roles.filter((one) => one.role === role).map(({ personId }) => personId);
    for (const personId of [...deputies, ...holders('facilitator'), ...holders('deputy')]) {
      if (await isMember(trx, teamId, personId)) return personId;
    }
    return undefined;
  }

  /** The owner hears once that nothing can be posted any more. */
  async function tellLost({ id, tenantId, ownerId: personId, conversationId }: Series): Promise<void> {
    await db.transaction().execute(async (trx) => {
      if (!(await claimDue(trx, 'meeting.lost', id, conversationId, now()))) return;
      const told = { tenantId, personId, kind: 'meeting.lost', subjectId: id, sort: 'reminder' } as const;
      await sayUnasked(trx, { ...told, dedupeKey: `meeting.lost:${id}:${conversationId}` }, now());
    });
  }

  return { run };
}
