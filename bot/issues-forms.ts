// How the forms of raising are drawn: from the draft's present step, so that a card is the same whenever it is drawn.
import { formCard, harmCard, offerCard, safetyCard } from '../cards/issues/raise.ts';
import { organisationCard } from '../cards/people/team.ts';
import type { Rendered } from '../cards/render.ts';
import { type Cabinet, NOBODY_HOLDS_SAFETY, OTHER_SYSTEM } from '../src/issues/cabinet.ts';
import { cabinetById } from '../src/issues/cabinets-store.ts';
import { cabinetsToLogIn } from '../src/issues/logging.ts';
import type { IssuesService } from '../src/issues/service.ts';
import { type Draft, draftById, issueById, remembered } from '../src/issues/store.ts';
import { type Actor, actorById } from '../src/people/actor.ts';
import { organisationsOf } from '../src/people/people-store.ts';
import { membersOf } from '../src/people/teams-store.ts';
import type { Database } from '../src/store/database.ts';
import type { Draw, Viewer } from './feature.ts';

/** What somebody typed into a form that was refused, by input id. */
export type Typed = Readonly<Record<string, string>>;

export type FormDeps = {
  db: Database;
  issues: IssuesService;
  /** Draws what came of a form. */
  drawReceipt: (draft: Draft, viewer: Viewer) => Promise<Rendered | undefined>;
  /** Draws what is open and like what was typed. */
  drawSimilar: (draft: Draft, viewer: Viewer) => Promise<Rendered>;
};

export function createIssueForms(deps: FormDeps) {
  const { db, issues } = deps;

  const draft: Draw = async (draftId, viewer) => drawDraft(draftId, viewer, {});

  /** The draft's card at its present step, filled with `typed` where that is given. */
  async function drawDraft(draftId: string, viewer: Viewer, typed: Typed): Promise<Rendered | undefined> {
    const found = await ownDraft(draftId, viewer);
    if (!found) return undefined;
    const { step, issueId } = found.draft;
    if ((step === 'raised' || step === 'joined') && issueId) return deps.drawReceipt(found.draft, viewer);
    if (step === 'harm') return harm(found.draft, found.actor, viewer);
    const cabinet = await cabinetById(db, found.draft.cabinetId ?? '');
    if (!cabinet) return undefined;
    if (step === 'similar') return deps.drawSimilar(found.draft, viewer);
    return step === 'safety' ? safety(found.draft, cabinet, viewer, typed) : form(found.draft, cabinet, viewer, typed);
  }

  async function harm(found: Draft, actor: Actor, viewer: Viewer): Promise<Rendered> {
    const cabinets = found.logged === 1 ? await cabinetsToLogIn(db, actor) : await issues.raising.cabinetsFor(actor);
    const chosen = cabinets.find((cabinet) => cabinet.id === found.cabinetId) ?? cabinets[0];
    return harmCard({
      token: viewer.token,
      draftId: found.id,
      title: found.title,
      personWord: chosen?.personWord ?? '',
      cabinets: cabinets.map(({ id, name }) => ({ id, name })),
      cabinetId: cabinets.length > 1 ? (chosen?.id ?? '') : '',
    });
  }

  async function safety(found: Draft, cabinet: Cabinet, viewer: Viewer, typed: Typed): Promise<Rendered | undefined> {
    const issue = await issueById(db, found.issueId ?? '');
    if (!issue) return undefined;
    const last = await remembered(db, found.personId, cabinet.id);
    return safetyCard({
      token: viewer.token,
      draftId: found.id,
      reference: issue.reference,
      deskPhone: cabinet.deskPhone,
      deskHours: cabinet.deskHours,
      incidentName: cabinet.incidentName,
      incidentUrl: cabinet.incidentUrl,
      systems: systemsOf(cabinet),
      system: typed.system ?? last.system,
      place: typed.place ?? last.place,
      incidentRef: typed.incidentRef ?? '',
      missing: (await issues.cabinets.safetyHeld(cabinet)) ? [] : [NOBODY_HOLDS_SAFETY],
    });
  }

  async function form(found: Draft, cabinet: Cabinet, viewer: Viewer, typed: Typed): Promise<Rendered> {
    const issue = found.issueId ? await issueById(db, found.issueId) : undefined;
    const last = await remembered(db, found.personId, cabinet.id);
    return formCard({
      token: viewer.token,
      draftId: found.id,
      flagged: issue !== undefined,
      reference: issue?.reference ?? '',
      title: typed.title ?? found.title,
      detail: typed.detail ?? found.detail,
      care: found.harm !== 'no',
      workaround: typed.workaround ?? '',
      version: typed.version ?? '',
      systems: systemsOf(cabinet),
      system: typed.system ?? (issue?.system || last.system),
      place: typed.place ?? (issue?.place || last.place),
      impact: choice(typed.impact, ['me', 'team', 'service'], 'team'),
      urgency: choice(typed.urgency, ['later', 'today', 'now'], 'today'),
      share: choice(typed.share, ['handlers', 'everyone'], 'handlers'),
      personWord: cabinet.personWord,
      cabinetName: cabinet.name,
      deskPhone: cabinet.deskPhone,
      logged: found.logged === 1 && !issue,
      forWhom: typed.forWhom ?? '',
      people: found.logged === 1 ? await peopleOf(cabinet) : [],
    });
  }

  /** For clients that cannot search for people: those of the cabinet's team. */
  async function peopleOf({ teamId }: Cabinet) {
    return (await membersOf(db, teamId)).map(({ objectId, name }) => ({ id: objectId, name }));
  }

  const offer: Draw = async (draftId, viewer) => {
    const found = await ownDraft(draftId, viewer);
    return found && offerCard({ token: viewer.token, draftId, title: found.draft.detail || found.draft.title });
  };

  const organisation: Draw = async (draftId, viewer) => {
    const found = await ownDraft(draftId, viewer);
    if (!found) return undefined;
    const all = await organisationsOf(db, found.draft.tenantId);
    const organisations = all.map(({ id, name }) => ({ id, name }));
    return organisationCard({ token: viewer.token, draftId, organisations });
  };

  async function ownDraft(draftId: string, viewer: Viewer): Promise<{ draft: Draft; actor: Actor } | undefined> {
    const found = await draftById(db, draftId);
    if (!found || found.personId !== viewer.personId) return undefined;
    const actor = await actorById(db, found.personId);
    return actor && { draft: found, actor };
  }

  return {
    draws: { 'issue.draft': draft, 'issue.offer': offer, 'issue.organisation': organisation },
    drawDraft,
  };
}

function systemsOf(cabinet: Cabinet): string[] {
  return [...cabinet.systems, OTHER_SYSTEM];
}

function choice<Value extends string>(typed: string | undefined, values: readonly Value[], otherwise: Value): Value {
  return values.find((value) => value === typed) ?? otherwise;
}
