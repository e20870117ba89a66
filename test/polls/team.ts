// A team that asks polls, set up through the door, and what its people do most: ask, answer, look.

import type { Poll } from '../../src/polls/poll.ts';
import { answeredCount, pollById } from '../../src/polls/store.ts';
import type { Place } from '../support/activities.ts';
import {
  type Card,
  type ClickAnswer,
  channel,
  dataOf,
  type House,
  type HouseOptions,
  person,
  personal,
  startHouse,
  team,
} from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import type { Person } from '../support/world.ts';

export const lead = person('Sam Okafor');
export const deputy = person('Dee Lowe');
export const asker = person('Rosa Marsh');
export const stranger = person('Tomasz Nowak');
/** With the three above 25 members. */
export const others: readonly Person[] = Array.from({ length: 22 }, (_, index) => person(`Member ${index + 1}`));
export const members: readonly Person[] = [lead, deputy, asker, ...others];

export const digital = team('Digital Team', members, { channels: ['Polls'] });
export const pollsChannel = channel(digital, 'Polls');

/** A Wednesday, 9:30am in London. */
export const START = '2026-11-25T09:30:00Z';

/** The house with the team: Sam runs it, Dee deputises, Rosa asks. Everyone of `chats` has a chat with the bot. */
export async function openTeam(options: HouseOptions & { chats?: readonly Person[] } = {}): Promise<House> {
  const { chats = [], people = [], ...rest } = options;
  const house = await startHouse({
    start: START,
    people: [...members, stranger, ...people],
    teams: [digital],
    ...rest,
  });
  await house.deliver(house.acts.installs(lead, channel(digital)));
  const roles = { facilitators: lead.objectId, deputies: deputy.objectId };
  const saved = await house.presses(
    lead,
    'team.save',
    { ...roles, organisation: 'Northfield Trust' },
    { in: channel(digital) },
  );
  if (!saved.card) throw new Error(`The team is not set up: ${saved.notice}`);
  for (const who of chats) await house.deliver(house.acts.installs(who, personal(who)));
  return house;
}

export const DAYS = { question: 'Which day?', kind: 'single', choices: 'Monday\nTuesday\nThursday' };

export type Asked = { poll: string; place: Place; sent: ClickAnswer };

/** Writes `poll`, fills the form in, and sends it. */
export async function ask(
  house: House,
  inputs: object = {},
  who: Person = asker,
  place: Place = pollsChannel,
): Promise<Asked> {
  const { poll, answer } = await draft(house, inputs, who, place);
  if (!answer.card) throw new Error(`It was not taken: ${answer.notice}`);
  const sent = await house.presses(who, 'poll.send', { poll }, { in: place });
  return { poll, place, sent };
}

/** The same as far as the preview. */
export async function draft(
  house: House,
  inputs: object = {},
  who: Person = asker,
  place: Place = pollsChannel,
): Promise<{ poll: string; answer: ClickAnswer }> {
  await house.says(who, 'poll', { in: place });
  const data = dataOf(house.lastCard(place).card, 'poll.create');
  const poll = String(data.poll);
  const answer = await house.presses(who, 'poll.create', { ...data, ...DAYS, ...inputs }, { in: place });
  return { poll, answer };
}

export async function vote(
  house: House,
  poll: string,
  who: Person,
  inputs: object,
  place?: Place,
): Promise<ClickAnswer> {
  return house.presses(who, 'poll.vote', { poll, ...inputs }, { in: place ?? pollsChannel });
}

/** The card of a poll that a place shows: the last with a button to answer, or with its closing. */
export function pollCard(house: House, place: Place = pollsChannel): Card {
  const cards = house.messages(place).flatMap(({ activity }) => {
    const card = cardOf(activity);
    return card ? [card] : [];
  });
  const found = cards.findLast((card) => JSON.stringify(card).includes('poll.view'));
  if (!found) throw new Error('There is no poll here.');
  return found;
}

export async function stored(house: House, id: string): Promise<Poll> {
  const poll = await pollById(house.clerk.store.db, id);
  if (!poll) throw new Error('There is no such poll.');
  return poll;
}

/** How many people have answered a named or confidential poll. */
export function answersTo(house: House, id: string): Promise<number> {
  return answeredCount(house.clerk.store.db, id);
}

type Bar = { x: string; y: number };

/** What the charts of a card show, by choice. */
export function barsOf(card: Card): Record<string, number> {
  const bars: Record<string, number> = {};
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) walk(one);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const { type, data } = node as { type?: string; data?: readonly Bar[] };
    if (type === 'Chart.HorizontalBar') for (const { x, y } of data ?? []) bars[x.replace(/, \d+%$/, '')] = y;
    else for (const one of Object.values(node)) walk(one);
  };
  walk(card);
  return bars;
}

export { channel, personal };
