// The stage of a rehearsal: the whole service in this process on a clock that the scenes move, people who write and
// press, and a record of all that they did and all that the bot sent, in order.
import { addDays, dateIn, instantOf } from '../../../src/calendar/dates.ts';
import { loadConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import { startClerk } from '../../index.ts';
import { type Activity, chatOf, type Player, startRehearsalConnector } from './connector.ts';

export const ZONE = 'Europe/London';
const TENANT = '55555555-0000-4000-8000-000000000001';
const BOT = { id: '28:rehearsal', name: 'Digital Clerk' };
/** How often the service looks at the clock while time passes; what falls due in between is told that much later. */
const BEATS = Array.from({ length: 48 }, (_, index) => {
  const [hour, minute] = [7 + Math.floor(index / 4), (index % 4) * 15];
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
});

/** What somebody did, or what the bot sent. `byClock`: nobody's act caused it. */
export type Event =
  | {
      readonly at: Date;
      readonly kind: 'did';
      readonly who: string;
      readonly words: string;
      readonly where: string;
      readonly filled: string;
    }
  | {
      readonly at: Date;
      readonly kind: 'sent';
      /** A person's name, or a channel's with `#`. */
      readonly to: string;
      readonly personal: boolean;
      readonly edit: boolean;
      readonly byClock: boolean;
      /** As what the service noted it when the clock said it to a person (delivery/unasked.ts); empty for all else. */
      readonly sort: string;
      /** The channel in which one person alone is shown this, in place of the card that all see; empty otherwise. */
      readonly aloneIn: string;
      readonly activityId: string;
      readonly activity: Activity;
    };

/** `channels` by name, General first; no two of all teams have the same name. */
export type TeamOnStage = {
  readonly name: string;
  readonly channels: readonly string[];
  readonly members: readonly Player[];
};

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** The first channel of a team is General, and has the team's own id. */
function channelId(team: number, channel: number): string {
  return `19:team-${team}-channel-${channel}@thread.tacv2`;
}

/** Invents a person of the organisation. */
export function player(name: string, number: number): Player {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@northdale.example`;
  return { name, email, objectId: `66666666-0000-4000-8000-${String(number).padStart(12, '0')}` };
}

export type Setting = {
  /** When the clock begins, as an instant. */
  readonly start: string;
  readonly teams: readonly TeamOnStage[];
  /** People who are in no team. */
  readonly others: readonly Player[];
};

/** Opens a stage: nothing has been installed on it yet. Call `close` at the end. */
export async function openStage({ start, teams, others }: Setting) {
  let at = new Date(start);
  let lastId = 0;
  const events: Event[] = [];
  const people = [...new Set([...teams.flatMap(({ members }) => members), ...others])];
  const channels = teams.flatMap((team, first) =>
    team.channels.map((name, index) => ({ name, team, id: channelId(first, index), teamId: channelId(first, 0) })),
  );
  const far = await startRehearsalConnector((id) => channels.find((one) => one.id === id)?.team.members ?? []);
  const { config } = loadConfig({
    CLERK_MODE: 'local',
    PORT: '0',
    DATABASE_URL: 'sqlite::memory:',
    CLERK_LOG_LEVEL: 'error',
    CLERK_BANK_HOLIDAYS_URL: 'off',
  });
  const clerk = await startClerk({ config, log: createLog('error'), now: () => at, ticking: false });

  const places = [...people.map(chatOf), ...channels.map(({ id }) => id)];

  /** Keeps what has arrived. What goes to several places goes at once, so it is put in an order that is always the same. */
  async function note(byClock: boolean): Promise<void> {
    const order = ({ conversationId }: { conversationId: string }) => places.indexOf(conversationId);
    for (const sent of far.take().toSorted((one, other) => order(one) - order(other))) {
      const { conversationId, ...what } = sent;
      const person = people.find((one) => chatOf(one) === conversationId);
      const channel = channels.find(({ id }) => id === conversationId)?.name;
      const to = person?.name ?? `#${channel}`;
      const personal = person !== undefined;
      const sort = personal && byClock ? await sortOf(what.activityId) : '';
      events.push({ at, kind: 'sent', to, personal, byClock, sort, aloneIn: '', ...what });
    }
  }

  /** Looked up when it arrives: a card that is pressed later is about something else by then. */
  async function sortOf(activityId: string): Promise<string> {
    const noted = await clerk.store.db
      .selectFrom('messages')
      .innerJoin('unasked', (join) =>
        join.onRef('unasked.personId', '=', 'messages.personId').onRef('unasked.subjectId', '=', 'messages.subjectId'),
      )
      .select('unasked.sort')
      .where('messages.activityKey', '=', activityId)
      .executeTakeFirst();
    return noted?.sort ?? '';
  }

  async function settle(): Promise<void> {
    await clerk.settled();
    await clerk.dispatcher.run();
    await clerk.settled();
  }

  /** An activity as Teams sends it; `where` is a channel's name, or empty for the person's own chat. */
  async function deliver(who: Player, where: string, activity: object): Promise<unknown> {
    // People take a moment between two acts, and Teams limits how much may be sent at once.
    at = new Date(at.getTime() + 5_000);
    const channel = channels.find(({ name }) => name === where);
    const place = channel
      ? { conversationType: 'channel', isGroup: true, id: channel.id }
      : { conversationType: 'personal', id: chatOf(who) };
    const team = channel && { channel: { id: channel.id }, team: { id: channel.teamId, name: channel.team.name } };
    const body = {
      id: String(++lastId),
      timestamp: at.toISOString(),
      channelId: 'msteams',
      serviceUrl: far.serviceUrl,
      from: { id: who.objectId, name: who.name, aadObjectId: who.objectId },
      recipient: BOT,
      conversation: { tenantId: TENANT, ...place },
      channelData: { tenant: { id: TENANT }, ...team },
      ...activity,
    };
    const answer = await fetch(`${clerk.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    await settle();
    await note(false);
    return text ? JSON.parse(text) : undefined;
  }

  function did(who: Player, where: string, words: string, filled = ''): void {
    events.push({ at, kind: 'did', who: who.name, words, where, filled });
  }

  /** Adds the bot: to the team in its first channel, or to somebody's own chat. Nobody wants to read of it. */
  async function installs(who: Player, where = ''): Promise<void> {
    await deliver(who, where, { type: 'installationUpdate', action: 'add' });
  }

  async function writes(who: Player, text: string, where = ''): Promise<void> {
    did(who, where, `writes “${text}”`);
    const mention = `<at>${BOT.name}</at> `;
    const entities = [{ type: 'mention', mentioned: BOT, text: mention.trim() }];
    const said = where ? { text: `${mention}${text}`, entities } : { text };
    await deliver(who, where, { type: 'message', textFormat: 'plain', ...said });
  }

  /** Presses the button with this verb on the newest card of a place that has it, with what is filled in. */
  async function presses(who: Player, verb: string, inputs: object = {}, where = ''): Promise<void> {
    const { title, data, activityId } = buttonOf(who, where, verb, inputs);
    did(who, where, `presses “${title}”`, filledWords(inputs));
    const from = events.length;
    const value = { action: { type: 'Action.Execute', verb, data: { ...data, ...inputs } }, trigger: 'manual' };
    const press = { type: 'invoke', name: 'adaptiveCard/action', replyToId: activityId, value };
    const activity = answerOf(await deliver(who, where, press));
    if (!activity) return;
    // The card that was pressed shows the answer to all, and says so itself; what only the presser is shown does not.
    const buttons = JSON.stringify(buttonsOf(activity));
    const shared = events.slice(from).some((event) => {
      return (
        event.kind === 'sent' &&
        event.activityId === activityId &&
        JSON.stringify(buttonsOf(event.activity)) === buttons
      );
    });
    if (activity.summary && shared) return;
    const seen = {
      to: who.name,
      personal: true,
      edit: true,
      byClock: false,
      sort: '',
      aloneIn: where,
      activityId,
      activity,
    };
    events.push({ at, kind: 'sent', ...seen });
  }

  /** The newest card that somebody sees in a place and that has this button. */
  function buttonOf(who: Player, where: string, verb: string, inputs: object) {
    for (const event of events.toReversed()) {
      if (event.kind !== 'sent') continue;
      const theirs = event.to === who.name && event.aloneIn === where;
      if (event.to !== (where ? `#${where}` : who.name) && !theirs) continue;
      const button = buttonsOf(event.activity).find((one) => one.verb === verb && fits(one.data, inputs));
      if (button) return { ...button, activityId: event.activityId };
    }
    throw new Error(`${who.name} sees no card ${where && `in ${where} `}with the button ${verb}.`);
  }

  /** Lets time pass until a date and wall time; what falls due on the way happens. */
  async function until(date: string, time: string): Promise<void> {
    const to = instantOf(date, time, ZONE);
    for (let day = dateIn(at, ZONE); day <= date; day = addDays(day, 1)) {
      for (const beat of BEATS) {
        const next = instantOf(day, beat, ZONE);
        if (next > at && next < to) await beatAt(next);
      }
    }
    if (to > at) await beatAt(to);
  }

  async function beatAt(next: Date): Promise<void> {
    at = next;
    await clerk.beat();
    await settle();
    await note(true);
  }

  async function close(): Promise<void> {
    await clerk.stop();
    await far.close();
  }

  return { clerk, events, people, installs, writes, presses, until, close };
}

/** What an invoke was answered with, as an activity: a card, or a line of words. */
function answerOf(answer: unknown): Activity | undefined {
  const { type, value } = (answer ?? {}) as { type?: string; value?: unknown };
  if (type === 'application/vnd.microsoft.activity.message') return { text: String(value) };
  if (type !== 'application/vnd.microsoft.card.adaptive') return undefined;
  const content = value as Record<string, unknown>;
  return { summary: String(content.fallbackText), attachments: [{ content }] };
}

type Button = { title: string; verb: string; data: Record<string, unknown> };

/** The buttons of a card that an activity carries. */
export function buttonsOf(activity: Activity): Button[] {
  const found: Button[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { fallback: _, ...parts } = node as Record<string, unknown>;
    if (parts.type === 'Action.Execute') found.push(parts as Button);
    for (const part of Object.values(parts)) walk(part);
  };
  walk(activity.attachments?.[0]?.content);
  return found;
}

/** A button that says otherwise is not the one: four buttons may answer one question. */
function fits(data: Record<string, unknown>, inputs: object): boolean {
  return Object.entries(inputs).every(([key, value]) => !(key in data) || data[key] === value);
}

/** What somebody typed, as far as it is a sentence; of a list only its first line. */
function filledWords(inputs: object): string {
  return Object.values(inputs)
    .filter((value): value is string => typeof value === 'string' && value.includes(' '))
    .map((value) => value.replace(/\n.*/s, ' …'))
    .join('; ');
}
