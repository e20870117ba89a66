// The Bot Framework's token service as a bot sees it: signing keys, OpenID metadata, tokens for inbound requests (right
// ones and forged ones), and the bot's own tokens for outbound requests.
import { createHmac, createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';

/** In what way a token is not right. `none`: no header at all; `forged`: signed with a key that is not ours; `HS256`:
 * signed with our public key as a secret; `unsigned`: algorithm none; `early`: not yet valid; `unendorsed`: by a key for
 * web chat; `anyChannel`: by a key without endorsements, which the SDK takes for any channel. */
export type Forgery =
  | 'none'
  | 'garbage'
  | 'forged'
  | 'HS256'
  | 'unsigned'
  | 'expired'
  | 'early'
  | 'audience'
  | 'issuer'
  | 'serviceUrl'
  | 'unknownKey'
  | 'unendorsed'
  | 'anyChannel';

type Keys = Readonly<Record<'endorsed' | 'unendorsed' | 'anyChannel' | 'stranger', KeyPair>>;
type KeyPair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

// One set of keys for the process: the SDK keeps the keys of a metadata address for a day, and a port can come again.
let keys: Keys | undefined;

function keySet(): Keys {
  const make = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
  keys ??= { endorsed: make(), unendorsed: make(), anyChannel: make(), stranger: make() };
  return keys;
}

/** The published signing keys: one endorsed for Teams, one for web chat only, one for nothing in particular. */
export function jwks(): object {
  const publish = (kid: keyof Keys, endorsements: string[]) => ({
    ...keySet()[kid].publicKey.export({ format: 'jwk' }),
    kid,
    use: 'sig',
    endorsements,
  });
  const endorsed = publish('endorsed', ['msteams']);
  return { keys: [endorsed, publish('unendorsed', ['webchat']), publish('anyChannel', [])] };
}

export type TokenWanted = {
  readonly issuer: string;
  readonly audience: string;
  readonly serviceUrl: string;
  readonly forgery?: Forgery | undefined;
};

/** An Authorization header as Teams sends it; undefined for the forgery `none`. Times are the machine's own: the SDK
 * checks them against no other clock, with five minutes of tolerance. */
export function inboundHeader(wanted: TokenWanted): string | undefined {
  const { forgery } = wanted;
  if (forgery === 'none') return undefined;
  if (forgery === 'garbage') return 'Bearer not.a.token';
  const now = Math.floor(Date.now() / 1000);
  const header: Record<string, string> = { typ: 'JWT', alg: 'RS256', kid: 'endorsed' };
  const payload: Record<string, unknown> = {
    iss: forgery === 'issuer' ? 'https://issuer.example' : wanted.issuer,
    aud: forgery === 'audience' ? randomUUID() : wanted.audience,
    nbf: forgery === 'early' ? now + 3600 : now - 60,
    exp: now + (forgery === 'expired' ? -3600 : forgery === 'early' ? 7200 : 3600),
    serviceurl: forgery === 'serviceUrl' ? 'https://other.example/teams/' : wanted.serviceUrl,
  };
  if (forgery === 'unknownKey') header.kid = 'unknown';
  if (forgery === 'unendorsed' || forgery === 'anyChannel') header.kid = forgery;
  if (forgery === 'HS256') header.alg = 'HS256';
  if (forgery === 'unsigned') header.alg = 'none';
  const content = `${encode(header)}.${encode(payload)}`;
  return `Bearer ${content}.${sign(content, forgery)}`;
}

function sign(content: string, forgery: Forgery | undefined): string {
  const pairs = keySet();
  if (forgery === 'unsigned') return '';
  if (forgery === 'HS256') {
    const secret = pairs.endorsed.publicKey.export({ format: 'pem', type: 'spki' });
    return createHmac('sha256', secret).update(content).digest('base64url');
  }
  const signers: Partial<Record<Forgery, KeyPair>> = { ...pairs, forged: pairs.stranger };
  const signer = (forgery && signers[forgery]) ?? pairs.endorsed;
  return createSign('RSA-SHA256').update(content).sign(signer.privateKey, 'base64url');
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** Entra, as far as a bot asks it for its own token. */
export type Entra = {
  answer(base: string, path: string, form: string): { status: number; body: object };
  accepts(authorization: string | undefined): boolean;
  /** How many tokens were asked for, in vain too. */
  asked: number;
};

export type EntraOptions = {
  readonly appId: string;
  readonly password: string;
  readonly tenantId: string;
  readonly now: () => Date;
  readonly livesSeconds: number;
};

/** Makes an Entra that knows one bot. Its tokens run out on the test's clock. */
export function createEntra({ appId, password, tenantId, now, livesSeconds }: EntraOptions): Entra {
  const endsAt = new Map<string, number>();

  function issue(form: URLSearchParams): { status: number; body: object } {
    if (form.get('client_id') !== appId || form.get('client_secret') !== password) {
      return { status: 401, body: { error: 'invalid_client', error_description: 'AADSTS7000215: wrong secret' } };
    }
    const token = `bot-token-${randomUUID()}`;
    endsAt.set(`Bearer ${token}`, now().getTime() + livesSeconds * 1000);
    return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: livesSeconds } };
  }

  return {
    asked: 0,
    answer(base, path, form) {
      const tokenPath = `/${tenantId}/oauth2/v2.0/token`;
      if (path === tokenPath) {
        this.asked += 1;
        return issue(new URLSearchParams(form));
      }
      if (path !== `/${tenantId}/v2.0/.well-known/openid-configuration`) return { status: 404, body: {} };
      const own = { issuer: `${base}/${tenantId}/v2.0`, jwks_uri: `${base}/keys` };
      const asking = { token_endpoint: base + tokenPath, authorization_endpoint: `${base}/${tenantId}/authorize` };
      return { status: 200, body: { ...own, ...asking } };
    },
    accepts: (authorization) => (endsAt.get(authorization ?? '') ?? 0) > now().getTime(),
  };
}
