// Queries on who else has an issue, and what they answered. What was merged counts with what it was merged into.
import type { Queries, Trx } from '../store/database.ts';
import type { IssueAnswerTable, MeTooTable } from '../store/tables-me-too.ts';
import { partsOf } from './merging-store.ts';

export type MeToo = MeTooTable;

/** The me-toos of these issues that were not withdrawn, oldest first. */
export async function meToosOf(db: Queries, issueIds: readonly string[]): Promise<MeToo[]> {
  if (issueIds.length === 0) return [];
  return db
    .selectFrom('meToos')
    .selectAll()
    .where('issueId', 'in', issueIds)
    .where('withdrawnAt', 'is', null)
    .orderBy('id')
    .execute();
}

/** A person's me-too of one of these issues, withdrawn or not; the first of several. */
export async function meTooBy(db: Queries, issueIds: readonly string[], personId: string): Promise<MeToo | undefined> {
  return db
    .selectFrom('meToos')
    .selectAll()
    .where('issueId', 'in', issueIds)
    .where('personId', '=', personId)
    .orderBy('withdrawnAt')
    .orderBy('id')
    .executeTakeFirst();
}

/** Adds a me-too. The same person's for the same issue takes the place of the one before, also of one withdrawn. */
export async function putMeToo(trx: Trx, meToo: MeToo): Promise<void> {
  const { id: _, issueId: __, personId: ___, createdAt: ____, ...said } = meToo;
  await trx
    .insertInto('meToos')
    .values(meToo)
    .onConflict((conflict) => conflict.columns(['issueId', 'personId']).doUpdateSet(said))
    .execute();
}

/** Takes a person's me-toos of these issues back. Returns whether there was one. */
export async function withdrawMeToos(
  trx: Trx,
  issueIds: readonly string[],
  personId: string,
  at: string,
): Promise<boolean> {
  const taken = await trx
    .updateTable('meToos')
    .set({ withdrawnAt: at })
    .where('issueId', 'in', issueIds)
    .where('personId', '=', personId)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst();
  return taken.numUpdatedRows > 0n;
}

/** Everybody who has an issue or what was merged into it. */
export type Having = {
  /** Ids of the issue and all that was merged into it. */
  issueIds: string[];
  /** Who raised it or joined it, each once: those who hear what becomes of it. */
  personIds: string[];
  /** Those of them who said so themselves, or for whom it was written down, and did not take it back. */
  joinedIds: string[];
  /** How many have it: these, and those whom a team member wrote down without a name. */
  count: number;
};

/** Who has an issue, with what was merged into it. */
export async function having(db: Queries, issueId: string): Promise<Having> {
  const parts = await partsOf(db, issueId);
  const issueIds = parts.map(({ id }) => id);
  const joined = await meToosOf(db, issueIds);
  const joinedIds = joined.map(({ personId }) => personId).filter((id) => id !== null);
  const personIds = new Set([...parts.map(({ raiserId }) => raiserId), ...joinedIds]);
  const nameless = joined.length - joinedIds.length;
  return { issueIds, personIds: [...personIds], joinedIds, count: personIds.size + nameless };
}

/** What somebody said to the answer of a round; the same person's last word counts. */
export async function putAnswer(trx: Trx, answer: IssueAnswerTable): Promise<void> {
  await trx
    .insertInto('issueAnswers')
    .values(answer)
    .onConflict((conflict) =>
      conflict
        .columns(['issueId', 'personId', 'roundAt'])
        .doUpdateSet({ answer: answer.answer, saidAt: answer.saidAt }),
    )
    .execute();
}

/** What was said to the answer of a round by each who said anything. */
export async function answersOf(db: Queries, issueId: string, roundAt: string): Promise<IssueAnswerTable[]> {
  return db
    .selectFrom('issueAnswers')
    .selectAll()
    .where('issueId', '=', issueId)
    .where('roundAt', '=', roundAt)
    .execute();
}
