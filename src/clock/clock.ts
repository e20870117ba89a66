// The heartbeat: node-cron, every minute, never two at once. What is due is decided in the database, not here.
import { type Logger, schedule } from 'node-cron';
import { describeError, type Log } from '../log.ts';

const CLOCK_FAULT = 'the clock could not do what is due';

export type Clock = { stop(): Promise<void> };

/** Runs `beat` at the start of every minute. A beat that throws is logged; the next one tries again. */
export function startClock(beat: () => Promise<void>, log: Log): Clock {
  let inHand: Promise<void> = Promise.resolve();
  const task = schedule(
    '* * * * *',
    async () => {
      inHand = beat().catch((error: unknown) => log.error(describeError(error), CLOCK_FAULT));
      await inHand;
    },
    { name: 'heartbeat', noOverlap: true, logger: quiet(log) },
  );
  return {
    async stop() {
      await task.destroy();
      await inHand;
    },
  };
}

/** node-cron would write to the console by itself: of a beat that is still going on, of one that came too late. */
function quiet(log: Log): Logger {
  const late = () => log.warn({}, 'the clock left a beat out: the one before took too long, or the machine slept');
  const ignore = () => {};
  return { info: ignore, debug: ignore, warn: late, error: (error) => log.error(describeError(error), CLOCK_FAULT) };
}
