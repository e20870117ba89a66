// Microsoft Entra as far as the tab's sign-in goes: publishes the keys of each tenant and signs tokens, right ones and
// wrong ones. Times are those of the test's clock.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import type { Person } from './world.ts';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

export type TokenChange = {
  /** Claims that differ; undefined takes one away. */
  claims?: Record<string, unknown>;
  forged?: boolean;
  /** Minutes from now at which it ends. */
  endsIn?: number;
  algorithm?: 'RS256' | 'HS256';
};

export type Authority = Awaited<ReturnType<typeof startAuthority>>;

/** Listens on this machine. `url` goes into CLERK_TAB_LOGIN_URL; `asked` are the paths of which keys were fetched. */
export async function startAuthority(appId: () => string, now: () => Date) {
  const asked: string[] = [];
  let broken = false;
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const jwk = { ...keys.publicKey.export({ format: 'jwk' }), kid: 'tab', use: 'sig', alg: 'RS256' };
    response.writeHead(broken ? 500 : 200, { 'content-type': 'application/json' });
    response.end(broken ? '{}' : JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));

  /** An Authorization header for a person, as Teams gets it from Entra. */
  async function headerFor(person: Pick<Person, 'tenantId' | 'objectId' | 'name'>, change: TokenChange = {}) {
    const seconds = Math.floor(now().getTime() / 1000);
    const algorithm = change.algorithm ?? 'RS256';
    const claims = {
      iss: `https://login.microsoftonline.com/${person.tenantId}/v2.0`,
      aud: appId(),
      tid: person.tenantId,
      oid: person.objectId,
      name: person.name,
      scp: 'access_as_user',
      iat: seconds - 60,
      nbf: seconds - 60,
      exp: seconds + (change.endsIn ?? 60) * 60,
      ...change.claims,
    };
    const secret = new TextEncoder().encode(keys.publicKey.export({ format: 'pem', type: 'spki' }).toString());
    const pair = change.forged ? stranger : keys;
    const token = await new SignJWT(JSON.parse(JSON.stringify(claims)))
      .setProtectedHeader({ alg: algorithm, kid: 'tab', typ: 'JWT' })
      .sign(algorithm === 'HS256' ? secret : pair.privateKey);
    return `Bearer ${token}`;
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    headerFor,
    breakDown: () => {
      broken = true;
    },
    close: () => new Promise<void>((done) => void server.close(() => done())),
  };
}
