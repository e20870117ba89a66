// Raising an issue: the first question, the safety fork, the form. Use cases only; the rules are in issue.ts.
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { type Belonging, belongingOf } from '../people/membership.ts';
import { personById } from '../people/people-store.ts';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';
import { audit } from '../store/audit.ts';
import type { Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { Flag } from '../store/tables.ts';
import { type Cabinet, referenceOf } from './cabinet.ts';
import { cabinetOfConversation, cabinetsOf, nextNumber } from './cabinets-store.ts';
import type { IssuesDeps } from './deps.ts';
import { assertSystem, cabinetOfDraft, chooseCabinet, shortened, type Typed, typedOf } from './drafts.ts';
import type { HazardDrafting } from './hazards.ts';
import {
  DETAIL_MAX,
  type ForHazard,
  guard,
  type RaiseInput,
  type SafetyInput,
  type StartInput,
  TITLE_MAX,
} from './inputs.ts';
import { type Harm, type Issue, needsSafety, UNHANDLED } from './issue.ts';
import { cabinetsToLogIn, namedPerson } from './logging.ts';
import { announceRaised, refreshIssue, tellNamed } from './notices.ts';
import { mustPhone } from './priority.ts';
import { similarIds } from './similar-store.ts';
import {
  addDraft,
  addEvent,
  changeIssue,
  type Draft,
  draftById,
  insertIssue,
  issueById,
  lockDraft,
  remember,
  updateDraft,
} from './store.ts';

type Whose = { raiserId: string; loggedBy: string | null };

const RELEASED = 'More people would read what you send here now. If they may, write raise and send it as a new issue.';

/** What a safety concern holds until the person sends a form: nothing of what they may have typed before. */
const NOTHING_YET: RaiseInput = {
  title: '',
  detail: '',
  workaround: '',
  version: '',
  system: '',
  place: '',
  impact: 'team',
  urgency: 'today',
  share: 'handlers',
};

export function createRaising(deps: IssuesDeps & { hazards: Pick<HazardDrafting, 'fromIssue'> }) {
  const { db, now, today } = deps;

  /** `raise`, perhaps with words: long ones fill the details, and their beginning the title. `conversationId`: where. `logged` 1: for somebody else, of whom they heard it. */
  async function open(actor: Actor, words: string, conversationId: string, logged: Flag = 0): Promise<Draft> {
    assertNoIdentifiers({ 'What you wrote': words });
    // Written in a cabinet's own channel: that cabinet is preset where there are several.
    const here = await cabinetOfConversation(db, conversationId);
    const text = words.trim();
    if (text.length > DETAIL_MAX) {
      throw new Refusal('invalid', `What you wrote: at most ${DETAIL_MAX} characters. Shorten it and send it again.`);
    }
    const draft: Draft = {
      id: newId(now()),
      tenantId: actor.tenantId,
      personId: actor.personId,
      cabinetId: here?.id ?? null,
      step: 'harm',
      harm: '',
      title: shortened(text),
      detail: text.length > TITLE_MAX ? text : '',
      issueId: null,
      createdAt: now().toISOString(),
      typed: '',
      logged,
    };
    await addDraft(db, draft);
    return draft;
  }

  /** The cabinets that a person can raise in: those of their organisation. */
  async function cabinetsFor(actor: Actor): Promise<Cabinet[]> {
    const found = await belonging(actor);
    return found.kind === 'organisation' ? cabinetsOf(db, actor.tenantId, found.id) : [];
  }

  /** Which organisation a person belongs to today, or that they must be asked. */
  async function belonging(actor: Actor): Promise<Belonging> {
    const person = await personById(db, actor.personId);
    return person ? belongingOf(db, person, today()) : { kind: 'none' };
  }

  /**
   * Card A is answered. `yes` and `unsure` are recorded at once (time and person, nothing else), whatever follows;
   * a second answer on the same card does not take that back.
   */
  async function start(actor: Actor, draftId: string, input: StartInput): Promise<Draft> {
    const logged = (await draftById(db, draftId))?.logged === 1;
    const offered = logged ? await cabinetsToLogIn(db, actor) : await cabinetsFor(actor);
    return changeDraft(actor, draftId, async (trx, draft) => {
      if (draft.issueId || draft.step === 'similar') return draft;
      const cabinet = chooseCabinet(offered, input.cabinet);
      const answered = { ...draft, cabinetId: cabinet.id, harm: input.harm };
      if (!needsSafety(input.harm)) return { ...answered, step: 'form' };
      const issueId = await makeAndAnnounce(trx, actor, answered, cabinet, NOTHING_YET);
      return { ...answered, step: 'safety', issueId };
    });
  }

  /** Card B, saved as it is: a reference to the incident report, the system and the place. */
  async function saveSafety(actor: Actor, draftId: string, input: SafetyInput): Promise<Draft> {
    return keepSafety(actor, draftId, input, 'raised');
  }

  /** Card B, going on to tell what the system did; what was typed is kept. */
  async function toSafetyForm(actor: Actor, draftId: string, input: SafetyInput): Promise<Draft> {
    return keepSafety(actor, draftId, input, 'form');
  }

  async function keepSafety(actor: Actor, draftId: string, input: SafetyInput, next: Draft['step']): Promise<Draft> {
    guard(input);
    return changeDraft(actor, draftId, async (trx, draft) => {
      if (!draft.issueId || draft.step === 'raised') return draft;
      const cabinet = await cabinetOfDraft(trx, draft);
      assertSystem(cabinet, input.system);
      await changeIssue(trx, draft.issueId, { ...input, updatedAt: now().toISOString() });
      await issueChanged(trx, draft.issueId);
      return { ...draft, step: next, ...(next === 'raised' && { title: '', detail: '' }) };
    });
  }

  /**
   * Card C. Completes the issue that the safety fork made; or makes one, unless similar ones are open: then it is asked
   * first whether it is one of those. Once per card, however often pressed.
   */
  async function raise(actor: Actor, draftId: string, input: RaiseInput, forWhom = ''): Promise<Draft> {
    guard(input);
    return changeDraft(actor, draftId, async (trx, draft) => {
      if (draft.step === 'raised' || draft.step === 'joined') return draft;
      if (draft.step !== 'form' && draft.step !== 'similar')
        throw new Refusal('conflict', 'Answer the first question on the card before this one.');
      const cabinet = await cabinetOfDraft(trx, draft);
      assertSystem(cabinet, input.system);
      if (draft.issueId) {
        await complete(trx, draft.issueId, input);
        return raised(trx, draft, cabinet, input, draft.issueId);
      }
      const personId = draft.logged === 1 ? await namedPerson(trx, actor, cabinet, forWhom, today()) : actor.personId;
      const said: Typed = { ...input, personId };
      const similar = await similarIds(trx, cabinet, input, 1);
      if (similar.length > 0) return { ...draft, step: 'similar', typed: JSON.stringify(said) };
      return makeOf(trx, actor, draft, cabinet, said);
    });
  }

  /** It is none of the similar ones: raised as it was typed. Pressed again, what was made before. */
  async function raiseNew(actor: Actor, draftId: string): Promise<Draft> {
    return changeDraft(actor, draftId, async (trx, draft) => {
      if (draft.step === 'raised' || draft.step === 'joined') return draft;
      if (draft.step !== 'similar') throw new Refusal('conflict', 'Fill in the form before this card first.');
      return makeOf(trx, actor, draft, await cabinetOfDraft(trx, draft), typedOf(draft));
    });
  }

  async function makeOf(trx: Trx, actor: Actor, draft: Draft, cabinet: Cabinet, said: Typed): Promise<Draft> {
    const { personId, ...input } = said;
    const raiserId = personId ?? actor.personId;
    const loggedBy = draft.logged === 1 ? actor.personId : null;
    const issueId = await makeAndAnnounce(trx, actor, draft, cabinet, input, { raiserId, loggedBy });
    return raised(trx, draft, cabinet, input, issueId);
  }

  async function raised(trx: Trx, draft: Draft, cabinet: Cabinet, input: RaiseInput, issueId: string): Promise<Draft> {
    const { system, place } = input;
    await remember(trx, draft.personId, cabinet.id, { system, place });
    return { ...draft, step: 'raised', issueId, title: '', detail: '', typed: '' };
  }

  async function complete(trx: Trx, issueId: string, input: RaiseInput): Promise<void> {
    const flagged = await issueById(trx, issueId);
    // The form promised that only clinical safety reads it, which is no longer so.
    if (flagged?.releasedAt) throw new Refusal('conflict', `${flagged.reference} was released meanwhile. ${RELEASED}`);
    const { workaround, version, ...kept } = input;
    await changeIssue(trx, issueId, { ...kept, ...phoned(input), updatedAt: now().toISOString() });
    await issueChanged(trx, issueId, { workaround, version });
  }

  /** More of a safety concern was told: its cards show it, and its hazard draft takes it over. */
  async function issueChanged(trx: Trx, issueId: string, said?: ForHazard): Promise<void> {
    const issue = await issueById(trx, issueId);
    if (!issue) return;
    await deps.hazards.fromIssue(trx, issue, said);
    await refreshIssue(trx, issue, now());
  }

  async function makeAndAnnounce(
    trx: Trx,
    actor: Actor,
    draft: Draft,
    cabinet: Cabinet,
    input: RaiseInput,
    whose: Whose = { raiserId: actor.personId, loggedBy: null },
  ): Promise<string> {
    const { workaround, version, ...kept } = input;
    const issue = await make(trx, actor, draft, cabinet, { ...kept, ...whose }, now());
    await announceRaised(trx, issue, cabinet, today(), now());
    await deps.hazards.fromIssue(trx, issue, { workaround, version });
    if (issue.raiserId !== actor.personId) await tellNamed(trx, issue, now());
    return issue.id;
  }

  async function make(
    trx: Trx,
    actor: Actor,
    draft: Draft,
    cabinet: Cabinet,
    input: Omit<RaiseInput, keyof ForHazard> & Whose,
    at: Date,
  ): Promise<Issue> {
    const number = await nextNumber(trx, cabinet.id);
    const harm = draft.harm as Harm;
    const issue: Issue = {
      id: newId(at),
      tenantId: cabinet.tenantId,
      organisationId: cabinet.organisationId,
      cabinetId: cabinet.id,
      number,
      reference: referenceOf(cabinet.prefix, number),
      harm,
      flagged: needsSafety(harm) ? 1 : 0,
      releasedAt: null,
      releasedBy: null,
      ...input,
      incidentRef: '',
      toldToPhoneAt: null,
      ...phoned(input),
      state: 'new',
      ownerId: null,
      reply: '',
      raisedAt: at.toISOString(),
      updatedAt: at.toISOString(),
      resolvedAt: null,
      closedAt: null,
      confirmed: null,
      duplicateOf: null,
      mergedState: '',
      lends: 0,
      ...UNHANDLED,
    };
    await insertIssue(trx, issue);
    await addEvent(trx, issue.id, actor.personId, { kind: 'raised', fromState: '', toState: 'new', words: '' }, at);
    await audit(
      trx,
      { tenantId: issue.tenantId, actorId: actor.personId, action: 'issue.raise', subjectId: issue.id },
      at,
    );
    return issue;
  }

  /** A whole service, now: that the card told them to phone is on record. */
  function phoned(input: Pick<RaiseInput, 'impact' | 'urgency'>): { toldToPhoneAt?: string } {
    return mustPhone(input.impact, input.urgency) ? { toldToPhoneAt: now().toISOString() } : {};
  }

  async function changeDraft(
    actor: Actor,
    draftId: string,
    change: (trx: Trx, draft: Draft) => Promise<Draft>,
  ): Promise<Draft> {
    return db.transaction().execute(async (trx) => {
      const draft = await lockDraft(trx, actor.tenantId, actor.personId, draftId);
      if (!draft) throw new Refusal('missing', 'This form is out of date. Write raise for a new one.');
      const changed = await change(trx, draft);
      await updateDraft(trx, draft.id, changed);
      return changed;
    });
  }

  return { open, cabinetsFor, belonging, start, saveSafety, toSafetyForm, raise, raiseNew, changeDraft };
}
