import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffMs, MAX_ATTEMPTS, retryDelayMs } from '../../src/delivery/backoff.ts';

const HOUR_MS = 3_600_000;
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('The back-off', () => {
  test('doubles from 2 seconds and stays at 10 minutes', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 500].map((attempt) => backoffMs(attempt, 0.5) / 1000);
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]);
  });

  test('varies by a fifth either way, but never below 2 seconds', () => {
    expect(backoffMs(3, 0)).toBe(6_400);
    expect(backoffMs(3, 0.999999)).toBe(9_600);
    expect(backoffMs(1, 0)).toBe(2_000);
  });

  test('is within its bounds for any attempt and any chance', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), chance, (attempt, random) => {
        const wait = backoffMs(attempt, random);
        expect(wait).toBeGreaterThanOrEqual(2_000);
        expect(wait).toBeLessThanOrEqual(720_000);
      }),
    );
  });

  test('waits at least as long as the far side asked for', () => {
    expect(retryDelayMs(1, 0.5, 30_000)).toBe(30_000);
    expect(retryDelayMs(9, 0.5, 30_000)).toBe(512_000);
    expect(retryDelayMs(1, 0.5, Number.NaN)).toBe(2_000);
    expect(retryDelayMs(1, 0.5, Number.POSITIVE_INFINITY)).toBe(2_000);
  });

  test('outlasts a bank holiday weekend, from Friday 6pm to Tuesday 9am', () => {
    let usual = 0;
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) usual += backoffMs(attempt, 0.5);
    expect(usual / HOUR_MS).toBeGreaterThan(87);
  });
});
