// The heartbeat: node-cron, every minute, never two at once. What is due is decided in the database, not here.
import { schedule } from 'node-cron';
import { describeError, type Log } from '../log.ts';

export type Clock = { stop(): Promise<void> };

/** Runs `beat` at the start of every minute. A beat that throws is logged; the next one tries again. */
export function startClock(beat: () => Promise<void>, log: Log): Clock {
  let inHand: Promise<void> = Promise.resolve();
  const task = schedule(
    '* * * * *',
    async () => {
      inHand = beat().catch((error: unknown) => log.error(describeError(error), 'the clock could not do what is due'));
      await inHand;
    },
    { name: 'heartbeat', noOverlap: true },
  );
  return {
    async stop() {
      await task.destroy();
      await inHand;
    },
  };
}
