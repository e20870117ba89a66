// Who opens the tab: a token of Microsoft Entra, checked before anything else. Tenant and person come from the token
// alone; what the tab says about its surroundings is never believed.
import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Config } from '../config.ts';
import { describeError, type Log } from '../log.ts';

/** Whom a token names. Ids are lower case. */
export type Caller = { readonly tenantId: string; readonly objectId: string; readonly name: string };

/** Why somebody was not let in. `error` is for whoever looks at the tab, `cause` for whoever looks after it. */
export type SignInFault = { readonly status: 401 | 403 | 503; readonly error: string; readonly cause: string };

export type SignIn = (authorization: string) => Promise<{ caller: Caller } | { fault: SignInFault }>;

export type SignInDeps = {
  readonly config: Pick<Config, 'identity' | 'tenants' | 'tabLoginUrl'>;
  readonly log: Log;
  readonly now: () => Date;
};

/** The permission of our own API that Teams asks for on behalf of the person. */
const SCOPE = 'access_as_user';
// The addresses that Entra's tokens name as their issuer, whatever the cloud's sign-in address is. The second is that
// of version 1.0 tokens, which an app registration gives out unless requestedAccessTokenVersion is 2.
const ISSUER =
  /^https:\/\/(?:login\.microsoftonline\.com\/([0-9a-f-]{36})\/v2\.0|sts\.windows\.net\/([0-9a-f-]{36})\/)$/;
const CLOCKS_DIFFER_SECONDS = 60;

const SIGN_IN_AGAIN = 'You are not signed in. Close this tab and open it again.';

type Keys = ReturnType<typeof createRemoteJWKSet>;

/**
 * Checks an Authorization header: issuer, tenant and audience first, so that nobody can make us fetch keys from
 * anywhere else or for anyone else; then signature, times and scope. Never throws.
 * Issuers: version 2.0 and 1.0 of the allowed tenants. Audiences: the app's id, or `api://…/<app id>`.
 */
export function createSignIn(deps: SignInDeps): SignIn {
  const { config, log, now } = deps;
  const keySets = new Map<string, Keys>();

  function keysOf(tenantId: string): Keys {
    const known = keySets.get(tenantId);
    if (known) return known;
    const made = createRemoteJWKSet(new URL(`${config.tabLoginUrl}/${tenantId}/discovery/v2.0/keys`));
    keySets.set(tenantId, made);
    return made;
  }

  async function signIn(authorization: string): Promise<{ caller: Caller } | { fault: SignInFault }> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization.trim())?.[1];
    const claims = token && readClaims(token);
    if (!token || !claims) {
      return refused('The request carries no token of Microsoft Entra. The tab sends one when it runs inside Teams.');
    }
    const tenantId = tenantOf(claims, config.tabLoginUrl);
    if (!tenantId) return refused('The token was not issued by Microsoft Entra for one tenant.');
    if (config.tenants !== 'any' && !config.tenants.includes(tenantId)) {
      return refused('The token is of a tenant that may not use this service. Its id belongs into CLERK_TENANTS.');
    }
    if (!isForUs(claims.aud, config.identity?.appId)) {
      return refused(
        'The token is for another application. webApplicationInfo in the app package must name MicrosoftAppId, and ' +
          'its resource must be the Application ID URI of that registration: make the package again.',
      );
    }
    try {
      const options = { algorithms: ['RS256'], currentDate: now(), clockTolerance: CLOCKS_DIFFER_SECONDS };
      const required = { requiredClaims: ['exp', 'oid', 'tid'] };
      const { payload } = await jwtVerify(token, keysOf(tenantId), { ...options, ...required });
      return admitted(payload, tenantId);
    } catch (error) {
      return notVerified(error);
    }
  }

  function notVerified(error: unknown): { fault: SignInFault } {
    if (error instanceof errors.JWTExpired) {
      return refused('The token has expired. If this happens often, the clock of this service is wrong.');
    }
    if (error instanceof errors.JWTClaimValidationFailed) {
      return refused('The token is not valid yet, or lacks a claim (exp, oid, tid). Check the clock of this service.');
    }
    const unsigned = [errors.JWSSignatureVerificationFailed, errors.JWKSNoMatchingKey, errors.JOSEAlgNotAllowed];
    if (unsigned.some((kind) => error instanceof kind) || error instanceof errors.JWSInvalid) {
      return refused("The token is not signed with a key of its tenant. Is CLERK_TAB_LOGIN_URL this cloud's address?");
    }
    log.error(describeError(error), 'the keys that sign people in to the tab could not be read');
    const cause = 'The keys of the tenant could not be read from CLERK_TAB_LOGIN_URL. The log says why.';
    return { fault: { status: 503, error: 'Signing in does not work just now. Try again in a few minutes.', cause } };
  }

  return signIn;
}

function admitted(claims: JWTPayload, tenantId: string): { caller: Caller } | { fault: SignInFault } {
  const objectId = String(claims.oid).toLowerCase();
  if (String(claims.tid).toLowerCase() !== tenantId) return refused('The token names two different tenants.');
  if (
    !String(claims.scp ?? '')
      .split(' ')
      .includes(SCOPE)
  ) {
    const cause = `The token has no scope ${SCOPE}. Add it under "Expose an API" in Entra and allow the Teams clients.`;
    const error = 'Digital Clerk may not sign you in. Ask whoever looks after it in your organisation.';
    return { fault: { status: 403, error, cause } };
  }
  return { caller: { tenantId, objectId, name: typeof claims.name === 'string' ? claims.name : '' } };
}

function refused(cause: string): { fault: SignInFault } {
  return { fault: { status: 401, error: SIGN_IN_AGAIN, cause } };
}

function readClaims(token: string): JWTPayload | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

/** The tenant that the issuer names, lower case; undefined where it is no issuer of ours. */
function tenantOf(claims: JWTPayload, loginUrl: string): string | undefined {
  const issuer = String(claims.iss ?? '').toLowerCase();
  const own = `${loginUrl.toLowerCase()}/`;
  const ofThisCloud = issuer.startsWith(own)
    ? /^([0-9a-f-]{36})\/v2\.0$/.exec(issuer.slice(own.length))?.[1]
    : undefined;
  const found = ISSUER.exec(issuer);
  return ofThisCloud ?? found?.[1] ?? found?.[2];
}

function isForUs(audience: string | string[] | undefined, appId: string | undefined): boolean {
  if (!appId || typeof audience !== 'string') return false;
  const wanted = audience.toLowerCase();
  return wanted === appId || (wanted.startsWith('api://') && wanted.endsWith(`/${appId}`));
}
