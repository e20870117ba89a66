// Reads a Teams activity into a Turn, in our own words: the only reader of Activity fields.
import type { Activity, TurnContext } from 'botbuilder';
import type { ActivityKey } from '../src/store/inbox.ts';

export type TurnKind =
  | 'message'
  /** A press of Action.Execute. */
  | 'click'
  /** A press of Action.Submit, by a client too old for Execute: nothing can be shown in its place. */
  | 'submit'
  /** "Raise as an issue" on a message: asks for the dialog. */
  | 'dialog'
  /** The dialog, sent. */
  | 'dialog-submit'
  /** The message extension's search: `text` is what was typed. */
  | 'search'
  | 'installed'
  | 'uninstalled'
  | 'joined'
  | 'left'
  | 'other';

export type Sender = { objectId: string; channelUserId: string; name: string };

export type Turn = {
  kind: TurnKind;
  key: ActivityKey;
  scope: 'personal' | 'channel' | 'group';
  serviceUrl: string;
  botKey: string;
  /** The message that a channel thread begins with; empty elsewhere. */
  thread: string;
  team: { teamKey: string; name: string } | undefined;
  /** A private or shared channel: the app is put into it, and out of it, apart from its team. */
  channelApart: boolean;
  /** Undefined when no person did it (an app policy, the service itself). */
  sender: Sender | undefined;
  /** What was written, without the mention of the bot, white space made plain. */
  text: string;
  hasFiles: boolean;
  verb: string;
  data: Record<string, unknown>;
  /** Teams asks for a person's own view of a card by itself: nobody pressed anything. */
  automatic: boolean;
  /** The message that held the card, as Teams tells it. */
  holderKey: string;
  /** The message that "Raise as an issue" was used on, as plain text. */
  quoted: string;
  members: { channelUserId: string; objectId: string; isBot: boolean }[];
};

/** Reads the activity of a turn; nothing in it is trusted to be there. */
export function readTurn(context: TurnContext): Turn {
  const activity = context.activity;
  const [conversationKey = '', root = ''] = activity.conversation.id.split(';messageid=');
  const channelData = record(activity.channelData);
  const team = record(channelData.team);
  const value = record(activity.value);
  const kind = kindOf(activity, value);
  return {
    kind,
    key: {
      tenantId: tenantOf(activity, channelData),
      conversationKey,
      activityKey: activity.id ?? '',
    },
    scope: scopeOf(activity),
    serviceUrl: activity.serviceUrl,
    botKey: activity.recipient?.id ?? '',
    thread: root,
    channelApart: ['private', 'shared'].includes(words(record(channelData.channel).type).toLowerCase()),
    team: words(team.id) ? { teamKey: words(team.id), name: words(team.name) } : undefined,
    sender: senderOf(activity),
    text: kind === 'search' ? searched(value) : textOf(activity),
    hasFiles: (activity.attachments ?? []).some((file) => !/^text\/html$/i.test(file.contentType ?? '')),
    ...pressed(kind, value),
    automatic: kind === 'click' && value.trigger === 'automatic',
    holderKey: activity.replyToId ?? '',
    quoted: quotedText(record(value.messagePayload)),
    members: membersOf(activity),
  };
}

/** A turn's logic for the adapter: reads the activity, and puts an invoke's answer where the adapter finds it. */
export function logicOf(route: (turn: Turn) => Promise<object | null>): (context: TurnContext) => Promise<void> {
  return async (context) => {
    const body = await route(readTurn(context));
    if (body) await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
  };
}

function kindOf(activity: Activity, value: Record<string, unknown>): TurnKind {
  if (activity.type === 'message') return words(value.verb) ? 'submit' : 'message';
  if (activity.type === 'invoke') {
    if (activity.name === 'adaptiveCard/action') return 'click';
    if (activity.name === 'composeExtension/fetchTask') return 'dialog';
    if (activity.name === 'composeExtension/submitAction') return 'dialog-submit';
    if (activity.name === 'composeExtension/query') return 'search';
    return 'other';
  }
  if (activity.type === 'installationUpdate') {
    if (activity.action?.startsWith('add')) return 'installed';
    return activity.action?.startsWith('remove') ? 'uninstalled' : 'other';
  }
  if (activity.type !== 'conversationUpdate') return 'other';
  if (activity.membersAdded?.length) return 'joined';
  return activity.membersRemoved?.length ? 'left' : 'other';
}

function pressed(kind: TurnKind, value: Record<string, unknown>): { verb: string; data: Record<string, unknown> } {
  if (kind === 'click') {
    const action = record(value.action);
    return { verb: words(action.verb), data: record(action.data) };
  }
  const data = kind === 'submit' ? value : record(value.data);
  return { verb: words(data.verb), data };
}

function tenantOf(activity: Activity, channelData: Record<string, unknown>): string {
  const tenant = activity.conversation.tenantId ?? words(record(channelData.tenant).id);
  // Local mode may have none; production refused such an activity before it came here.
  return (tenant || 'local').toLowerCase();
}

function scopeOf(activity: Activity): Turn['scope'] {
  const type = activity.conversation.conversationType;
  if (type === 'channel' || type === 'groupChat') return type === 'channel' ? 'channel' : 'group';
  if (type === 'personal') return 'personal';
  // Teams leaves the type out now and then. What may be read by others is never taken for somebody's own chat.
  const { id, isGroup } = activity.conversation;
  if (record(record(activity.channelData).team).id) return 'channel';
  return isGroup || id.startsWith('19:') ? 'group' : 'personal';
}

function senderOf(activity: Activity): Sender | undefined {
  const { from, recipient } = activity;
  const objectId = from?.aadObjectId?.toLowerCase();
  if (!objectId || from.id === recipient?.id) return undefined;
  return { objectId, channelUserId: from.id, name: tidy(from.name ?? '').slice(0, 120) };
}

function membersOf(activity: Activity): Turn['members'] {
  const members = activity.membersAdded?.length ? activity.membersAdded : (activity.membersRemoved ?? []);
  return members.map((member) => ({
    channelUserId: member.id,
    // Teams names it either way in these events.
    objectId: (member.aadObjectId ?? words(record(member).objectId)).toLowerCase(),
    isBot: member.id === activity.recipient?.id,
  }));
}

/** Mentions of the bot come out; those of people stay as their names. */
function textOf(activity: Activity): string {
  let text = activity.text ?? '';
  for (const entity of activity.entities ?? []) {
    const mentioned = record(record(entity).mentioned);
    if (entity.type === 'mention' && mentioned.id === activity.recipient?.id) {
      text = text.replace(words(record(entity).text), ' ');
    }
  }
  // In a plain text, `<Alex>` is what somebody wrote; in the others it is markup.
  if (activity.textFormat !== 'plain') return plainText(text);
  return tidy(text.replace(/<\/?at>/g, '').replace(/&(nbsp|#160);/gi, ' '));
}

/** What was typed into the search; empty when it was only opened. */
function searched(value: Record<string, unknown>): string {
  const parameters = Array.isArray(value.parameters) ? value.parameters.map(record) : [];
  return tidy(words(parameters.find(({ name }) => name === 'words')?.value));
}

function quotedText(payload: Record<string, unknown>): string {
  const body = record(payload.body);
  const content = words(body.content);
  return body.contentType === 'text' ? tidy(content) : plainText(content);
}

const ENTITIES: Record<string, string> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plainText(html: string): string {
  const lines = html.replace(/<(br|\/p|\/div|\/li)\b[^>]*>/gi, '\n').replace(/<[^>]*>/g, '');
  return tidy(lines.replace(/&(#?\w+);/g, (whole, name: string) => entity(name) ?? whole));
}

function entity(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
  const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ENTITIES[name.toLowerCase()];
}

function tidy(text: string): string {
  const plain = text.replace(/[^\S\n]+/g, ' ').replace(/ ?\n ?/g, '\n');
  return plain.replace(/\n{3,}/g, '\n\n').trim();
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
