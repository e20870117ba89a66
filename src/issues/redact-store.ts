// Queries that take an issue's words out of wherever they are kept beside the issue itself.
import type { Trx } from '../store/database.ts';
import type { EventKind, Issue } from './issue.ts';

/** What is left in a draft of an issue that was raised. */
export async function clearDrafts(trx: Trx, issueId: string): Promise<void> {
  await trx.updateTable('issueDrafts').set({ title: '', detail: '' }).where('issueId', '=', issueId).execute();
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

/** The posted cards of these kinds in a tenant, whatever they are about. */
export async function listCards(trx: Trx, tenantId: string, kinds: readonly string[]) {
  return trx
    .selectFrom('messages')
    .select(['id', 'kind', 'subjectId'])
    .where('tenantId', '=', tenantId)
    .where('kind', 'in', kinds)
    .execute();
}

/** The posted cards of the rounds of triage that an issue is in. */
export async function triageCards(trx: Trx, { id, tenantId }: Pick<Issue, 'id' | 'tenantId'>) {
  const rounds = await trx
    .selectFrom('triageRounds')
    .select(['id', 'issues'])
    .where('tenantId', '=', tenantId)
    .execute();
  const holding = new Set(rounds.filter((round) => round.issues.includes(id)).map((round) => round.id));
  const cards = await listCards(trx, tenantId, ['issue.triage']);
  // Of a card in which a reply is written, the subject says which of the four it began with.
  return cards.filter(({ subjectId }) => holding.has(subjectId.split(':')[0] ?? ''));
}
