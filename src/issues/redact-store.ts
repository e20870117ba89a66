// Queries that take an issue's words out of wherever they are kept beside the issue itself.
import type { Trx } from '../store/database.ts';
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

/** What those said who have it too, and where: that they have it stays. */
export async function clearMeToos(trx: Trx, { id: issueId, cabinetId }: Issue): Promise<void> {
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
