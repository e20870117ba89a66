// What the clock does for a cabinet's meeting: asks for updates, reminds, posts the agenda and keeps it live, sums up.
import { claimDue } from '../clock/due.ts';
import { doEach } from '../clock/each.ts';
import { enqueue } from '../delivery/outbox.ts';
import { sayUnasked } from '../delivery/unasked.ts';
import type { Trx } from '../store/database.ts';
import type { Cabinet } from './cabinet.ts';
import { type CabinetMeeting, type Due, dueNow } from './cabinet-meeting.ts';
import type { CabinetMeetingsService } from './cabinet-meetings.ts';
import { askersOf, liveMeetings } from './cabinet-meetings-store.ts';
import { cabinetById } from './cabinets-store.ts';
import type { IssuesDeps } from './deps.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const BACK_DAYS = 4;

type Deps = Pick<IssuesDeps, 'db' | 'now'> & { meetings: CabinetMeetingsService };

export function createCabinetMeetingDuties({ db, now, meetings }: Deps) {
  /** Everything that is due now. Safe to run as often as one likes, and by two instances at once. */
  async function run(): Promise<void> {
    const since = new Date(now().getTime() - BACK_DAYS * DAY_MS).toISOString();
    const tendAll = async () => doEach(await liveMeetings(db, since), tend);
    await doEach([meetings.followSeries, tendAll], (part) => part());
  }

  async function tend(meeting: CabinetMeeting): Promise<void> {
    const cabinet = await cabinetById(db, meeting.cabinetId);
    if (!cabinet) return;
    for (const due of dueNow(meeting, now())) {
      if (due === 'agenda') await keepLive(meeting, cabinet);
      await db.transaction().execute((trx) => act(trx, due, meeting, cabinet));
    }
  }

  async function act(trx: Trx, due: Due, meeting: CabinetMeeting, cabinet: Cabinet): Promise<void> {
    if (due === 'remind') return tell(trx, meeting, 'reminder', new Date(meeting.startAt));
    // Once for each meeting, also when it is moved: the channel was asked already.
    if (!(await claimDue(trx, `cabinetMeeting.${due}`, meeting.id, '', now()))) return;
    const ends = { ask: meeting.startAt, agenda: meeting.endAt, summary: undefined }[due];
    const entry = {
      kind: `cabinetMeeting.${due}`,
      subjectId: meeting.id,
      to: { conversation: cabinet.conversationId },
    };
    await enqueue(trx, { tenantId: meeting.tenantId, ...entry, ...(ends && { expires: new Date(ends) }) }, now());
    if (due === 'summary') await tell(trx, meeting, 'summary', undefined);
  }

  /** Those who asked: it is theirs, so it does not count towards what nobody asked for. */
  async function tell(
    trx: Trx,
    { id: subjectId, tenantId }: CabinetMeeting,
    wants: 'reminder' | 'summary',
    expires: Date | undefined,
  ): Promise<void> {
    for (const personId of await askersOf(trx, subjectId, wants)) {
      const kind = `cabinetMeeting.${wants}`;
      const dedupeKey = `${kind}:${subjectId}:${personId}`;
      const said = { tenantId, personId, kind, subjectId, sort: 'own-issue', dedupeKey } as const;
      // A reminder is for that hour, whatever the hour is; a summary can wait for the morning.
      await sayUnasked(trx, { ...said, ...(expires && { expires, timeWasSet: true }) }, now());
    }
  }

  /** What is raised or answered during the meeting appears on the agenda, by the minute. */
  async function keepLive(meeting: CabinetMeeting, cabinet: Cabinet): Promise<void> {
    const { raised, answered } = await meetings.issuesOf(meeting);
    const stand = `${raised.total}:${answered.total}`;
    await db.transaction().execute(async (trx) => {
      if (!(await claimDue(trx, 'cabinetMeeting.live', meeting.id, stand, now()))) return;
      await meetings.refresh(trx, cabinet, meeting.id);
    });
  }

  return { run };
}
