// Personal calendar addresses: whoever has the address reads the dates of its owner's teams, with title, time and place only.
import { addDays, dateIn } from '../calendar/dates.ts';
import { type CalendarEvent, calendarText, occurrenceUid } from '../calendar/ics.ts';
import { occurrenceDates } from '../calendar/recurrence.ts';
import type { Actor } from '../people/actor.ts';
import type { Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { CalendarLinkTable } from '../store/tables-meetings.ts';
import { hashOf, tokenOf } from './addresses.ts';
import type { MeetingsDeps } from './managing.ts';
import { occurrenceOn, ruleOf, type Series } from './series.ts';
import { decisionsOf, insertLink, linkByHash, linkOf, revokeLinks, seriesOfMember } from './store.ts';

/** How much of the past and of the future a calendar shows. */
const BACK_DAYS = 90;
const AHEAD_DAYS = 365;
/** Calendars are asked to come again this often; most decide for themselves. */
const REFRESH_MINUTES = 240;

export function createCalendars(deps: MeetingsDeps) {
  const { db, now, secret } = deps;

  /** The actor's own address: the one they have, or a new one. Gives its id, in the caller's transaction. */
  async function link(trx: Trx, { tenantId, personId }: Actor): Promise<string> {
    const has = await linkOf(trx, personId);
    if (has && isKnown(has)) return has.id;
    const [id, createdAt] = [newId(now()), now().toISOString()];
    await revokeLinks(trx, personId, createdAt);
    const tokenHash = hashOf(tokenOf(secret, id));
    await insertLink(trx, { id, tenantId, personId, tokenHash, createdAt, revokedAt: null });
    return id;
  }

  /** The token of an address, for its owner alone; undefined where it is another's, or has ended. It is kept nowhere. */
  async function tokenFor(personId: string, id: string): Promise<string | undefined> {
    const has = await linkOf(db, personId);
    return has?.id === id && isKnown(has) ? tokenOf(secret, id) : undefined;
  }

  /** Not of an address that was made before the secret changed: it goes on, but nobody can say what it was. */
  function isKnown({ id, tokenHash }: CalendarLinkTable): boolean {
    return tokenHash === hashOf(tokenOf(secret, id));
  }

  /** Ends the actor's addresses. */
  async function revoke(actor: Actor): Promise<void> {
    await db.transaction().execute((trx) => revokeLinks(trx, actor.personId, now().toISOString()));
  }

  /** The calendar behind a token, as RFC 5545 text; undefined for a token that is none, or no more. */
  async function read(token: string): Promise<string | undefined> {
    const found = await linkByHash(db, hashOf(token));
    if (!found) return undefined;
    const events: CalendarEvent[] = [];
    // Who left a team no longer reads its dates: the memberships of this moment decide.
    for (const series of await seriesOfMember(db, found.personId)) events.push(...(await eventsOf(series)));
    return calendarText({ name: 'Digital Clerk', events, refreshMinutes: REFRESH_MINUTES });
  }

  async function eventsOf(series: Series): Promise<CalendarEvent[]> {
    const today = dateIn(now(), series.timeZone);
    const decisions = new Map((await decisionsOf(db, series.id)).map((one) => [one.plannedOn, one]));
    const dates = occurrenceDates(ruleOf(series), addDays(today, -BACK_DAYS), addDays(today, AHEAD_DAYS));
    const events: CalendarEvent[] = [];
    for (const plannedOn of dates) {
      const decision = decisions.get(plannedOn);
      const occurrence = occurrenceOn(series, plannedOn, decision, now());
      const off = occurrence.state === 'skipped' || occurrence.state === 'paused';
      events.push({
        uid: occurrenceUid(series.id, plannedOn),
        sequence: occurrence.sequence + changesOf(series),
        startAt: occurrence.startAt,
        minutes: series.minutes,
        timeZone: series.timeZone,
        title: series.title,
        place: series.place,
        status: off ? 'cancelled' : 'confirmed',
        stampAt: new Date(decision?.decidedAt ?? series.updatedAt),
      });
    }
    return events;
  }

  return { link, tokenFor, revoke, read };
}

/**
 * What a change of the whole series adds to the SEQUENCE of its dates: the seconds from its being set up to the last change.
 * It only grows, and is nothing while nothing has changed.
 */
function changesOf({ createdAt, updatedAt }: Series): number {
  return Math.max(0, Math.floor((Date.parse(updatedAt) - Date.parse(createdAt)) / 1000));
}
