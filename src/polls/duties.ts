// What the clock makes this feature do: close what is due, remind once, say how far the sending has come, draw again the
// cards of very many people a page at a time, and forget what the database still holds of each anonymous vote.
import { setImmediate } from 'node:timers/promises';
import { doEach } from '../clock/each.ts';
import { personalMessages, refreshMessages } from '../delivery/messages.ts';
import { enqueue, type Progress, progressOf } from '../delivery/outbox.ts';
import { sayUnasked } from '../delivery/unasked.ts';
import { isMember } from '../people/teams-store.ts';
import type { Database, Trx } from '../store/database.ts';
import { forgetVotesBefore } from './anonymous.ts';
import { isOpen, type Poll, remindAt } from './poll.ts';
import { recipientsOf } from './recipients-store.ts';
import { answersBy, hasAnonymousSince, openPolls, pollsToRedraw, purgeDraftPolls, updatePoll } from './store.ts';

const PAGE = 100;
const DAY_MS = 24 * 60 * 60 * 1000;
const DRAFT_MS = 30 * DAY_MS;
/** So long after its end an anonymous poll's earlier rows are looked for. */
const FORGOTTEN_MS = DAY_MS;

export type DutiesDeps = { db: Database; now: () => Date; closeDue: (pollId: string) => Promise<boolean> };

export function createPollDuties({ db, now, closeDue }: DutiesDeps) {
  /** Everything that is due now; a poll that fails holds up no other. Safe to run as often as one likes, and by two at once. */
  async function run(): Promise<void> {
    const tendAll = async () => doEach(await openPolls(db), tend);
    const purge = () => purgeDraftPolls(db, new Date(now().getTime() - DRAFT_MS));
    await doEach([tendAll, redrawAll, forgetVotes, purge], (part) => part());
  }

  async function redrawAll(): Promise<void> {
    await doEach(await pollsToRedraw(db), ({ id, tenantId, redrawAfter }) => redraw(id, tenantId, redrawAfter ?? ''));
  }

  /** A vote forgets those before it where nobody reads them just then: what is left, the clock forgets. */
  async function forgetVotes(): Promise<void> {
    const since = new Date(now().getTime() - FORGOTTEN_MS).toISOString();
    if (await hasAnonymousSince(db, since)) await forgetVotesBefore(db);
  }

  async function tend(poll: Poll): Promise<void> {
    if (!isOpen(poll, now())) {
      await closeDue(poll.id);
      return;
    }
    if (poll.reminder !== 'none' && !poll.remindedAt && now() >= remindAt(poll)) await remind(poll);
    if (poll.audience !== 'channel') await tellProgress(poll);
  }

  /** One reminder, to the silent or to everyone. A crash in between begins again, and nobody gets it twice. */
  async function remind(poll: Poll): Promise<void> {
    let after = '';
    for (;;) {
      const people = await recipientsOf(db, poll.id, { after, limit: PAGE });
      await db.transaction().execute(async (trx) => {
        for (const personId of people) await remindOne(trx, poll, personId);
      });
      after = people.at(-1) ?? '';
      if (people.length < PAGE) break;
      await setImmediate();
    }
    await db.transaction().execute((trx) => updatePoll(trx, poll.id, { remindedAt: now().toISOString() }));
  }

  async function remindOne(trx: Trx, poll: Poll, personId: string): Promise<void> {
    const ofTeam = poll.audience === 'channel' || poll.audience === 'team';
    if (ofTeam && !(await isMember(trx, poll.teamId, personId))) return;
    if (poll.reminder === 'silent' && (await answersBy(trx, poll.id, personId)).length > 0) return;
    const closing = new Date(poll.closesAt);
    const reminder = { tenantId: poll.tenantId, personId, kind: 'poll.reminder', subjectId: poll.id } as const;
    const dedupeKey = `poll.reminder:${poll.id}:${personId}`;
    await sayUnasked(trx, { ...reminder, sort: 'reminder', dedupeKey, deadline: closing, expires: closing }, now());
  }

  /** The asker's card says how far it has come, when that has changed. */
  async function tellProgress({ id, tenantId, progress: told }: Poll): Promise<void> {
    const progress = progressWords(await progressOf(db, { tenantId, kind: 'poll.ballot', subjectId: id }));
    if (progress === told) return;
    await db.transaction().execute(async (trx) => {
      await updatePoll(trx, id, { progress });
      await refreshMessages(trx, { tenantId, subjectIds: [id], kinds: ['poll.status'] }, now());
    });
  }

  async function redraw(pollId: string, tenantId: string, from: string): Promise<void> {
    let after = from;
    for (;;) {
      const page = await personalMessages(db, pollId, { after, limit: PAGE });
      const isLast = page.length < PAGE;
      after = page.at(-1)?.id ?? after;
      await db.transaction().execute(async (trx) => {
        for (const { id, kind } of page.filter((message) => message.kind !== 'poll.status')) {
          await enqueue(trx, { tenantId, kind, subjectId: pollId, to: { message: id }, bulk: true }, now());
        }
        await updatePoll(trx, pollId, { redrawAfter: isLast ? null : after });
      });
      if (isLast) return;
      await setImmediate();
    }
  }

  return { run };
}

/** How far the sending has come, in fixed words and numbers; empty when nothing was to be sent. */
export function progressWords({ waiting, sent, blocked, unreachable, calledOff }: Progress): string {
  const count = (some: number, words: string) => `${some.toLocaleString('en-GB')} ${words}`;
  const parts = [
    count(sent, 'sent'),
    ...(waiting > 0 ? [count(waiting, 'waiting')] : []),
    ...(blocked > 0 ? [count(blocked, blocked === 1 ? 'has blocked me' : 'have blocked me')] : []),
    ...(unreachable > 0 ? [count(unreachable, 'cannot be reached')] : []),
    ...(calledOff > 0 ? [count(calledOff, 'called off')] : []),
  ];
  return sent + waiting + blocked + unreachable + calledOff === 0 ? '' : parts.join(', ');
}
