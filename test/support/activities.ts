// What Teams sends to a bot, in the shapes it sends it (reference: "Teams conversation events", "Universal Actions").
// A handful of verbs: a person says, presses, submits; somebody installs, adds, removes.
import { randomUUID } from 'node:crypto';
import { type Channel, homeTenant, type Person, type Team } from './world.ts';

export type Activity = Record<string, unknown> & { id: string; type: string };

/** Where something happens. */
export type Place =
  | { readonly kind: 'personal'; readonly person: Person }
  | { readonly kind: 'channel'; readonly team: Team; readonly channel: Channel; readonly thread: string | undefined }
  | { readonly kind: 'meeting'; readonly id: string; readonly tenantId: string };

/** A person's own chat with the bot. */
export function personal(person: Person): Place {
  return { kind: 'personal', person };
}

/** The chat of an online meeting; the far side knows it by how its id begins. */
export function meetingChat(name: string): Place {
  return { kind: 'meeting', id: `19:meeting_${name}@thread.v2`, tenantId: homeTenant };
}

/** A channel of a team (General unless named); `thread` is the id of the message it begins with. */
export function channel(team: Team, name = 'General', thread?: string): Place {
  const found = team.channels.find((one) => one.name === name);
  if (!found) throw new Error(`the team has no channel ${name}`);
  return { kind: 'channel', team, channel: found, thread };
}

/** The conversation id of a place, as the bot sees it. */
export function conversationOf(place: Place): string {
  if (place.kind === 'personal') return place.person.chatId;
  if (place.kind === 'meeting') return place.id;
  return place.thread ? `${place.channel.id};messageid=${place.thread}` : place.channel.id;
}

export type FarSide = { readonly appId: string; readonly serviceUrl: string; readonly now: () => Date };

/** `id` repeats an activity id; `replyTo` is the id of the message that holds the card. */
export type ActOptions = { readonly in?: Place; readonly id?: string; readonly replyTo?: string };

export const botName = 'Digital Clerk';

let lastId = 1_766_000_000_000;

function nextId(): string {
  lastId += 1;
  return String(lastId);
}

/** Builders of inbound activities that come from this far side. Each has an id of its own unless told. */
export function actsOf(far: FarSide) {
  const bot = { id: `28:${far.appId}`, name: botName };

  function build(type: string, from: object | undefined, place: Place, id: string, fields: object): Activity {
    const tenantId = tenantOf(place);
    const data = (fields as { channelData?: object }).channelData;
    return {
      type,
      id,
      timestamp: far.now().toISOString(),
      localTimestamp: far.now().toISOString(),
      localTimezone: 'Europe/London',
      locale: 'en-GB',
      channelId: 'msteams',
      serviceUrl: far.serviceUrl,
      ...(from && { from }),
      recipient: bot,
      conversation: conversation(place, tenantId),
      ...fields,
      channelData: { ...placeData(place), tenant: { id: tenantId }, ...data },
    };
  }

  const invoke = (who: Person, name: string, value: object, options: ActOptions): Activity => {
    const { in: place = personal(who), id = `f:${randomUUID()}`, replyTo } = options;
    const source = { name: 'message' };
    const fields = { name, value, ...(replyTo && { replyToId: replyTo }), channelData: { source } };
    return build('invoke', account(who), place, id, fields);
  };

  return {
    /** A message. In a channel it mentions the bot, for only then does it arrive. */
    says(who: Person, text: string, options: ActOptions = {}): Activity {
      const { in: place = personal(who), id = nextId() } = options;
      const client = { type: 'clientInfo', locale: 'en-GB', country: 'GB', platform: 'Web', timezone: 'Europe/London' };
      if (place.kind === 'personal') {
        return build('message', account(who), place, id, { text, textFormat: 'plain', entities: [client] });
      }
      const at = `<at>${botName}</at>`;
      const mention = { type: 'mention', mentioned: bot, text: at };
      const here = place.kind === 'meeting' ? place : { ...place, thread: place.thread ?? id };
      const fields = { text: `${at} ${text}`, textFormat: 'plain', entities: [mention, client] };
      return build('message', account(who), here, id, fields);
    },
    /** A click on an Action.Execute. `data` holds the action's own data and the inputs. */
    presses(who: Person, verb: string, data: object, options: ActOptions = {}): Activity {
      const value = { action: { type: 'Action.Execute', title: verb, verb, data }, trigger: 'manual' };
      return invoke(who, 'adaptiveCard/action', value, options);
    },
    /** A click on an Action.Submit: a message with a value and no text. */
    submits(who: Person, data: object, options: ActOptions = {}): Activity {
      const { in: place = personal(who), id = nextId(), replyTo } = options;
      return build('message', account(who), place, id, { value: data, ...(replyTo && { replyToId: replyTo }) });
    },
    /** "…" on a message, then one of the app's actions: asks for its dialog. `message` is the HTML of that message. */
    opensMessageAction(who: Person, commandId: string, message: string, options: ActOptions = {}): Activity {
      const value = { commandId, commandContext: 'message', context: { theme: 'default' } };
      return invoke(who, 'composeExtension/fetchTask', { ...value, messagePayload: payload(who, message) }, options);
    },
    /** Types into the message extension's search; empty: only opens it. */
    searches(who: Person, typed: string, options: ActOptions = {}): Activity {
      const parameters = typed ? [{ name: 'words', value: typed }] : [{ name: 'initialRun', value: 'true' }];
      const value = { commandId: 'findIssue', parameters, queryOptions: { skip: 0, count: 25 } };
      return invoke(who, 'composeExtension/query', value, options);
    },
    /** The dialog of a message action, sent with its inputs. */
    submitsMessageAction(who: Person, commandId: string, data: object, options: ActOptions = {}): Activity {
      const value = { commandId, commandContext: 'message', context: { theme: 'default' }, data };
      return invoke(who, 'composeExtension/submitAction', { ...value, messagePayload: payload(who, '') }, options);
    },
    /** The app is added: by a person, or by a policy or Graph, where `who` is undefined and the sender is no person. */
    installs(who: Person | undefined, place: Place, options: ActOptions = {}): Activity {
      return installation('add', who, place, options);
    },
    /** The app is removed. */
    uninstalls(who: Person | undefined, place: Place, options: ActOptions = {}): Activity {
      return installation('remove', who, place, options);
    },
    /** People, or the bot itself, join the conversation. */
    joins(members: readonly (Person | 'bot')[], place: Place, options: ActOptions = {}): Activity {
      return membership('membersAdded', 'teamMemberAdded', members, place, options);
    },
    /** People, or the bot itself, leave it or are removed. */
    leaves(members: readonly (Person | 'bot')[], place: Place, options: ActOptions = {}): Activity {
      return membership('membersRemoved', 'teamMemberRemoved', members, place, options);
    },
  };

  function installation(action: string, who: Person | undefined, place: Place, options: ActOptions): Activity {
    const from = who ? account(who) : { id: bot.id };
    const settings = place.kind === 'channel' ? { settings: { selectedChannel: { id: place.channel.id } } } : {};
    const channelData = { ...settings, source: { name: 'message' } };
    return build('installationUpdate', from, place, options.id ?? nextId(), { action, channelData });
  }

  function membership(
    field: string,
    eventType: string,
    members: readonly (Person | 'bot')[],
    place: Place,
    options: ActOptions,
  ): Activity {
    const list = members.map((who) => (who === 'bot' ? { id: bot.id } : { id: who.id, aadObjectId: who.objectId }));
    const first = members.find((who) => who !== 'bot');
    const from = first ? { id: first.id, aadObjectId: first.objectId } : { id: bot.id };
    const channelData = place.kind === 'channel' ? { eventType } : {};
    return build('conversationUpdate', from, place, options.id ?? `f:${randomUUID()}`, { [field]: list, channelData });
  }
}

function tenantOf(place: Place): string {
  if (place.kind === 'personal') return place.person.tenantId;
  return place.kind === 'meeting' ? place.tenantId : place.team.tenantId;
}

function account(who: Person): object {
  return { id: who.id, name: who.name, aadObjectId: who.objectId };
}

function conversation(place: Place, tenantId: string): object {
  const id = conversationOf(place);
  if (place.kind === 'personal') return { conversationType: 'personal', tenantId, id };
  if (place.kind === 'meeting') return { isGroup: true, conversationType: 'groupChat', tenantId, id };
  return { isGroup: true, conversationType: 'channel', tenantId, id };
}

function placeData(place: Place): object {
  if (place.kind === 'personal') return {};
  if (place.kind === 'meeting') return { meeting: { id: place.id } };
  const { team, channel: here } = place;
  return {
    teamsChannelId: here.id,
    teamsTeamId: team.id,
    channel: { id: here.id, type: here.type ?? 'standard' },
    team: { id: team.id, name: team.name, aadGroupId: team.groupId },
  };
}

function payload(who: Person, content: string): object {
  return {
    id: nextId(),
    body: { contentType: 'html', content },
    from: { user: { id: who.objectId, displayName: who.name, userIdentityType: 'aadUser' } },
  };
}
