// The meetings feature's use cases, assembled: series, agendas, the running meeting, actions, calendars, the clock's duties.
import { addDays, dateIn } from '../calendar/dates.ts';
import type { Conversation } from '../people/conversations-store.ts';
import { createActions } from './actions.ts';
import { type Agenda, agendaOf, elsewhereOf, type MeetingKey, nextAfter } from './agenda-view.ts';
import { createCalendars } from './calendar.ts';
import { createDays } from './days.ts';
import { createMeetingDuties } from './duties.ts';
import { createItems } from './items.ts';
import { createManaging, type MeetingsDeps } from './managing.ts';
import { createRunning } from './running.ts';
import { type Occurrence, occurrencesFrom, type Series } from './series.ts';
import { createSettings } from './settings.ts';
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

  /** The meeting that is on now or comes next. */
  async function upcoming(series: Series): Promise<Occurrence | undefined> {
    return nextAfter(db, series, addDays(dateIn(now(), series.timeZone), -2), now());
  }

  /** All of one meeting; undefined for a series or a date that there is not. */
  async function agenda(...key: MeetingKey): Promise<Agenda | undefined> {
    return agendaOf(db, key, await elsewhereOf(db, deps.ports, key, now()), now());
  }

  return {
    ...createManaging(deps),
    calendars: createCalendars(deps),
    duties: createMeetingDuties(deps),
    items: createItems(deps),
    running: createRunning(deps),
    actions: createActions(deps),
    settings: createSettings(deps),
    days: createDays(deps),
    nextOf,
    upcoming,
    agenda,
    here: (conversation: Conversation) => seriesOfConversation(db, conversation.id),
    mine: (personId: string) => seriesOfMember(db, personId),
    decisionsOf: (seriesId: string) => decisionsOf(db, seriesId),
  };
}

/** Dates as YYYY-MM-DD sort as text. */
function laterOf(one: string, other: string): string {
  return one.localeCompare(other) > 0 ? one : other;
}
