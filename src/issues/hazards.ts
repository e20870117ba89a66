// What makes a hazard draft, joins one, and hands it over: always in the transaction of what causes it.
import { refreshMessages } from '../delivery/messages.ts';
import { enqueue } from '../delivery/outbox.ts';
import { personById } from '../people/people-store.ts';
import { audit } from '../store/audit.ts';
import type { Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { Cabinet } from './cabinet.ts';
import { cabinetById } from './cabinets-store.ts';
import type { IssuesDeps } from './deps.ts';
import { addedBy, type ForDraft, type Hazard, makesHazard, moreWasSaid, takenFrom } from './hazard.ts';
import {
  addReport,
  changeHazard,
  hazardById,
  hazardOfIssue,
  insertHazard,
  lockHazard,
  reportsOf,
  rootOf,
  waitingHazardsOfTeam,
} from './hazards-store.ts';
import { type Issue, isFlagged } from './issue.ts';
import { facilitatorsOf, safetyPeople } from './notices.ts';
import { issueById } from './store.ts';

/** What somebody said of an issue that others have too. */
export type Said = ForDraft & { issueId: string; words: string; place: string };

/** What is used of an outbox row that did not arrive. */
type Unreached = { subjectId: string };

export type HazardDrafting = ReturnType<typeof createHazardDrafting>;

export function createHazardDrafting({ db, now, today }: Pick<IssuesDeps, 'db' | 'now' | 'today'>) {
  /** An issue was raised, or more of it was told: its draft is made, or takes that over. No draft for what harms nobody. */
  async function fromIssue(trx: Trx, issue: Issue, said?: ForDraft): Promise<void> {
    if (!makesHazard(issue)) return;
    const known = await hazardOfIssue(trx, issue.id);
    if (known) {
      await changeHazard(trx, known.id, takenFrom(issue, said));
      return refresh(trx, known);
    }
    await make(trx, issue, said);
  }

  async function make(trx: Trx, issue: Issue, said?: ForDraft): Promise<Hazard> {
    const at = now().toISOString();
    const { id: issueId, tenantId, organisationId, cabinetId, reference, raisedAt } = issue;
    const hazard: Hazard = {
      id: newId(now()),
      ...{ tenantId, organisationId, cabinetId, issueId, reference },
      ...{ name: '', description: '', system: '', version: '', place: '', workaround: '' },
      ...takenFrom(issue, said),
      ...{ state: 'triage', logRef: '', reason: '', mergedInto: null, seenBy: null, seenAt: null },
      ...{ decidedBy: null, decidedAt: null, firstSeenAt: raisedAt, handedAt: at, updatedAt: at },
    };
    await insertHazard(trx, hazard);
    await audit(trx, { tenantId, actorId: null, action: 'hazard.make', subjectId: hazard.id }, now());
    await announce(trx, hazard, issue);
    return hazard;
  }

  /**
   * Somebody else has the same issue and says that it could affect care: added to its draft, or to the one that draft was
   * merged into; an issue that had no draft gets one. A draft that was declined is looked at again.
   */
  async function joinHazard(trx: Trx, heard: Said): Promise<void> {
    const { issueId, words, place } = heard;
    const issue = await issueById(trx, issueId);
    if (!issue) return;
    const own = (await hazardOfIssue(trx, issueId)) ?? (await make(trx, issue));
    const root = await lockHazard(trx, (await rootOf(trx, own)).id);
    if (!root) return;
    const said = await reportsOf(trx, own.id);
    if (said.some((one) => one.hazardId === own.id && one.words === words && one.place === place)) return;
    await addReport(trx, {
      id: newId(now()),
      hazardId: own.id,
      words,
      place,
      reportedAt: now().toISOString(),
    });
    const change = { ...moreWasSaid(root, now()), ...addedBy(root, heard) };
    const changed = { ...root, ...change };
    await changeHazard(trx, root.id, change);
    if (root.state === 'declined') {
      await audit(trx, { tenantId: root.tenantId, actorId: null, action: 'hazard.reopen', subjectId: root.id }, now());
      await announce(trx, changed, await issueById(trx, root.issueId));
    }
    await refresh(trx, root);
  }

  /**
   * To those of clinical safety who can hear it now, once each. While the issue itself is with clinical safety alone they
   * have its card, which leads here. `issue`: that of the draft.
   */
  async function announce(trx: Trx, hazard: Hazard, issue: Issue | undefined): Promise<void> {
    const cabinet = await cabinetById(trx, hazard.cabinetId);
    if (!cabinet || (issue && isFlagged(issue) && issue.state !== 'closed')) return;
    const { people, heard } = await safetyPeople(trx, cabinet, today());
    for (const person of people) await send(trx, hazard, 'hazard.card', person.id);
    if (!heard) await tellFacilitators(trx, hazard, cabinet);
  }

  /** Nobody of clinical safety can be reached: those who run the team are told that, and not what the draft says. */
  async function tellFacilitators(trx: Trx, hazard: Hazard, cabinet: Cabinet): Promise<void> {
    for (const person of await facilitatorsOf(trx, cabinet.teamId))
      await send(trx, hazard, 'hazard.waiting', person.id);
  }

  async function send(trx: Trx, { id, tenantId, handedAt }: Hazard, kind: string, personId: string): Promise<void> {
    const dedupeKey = `${kind}:${id}:${handedAt}:${personId}`;
    await enqueue(trx, { tenantId, kind, subjectId: id, to: { person: personId }, dedupeKey }, now());
  }

  /** Every posted card of a draft is drawn again, and of its issue, which tells of it. */
  async function refresh(trx: Trx, { id, issueId, tenantId }: Hazard): Promise<void> {
    await refreshMessages(trx, { tenantId, subjectIds: [id, issueId] }, now());
  }

  /** Others hold clinical safety in a team now: what waits there is told to those who have not heard. */
  async function safetyChanged(trx: Trx, teamId: string): Promise<void> {
    for (const hazard of await waitingHazardsOfTeam(trx, teamId)) {
      await announce(trx, hazard, await issueById(trx, hazard.issueId));
    }
  }

  /** A draft did not reach somebody: the next who can hear it gets it. */
  async function unreachable({ subjectId }: Unreached): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const hazard = await hazardById(trx, subjectId);
      if (hazard?.state === 'triage') await announce(trx, hazard, await issueById(trx, hazard.issueId));
    });
  }

  /** Who reads a draft first, by name, for the cards that say so. */
  async function readersOf(cabinet: Cabinet): Promise<string[]> {
    const { people } = await safetyPeople(db, cabinet, today());
    return people.map((person) => person.name);
  }

  async function nameOf(personId: string | null): Promise<string> {
    return personId ? ((await personById(db, personId))?.name ?? '') : '';
  }

  return { fromIssue, joinHazard, refresh, safetyChanged, unreachable, readersOf, nameOf };
}
