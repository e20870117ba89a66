// One pino logger. Messages are fixed texts; what varies goes into the object beside them. Never log what people
// typed, names, or tokens: ids only. error = somebody must act; warn = it mends itself; info = expected.
import { type DestinationStream, pino } from 'pino';

export type Log = {
  debug(data: object, message: string): void;
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
};

/** Makes the logger. `to` is where lines go (default: standard output); tests hand in a stream of their own. */
export function createLog(level: string, to?: DestinationStream): Log {
  const options = { level, base: null, timestamp: () => `,"at":"${new Date().toISOString()}"` };
  return to ? pino(options, to) : pino(options);
}

/** What of an error may be logged: its kind, code and status, but no body, headers or stack of another's library. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: 'not an Error' };
  const { name, code, statusCode } = error as Error & { code?: unknown; statusCode?: unknown };
  return { error: name, ...(code !== undefined && { code }), ...(statusCode !== undefined && { statusCode }) };
}
