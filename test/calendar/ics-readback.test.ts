// The calendar file read back by a parser that this project did not write.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planNext } from '../../src/calendar/clash.ts';
import { type CalendarEvent, calendarText, occurrenceUid } from '../../src/calendar/ics.ts';
import { nextDates, type Rule, spanOn } from '../../src/calendar/recurrence.ts';
import { type ReadEvent, readCalendar } from '../support/ics.ts';

const ZONES = [
  'Europe/London',
  'Europe/Dublin',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Jerusalem',
  'Asia/Kolkata',
  'UTC',
];

function written(event: CalendarEvent): ReadEvent {
  const isCancelled = event.status === 'cancelled';
  return {
    uid: event.uid,
    sequence: event.sequence,
    start: event.startAt.toISOString(),
    end: new Date(event.startAt.getTime() + event.minutes * 60_000).toISOString(),
    title: `${isCancelled ? 'Cancelled: ' : ''}${event.title}`,
    place: event.place,
    status: event.status.toUpperCase(),
  };
}

function fileOf(events: readonly CalendarEvent[]): string {
  return calendarText({ name: 'Team meetings', events, refreshMinutes: 60 });
}

function eventOf(rule: Rule, date: string, more: Partial<CalendarEvent> = {}): CalendarEvent {
  return {
    uid: occurrenceUid('series-1', date),
    sequence: 0,
    startAt: spanOn(rule, date).startAt,
    minutes: rule.minutes,
    timeZone: rule.timeZone,
    title: 'Clinical informatics, CPD; “actions” \\ next\nline',
    place: 'https://teams.example/l/meetup-join/19%3ameeting_abc?context=%7b%22Tid%22%3a%22x%22%7d',
    status: 'confirmed',
    stampAt: new Date('2027-03-01T12:00:00Z'),
    ...more,
  };
}

const anyInstant = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2030-12-31T00:00:00Z'),
  noInvalidDate: true,
});
// Around the clock changes of Europe and America.
const nearChange = fc
  .tuple(
    fc.constantFrom('2027-03-28', '2027-10-31', '2028-03-12', '2028-11-05', '2029-04-01', '2029-10-07'),
    fc.integer({ min: -2000, max: 2000 }),
  )
  .map(([date, minutes]) => new Date(Date.parse(`${date}T00:00:00Z`) + minutes * 60_000));

const anyEvent: fc.Arbitrary<CalendarEvent> = fc.record({
  uid: fc.uuid(),
  sequence: fc.nat({ max: 100 }),
  startAt: fc.oneof(anyInstant, nearChange).map((instant) => new Date(instant.setUTCMilliseconds(0))),
  minutes: fc.integer({ min: 1, max: 720 }),
  timeZone: fc.constantFrom(...ZONES),
  title: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }),
  place: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }),
  status: fc.constantFrom('confirmed', 'cancelled'),
  stampAt: anyInstant,
});

describe('a calendar read back', () => {
  test('gives the instants of a fortnight through a whole year, with what was moved and cancelled', () => {
    const rule: Rule = {
      firstOn: '2026-12-14',
      time: '09:30',
      minutes: 90,
      timeZone: 'Europe/London',
      repeat: { kind: 'weeks', every: 2, weekday: 1 },
    };
    const calendar = { nation: 'england-and-wales', timeZone: 'Europe/London' } as const;
    const events = planNext({ rule, clash: 'next', calendar }, '2026-12-14', 30).map((planned, index) => {
      if (planned.state !== 'held') throw new Error('next always finds a day here');
      const more = { startAt: planned.startAt, uid: occurrenceUid('series-1', planned.plannedOn), sequence: index % 3 };
      return eventOf(rule, planned.heldOn, { ...more, status: index % 7 === 0 ? 'cancelled' : 'confirmed' });
    });
    expect(events.map((event) => event.startAt.toISOString()).slice(1, 3)).toEqual([
      '2026-12-29T09:30:00.000Z',
      '2027-01-11T09:30:00.000Z',
    ]);
    expect(readCalendar(fileOf(events))).toEqual(events.map(written));
  });

  test.each(ZONES)('gives every Sunday of two years in %s, night hours included', (timeZone) => {
    const events = ['00:30', '01:30', '02:30', '12:00'].flatMap((time) => {
      const rule: Rule = {
        firstOn: '2027-01-01',
        time,
        minutes: 60,
        timeZone,
        repeat: { kind: 'weeks', every: 1, weekday: 7 },
      };
      return nextDates(rule, rule.firstOn, 104).map((date) => eventOf(rule, date));
    });
    expect(readCalendar(fileOf(events))).toEqual(events.map(written));
  });

  test('gives the same for any events in any of the zones', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 12 }), (events) => {
        expect(readCalendar(fileOf(events))).toEqual(events.map(written));
      }),
      { numRuns: 300 },
    );
  });
});
