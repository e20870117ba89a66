// The use cases of polls, assembled: asking, answering, closing, what came of it, and the clock's duties.
import { progressOf } from '../delivery/outbox.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { teamsOf } from '../people/teams-store.ts';
import { type Access, accessOf, noSuchPoll, seesPoll } from './access.ts';
import { createAnswering } from './answering.ts';
import { createAsking, type PollsDeps } from './asking.ts';
import { createClosing } from './closing.ts';
import { createPollDuties, progressWords } from './duties.ts';
import { type Look, pollsFor } from './listing.ts';
import { closedPoll, closedPolls, gapTopics, resultNow } from './outcome.ts';
import type { Poll } from './poll.ts';
import { askedOf } from './recipients-store.ts';
import type { PollResult } from './results.ts';
import { pollById, pollsAround } from './store.ts';

export type PollsService = ReturnType<typeof createPollsService>;

/** How many polls a page of the list holds. */
const POLLS_A_PAGE = 4;

export function createPollsService(deps: PollsDeps) {
  const { db, now } = deps;
  const { teamOf, closingOf, ...asking } = createAsking(deps);
  const closing = createClosing({ db, now, closingOf });

  /** A poll with how somebody stands to it. Throws `missing` where it is not theirs to see. */
  async function open(actor: Actor, pollId: string): Promise<{ poll: Poll; access: Access }> {
    const poll = await pollById(db, pollId);
    if (!poll || poll.tenantId !== actor.tenantId) throw noSuchPoll();
    const access = await accessOf(db, actor, poll);
    if (!seesPoll(access, poll)) throw noSuchPoll();
    return { poll, access };
  }

  /** How far the sending has come; what was last known where the outbox has forgotten it. */
  async function progress({ tenantId, id, progress: known }: Poll): Promise<string> {
    return progressWords(await progressOf(db, { tenantId, kind: 'poll.ballot', subjectId: id })) || known;
  }

  /** The result as far as somebody may see it now; undefined where they may not yet, or nothing is counted yet. */
  async function resultFor(poll: Poll, to: { answered: boolean; manages: boolean }): Promise<PollResult | undefined> {
    if (poll.state === 'closed') return resultNow(db, poll);
    // Where names are not shown, each answer would show itself by subtraction.
    if (poll.state !== 'open' || poll.mode !== 'named') return undefined;
    const early = poll.results === 'live' || (poll.results === 'after-answer' && to.answered);
    return early || to.manages ? resultNow(db, poll) : undefined;
  }

  /** The polls that somebody asked, or that their teams ask, newest first; a page at a time, from 1. */
  async function list(actor: Actor, page: number): Promise<{ polls: Poll[]; more: boolean }> {
    const teamIds = (await teamsOf(db, actor.personId)).map(({ id }) => id);
    const around = { tenantId: actor.tenantId, personId: actor.personId, teamIds };
    const wanted = { limit: POLLS_A_PAGE + 1, offset: (page - 1) * POLLS_A_PAGE };
    const found = await pollsAround(db, around, wanted);
    return { polls: found.slice(0, POLLS_A_PAGE), more: found.length > POLLS_A_PAGE };
  }

  /** The team that somebody asks for who writes in their own chat: theirs, where they are in one. */
  async function teamToAsk(actor: Actor) {
    const [first] = await teamsOf(db, actor.personId);
    if (first) return first;
    throw new Refusal('forbidden', 'Only members of a team that has Digital Clerk can ask. Write poll in its channel.');
  }

  return {
    ...asking,
    ...createAnswering({ db, now }),
    close: closing.close,
    extend: closing.extend,
    cancel: closing.cancel,
    show: closing.show,
    open,
    progress,
    list,
    teamToAsk,
    teamOf,
    byId: (id: string) => pollById(db, id),
    accessOf: (actor: Actor, poll: Poll) => accessOf(db, actor, poll),
    resultNow: (poll: Poll) => resultNow(db, poll),
    resultFor,
    /** For lists to look through: a part of one, and how long it is (listing.ts). */
    look: (actor: Actor, look: Look) => pollsFor(db, actor, look, now()),
    /** For "You said, we did" (outcome.ts, recipients-store.ts). */
    closedPoll: (pollId: string) => closedPoll(db, pollId),
    closedPolls: (teamId: string) => closedPolls(db, teamId),
    askedOf: (pollId: string) => askedOf(db, pollId),
    /** For the meetings: what the team wants to learn about. */
    gapTopics: (teamId: string) => gapTopics(db, teamId),
    duties: createPollDuties({ db, now, closeDue: closing.closeDue }),
  };
}
