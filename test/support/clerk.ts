// The whole service in this process, on a free port, with a far side that speaks Teams' protocol and a clock moved by hand.
// Tests act as people do: they write, press, install; and look at what reached the far side.
import { type Clerk, DUTY_FAILED, startClerk } from '../../bot/index.ts';
import { loadConfig } from '../../src/config.ts';
import type { DatabaseSetting } from '../../src/store/database.ts';
import { type Activity, type ActOptions, actsOf, channel, type Place, personal } from './activities.ts';
import { type Connector, type ConnectorOptions, type SendOptions, startConnector } from './connector.ts';
import { type Engine, freshDatabase } from './databases.ts';
import { captureLog, type LogLine } from './log.ts';
import { cardOf, type Message } from './record.ts';
import { type Person, person, type Team, team } from './world.ts';

export type Card = Record<string, unknown>;

/** What a click was answered with. */
export type ClickAnswer = { status: number; body: unknown; card: Card | undefined; notice: string | undefined };

export type House = Awaited<ReturnType<typeof startHouse>>;

export type HouseOptions = {
  engine?: Engine;
  start?: string;
  env?: Record<string, string>;
  people?: readonly Person[];
  teams?: readonly Team[];
  far?: Partial<ConnectorOptions>;
  /** A database that outlives this house, for a restart or a second instance. Default: a fresh one. */
  database?: DatabaseSetting;
  /** Gives a request to Teams up after this long. */
  sendTimeoutMs?: number;
  /** Where the tab was built. */
  tabFolder?: string;
};

/** A Wednesday in the working day. */
const START = '2026-11-25T09:30:00Z';

/** Starts far side and service. Call `stop` at the end. */
export async function startHouse(options: HouseOptions = {}) {
  let at = new Date(options.start ?? START);
  const now = () => at;
  const far = await startConnector({ now, people: options.people ?? [], teams: options.teams ?? [], ...options.far });
  const database = options.database ?? (await freshDatabase(options.engine ?? 'sqlite'));
  const { sendTimeoutMs } = options;
  const { config } = loadConfig({ ...far.environment, ...options.env });
  const { log, lines } = captureLog();
  const settings = { ...config, port: 0, database };
  const { tabFolder } = options;
  const extras = { ...(sendTimeoutMs && { sendTimeoutMs }), ...(tabFolder && { tabFolder }) };
  const start = () => startClerk({ config: settings, log, now, ticking: false, ...extras });
  const clerk = await start();
  await clerk.beat();

  /** Moves the clock, and nothing happens yet. */
  function setClock(to: string | Date): void {
    at = new Date(to);
  }

  /** Moves the clock, and does what that makes due. */
  async function moveTo(to: string | Date): Promise<void> {
    setClock(to);
    await clerk.beat();
    const failed = lines.find(({ msg }) => msg === DUTY_FAILED);
    if (failed) throw new Error(`${DUTY_FAILED}: ${JSON.stringify(failed)}`);
  }

  /** People take a moment between two acts; so the published limits of Teams leave room for what each act causes. */
  function passTime(): void {
    at = new Date(at.getTime() + 3_000);
  }

  /** Another instance of the service, on the same database: a restart, when the first has stopped. */
  return { ...handles({ far, clerk, lines, now, passTime }), moveTo, setClock, another: start };
}

type Parts = { far: Connector; clerk: Clerk; lines: LogLine[]; now: () => Date; passTime: () => void };

function handles({ far, clerk, lines, now, passTime }: Parts) {
  const acts = actsOf({ appId: far.appId, serviceUrl: far.serviceUrl, now });

  /** Waits until everything that was begun is done: answers sent, the outbox empty of what is due. */
  async function settle(): Promise<void> {
    await clerk.settled();
    await clerk.dispatcher.run();
    await clerk.settled();
  }

  async function deliver(activity: Activity, options?: SendOptions) {
    passTime();
    const answer = await far.send(clerk.url, activity, options);
    await settle();
    return answer;
  }

  async function says(who: Person, text: string, options: ActOptions = {}) {
    return deliver(acts.says(who, text, options));
  }

  async function presses(who: Person, verb: string, data: object, options: ActOptions = {}): Promise<ClickAnswer> {
    return readAnswer(await deliver(acts.presses(who, verb, data, options)));
  }

  /** The card that a place shows last (in a channel: the last of all its threads). */
  function lastCard(place: Place): { id: string; card: Card; thread: string } {
    const message = far.messagesTo(placeId(place)).findLast((one) => cardOf(one.activity));
    const card = cardOf(message?.activity);
    if (!message || !card) throw new Error('There is no card here.');
    return { id: message.id, card, thread: message.thread };
  }

  /** All plain lines that a place was sent. */
  function linesIn(place: Place): string[] {
    return far.messagesTo(placeId(place)).flatMap((message) => message.activity.text ?? []);
  }

  /** Finds a button by its verb on a card, and presses it with what is filled in. */
  async function press(who: Person, place: Place, verb: string, inputs: object = {}, on = lastCard(place)) {
    const data = dataOf(on.card, verb);
    return presses(who, verb, { ...data, ...inputs }, { in: place, replyTo: on.id });
  }

  return {
    far,
    clerk,
    lines,
    acts,
    now,
    settle,
    deliver,
    says,
    presses,
    press,
    lastCard,
    linesIn,
    messages: (place: Place): readonly Message[] => far.messagesTo(placeId(place)),
    stop: async () => {
      await clerk.stop();
      await far.close();
    },
  };
}

function placeId(place: Place): string {
  if (place.kind === 'personal') return place.person.chatId;
  return place.kind === 'meeting' ? place.id : place.channel.id;
}

export function readAnswer(answer: { status: number; body: unknown }): ClickAnswer {
  const body = answer.body as { type?: string; value?: unknown } | undefined;
  const isCard = body?.type === 'application/vnd.microsoft.card.adaptive';
  const isNotice = body?.type === 'application/vnd.microsoft.activity.message';
  return {
    ...answer,
    card: isCard ? (body?.value as Card) : undefined,
    notice: isNotice ? String(body?.value) : undefined,
  };
}

/** The data of the button with this verb. Throws when the card has no such button. */
export function dataOf(card: Card, verb: string): Record<string, unknown> {
  const found = everyNode(card).find((node) => node.type === 'Action.Execute' && node.verb === verb);
  if (!found) throw new Error(`The card has no button ${verb}; it has ${verbsOf(card).join(', ') || 'none'}.`);
  return found.data as Record<string, unknown>;
}

/** The verbs of all buttons on a card. */
export function verbsOf(card: Card): string[] {
  return everyNode(card).flatMap((node) => (node.type === 'Action.Execute' ? [String(node.verb)] : []));
}

/** An input of a card by its id. */
export function inputOf(card: Card, id: string): Card | undefined {
  return everyNode(card).find((node) => node.id === id && String(node.type).startsWith('Input.'));
}

/** Everything that a card shows, as one text. */
export function textOf(card: Card): string {
  const shown = ['text', 'title', 'value', 'label', 'placeholder'];
  return everyNode(card)
    .flatMap((node) => shown.map((key) => node[key]).filter((part) => typeof part === 'string'))
    .join('\n');
}

function everyNode(node: unknown): Card[] {
  if (Array.isArray(node)) return node.flatMap(everyNode);
  if (typeof node !== 'object' || node === null) return [];
  const { fallback: _, data: __, ...parts } = node as Card;
  return [node as Card, ...Object.values(parts).flatMap(everyNode)];
}

export { channel, person, personal, team };
