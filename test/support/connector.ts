// The far side of the wire: an https server that is to this service what Teams, the Bot Connector and Entra are. It signs
// real tokens, checks ours, keeps the published rate limits on the test's clock, and fails in every way it is told to.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { testCertificate } from './certificate.ts';
import { type Fault, throttled } from './faults.ts';
import { createRateLimits } from './limits.ts';
import { createRecord, type Message, type Sent } from './record.ts';
import {
  type Call,
  carryOut,
  type FarWorld,
  type Operation,
  parseCall,
  type RestAnswer,
  tenantOfConversation,
} from './rest.ts';
import { createEntra, type Forgery, inboundHeader, jwks } from './tokens.ts';
import { guidOf, homeTenant, type Person, type Team } from './world.ts';

export type ConnectorOptions = {
  readonly now?: () => Date;
  readonly people?: readonly Person[];
  readonly teams?: readonly Team[];
  /** Without tokens either way, for a bot in local mode. */
  readonly local?: boolean;
  readonly perTenantSecond?: number;
  readonly memberPage?: number;
  readonly tokenLivesSeconds?: number;
};

/** Which requests a fault is for; all that is left out fits. `times`: for how many of them (default: until lifted). */
export type FaultScope = {
  readonly conversationId?: string;
  readonly operation?: Operation;
  readonly times?: number;
};

/** A request that reached the far side, also one that was refused. */
export type Received = {
  readonly operation: Operation;
  readonly conversationId: string;
  readonly status: number | 'hang' | 'drop';
  readonly at: Date;
};

export type Connector = {
  readonly appId: string;
  readonly botId: string;
  readonly serviceUrl: string;
  /** Settings for loadConfig that point a service to this far side. */
  readonly environment: Readonly<Record<string, string>>;
  /** A PEM file for NODE_EXTRA_CA_CERTS of a child process. */
  readonly certificateFile: string;
  readonly people: Person[];
  readonly teams: Team[];
  readonly now: () => Date;
  readonly sent: readonly Sent[];
  readonly received: readonly Received[];
  next(fits?: (sent: Sent) => boolean, timeoutMs?: number): Promise<Sent>;
  messagesTo(conversationId: string): readonly Message[];
  /** Keeps requests waiting for their answer, and the work undone, until the function that it gives is called. */
  hold(scope?: FaultScope): () => void;
  /** Answers with a fault from now on; gives a function that lifts it. The latest that fits wins. */
  fail(fault: Fault, scope?: FaultScope): () => void;
  /** The same for the next requests for the bot's token. */
  failTokens(fault: Fault, times?: number): void;
  tokensAsked(): number;
  /** An Authorization header for an inbound activity; undefined for the forgery `none`. */
  sign(forgery?: Forgery): string | undefined;
  /** Posts an activity to a service, signed as Teams signs it. Gives the status and the parsed body. */
  send(baseUrl: string, activity: unknown, options?: SendOptions): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
};

export type SendOptions = { readonly forgery?: Forgery };

type Rule = { readonly fault: Fault; readonly scope: FaultScope; left: number };

const botPassword = 'a-secret-for-tests-only';
const issuer = 'https://api.botframework.com';

/** Starts the far side on a free port of 127.0.0.1. Close it at the end of the test. */
export async function startConnector(options: ConnectorOptions = {}): Promise<Connector> {
  const now = options.now ?? (() => new Date());
  const certificate = await testCertificate();
  const appId = guidOf('the bot under test');
  const livesSeconds = options.tokenLivesSeconds ?? 3600;
  const entra = createEntra({ appId, password: botPassword, tenantId: homeTenant, now, livesSeconds });
  const limits = createRateLimits(now, options.perTenantSecond ?? 50);
  const record = createRecord();
  const rules: Rule[] = [];
  const tokenRules: Rule[] = [];
  const received: Received[] = [];
  const holds: { scope: FaultScope; opened: Promise<void> }[] = [];
  let lastId = 1_767_000_000_000;
  const world: FarWorld = {
    people: [...(options.people ?? [])],
    teams: [...(options.teams ?? [])],
    record,
    now,
    memberPage: options.memberPage ?? 500,
    nextId() {
      lastId += 1;
      return String(lastId);
    },
  };

  const server = createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serviceUrl = `${base}/teams/`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', base);
    const text = await readAll(request);
    const call = parseCall(request.method ?? '', url, text);
    if (call) await Promise.all(holds.filter(({ scope }) => fits(scope, call)).map(({ opened }) => opened));
    const outcome = call ? serve(call, request.headers.authorization) : serveTokens(url.pathname, text);
    const status = deliver(response, outcome);
    if (call) received.push({ operation: call.operation, conversationId: call.conversationId, status, at: now() });
  }

  function serveTokens(path: string, text: string): RestAnswer | Fault {
    if (path === '/openid') return { status: 200, body: { issuer, jwks_uri: `${base}/keys` } };
    if (path === '/keys') return { status: 200, body: jwks() };
    const fault = path.endsWith('/token') ? takeRule(tokenRules, () => true) : undefined;
    const result = entra.answer(base, path, text);
    return fault ?? result;
  }

  function serve(call: Call, authorization: string | undefined): RestAnswer | Fault {
    if (!options.local && !entra.accepts(authorization)) {
      return { status: 401, body: { error: { code: 'BotNotRegistered', message: 'Authorization has been denied.' } } };
    }
    const fault = takeRule(rules, (scope) => fits(scope, call));
    if (fault && !fault.after) return fault;
    const wait = limits.take(limitKey(call), tenantOfConversation(call.conversationId, world), limitFactor(call));
    if (wait !== undefined) return throttled(wait);
    const result = carryOut(call, world);
    return fault ?? result;
  }

  return {
    appId,
    botId: `28:${appId}`,
    serviceUrl,
    environment: options.local
      ? { CLERK_MODE: 'local', CLERK_BANK_HOLIDAYS_URL: 'off' }
      : productionSettings(appId, base),
    certificateFile: certificate.file,
    people: world.people,
    teams: world.teams,
    now,
    sent: record.sent,
    received,
    next: record.next,
    messagesTo: record.messagesTo,
    fail(fault, scope = {}) {
      const rule = { fault, scope, left: scope.times ?? Number.POSITIVE_INFINITY };
      rules.push(rule);
      return () => {
        rule.left = 0;
      };
    },
    hold(scope = {}) {
      const { promise: opened, resolve } = Promise.withResolvers<void>();
      holds.push({ scope, opened });
      return resolve;
    },
    failTokens(fault, times = Number.POSITIVE_INFINITY) {
      tokenRules.push({ fault, scope: {}, left: times });
    },
    tokensAsked: () => entra.asked,
    sign: (forgery) => inboundHeader({ issuer, audience: appId, serviceUrl, forgery }),
    send(baseUrl, activity, { forgery } = {}) {
      const header = options.local ? undefined : inboundHeader({ issuer, audience: appId, serviceUrl, forgery });
      return post(baseUrl, activity, header);
    },
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function productionSettings(appId: string, base: string): Record<string, string> {
  return {
    CLERK_MODE: 'production',
    HOST: '127.0.0.1',
    MicrosoftAppId: appId,
    MicrosoftAppPassword: botPassword,
    MicrosoftAppTenantId: homeTenant,
    MicrosoftAppType: 'SingleTenant',
    ToBotFromChannelOpenIdMetadataUrl: `${base}/openid`,
    ToBotFromChannelTokenIssuer: issuer,
    ToBotFromEmulatorOpenIdMetadataUrl: `${base}/openid`,
    ToChannelFromBotLoginUrl: base,
    ToChannelFromBotOAuthScope: issuer,
    OAuthUrl: base,
    ValidateAuthority: 'false',
    CLERK_BANK_HOLIDAYS_URL: 'off',
  };
}

function takeRule(rules: readonly Rule[], fitsScope: (scope: FaultScope) => boolean): Fault | undefined {
  const rule = rules.findLast(({ left, scope }) => left > 0 && fitsScope(scope));
  if (!rule) return undefined;
  rule.left -= 1;
  return rule.fault;
}

function fits(scope: FaultScope, call: Call): boolean {
  if (scope.operation && scope.operation !== call.operation) return false;
  return !scope.conversationId || scope.conversationId === call.conversationId;
}

// Creating and sending have budgets of their own; all threads of a channel share the channel's.
function limitKey(call: Call): string {
  const group = { create: 'create', members: 'members', team: 'members', post: 'send', update: 'send', delete: 'send' };
  return `${group[call.operation]} ${call.conversationId.split(';')[0]}`;
}

function limitFactor(call: Call): number {
  return call.operation === 'members' || call.operation === 'team' ? 2 : 1;
}

function deliver(response: ServerResponse, outcome: RestAnswer | Fault): number | 'hang' | 'drop' {
  if ('answer' in outcome && outcome.answer !== 'status') {
    if (outcome.answer === 'drop') response.socket?.destroy();
    return outcome.answer;
  }
  const retryAfter = 'answer' in outcome ? outcome.retryAfter : undefined;
  response.writeHead(outcome.status, {
    'content-type': 'application/json; charset=utf-8',
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  });
  response.end(outcome.body === undefined ? '' : JSON.stringify(outcome.body));
  return outcome.status;
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function post(baseUrl: string, activity: unknown, authorization: string | undefined) {
  const response = await fetch(`${baseUrl}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    body: JSON.stringify(activity),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}
