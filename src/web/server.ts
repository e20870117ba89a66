// The HTTP server: restify with our own words for every fault, limits against slow and large requests, and an end that
// lets requests in hand finish. The only file that imports restify.
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import restify, { type Next, type Request, type Response, type Server } from 'restify';
import { describeError, type Log } from '../log.ts';
import { readJsonBody } from './body.ts';
import { watchConnections } from './connections.ts';
import type { Route, RouteAnswer, RouteRequest } from './route.ts';

/** A running or not yet running server. `close` waits for requests in hand, at most `graceMs` milliseconds. */
export type WebServer = {
  listen(host: string, port: number): Promise<{ port: number }>;
  close(graceMs?: number): Promise<void>;
};

// The published types are of an older restify.
type ServerWithFirst = Server & { first(handler: (request: Request, response: Response) => boolean): void };

const headersTimeoutMs = 10_000;
const requestTimeoutMs = 30_000;
// Longer than the idle time of usual proxies (60 s), so that it is the proxy that ends an idle connection; the other
// way round a request can meet a socket that is just closing.
const keepAliveTimeoutMs = 75_000;

const plainHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const errorWords: Readonly<Record<number, string>> = {
  400: 'The address is not right',
  404: 'There is nothing at this address',
  405: 'This address does not take this method',
};

/**
 * Makes the server for these routes. Unknown paths get 404, wrong methods 405, bodies over 256 KB 413, what is not
 * JSON 415 or 400. A route that throws gets 500 and an error line in the log; no answer holds words of a library.
 */
export function createServer({ routes, log }: { routes: readonly Route[]; log: Log }): WebServer {
  const server = restify.createServer({ name: '', log: silentLog() });
  server.server.headersTimeout = headersTimeoutMs;
  server.server.requestTimeout = requestTimeoutMs;
  server.server.keepAliveTimeout = keepAliveTimeoutMs;
  // restify listens for upgrades and, with nobody to hand them to, never answers them; without it they are requests
  // like any other.
  server.server.removeAllListeners('upgrade');
  // restify hands the server's errors on, and one that nobody listens to would end the process. One before it listens is
  // told to whoever started it.
  server.on('error', (error: unknown) => {
    if (server.server.listening) log.error(describeError(error), 'the HTTP server has an error');
  });
  (server as ServerWithFirst).first(refuseUnreadable);
  const connections = watchConnections(server.server as HttpServer);
  let closing: Promise<void> | undefined;

  const send = (response: Response, answer: RouteAnswer) => {
    const { body, type } = toBody(answer);
    const headers: Record<string, string> = {
      ...plainHeaders,
      ...(type && { 'content-type': type }),
      ...answer.headers,
    };
    // Without this a client could go on using its connection, and the close would wait for it.
    if (closing || answer.status === 413) headers.connection = 'close';
    response.sendRaw(answer.status, body, headers);
  };

  server.on(
    'restifyError',
    (_request: Request, response: Response, error: { statusCode?: number }, done: () => void) => {
      const status = error.statusCode ?? 500;
      const known = errorWords[status];
      if (!known) log.error(describeError(error), 'the server failed to answer a request');
      if (!response.headersSent) {
        send(response, { status: known ? status : 500, json: { error: known ?? 'Something went wrong' } });
      }
      done();
    },
  );

  for (const route of routes) addRoute(server, route, send, log);

  return {
    listen: (host, port) => listen(server, host, port),
    close(graceMs = 10_000) {
      closing ??= close(server, connections.endIdle, graceMs);
      return closing;
    },
  };
}

// restify 12 throws outside any request on a target or Host header that makes no URL, which would end the process.
function refuseUnreadable(request: Request, response: Response): boolean {
  if (targetOf(request) && URL.canParse(`http://${request.headers.host ?? 'localhost'}`)) return true;
  response.writeHead(400, { ...plainHeaders, 'content-type': 'application/json; charset=utf-8', connection: 'close' });
  response.end(JSON.stringify({ error: errorWords[400] }));
  return false;
}

// A target that begins with two slashes is a path too, not another host.
function targetOf(request: Request): URL | undefined {
  const target = request.url ?? '/';
  return URL.parse(target.startsWith('/') ? `http://localhost${target}` : target, 'http://localhost') ?? undefined;
}

function addRoute(
  server: Server,
  route: Route,
  send: (response: Response, answer: RouteAnswer) => void,
  log: Log,
): void {
  const handle = (request: Request, response: Response, next: Next) => {
    respond(route, request, log)
      .then((answer) => send(response, answer))
      .then(() => next(false))
      .catch(next);
  };
  if (route.method === 'POST') server.post(route.path, handle);
  if (route.method === 'PUT') server.put(route.path, handle);
  if (route.method === 'PATCH') server.patch(route.path, handle);
  if (route.method === 'DELETE') server.del(route.path, handle);
  if (route.method !== 'GET') return;
  server.get(route.path, handle);
  server.head(route.path, handle);
}

async function respond(route: Route, request: Request, log: Log): Promise<RouteAnswer> {
  const read = route.method === 'POST' && !route.late ? await readJsonBody(request) : { body: undefined };
  if ('fault' in read) return { status: read.fault.status, json: { error: read.fault.error } };
  try {
    return await route.answer(toRouteRequest(request, read.body));
  } catch (error) {
    log.error({ path: route.path, ...describeError(error) }, 'a route failed');
    return { status: 500, json: { error: 'Something went wrong' } };
  }
}

function toRouteRequest(request: Request, body: object | undefined): RouteRequest {
  const { pathname = '/', searchParams = new URLSearchParams() } = targetOf(request) ?? {};
  const readBody = () => readJsonBody(request);
  return { path: pathname, headers: request.headers, query: searchParams, params: request.params, body, readBody };
}

function toBody(answer: RouteAnswer): { body: string | Buffer; type: string | undefined } {
  if (answer.html !== undefined) return { body: answer.html, type: 'text/html; charset=utf-8' };
  if (answer.json !== undefined) return { body: JSON.stringify(answer.json), type: 'application/json; charset=utf-8' };
  return { body: answer.bytes ?? answer.text ?? '', type: undefined };
}

function listen(server: Server, host: string, port: number): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => {
      server.server.off('error', reject);
      resolve({ port: (server.server.address() as AddressInfo).port });
    });
  });
}

function close(server: Server, endIdle: () => void, graceMs: number): Promise<void> {
  if (!server.server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cutOff);
      resolve();
    });
    endIdle();
  });
}

// restify logs by itself, to standard output, with requests and stacks; we do our own.
function silentLog(): NonNullable<restify.ServerOptions['log']> {
  const ignore = () => undefined;
  const log = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore, fatal: ignore };
  return { ...log, child: () => silentLog() } as unknown as NonNullable<restify.ServerOptions['log']>;
}
