import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { doorRoutes } from '../../src/web/door.ts';
import type { Route } from '../../src/web/route.ts';
import { createServer, type WebServer } from '../../src/web/server.ts';
import { captureLog, levels } from '../support/log.ts';

const open: WebServer[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const server of open.splice(0)) await server.close(0);
});

type Started = { url: string; port: number; server: WebServer; lines: ReturnType<typeof captureLog>['lines'] };

async function start(routes: readonly Route[]): Promise<Started> {
  const { log, lines } = captureLog();
  const server = createServer({ routes, log });
  open.push(server);
  const { port } = await server.listen('127.0.0.1', 0);
  return { url: `http://127.0.0.1:${port}`, port, server, lines };
}

const echo: Route = { method: 'POST', path: '/api/messages', answer: ({ body }) => ({ status: 200, json: body }) };

function post(url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const all = { 'content-type': 'application/json', ...headers };
  return fetch(`${url}/api/messages`, { method: 'POST', headers: all, body });
}

/** Sends raw bytes, gives all that comes back until the server closes. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  socket.write(text);
  await once(socket, 'close');
  return received;
}

describe('a body', () => {
  test('that is a JSON object reaches the route', async () => {
    const { url } = await start([echo]);
    const response = await post(url, '{"type":"message","text":"Siân"}', {
      'content-type': 'Application/JSON; charset=utf-8',
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ type: 'message', text: 'Siân' });
  });

  test.each(['', '{', 'null', '[]', '[{"type":"message"}]', '"message"', '5', '{"a":1}x', '\u0000'])(
    'that is no JSON object is refused with 400: %j',
    async (body) => {
      const { url } = await start([echo]);
      const response = await post(url, body);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ error: 'The body must be a JSON object' });
    },
  );

  test('that is not UTF-8 is refused with 400', async () => {
    const { url } = await start([echo]);
    expect((await post(url, new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).status).toBe(400);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
  ])('of type %s is refused with 415', async (type) => {
    const { url } = await start([echo]);
    expect((await post(url, '{"type":"message"}', { 'content-type': type })).status).toBe(415);
  });

  test('that is compressed is refused with 415: it could unpack to any size', async () => {
    const { url } = await start([echo]);
    const packed = new Uint8Array(gzipSync('{"type":"message"}'));
    expect((await post(url, packed, { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  test('of exactly 256 KB is taken, one byte more is refused with 413', async () => {
    const { url } = await start([echo]);
    const sized = (bytes: number) => `{"a":"${'x'.repeat(bytes - 8)}"}`;
    expect((await post(url, sized(256 * 1024))).status).toBe(200);
    const refused = await post(url, sized(256 * 1024 + 1));
    expect(refused.status).toBe(413);
    expect(await refused.json()).toEqual({ error: 'The body may have at most 256 KB' });
  });

  test('far too large is refused by its declared length, without reading it', async () => {
    const { port } = await start([echo]);
    const head = 'POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
    expect(await raw(port, `${head}content-length: 99999999\r\n\r\n`)).toMatch(/^HTTP\/1.1 413 /);
  });

  test('far too large without a declared length is cut off', async () => {
    const { port } = await start([echo]);
    const head = 'POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
    const chunk = `${(2 * 1024 * 1024).toString(16)}\r\n${'x'.repeat(2 * 1024 * 1024)}\r\n`;
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`${head}transfer-encoding: chunked\r\n\r\n${chunk}`);
    socket.resume();
    await once(socket, 'close');
    expect(socket.destroyed).toBe(true);
  });

  test('that breaks off does not disturb the server', async () => {
    const { url, port } = await start([echo]);
    const socket = connect(port, '127.0.0.1');
    socket.write(
      'POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"a"',
    );
    await once(socket, 'connect');
    socket.destroy();
    expect((await post(url, '{"type":"message"}')).status).toBe(200);
  });
});

describe('an address', () => {
  const health: Route = { method: 'GET', path: '/healthz', answer: () => ({ status: 200, json: { alive: true } }) };

  test.each(['/', '/api', '/api/messages/1', '/.env', '/healthz/../x', '/%2e%2e/etc/passwd'])(
    'that is not there gets 404: %s',
    async (path) => {
      const { url } = await start([echo, health]);
      const response = await fetch(url + path);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({ error: 'There is nothing at this address' });
    },
  );

  test.each([
    ['GET', '/api/messages', 'POST'],
    ['PUT', '/api/messages', 'POST'],
    ['DELETE', '/healthz', 'GET'],
    ['POST', '/healthz', 'GET'],
  ])('asked with a wrong method gets 405 and the right one: %s %s', async (method, path, right) => {
    const { url } = await start([echo, health]);
    const response = await fetch(url + path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toContain(right);
    expect(await response.json()).toEqual({ error: 'This address does not take this method' });
  });

  test('that cannot be decoded gets 400 or 404, not 500', async () => {
    const { port } = await start([echo, health]);
    expect(await raw(port, 'GET /%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 40[04] /);
  });

  test.each(['//', 'http://[', '/healthz?%', '*'])('of a strange form does not end the server: %s', async (target) => {
    const { port, url } = await start([echo, health]);
    const answer = await raw(port, `GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 (200|40[045]) /);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  test.each(['[', 'x y', 'a:b:c', '%'])(
    'with a Host header that is none is refused, and the server stays up: %s',
    async (host) => {
      const { port, url } = await start([echo, health]);
      const answer = await raw(port, `GET /healthz HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1.1 400 /);
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
    },
  );

  test('asked for an upgrade answers as if it was not', async () => {
    const { port } = await start([health]);
    const head = 'GET /healthz HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade, close\r\n\r\n';
    expect(await raw(port, head)).toMatch(/^HTTP\/1.1 200 /);
  });

  test('with parameters and a query gives them to its route', async () => {
    const seen: unknown[] = [];
    const route: Route = {
      method: 'GET',
      path: '/calendar/:id',
      answer: ({ params, query, path }) => {
        seen.push(params.id, query.get('from'), path);
        return { status: 200, text: 'BEGIN', headers: { 'content-type': 'text/calendar' } };
      },
    };
    const { url } = await start([route]);
    const response = await fetch(`${url}/calendar/a%20b?from=1`);
    expect(seen).toEqual(['a b', '1', '/calendar/a%20b']);
    expect(response.headers.get('content-type')).toBe('text/calendar');
    expect(await response.text()).toBe('BEGIN');
  });

  test('that can be read can be asked for by HEAD', async () => {
    const { url } = await start([health]);
    const response = await fetch(`${url}/healthz`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });
});

test('a request that is no HTTP is answered 400 and closed', async () => {
  const { port } = await start([echo]);
  expect(await raw(port, 'hello there\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
});

test('a route that throws gets 500 in our own words and one error line, and nothing is printed', async () => {
  const printed = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
  const failing: Route = {
    method: 'GET',
    path: '/x',
    answer: () => {
      throw new Error('SELECT secret FROM table');
    },
  };
  const { url, lines } = await start([failing]);
  const response = await fetch(`${url}/x`);
  expect(response.status).toBe(500);
  expect(await response.text()).toBe('{"error":"Something went wrong"}');
  expect(lines).toMatchObject([{ level: levels.error, msg: 'a route failed', path: '/x', error: 'Error' }]);
  expect(JSON.stringify(lines)).not.toMatch(/SELECT|server\.test/);
  for (const stream of printed) expect(stream).not.toHaveBeenCalled();
});

test('every answer has the security headers and says nothing of the software behind it', async () => {
  const { url } = await start([echo]);
  for (const response of [await fetch(`${url}/nothing`), await post(url, '{}'), await post(url, 'null')]) {
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.has('server')).toBe(false);
    expect(response.headers.has('x-powered-by')).toBe(false);
  }
});

describe('the door', () => {
  const alive = async () => ({ ok: true }) as const;
  const { log } = captureLog();

  test('hands the Authorization header and the body to messages, and answers what it says', async () => {
    const seen: unknown[] = [];
    const messages = async (authorization: string, body: unknown) => {
      seen.push([authorization, body]);
      return { status: 202, body: { a: 1 } };
    };
    const { url } = await start(doorRoutes({ messages, ready: alive, log }));
    const response = await post(url, '{"type":"x"}', { authorization: 'Bearer t' });
    expect([response.status, await response.json()]).toEqual([202, { a: 1 }]);
    await post(url, '{"type":"y"}');
    expect(seen).toEqual([
      ['Bearer t', { type: 'x' }],
      ['', { type: 'y' }],
    ]);
  });

  test('an answer without a body has none', async () => {
    const { url } = await start(doorRoutes({ messages: async () => ({ status: 200 }), ready: alive, log }));
    const response = await post(url, '{"type":"x"}');
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  const messages = async () => ({ status: 200 });

  test('says that it is alive, and that it is ready', async () => {
    const { url } = await start(doorRoutes({ messages, ready: alive, log }));
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ alive: true });
    const response = await fetch(`${url}/readyz`);
    expect([response.status, await response.json()]).toEqual([200, { ready: true }]);
  });

  test('is alive but not ready where a check says so, and gives the reason', async () => {
    const ready = async () => ({ ok: false, reason: 'the database does not answer' }) as const;
    const { url } = await start(doorRoutes({ messages, ready, log }));
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const response = await fetch(`${url}/readyz`);
    const body = { ready: false, reason: 'the database does not answer' };
    expect([response.status, await response.json()]).toEqual([503, body]);
  });

  test('is not ready where the check itself throws, and does not say what it threw', async () => {
    const ready = async () => {
      throw new Error('password=hush');
    };
    const { url } = await start(doorRoutes({ messages, ready, log }));
    const response = await fetch(`${url}/readyz`);
    const body = { ready: false, reason: 'the check itself failed' };
    expect([response.status, await response.json()]).toEqual([503, body]);
  });
});

describe('closing', () => {
  test('lets the request in hand finish, takes no new one, and does not wait for idle connections', async () => {
    const gate = Promise.withResolvers<void>();
    const entered = Promise.withResolvers<void>();
    const slow: Route = {
      method: 'GET',
      path: '/slow',
      answer: async () => {
        entered.resolve();
        await gate.promise;
        return { status: 200, json: { done: true } };
      },
    };
    const { url, port, server } = await start([slow]);
    const idle = connect(port, '127.0.0.1');
    await once(idle, 'connect');
    const inHand = fetch(`${url}/slow`);
    await entered.promise;

    const closed = server.close();
    await expect(fetch(`${url}/slow`)).rejects.toThrow();
    let isClosed = false;
    void closed.then(() => {
      isClosed = true;
    });
    await new Promise(setImmediate);
    expect(isClosed).toBe(false);

    gate.resolve();
    const response = await inHand;
    expect([response.status, await response.json()]).toEqual([200, { done: true }]);
    expect(response.headers.get('connection')).toBe('close');
    await closed;
    idle.destroy();
  });

  test('cuts off what does not finish in its time', async () => {
    const entered = Promise.withResolvers<void>();
    const stuck: Route = {
      method: 'GET',
      path: '/stuck',
      answer: () => {
        entered.resolve();
        return new Promise(() => undefined);
      },
    };
    const { url, server } = await start([stuck]);
    const inHand = fetch(`${url}/stuck`).catch(() => 'cut off');
    await entered.promise;
    await server.close(1);
    expect(await inHand).toBe('cut off');
  });

  test('twice, or before listening, does no harm', async () => {
    const { server } = await start([echo]);
    await Promise.all([server.close(), server.close()]);
    await createServer({ routes: [], log: captureLog().log }).close();
  });
});

test('a port that is taken is an error that can be told', async () => {
  const { port } = await start([echo]);
  const other = createServer({ routes: [], log: captureLog().log });
  await expect(other.listen('127.0.0.1', port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
