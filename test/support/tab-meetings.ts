// A meeting of the digital team around the tab: a series that runs, and what was written at one that is held.
import { seriesInput } from '../../src/meetings/inputs.ts';
import { actorById } from '../../src/people/actor.ts';
import { findPerson } from '../../src/people/people-store.ts';
import { cast, type TabHouse } from './tab.ts';
import type { Person } from './world.ts';

/** Every other Wednesday at 10am from 2 December 2026. */
export const FORTNIGHT = {
  title: 'Clinical informatics team',
  firstOn: '2026-12-02',
  startTime: '10:00',
  minutes: '60',
  repeat: 'fortnightly',
  place: 'https://meet.example/team',
};

/** Who somebody is to the services. */
export async function actorOf(house: TabHouse, { tenantId, objectId }: Person) {
  const { db } = house.clerk.store;
  const person = await findPerson(db, tenantId, objectId);
  const actor = person && (await actorById(db, person.id));
  if (!actor) throw new Error('Nobody is known by that id.');
  return actor;
}

/** Sets a meeting up in the cabinet's channel, and confirms it; gives its id. */
export async function startMeeting(house: TabHouse, owner = cast.handler, inputs: object = {}): Promise<string> {
  const { clerk } = house;
  const actor = await actorOf(house, owner);
  const channels = clerk.store.db.selectFrom('conversations').selectAll().where('scope', '=', 'channel');
  const channel = await channels.executeTakeFirstOrThrow();
  const saved = await clerk.meetings.save(actor, channel, seriesInput.parse({ ...FORTNIGHT, ...inputs }));
  if (saved.kind !== 'saved') throw new Error('It asks something first.');
  await clerk.meetings.confirm(actor, saved.series.id);
  return saved.series.id;
}

/** The first meeting begins: the time of its start, and the beat of the clock. */
export async function holdFirst(house: TabHouse): Promise<void> {
  await house.moveTo('2026-12-01T10:00:00Z');
  await house.moveTo('2026-12-02T10:00:00Z');
}
