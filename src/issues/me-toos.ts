// "I have this too": joining an issue, taking that back, and what those who joined say to an answer.
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import type { Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { notThere, type Opened, presentOwner, view } from './access.ts';
import type { Changes } from './changing.ts';
import type { IssuesDeps } from './deps.ts';
import { cabinetOfDraft, type Typed, typedOf } from './drafts.ts';
import type { HazardDrafting } from './hazards.ts';
import { guard } from './inputs.ts';
import { canReopen, confirmFixed, type Issue, isOpen, notFixed, step } from './issue.ts';
import { answersOf, having, meTooBy, putAnswer, putMeToo, withdrawMeToos } from './me-toos-store.ts';
import { partsOf, wholeId } from './merging-store.ts';
import { mustPhone } from './priority.ts';
import { may } from './rights.ts';
import { similarIds } from './similar-store.ts';
import { changeIssue, type Draft, issueById, latestStep, lockIssue, remember } from './store.ts';

/** So many who have it too and say that it is not fixed open it again. */
export const REOPEN_AT = 3;

/** So many similar issues are shown before one is raised. */
const MOST_SHOWN = 3;

/** An open issue that is like what was just typed. `count`: how many have it; `yours`: who typed it raised it already. */
export type Alike = { issue: Issue; count: number; yours: boolean };

type Deps = IssuesDeps & {
  changes: Pick<Changes, 'save'>;
  hazards: Pick<HazardDrafting, 'joinHazard'>;
  changeDraft: (actor: Actor, draftId: string, change: (trx: Trx, draft: Draft) => Promise<Draft>) => Promise<Draft>;
};

export function createMeToos(deps: Deps) {
  const { db, now, today } = deps;
  const { save } = deps.changes;

  /** What is open and like what a draft was filled in with, from the state of this moment; the best first, at most three. */
  async function alike(draft: Draft): Promise<Alike[]> {
    const said = typedOf(draft);
    const found: Alike[] = [];
    for (const id of await similarIds(db, await cabinetOfDraft(db, draft), said, MOST_SHOWN)) {
      const issue = await issueById(db, id);
      if (!issue) continue;
      const yours = (await partsOf(db, id)).some(({ raiserId }) => raiserId === said.personId);
      found.push({ issue, count: (await having(db, id)).count, yours });
    }
    return found;
  }

  /** It is one of the similar issues: the form joins that one instead. Once per card; one per person and issue. */
  async function join(actor: Actor, draftId: string, issueId: string): Promise<Draft> {
    return deps.changeDraft(actor, draftId, async (trx, draft) => {
      if (draft.step === 'joined' || draft.step === 'raised') return draft;
      if (draft.step !== 'similar') throw new Refusal('conflict', 'Fill in the form before this card first.');
      const whole = await lockWhole(trx, actor, issueId);
      if (whole.cabinetId !== draft.cabinetId) throw notThere();
      const { viewer } = await view(trx, actor, whole, today());
      if (!may('join', viewer, whole)) throw notThere();
      const said = typedOf(draft);
      if ((await partsOf(trx, whole.id)).some(({ raiserId }) => raiserId === said.personId)) {
        throw new Refusal(
          'conflict',
          `${whole.reference} was raised by the same person: they hear what becomes of it.`,
        );
      }
      if (!isOpen(whole)) {
        throw new Refusal('conflict', `${whole.reference} was answered meanwhile. Choose: Mine is different.`);
      }
      await add(trx, actor, draft, whole, said);
      await remember(trx, actor.personId, whole.cabinetId, { system: said.system, place: said.place });
      return { ...draft, step: 'joined', issueId: whole.id, title: '', detail: '', typed: '' };
    });
  }

  async function add(trx: Trx, actor: Actor, draft: Draft, whole: Issue, said: Typed): Promise<void> {
    const words = [said.title, said.detail].filter(Boolean).join('\n');
    const harm = draft.harm === 'could' ? 'could' : 'no';
    const { personId, place } = said;
    const known = personId ? await meTooBy(trx, (await having(trx, whole.id)).issueIds, personId) : undefined;
    await putMeToo(trx, {
      id: newId(now()),
      tenantId: whole.tenantId,
      issueId: known?.issueId ?? whole.id,
      personId,
      loggedBy: draft.logged === 1 ? actor.personId : null,
      harm,
      place,
      words,
      createdAt: now().toISOString(),
      withdrawnAt: null,
    });
    // The number is shown and names are not, so the history names nobody either.
    const told = [place, words].filter(Boolean).join(': ');
    if (mustPhone(said.impact, said.urgency)) await changeIssue(trx, whole.id, { toldToPhoneAt: now().toISOString() });
    await save(trx, null, whole, step(whole, whole.state, 'me-too', told, now(), {}));
    const { workaround, version } = said;
    const heard = { issueId: whole.id, words, place, workaround, version };
    if (harm === 'could') await deps.hazards.joinHazard(trx, heard);
  }

  /** Somebody does not have it any more, or never had: they are not counted, and hear no more of it. */
  async function withdraw(actor: Actor, issueId: string): Promise<Opened> {
    return db.transaction().execute(async (trx) => {
      const whole = await lockWhole(trx, actor, issueId);
      const { issueIds } = await having(trx, whole.id);
      if (!(await meTooBy(trx, issueIds, actor.personId))) throw notThere();
      const taken = await withdrawMeToos(trx, issueIds, actor.personId, now().toISOString());
      if (taken) await save(trx, null, whole, step(whole, whole.state, 'withdrawn', '', now(), {}));
      return view(trx, actor, whole, today());
    });
  }

  /**
   * What one who has it too says to the answer: counted, and at the third "not fixed" it is open again. Undefined where
   * the answer is not theirs to give in this way: the raiser's counts by itself.
   */
  async function answer(actor: Actor, issueId: string, said: 'fixed' | 'not-fixed', comment: string): Promise<boolean> {
    guard({ comment });
    return db.transaction().execute(async (trx) => {
      const whole = await lockWhole(trx, actor, issueId);
      const { viewer } = await view(trx, actor, whole, today());
      if (viewer.raiser || !may('second', viewer, whole)) return false;
      const words = comment.trim();
      if (said === 'fixed') confirmFixed(whole, now());
      if (whole.state === 'closed' && said === 'not-fixed' && !canReopen(whole, now())) notFixed(whole, words, now());
      const fresh = await note(trx, actor, whole, said, words);
      if (said === 'fixed' || !fresh) return true;
      const reopened = isOpen(whole) ? undefined : await reopening(trx, whole, words);
      await save(trx, null, whole, reopened ?? step(whole, whole.state, 'still-there', words, now(), {}));
      return true;
    });
  }

  /** Keeps what they said of this answer; false when they said the same before and add no words. */
  async function note(trx: Trx, actor: Actor, whole: Issue, said: 'fixed' | 'not-fixed', words: string) {
    const roundAt = whole.resolvedAt ?? '';
    const before = (await answersOf(trx, whole.id, roundAt)).find(({ personId }) => personId === actor.personId);
    const { personId } = actor;
    await putAnswer(trx, { issueId: whole.id, personId, roundAt, answer: said, saidAt: now().toISOString() });
    if (before?.answer !== said) return true;
    return words !== '' && (await latestStep(trx, whole.id, 'still-there'))?.words !== words;
  }

  async function reopening(trx: Trx, whole: Issue, words: string) {
    if ((await stillThere(trx, whole)) < REOPEN_AT) return undefined;
    const owner = await presentOwner(trx, whole, today());
    return notFixed({ ...whole, ownerId: owner?.id ?? null }, words, now());
  }

  /** How many who have it too say that the present answer did not fix it. */
  async function stillThere(trx: Trx, whole: Issue): Promise<number> {
    const { personIds } = await having(trx, whole.id);
    const said = await answersOf(trx, whole.id, whole.resolvedAt ?? '');
    return said.filter(({ personId, answer: one }) => one === 'not-fixed' && personIds.includes(personId)).length;
  }

  async function lockWhole(trx: Trx, actor: Actor, issueId: string): Promise<Issue> {
    const whole = await lockIssue(trx, await wholeId(trx, issueId));
    if (!whole || whole.tenantId !== actor.tenantId) throw notThere();
    return whole;
  }

  return { alike, join, withdraw, answer };
}
