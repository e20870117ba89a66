// Answering: one answer per person, whatever is pressed in whatever order; and what the shared card shows of it.
import { instantWords } from '../calendar/words.ts';
import { refreshMessages } from '../delivery/messages.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import type { Database, Trx } from '../store/database.ts';
import { accessOf, noSuchPoll, seesPoll } from './access.ts';
import { castAnonymously, forgetVotesBefore, hasAnsweredAnonymously } from './anonymous.ts';
import { type Answer, answersOf } from './ballot.ts';
import { givenOf, guardVote, type VoteInput } from './inputs.ts';
import { isOpen, type Poll } from './poll.ts';
import { addFollower } from './sharing.ts';
import { answersBy, keepAnswers, lockPoll, pollById, updatePoll } from './store.ts';

/** A channel's card is edited at most so often. */
const EDIT_EVERY_MS = 3_000;

export function createAnswering({ db, now }: { db: Database; now: () => Date }) {
  /**
   * Takes what a person answers. Named and confidential: the last answer to arrive is theirs. Anonymous: the first, and
   * any later one changes nothing. Throws a Refusal when it has closed, by the time itself.
   */
  async function vote(actor: Actor, input: VoteInput): Promise<Poll> {
    guardVote(input);
    const poll = await db.transaction().execute(async (trx) => {
      const found = await lockPoll(trx, input.poll);
      if (!found || !(await accessOf(trx, actor, found)).asked) throw noSuchPoll();
      assertOpen(found);
      const answers = answersOf(found.questions, givenOf(input));
      if (found.mode === 'anonymous') await castAnonymously(trx, found, actor.personId, answers);
      else await keep(trx, found, actor, answers);
      return found;
    });
    if (poll.mode === 'anonymous') await forgetVotesBefore(db);
    return poll;
  }

  async function keep(trx: Trx, poll: Poll, actor: Actor, answers: readonly Answer[]): Promise<void> {
    await keepAnswers(trx, poll.id, actor.personId, answers, now());
    // The channel's card changes with an answer only where it shows live results.
    if (poll.audience === 'channel' && poll.results === 'live') await showNew(trx, poll);
  }

  function assertOpen(poll: Poll): void {
    if (isOpen(poll, now())) return;
    if (poll.state === 'cancelled')
      throw new Refusal('conflict', 'This poll was cancelled. Your answer was not taken.');
    const closed = instantWords(new Date(poll.closedAt ?? poll.closesAt), poll.timeZone);
    throw new Refusal('conflict', `This poll closed on ${closed}. Your answer came later and was not counted.`);
  }

  /** The channel's card is drawn again: now, or when its last edit is long enough ago, with all that was answered by then. */
  async function showNew(trx: Trx, poll: Poll): Promise<void> {
    const last = poll.shownAt ? new Date(poll.shownAt).getTime() : 0;
    const at = now().getTime();
    // An edit that waits for its time already shows this answer too.
    const notBefore = new Date(last > at ? last : Math.max(at, last + EDIT_EVERY_MS));
    if (notBefore.getTime() !== last) await updatePoll(trx, poll.id, { shownAt: notBefore.toISOString() });
    const about = { tenantId: poll.tenantId, subjectIds: [poll.id], kinds: ['poll.ballot'], notBefore };
    await refreshMessages(trx, about, now());
  }

  /** What somebody has answered: their answers, or only that they have, where nobody can know more. */
  async function answered(poll: Poll, personId: string): Promise<{ has: boolean; answers: Answer[] }> {
    if (poll.mode === 'anonymous') return { has: await hasAnsweredAnonymously(db, poll.id, personId), answers: [] };
    const answers = await answersBy(db, poll.id, personId);
    return { has: answers.length > 0, answers };
  }

  /** "Tell me": whoever sees a poll hears in person what comes of it (the statements that answer it). */
  async function follow(actor: Actor, pollId: string): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const poll = await pollById(trx, pollId);
      if (!poll || !seesPoll(await accessOf(trx, actor, poll), poll)) throw noSuchPoll();
      if (poll.state === 'cancelled') throw new Refusal('conflict', 'This poll was cancelled. Nothing comes of it.');
      await addFollower(trx, pollId, actor.personId);
    });
  }

  return { vote, answered, follow };
}
