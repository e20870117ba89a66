import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLimiter } from '../../src/delivery/limiter.ts';

const START = Date.parse('2026-11-25T12:00:00Z');
const HOUR_MS = 3_600_000;
/** The published limits: at most so many sends in any window of so many ms. */
const WINDOWS = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1_800, HOUR_MS],
] as const;

/** The most sends that any window of this length holds. */
function fullest(times: readonly number[], windowMs: number): number {
  let most = 0;
  let from = 0;
  for (const [index, time] of times.entries()) {
    while ((times[from] ?? time) <= time - windowMs) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}

describe('The limiter', () => {
  test('lets seven go at once, and the eighth a second later', () => {
    const limiter = createLimiter({ perTenantPerSecond: 50 });
    const waits = Array.from({ length: 8 }, () => limiter.reserve('c', 't', START));
    expect(waits.slice(0, 7)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(waits[7]).toBeGreaterThanOrEqual(1_000);
    expect(waits[7]).toBeLessThanOrEqual(1_250);
    expect(limiter.reserve('c', 't', START + (waits[7] ?? 0))).toBe(0);
  });

  test('takes nothing when it says wait, or is only asked', () => {
    const limiter = createLimiter({ perTenantPerSecond: 2 });
    expect(limiter.wait('c', 't', START)).toBe(0);
    expect(limiter.reserve('c', 't', START)).toBe(0);
    expect(limiter.reserve('d', 't', START)).toBe(0);
    const wait = limiter.reserve('e', 't', START);
    expect(wait).toBeGreaterThan(0);
    expect(limiter.reserve('e', 't', START)).toBe(wait);
    expect(limiter.tenantWait('t', START)).toBe(wait);
    expect(limiter.tenantWait('other', START)).toBe(0);
    expect(limiter.known()).toBe(2);
  });

  test('counts to the tenant each request that a send makes, and lets it go only when there is room for all', () => {
    const limiter = createLimiter({ perTenantPerSecond: 3 });
    expect(limiter.reserve('a', 't', START, 0, 2)).toBe(0);
    expect(limiter.wait('b', 't', START)).toBe(0);
    expect(limiter.reserve('b', 't', START, 0, 2)).toBeGreaterThan(0);
    expect(limiter.reserve('b', 't', START)).toBe(0);
    expect(limiter.reserve('c', 't', START)).toBeGreaterThan(0);
    const one = createLimiter({ perTenantPerSecond: 1 });
    expect(one.reserve('a', 't', START, 0, 2)).toBe(0);
    expect(one.reserve('b', 't', START, 0, 2)).toBeGreaterThan(0);
  });

  test('never exceeds a window, whatever comes when, and whoever waits as told gets through', () => {
    const pauses = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 40_000 }));
    const arrivals = fc.array(fc.record({ pause: pauses, conversation: fc.constantFrom('a', 'b', 'c') }), {
      minLength: 50,
      maxLength: 400,
    });
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 12 }), (list, perTenantPerSecond) => {
        const limiter = createLimiter({ perTenantPerSecond });
        const times: Record<string, number[]> = { a: [], b: [], c: [], all: [] };
        let at = START;
        for (const { pause, conversation } of list) {
          at += pause;
          const wait = limiter.reserve(conversation, 't', at);
          at += wait;
          if (wait > 0) expect(limiter.reserve(conversation, 't', at)).toBe(0);
          times[conversation]?.push(at);
          times.all?.push(at);
        }
        for (const key of ['a', 'b', 'c']) {
          for (const [most, ms] of WINDOWS) expect(fullest(times[key] ?? [], ms)).toBeLessThanOrEqual(most);
        }
        expect(fullest(times.all ?? [], 1_000)).toBeLessThanOrEqual(perTenantPerSecond);
      }),
      { numRuns: 60 },
    );
  });

  test('keeps the limit of the hour, and uses it', () => {
    const limiter = createLimiter({ perTenantPerSecond: 50 });
    const times: number[] = [];
    let at = START + 12_345;
    while (times.length < 4_000) {
      const wait = limiter.reserve('c', 't', at);
      if (wait === 0) times.push(at);
      at += wait;
    }
    expect(fullest(times, HOUR_MS)).toBe(1_800);
    // Two full hours and a bit: the counting by minutes costs a minute an hour, not more.
    expect(at - START).toBeLessThan(2 * HOUR_MS + 15 * 60_000);
  });

  test('holds a conversation for as long as Teams asked, and no other', () => {
    const limiter = createLimiter({ perTenantPerSecond: 50 });
    limiter.pause('c', START + 30_000);
    limiter.pause('c', START + 10_000);
    expect(limiter.reserve('c', 't', START)).toBe(30_000);
    expect(limiter.reserve('d', 't', START)).toBe(0);
    expect(limiter.reserve('c', 't', START + 29_999)).toBe(1);
    expect(limiter.reserve('c', 't', START + 30_000)).toBe(0);
  });

  test('forgets conversations that are quiet for an hour, but not one that is paused', () => {
    const limiter = createLimiter({ perTenantPerSecond: 50 });
    for (let n = 0; n < 1_000; n += 1) limiter.reserve(`c${n}`, `t${n % 40}`, START + n * 10);
    limiter.pause('paused', START + 3 * HOUR_MS);
    expect(limiter.known()).toBe(1_001);
    limiter.reserve('new', 't', START + HOUR_MS + 3 * 60_000);
    expect(limiter.known()).toBe(2);
    limiter.reserve('new', 't', START + 3 * HOUR_MS);
    expect(limiter.known()).toBe(1);
  });

  test('a clock that is set back a little changes nothing; set back a lot, it begins afresh', () => {
    const limiter = createLimiter({ perTenantPerSecond: 50 });
    for (let n = 0; n < 7; n += 1) limiter.reserve('c', 't', START);
    const wait = limiter.reserve('c', 't', START - 500);
    expect(limiter.reserve('c', 't', START - 500 + wait)).toBe(0);
    expect(wait).toBeGreaterThanOrEqual(1_500);
    expect(limiter.reserve('c', 't', START - HOUR_MS)).toBe(0);
  });
});
