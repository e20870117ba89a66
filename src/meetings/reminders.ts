// The one reminder of an action: to its owner, two working days before it is due.
import { addDays, dateIn, instantOf } from '../calendar/dates.ts';
import { addWorkingDays } from '../calendar/working-days.ts';
import { doEach } from '../clock/each.ts';
import { sayUnasked } from '../delivery/unasked.ts';
import { isMember } from '../people/teams-store.ts';
import { type Action, actionsDue } from './actions-store.ts';
import type { MeetingsDeps } from './managing.ts';
import { seriesById } from './store.ts';

const DAYS_BEFORE = 2;
const AT = '09:00';
/** Two working days are never further off than this, whatever holidays lie between. */
const LOOK_DAYS = 10;

export function createReminders({ db, now }: MeetingsDeps) {
  async function run(): Promise<void> {
    const today = dateIn(now(), 'UTC');
    await doEach(await actionsDue(db, addDays(today, -1), addDays(today, LOOK_DAYS)), remind);
  }

  /** Whoever took it on later than that has only just said so: no reminder. */
  async function remind(action: Action): Promise<void> {
    const { id, tenantId, ownerId, dueOn } = action;
    const series = ownerId ? await seriesById(db, action.seriesId) : undefined;
    if (!ownerId || !series) return;
    const { timeZone } = series;
    const remindOn = addWorkingDays({ ...series.calendar, timeZone }, dueOn, -DAYS_BEFORE);
    const remindAt = instantOf(remindOn, AT, timeZone);
    const overAt = instantOf(addDays(dueOn, 1), '00:00', timeZone);
    if (now() < remindAt || now() >= overAt || action.createdAt >= remindAt.toISOString()) return;
    await db.transaction().execute(async (trx) => {
      if (!(await isMember(trx, series.teamId, ownerId))) return;
      const reminder = {
        tenantId,
        personId: ownerId,
        kind: 'meeting.reminder',
        subjectId: id,
        sort: 'reminder',
      } as const;
      const times = { deadline: overAt, expires: overAt };
      await sayUnasked(trx, { ...reminder, ...times, dedupeKey: `meeting.reminder:${id}` }, now());
    });
  }

  return { run };
}
