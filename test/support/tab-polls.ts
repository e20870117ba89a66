// Polls of the digital team around the tab: asked in its channel, answered through the API.
import { pollInput } from '../../src/polls/inputs.ts';
import { cast, type Role, type TabHouse } from './tab.ts';
import { actorOf } from './tab-meetings.ts';

/** A named poll that shows its result while it is open. */
export const DAYS = { question: 'Which day suits you?', choices: 'Monday\nTuesday\nThursday', audience: 'channel' };

/** The members of the team. */
export const MEMBERS = ['teammate', 'handler', 'facilitator', 'deputy', 'safety', 'safety-deputy'] as const;

/** Asks a poll as its card would, and sends it; gives its id. */
export async function askPoll(house: TabHouse, inputs: object = {}, asker = cast.teammate): Promise<string> {
  const { db } = house.clerk.store;
  const actor = await actorOf(house, asker);
  const channels = db.selectFrom('conversations').selectAll().where('scope', '=', 'channel');
  const channel = await channels.executeTakeFirstOrThrow();
  const teams = db.selectFrom('teams').selectAll().where('id', '=', channel.teamId);
  const where = { team: await teams.executeTakeFirstOrThrow(), channel };
  const { id } = await house.clerk.polls.begin(actor, where, undefined);
  await house.clerk.polls.create(actor, pollInput.parse({ poll: id, ...DAYS, ...inputs }));
  await house.clerk.polls.send(actor, id, 'elsewhere');
  return id;
}

/** So many of the members answer, one after the other. */
export async function answerPoll(
  house: TabHouse,
  id: string,
  answers: readonly object[],
  who: readonly Role[] = MEMBERS,
): Promise<void> {
  for (const [index, answer] of answers.entries()) {
    const role = who[index];
    const { status, text } = await house.ask(role && cast[role], `polls/${id}/vote`, answer);
    if (status !== 200) throw new Error(`It was not taken: ${text}`);
  }
}

/** Ends a poll as the person who asked it. */
export async function closePoll(house: TabHouse, id: string): Promise<void> {
  const { status, text } = await house.ask(cast.teammate, `polls/${id}/close`, {});
  if (status !== 200) throw new Error(`It was not closed: ${text}`);
}
