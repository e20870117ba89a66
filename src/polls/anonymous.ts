// Anonymous answers: counted, never kept (design, section 3 rule 3). Why who answered cannot be joined to what was said,
// by somebody who has the database with its system columns and the order of its rows, the logs and the exports:
//
// - What was chosen is added to counters. Each vote writes all counters of its poll, so that none is newer than another;
//   and all rows of who has answered, so that on PostgreSQL (xmin) every one of both is of the last vote's transaction.
// - Texts go in under keys that are chance, each vote with a shuffled batch of those already there under new keys: neither
//   key, place (ctid; on SQLite the key is the place), transaction nor neighbour tells which came when. Several texts of
//   one person are apart from the start.
// - No row of it has a time or an id made of the time (store/ids.ts). Nothing of it is audited; the inbox keeps the day
//   (see store/inbox.ts), the outbox forgets the edit of the voter's card when it is done.
// - Earlier versions of these rows, which would show one vote after the other, are removed after each vote
//   (store/history.ts), and each minute where somebody read them just then or the service was stopped in between. What a database server logs for its own recovery, and backups taken between two votes, are beyond
//   the reach of this: the README says so to whoever keeps them.
// - When the poll closes, who has answered is erased; their number stays. What too few have answered is erased with it.
//
// While an open poll has but one answer, the database holds one name and one count: no way of keeping both hides that.
import { randomBytes, randomInt } from 'node:crypto';
import type { Database, Queries, Trx } from '../store/database.ts';
import { forgetVersions } from '../store/history.ts';
import type { Answer } from './ballot.ts';
import type { Poll } from './poll.ts';
import type { Counted } from './results.ts';

/** How many texts are shuffled with each new one: all of them in a poll of a team. */
const BATCH = 200;
const TABLES = ['poll_voters', 'poll_tallies', 'poll_texts'] as const;

/** Puts up the counters of a poll, all at nought, when it is sent. */
export async function openTallies(trx: Trx, poll: Poll): Promise<void> {
  const rows = poll.questions.flatMap(({ nth, choices }) =>
    choices.map((_, choice) => ({ pollId: poll.id, nth, choice, count: 0 })),
  );
  if (rows.length > 0) await trx.insertInto('pollTallies').values(rows).execute();
}

/** Counts one person's answers, once: false, and nothing is counted, when they have answered before. */
export async function castAnonymously(
  trx: Trx,
  poll: Poll,
  personId: string,
  answers: readonly Answer[],
): Promise<boolean> {
  const first = await trx
    .insertInto('pollVoters')
    .values({ pollId: poll.id, personId })
    .onConflict((conflict) => conflict.columns(['pollId', 'personId']).doNothing())
    .executeTakeFirst();
  if (first.numInsertedOrUpdatedRows !== 1n) return false;
  await countChoices(trx, poll, answers);
  await trx
    .updateTable('pollVoters')
    .set((set) => ({ personId: set.ref('personId') }))
    .where('pollId', '=', poll.id)
    .execute();
  await mixTexts(
    trx,
    poll.id,
    answers.filter(({ nth }) => questionOf(poll, nth)?.kind === 'text'),
  );
  return true;
}

/** Outside the vote's transaction, after it; by the clock again, for the last vote of a burst. */
export async function forgetVotesBefore(db: Database): Promise<void> {
  await forgetVersions(db, TABLES);
}

function questionOf(poll: Poll, nth: number) {
  return poll.questions.find((question) => question.nth === nth);
}

async function countChoices(trx: Trx, poll: Poll, answers: readonly Answer[]): Promise<void> {
  const chosen = answers.flatMap(({ nth, said }) => {
    const choices = questionOf(poll, nth)?.choices ?? [];
    return said.filter((text) => choices.includes(text)).map((text) => ({ nth, choice: choices.indexOf(text) }));
  });
  await trx
    .updateTable('pollTallies')
    .set(({ ref, case: when, eb }) => {
      const isChosen = eb.or(chosen.map(({ nth, choice }) => eb.and([eb('nth', '=', nth), eb('choice', '=', choice)])));
      return {
        count: when()
          .when(isChosen)
          .then(eb('count', '+', 1))
          .else(ref('count'))
          .end(),
      };
    })
    .where('pollId', '=', poll.id)
    .execute();
}

/** Writes new texts together with a batch of the old ones, shuffled, all under new keys. */
async function mixTexts(trx: Trx, pollId: string, answers: readonly Answer[]): Promise<void> {
  const known = await trx.selectFrom('pollTexts').selectAll().where('pollId', '=', pollId).execute();
  const batch = shuffled(known).slice(0, BATCH);
  const added = answers.flatMap(({ nth, said, quotable }) =>
    said.map((text) => ({ pollId, nth, text, quotable: quotable ? (1 as const) : (0 as const) })),
  );
  if (batch.length > 0) {
    await trx
      .deleteFrom('pollTexts')
      .where('pollId', '=', pollId)
      .where(
        'textKey',
        'in',
        batch.map(({ textKey }) => textKey),
      )
      .execute();
  }
  const rows = shuffled([...batch, ...added]).map((row) => ({ ...row, textKey: randomBytes(16).toString('hex') }));
  if (rows.length > 0) await trx.insertInto('pollTexts').values(rows).execute();
}

/** Whether somebody has answered, while the poll is open. */
export async function hasAnsweredAnonymously(db: Queries, pollId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('pollVoters')
    .select('personId')
    .where('pollId', '=', pollId)
    .where('personId', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function votersOf(db: Queries, pollId: string): Promise<number> {
  const { count } = await db
    .selectFrom('pollVoters')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('pollId', '=', pollId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Erases who has answered, when the poll closes: nobody can answer any more, so nothing needs it. */
export async function eraseVoters(trx: Trx, pollId: string): Promise<void> {
  await trx.deleteFrom('pollVoters').where('pollId', '=', pollId).execute();
}

/** Erases what was answered: by too few to be ever shown, or to a poll that was cancelled. */
export async function eraseAnswers(trx: Trx, pollId: string): Promise<void> {
  await trx.deleteFrom('pollTallies').where('pollId', '=', pollId).execute();
  await trx.deleteFrom('pollTexts').where('pollId', '=', pollId).execute();
}

/** What was counted. `answered` is how many people answered the poll, who all had to choose. */
export async function anonymousCounts(db: Queries, poll: Poll, answered: number): Promise<Counted[]> {
  const tallies = await db.selectFrom('pollTallies').selectAll().where('pollId', '=', poll.id).execute();
  const texts = await db.selectFrom('pollTexts').selectAll().where('pollId', '=', poll.id).orderBy('textKey').execute();
  return poll.questions.map(({ nth, kind, choices }) => {
    const own = texts.filter((text) => text.nth === nth);
    return {
      nth,
      answered: kind === 'text' ? own.length : answered,
      counts: choices.map((_, index) => tallies.find((one) => one.nth === nth && one.choice === index)?.count ?? 0),
      who: [],
      texts: own.map(({ textKey: id, text, quotable }) => ({ id, text, quotable: quotable === 1, who: '' })),
    };
  });
}

/** In random order (Fisher and Yates). */
export function shuffled<Item>(items: readonly Item[]): Item[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    const [one, two] = [mixed[last] as Item, mixed[other] as Item];
    mixed[last] = two;
    mixed[other] = one;
  }
  return mixed;
}
