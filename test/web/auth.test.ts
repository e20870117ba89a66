import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TokenChange } from '../support/authority.ts';
import { cast, startTabHouse, type TabHouse } from '../support/tab.ts';
import { guidOf, person } from '../support/world.ts';

const elsewhere = person('Vera Lind', guidOf('tenant', 'elsewhere'));
const { raiser } = cast;

describe('signing in to the tab', () => {
  let house: TabHouse;
  beforeAll(async () => {
    house = await startTabHouse();
  });
  afterAll(() => house.stop());

  const appId = () => house.far.appId;
  const of =
    (claims: () => Record<string, unknown>): (() => TokenChange) =>
    () => ({ claims: claims() });

  test.each<[string, () => TokenChange]>([
    ['version 2.0, for the id of the app', () => ({})],
    ['version 1.0, for the address of the app', of(() => v1(`api://clerk.trust.example/${appId()}`))],
    ['for the address of the app without a domain', of(() => ({ aud: `api://${appId()}` }))],
    ['with ids in capitals', of(() => ({ aud: appId().toUpperCase(), oid: raiser.objectId.toUpperCase() }))],
    ['with more scopes than ours', of(() => ({ scp: 'openid access_as_user' }))],
    ["issued at the cloud's own address", of(() => ({ iss: `${house.authority.url}/${raiser.tenantId}/v2.0` }))],
  ])('a token is taken: %s', async (_, change) => {
    const { status, body } = await house.ask(raiser, 'me', undefined, change());
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: raiser.name, organisation: { name: 'Northdale Community Trust' } });
  });

  function v1(aud: string) {
    return { iss: `https://sts.windows.net/${raiser.tenantId}/`, aud, ver: '1.0' };
  }

  test.each<[string, () => TokenChange, RegExp]>([
    ['expired', () => ({ endsIn: -5 }), /expired/],
    ['not valid yet', of(() => ({ nbf: Math.floor(house.now().getTime() / 1000) + 3600 })), /not valid yet/],
    ['for another audience', of(() => ({ aud: guidOf('another app') })), /another application/],
    ['for an address that only ends like ours', of(() => ({ aud: `https://evil.example/${appId()}` })), /another app/],
    ['for an app whose id only ends like ours', of(() => ({ aud: `api://evil.example/x${appId()}` })), /another app/],
    ['for several audiences', of(() => ({ aud: [appId(), 'https://evil.example'] })), /another application/],
    ['forged', () => ({ forged: true }), /not signed/],
    ['signed with our public key as a secret', () => ({ algorithm: 'HS256' as const }), /not signed/],
    ['of an issuer that is not Entra', of(() => ({ iss: 'https://evil.example/v2.0' })), /not issued by Microsoft/],
    [
      'of an issuer that only contains Entra',
      of(() => ({ iss: 'https://evil.example/login.microsoftonline.com' })),
      /not iss/,
    ],
    ['naming two tenants', of(() => ({ tid: guidOf('another tenant') })), /two different tenants/],
    ['without a person', of(() => ({ oid: undefined })), /lacks a claim/],
    ['without an end', of(() => ({ exp: undefined })), /lacks a claim/],
  ])('a token that is %s is refused with 401 and its cause', async (_, change, cause) => {
    const { status, body, headers } = await house.ask(raiser, 'me', undefined, change());
    expect({ status, cause: body.cause }).toEqual({ status: 401, cause: expect.stringMatching(cause) });
    expect(body.error).toMatch(/^You are not signed in/);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(headers.get('set-cookie')).toBeNull();
  });

  test('a token of a tenant that is not allowed is refused before any keys are fetched', async () => {
    const before = house.authority.asked.length;
    const { status, body } = await house.ask(elsewhere, 'me');
    expect({ status, cause: body.cause }).toEqual({ status: 401, cause: expect.stringContaining('CLERK_TENANTS') });
    expect(house.authority.asked.slice(before)).toEqual([]);
    expect(house.authority.asked.every((path) => /^\/7e57[ab]000[0-9a-f-]+\/discovery\/v2\.0\/keys$/.test(path))).toBe(
      true,
    );
  });

  test.each(['openid profile', '', undefined])(
    'a token with the scopes "%s" gets 403, and what to set',
    async (scp) => {
      const { status, body } = await house.ask(raiser, 'me', undefined, { claims: { scp } });
      expect({ status, cause: body.cause }).toEqual({ status: 403, cause: expect.stringContaining('Expose an API') });
    },
  );

  test.each(['', 'Basic abc', 'Bearer', 'Bearer a.b.c', 'Bearer not-a-token', `Bearer ${'x'.repeat(5000)}`])(
    'the header "%s" is no token',
    async (authorization) => {
      const response = await fetch(`${house.clerk.url}/api/tab/me`, { headers: { authorization } });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ cause: expect.stringContaining('no token') });
    },
  );

  test.each([
    ['GET', 'me'],
    ['HEAD', 'me'],
    ['GET', 'nothing/here'],
    ['GET', 'people'],
    ['POST', 'raise'],
    ['POST', 'nothing'],
    ['PUT', 'me'],
    ['PATCH', 'me'],
    ['DELETE', 'issues/CAB-1'],
  ])('%s %s without a token is 401, whether it exists or not, and whatever is sent', async (method, path) => {
    const init = { method, ...(['GET', 'HEAD'].includes(method) ? {} : { body: 'not json' }) };
    expect((await fetch(`${house.clerk.url}/api/tab/${path}`, init)).status).toBe(401);
  });

  test('with a right token what does not exist is 404, and the list of demo people does not exist', async () => {
    expect((await house.ask(raiser, 'nothing/here')).status).toBe(404);
    expect((await house.ask(raiser, 'people')).status).toBe(404);
    expect((await house.ask(raiser, 'nothing', {})).status).toBe(404);
  });

  test('a person from the header of local mode is not believed in production', async () => {
    const person = await house.clerk.store.db.selectFrom('people').select('id').executeTakeFirstOrThrow();
    const response = await fetch(`${house.clerk.url}/api/tab/me`, { headers: { 'x-clerk-person': person.id } });
    expect(response.status).toBe(401);
  });

  test('no token and no name is written to the log', async () => {
    const logged = JSON.stringify(house.lines);
    expect(logged).not.toContain('eyJ');
    expect(logged).not.toContain(raiser.name);
  });
});

test('when the keys cannot be read it says 503, and to try again', async () => {
  const house = await startTabHouse();
  try {
    house.authority.breakDown();
    const { status, body } = await house.ask(raiser, 'me');
    expect(status).toBe(503);
    expect(body).toMatchObject({ error: expect.stringContaining('Try again'), cause: expect.stringContaining('keys') });
  } finally {
    await house.stop();
  }
});
