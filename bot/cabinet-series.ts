// What the cabinet's meeting takes from the regular meetings: those in its channel whose name says that they are its.
import { type CabinetSeries, isCabinetMeeting } from '../src/issues/cabinet-meeting.ts';
import { isOn } from '../src/meetings/series.ts';
import type { MeetingsService } from '../src/meetings/service.ts';
import { seriesOfConversation } from '../src/meetings/store.ts';
import type { Database } from '../src/store/database.ts';

/** The next dates of the first such series of a channel, the soonest first. */
export function cabinetSeries(db: Database, meetings: () => MeetingsService): CabinetSeries {
  return async (conversationId) => {
    const all = await seriesOfConversation(db, conversationId);
    const one = all.find(({ title, state }) => state === 'running' && isCabinetMeeting(title));
    if (!one) return [];
    const dates = (await meetings().nextOf(one)).map(({ plannedOn, startAt, endAt, state }) => ({
      seriesId: one.id,
      plannedOn,
      startAt,
      endAt,
      place: one.place,
      // One that has begun is noted as held.
      on: isOn({ state }) || state === 'held',
    }));
    return dates.sort((first, second) => first.startAt.getTime() - second.startAt.getTime());
  };
}
