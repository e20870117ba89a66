// The Bot Connector's REST interface, as far as this service uses it and in the way Teams answers.
import { conversationNotFound, type Fault, notInstalled, tooLarge } from './faults.ts';
import { baseOf, type SendRecord, type WireActivity } from './record.ts';
import { homeTenant, type Person, type Team } from './world.ts';

export type Operation = 'post' | 'update' | 'delete' | 'create' | 'members' | 'team';

/** One request, taken apart. */
export type Call = {
  readonly operation: Operation;
  readonly conversationId: string;
  readonly activityId: string | undefined;
  readonly memberId: string | undefined;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
};

export type RestAnswer = { readonly status: number; readonly body?: unknown };

export type FarWorld = {
  readonly people: Person[];
  readonly teams: Team[];
  readonly record: SendRecord;
  readonly now: () => Date;
  /** The largest page of members; Teams itself gives 50 to 500. */
  readonly memberPage: number;
  nextId(): string;
};

const sizeLimitBytes = 100 * 1024;

const basePath = '/teams/v3/';

/** Takes a request apart; undefined where it is not for the connector, or Teams has no such path. */
export function parseCall(method: string, url: URL, text: string): Call | undefined {
  if (!url.pathname.startsWith(basePath)) return undefined;
  const parts = url.pathname.slice(basePath.length).split('/').map(decodeURIComponent);
  const [root, conversationId = '', kind, third] = parts;
  const query = url.searchParams;
  const body = (text ? JSON.parse(text) : {}) as Record<string, unknown>;
  const make = (operation: Operation, extra: Partial<Call> = {}): Call => {
    return { operation, conversationId, activityId: undefined, memberId: undefined, query, body, ...extra };
  };
  if (root === 'teams' && method === 'GET') return make('team', { memberId: kind });
  if (root !== 'conversations') return undefined;
  if (parts.length === 1 && method === 'POST') return make('create', { conversationId: createKey(body) });
  if (kind === 'activities' && method === 'POST') return make('post', { activityId: third });
  if (kind === 'activities' && method === 'PUT') return make('update', { activityId: third });
  if (kind === 'activities' && method === 'DELETE') return make('delete', { activityId: third });
  if (kind === 'pagedmembers' && method === 'GET') return make('members', { memberId: undefined, activityId: 'paged' });
  if (kind === 'members' && method === 'GET') return make('members', { memberId: third });
  return undefined;
}

// A thread in a channel counts against that channel; a new chat against the person.
function createKey(body: Record<string, unknown>): string {
  const { channelData, members } = body as {
    channelData?: { channel?: { id?: string } };
    members?: { id?: string }[];
  };
  return channelData?.channel?.id ?? members?.[0]?.id ?? '';
}

/** Does what a call asks for; gives the answer, or the fault that Teams would answer with. */
export function carryOut(call: Call, world: FarWorld): RestAnswer | Fault {
  if (call.operation === 'create') return create(call, world);
  if (call.operation === 'team') return team(call, world);
  if (!isKnown(call.conversationId, world)) return conversationNotFound;
  if (call.operation === 'members') return members(call, world);
  // Teams counts UTF-16, two bytes a character.
  if (JSON.stringify(call.body).length * 2 > sizeLimitBytes) return tooLarge;
  if (call.operation === 'post') return post(call, world);
  return change(call, world);
}

/** The tenant that a conversation belongs to. */
export function tenantOfConversation(conversationId: string, world: FarWorld): string {
  const base = baseOf(conversationId);
  if (base.startsWith('19:meeting_')) return homeTenant;
  const chat = world.people.find(({ chatId, id }) => chatId === base || id === base);
  return chat?.tenantId ?? teamOf(base, world)?.tenantId ?? 'unknown';
}

function teamOf(conversationId: string, world: FarWorld): Team | undefined {
  const base = baseOf(conversationId);
  return world.teams.find(({ channels }) => channels.some(({ id }) => id === base));
}

function isKnown(conversationId: string, world: FarWorld): boolean {
  return tenantOfConversation(conversationId, world) !== 'unknown';
}

function create(call: Call, world: FarWorld): RestAnswer | Fault {
  const activity = call.body.activity as WireActivity | undefined;
  const channel = teamOf(call.conversationId, world);
  if (channel) {
    if (!activity) return { status: 400, body: { error: { code: 'BadArgument', message: 'An activity is needed.' } } };
    const activityId = world.nextId();
    const thread = `${baseOf(call.conversationId)};messageid=${activityId}`;
    world.record.post(call.conversationId, thread, activityId, activity);
    remember(world, { kind: 'create', conversationId: thread, activityId, activity });
    return { status: 201, body: { id: thread, activityId } };
  }
  if (!call.conversationId.startsWith('29:') || call.body.tenantId === undefined) {
    return { status: 400, body: { error: { code: 'BadArgument', message: 'A member and a tenant are needed.' } } };
  }
  const person = world.people.find(({ id }) => id === call.conversationId);
  if (!person || person.tenantId !== call.body.tenantId) return notInstalled;
  remember(world, { kind: 'create', conversationId: person.chatId, activityId: undefined, activity });
  return { status: 201, body: { id: person.chatId } };
}

function post(call: Call, world: FarWorld): RestAnswer {
  const activityId = world.nextId();
  const { conversationId, body: activity, activityId: replyToId } = call;
  const isTyping = activity.type === 'typing';
  const inChannel = teamOf(conversationId, world) !== undefined && !conversationId.includes(';');
  const thread = inChannel ? `${conversationId};messageid=${replyToId ?? activityId}` : conversationId;
  if (!isTyping) world.record.post(conversationId, thread, activityId, activity);
  remember(world, { kind: 'post', conversationId, activityId, activity, replyToId });
  return { status: 201, body: { id: activityId } };
}

function change(call: Call, world: FarWorld): RestAnswer {
  const { conversationId, activityId = '' } = call;
  if (!world.record.find(conversationId, activityId)) {
    const error = { code: 'ActivityNotFoundInConversation', message: 'Activity not found in conversation.' };
    return { status: 404, body: { error } };
  }
  const kind = call.operation === 'delete' ? 'delete' : 'update';
  const activity = kind === 'update' ? call.body : undefined;
  world.record.change(conversationId, activityId, activity);
  remember(world, { kind, conversationId, activityId, activity });
  return kind === 'delete' ? { status: 200 } : { status: 200, body: { id: activityId } };
}

function remember(
  world: FarWorld,
  sent: {
    kind: 'post' | 'update' | 'delete' | 'create';
    conversationId: string;
    activityId: string | undefined;
    activity: WireActivity | undefined;
    replyToId?: string | undefined;
  },
): void {
  world.record.add({ replyToId: undefined, ...sent, at: world.now() });
}

function members(call: Call, world: FarWorld): RestAnswer {
  const base = baseOf(call.conversationId);
  const inTeam = teamOf(base, world)?.members;
  const all = inTeam ?? world.people.filter(({ chatId }) => chatId === base);
  if (call.memberId !== undefined) {
    const member = all.find(({ id, objectId, email }) => [id, objectId, email].includes(call.memberId ?? ''));
    if (member) return { status: 200, body: toMember(member) };
    return { status: 404, body: { error: { code: 'MemberNotFoundInConversation', message: 'Member not found.' } } };
  }
  if (call.activityId !== 'paged') return { status: 200, body: all.map(toMember) };
  const size = Math.min(Number(call.query.get('pageSize') ?? 500), world.memberPage);
  const start = Number(call.query.get('continuationToken') ?? 0);
  const end = start + size;
  const more = end < all.length ? { continuationToken: String(end) } : {};
  return { status: 200, body: { members: all.slice(start, end).map(toMember), ...more } };
}

function toMember(person: Person): object {
  const [givenName = '', ...others] = person.name.split(' ');
  return {
    id: person.id,
    name: person.name,
    objectId: person.objectId,
    aadObjectId: person.objectId,
    givenName,
    surname: others.join(' '),
    email: person.email,
    userPrincipalName: person.email,
    tenantId: person.tenantId,
    userRole: 'user',
  };
}

function team(call: Call, world: FarWorld): RestAnswer {
  const found = world.teams.find(({ id }) => id === call.conversationId);
  if (!found) return { status: 404, body: { error: { code: 'BadArgument', message: 'Team not found.' } } };
  if (call.memberId === 'conversations') return { status: 200, body: { conversations: found.channels } };
  const { id, name, groupId, tenantId } = found;
  return { status: 200, body: { id, name, aadGroupId: groupId, tenantId } };
}
