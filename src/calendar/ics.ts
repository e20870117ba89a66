// A calendar file (RFC 5545) of single events, to download or to subscribe to. Single, because a client may leave out the date
// of a recurring event that falls into the spring gap, and because moved and cancelled dates are then like any other.
import { wallClockIn } from './dates.ts';
import { timeZoneLines, wallTimeText } from './ics-timezone.ts';

/**
 * One meeting on one date. `uid` stays the same when it is moved or cancelled, and `sequence` rises each time; `stampAt` is when
 * it was last changed. `title` and `place` are plain text; an empty place is left out.
 */
export interface CalendarEvent {
  readonly uid: string;
  readonly sequence: number;
  readonly startAt: Date;
  readonly minutes: number;
  readonly timeZone: string;
  readonly title: string;
  readonly place: string;
  readonly status: 'confirmed' | 'cancelled';
  readonly stampAt: Date;
}

/**
 * A whole calendar. `name` is shown by clients that subscribe; they are asked to come again after `refreshMinutes`.
 * `method`: none for a subscription or a download; 'PUBLISH' for a client that wants it.
 */
export interface CalendarFile {
  readonly name: string;
  readonly events: readonly CalendarEvent[];
  readonly refreshMinutes: number;
  readonly method?: 'PUBLISH';
}

const MINUTE = 60_000;
const LONGEST_LINE = 75;
const CANCELLED = 'Cancelled: ';
const PRODUCT = '-//Digital Clerk//Meetings//EN';
// All control characters but the tab and the line feed, which is escaped.
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 5545 allows none of them in a text.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/**
 * The calendar as text, to serve as `text/calendar; charset=utf-8`: CRLF, lines of at most 75 octets, a VTIMEZONE for each
 * zone. Events keep their order. A cancelled one says so in its title too, because some clients ignore the status.
 * Throws RangeError for an unknown zone or an invalid Date.
 */
export function calendarText(file: CalendarFile): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:${PRODUCT}`,
    'CALSCALE:GREGORIAN',
    ...(file.method === undefined ? [] : [`METHOD:${file.method}`]),
    `NAME:${escaped(file.name)}`,
    `X-WR-CALNAME:${escaped(file.name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:PT${file.refreshMinutes}M`,
    `X-PUBLISHED-TTL:PT${file.refreshMinutes}M`,
    ...zoneLines(file.events),
    ...file.events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** The UID of a date of a series: by its planned date, so that it is the same after a move. `seriesId`: an id without spaces. */
export function occurrenceUid(seriesId: string, plannedOn: string): string {
  return `${seriesId}-${plannedOn}@digital-clerk`;
}

function zoneLines(events: readonly CalendarEvent[]): string[] {
  const years = new Map<string, number[]>();
  for (const event of events) {
    const used = [event.startAt.getUTCFullYear(), endOf(event).getUTCFullYear()];
    years.set(event.timeZone, [...(years.get(event.timeZone) ?? []), ...used]);
  }
  // A calendar must hold something (RFC 5545, 3.6): one without events holds a zone.
  if (years.size === 0) years.set('UTC', [1970]);
  return [...years].flatMap(([zone, used]) => timeZoneLines(zone, Math.min(...used), Math.max(...used)));
}

function eventLines(event: CalendarEvent): string[] {
  const isCancelled = event.status === 'cancelled';
  const end = endOf(event);
  const isPlain = comesOnce(event.startAt, event.timeZone) && comesOnce(end, event.timeZone);
  const time = isPlain
    ? (instant: Date) => localText(instant, event.timeZone)
    : (instant: Date) => `:${utcText(instant)}`;
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(event.uid)}`,
    `DTSTAMP:${utcText(event.stampAt)}`,
    `LAST-MODIFIED:${utcText(event.stampAt)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTART${time(event.startAt)}`,
    `DTEND${time(end)}`,
    `SUMMARY:${isCancelled ? CANCELLED : ''}${escaped(event.title)}`,
    ...(event.place === '' ? [] : [`LOCATION:${escaped(event.place)}`]),
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `TRANSP:${isCancelled ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
  ];
}

function endOf(event: CalendarEvent): Date {
  return new Date(event.startAt.getTime() + event.minutes * MINUTE);
}

/** Whether the wall time comes once. Of one that comes twice when clocks go back RFC 5545 means the first, but readers differ. */
function comesOnce(instant: Date, timeZone: string): boolean {
  const wall = wallClockIn(instant, timeZone).toPlainDateTime();
  const [first, second] = (['earlier', 'later'] as const).map((which) =>
    wall.toZonedDateTime(timeZone, { disambiguation: which }),
  );
  return first?.epochMilliseconds === second?.epochMilliseconds;
}

function localText(instant: Date, timeZone: string): string {
  return `;TZID=${timeZone}:${wallTimeText(wallClockIn(instant, timeZone).toPlainDateTime())}`;
}

function utcText(instant: Date): string {
  return `${wallTimeText(wallClockIn(instant, 'UTC').toPlainDateTime())}Z`;
}

function escaped(text: string): string {
  const plain = text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll(CONTROLS, '');
  return plain.replaceAll(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
}

/** A line folded so that no piece has more than 75 octets and no character is cut; each further piece begins with a space. */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LONGEST_LINE) {
      pieces.push(piece);
      [piece, octets] = [' ', 1];
    }
    piece += character;
    octets += size;
  }
  return [...pieces, piece].join('\r\n');
}
