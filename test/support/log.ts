// A log that keeps its lines, for tests that look at them.
import { createLog, type Log } from '../../src/log.ts';

export type LogLine = { readonly level: number; readonly msg: string; readonly [field: string]: unknown };

/** pino's numbers for the levels. */
export const levels = { info: 30, warn: 40, error: 50 } as const;

/** A log at level debug, and the lines written to it so far. */
export function captureLog(): { log: Log; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const log = createLog('debug', { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { log, lines };
}
