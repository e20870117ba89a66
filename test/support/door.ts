// The door alone, for its own tests: server and adapter around any logic, without features or a database.
import { type Adapter, createAdapter, type TurnLogic } from '../../bot/adapter.ts';
import { type Config, loadConfig } from '../../src/config.ts';
import { doorRoutes } from '../../src/web/door.ts';
import { createServer, type WebServer } from '../../src/web/server.ts';
import type { Connector } from './connector.ts';
import { captureLog, type LogLine } from './log.ts';

export type Door = {
  readonly url: string;
  readonly adapter: Adapter;
  readonly config: Config;
  readonly lines: readonly LogLine[];
  readonly server: WebServer;
};

export type DoorOptions = {
  readonly logic?: TurnLogic;
  readonly env?: Record<string, string>;
  readonly now?: () => Date;
  readonly sendTimeoutMs?: number;
};

/** Starts a door on a free port that talks to this far side. Close `server` at the end. */
export async function startDoor(far: Connector, options: DoorOptions = {}): Promise<Door> {
  const { config } = loadConfig({ ...far.environment, ...options.env });
  const { log, lines } = captureLog();
  const { now, sendTimeoutMs } = options;
  const adapter = createAdapter({ config, log, ...(now && { now }), ...(sendTimeoutMs && { sendTimeoutMs }) });
  const logic = options.logic ?? (async () => undefined);
  const messages = (authorization: string, body: unknown) => adapter.handle(authorization, body, logic);
  const routes = doorRoutes({ messages, ready: async () => ({ ok: true }), log });
  const server = createServer({ routes, log });
  const { port } = await server.listen('127.0.0.1', 0);
  return { url: `http://127.0.0.1:${port}`, adapter, config, lines, server };
}
