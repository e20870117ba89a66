import type { TurnContext } from 'botbuilder';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { TurnLogic } from '../../bot/adapter.ts';
import { loadConfig } from '../../src/config.ts';
import { actsOf, channel, personal } from '../support/activities.ts';
import { type Connector, type ConnectorOptions, startConnector } from '../support/connector.ts';
import { type Door, type DoorOptions, startDoor } from '../support/door.ts';
import { dropsBefore, hangs, serverError, throttled, writesBlocked } from '../support/faults.ts';
import { levels } from '../support/log.ts';
import type { Forgery } from '../support/tokens.ts';
import { otherTenant, person, team } from '../support/world.ts';

const ada = person('Ada Okafor');
const stranger = person('Sam Stranger', otherTenant);
const ward = team('Ward 4', [ada], { channels: ['Digital'] });

// Before the first turn, so that the adapter's own silencer lies over it and not under it.
const printed: unknown[] = [];
for (const method of ['error', 'warn', 'log'] as const) {
  vi.spyOn(globalThis.console, method).mockImplementation((...words) => void printed.push(words));
}

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

type Started = Door & { far: Connector; acts: ReturnType<typeof actsOf>; turns: TurnContext['activity'][] };

/** Far side and door; `turns` are the activities that reached the logic. */
async function start(options: DoorOptions = {}, farOptions: ConnectorOptions = {}): Promise<Started> {
  const far = await startConnector({ people: [ada, stranger], teams: [ward], ...farOptions });
  const turns: TurnContext['activity'][] = [];
  const logic: TurnLogic = async (context) => {
    turns.push(context.activity);
    await options.logic?.(context);
  };
  const door = await startDoor(far, { ...options, logic });
  open.push(door.server, far);
  return { ...door, far, acts: actsOf(far), turns };
}

const say: TurnLogic = async (context) => void (await context.sendActivity('Noted'));

function answerWith(body: unknown): TurnLogic {
  return async (context) => void (await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } }));
}

describe('a request of Teams', () => {
  test('with a right token reaches the logic, is answered 200 without a body, and the reply goes out with our token', async () => {
    const { url, far, acts, turns } = await start({ logic: say });
    expect(await far.send(url, acts.says(ada, 'hello'))).toEqual({ status: 200, body: undefined });
    expect(turns).toMatchObject([{ type: 'message', text: 'hello', from: { aadObjectId: ada.objectId } }]);
    expect(far.received).toMatchObject([{ operation: 'post', conversationId: ada.chatId, status: 201 }]);
    expect(far.messagesTo(ada.chatId)).toMatchObject([{ activity: { text: 'Noted' } }]);
  });

  test.each<Forgery>([
    'none',
    'garbage',
    'forged',
    'HS256',
    'unsigned',
    'expired',
    'early',
    'audience',
    'issuer',
    'serviceUrl',
    'unknownKey',
    'unendorsed',
  ])('whose token is not right (%s) gets 401, one warning, and nothing is printed', async (forgery) => {
    const streams = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
    printed.length = 0;
    const { url, far, acts, turns, lines } = await start();
    const answer = await far.send(url, acts.says(ada, 'hello'), { forgery });
    expect(answer).toEqual({ status: 401, body: { error: 'This request is not authenticated' } });
    expect(turns).toEqual([]);
    expect(lines).toMatchObject([
      { level: levels.warn, msg: expect.stringContaining('token is missing or not right') },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/hello|Bearer|eyJ|node_modules/);
    for (const stream of streams) {
      expect(stream).not.toHaveBeenCalled();
      stream.mockRestore();
    }
    expect(printed).toEqual([]);
  });

  test.each([
    'Basic YTpi',
    'Bearer',
    'Bearer ',
    'bearer x.y.z',
    'Bearer a b',
    'Bearer e30.e30.',
    `Bearer ${'x'.repeat(9000)}`,
  ])('with a strange Authorization header gets 401: %s', async (authorization) => {
    const { url, acts, turns } = await start();
    const headers = { 'content-type': 'application/json', authorization };
    const body = JSON.stringify(acts.says(ada, 'hello'));
    expect((await fetch(`${url}/api/messages`, { method: 'POST', headers, body })).status).toBe(401);
    expect(turns).toEqual([]);
  });

  test.each(['AseChannel', 'webchat', 'emulator'])(
    'that says it is of the channel %s is refused',
    async (channelId) => {
      const { url, far, acts, turns } = await start();
      const answer = await far.send(url, { ...acts.says(ada, 'hello'), channelId });
      expect(answer.status).toBe(401);
      expect(turns).toEqual([]);
    },
  );

  test('of another channel gets 403 even where its token is right', async () => {
    const { url, far, acts, turns, lines } = await start();
    const answer = await far.send(url, { ...acts.says(ada, 'hi'), channelId: 'webchat' }, { forgery: 'anyChannel' });
    expect(answer.status).toBe(403);
    expect(turns).toEqual([]);
    expect(lines).toMatchObject([{ level: levels.warn, channel: 'webchat' }]);
    expect((await far.send(url, acts.says(ada, 'hi'), { forgery: 'anyChannel' })).status).toBe(200);
  });

  test('cannot be checked while the signing keys cannot be had: 401, and an error that says so', async () => {
    const gone = 'https://127.0.0.1:1/openid';
    const { url, far, acts, lines } = await start({ env: { ToBotFromChannelOpenIdMetadataUrl: gone } });
    expect((await far.send(url, acts.says(ada, 'hello'))).status).toBe(401);
    expect(lines).toMatchObject([{ level: levels.error, msg: expect.stringContaining('keys') }]);
  });

  test('of another tenant gets 403, one log line with that tenant, and nothing else happens', async () => {
    const { url, far, acts, turns, lines } = await start();
    const answer = await far.send(url, acts.says(stranger, 'hello'));
    expect(answer).toEqual({ status: 403, body: { error: 'This request is not allowed here' } });
    expect(turns).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(lines).toMatchObject([{ level: levels.warn, tenant: otherTenant }]);
  });

  test('is also refused where it names no tenant', async () => {
    const { url, far, acts, lines } = await start();
    const { channelData: _, ...activity } = acts.says(ada, 'hello');
    const answer = await far.send(url, { ...activity, conversation: { id: ada.chatId } });
    expect(answer.status).toBe(403);
    expect(lines).toMatchObject([{ tenant: 'none' }]);
  });

  test('has the tenant of its channel data where the conversation names none, in capitals or not', async () => {
    const { url, far, acts } = await start();
    const activity = acts.says(ada, 'hello');
    const channelData = { tenant: { id: ada.tenantId.toUpperCase() } };
    expect((await far.send(url, { ...activity, conversation: { id: ada.chatId }, channelData })).status).toBe(200);
  });

  test('of a tenant that CLERK_TENANTS lists is taken, and the own one is not where the list leaves it out', async () => {
    const { url, far, acts } = await start({ env: { CLERK_TENANTS: otherTenant } });
    expect((await far.send(url, acts.says(stranger, 'hello'))).status).toBe(200);
    expect((await far.send(url, acts.says(ada, 'hello'))).status).toBe(403);
  });
});

describe('a body', () => {
  test.each([{}, { type: '' }, { type: 5 }, { type: null }, { text: 'hello' }])(
    'without a type gets 400 before any token is looked at: %j',
    async (body) => {
      const { url, far, turns } = await start();
      const answer = await far.send(url, body, { forgery: 'none' });
      expect(answer).toEqual({ status: 400, body: { error: 'This is not an activity' } });
      expect(turns).toEqual([]);
    },
  );

  test.each([
    ['from nobody', { from: null }],
    ['from a string', { from: 'ada' }],
    ['from somebody without an id', { from: { name: 'Ada' } }],
    ['with a conversation that is a string', { conversation: 'x' }],
    ['without a conversation', { conversation: null }],
    ['with a conversation without an id', { conversation: {} }],
    ['with a tenant that is a number', { conversation: { id: 'x', tenantId: 5 } }],
    ['with a text that is a number', { text: 5 }],
    ['with a text that is an object', { text: { toString: 1 } }],
    ['without a service URL', { serviceUrl: null }],
    ['with a service URL that is none', { serviceUrl: 'file:///etc/passwd' }],
    ['with entities that are no list', { entities: { length: 3 } }],
    ['with an entity that is null', { entities: [null] }],
    ['with attachments that are a string', { attachments: 'x' }],
    ['with channel data that is a string', { channelData: 'x' }],
    ['with a tenant in its channel data that is a string', { channelData: { tenant: 'x' } }],
    ['with members that are strings', { membersAdded: ['x'] }],
    ['with a channel that is a number', { channelId: 5 }],
    ['with a reply id that is an object', { replyToId: {} }],
  ])('%s gets 400 and never reaches the logic', async (_, fields) => {
    const { url, far, acts, turns, lines } = await start();
    const answer = await far.send(url, { ...acts.says(ada, 'hello'), ...fields });
    expect(answer).toEqual({ status: 400, body: { error: 'This is not a complete activity' } });
    expect(turns).toEqual([]);
    expect(lines).toEqual([]);
  });

  test('with null in fields that may be absent is taken as if they were', async () => {
    const { url, far, acts, turns } = await start();
    const empty = { replyToId: null, entities: null, attachments: null, value: null, localTimestamp: null };
    expect((await far.send(url, { ...acts.says(ada, 'hello'), ...empty })).status).toBe(200);
    for (const name of Object.keys(empty)) expect(turns[0]).not.toHaveProperty(name);
  });

  test('with times that are none is taken without them; right ones arrive as dates', async () => {
    const { url, far, acts, turns } = await start();
    const sent = { ...acts.says(ada, 'hello'), timestamp: 'yesterday', localTimestamp: '2026-08-06T09:00:00+01:00' };
    expect((await far.send(url, sent)).status).toBe(200);
    expect(turns[0]?.timestamp).toBeUndefined();
    expect(turns[0]?.localTimestamp).toEqual(new Date('2026-08-06T08:00:00Z'));
  });

  test('cannot have its replies handed back in the answer instead of sent', async () => {
    const { url, far, acts } = await start({ logic: say });
    const answer = await far.send(url, { ...acts.says(ada, 'hello'), deliveryMode: 'expectReplies' });
    expect(answer).toEqual({ status: 200, body: undefined });
    expect(far.sent).toHaveLength(1);
  });

  test('of a kind that nobody knows is answered 200, with or without a sender', async () => {
    const { url, far, acts, turns } = await start();
    const { from: _, ...activity } = acts.says(ada, 'hello');
    expect((await far.send(url, { ...activity, type: 'somethingNew' })).status).toBe(200);
    expect(turns).toHaveLength(1);
  });

  test('with an install by policy, that no person sent, reaches the logic', async () => {
    const { url, far, acts, turns } = await start();
    expect((await far.send(url, acts.installs(undefined, channel(ward)))).status).toBe(200);
    expect(turns).toMatchObject([{ type: 'installationUpdate', action: 'add' }]);
  });
});

describe('an invoke', () => {
  const error = (statusCode: number, code: string) => {
    const value = { code, message: expect.stringMatching(/^Digital Clerk .+\.$/) };
    return { statusCode, type: 'application/vnd.microsoft.error', value };
  };

  test('is answered 200 with the body that the logic gave', async () => {
    const body = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Saved' };
    const { url, far, acts } = await start({ logic: answerWith(body) });
    expect(await far.send(url, acts.presses(ada, 'issue.raise', {}))).toEqual({ status: 200, body });
  });

  test('is answered HTTP 200 whatever status the logic gives', async () => {
    const body = { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'x', message: 'No' } };
    const logic: TurnLogic = async (context) => {
      await context.sendActivity({ type: 'invokeResponse', value: { status: 400, body } });
    };
    const { url, far, acts } = await start({ logic });
    expect(await far.send(url, acts.presses(ada, 'issue.raise', {}))).toEqual({ status: 200, body });
  });

  test.each([
    undefined,
    null,
    {},
    '',
    { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: '' },
  ])('for which the logic gave nothing to show (%j) is answered in plain words', async (body) => {
    const { url, far, acts } = await start({ logic: answerWith(body) });
    const answer = await far.send(url, acts.presses(ada, 'issue.raise', {}));
    expect(answer).toEqual({ status: 200, body: error(501, 'NotSupported') });
  });

  test('that the logic did not answer at all is answered in plain words', async () => {
    const { url, far, acts } = await start();
    const answer = await far.send(url, acts.presses(ada, 'no.such', {}, { in: channel(ward), replyTo: '1' }));
    expect(answer).toEqual({ status: 200, body: error(501, 'NotSupported') });
  });

  const explode: TurnLogic = async () => {
    throw new Error('UNIQUE constraint failed: secrets.text');
  };

  test('whose logic throws is answered in plain words and logged without the words of the error', async () => {
    const { url, far, acts, lines } = await start({ logic: explode });
    const answer = await far.send(url, acts.presses(ada, 'issue.raise', {}));
    expect(answer).toEqual({ status: 200, body: error(500, 'InternalError') });
    expect(lines).toMatchObject([{ level: levels.error, msg: 'a turn failed', type: 'invoke', error: 'Error' }]);
    expect(JSON.stringify(lines)).not.toMatch(/UNIQUE|secrets/);
  });

  test.each(['opensMessageAction', 'submitsMessageAction'] as const)(
    'of a dialog is answered with a dialog where the logic fails: %s',
    async (act) => {
      const { url, far, acts } = await start({ logic: explode });
      const activity =
        act === 'opensMessageAction'
          ? acts.opensMessageAction(ada, 'raise', '<p>x</p>')
          : acts.submitsMessageAction(ada, 'raise', {});
      const task = { type: 'message', value: expect.stringMatching(/^Digital Clerk /) };
      expect(await far.send(url, activity)).toEqual({ status: 200, body: { task } });
    },
  );

  test('as a message whose logic throws is answered 500, so that it can be sent again', async () => {
    const { url, far, acts, lines } = await start({ logic: explode });
    const answer = await far.send(url, acts.says(ada, 'hello'));
    expect(answer).toEqual({ status: 500, body: { error: 'Something went wrong' } });
    expect(lines).toMatchObject([{ level: levels.error, type: 'message' }]);
  });
});

describe('towards Teams', () => {
  test('many turns to one service URL use one client and ask for one token, also at once', async () => {
    const { url, far, acts, adapter } = await start({ logic: say });
    await Promise.all(['a', 'b', 'c'].map((text) => far.send(url, acts.says(ada, text))));
    expect(far.sent).toHaveLength(3);
    expect(far.tokensAsked()).toBe(1);
    expect(await adapter.connector(far.serviceUrl)).toBe(await adapter.connector(far.serviceUrl));
    expect(await adapter.connector(`${far.serviceUrl}other/`)).not.toBe(await adapter.connector(far.serviceUrl));
  });

  test('the turn itself has that same client', async () => {
    const clients: unknown[] = [];
    const logic: TurnLogic = async (context) => {
      clients.push(context.turnState.get(context.adapter.ConnectorClientKey));
    };
    const { url, far, acts, adapter } = await start({ logic });
    await far.send(url, acts.says(ada, 'a'));
    await far.send(url, acts.says(ada, 'b'));
    const own = await adapter.connector(far.serviceUrl);
    expect(clients).toHaveLength(2);
    for (const client of clients) expect(client).toBe(own);
  });

  test('a token is asked for again five minutes before it runs out', async () => {
    let at = Date.parse('2026-08-06T09:00:00Z');
    const now = () => new Date(at);
    const { far, adapter } = await start({ now }, { now });
    const client = await adapter.connector(far.serviceUrl);
    const post = () => client.conversations.sendToConversation(ada.chatId, { type: 'message', text: 'x' });
    await post();
    at += 54 * 60_000;
    await post();
    expect(far.tokensAsked()).toBe(1);
    at += 90_000;
    await post();
    expect(far.tokensAsked()).toBe(2);
    at += 59 * 60_000;
    await post();
    expect(far.received.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  });

  test('nothing is sent a second time by the client itself', async () => {
    const { far, adapter } = await start();
    const client = await adapter.connector(far.serviceUrl);
    const post = () => client.conversations.sendToConversation(ada.chatId, { type: 'message', text: 'x' });
    for (const fault of [serverError(500), serverError(502), serverError(503, 1), serverError(504), throttled(1)]) {
      far.fail(fault, { times: 1 });
      await expect(post()).rejects.toThrow();
    }
    expect(far.received.map(({ status }) => status)).toEqual([500, 502, 503, 504, 429]);
    expect(far.sent).toEqual([]);
  });

  test('a far side that does not answer is given up', async () => {
    const { far, adapter } = await start({ sendTimeoutMs: 50 });
    far.fail(hangs);
    const client = await adapter.connector(far.serviceUrl);
    const sending = client.conversations.sendToConversation(ada.chatId, { type: 'message', text: 'x' });
    await expect(sending).rejects.toMatchObject({ name: 'AbortError' });
    expect(far.received).toMatchObject([{ status: 'hang' }]);
  });

  test('a refusal keeps its status, code and Retry-After for whoever sends', async () => {
    const { far, adapter } = await start();
    const client = await adapter.connector(far.serviceUrl);
    const post = () => client.conversations.sendToConversation(ada.chatId, { type: 'message', text: 'x' });
    far.fail(throttled(7), { times: 1 });
    const refused = await post().catch((error: unknown) => error);
    expect(refused).toMatchObject({ statusCode: 429, code: 'Throttled' });
    const { response } = refused as { response: { headers: { get(name: string): string } } };
    expect(response.headers.get('retry-after')).toBe('7');
    far.fail(writesBlocked, { times: 1 });
    await expect(post()).rejects.toMatchObject({
      statusCode: 403,
      message: expect.stringContaining('MessageWritesBlocked'),
    });
  });

  test('the bot’s token can be proved, and a wrong secret is told by its code alone', async () => {
    const { adapter } = await start();
    await expect(adapter.token()).resolves.toBeUndefined();
    const wrong = await start({ env: { MicrosoftAppPassword: 'wrong' } });
    await expect(wrong.adapter.token()).rejects.toMatchObject({ name: 'TokenFault', code: 'invalid_client' });
    await expect(wrong.adapter.token()).rejects.not.toMatchObject({ message: expect.stringContaining('wrong') });
  });

  test('a failure to get a token is not kept: the next send asks again', async () => {
    const { far, adapter } = await start();
    far.failTokens(serverError(503, 60), 1);
    await expect(adapter.token()).rejects.toMatchObject({ name: 'TokenFault', code: 'http_503' });
    far.failTokens(dropsBefore, 1);
    await expect(adapter.token()).rejects.toMatchObject({ name: 'TokenFault' });
    await adapter.token();
    expect(far.tokensAsked()).toBe(3);
  });
});

describe('in local mode', () => {
  test('requests need no token and sends carry none', async () => {
    const { url, far, acts, adapter } = await start({ logic: say }, { local: true });
    expect((await far.send(url, acts.says(stranger, 'hello'))).status).toBe(200);
    expect(far.sent).toHaveLength(1);
    expect(far.tokensAsked()).toBe(0);
    await expect(adapter.token()).resolves.toBeUndefined();
  });

  test('an allow-list is kept, and other channels may come in', async () => {
    const { url, far, acts } = await start({ env: { CLERK_TENANTS: ada.tenantId } }, { local: true });
    expect((await far.send(url, acts.says(stranger, 'hello'))).status).toBe(403);
    const answer = await far.send(url, { ...acts.says(ada, 'hello', { in: personal(ada) }), channelId: 'emulator' });
    expect(answer.status).toBe(200);
  });
});

test('the settings of the far side are those of a real service', async () => {
  const far = await startConnector();
  open.push(far);
  const { config, warnings } = loadConfig({ ...far.environment });
  expect(config.identity?.appId).toBe(far.appId);
  expect(warnings.join()).not.toMatch(/another cloud/);
});
