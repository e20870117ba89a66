// Handling an issue, and the raiser's answer: what each button decides. changing.ts does the rest.
import { enqueue } from '../delivery/outbox.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import type { Person } from '../people/people-store.ts';
import type { Trx } from '../store/database.ts';
import { notThere, type Opened, openIssue, organisationOf, presentOwner, view } from './access.ts';
import { parseLink, parseReference, referenceOf } from './cabinet.ts';
import type { Changes } from './changing.ts';
import type { IssuesDeps } from './deps.ts';
import { type EscalateInput, guard, type UpdateInput } from './inputs.ts';
import {
  closeUnanswered,
  confirmFixed,
  escalate,
  hasItAlready,
  type Issue,
  isFlagged,
  note,
  notFixed,
  pass,
  release,
  sort,
  take,
  update,
  waitFor,
} from './issue.ts';
import { type Deed, may } from './rights.ts';
import { findByReference, isBeingWritten, latestStep, lockIssue } from './store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const STILL_WRITING =
  'The person who raised it may still be writing, and was told that only clinical safety reads it. Release it once they ' +
  'have sent it, or a day after they began.';

/**
 * `together`: the raiser hears of it with what follows in the next minutes (triage). `unlessTaken`: refused where somebody
 * else has it: the card was of what nobody had.
 */
type How = { together?: boolean; unlessTaken?: boolean };

export function createHandling(deps: IssuesDeps & { changes: Changes }) {
  const { db, now, today } = deps;
  const { change, save } = deps.changes;

  async function takeIssue(actor: Actor, issueId: string): Promise<Opened> {
    return change(actor, issueId, 'take', async (trx, before) => {
      const { owner, ownerId } = await presentOwnerOf(trx, before);
      return [(issue) => take({ ...issue, ownerId }, actor.personId, owner?.name ?? '', now())];
    });
  }

  /** All that a handler's form says: what sort of thing it is, the note for IT, where it is now and for whom it waits. */
  async function updateIssue(actor: Actor, issueId: string, input: UpdateInput, how: How = {}): Promise<Opened> {
    guard(input);
    const { status, reply, techNote } = input;
    const sorted = given({ kind: input.kind, burden: input.burden, sector: input.sector });
    const waiting = { waitingFor: input.waitingFor, waitingUntilOn: input.waitingUntil || null };
    if (waiting.waitingUntilOn && status === 'waiting' && waiting.waitingUntilOn < today()) {
      throw new Refusal('invalid', 'Waiting until: this date is past. Choose today or a later day.');
    }
    const decide = async (trx: Trx, before: Issue) => {
      const { owner, ownerId } = await presentOwnerOf(trx, before);
      if (how.unlessTaken) assertNotTaken(before, owner, actor);
      return [
        (issue: Issue) => sort(issue, sorted, now()),
        (issue: Issue) => (techNote === undefined ? undefined : note(issue, techNote, now())),
        (issue: Issue) => update({ ...issue, ownerId }, actor.personId, status, reply, now()),
        (issue: Issue) => waitFor(issue, waiting, now()),
      ];
    };
    return change(actor, issueId, 'update', decide, how);
  }

  /** Hands it to the service desk, under the desk's own reference. */
  async function escalateIssue(actor: Actor, issueId: string, input: EscalateInput): Promise<Opened> {
    guard(input);
    const desk = { deskRef: input.deskRef, deskUrl: parseLink(input.deskUrl, 'Service desk link') };
    return change(actor, issueId, 'update', async (trx, before) => {
      const { ownerId } = await presentOwnerOf(trx, before);
      return [(issue) => escalate({ ...issue, ownerId }, actor.personId, desk, now())];
    });
  }

  /** Makes it somebody else's, who is told. They must be one of those who handle it. */
  async function passIssue(actor: Actor, issueId: string, toId: string, why: string, how: How = {}): Promise<Opened> {
    guard({ why });
    return change(actor, issueId, 'update', async (trx, before) => {
      const { owner } = await presentOwnerOf(trx, before);
      if (how.unlessTaken && owner?.id !== toId) assertNotTaken(before, owner, actor);
      const to = await presentOwner(trx, { ...before, ownerId: toId }, today());
      if (!to) throw new Refusal('invalid', 'Pass to: choose somebody who handles the issues of this cabinet.');
      if (to.id !== before.ownerId) {
        const entry = { kind: 'issue.handler', subjectId: issueId, to: { person: to.id } };
        await enqueue(trx, { tenantId: before.tenantId, ...entry }, now());
      }
      return [(issue) => pass(issue, to.id, to.name, why, now())];
    });
  }

  /** Who has it, if they still handle it. */
  async function presentOwnerOf(trx: Trx, issue: Issue) {
    const owner = await presentOwner(trx, issue, today());
    return { owner, ownerId: owner?.id ?? null };
  }

  async function releaseIssue(actor: Actor, issueId: string): Promise<Opened> {
    return change(actor, issueId, 'release', async (trx, issue) => {
      // They were promised that only clinical safety reads what they are about to send.
      const since = new Date(now().getTime() - DAY_MS).toISOString();
      if (isFlagged(issue) && (await isBeingWritten(trx, issue.id, since)))
        throw new Refusal('conflict', STILL_WRITING);
      return [(found) => release(found, actor.personId, now())];
    });
  }

  async function fixed(actor: Actor, issueId: string): Promise<Opened> {
    return change(actor, issueId, 'answer', async () => [(issue) => confirmFixed(issue, now())]);
  }

  async function isNotFixed(actor: Actor, issueId: string, comment: string): Promise<Opened> {
    guard({ comment });
    return change(actor, issueId, 'answer', async (trx, before) => {
      const { ownerId } = await presentOwnerOf(trx, before);
      const said = await latestStep(trx, before.id, 'not-fixed');
      return [(issue) => notFixed({ ...issue, ownerId }, comment, now(), said?.words)];
    });
  }

  /** The clock's step: closes what was answered and left alone. True if this call closed it. */
  async function closeIfUnanswered(issueId: string): Promise<boolean> {
    return db.transaction().execute(async (trx) => {
      const issue = await lockIssue(trx, issueId);
      const step = issue && closeUnanswered(issue, now());
      if (!issue || !step) return false;
      await save(trx, null, issue, step);
      return true;
    });
  }

  /** An issue for reading, with what the actor may do. Throws `missing` for what they may not know of. */
  async function open(actor: Actor, issueId: string, deed: Deed = 'see'): Promise<Opened> {
    return openIssue(db, actor, issueId, deed, today());
  }

  /** Finds `CAB-1` for somebody who may see it, or do this with it: one they raised, or of their organisation, or of a team whose issues they handle. */
  async function byReference(actor: Actor, text: string, deed: Deed = 'see'): Promise<Opened> {
    const parsed = parseReference(text);
    if (!parsed) throw notThere();
    const organisationId = await organisationOf(db, actor, today());
    const found = await findByReference(db, {
      tenantId: actor.tenantId,
      raiserId: actor.personId,
      organisationIds: organisationId ? [organisationId] : [],
      reference: referenceOf(parsed.prefix, parsed.number),
    });
    // Another organisation may have the same reference: one's own comes first.
    const own = (issue: Issue) => Number(issue.organisationId === organisationId);
    const ownFirst = found.sort((one, other) => own(other) - own(one));
    for (const issue of ownFirst) {
      const opened = await view(db, actor, issue, today());
      if (may('see', opened.viewer, issue) || may(deed, opened.viewer, issue)) return opened;
    }
    throw notThere();
  }

  return {
    takeIssue,
    updateIssue,
    escalateIssue,
    passIssue,
    releaseIssue,
    fixed,
    isNotFixed,
    closeIfUnanswered,
    open,
    byReference,
  };
}

function assertNotTaken({ reference }: Issue, owner: Person | undefined, { personId }: Actor): void {
  if (owner && owner.id !== personId) throw hasItAlready(reference, owner.name);
}

/** What was said; what was left out is not there. */
function given<Said extends object>(said: { [Key in keyof Said]: Said[Key] | undefined }): Partial<Said> {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Partial<Said>;
}
