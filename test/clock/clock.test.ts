import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Clock, startClock } from '../../src/clock/clock.ts';
import { captureLog, levels } from '../support/log.ts';

const MINUTE_MS = 60_000;

let clock: Clock | undefined;

// node-cron reads the time and sets timers; both are handed in here.
beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-25T09:30:20Z') });
});
afterEach(async () => {
  await clock?.stop();
  clock = undefined;
  vi.useRealTimers();
});

function start(beat: () => Promise<void>) {
  const { log, lines } = captureLog();
  clock = startClock(beat, log);
  return { clock, lines };
}

/** A beat that the test ends when it likes. */
function slowBeat() {
  const ends: (() => void)[] = [];
  const beat = vi.fn(() => new Promise<void>((end) => ends.push(end)));
  return { beat, endFirst: () => ends.shift()?.() };
}

describe('The heartbeat', () => {
  test('beats at the start of every minute', async () => {
    const at: string[] = [];
    start(async () => void at.push(new Date().toISOString()));
    await vi.advanceTimersByTimeAsync(3 * MINUTE_MS);
    expect(at.map((instant) => instant.slice(11, 19))).toEqual(['09:31:00', '09:32:00', '09:33:00']);
  });

  test('never beats twice at once: a beat that takes longer than a minute leaves the next one out', async () => {
    const { beat, endFirst } = slowBeat();
    const printed = vi.spyOn(process.stderr, 'write');
    const { lines } = start(beat);
    await vi.advanceTimersByTimeAsync(3 * MINUTE_MS);
    expect(beat).toHaveBeenCalledTimes(1);
    expect(lines.map(({ level }) => level)).toEqual([levels.warn, levels.warn]);
    expect(printed).not.toHaveBeenCalled();
    endFirst();
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(beat).toHaveBeenCalledTimes(2);
    endFirst();
  });

  test('goes on after a beat that throws, and the log says so without the words of the error', async () => {
    const beat = vi.fn(async () => {
      throw new Error('the words of it');
    });
    const { lines } = start(beat);
    await vi.advanceTimersByTimeAsync(2 * MINUTE_MS);
    expect(beat).toHaveBeenCalledTimes(2);
    expect(lines.map(({ level }) => level)).toEqual([levels.error, levels.error]);
    expect(JSON.stringify(lines)).not.toContain('the words of it');
  });

  test('stops only when the beat in hand has ended, and beats no more', async () => {
    const { beat, endFirst } = slowBeat();
    const started = start(beat);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    let stopped = false;
    const stopping = started.clock.stop().then(() => {
      stopped = true;
    });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(stopped).toBe(false);
    endFirst();
    await stopping;
    await vi.advanceTimersByTimeAsync(3 * MINUTE_MS);
    expect(beat).toHaveBeenCalledTimes(1);
  });
});
