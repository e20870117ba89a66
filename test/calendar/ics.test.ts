// The calendar file: its text by example, its lines by property, and its zones against Temporal.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { instantOf } from '../../src/calendar/dates.ts';
import { type CalendarEvent, calendarText, occurrenceUid } from '../../src/calendar/ics.ts';
import { timeZoneLines } from '../../src/calendar/ics-timezone.ts';

const STAMP = new Date('2027-03-01T12:00:00Z');

function eventOn(date: string, time: string, more: Partial<CalendarEvent> = {}): CalendarEvent {
  const timeZone = more.timeZone ?? 'Europe/London';
  return {
    uid: occurrenceUid('series-1', date),
    sequence: 0,
    startAt: instantOf(date, time, timeZone),
    minutes: 60,
    timeZone,
    title: 'Clinical informatics team',
    place: 'Room 2',
    status: 'confirmed',
    stampAt: STAMP,
    ...more,
  };
}

function textOf(...events: CalendarEvent[]): string {
  return calendarText({ name: 'Team meetings', events, refreshMinutes: 60 });
}

/** Content lines, unfolded. */
function linesOf(text: string): string[] {
  return text.replaceAll('\r\n ', '').split('\r\n');
}

function valuesOf(text: string, name: string): string[] {
  return linesOf(text).filter((line) => line.startsWith(name));
}

describe('a calendar', () => {
  test('holds each event with its zone, ready to subscribe to', () => {
    expect(linesOf(textOf(eventOn('2027-04-06', '09:30', { sequence: 3 })))).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Digital Clerk//Meetings//EN',
      'CALSCALE:GREGORIAN',
      'NAME:Team meetings',
      'X-WR-CALNAME:Team meetings',
      'REFRESH-INTERVAL;VALUE=DURATION:PT60M',
      'X-PUBLISHED-TTL:PT60M',
      'BEGIN:VTIMEZONE',
      'TZID:Europe/London',
      'BEGIN:DAYLIGHT',
      'DTSTART:20260329T010000',
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
      'TZOFFSETFROM:+0000',
      'TZOFFSETTO:+0100',
      'END:DAYLIGHT',
      'BEGIN:STANDARD',
      'DTSTART:20261025T020000',
      'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0000',
      'END:STANDARD',
      'END:VTIMEZONE',
      'BEGIN:VEVENT',
      'UID:series-1-2027-04-06@digital-clerk',
      'DTSTAMP:20270301T120000Z',
      'LAST-MODIFIED:20270301T120000Z',
      'SEQUENCE:3',
      'DTSTART;TZID=Europe/London:20270406T093000',
      'DTEND;TZID=Europe/London:20270406T103000',
      'SUMMARY:Clinical informatics team',
      'LOCATION:Room 2',
      'STATUS:CONFIRMED',
      'TRANSP:OPAQUE',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  test('shows a cancelled date as cancelled, in its title too, and keeps its UID', () => {
    const text = textOf(eventOn('2027-03-29', '08:00', { status: 'cancelled', sequence: 1 }));
    expect(valuesOf(text, 'SUMMARY')).toEqual(['SUMMARY:Cancelled: Clinical informatics team']);
    expect(valuesOf(text, 'STATUS')).toEqual(['STATUS:CANCELLED']);
    expect(valuesOf(text, 'TRANSP')).toEqual(['TRANSP:TRANSPARENT']);
    expect(valuesOf(text, 'UID')).toEqual(['UID:series-1-2027-03-29@digital-clerk']);
  });

  test('names a method only when it is given one, and leaves an empty place out', () => {
    const events = [eventOn('2027-04-06', '09:30', { place: '' })];
    expect(valuesOf(textOf(...events), 'METHOD')).toEqual([]);
    expect(valuesOf(textOf(...events), 'LOCATION')).toEqual([]);
    const published = calendarText({ name: 'x', events, refreshMinutes: 60, method: 'PUBLISH' });
    expect(valuesOf(published, 'METHOD')).toEqual(['METHOD:PUBLISH']);
  });

  test('without events still holds a component, as RFC 5545 demands', () => {
    expect(valuesOf(textOf(), 'BEGIN:VTIMEZONE')).toHaveLength(1);
  });

  test('defines each zone once', () => {
    const text = textOf(
      eventOn('2027-04-06', '09:30'),
      eventOn('2028-04-04', '09:30'),
      eventOn('2027-04-06', '09:30', { timeZone: 'Asia/Kolkata' }),
    );
    expect(valuesOf(text, 'TZID')).toEqual(['TZID:Europe/London', 'TZID:Asia/Kolkata']);
  });

  test('defines a zone for as long as the longest meeting lasts', () => {
    const text = textOf(eventOn('2018-12-31', '20:00', { timeZone: 'America/Sao_Paulo', minutes: 60 * 24 * 60 }));
    expect(valuesOf(text, 'DTSTART:20190217')).toHaveLength(1);
  });

  test('lists a date in the spring gap at the time when it is held', () => {
    const text = textOf(eventOn('2027-03-28', '01:30'));
    expect(valuesOf(text, 'DTSTART;')).toEqual(['DTSTART;TZID=Europe/London:20270328T023000']);
    expect(valuesOf(text, 'DTEND')).toEqual(['DTEND;TZID=Europe/London:20270328T033000']);
  });

  test('gives a meeting that starts or ends at a time which comes twice in UTC, because readers differ in which is meant', () => {
    const text = textOf(
      eventOn('2027-10-31', '01:30'),
      eventOn('2027-10-31', '00:30'),
      eventOn('2027-10-31', '00:30', { minutes: 29 }),
      eventOn('2027-10-31', '02:00'),
    );
    expect(valuesOf(text, 'DTSTART:2027')).toEqual(['DTSTART:20271031T003000Z', 'DTSTART:20271030T233000Z']);
    expect(valuesOf(text, 'DTEND:')).toEqual(['DTEND:20271031T013000Z', 'DTEND:20271031T003000Z']);
    expect(valuesOf(text, 'DTSTART;')).toEqual([
      'DTSTART;TZID=Europe/London:20271031T003000',
      'DTSTART;TZID=Europe/London:20271031T020000',
    ]);
  });
});

describe('text of people', () => {
  test('is escaped, so that it stays one value', () => {
    const title = 'CPD; \\ actions, then\r\nSTATUS:CANCELLED\rmore\u0000\u0007\u007f\ud800';
    const lines = linesOf(textOf(eventOn('2027-04-06', '09:30', { title })));
    expect(lines).toContain('SUMMARY:CPD\\; \\\\ actions\\, then\\nSTATUS:CANCELLED\\nmore\ufffd');
    expect(lines.filter((line) => line.startsWith('STATUS'))).toEqual(['STATUS:CONFIRMED']);
  });

  test('of any kind makes lines of at most 75 octets, in whole characters, that unfold to what was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
        const text = textOf(eventOn('2027-04-06', '09:30', { title, place: title }));
        const lines = text.split('\r\n');
        for (const line of lines) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line.isWellFormed()).toBe(true);
        }
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        const [summary] = valuesOf(text, 'SUMMARY:');
        expect(unescaped(summary?.slice('SUMMARY:'.length) ?? '')).toBe(asKept(title));
      }),
      { numRuns: 500 },
    );
  });

  test('that is long fills its lines, so that folding is not by the letter', () => {
    const text = textOf(eventOn('2027-04-06', '09:30', { title: 'a'.repeat(67 + 74 + 1), place: '' }));
    const folded = text.split('\r\n').filter((line) => line.includes('aa') || line === ' a');
    expect(folded.map((line) => line.length)).toEqual([75, 75, 2]);
  });
});

describe('a zone', () => {
  test('whose clocks change by no yearly rule has its changes listed', () => {
    // Brazil gave up summer time in 2019.
    const lines = timeZoneLines('America/Sao_Paulo', 2019, 2019);
    expect(lines.filter((line) => /^(BEGIN|DTSTART|RRULE)/.test(line))).toEqual([
      'BEGIN:VTIMEZONE',
      'BEGIN:STANDARD',
      'DTSTART:20171231T220000',
      'BEGIN:STANDARD',
      'DTSTART:20180218T000000',
      'BEGIN:DAYLIGHT',
      'DTSTART:20181104T000000',
      'BEGIN:STANDARD',
      'DTSTART:20190217T000000',
    ]);
  });

  test('without clock changes has one offset', () => {
    expect(timeZoneLines('Asia/Kolkata', 2027, 2027)).toEqual([
      'BEGIN:VTIMEZONE',
      'TZID:Asia/Kolkata',
      'BEGIN:STANDARD',
      'DTSTART:20260101T053000',
      'TZOFFSETFROM:+0530',
      'TZOFFSETTO:+0530',
      'END:STANDARD',
      'END:VTIMEZONE',
    ]);
  });

  test('that does not exist is an error', () => {
    expect(() => timeZoneLines('Europe/Leeds', 2027, 2027)).toThrow(RangeError);
  });

  test.each<[string, number, number]>([
    ['Europe/London', 2026, 2030],
    ['Europe/Dublin', 2026, 2030],
    ['America/New_York', 2026, 2030],
    ['America/Santiago', 2026, 2030],
    ['Australia/Lord_Howe', 2026, 2030],
    ['Africa/Casablanca', 2026, 2030],
    ['Asia/Jerusalem', 2026, 2030],
    ['Asia/Kolkata', 2026, 2030],
    ['UTC', 2026, 2030],
    // Years in which the rules themselves were changed.
    ['Europe/Berlin', 1996, 1997],
    ['America/New_York', 2006, 2008],
    ['America/Sao_Paulo', 2018, 2020],
    ['Pacific/Apia', 2011, 2013],
  ])('%s is told with the offset that Temporal knows, on every day of %i to %i', (zone, firstYear, lastYear) => {
    const changes = changesTold(timeZoneLines(zone, firstYear, lastYear), firstYear - 1, lastYear);
    for (let day = new Temporal.PlainDate(firstYear, 1, 1); day.year <= lastYear; day = day.add({ days: 1 })) {
      for (const hour of [0, 12]) {
        const instant = day.toPlainDateTime({ hour }).toZonedDateTime('UTC').withTimeZone(zone);
        const told = changes.filter((change) => change.epoch <= instant.epochMilliseconds).at(-1);
        expect(`${day} ${told?.offset}`).toBe(`${day} ${instant.offset}`);
      }
    }
  });
});

function unescaped(value: string): string {
  return value.replaceAll(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
}

function asKept(title: string): string {
  const kept = [...title.toWellFormed().replaceAll(/\r\n?/g, '\n')].filter((character) => {
    const code = character.codePointAt(0) ?? 0;
    return code === 9 || code === 10 || (code >= 32 && code !== 127);
  });
  return kept.join('');
}

/** The changes that the parts of a VTIMEZONE tell for some years: their instants, ascending, and the offset from then on. */
function changesTold(lines: readonly string[], firstYear: number, lastYear: number) {
  const changes: { epoch: number; offset: string }[] = [];
  let part: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (line.startsWith('BEGIN')) part = {};
    else part[line.slice(0, colon)] = line.slice(colon + 1);
    if (line !== 'END:STANDARD' && line !== 'END:DAYLIGHT') continue;
    const first = Temporal.PlainDateTime.from(part.DTSTART ?? '');
    const years = part.RRULE === undefined ? [first.year] : range(firstYear, lastYear);
    for (const year of years) {
      const wall = part.RRULE === undefined ? first : yearly(part.RRULE, first, year);
      const before = wall.toZonedDateTime(withColon(part.TZOFFSETFROM ?? ''));
      changes.push({ epoch: before.epochMilliseconds, offset: withColon(part.TZOFFSETTO ?? '') });
    }
  }
  return changes.sort((a, b) => a.epoch - b.epoch);
}

/** When 'FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU' falls in a year: the days of that month, counted from the one end or the other. */
function yearly(rule: string, first: Temporal.PlainDateTime, year: number): Temporal.PlainDateTime {
  const [, month, which, code] = /^FREQ=YEARLY;BYMONTH=(\d+);BYDAY=(-?\d)([A-Z]{2})$/.exec(rule) ?? [];
  const weekday = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'].indexOf(code ?? '') + 1;
  const start = first.with({ year, month: Number(month), day: 1 });
  const days = range(1, start.daysInMonth).filter((day) => start.with({ day }).dayOfWeek === weekday);
  return start.with({ day: days.at(which === '-1' ? -1 : Number(which) - 1) ?? 0 });
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function withColon(offset: string): string {
  return `${offset.slice(0, 3)}:${offset.slice(3, 5)}`;
}
