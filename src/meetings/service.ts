// The meetings feature's use cases, assembled: setting up and changing series, personal calendars, the clock's duties.

import { dateIn } from '../calendar/dates.ts';
import type { Conversation } from '../people/conversations-store.ts';
import { createCalendars } from './calendar.ts';
import { createMeetingDuties } from './duties.ts';
import { createManaging, type MeetingsDeps } from './managing.ts';
import { type Occurrence, occurrencesFrom, type Series } from './series.ts';
import { decisionsOf, seriesOfConversation, seriesOfMember } from './store.ts';

export type MeetingsService = ReturnType<typeof createMeetingsService>;

/** How many dates a card shows. */
const SHOWN = 6;

export function createMeetingsService(deps: MeetingsDeps) {
  const { db, now } = deps;

  /** The next dates of a series with what becomes of each, from today on. */
  async function nextOf(series: Series): Promise<Occurrence[]> {
    const today = dateIn(now(), series.timeZone);
    const decisions = await decisionsOf(db, series.id);
    return occurrencesFrom(series, decisions, laterOf(today, series.firstOn), SHOWN, now());
  }

  return {
    ...createManaging(deps),
    calendars: createCalendars(deps),
    duties: createMeetingDuties(deps),
    nextOf,
    here: (conversation: Conversation) => seriesOfConversation(db, conversation.id),
    mine: (personId: string) => seriesOfMember(db, personId),
    decisionsOf: (seriesId: string) => decisionsOf(db, seriesId),
  };
}

/** Dates as YYYY-MM-DD sort as text. */
function laterOf(one: string, other: string): string {
  return one.localeCompare(other) > 0 ? one : other;
}
