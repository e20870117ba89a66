// The end of a poll: closed by its time or by somebody, put off, called off; and whether a unanimous result is shown.
import { dateIn } from '../calendar/dates.ts';
import { refreshMessages } from '../delivery/messages.ts';
import { dropWaiting, enqueue } from '../delivery/outbox.ts';
import { sayUnasked } from '../delivery/unasked.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../store/audit.ts';
import type { Database, Trx } from '../store/database.ts';
import { type Access, accessOf, assertManages, noSuchPoll } from './access.ts';
import { eraseAnswers, eraseVoters, forgetVotesBefore } from './anonymous.ts';
import { countsOf } from './outcome.ts';
import { isOpen, minimumGroup, type Poll } from './poll.ts';
import { isUnanimous } from './results.ts';
import { eraseBallots, lockPoll, updatePoll } from './store.ts';

/** So many cards are queued to be drawn again at once; more than that in pages, by the clock. */
const CARDS_AT_ONCE = 200;

export type ClosingDeps = {
  db: Database;
  now: () => Date;
  closingOf: (poll: Poll, to: { closesOn: string; closesAt: string }) => Date;
};

export function createClosing({ db, now, closingOf }: ClosingDeps) {
  /** Ends it now. Ended already: it stays as it is. */
  async function close(actor: Actor, pollId: string): Promise<Poll> {
    const closed = await manage(actor, pollId, 'poll.close', async (trx, poll) => {
      if (poll.state === 'closed') return poll;
      if (poll.state !== 'open') throw new Refusal('conflict', 'Only a poll that is open can be closed.');
      return end(trx, poll, actor.personId);
    });
    if (closed.mode === 'anonymous') await forgetVotesBefore(db);
    return closed;
  }

  /** Ends it because its time has come; for the clock. False when it was not open any more. */
  async function closeDue(pollId: string): Promise<boolean> {
    const ended = await db.transaction().execute(async (trx) => {
      const poll = await lockPoll(trx, pollId);
      if (poll?.state !== 'open' || isOpen(poll, now())) return undefined;
      await audit(trx, { tenantId: poll.tenantId, actorId: null, action: 'poll.close', subjectId: pollId }, now());
      return end(trx, poll, null);
    });
    if (ended?.mode === 'anonymous') await forgetVotesBefore(db);
    return ended !== undefined;
  }

  /** Counts it, erases what must not be kept, and shows the result. `by`: who ended it; null for the clock. */
  async function end(trx: Trx, poll: Poll, by: string | null): Promise<Poll> {
    const { answered, counted } = await countsOf(trx, poll);
    const few = answered < minimumGroup(poll);
    if (poll.mode === 'anonymous') {
      await eraseVoters(trx, poll.id);
      if (few) await eraseAnswers(trx, poll.id);
    }
    const ended = {
      state: 'closed',
      answered,
      closedAt: isOpen(poll, now()) ? now().toISOString() : poll.closesAt,
      release: !few && isUnanimous(poll, counted) ? 'held' : '',
    } as const;
    await updatePoll(trx, poll.id, ended);
    await dropWaiting(trx, ballotsOf(poll), now());
    await redraw(trx, poll);
    await tellAsker(trx, poll, by);
    return { ...poll, ...ended };
  }

  /** The asker reads what came of it: by their own press at once; by the clock when it is not quiet. */
  async function tellAsker(trx: Trx, { tenantId, askerId, id: subjectId }: Poll, by: string | null): Promise<void> {
    if (by === askerId) return;
    const told = { tenantId, kind: 'poll.status', subjectId, dedupeKey: `poll.closed:${subjectId}` };
    if (by) await enqueue(trx, { ...told, to: { person: askerId } }, now());
    else await sayUnasked(trx, { ...told, personId: askerId, sort: 'own-issue' }, now());
  }

  /** It stays open until later. */
  async function extend(actor: Actor, pollId: string, to: { closesOn: string; closesAt: string }): Promise<Poll> {
    return manage(actor, pollId, 'poll.extend', async (trx, poll) => {
      if (!isOpen(poll, now())) {
        throw new Refusal('conflict', 'This poll has ended, so it cannot stay open longer. Write poll for a new one.');
      }
      const closing = closingOf(poll, {
        ...to,
        closesOn: to.closesOn || dateIn(new Date(poll.closesAt), poll.timeZone),
      });
      if (closing <= new Date(poll.closesAt)) {
        if (closing.getTime() === new Date(poll.closesAt).getTime()) return poll;
        throw new Refusal('invalid', 'Closes on: this is sooner than now. To end it sooner, press Close now.');
      }
      const closesAt = closing.toISOString();
      await updatePoll(trx, poll.id, { closesAt });
      await redraw(trx, poll);
      return { ...poll, closesAt };
    });
  }

  /** Calls it off: what waits is not sent, what was answered is erased, and every card says so. */
  async function cancel(actor: Actor, pollId: string): Promise<Poll> {
    const cancelled = await manage(actor, pollId, 'poll.cancel', async (trx, poll) => {
      if (poll.state === 'cancelled') return poll;
      if (poll.state === 'closed') throw new Refusal('conflict', 'This poll has ended already.');
      await eraseVoters(trx, poll.id);
      await eraseAnswers(trx, poll.id);
      await eraseBallots(trx, poll.id);
      await updatePoll(trx, poll.id, { state: 'cancelled', closedAt: now().toISOString() });
      await dropWaiting(trx, ballotsOf(poll), now());
      await redraw(trx, poll);
      return { ...poll, state: 'cancelled' };
    });
    if (cancelled.mode === 'anonymous') await forgetVotesBefore(db);
    return cancelled;
  }

  /** Shows a result although everyone said the same: for who has been warned. */
  async function show(actor: Actor, pollId: string): Promise<Poll> {
    return manage(actor, pollId, 'poll.show', async (trx, poll) => {
      if (poll.release !== 'held') return poll;
      await updatePoll(trx, poll.id, { release: 'shown' });
      await redraw(trx, poll);
      return { ...poll, release: 'shown' };
    });
  }

  async function manage(
    actor: Actor,
    pollId: string,
    deed: string,
    apply: (trx: Trx, poll: Poll, access: Access) => Promise<Poll>,
  ): Promise<Poll> {
    return db.transaction().execute(async (trx) => {
      const poll = await lockPoll(trx, pollId);
      if (!poll || poll.tenantId !== actor.tenantId) throw noSuchPoll();
      const access = await accessOf(trx, actor, poll);
      assertManages(access);
      const changed = await apply(trx, poll, access);
      const { tenantId, personId: actorId } = actor;
      await audit(trx, { tenantId, actorId, action: deed, subjectId: pollId }, now());
      return changed;
    });
  }

  /** Every card of it shows what it is now. Those of very many people follow in pages, by the clock. */
  async function redraw(trx: Trx, { id, tenantId, reached, audience }: Poll): Promise<void> {
    const few = audience === 'channel' || reached <= CARDS_AT_ONCE;
    const about = { tenantId, subjectIds: [id], ...(!few && { kinds: ['poll.status'] }) };
    await refreshMessages(trx, about, now());
    if (!few) await updatePoll(trx, id, { redrawAfter: '' });
  }

  return { close, closeDue, extend, cancel, show };
}

function ballotsOf({ tenantId, id: subjectId }: Poll) {
  return { tenantId, kind: 'poll.ballot', subjectId };
}
