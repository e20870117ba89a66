// Hazard drafts in a ward (ward.ts): raising what could affect care, and what is stored of the drafts.
import type { Issue } from '../../src/issues/issue.ts';
import type { HazardDraftTable } from '../../src/store/tables-hazards.ts';
import { type House, personal, verbsOf } from '../support/clerk.ts';
import type { Person } from '../support/world.ts';
import { type Filled, latestIssue, nurse } from './ward.ts';

export const DOSE = {
  title: 'The dose shows twice',
  detail: 'After the update the dose shows twice on the round.',
  system: 'E-prescribing',
  place: 'Ward 4',
};

/** Raises what could affect care if it is not fixed, in the person's own chat. */
export async function raiseCould(house: House, filled: Filled = DOSE, who: Person = nurse): Promise<Issue> {
  const place = personal(who);
  await house.says(who, 'raise');
  await house.press(who, place, 'issue.start', { harm: 'could' });
  const asked = await house.press(who, place, 'issue.raise', filled);
  const isAsked = verbsOf(asked.card ?? {}).includes('issue.new');
  const answer = isAsked ? await house.press(who, place, 'issue.new') : asked;
  if (!answer.card) throw new Error(`It was not raised: ${answer.notice ?? JSON.stringify(answer.body)}`);
  return latestIssue(house);
}

export async function allHazards(house: House): Promise<HazardDraftTable[]> {
  return house.clerk.store.db.selectFrom('hazardDrafts').selectAll().orderBy('id').execute();
}

/** The draft of an issue as it is stored now. */
export async function hazardOf(house: House, { id }: Pick<Issue, 'id'>): Promise<HazardDraftTable> {
  const { db } = house.clerk.store;
  return db.selectFrom('hazardDrafts').selectAll().where('issueId', '=', id).executeTakeFirstOrThrow();
}

/** Somebody else has the same and says that it could affect care. */
export async function joins(house: House, { id }: Pick<Issue, 'id'>, words: string, place = ''): Promise<void> {
  const { hazards } = house.clerk.issues;
  const { db } = house.clerk.store;
  await db
    .transaction()
    .execute((trx) => hazards.joinHazard(trx, { issueId: id, words, place, workaround: '', version: '' }));
  await house.settle();
}
