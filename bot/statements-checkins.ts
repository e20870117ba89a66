// What statements are handed of check-ins: the needs whose authors agreed that they may leave the forum.
import type { Forum } from '../src/checkins/forum.ts';
import { type SharedNeed, sharedNeedsById, sharedNeedsOf } from '../src/checkins/sharing.ts';
import { forumById, runningForums } from '../src/checkins/store.ts';
import { personById } from '../src/people/people-store.ts';
import { teamById } from '../src/people/teams-store.ts';
import type { Asking, Said, Source } from '../src/statements/ports.ts';
import type { Queries } from '../src/store/database.ts';

const FORUM = 'forum:';
const NEED = 'need:';

/** Shared needs as something to be grouped. The host answers for them; nobody's name or organisation goes with them. */
export function checkinSource(): Source {
  /** Undefined for a forum whose team is of no organisation: its statements would stand on nobody's wall. */
  async function askingOf(db: Queries, forum: Forum): Promise<Asking | undefined> {
    const { id, tenantId, teamId, conversationId, name, hostId } = forum;
    const organisationId = (await teamById(db, teamId))?.organisationId;
    if (!organisationId) return undefined;
    const where = { key: `${FORUM}${id}`, tenantId, organisationId, teamId, conversationId };
    // A forum does not close: each week asks again.
    return { ...where, title: name, askerId: hostId, anonymous: false, closedOn: null };
  }

  async function forumOf(db: Queries, key: string): Promise<Forum | undefined> {
    return key.startsWith(FORUM) ? forumById(db, key.slice(FORUM.length)) : undefined;
  }

  function saidOf(needs: readonly SharedNeed[]): Said[] {
    return needs.map(({ id, forumId, words, authorId, named, on }) => ({
      key: `${NEED}${id}`,
      text: words,
      reference: '',
      // Passing it on was agreed to, and quoting it word for word was not asked.
      quotable: false,
      personIds: named ? [authorId] : [],
      unnamed: named ? 0 : 1,
      question: forumId,
      sort: 'text',
      on,
      system: '',
    }));
  }

  const idsOf = (keys: readonly string[]) =>
    keys.filter((key) => key.startsWith(NEED)).map((key) => key.slice(NEED.length));

  /** Each in their own chat, so that nobody else sees who they are; who is of another tenant is not reached by this one. */
  async function authors(db: Queries, { tenantId }: Asking, keys: readonly string[]): Promise<string[]> {
    const people: string[] = [];
    for (const { authorId } of await sharedNeedsById(db, idsOf(keys))) {
      if ((await personById(db, authorId))?.tenantId === tenantId) people.push(authorId);
    }
    return people;
  }

  return {
    async asking(db, key) {
      const forum = await forumOf(db, key);
      return forum && askingOf(db, forum);
    },
    async askings(db, { tenantId, teamIds, personId }) {
      const mine = (await runningForums(db)).filter(
        (forum) => forum.tenantId === tenantId && (forum.hostId === personId || teamIds.includes(forum.teamId)),
      );
      const askings: Asking[] = [];
      for (const forum of mine) askings.push(...[(await askingOf(db, forum)) ?? []].flat());
      return askings;
    },
    closed: async () => [],
    async said(db, { key, tenantId, teamId }, reach) {
      const own = await forumOf(db, key);
      const ofTeam = (await runningForums(db)).filter(
        (forum) => reach === 'team' && forum.tenantId === tenantId && forum.teamId === teamId && forum.id !== own?.id,
      );
      const said: Said[] = [];
      for (const forum of own ? [own, ...ofTeam] : ofTeam) said.push(...saidOf(await sharedNeedsOf(db, forum.id)));
      return said;
    },
    read: async (db, keys) => saidOf(await sharedNeedsById(db, idsOf(keys))),
    // Whoever wrote a need reads the answer in the forum's channel, as the others do.
    hearers: async () => [],
    answerers: authors,
  };
}
