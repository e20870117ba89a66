// When a round is due, by the working days of each nation and by wall time across clock changes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/calendar/dates.ts';
import { isWorkingDay } from '../../src/calendar/working-days.ts';
import { CALL_TIMES, type Forum, WRITTEN_TIMES } from '../../src/checkins/forum.ts';
import { calendarOf, roundAfter, roundOn, roundsAround } from '../../src/checkins/schedule.ts';

const FORUM: Forum = {
  id: 'f',
  tenantId: 't',
  teamId: 'm',
  conversationId: 'c',
  name: 'CCIOs',
  weekday: 1,
  ...CALL_TIMES,
  joinLink: '',
  nation: 'england-and-wales',
  timeZone: 'Europe/London',
  clash: 'next',
  members: 'list',
  topics: [],
  keepWeeks: 12,
  hostId: 'h',
  deputies: [],
  monthlyWhich: undefined,
  monthlyWeekday: 1,
  monthlyTime: '12:00',
  seriesId: null,
  monthlySeriesId: null,
  state: 'running',
  createdAt: '',
  updatedAt: '',
};

function times(forum: Forum, plannedOn: string) {
  const round = roundOn(forum, plannedOn);
  return (
    round && [round.heldOn, round.promptAt.toISOString(), round.remindAt.toISOString(), round.digestAt.toISOString()]
  );
}

describe('A round’s times', () => {
  test('count the prompt’s working day back from the weekday: for a Monday it is Friday', () => {
    expect(times(FORUM, '2026-11-09')).toEqual([
      '2026-11-09',
      '2026-11-06T08:00:00.000Z',
      '2026-11-06T16:00:00.000Z',
      '2026-11-09T07:45:00.000Z',
    ]);
  });

  test('keep the wall time when the clocks change between prompt and digest', () => {
    // Clocks go forward on Sunday 28 March 2027 and back on Sunday 25 October 2026.
    const easter = { ...FORUM, clash: 'keep' as const, nation: 'none' as const };
    expect(times(easter, '2027-03-29')?.slice(1)).toEqual([
      '2027-03-26T08:00:00.000Z',
      '2027-03-26T16:00:00.000Z',
      '2027-03-29T06:45:00.000Z',
    ]);
    expect(times(FORUM, '2026-10-26')?.slice(1)).toEqual([
      '2026-10-23T07:00:00.000Z',
      '2026-10-23T15:00:00.000Z',
      '2026-10-26T07:45:00.000Z',
    ]);
  });

  test('move with a bank holiday of the nation, over all of Easter', () => {
    // Good Friday is 26 March 2027, Easter Monday 29 March; Scotland works on Easter Monday.
    expect(times(FORUM, '2027-03-29')?.[0]).toBe('2027-03-30');
    expect(times(FORUM, '2027-03-29')?.[1]).toBe('2027-03-25T08:00:00.000Z');
    expect(times({ ...FORUM, nation: 'scotland' }, '2027-03-29')?.[0]).toBe('2027-03-29');
    expect(times({ ...FORUM, clash: 'previous' }, '2027-03-29')?.[0]).toBe('2027-03-25');
    expect(times({ ...FORUM, clash: 'skip' }, '2027-03-29')).toBeUndefined();
    expect(times({ ...FORUM, clash: 'keep' }, '2027-03-29')?.[0]).toBe('2027-03-29');
    // St Patrick's Day is kept in Northern Ireland alone.
    expect(times({ ...FORUM, weekday: 3, nation: 'northern-ireland', clash: 'skip' }, '2027-03-17')).toBeUndefined();
    expect(times({ ...FORUM, weekday: 3, clash: 'skip' }, '2027-03-17')?.[0]).toBe('2027-03-17');
  });

  test('written only: prompt on the day, digest on the next working day, over Christmas', () => {
    const written: Forum = { ...FORUM, ...WRITTEN_TIMES, weekday: 4 };
    expect(times(written, '2026-12-24')).toEqual([
      '2026-12-24',
      '2026-12-24T08:00:00.000Z',
      '2026-12-24T14:00:00.000Z',
      '2026-12-29T08:00:00.000Z',
    ]);
  });

  test('give the next round’s prompt as the end of late answers, past a week that falls out', () => {
    expect(roundAfter({ ...FORUM, clash: 'skip' }, '2027-03-22')?.plannedOn).toBe('2027-04-05');
  });

  test('always fall on working days, in order, one round a week, in every nation and form', () => {
    const nation = fc.constantFrom('england-and-wales', 'scotland', 'northern-ireland', 'none');
    const clash = fc.constantFrom('next', 'previous', 'skip');
    const form = fc.constantFrom(CALL_TIMES, WRITTEN_TIMES);
    const any = fc.record({
      nation,
      clash,
      form,
      weekday: fc.integer({ min: 1, max: 5 }),
      day: fc.integer({ min: 0, max: 3000 }),
    });
    fc.assert(
      fc.property(any, ({ nation: where, clash: what, form: ready, weekday, day }) => {
        const forum = { ...FORUM, ...ready, weekday, nation: where, clash: what } as Forum;
        const now = new Date(`${addDays('2025-01-01', day)}T09:00:00Z`);
        const rounds = roundsAround(forum, now, 35);
        for (const [index, round] of rounds.entries()) {
          expect(isWorkingDay(calendarOf(forum), round.heldOn)).toBe(true);
          expect(round.promptAt < round.remindAt && round.remindAt < round.digestAt).toBe(true);
          const next = rounds[index + 1];
          if (next) expect(next.promptAt > round.promptAt && next.plannedOn > round.plannedOn).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});
