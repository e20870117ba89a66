// Meetings on bank holidays and local days off: by example, with each setting, and asking.
import { describe, expect, test } from 'vitest';
import { NATIONS, type Nation } from '../../src/calendar/bank-holidays.ts';
import {
  askTimes,
  CLASHES,
  type Clash,
  type ClashAnswer,
  type Plan,
  type PlannedDate,
  planBetween,
  planChanges,
  planNext,
  planOn,
  settled,
} from '../../src/calendar/clash.ts';
import { addDays } from '../../src/calendar/dates.ts';
import type { Rule } from '../../src/calendar/recurrence.ts';
import type { WorkingCalendar } from '../../src/calendar/working-days.ts';

const LONDON = 'Europe/London';

function weekly(firstOn: string, weekday: number, every = 1, time = '08:00'): Rule {
  return { firstOn, time, minutes: 60, timeZone: LONDON, repeat: { kind: 'weeks', every, weekday } };
}

function planOf(rule: Rule, clash: Clash, nation: Nation = 'england-and-wales', local: Partial<WorkingCalendar> = {}) {
  return { rule, clash, calendar: { nation, timeZone: LONDON, ...local } } satisfies Plan;
}

/** One line a date: when it is held (UTC), or what became of it. */
function told(planned: PlannedDate): string {
  if (planned.state === 'held') return planned.startAt.toISOString().slice(0, 16);
  return planned.state === 'skipped' ? `${planned.plannedOn} skipped: ${planned.why}` : `${planned.plannedOn} asking`;
}

const EASTER_MONDAY_SERIES = weekly('2027-03-22', 1);

describe('a weekly Monday 08:00 from 22 March 2027', () => {
  const next3 = (clash: Clash, nation?: Nation) =>
    planNext(planOf(EASTER_MONDAY_SERIES, clash, nation), '2027-03-22', 3).map(told);

  test('has no meeting on Easter Monday in England with skip', () => {
    expect(next3('skip')).toEqual(['2027-03-22T08:00', '2027-03-29 skipped: setting', '2027-04-05T07:00']);
  });

  test('moves that one to Tuesday with next', () => {
    expect(next3('next')).toEqual(['2027-03-22T08:00', '2027-03-30T07:00', '2027-04-05T07:00']);
  });

  test('moves it to the Thursday before Good Friday with previous', () => {
    expect(next3('previous')).toEqual(['2027-03-22T08:00', '2027-03-25T08:00', '2027-04-05T07:00']);
  });

  test('is held all the same with keep, which says what it clashes with', () => {
    expect(next3('keep')).toEqual(['2027-03-22T08:00', '2027-03-29T07:00', '2027-04-05T07:00']);
    expect(planOn(planOf(EASTER_MONDAY_SERIES, 'keep'), '2027-03-29')).toMatchObject({
      heldOn: '2027-03-29',
      off: { kind: 'bank-holiday', name: 'Easter Monday' },
    });
  });

  test('is held on Easter Monday in Scotland, which does not keep it', () => {
    for (const clash of CLASHES) expect(next3(clash, 'scotland')[1]).toBe('2027-03-29T07:00');
  });

  test('asks by default, 14 days before, and skips without an answer 7 days before', () => {
    const plan = planOf(EASTER_MONDAY_SERIES, 'ask');
    const asked = planOn(plan, '2027-03-29');
    expect(asked).toEqual({
      state: 'asking',
      plannedOn: '2027-03-29',
      off: { kind: 'bank-holiday', name: 'Easter Monday' },
      askAt: new Date('2027-03-15T08:00:00Z'),
      decideAt: new Date('2027-03-22T08:00:00Z'),
    });
    expect(settled(asked, new Date('2027-03-22T07:59:59Z'))).toBe(asked);
    expect(told(settled(asked, new Date('2027-03-22T08:00:00Z')))).toBe('2027-03-29 skipped: no-answer');
    const held = planOn(plan, '2027-04-05');
    expect(settled(held, new Date('2028-01-01T00:00:00Z'))).toBe(held);
  });

  test.each<[ClashAnswer, string]>([
    ['next', '2027-03-30T07:00'],
    ['previous', '2027-03-25T08:00'],
    ['keep', '2027-03-29T07:00'],
    ['skip', '2027-03-29 skipped: answer'],
  ])('does what the owner answers: %s', (answer, outcome) => {
    const plan = planOf(EASTER_MONDAY_SERIES, 'ask');
    const answers = new Map([['2027-03-29', answer]]);
    expect(planNext(plan, '2027-03-22', 3, answers).map(told)).toEqual([
      '2027-03-22T08:00',
      outcome,
      '2027-04-05T07:00',
    ]);
    expect(planBetween(plan, '2027-03-23', '2027-04-05', answers).map(told)).toEqual([outcome]);
  });
});

describe('a fortnight', () => {
  test('keeps its anchor when one date is moved or skipped', () => {
    const rule = weekly('2026-12-14', 1, 2, '09:30');
    const after = ['2027-01-11T09:30', '2027-01-25T09:30'];
    expect(planNext(planOf(rule, 'next'), '2026-12-28', 3).map(told)).toEqual(['2026-12-29T09:30', ...after]);
    expect(planNext(planOf(rule, 'skip'), '2026-12-28', 3).map(told)).toEqual([
      '2026-12-28 skipped: setting',
      ...after,
    ]);
  });

  test('of the examples has no clash, in any nation, with any setting', () => {
    for (const nation of NATIONS) {
      for (const clash of CLASHES) {
        const spring = planNext(planOf(weekly('2027-03-09', 2, 2, '09:30'), clash, nation), '2027-03-09', 4);
        const winter = planNext(planOf(weekly('2026-12-01', 2, 2, '09:30'), clash, nation), '2026-12-01', 5);
        expect(spring.map(told)).toEqual([
          '2027-03-09T09:30',
          '2027-03-23T09:30',
          '2027-04-06T08:30',
          '2027-04-20T08:30',
        ]);
        expect(winter.map((planned) => planned.plannedOn)).toEqual(winter.map(heldOnOf));
      }
    }
  });
});

describe('local days', () => {
  const friday = weekly('2026-12-18', 5);

  test('off are clashes like bank holidays, in no nation too, and a weekend alone is none', () => {
    const plan = planOf(friday, 'next', 'none', { added: ['2026-12-25'] });
    expect(planOn(plan, '2026-12-25')).toMatchObject({ heldOn: '2026-12-28', off: { kind: 'local' } });
    expect(told(planOn(planOf(weekly('2027-03-21', 7, 1, '01:30'), 'skip'), '2027-03-28'))).toBe('2027-03-28T01:30');
  });

  test('worked, though a bank holiday, are no clash', () => {
    const plan = planOf(friday, 'skip', 'england-and-wales', { removed: ['2026-12-25'] });
    expect(told(planOn(plan, '2026-12-25'))).toBe('2026-12-25T08:00');
  });

  test('are stepped over on the way to a working day', () => {
    const plan = planOf(friday, 'next', 'england-and-wales', { added: ['2026-12-29', '2026-12-30'] });
    expect(planOn(plan, '2026-12-25')).toMatchObject({ heldOn: '2026-12-31' });
  });

  test('that close a whole week leave no day to move to before the next meeting, so it is skipped and says so', () => {
    const shut = Array.from({ length: 14 }, (_, day) => addDays('2026-12-21', day));
    const plan = planOf(friday, 'next', 'england-and-wales', { added: shut });
    expect(planNext(plan, '2026-12-18', 4).map(told)).toEqual([
      '2026-12-18T08:00',
      '2026-12-25 skipped: no-free-day',
      '2027-01-04T08:00',
      '2027-01-08T08:00',
    ]);
    expect(planNext({ ...plan, clash: 'previous' }, '2026-12-25', 2).map(told)).toEqual([
      '2026-12-25 skipped: no-free-day',
      '2027-01-01 skipped: no-free-day',
    ]);
  });

  test('do not push the first date of a series back over nothing', () => {
    const plan = planOf(friday, 'previous', 'england-and-wales', { added: ['2026-12-18'] });
    expect(told(planOn(plan, '2026-12-18'))).toBe('2026-12-17T08:00');
  });
});

describe('asking', () => {
  const rule = weekly('2027-03-22', 1);

  test('keeps to the wall time of the meeting across a clock change', () => {
    expect(askTimes(rule, '2027-04-05')).toEqual({
      askAt: new Date('2027-03-22T08:00:00Z'),
      decideAt: new Date('2027-03-29T07:00:00Z'),
    });
  });

  test('is done at once when the clash becomes known late, and leaves a day to answer, never past the start', () => {
    const decideAt = (knownAt: string) => askTimes(rule, '2027-03-29', new Date(knownAt)).decideAt.toISOString();
    expect(askTimes(rule, '2027-03-29', new Date('2027-03-01T12:00:00Z'))).toEqual(askTimes(rule, '2027-03-29'));
    expect(askTimes(rule, '2027-03-29', new Date('2027-03-16T12:00:00Z')).askAt.toISOString()).toBe(
      '2027-03-16T12:00:00.000Z',
    );
    expect(decideAt('2027-03-16T12:00:00Z')).toBe('2027-03-22T08:00:00.000Z');
    expect(decideAt('2027-03-25T12:00:00Z')).toBe('2027-03-26T12:00:00.000Z');
    expect(decideAt('2027-03-28T12:00:00Z')).toBe('2027-03-29T07:00:00.000Z');
  });
});

describe('a change of the days off', () => {
  test('tells which planned dates turn out otherwise, and only those', () => {
    const rule = weekly('2027-03-22', 1);
    const before = planNext(planOf(rule, 'next'), '2027-03-22', 4);
    const after = planNext(planOf(rule, 'next', 'england-and-wales', { added: ['2027-04-05'] }), '2027-03-22', 4);
    const changes = planChanges(before, after);
    expect(
      changes.map(({ plannedOn, before: was, after: is }) => [plannedOn, was && told(was), is && told(is)]),
    ).toEqual([['2027-04-05', '2027-04-05T07:00', '2027-04-06T07:00']]);
    expect(planChanges(before, before)).toEqual([]);
  });

  test('tells of dates that come and go', () => {
    const [first, second] = planNext(planOf(weekly('2027-03-08', 1), 'skip'), '2027-03-08', 2);
    if (!first || !second) throw new Error('two dates were asked for');
    expect(planChanges([first], [second])).toEqual([
      { plannedOn: '2027-03-08', before: first },
      { plannedOn: '2027-03-15', after: second },
    ]);
  });
});

function heldOnOf(planned: PlannedDate): string {
  return planned.state === 'held' ? planned.heldOn : 'not held';
}
