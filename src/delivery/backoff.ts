// How long to wait before a message is tried again, and when to give up. Pure: chance comes in as a number.

/** Microsoft's sample waits at least 2 s and adds a jitter of 20 % either way (rate limits page of the Teams docs). */
const LEAST_MS = 2_000;
const JITTER = 0.2;

/** The longest pause between two tries, before jitter: so soon after an outage everything moves again. */
const LONGEST_MS = 10 * 60_000;

/**
 * Tries before a message is given up as dead. The first nine waits (2 s to 512 s) take 17 minutes, the others 10 minutes
 * each: 600 tries span four days. An outage over a weekend, also a bank holiday one (Friday 6pm to Tuesday 9am is 87
 * hours), so ends with every message sent and not with every message dead. Whatever Teams refuses for good ends at once;
 * only failures that may pass come this far.
 */
export const MAX_ATTEMPTS = 600;

/**
 * Tries of a message whose sending throws: a fault of our own, not an outage of Teams. It holds up its conversation for
 * as long as it is tried, so it gets a quarter of an hour and not four days.
 */
export const MAX_FAULTS = 10;

/** Milliseconds to wait after the given failed attempt (1 is the first). `random` is from 0 up to 1. */
export function backoffMs(attempt: number, random: number): number {
  const base = Math.min(LONGEST_MS, LEAST_MS * 2 ** (attempt - 1));
  return Math.max(LEAST_MS, Math.round(base * (1 - JITTER + 2 * JITTER * random)));
}

/** The same, but never sooner than the far side asked for (`afterMs`, from Retry-After). */
export function retryDelayMs(attempt: number, random: number, afterMs = 0): number {
  return Math.max(backoffMs(attempt, random), Number.isFinite(afterMs) ? Math.ceil(afterMs) : 0);
}
