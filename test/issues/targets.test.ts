// Targets: the clock of working time against a count of every minute, and who is told what is late.
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { dateIn, timeIn } from '../../src/calendar/dates.ts';
import { isWorkingDay } from '../../src/calendar/working-days.ts';
import type { WorkingHours } from '../../src/calendar/working-time.ts';
import { dueAt, type Pause, parseTarget, pausesOf, writeTarget } from '../../src/issues/targets.ts';
import { type House, personal, textOf } from '../support/clerk.ts';
import { TARGETS } from './inputs-table.ts';
import { answer, cabinetChannel, cardsIn, handler, lead, openWard, raise, take } from './ward.ts';

const HOURS: WorkingHours = {
  nation: 'england-and-wales',
  timeZone: 'Europe/London',
  opensAt: '09:00',
  closesAt: '17:00',
};
const MINUTE = 60_000;

describe('The clock', () => {
  test('raised Thursday 2 April 2026 at 4:30pm, 8 core hours: due Tuesday 7 April 2026 at 4:30pm', () => {
    const due = dueAt(HOURS, new Date('2026-04-02T15:30:00Z'), 8 * 60, []);
    expect(due?.toISOString()).toBe('2026-04-07T15:30:00.000Z');
  });

  test('agrees with a minute-by-minute count, across weekends, bank holidays, clock changes and waiting', () => {
    const start = Date.parse('2026-03-26T00:00:00Z');
    const minutes = fc.integer({ min: 0, max: 14 * 24 * 60 });
    const waits = fc.array(fc.tuple(minutes, fc.integer({ min: 1, max: 3000 })), { maxLength: 3 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 1500 }), waits, fc.boolean(), (at, wanted, stretches, open) => {
        const from = new Date(start + at * MINUTE + 17_000);
        const pauses = pausesFrom(start, stretches, open);
        expect(dueAt(HOURS, from, wanted, pauses)?.toISOString()).toBe(counted(from, wanted, pauses)?.toISOString());
      }),
      { numRuns: 100 },
    );
  });

  test('stands from the first waiting step to the next that is not, and while it is answered', () => {
    const steps = [
      { at: '2026-04-07T09:00:00Z', toState: 'new' },
      { at: '2026-04-07T10:00:00Z', toState: 'waiting' },
      { at: '2026-04-07T11:00:00Z', toState: 'waiting' },
      { at: '2026-04-07T12:00:00Z', toState: 'in-progress' },
      { at: '2026-04-07T13:00:00Z', toState: 'resolved' },
    ];
    const spans = pausesOf(steps).map(({ from, to }) => [
      from.toISOString().slice(11, 16),
      to?.toISOString().slice(11, 16),
    ]);
    expect(spans).toEqual([
      ['10:00', '12:00'],
      ['13:00', undefined],
    ]);
  });

  test('reads and writes hours and days of core time', () => {
    expect(parseTarget('2 hours', 480, 'P2')).toBe(120);
    expect(parseTarget(' 3 Days', 480, 'P2')).toBe(1440);
    expect(writeTarget(1440, 480)).toBe('3 days');
    expect(writeTarget(120, 480)).toBe('2 hours');
    for (const wrong of ['', '0 days', 'soon', '-1 hours', '2 weeks'])
      expect(() => parseTarget(wrong, 480, 'P2')).toThrow(/^P2: /);
  });
});

/** Pauses that follow each other; the last without an end where `open`. */
function pausesFrom(start: number, stretches: readonly (readonly [number, number])[], open: boolean): Pause[] {
  const pauses: Pause[] = [];
  for (const [at, length] of stretches.toSorted(([one], [other]) => one - other)) {
    const from = Math.max(start + at * MINUTE, pauses.at(-1)?.to?.getTime() ?? 0);
    pauses.push({ from: new Date(from), to: new Date(from + length * MINUTE) });
  }
  const last = pauses.at(-1);
  if (last && open) last.to = undefined;
  return pauses;
}

/** Counts every minute that is worked and not waited through, and says when the last one has passed. */
function counted(from: Date, wanted: number, pauses: readonly Pause[]): Date | undefined {
  let left = wanted;
  for (let at = Math.floor(from.getTime() / MINUTE) * MINUTE; left > 0; at += MINUTE) {
    const minute = new Date(at);
    const pause = pauses.find((one) => one.from <= minute && (!one.to || minute < one.to));
    if (pause && !pause.to) return undefined;
    if (isOpen(minute) && !pause) left -= 1;
    if (left === 0) return new Date(at + MINUTE);
  }
  return undefined;
}

const known = new Map<number, boolean>();

/** Whether a minute is worked. The hours begin and end on the hour, so each hour is looked up once. */
function isOpen(minute: Date): boolean {
  const hour = Math.floor(minute.getTime() / (60 * MINUTE));
  const open = known.get(hour);
  if (open !== undefined) return open;
  const time = timeIn(minute, HOURS.timeZone);
  const worked = time >= HOURS.opensAt && time < HOURS.closesAt && isWorkingDay(HOURS, dateIn(minute, HOURS.timeZone));
  known.set(hour, worked);
  return worked;
}

describe('The targets of a cabinet', () => {
  let house: House;
  afterEach(() => house.stop());

  async function withTargets(start = '2026-04-02T15:00:00Z') {
    house = await openWard({ start });
    await house.says(lead, 'targets', { in: cabinetChannel });
    return house.press(lead, cabinetChannel, 'targets.save', TARGETS);
  }

  function lists(who: typeof lead): string[] {
    return cardsIn(house, personal(who))
      .map(({ card }) => textOf(card))
      .filter((text) => text.includes('What is late'));
  }

  test('are off until it sets them: nothing is due, and nothing is late', async () => {
    house = await openWard({ start: '2026-04-02T15:30:00Z' });
    await house.says(lead, 'targets', { in: cabinetChannel });
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('They are off.');
    const issue = await raise(house);
    const form = await take(house, issue);
    expect(textOf(form.card ?? {})).not.toContain('Target');
    await house.moveTo('2026-05-11T09:00:00Z');
    expect([...lists(lead), ...lists(handler)]).toEqual([]);
  });

  test('show on the handler’s card by when it is due; turned off, they are gone', async () => {
    const saved = await withTargets();
    expect(textOf(saved.card ?? {})).toContain('They are on.');
    house.setClock('2026-04-02T15:30:00Z');
    const issue = await raise(house);
    const seen = await house.presses(lead, 'issue.view', { issue: issue.id }, { in: cabinetChannel });
    expect(textOf(seen.card ?? {})).toContain('To be looked at by Tuesday 7 April 2026 at 4:30pm');
    await take(house, issue);
    const taken = await house.presses(lead, 'issue.view', { issue: issue.id }, { in: cabinetChannel });
    expect(textOf(taken.card ?? {})).toContain('To be solved by Thursday 9 April 2026 at 4:30pm');
    await house.presses(lead, 'targets.off', { cabinet: issue.cabinetId }, { in: cabinetChannel });
    const off = await house.presses(lead, 'issue.view', { issue: issue.id }, { in: cabinetChannel });
    expect(textOf(off.card ?? {})).not.toContain('Target');
  });

  test('that are missed are listed to the owner on the day they chose, in one list; to facilitators on Monday', async () => {
    await withTargets();
    const first = await raise(house);
    const second = await raise(house, { title: 'Screens are dark' });
    await take(house, first, handler);
    await take(house, second, handler);
    await house.says(handler, 'late');
    await house.press(handler, personal(handler), 'late.day', { day: '3' });
    const before = lists(handler).length;
    await house.moveTo('2026-04-13T07:30:00Z');
    expect(lists(lead)).toHaveLength(1);
    expect(lists(lead)[0]).toContain('2 issues are late in Ward Digital Cabinet.');
    expect(lists(lead)[0]).toContain('Rosa Marsh has it');
    expect(lists(handler)).toHaveLength(before);
    await house.moveTo('2026-04-15T06:59:00Z');
    expect(lists(handler)).toHaveLength(before);
    await house.moveTo('2026-04-15T07:01:00Z');
    await house.moveTo('2026-04-15T07:02:00Z');
    expect(lists(handler)).toHaveLength(before + 1);
    expect(lists(handler).at(-1)).toContain('2 issues are late of what you have.');
    await house.moveTo('2026-04-16T07:01:00Z');
    expect([lists(lead).length, lists(handler).length]).toEqual([1, before + 1]);
  });

  test('do not run while the issue waits', async () => {
    await withTargets();
    const issue = await raise(house);
    await take(house, issue, handler);
    await answer(house, issue, 'waiting', 'Which printer?', handler);
    await house.moveTo('2026-04-20T09:00:00Z');
    await house.says(handler, 'late');
    expect(lists(handler).at(-1)).toContain('Nothing is late of what you have.');
    await answer(house, issue, 'in-progress', '', handler);
    await house.moveTo('2026-04-27T09:00:00Z');
    await house.says(handler, 'late');
    expect(lists(handler).at(-1)).toContain('1 issue is late of what you have.');
  });

  test('are refused where the hours do not open before they close, or a target cannot be read', async () => {
    await withTargets();
    const wrong = await house.press(lead, cabinetChannel, 'targets.save', { ...TARGETS, closesAt: '08:00' });
    expect(wrong.notice).toMatch(/^Core hours: they end after they begin/);
    const unread = await house.press(lead, cabinetChannel, 'targets.save', { ...TARGETS, doneMedium: 'soon' });
    expect(unread.notice).toMatch(/^Medium \(P3\), solved: write core hours or days/);
  });
});
