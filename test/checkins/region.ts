// A region with its forum, set up through the door: a host, a deputy of theirs, and CCIOs of several organisations, some
// of them in other tenants, one a guest, one never seen.
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
import { homeTenant, otherTenant, type Person } from '../support/world.ts';

export const host = person('Sam Okafor');
export const hostDeputy = person('Dee Lowe');
export const facilitator = person('Fay Ives');
export const rosa = person('Rosa Marsh');
export const rosaDeputy = person('Tomas Reed');
export const otto = person('Otto Kemp');
export const nina = person('Nina Shaw');
export const omar = person('Omar Hale');
export const iris = person('Iris Bell');
/** In a tenant of her own, with the app there; no member of the team. */
export const tess = person('Tess Vance', otherTenant);
/** A guest of the home tenant. */
export const gwen = { ...person('Gwen Pryce'), email: 'gwen.pryce_partner.example#EXT#@trust.example' };

export const members = [facilitator, host, hostDeputy, rosa, rosaDeputy, otto, nina, omar, iris, gwen];
export const regionTeam = team('Westshire Digital', members, { channels: ['CCIOs'] });
export const forumChannel = channel(regionTeam, 'CCIOs');

/** name, handle, organisation, ODS, sector, role */
export const ROSTER = [
  `Rosa Marsh,${rosa.email},Northfield Trust,RXF05,acute,ccio`,
  `Tomas Reed,${rosaDeputy.email},Northfield Trust,RXF05,acute,deputy`,
  `Otto Kemp,${otto.objectId},Southmere Hospitals,RSM01,acute,ccio`,
  `Nina Shaw,${nina.email},Eastbrook Infirmary,REB02,acute,ccio`,
  `Omar Hale,${omar.email},Westshire Primary Care,WPC01,primary,ccio`,
  `Iris Bell,${iris.email},Harbour Community,HCM01,community,ccio`,
  `Tess Vance,${tess.objectId},Valley Ambulance,VAM01,ambulance,ccio`,
  `Gwen Pryce,${gwen.objectId},Partner Care,,social care,ccio`,
].join('\n');

/** Times are those of the ready choice: prompt on Tuesday 8am, digest on Wednesday 7:45am, call at 8am. */
export const FORUM = { name: 'CCIOs of Westshire', weekday: 'wednesday', members: 'list', roster: ROSTER };

export type RegionOptions = HouseOptions & { forum?: object };

/** The region on Monday 2 November 2026, with everybody's own chat open but the guest's. */
export async function openRegion({ forum, env, people = [], ...options }: RegionOptions = {}): Promise<House> {
  const house = await startHouse({
    start: '2026-11-02T09:00:00Z',
    people: [...members, tess, ...people],
    teams: [regionTeam],
    env: { CLERK_TENANTS: `${homeTenant},${otherTenant}`, ...env },
    ...options,
  });
  await house.deliver(house.acts.installs(facilitator, channel(regionTeam)));
  for (const who of [...members, tess]) {
    if (who !== gwen) await house.deliver(house.acts.installs(who, personal(who)));
  }
  await house.says(host, 'set up check-in', { in: forumChannel });
  const saved = await house.press(host, forumChannel, 'forum.save', { ...FORUM, ...forum });
  if (!saved.card) throw new Error(`The forum is not set up: ${saved.notice ?? JSON.stringify(saved.body)}`);
  return house;
}

/** One press on the last card of somebody's own chat. */
export function pressOwn(house: House, who: Person, verb: string, inputs: object = {}) {
  return house.press(who, personal(who), verb, inputs);
}

/** Answers as somebody would: a press, and what they add. */
export async function answer(house: House, who: Person, state: string, added?: object): Promise<void> {
  const place = personal(who);
  const first = house.lastCard(place);
  const pressed = await house.presses(
    who,
    'checkin.answer',
    { ...roundOf(first.card), state },
    { in: place, replyTo: first.id },
  );
  if (!pressed.card) throw new Error(`It was not taken: ${pressed.notice}`);
  if (!added) return;
  const then = await house.presses(
    who,
    'checkin.add',
    { ...dataOf(pressed.card, 'checkin.add'), ...added },
    { in: place, replyTo: first.id },
  );
  if (!then.card) throw new Error(`It was not added: ${then.notice}`);
}

export function roundOf(card: Record<string, unknown>): Record<string, unknown> {
  const { card: token, round } = dataOf(card, 'checkin.answer');
  return { card: token, round };
}
