// The meetings feature's use cases, assembled: series, agendas, the running meeting, actions, calendars, the clock's duties.
import { addDays, dateIn } from '../calendar/dates.ts';
import type { Conversation } from '../people/conversations-store.ts';
import { createActions } from './actions.ts';
import { type Agenda, ANY_TIME, agendaOf, elsewhereOf, type MeetingKey, nextAfter } from './agenda-view.ts';
import { createCalendars } from './calendar.ts';
import { createDays } from './days.ts';
import { createMeetingDuties } from './duties.ts';
import { createEditing } from './editing.ts';
import { createItems } from './items.ts';
import { createManaging, type MeetingsDeps } from './managing.ts';
import { createRunning } from './running.ts';
import { isOn, type Occurrence, occurrenceOn, occurrencesFrom, type Series } from './series.ts';
import { createSettingUp } from './setting-up.ts';
import { createSettings } from './settings.ts';
import { decisionsOf, seriesOfConversation, seriesOfMember } from './store.ts';

export type MeetingsService = ReturnType<typeof createMeetingsService>;

/** How many dates a card shows. */
const SHOWN = 6;
/** How long a card shows what was missed. */
const MISSED_DAYS = 28;

export function createMeetingsService(deps: MeetingsDeps) {
  const { db, now } = deps;

  /**
   * The next dates of a series with what becomes of each, in the order in which they are held: from today on, and before
   * them what was planned earlier and is still to come. None of a series that has ended.
   */
  async function nextOf(series: Series): Promise<Occurrence[]> {
    if (series.state === 'ended') return [];
    const today = dateIn(now(), series.timeZone);
    const decisions = await decisionsOf(db, series.id);
    const known = decisions.filter(({ plannedOn }) => plannedOn < today);
    const late = known.map((one) => occurrenceOn(series, one.plannedOn, one, now()));
    const coming = occurrencesFrom(series, decisions, laterOf(today, series.firstOn), SHOWN, now());
    return [...late.filter((one) => isOn(one) && one.endAt > now()), ...coming]
      .toSorted((one, other) => one.startAt.getTime() - other.startAt.getTime())
      .slice(0, SHOWN);
  }

  /** What was missed lately while Digital Clerk could not post, ascending. */
  async function missedOf(series: Series): Promise<Occurrence[]> {
    const from = addDays(dateIn(now(), series.timeZone), -MISSED_DAYS);
    const today = dateIn(now(), series.timeZone);
    const missed = (await decisionsOf(db, series.id)).filter(
      ({ state, plannedOn }) => state === 'missed' && plannedOn >= from && plannedOn < today,
    );
    return missed.map((one) => occurrenceOn(series, one.plannedOn, one, now()));
  }

  /** The meeting that is on now or comes next. */
  async function upcoming(series: Series): Promise<Occurrence | undefined> {
    return nextAfter(db, series, ANY_TIME, now());
  }

  /** All of one meeting; undefined for a series or a date that there is not. */
  async function agenda(...key: MeetingKey): Promise<Agenda | undefined> {
    return agendaOf(db, key, await elsewhereOf(db, deps.ports, key, now()), now());
  }

  return {
    ...createSettingUp(deps),
    ...createManaging(deps),
    ...createEditing(deps),
    calendars: createCalendars(deps),
    duties: createMeetingDuties(deps),
    items: createItems(deps),
    running: createRunning(deps),
    actions: createActions(deps),
    settings: createSettings(deps),
    days: createDays(deps),
    nextOf,
    missedOf,
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
