// What follows a digest: "I can help", "tell me more", and passing a learning or a need on. The author alone is told who, and only
// the author's press opens the two to each other or lets it go elsewhere.
import { randomUUID } from 'node:crypto';
import { dateIn } from '../calendar/dates.ts';
import { refreshMessages } from '../delivery/messages.ts';
import { enqueue } from '../delivery/outbox.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { type Person, personById } from '../people/people-store.ts';
import type { Queries, Trx } from '../store/database.ts';
import type { ItemTable, ShareTable } from '../store/tables-checkins.ts';
import type { CheckinsDeps } from './deps.ts';
import type { Forum } from './forum.ts';
import {
  addOffer,
  addShare,
  itemById,
  offerById,
  openOffer,
  responseOf,
  roundById,
  seatsIn,
  setShare,
  shareById,
} from './rounds-store.ts';
import { forumById, membershipsOf } from './store.ts';

/** An item of a posted digest with its forum and its author. */
export type Posted = { item: ItemTable; forum: Forum; authorId: string };

export function createOffering({ db, now }: CheckinsDeps) {
  const today = (forum: Forum) => dateIn(now(), forum.timeZone);

  async function postedItem(queries: Queries, itemId: string): Promise<Posted | undefined> {
    const item = await itemById(queries, itemId);
    const round = item && item.position > 0 ? await roundById(queries, item.roundId) : undefined;
    const forum = round && (await forumById(queries, round.forumId));
    const response = item && (await responseOf(queries, item.roundId, item.seatId));
    return item && forum && response ? { item, forum, authorId: response.personId } : undefined;
  }

  /** The item, for somebody who is on the forum's roster now. */
  async function forMember(trx: Trx, actor: Actor, itemId: string): Promise<Posted & { person: Person }> {
    const posted = await postedItem(trx, itemId);
    const person = await personById(trx, actor.personId);
    if (!posted || !person) throw noItem();
    if ((await membershipsOf(trx, person, today(posted.forum), posted.forum.id)).length === 0) {
      throw new Refusal('forbidden', 'Only people on the roster of this check-in can do this.');
    }
    return { ...posted, person };
  }

  /** Whether a person is the author of an item, and still on the roster: with any of their accounts. */
  async function isAuthor(queries: Queries, personId: string, { item, forum, authorId }: Posted): Promise<boolean> {
    const person = await personById(queries, personId);
    if (!person) return false;
    const mine = await membershipsOf(queries, person, today(forum), forum.id);
    if (mine.length === 0) return false;
    if (personId === authorId) return true;
    const seat = (await seatsIn(queries, item.roundId)).find(({ seatId }) => seatId === item.seatId);
    return mine.some(({ id }) => id === seat?.memberId);
  }

  /** Tells the author of a need or an offer, and nobody else, that somebody can help or wants to know more. */
  async function offer(actor: Actor, itemId: string, about: 'need' | 'offer'): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const posted = await forMember(trx, actor, itemId);
      if (posted.item.kind !== about) throw noItem();
      if (await isAuthor(trx, actor.personId, posted)) throw own();
      const id = randomUUID();
      const { tenantId } = posted.item;
      const added = await addOffer(trx, { id, tenantId, itemId, personId: actor.personId, state: 'waiting' });
      if (added) await tellAuthor(trx, posted, 'checkin.contact', id);
    });
  }

  /** The author opens the two to each other. */
  async function open(actor: Actor, offerId: string): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const offered = await offerById(trx, offerId);
      const posted = offered && (await postedItem(trx, offered.itemId));
      if (!offered || !posted) throw noItem();
      if (!(await isAuthor(trx, actor.personId, posted))) throw notAuthor();
      if (await openOffer(trx, offerId)) await tell(trx, offered.personId, 'checkin.opened', offerId);
    });
  }

  /** Asks the author of a learning or a need whether it may be passed on outside the forum. */
  async function share(actor: Actor, itemId: string): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const posted = await forMember(trx, actor, itemId);
      if (posted.item.kind === 'offer') throw noItem();
      if (await isAuthor(trx, actor.personId, posted)) throw own();
      const id = randomUUID();
      const { tenantId } = posted.item;
      const added = await addShare(trx, { id, tenantId, itemId, personId: actor.personId, state: 'asked' });
      if (added) await tellAuthor(trx, posted, 'checkin.share', id);
    });
  }

  /** The author's answer; until they take it back, who asked may pass the learning on so. */
  async function agree(actor: Actor, shareId: string, state: Exclude<ShareTable['state'], 'asked'>): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const asked = await shareById(trx, shareId);
      const posted = asked && (await postedItem(trx, asked.itemId));
      if (!asked || !posted) throw noItem();
      if (!(await isAuthor(trx, actor.personId, posted))) throw notAuthor();
      if (!(await setShare(trx, shareId, state))) return;
      const asker = await personById(trx, asked.personId);
      const about = { subjectIds: [shareId], kinds: ['checkin.shared'] };
      if (asked.state === 'asked') await tell(trx, asked.personId, 'checkin.shared', shareId);
      else if (asker) await refreshMessages(trx, { tenantId: asker.tenantId, ...about }, now());
    });
  }

  /** An author who is off the roster hears nothing of it any more. */
  async function tellAuthor(trx: Trx, posted: Posted, kind: string, subjectId: string): Promise<void> {
    if (await isAuthor(trx, posted.authorId, posted)) await tell(trx, posted.authorId, kind, subjectId);
  }

  /** A direct result of somebody's press: sent at once, to the tenant that the person is of. */
  async function tell(trx: Trx, personId: string, kind: string, subjectId: string): Promise<void> {
    const person = await personById(trx, personId);
    if (!person) return;
    const { tenantId } = person;
    await enqueue(
      trx,
      { tenantId, kind, subjectId, to: { person: personId }, dedupeKey: `${kind}:${subjectId}` },
      now(),
    );
  }

  return {
    offer,
    open,
    share,
    agree,
    posted: (itemId: string) => postedItem(db, itemId),
    isAuthor: (personId: string, posted: Posted) => isAuthor(db, personId, posted),
    isOnRoster: async (personId: string, forum: Forum) => {
      const person = await personById(db, personId);
      return person !== undefined && (await membershipsOf(db, person, today(forum), forum.id)).length > 0;
    },
  };
}

function own(): Refusal {
  return new Refusal('conflict', 'This is your own. Choose another of the list.');
}

function notAuthor(): Refusal {
  return new Refusal('forbidden', 'Only the person who wrote this can decide it.');
}

function noItem(): Refusal {
  return new Refusal('missing', 'There is no such item any more. Choose one of the list.');
}
