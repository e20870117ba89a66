// A check-in around the tab: a forum that the teammate hosts in the team's channel, and its rounds.
import { forumInput } from '../../src/checkins/inputs.ts';
import { seeConversation } from '../../src/people/conversations-store.ts';
import { cast, type Role, type TabHouse } from './tab.ts';
import { actorOf } from './tab-meetings.ts';

/** Its rounds are on Wednesdays: asked on Tuesday at 8am, the digest at 7:45am, and late answers until it asks again. */
export const PROMPT = '2026-12-01T08:00:00Z';
export const DIGEST = '2026-12-02T07:45:00Z';
export const LATE_END = '2026-12-08T08:00:00Z';

const SECTORS = ['acute', 'primary', 'community', 'mental-health'] as const;

type ForumOptions = { name?: string; unseen?: readonly string[] };

/**
 * Sets a forum up with a roster of these people, each of an organisation of their own; gives its id. Each name has a
 * channel of its own; `unseen`: more lines of the roster.
 */
export async function startForum(
  house: TabHouse,
  roster: readonly Role[],
  { name = 'CCIOs of Westshire', unseen = [] }: ForumOptions = {},
): Promise<string> {
  const { db } = house.clerk.store;
  const first = await db
    .selectFrom('conversations')
    .selectAll()
    .where('scope', '=', 'channel')
    .executeTakeFirstOrThrow();
  const { tenantId, serviceUrl, botKey, personId, scope, teamId } = first;
  const where = { tenantId, serviceUrl, botKey, personId, scope, teamId, conversationKey: `19:${name}` };
  const channel = await seeConversation(db, where, house.now());
  const rows = roster.map((role, index) => {
    const { name: known, objectId } = cast[role];
    return `${known},${objectId},Trust ${index + 1},,${SECTORS[index % SECTORS.length]},ccio`;
  });
  const form = forumInput.parse({ name, members: 'list', roster: [...rows, ...unseen].join('\n') });
  return (await house.clerk.checkins.forums.save(await actorOf(house, cast.teammate), channel, form)).id;
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
