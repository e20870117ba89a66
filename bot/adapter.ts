// Teams' way in and out: the Bot Framework's CloudAdapter behind our own checks (shape, token, tenant), with one cached
// connector client per service URL and our own tokens. With bot/turn.ts and bot/sender.ts the only files to know the SDK.
import { type Activity, CallerIdConstants, CloudAdapter, type TurnContext } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  BotFrameworkAuthentication,
  BotFrameworkAuthenticationFactory,
  ClaimsIdentity,
  type ConnectorClient,
  ConnectorFactory,
  type ServiceClientCredentials,
  ServiceClientCredentialsFactory,
  type UserTokenClient,
} from 'botframework-connector';
import type { Config } from '../src/config.ts';
import { StillBusy } from '../src/errors.ts';
import { describeError, type Log } from '../src/log.ts';
import { hasType, type InboundActivity, parseActivity, tenantOf } from './activity.ts';
import { createTokenSource, type TokenSource } from './credentials.ts';
import { failedInvokeBody, invokeBody } from './invoke-answer.ts';
import { quietly } from './quiet.ts';

/** An HTTP status with, where there is one, a JSON body. */
export type DoorAnswer = { readonly status: number; readonly body?: unknown };

export type TurnLogic = (context: TurnContext) => Promise<void>;

/** `handle` takes an inbound request; `connector` gives the client for proactive sends; `token` proves that one can
 * be had (throws a TokenFault; does nothing in local mode). */
export type Adapter = {
  handle(authorization: string, body: unknown, logic: TurnLogic): Promise<DoorAnswer>;
  connector(serviceUrl: string): Promise<ConnectorClient>;
  token(): Promise<void>;
};

export type AdapterOptions = {
  readonly config: Config;
  readonly log: Log;
  readonly now?: () => Date;
  /** After how long a request to Teams is given up, in milliseconds; whether it was delivered is then not known. */
  readonly sendTimeoutMs?: number;
};

/** Makes the adapter. Without an identity (local mode only) requests are not authenticated and carry no token. */
export function createAdapter({ config, log, now, sendTimeoutMs }: AdapterOptions): Adapter {
  const { identity, channelService } = config;
  const tokens = identity && createTokenSource(identity, channelService.loginUrl, now ?? (() => new Date()));
  const authentication = new DoorAuthentication(config, tokens, sendTimeoutMs ?? 15_000);
  const adapter = new DoorAdapter(authentication);

  return {
    async handle(authorization, body, logic) {
      if (!hasType(body)) return refuse(400, 'This is not an activity');
      const activity = parseActivity(body);
      if (!activity) return refuse(400, 'This is not a complete activity');
      const authenticated = await authenticate(authentication, authorization, activity, log);
      if (!authenticated) return refuse(401, 'This request is not authenticated');
      if (!isAllowed(config, activity, log)) return refuse(403, 'This request is not allowed here');
      return runTurn(adapter, authenticated, activity, logic, log);
    },
    connector: (serviceUrl) => authentication.connector(serviceUrl),
    async token() {
      await tokens?.get(channelService.oAuthScope);
    },
  };
}

function refuse(status: number, error: string): DoorAnswer {
  return { status, body: { error } };
}

// Whatever the SDK throws here means that the sender is not proved to be Teams. Its own choice of status (500 for a
// forged signature) is not used; the log says which kind it was.
async function authenticate(
  authentication: DoorAuthentication,
  authorization: string,
  activity: InboundActivity,
  log: Log,
): Promise<AuthenticateRequestResult | undefined> {
  try {
    return await authentication.authenticateRequest(toSdk(activity), authorization);
  } catch (error) {
    const { name, statusCode } = error as { name?: string; statusCode?: number };
    if (name === 'FetchError' || statusCode === 500) {
      log.error(describeError(error), 'a request was refused: the keys to check its token with could not be fetched');
    } else {
      log.warn(describeError(error), 'a request was refused: its token is missing or not right');
    }
    return undefined;
  }
}

function isAllowed(config: Config, activity: InboundActivity, log: Log): boolean {
  const tenant = tenantOf(activity);
  if (config.tenants !== 'any' && !(tenant && config.tenants.includes(tenant))) {
    log.warn({ tenant: tenant ?? 'none' }, 'a request was refused: its tenant is not in CLERK_TENANTS');
    return false;
  }
  if (config.mode === 'production' && activity.channelId !== 'msteams') {
    log.warn({ channel: activity.channelId.slice(0, 40) }, 'a request was refused: it does not come from Teams');
    return false;
  }
  return true;
}

async function runTurn(
  adapter: DoorAdapter,
  authenticated: AuthenticateRequestResult,
  activity: InboundActivity,
  logic: TurnLogic,
  log: Log,
): Promise<DoorAnswer> {
  const isInvoke = activity.type === 'invoke';
  try {
    const given = await adapter.run(authenticated, toSdk(activity), logic);
    return isInvoke ? { status: 200, body: invokeBody(activity.name, given) } : { status: 200 };
  } catch (error) {
    if (error instanceof StillBusy) log.info({ type: activity.type }, 'an activity came again while it is worked on');
    else log.error({ type: activity.type, ...describeError(error) }, 'a turn failed');
    if (isInvoke) return { status: 200, body: failedInvokeBody(activity.name) };
    // Not 200: a message that was not taken in must not look as if it was, so that it can be sent again.
    return refuse(500, 'Something went wrong');
  }
}

// The SDK wants dates where the wire has strings; one that is no date is left out.
function toSdk(activity: InboundActivity): Activity {
  const dates: Record<string, Date> = {};
  const { timestamp, localTimestamp, expiration, ...rest } = activity;
  for (const [name, value] of Object.entries({ timestamp, localTimestamp, expiration })) {
    const date = new Date(value ?? Number.NaN);
    if (!Number.isNaN(date.getTime())) dates[name] = date;
  }
  return { ...rest, ...dates } as unknown as Activity;
}

class DoorAdapter extends CloudAdapter {
  /** Runs the turn; gives the body of the invoke response that the logic sent, if any. */
  async run(authenticated: AuthenticateRequestResult, activity: Activity, logic: TurnLogic): Promise<unknown> {
    const response = await this.processActivity(authenticated, activity, logic);
    return response?.body;
  }
}

const cacheLimit = 100;

/** The SDK's checks of inbound tokens, with connector clients made once rather than for every turn. */
class DoorAuthentication extends BotFrameworkAuthentication {
  readonly #sdk: BotFrameworkAuthentication;
  readonly #self: ClaimsIdentity;
  readonly #scope: string;
  readonly #sendTimeoutMs: number;
  readonly #connectors = new Map<string, Promise<ConnectorClient>>();
  #userTokens: Promise<UserTokenClient> | undefined;

  constructor(config: Config, tokens: TokenSource | undefined, sendTimeoutMs: number) {
    super();
    this.#sdk = createSdkAuthentication(config, new DoorCredentials(config.identity?.appId, tokens));
    this.#self = new ClaimsIdentity(config.identity ? [{ type: 'aud', value: config.identity.appId }] : []);
    this.#scope = config.channelService.oAuthScope;
    this.#sendTimeoutMs = sendTimeoutMs;
  }

  override async authenticateRequest(activity: Activity, header: string): Promise<AuthenticateRequestResult> {
    const result = await quietly(() => this.#sdk.authenticateRequest(activity, header));
    return { ...result, connectorFactory: this.createConnectorFactory() };
  }

  override authenticateStreamingRequest(): Promise<AuthenticateRequestResult> {
    return Promise.reject(new Error('there are no streaming connections here'));
  }

  override createConnectorFactory(): ConnectorFactory {
    return new CachedConnectors((serviceUrl, audience) => this.connector(serviceUrl, audience));
  }

  // Nobody signs in by this bot, but the SDK makes such a client for each turn.
  override createUserTokenClient(): Promise<UserTokenClient> {
    this.#userTokens ??= this.#sdk.createUserTokenClient(this.#self);
    return this.#userTokens;
  }

  connector(serviceUrl: string, audience: string = this.#scope): Promise<ConnectorClient> {
    const key = `${serviceUrl} ${audience}`;
    const known = this.#connectors.get(key);
    if (known) return known;
    // There are only a few service URLs; the limit is against a flood of invented ones in local mode.
    if (this.#connectors.size >= cacheLimit) this.#connectors.clear();
    const made = this.#makeConnector(serviceUrl, audience);
    this.#connectors.set(key, made);
    return made;
  }

  async #makeConnector(serviceUrl: string, audience: string): Promise<ConnectorClient> {
    const connector = await this.#sdk.createConnectorFactory(this.#self).create(serviceUrl, audience);
    const { client } = connector as unknown as { client: { pipeline: Pipeline } };
    // One layer owns retries, the outbox; the SDK's own, which no option turns off, would multiply them.
    client.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
    const timeout = this.#sendTimeoutMs;
    client.pipeline.addPolicy({
      name: 'giveUp',
      sendRequest: (request, next) => {
        request.timeout = timeout;
        return next(request);
      },
    });
    return connector;
  }
}

// What is used of the pipeline of @azure/core-rest-pipeline; the SDK declares its client private.
type PipelineRequest = { timeout: number };
type Pipeline = {
  removePolicy(which: { name: string }): unknown;
  addPolicy(policy: {
    name: string;
    sendRequest(request: PipelineRequest, next: (request: PipelineRequest) => Promise<unknown>): Promise<unknown>;
  }): void;
};

class CachedConnectors extends ConnectorFactory {
  readonly #get: (serviceUrl: string, audience?: string) => Promise<ConnectorClient>;
  constructor(get: (serviceUrl: string, audience?: string) => Promise<ConnectorClient>) {
    super();
    this.#get = get;
  }
  override create(serviceUrl: string, audience?: string): Promise<ConnectorClient> {
    return this.#get(serviceUrl, audience);
  }
}

/** Hands the SDK credentials that put our token on each request; without an app id, authentication is off. */
class DoorCredentials extends ServiceClientCredentialsFactory {
  readonly #appId: string | undefined;
  readonly #tokens: TokenSource | undefined;
  constructor(appId: string | undefined, tokens: TokenSource | undefined) {
    super();
    this.#appId = appId;
    this.#tokens = tokens;
  }
  override async isValidAppId(appId: string): Promise<boolean> {
    return this.#appId !== undefined && appId.toLowerCase() === this.#appId;
  }
  override async isAuthenticationDisabled(): Promise<boolean> {
    return this.#appId === undefined;
  }
  override async createCredentials(_appId: string, audience: string | undefined): Promise<ServiceClientCredentials> {
    const tokens = this.#tokens;
    return {
      async signRequest(request) {
        if (tokens && audience) request.headers.set('authorization', `Bearer ${await tokens.get(audience)}`);
        return request;
      },
    };
  }
}

function createSdkAuthentication(config: Config, credentials: DoorCredentials): BotFrameworkAuthentication {
  const service = config.channelService;
  return BotFrameworkAuthenticationFactory.create(
    '',
    service.validateAuthority,
    service.loginUrl,
    service.oAuthScope,
    service.tokenIssuer,
    service.oAuthUrl,
    service.openIdMetadataUrl,
    service.emulatorOpenIdMetadataUrl,
    CallerIdConstants.PublicAzureChannel,
    credentials,
    { requiredEndorsements: [] },
  );
}
