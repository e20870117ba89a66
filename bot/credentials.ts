// The bot's own token towards Teams, from Entra, by client secret. The only file that imports MSAL. The Bot Framework
// SDK's own way sets no `knownAuthorities`, so it works with no other cloud and no test authority.
import { ConfidentialClientApplication, type INetworkModule, type NetworkRequestOptions } from '@azure/msal-node';
import type { Identity } from '../src/config.ts';

/** No token could be had. `code` is Entra's or MSAL's word for the reason, such as `invalid_client`. */
export class TokenFault extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`no token for the bot: ${code}`);
    this.name = 'TokenFault';
    this.code = code;
  }
}

/** `get` gives an access token for an audience such as https://api.botframework.com; throws a TokenFault. */
export type TokenSource = { get(audience: string): Promise<string> };

type Held = { readonly token: string; readonly freshUntil: number };

const spareMs = 5 * 60_000;
const askTimeoutMs = 10_000;

/**
 * Makes the source of tokens. A token is kept until five minutes before it runs out (half its life where it lives
 * less than ten minutes), and asked for once however many wait for it. `loginUrl`: where Entra is; its path is not
 * used, for a single-tenant bot's authority is always that host and its own tenant.
 */
export function createTokenSource(identity: Identity, loginUrl: string, now: () => Date): TokenSource {
  const networkClient = createNetworkClient();
  const held = new Map<string, Held>();
  const asked = new Map<string, Promise<string>>();

  async function ask(audience: string): Promise<string> {
    const { token, livesMs } = await askEntra(createClient(identity, loginUrl, networkClient), audience);
    held.set(audience, { token, freshUntil: now().getTime() + livesMs - Math.min(spareMs, livesMs / 2) });
    return token;
  }

  return {
    get(audience) {
      const known = held.get(audience);
      if (known && known.freshUntil > now().getTime()) return Promise.resolve(known.token);
      const waiting = asked.get(audience) ?? ask(audience).finally(() => asked.delete(audience));
      asked.set(audience, waiting);
      return waiting;
    },
  };
}

// A new one for each token: after a 429 or 5xx a client refuses to ask again for a minute, by the machine's clock; how
// long to wait is the outbox's to decide.
function createClient(identity: Identity, loginUrl: string, networkClient: INetworkModule) {
  const { host, origin } = new URL(loginUrl);
  return new ConfidentialClientApplication({
    auth: {
      clientId: identity.appId,
      clientSecret: identity.password,
      authority: `${origin}/${identity.tenantId}`,
      knownAuthorities: [host],
    },
    system: { networkClient, disableInternalRetries: true },
  });
}

async function askEntra(client: ConfidentialClientApplication, audience: string) {
  try {
    const scope = audience.endsWith('/.default') ? audience : `${audience}/.default`;
    const request = { scopes: [scope] };
    const result = await client.acquireTokenByClientCredential(request);
    if (!result?.accessToken) throw new TokenFault('no_token');
    // MSAL reckons with the machine's own clock; only the span between counts here.
    return { token: result.accessToken, livesMs: (result.expiresOn?.getTime() ?? Date.now()) - Date.now() };
  } catch (error) {
    if (error instanceof TokenFault) throw error;
    throw new TokenFault(codeOf(error));
  }
}

function codeOf(error: unknown): string {
  const { errorCode, status, name } = error as { errorCode?: unknown; status?: unknown; name?: unknown };
  if (typeof errorCode === 'string' && errorCode) return errorCode;
  return typeof status === 'number' ? `http_${status}` : String(name);
}

// MSAL's own client never gives up on a POST; a silent Entra would stop all sending.
function createNetworkClient(): INetworkModule {
  async function ask<Body>(method: string, url: string, options: NetworkRequestOptions | undefined) {
    const init: RequestInit = { method, signal: AbortSignal.timeout(askTimeoutMs) };
    if (options?.headers) init.headers = options.headers;
    if (options?.body) init.body = options.body;
    const response = await fetch(url, init);
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: (await response.json()) as Body,
    };
  }
  return {
    sendGetRequestAsync: (url, options) => ask('GET', url, options),
    sendPostRequestAsync: (url, options) => ask('POST', url, options),
  };
}
