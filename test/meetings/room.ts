// A team with a fortnightly meeting, set up through the door; and what its people do most.

import {
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

export const owner = person('Sam Okafor');
export const member = person('Rosa Marsh');
export const third = person('Nina Shaw');
export const stranger = person('Tomasz Nowak');
export const digital = team('Digital Team', [owner, member, third], { channels: ['Meetings', 'Other'] });
export const room = channel(digital, 'Meetings');

/** Every other Tuesday at 9:30am from 9 March 2027: asked on the 2nd, the agenda on Monday the 8th. */
export const FORTNIGHT = {
  title: 'Clinical informatics team',
  firstOn: '2027-03-09',
  startTime: '09:30',
  minutes: 60,
  repeat: 'fortnightly',
};
export const ASKED = '2027-03-02T09:30:00Z';
export const POSTED = '2027-03-08T09:30:00Z';
export const STARTS = '2027-03-09T09:30:00Z';
export const ENDS = '2027-03-09T10:30:00Z';
export const NEXT_STARTS = '2027-03-23T09:30:00Z';

/** The message with a card that everybody presses. */
const CARD = '1741600000000';

export type Room = House & { series: string };

/** The house with the meeting of `inputs`, which runs. */
export async function openRoom(options: HouseOptions & { inputs?: object } = {}): Promise<Room> {
  const { inputs, ...rest } = options;
  const house = await startHouse({
    people: [owner, member, third, stranger],
    teams: [digital],
    start: '2027-03-01T10:00:00Z',
    ...rest,
  });
  await house.deliver(house.acts.installs(owner, channel(digital)));
  for (const who of [owner, member, third]) await house.deliver(house.acts.installs(who, personal(who)));
  return { ...house, series: await setUp(house, inputs) };
}

/** Sets a meeting up and confirms it; gives its id. */
export async function setUp(house: House, inputs: object = {}, place = room): Promise<string> {
  const saved = await house.presses(owner, 'series.save', { ...FORTNIGHT, ...inputs }, { in: place });
  if (!saved.card) throw new Error(`It was not set up: ${saved.notice}`);
  const series = String(dataOf(saved.card, 'series.confirm').series);
  await house.presses(owner, 'series.confirm', { series }, { in: place });
  return series;
}

/** The newest card of the room that has this button, or holds these words. */
export function cardWith(house: House, wanted: string | RegExp, place = room) {
  const found = house
    .messages(place)
    .flatMap(({ id, activity, thread }) => {
      const card = cardOf(activity);
      return card ? [{ id, card, thread }] : [];
    })
    .findLast(({ card }) => new RegExp(wanted).test(JSON.stringify(card)));
  if (!found) throw new Error(`No card with ${wanted}.`);
  return found;
}

/** Presses a button of the meeting on 9 March, or of another date; all on one card. */
export async function act(house: Room, who: Person, verb: string, inputs: object = {}, plannedOn = '2027-03-09') {
  const data = { series: house.series, plannedOn, ...inputs };
  return house.presses(who, verb, data, { in: room, replyTo: CARD });
}
