// A check-in around the tab: a forum that the teammate hosts in the team's channel, and its rounds.
import { forumInput } from '../../src/checkins/inputs.ts';
import { conversationById } from '../../src/people/conversations-store.ts';
import { cast, type Role, type TabHouse } from './tab.ts';
import { actorOf } from './tab-meetings.ts';

/** Its rounds are on Wednesdays: asked on Tuesday at 8am, the digest at 7:45am, and late answers until it asks again. */
export const PROMPT = '2026-12-01T08:00:00Z';
export const DIGEST = '2026-12-02T07:45:00Z';
export const LATE_END = '2026-12-08T08:00:00Z';

const SECTORS = ['acute', 'primary', 'community', 'mental-health'] as const;

/** Sets the forum up with a roster of these people, each of an organisation of their own; gives its id. `unseen`: more lines of it. */
export async function startForum(
  house: TabHouse,
  roster: readonly Role[],
  unseen: readonly string[] = [],
): Promise<string> {
  const { db } = house.clerk.store;
  const { id } = await db
    .selectFrom('conversations')
    .select('id')
    .where('scope', '=', 'channel')
    .executeTakeFirstOrThrow();
  const channel = await conversationById(db, id);
  if (!channel) throw new Error('There is no channel.');
  const rows = roster.map((role, index) => {
    const { name, objectId } = cast[role];
    return `${name},${objectId},Trust ${index + 1},,${SECTORS[index % SECTORS.length]},ccio`;
  });
  const form = { name: 'CCIOs of Westshire', members: 'list', roster: [...rows, ...unseen].join('\n') };
  const forum = await house.clerk.checkins.forums.save(
    await actorOf(house, cast.teammate),
    channel,
    forumInput.parse(form),
  );
  return forum.id;
}

/** The id of the newest round. */
export async function newestRound(house: TabHouse): Promise<string> {
  const rounds = house.clerk.store.db.selectFrom('checkinRounds').select('id').orderBy('plannedOn', 'desc');
  return (await rounds.executeTakeFirstOrThrow()).id;
}

/** Somebody answers the newest round through the API, and adds to it. */
export async function answerRound(house: TabHouse, role: Role, state: string, added?: object): Promise<void> {
  const round = await newestRound(house);
  const answers = [await house.ask(cast[role], `rounds/${round}/answer`, { state })];
  if (added) answers.push(await house.ask(cast[role], `rounds/${round}/add`, added));
  for (const { status, text } of answers) if (status !== 200) throw new Error(`It was not taken: ${text}`);
}
