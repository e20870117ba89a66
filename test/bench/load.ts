// What bears on the measured servers: activities as Teams sends them, a far side that takes every answer, and the clock.
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { guidOf } from '../support/world.ts';

export type Figures = { perSecond: number; p50: number; p99: number; worst: number };

/** People who write: each of a tenant of their own, so that no published limit is what is measured. */
const PEOPLE = 500;

/** Takes whatever is sent to Teams. Gives its address; ends with the process. */
export async function startFarSide(): Promise<string> {
  let last = 1_767_000_000_000;
  const server = createServer((incoming, response) => {
    incoming.resume().on('end', () => {
      last += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: String(last) }));
    });
  });
  // Longer than a pause between two parts, so that no answer meets a connection that is just closing.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

let made = 0;

/** A person's message (`help`), or their press of the button of the same name. Each has an id of its own. */
export function activity(kind: 'message' | 'invoke', serviceUrl: string): string {
  made += 1;
  const objectId = guidOf('bench', String(made % PEOPLE));
  const press = {
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', verb: 'help.run', data: { command: 'help' } }, trigger: 'manual' },
  };
  return JSON.stringify({
    type: kind,
    id: `bench-${made}`,
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:${objectId}`, name: `Worker ${made % PEOPLE}`, aadObjectId: objectId },
    recipient: { id: '28:bench', name: 'Digital Clerk' },
    conversation: { id: `a:${objectId}`, conversationType: 'personal', tenantId: objectId },
    channelData: { tenant: { id: objectId } },
    ...(kind === 'message' ? { text: 'help', textFormat: 'plain' } : press),
  });
}

/** Posts `count` bodies, `atOnce` at a time; gives how many a second, and the milliseconds until the answer. */
export async function measure(port: number, count: number, atOnce: number, body: () => string): Promise<Figures> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const took: number[] = [];
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const began = performance.now();
      await post(port, agent, body());
      took.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  took.sort((one, other) => one - other);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
  return { perSecond: count / seconds, p50: at(0.5), p99: at(0.99), worst: at(1) };
}

function post(port: number, agent: Agent, body: string): Promise<void> {
  return new Promise((done, failed) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const options = { port, host: '127.0.0.1', path: '/api/messages', method: 'POST', agent, headers };
    const sending = request(options, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) done();
        else failed(new Error(`The server answered ${response.statusCode}.`));
      });
    });
    sending.once('error', failed);
    sending.end(body);
  });
}
