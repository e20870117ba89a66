import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { actsOf, channel, conversationOf, personal } from './activities.ts';
import { type Connector, type ConnectorOptions, startConnector } from './connector.ts';
import * as faults from './faults.ts';
import { cardOf } from './record.ts';
import { homeTenant, otherTenant, person, team } from './world.ts';

const ada = person('Ada Okafor');
const ben = person('Ben Ünal');
const cat = person('Cat Stranger', otherTenant);
const ward = team('Ward 4', [ada, ben], { channels: ['Digital'] });
const [general, digital] = ward.channels;
if (!general || !digital) throw new Error('the team has its channels');

let at = Date.parse('2026-08-06T09:00:00Z');
const now = () => new Date(at);
let far: Connector;

beforeEach(async () => {
  far = await start();
});
afterEach(() => far.close());

function start(options: ConnectorOptions = {}): Promise<Connector> {
  return startConnector({ now, local: true, people: [ada, ben, cat], teams: [ward], ...options });
}

/** One request to the far side, as a bot makes it. */
async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${far.serviceUrl}v3/${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(2000),
  });
  const text = await response.text();
  const retryAfter = response.headers.get('retry-after');
  return { status: response.status, retryAfter, body: text ? JSON.parse(text) : undefined };
}

function post(conversation: string, activity: object = { type: 'message', text: 'x' }) {
  return ask('POST', `conversations/${encodeURIComponent(conversation)}/activities`, activity);
}

function codeOf(body: { error?: { code?: string } }): string | undefined {
  return body.error?.code;
}

describe('sending', () => {
  test('a message to a personal chat is kept under an id of its own', async () => {
    const { status, body } = await post(ada.chatId, { type: 'message', text: 'hello' });
    expect(status).toBe(201);
    expect(far.sent).toMatchObject([{ kind: 'post', conversationId: ada.chatId, activityId: body.id, at: now() }]);
    expect(far.messagesTo(ada.chatId)).toMatchObject([{ id: body.id, activity: { text: 'hello' } }]);
    expect(far.messagesTo(ben.chatId)).toEqual([]);
  });

  test('a message to a conversation that is not there gets 404', async () => {
    const { status, body } = await post('a:nobody');
    expect([status, codeOf(body)]).toEqual([404, 'ConversationNotFound']);
    expect(far.sent).toEqual([]);
  });

  test('an update shows in place, a deletion takes away, both only where there is a message', async () => {
    const { body } = await post(ada.chatId, { type: 'message', text: 'one' });
    const path = `conversations/${ada.chatId}/activities/${body.id}`;
    expect((await ask('PUT', path, { type: 'message', text: 'two' })).status).toBe(200);
    expect(far.messagesTo(ada.chatId)).toMatchObject([{ id: body.id, activity: { text: 'two' } }]);
    expect((await ask('DELETE', path)).status).toBe(200);
    expect(far.messagesTo(ada.chatId)).toEqual([]);
    const gone = await ask('PUT', path, { type: 'message', text: 'three' });
    expect([gone.status, codeOf(gone.body)]).toEqual([404, 'ActivityNotFoundInConversation']);
    expect(far.sent.map(({ kind }) => kind)).toEqual(['post', 'update', 'delete']);
  });

  test('a message over 100 KB of UTF-16 is refused', async () => {
    const { status, body } = await post(ada.chatId, { type: 'message', text: 'x'.repeat(51 * 1024) });
    expect([status, codeOf(body)]).toEqual([413, 'MessageSizeTooBig']);
    expect((await post(ada.chatId, { type: 'message', text: 'x'.repeat(49 * 1024) })).status).toBe(201);
  });

  test('a typing notice is received but is no message', async () => {
    await post(ada.chatId, { type: 'typing' });
    expect(far.sent).toHaveLength(1);
    expect(far.messagesTo(ada.chatId)).toEqual([]);
  });

  test('the card of a message is found', async () => {
    const card = { type: 'AdaptiveCard', version: '1.5' };
    await post(ada.chatId, {
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
    });
    expect(cardOf(far.sent[0]?.activity)).toEqual(card);
    expect(cardOf({ text: 'x' })).toBeUndefined();
  });
});

describe('creating a conversation', () => {
  const create = (body: object) => ask('POST', 'conversations', body);

  test('with a person gives their one chat, each time', async () => {
    const wanted = { isGroup: false, bot: { id: far.botId }, members: [{ id: ada.id }], tenantId: homeTenant };
    expect((await create(wanted)).body).toEqual({ id: ada.chatId });
    expect((await create(wanted)).body).toEqual({ id: ada.chatId });
    expect(far.sent).toMatchObject([{ kind: 'create' }, { kind: 'create' }]);
    expect(far.messagesTo(ada.chatId)).toEqual([]);
  });

  test('with somebody unknown, of another tenant, by an object id or without a tenant is refused', async () => {
    const refusal = async (id: string, tenantId?: string) => {
      const { status, body } = await create({ members: [{ id }], ...(tenantId && { tenantId }) });
      return [status, codeOf(body)];
    };
    expect(await refusal('29:1nobody', homeTenant)).toEqual([403, 'ForbiddenOperationException']);
    expect(await refusal(cat.id, homeTenant)).toEqual([403, 'ForbiddenOperationException']);
    expect(await refusal(ada.objectId, homeTenant)).toEqual([400, 'BadArgument']);
    expect(await refusal(ada.id)).toEqual([400, 'BadArgument']);
  });

  test('in a channel begins a thread; its first message can be updated and answered there', async () => {
    const activity = { type: 'message', text: 'root' };
    const { body } = await create({ isGroup: true, channelData: { channel: { id: digital.id } }, activity });
    expect(body.id).toBe(`${digital.id};messageid=${body.activityId}`);
    await post(body.id, { type: 'message', text: 'answer' });
    await post(general.id, { type: 'message', text: 'elsewhere' });
    const texts = (id: string) => far.messagesTo(id).map((message) => message.activity.text);
    expect(texts(body.id)).toEqual(['root', 'answer']);
    expect(texts(digital.id)).toEqual(['root', 'answer']);
    const path = `conversations/${encodeURIComponent(digital.id)}/activities/${body.activityId}`;
    await ask('PUT', path, { type: 'message', text: 'edited' });
    expect(texts(body.id)).toEqual(['edited', 'answer']);
  });

  test('in a channel without a message is refused', async () => {
    expect((await create({ isGroup: true, channelData: { channel: { id: digital.id } } })).status).toBe(400);
  });

  test('a message to the bare channel begins a thread too, and a reply to it joins that thread', async () => {
    const { body } = await post(digital.id, { type: 'message', text: 'root' });
    const path = `conversations/${encodeURIComponent(digital.id)}/activities/${body.id}`;
    await ask('POST', path, { type: 'message', text: 'reply' });
    expect(far.messagesTo(`${digital.id};messageid=${body.id}`)).toHaveLength(2);
    expect(far.sent[1]).toMatchObject({ replyToId: body.id });
  });
});

describe('rate limits', () => {
  test.each([
    { most: 7, within: 1000, step: 0, wait: 1 },
    { most: 8, within: 2000, step: 150, wait: 1 },
    { most: 60, within: 30_000, step: 300, wait: 12 },
  ])(
    '$most in $within ms to one conversation, then 429 with a Retry-After that is enough',
    async ({ most, step, wait }) => {
      at += 7_200_000;
      for (let count = 0; count < most; count += 1) {
        expect((await post(ada.chatId)).status).toBe(201);
        at += step;
      }
      const refused = await post(ada.chatId);
      expect([refused.status, codeOf(refused.body), refused.retryAfter]).toEqual([429, 'Throttled', String(wait)]);
      at += wait * 1000;
      expect((await post(ada.chatId)).status).toBe(201);
    },
  );

  test('1,800 in an hour to one conversation', async () => {
    at += 7_200_000;
    for (let count = 0; count < 1800; count += 1) {
      await post(ada.chatId);
      at += 600;
    }
    expect(far.received.filter(({ status }) => status === 201)).toHaveLength(1800);
    const refused = await post(ada.chatId);
    expect([refused.status, refused.retryAfter]).toEqual([429, '2520']);
  });

  test('all threads of a channel share its limit; updates count, other conversations do not', async () => {
    at += 7_200_000;
    for (let count = 0; count < 3; count += 1) await post(digital.id);
    const id = far.sent[0]?.activityId;
    for (let count = 0; count < 4; count += 1) {
      await ask('PUT', `conversations/${encodeURIComponent(digital.id)}/activities/${id}`, { type: 'message' });
    }
    expect((await post(`${digital.id};messageid=${id}`)).status).toBe(429);
    expect((await post(general.id)).status).toBe(201);
    expect((await post(ada.chatId)).status).toBe(201);
  });

  test('a tenant has a limit of its own, over all conversations', async () => {
    await far.close();
    far = await start({ perTenantSecond: 3 });
    at += 7_200_000;
    const statuses = [];
    for (const to of [ada.chatId, ben.chatId, general.id, digital.id, cat.chatId])
      statuses.push((await post(to)).status);
    expect(statuses).toEqual([201, 201, 201, 429, 201]);
    at += 1000;
    expect((await post(digital.id)).status).toBe(201);
  });
});

describe('faults', () => {
  test.each([
    [faults.conversationBlocked, 403, 'ConversationBlockedByUser'],
    [faults.notInRoster, 403, 'BotNotInConversationRoster'],
    [faults.notInstalled, 403, 'ForbiddenOperationException'],
    [faults.conversationNotFound, 404, 'ConversationNotFound'],
    [faults.activityNotFound, 404, 'ActivityNotFoundInConversation'],
    [faults.preconditionFailed, 412, 'PreconditionFailed'],
    [faults.tooLarge, 413, 'MessageSizeTooBig'],
    [faults.throttled(), 429, 'Throttled'],
    [faults.serverError(502), 502, 'ServiceError'],
  ])('are answered in the shape of Teams, and nothing is delivered: %j', async (fault, status, code) => {
    far.fail(fault);
    const refused = await post(ada.chatId);
    expect([refused.status, codeOf(refused.body), refused.retryAfter]).toEqual([status, code, null]);
    expect(far.sent).toEqual([]);
    expect(far.received).toMatchObject([{ operation: 'post', status }]);
  });

  test('the older 403 has its reason as JSON within its message', async () => {
    far.fail(faults.writesBlocked);
    const { status, body } = await post(ada.chatId);
    expect([status, body.errorCode, JSON.parse(body.message).subCode]).toEqual([403, 209, 'MessageWritesBlocked']);
  });

  test('hold for the next requests, for one conversation, for one operation, or until lifted', async () => {
    const tries = async () => [(await post(ada.chatId)).status, (await post(ben.chatId)).status];
    far.fail(faults.preconditionFailed, { times: 1 });
    expect(await tries()).toEqual([412, 201]);
    const lift = far.fail(faults.conversationBlocked, { conversationId: ben.chatId });
    expect(await tries()).toEqual([201, 403]);
    lift();
    far.fail(faults.serverError(503, 9), { operation: 'update' });
    expect(await tries()).toEqual([201, 201]);
    const path = `conversations/${ada.chatId}/activities/${far.sent[0]?.activityId}`;
    expect(await ask('PUT', path, { type: 'message' })).toMatchObject({ status: 503, retryAfter: '9' });
  });

  test('a connection may break before delivery, or after it', async () => {
    far.fail(faults.dropsBefore, { times: 1 });
    await expect(post(ada.chatId)).rejects.toThrow();
    expect(far.sent).toEqual([]);
    far.fail(faults.dropsAfterDelivery, { times: 1 });
    await expect(post(ada.chatId)).rejects.toThrow();
    expect(far.sent).toHaveLength(1);
    expect(far.received.map(({ status }) => status)).toEqual(['drop', 'drop']);
  });
});

describe('rosters', () => {
  test('come in pages until there is no next one', async () => {
    await far.close();
    far = await start({ memberPage: 1 });
    const path = `conversations/${encodeURIComponent(ward.id)}/pagedmembers?pageSize=100`;
    const first = await ask('GET', path);
    expect(first.body.members).toMatchObject([{ id: ada.id, aadObjectId: ada.objectId, name: 'Ada Okafor' }]);
    const second = await ask('GET', `${path}&continuationToken=${first.body.continuationToken}`);
    expect(second.body.members).toMatchObject([{ id: ben.id, email: ben.email, tenantId: homeTenant }]);
    expect(second.body).not.toHaveProperty('continuationToken');
  });

  test('give one member by any of their ids, and 404 for others', async () => {
    const get = (id: string) =>
      ask('GET', `conversations/${encodeURIComponent(ward.id)}/members/${encodeURIComponent(id)}`);
    for (const id of [ada.id, ada.objectId, ada.email]) expect((await get(id)).body.name).toBe('Ada Okafor');
    expect(codeOf((await get(cat.id)).body)).toBe('MemberNotFoundInConversation');
  });

  test('follow what the test does to the world', async () => {
    far.teams[0] = { ...ward, members: [ben] };
    const { body } = await ask('GET', `conversations/${encodeURIComponent(digital.id)}/members`);
    expect(body).toMatchObject([{ name: 'Ben Ünal' }]);
  });

  test('of a team say its name and Entra group', async () => {
    const { body } = await ask('GET', `teams/${encodeURIComponent(ward.id)}`);
    expect(body).toEqual({ id: ward.id, name: 'Ward 4', aadGroupId: ward.groupId, tenantId: homeTenant });
  });
});

describe('tokens', () => {
  async function token(secret: string): Promise<{ status: number; access_token?: string }> {
    const { ToChannelFromBotLoginUrl: login, MicrosoftAppId: id = '' } = far.environment;
    const form = new URLSearchParams({ client_id: id, client_secret: secret, grant_type: 'client_credentials' });
    const response = await fetch(`${login}/${homeTenant}/oauth2/v2.0/token`, { method: 'POST', body: form });
    return { status: response.status, ...((await response.json()) as object) };
  }

  beforeEach(async () => {
    await far.close();
    far = await start({ local: false, tokenLivesSeconds: 600 });
  });

  test('are given for the right secret only, and are needed to send until they run out', async () => {
    expect((await token('wrong')).status).toBe(401);
    const given = await token(far.environment.MicrosoftAppPassword ?? '');
    const send = (authorization: string) => {
      return ask('POST', `conversations/${ada.chatId}/activities`, { type: 'message' }, { authorization });
    };
    expect((await post(ada.chatId)).status).toBe(401);
    expect((await send('Bearer other')).status).toBe(401);
    expect((await send(`Bearer ${given.access_token}`)).status).toBe(201);
    at += 600_000;
    expect((await send(`Bearer ${given.access_token}`)).status).toBe(401);
    expect(far.tokensAsked()).toBe(2);
  });
});

test('another process trusts the far side by its certificate file', async () => {
  const script = `fetch('${far.serviceUrl}v3/none').then((r) => console.log(r.status), (e) => console.log(e.cause.code))`;
  const run = async (env: Record<string, string>) => {
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { env });
    return stdout.trim();
  };
  expect(await run({ NODE_EXTRA_CA_CERTS: far.certificateFile })).toBe('404');
  expect(await run({})).toMatch(/SELF_SIGNED/);
});

describe('waiting', () => {
  const text = (wanted: string) => (sent: { activity: { text?: string } | undefined }) =>
    sent.activity?.text === wanted;

  test('gives what was sent before or comes later, each once', async () => {
    await post(ada.chatId, { text: 'a' });
    const later = far.next(text('b'));
    const again = far.next(text('a'));
    await post(ada.chatId, { text: 'b' });
    await post(ada.chatId, { text: 'a' });
    expect((await later).activity?.text).toBe('b');
    expect(await again).toBe(far.sent[0]);
    expect(await far.next(text('a'))).toBe(far.sent[2]);
  });

  test('ends with what was sent instead', async () => {
    await post(ada.chatId, { text: 'something else' });
    await expect(far.next(text('a'), 10)).rejects.toThrow(/something else/);
  });
});

describe('activities of Teams', () => {
  test('have ids of their own unless told, and carry tenant, service URL and Entra id', () => {
    const acts = actsOf(far);
    const one = acts.says(ada, 'hello');
    expect(acts.says(ada, 'hello').id).not.toBe(one.id);
    expect(acts.says(ada, 'hello', { id: '5' }).id).toBe('5');
    expect(one).toMatchObject({
      type: 'message',
      channelId: 'msteams',
      serviceUrl: far.serviceUrl,
      from: { id: ada.id, aadObjectId: ada.objectId },
      recipient: { id: far.botId },
      conversation: { id: ada.chatId, conversationType: 'personal', tenantId: homeTenant },
      channelData: { tenant: { id: homeTenant } },
    });
  });

  test('in a channel mention the bot and are in a thread', () => {
    const acts = actsOf(far);
    const root = acts.says(ada, 'help', { in: channel(ward, 'Digital'), id: '77' });
    expect(root).toMatchObject({
      text: '<at>Digital Clerk</at> help',
      entities: [{ type: 'mention', mentioned: { id: far.botId }, text: '<at>Digital Clerk</at>' }, {}],
      conversation: { id: `${digital.id};messageid=77`, isGroup: true, conversationType: 'channel' },
      channelData: { team: { id: ward.id }, channel: { id: digital.id } },
    });
    const answer = acts.says(ada, 'more', { in: channel(ward, 'Digital', '77') });
    expect(answer).toMatchObject({ conversation: { id: `${digital.id};messageid=77` } });
    expect(conversationOf(personal(ada))).toBe(ada.chatId);
  });

  test('cover clicks, dialogs, installs and members', () => {
    const acts = actsOf(far);
    expect(acts.presses(ada, 'issue.raise', { title: 'x' }, { replyTo: '9' })).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: '9',
      value: { action: { type: 'Action.Execute', verb: 'issue.raise', data: { title: 'x' } }, trigger: 'manual' },
    });
    expect(acts.submits(ada, { verb: 'x' }, { replyTo: '9' })).toMatchObject({ type: 'message', value: { verb: 'x' } });
    expect(acts.submits(ada, {})).not.toHaveProperty('text');
    expect(acts.opensMessageAction(ada, 'raise', '<p>down</p>')).toMatchObject({
      name: 'composeExtension/fetchTask',
      value: { commandId: 'raise', messagePayload: { body: { content: '<p>down</p>' } } },
    });
    expect(acts.submitsMessageAction(ada, 'raise', { a: '1' })).toMatchObject({
      name: 'composeExtension/submitAction',
      value: { data: { a: '1' } },
    });
    const place = channel(ward);
    expect(acts.installs(ada, place)).toMatchObject({ action: 'add', from: { aadObjectId: ada.objectId } });
    expect(acts.installs(undefined, place).from).not.toHaveProperty('aadObjectId');
    expect(acts.uninstalls(ada, personal(ada))).toMatchObject({ action: 'remove', conversation: { id: ada.chatId } });
    expect(acts.joins(['bot', ben], place)).toMatchObject({ membersAdded: [{ id: far.botId }, { id: ben.id }] });
    expect(acts.leaves([ben], place)).toMatchObject({ membersRemoved: [{ aadObjectId: ben.objectId }] });
  });
});
