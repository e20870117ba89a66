// Queries that take an issue's words out of wherever they are kept beside the issue itself.
import type { Trx } from '../store/database.ts';
import { hazardsOfIssues } from './hazards-store.ts';
import type { Part } from './inputs.ts';
import type { EventKind, Issue } from './issue.ts';

/** What is left in a draft of an issue that was raised. */
export async function clearDrafts(trx: Trx, issueId: string): Promise<void> {
  await trx
    .updateTable('issueDrafts')
    .set({ title: '', detail: '', typed: '' })
    .where('issueId', '=', issueId)
    .execute();
}

/** The raiser's last place is offered to them again: not this one. */
export async function forgetPlace(trx: Trx, issue: Issue): Promise<void> {
  await trx
    .updateTable('issueMemory')
    .set({ place: '' })
    .where('personId', '=', issue.raiserId)
    .where('cabinetId', '=', issue.cabinetId)
    .where('place', '=', issue.place)
    .execute();
}

/** What those said who have it too, wherever it is kept: beside their me-too, in the history, and in a hazard draft. */
export async function clearOthers(trx: Trx, { id: issueId, cabinetId }: Issue): Promise<void> {
  const joined = await trx.selectFrom('meToos').select(['personId', 'place']).where('issueId', '=', issueId).execute();
  for (const { personId, place } of joined) {
    await trx
      .updateTable('issueMemory')
      .set({ place: '' })
      .where('personId', '=', personId ?? '')
      .where('cabinetId', '=', cabinetId)
      .where('place', '=', place)
      .execute();
  }
  await trx.updateTable('meToos').set({ words: '', place: '' }).where('issueId', '=', issueId).execute();
  await clearEvents(trx, issueId, ['me-too', 'still-there']);
  const drafts = (await hazardsOfIssues(trx, [issueId])).map(({ id }) => id);
  if (drafts.length === 0) return;
  await trx.updateTable('hazardReports').set({ words: '', place: '' }).where('hazardId', 'in', drafts).execute();
}

/** A hazard draft is never deleted; what it took over from its issue (`now`: as that stands after) goes all the same. */
export async function clearHazard(trx: Trx, now: Issue, parts: readonly Part[]): Promise<void> {
  const said = parts.includes('title') || parts.includes('detail');
  const change = {
    ...(parts.includes('title') && { name: now.title }),
    ...(said && { description: now.detail || now.title }),
    ...(parts.includes('place') && { place: '' }),
  };
  if (Object.keys(change).length === 0) return;
  await trx.updateTable('hazardDrafts').set(change).where('issueId', '=', now.id).execute();
}

export async function clearEvents(trx: Trx, issueId: string, kinds: readonly EventKind[]): Promise<void> {
  await trx
    .updateTable('issueEvents')
    .set({ words: '' })
    .where('issueId', '=', issueId)
    .where('kind', 'in', kinds)
    .execute();
}

export async function eventIdsOf(trx: Trx, issueId: string): Promise<string[]> {
  const rows = await trx.selectFrom('issueEvents').select('id').where('issueId', '=', issueId).execute();
  return rows.map(({ id }) => id);
}

/** The posted cards of these kinds in a tenant, whatever they are about, and those that ask "is it one of these?". */
export async function listCards(trx: Trx, tenantId: string, kinds: readonly string[]) {
  return trx
    .selectFrom('messages')
    .select(['id', 'kind', 'subjectId'])
    .where('tenantId', '=', tenantId)
    .where((is) =>
      is.or([
        is('kind', 'in', kinds),
        is.and([
          is('kind', '=', 'issue.draft'),
          is('subjectId', 'in', is.selectFrom('issueDrafts').select('id').where('step', '=', 'similar')),
        ]),
      ]),
    )
    .execute();
}
