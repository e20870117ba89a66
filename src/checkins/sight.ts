// Who is off the roster loses sight at once: what they have of a forum in their own chat is drawn again, and shows nothing.
import { messagesAbout } from '../delivery/messages.ts';
import { enqueue } from '../delivery/outbox.ts';
import type { Trx } from '../store/database.ts';
import { redrawPersonal } from './digesting.ts';
import type { Forum } from './forum.ts';
import { type Member, READ_KIND } from './round.ts';
import { followUpsOf, itemsOfSeat, roundsIn, seatsIn } from './rounds-store.ts';
import { accountsOf } from './store.ts';

/** Their cards say from now on that they are off the roster, and quote nobody any more. */
export async function redrawTheirs(trx: Trx, forum: Forum, member: Member, now: Date): Promise<void> {
  const theirs = (await accountsOf(trx, [member], forum.teamId)).get(member.id) ?? [];
  const subjectIds: string[] = [];
  const itemIds: string[] = [];
  for (const round of await roundsIn(trx, [forum.id], ['open', 'digested', 'closed'])) {
    for (const { seatId, memberId } of await seatsIn(trx, round.id)) {
      if (seatId !== member.id && memberId !== member.id) continue;
      subjectIds.push(`${round.id}:${seatId}`);
      itemIds.push(...(await itemsOfSeat(trx, round.id, seatId)).map(({ id }) => id));
    }
  }
  const made = theirs.map(({ personId }) => personId);
  await redrawRead(trx, forum, made, now);
  await redrawPersonal(trx, [...subjectIds, ...(await followUpsOf(trx, itemIds, made))], now);
}

/** The digests that they have open in their own chats are closed; those of others stay as they are. */
async function redrawRead(trx: Trx, forum: Forum, personIds: readonly string[], now: Date): Promise<void> {
  for (const { id, parts } of await roundsIn(trx, [forum.id], ['digested', 'closed'])) {
    const subjects = Array.from({ length: parts }, (_, index) => `${id}:${index + 1}`);
    for (const { id: card, tenantId, kind, subjectId, personId } of await messagesAbout(trx, subjects, [READ_KIND])) {
      if (!personIds.includes(personId ?? '')) continue;
      await enqueue(trx, { tenantId, kind, subjectId, to: { message: card } }, now);
    }
  }
}
