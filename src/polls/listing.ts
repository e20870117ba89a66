// The polls that somebody may see, as lists to look through: to answer, those that they manage, and what came of them.
// Access (access.ts) decides of one poll; the conditions here are the same, said in SQL.
import type { Actor } from '../people/actor.ts';
import { teamsOf, teamsRunBy } from '../people/teams-store.ts';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';
import type { Condition, Queries } from '../store/database.ts';
import type { Poll } from './poll.ts';
import { pollById } from './store.ts';

export const LISTS = ['answer', 'mine', 'results'] as const;
export type Look = {
  /** `answer`: open, and one is asked; `mine`: one asks or manages it; `results`: closed, and one may see it. */
  list: (typeof LISTS)[number];
  /** Words that one of its questions holds; empty: any. */
  words: string;
  limit: number;
  offset: number;
};

type Build = Condition<'polls'>;
type Around = { personId: string; teamIds: readonly string[]; runIds: readonly string[] };

/** A part of a list, and the number of all on it. */
export async function pollsFor(
  db: Queries,
  actor: Actor,
  { list, words, limit, offset }: Look,
  now: Date,
): Promise<{ polls: Poll[]; total: number }> {
  assertNoIdentifiers({ Search: words });
  const { tenantId, personId } = actor;
  const teamIds = (await teamsOf(db, personId)).map(({ id }) => id);
  const runIds = (await teamsRunBy(db, personId)).map(({ id }) => id);
  const around = { personId, teamIds, runIds };
  const found = db
    .selectFrom('polls')
    .where('tenantId', '=', tenantId)
    .where((is) => {
      if (list === 'answer') return is.and([isOpenAt(is, now), isAsked(is, around)]);
      if (list === 'mine') return is.and([is('state', '<>', 'draft'), isManaged(is, around)]);
      return is.and([is('state', '=', 'closed'), is.or([isAsked(is, around), isManaged(is, around)])]);
    })
    .$if(words !== '', (query) => query.where((is) => holds(is, words)));
  const { count } = await found.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow();
  const rows = await found
    .select('id')
    .$if(list === 'answer', (query) => query.orderBy('closesAt'))
    .$if(list === 'results', (query) => query.orderBy('closedAt', 'desc'))
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  const polls = await Promise.all(rows.map(({ id }) => pollById(db, id)));
  return { polls: polls.flatMap((poll) => poll ?? []), total: Number(count) };
}

function isOpenAt(is: Build, now: Date) {
  return is.and([is('state', '=', 'open'), is('closesAt', '>', now.toISOString())]);
}

function isAsked(is: Build, { personId, teamIds }: Around) {
  const sentTo = is.exists(
    is
      .selectFrom('pollRecipients')
      .select('pollRecipients.personId')
      .whereRef('pollRecipients.pollId', '=', 'polls.id')
      .where('pollRecipients.personId', '=', personId),
  );
  return is.or([
    is.and([is('audience', '=', 'channel'), isOneOf(is, teamIds)]),
    is.and([is('audience', '=', 'team'), isOneOf(is, teamIds), sentTo]),
    is.and([is('audience', 'not in', ['channel', 'team']), sentTo]),
  ]);
}

function isManaged(is: Build, { personId, teamIds, runIds }: Around) {
  return is.or([isOneOf(is, runIds), is.and([is('askerId', '=', personId), isOneOf(is, teamIds)])]);
}

function isOneOf(is: Build, teamIds: readonly string[]) {
  return teamIds.length === 0 ? is.lit(false) : is('teamId', 'in', teamIds);
}

// Not `like`: its wildcards and its letter case differ between the two databases.
function holds(is: Build, words: string) {
  return is.exists((sub) =>
    sub
      .selectFrom('pollQuestions')
      .select('pollQuestions.nth')
      .whereRef('pollQuestions.pollId', '=', 'polls.id')
      .where((asked) => {
        const text = asked.fn<string>('lower', ['pollQuestions.text']);
        const wanted = asked.fn<string>('lower', [asked.val(words)]);
        return asked(asked.fn<string>('replace', [text, wanted, asked.val('')]), '<>', text);
      }),
  );
}
