// Queries on polls, their questions, and named or confidential answers.
import { randomBytes } from 'node:crypto';
import type { Queries, Trx } from '../store/database.ts';
import type { PollBallotTable, PollQuestionTable, PollTable } from '../store/tables-polls.ts';
import type { Answer } from './ballot.ts';
import type { Poll, Question } from './poll.ts';
import type { Counted } from './results.ts';

export async function insertPoll(trx: Trx, { questions, people, ...poll }: Poll): Promise<void> {
  await trx
    .insertInto('polls')
    .values({ ...poll, people: JSON.stringify(people) })
    .execute();
  await replaceQuestions(trx, poll.id, questions);
}

export async function replaceQuestions(trx: Trx, pollId: string, questions: readonly Question[]): Promise<void> {
  await trx.deleteFrom('pollQuestions').where('pollId', '=', pollId).execute();
  const rows = questions.map((question) => ({ ...question, pollId, choices: JSON.stringify(question.choices) }));
  if (rows.length > 0) await trx.insertInto('pollQuestions').values(rows).execute();
}

export async function updatePoll(
  trx: Trx,
  id: string,
  { people, ...to }: Partial<Omit<Poll, 'questions'>>,
): Promise<void> {
  await trx
    .updateTable('polls')
    .set({ ...to, ...(people && { people: JSON.stringify(people) }) })
    .where('id', '=', id)
    .execute();
}

export async function pollById(db: Queries, id: string): Promise<Poll | undefined> {
  const row = await db.selectFrom('polls').selectAll().where('id', '=', id).executeTakeFirst();
  return row && withQuestions(db, row);
}

/** Reads a poll for a change. The update takes the row's lock, so that two changes follow each other. */
export async function lockPoll(trx: Trx, id: string): Promise<Poll | undefined> {
  const row = await trx
    .updateTable('polls')
    .set((set) => ({ state: set.ref('state') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && withQuestions(trx, row);
}

async function withQuestions(db: Queries, row: PollTable): Promise<Poll> {
  const questions = await db
    .selectFrom('pollQuestions')
    .selectAll()
    .where('pollId', '=', row.id)
    .orderBy('nth')
    .execute();
  return { ...row, people: JSON.parse(row.people) as string[], questions: questions.map(asQuestion) };
}

function asQuestion(row: PollQuestionTable): Question {
  return { ...row, choices: JSON.parse(row.choices) as string[] };
}

/** Open polls by the state that is stored, the first to close first. */
export async function openPolls(db: Queries): Promise<Poll[]> {
  const rows = await db.selectFrom('polls').selectAll().where('state', '=', 'open').orderBy('closesAt').execute();
  return Promise.all(rows.map((row) => withQuestions(db, row)));
}

/** Whether an anonymous poll is open, or has ended since an instant (ISO). */
export async function hasAnonymousSince(db: Queries, since: string): Promise<boolean> {
  const found = await db
    .selectFrom('polls')
    .select('id')
    .where('mode', '=', 'anonymous')
    .where((is) => is.or([is('state', '=', 'open'), is('closedAt', '>=', since)]))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Polls some cards of which are still to be drawn again. */
export async function pollsToRedraw(db: Queries): Promise<PollTable[]> {
  return db.selectFrom('polls').selectAll().where('redrawAfter', 'is not', null).execute();
}

/** The polls that somebody asked, and those of teams, that were sent: newest first, a page at a time. */
export async function pollsAround(
  db: Queries,
  around: { tenantId: string; personId: string; teamIds: readonly string[] },
  page: { limit: number; offset: number },
): Promise<Poll[]> {
  const rows = await db
    .selectFrom('polls')
    .selectAll()
    .where('tenantId', '=', around.tenantId)
    .where('state', 'in', ['waiting', 'open', 'closed'])
    .where((is) =>
      is.or([
        is('askerId', '=', around.personId),
        ...(around.teamIds.length > 0 ? [is('teamId', 'in', around.teamIds)] : []),
      ]),
    )
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return Promise.all(rows.map((row) => withQuestions(db, row)));
}

/** Other polls without names that its team or its asker sent since an instant (ISO) and did not cancel, newest first. */
export async function namelessPolls(
  db: Queries,
  { id, tenantId, teamId, askerId }: Poll,
  since: string,
): Promise<Poll[]> {
  const rows = await db
    .selectFrom('polls')
    .selectAll()
    .where('id', '<>', id)
    .where('tenantId', '=', tenantId)
    .where((is) => is.or([is('teamId', '=', teamId), is('askerId', '=', askerId)]))
    .where('mode', '<>', 'named')
    .where('state', 'in', ['open', 'closed'])
    .where('sentAt', '>', since)
    .orderBy('sentAt', 'desc')
    .execute();
  return Promise.all(rows.map((row) => withQuestions(db, row)));
}

/** The polls of a team that have closed, newest first. `template` narrows it to those that began as one. */
export async function closedPollsOf(db: Queries, teamId: string, template?: string): Promise<Poll[]> {
  const rows = await db
    .selectFrom('polls')
    .selectAll()
    .where('teamId', '=', teamId)
    .where('state', '=', 'closed')
    .$if(template !== undefined, (query) => query.where('template', '=', template ?? ''))
    .orderBy('closedAt', 'desc')
    .execute();
  return Promise.all(rows.map((row) => withQuestions(db, row)));
}

/** How many polls to more than `over` people an organisation has been sent since an instant. */
export async function largePolls(db: Queries, organisationId: string, over: number, since: string): Promise<number> {
  const { count } = await db
    .selectFrom('polls')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('organisationId', '=', organisationId)
    .where('reached', '>', over)
    .where('sentAt', '>', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Takes the lock of an organisation's row, so that two large polls are decided one after the other. */
export async function lockOrganisation(trx: Trx, id: string): Promise<void> {
  await trx
    .updateTable('organisations')
    .set((set) => ({ name: set.ref('name') }))
    .where('id', '=', id)
    .execute();
}

/** Forms that came to nothing. */
export async function purgeDraftPolls(db: Queries, before: Date): Promise<void> {
  const old = db
    .selectFrom('polls')
    .select('id')
    .where('state', 'in', ['draft', 'waiting'])
    .where('createdAt', '<', before.toISOString());
  await db.deleteFrom('pollQuestions').where('pollId', 'in', old).execute();
  await db
    .deleteFrom('polls')
    .where('state', 'in', ['draft', 'waiting'])
    .where('createdAt', '<', before.toISOString())
    .execute();
}

// ---- named and confidential answers ----

/** Keeps what a person says now, in place of what they said before. */
export async function keepAnswers(
  trx: Trx,
  pollId: string,
  personId: string,
  answers: readonly Answer[],
  now: Date,
): Promise<void> {
  for (const { nth, said, quotable } of answers) {
    const changed = {
      answer: JSON.stringify(said),
      quotable: quotable ? (1 as const) : (0 as const),
      updatedAt: now.toISOString(),
    };
    await trx
      .insertInto('pollBallots')
      .values({ pollId, personId, nth, answerKey: randomBytes(16).toString('hex'), ...changed })
      .onConflict((conflict) => conflict.columns(['pollId', 'personId', 'nth']).doUpdateSet(changed))
      .execute();
  }
}

/** What a person answered so far; empty when they have not. */
export async function answersBy(db: Queries, pollId: string, personId: string): Promise<Answer[]> {
  const rows = await db
    .selectFrom('pollBallots')
    .selectAll()
    .where('pollId', '=', pollId)
    .where('personId', '=', personId)
    .orderBy('nth')
    .execute();
  return rows.map(({ nth, answer, quotable }) => ({
    nth,
    said: JSON.parse(answer) as string[],
    quotable: quotable === 1,
  }));
}

export async function ballotsOf(db: Queries, pollId: string): Promise<PollBallotTable[]> {
  return db.selectFrom('pollBallots').selectAll().where('pollId', '=', pollId).execute();
}

/** Erases what was answered to a poll that is cancelled. */
export async function eraseBallots(trx: Trx, pollId: string): Promise<void> {
  await trx.deleteFrom('pollBallots').where('pollId', '=', pollId).execute();
}

/** How many people have answered. */
export async function answeredCount(db: Queries, pollId: string): Promise<number> {
  const { count } = await db
    .selectFrom('pollBallots')
    .select(({ fn }) => fn.count<number>('personId').distinct().as('count'))
    .where('pollId', '=', pollId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** What was answered, with names only where the poll is named. Texts come in an order that is none. */
export async function keptCounts(db: Queries, poll: Poll): Promise<Counted[]> {
  const ballots = (await ballotsOf(db, poll.id)).map((row) => ({ ...row, said: JSON.parse(row.answer) as string[] }));
  const names = poll.mode === 'named' ? await namesOf(db, poll.id) : new Map<string, string>();
  return poll.questions.map(({ nth, kind, choices }) => {
    const own = ballots.filter((ballot) => ballot.nth === nth && ballot.said.length > 0);
    const whoOf = (personId: string) => names.get(personId) ?? '';
    const texts = kind === 'text' ? own : [];
    return {
      nth,
      answered: own.length,
      counts: choices.map((choice) => own.filter(({ said }) => said.includes(choice)).length),
      who: choices.map((choice) =>
        own.flatMap(({ said, personId }) => (said.includes(choice) && whoOf(personId) ? [whoOf(personId)] : [])).sort(),
      ),
      texts: texts
        .map(({ personId, answerKey, said, quotable }) => ({
          id: answerKey,
          text: said[0] ?? '',
          quotable: quotable === 1,
          who: whoOf(personId),
        }))
        .sort((one, other) => one.id.localeCompare(other.id)),
    };
  });
}

async function namesOf(db: Queries, pollId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('people')
    .select(['people.id', 'people.name'])
    .where('people.id', 'in', (sub) =>
      sub.selectFrom('pollBallots').select('pollBallots.personId').where('pollBallots.pollId', '=', pollId),
    )
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
