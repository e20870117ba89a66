// What clinical safety does with hazard drafts: look, accept, merge, decline, list, take them away as a file.
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../store/audit.ts';
import type { Queries, Trx } from '../store/database.ts';
import { openCabinet, organisationOf } from './access.ts';
import { type Cabinet, parseReference, referenceOf } from './cabinet.ts';
import { cabinetsAround } from './cabinets-store.ts';
import type { IssuesDeps } from './deps.ts';
import { accept, type Decision, decline, type Hazard, look, mergeInto } from './hazard.ts';
import { createHazardDrafting } from './hazards.ts';
import { type AcceptInput, guardHazard, type MergeInput } from './hazards-inputs.ts';
import {
  changeHazard,
  countHazards,
  hazardById,
  hazardByReference,
  hazardsOf,
  lockHazard,
  othersWhoHave,
  rootOf,
} from './hazards-store.ts';
import { keepsSafe } from './rights.ts';

const PAGE_SIZE = 5;

export type HazardPage = { hazards: Hazard[]; page: number; pages: number; total: number; waiting: number };

/** A draft with what the file tells beside its columns. */
export type Exported = Hazard & { others: number; owner: string; into: string };

export type HazardsService = ReturnType<typeof createHazardsService>;

export function createHazardsService(deps: IssuesDeps) {
  const { db, now } = deps;
  const drafting = createHazardDrafting(deps);

  /** Somebody of clinical safety opens a draft: from then on it is looked at. */
  async function open(actor: Actor, hazardId: string): Promise<Hazard> {
    return change(actor, hazardId, 'hazard.view', async (_trx, hazard) => look(hazard, actor.personId, now()));
  }

  async function acceptIt(actor: Actor, hazardId: string, input: AcceptInput): Promise<Hazard> {
    guardHazard(input);
    return change(actor, hazardId, 'hazard.accept', async (_trx, hazard) =>
      accept(hazard, input, actor.personId, now()),
    );
  }

  async function declineIt(actor: Actor, hazardId: string, reason: string): Promise<Hazard> {
    guardHazard({ reason });
    return change(actor, hazardId, 'hazard.decline', async (_trx, hazard) =>
      decline(hazard, reason, actor.personId, now()),
    );
  }

  /** Into another draft of the same cabinet, named by its reference; one that was merged itself leads on to where it went. */
  async function merge(actor: Actor, hazardId: string, { into }: MergeInput): Promise<Hazard> {
    guardHazard({ into });
    return change(actor, hazardId, 'hazard.merge', async (trx, hazard) => {
      const parsed = parseReference(into);
      if (!parsed) throw new Refusal('invalid', 'Same as: write the reference of the other one, such as CAB-3.');
      const other = await hazardByReference(trx, hazard.cabinetId, referenceOf(parsed.prefix, parsed.number));
      // Locked, so that two drafts cannot be merged into each other at once.
      const root = other && (await lockHazard(trx, (await rootOf(trx, other)).id));
      if (!root) {
        throw new Refusal('missing', 'Same as: this cabinet has no hazard draft with that reference. Write hazards.');
      }
      return mergeInto(hazard, root, actor.personId, now());
    });
  }

  async function change(
    actor: Actor,
    hazardId: string,
    deed: string,
    decide: (trx: Trx, hazard: Hazard) => Promise<Decision>,
  ): Promise<Hazard> {
    return db.transaction().execute(async (trx) => {
      const hazard = await lockHazard(trx, hazardId);
      if (!hazard || !(await mayRead(trx, actor, hazard))) throw noHazard();
      const decision = await decide(trx, hazard);
      if (!decision) return hazard;
      await changeHazard(trx, hazardId, decision);
      const { tenantId, personId: actorId } = actor;
      await audit(trx, { tenantId, actorId, action: deed, subjectId: hazardId }, now());
      const changed = { ...hazard, ...decision };
      await drafting.refresh(trx, changed);
      if (changed.mergedInto) await drafting.refresh(trx, { ...changed, id: changed.mergedInto });
      return changed;
    });
  }

  /** Clinical safety of the cabinet's team; its facilitators where nobody holds that. Nobody else, whoever raised it. */
  async function mayRead(queries: Queries, actor: Actor, hazard: Hazard): Promise<boolean> {
    if (hazard.tenantId !== actor.tenantId) return false;
    return keepsSafe((await openCabinet(queries, actor, hazard.cabinetId)).standing);
  }

  /** The cabinets whose drafts somebody reads. */
  async function cabinetsOf(actor: Actor): Promise<Cabinet[]> {
    const organisationId = await organisationOf(db, actor, deps.today());
    const around = { organisationId, personId: actor.personId };
    const kept: Cabinet[] = [];
    for (const cabinet of await cabinetsAround(db, actor.tenantId, around)) {
      if (keepsSafe((await openCabinet(db, actor, cabinet.id)).standing)) kept.push(cabinet);
    }
    return kept;
  }

  /** One page of the drafts that the actor reads, those that wait first. A page beyond the last gives the last. */
  async function list(actor: Actor, wanted: number): Promise<HazardPage> {
    const cabinetIds = await cabinetIdsOf(actor);
    const counted = await countHazards(db, cabinetIds);
    const pages = Math.max(1, Math.ceil(counted.total / PAGE_SIZE));
    const page = Math.min(Math.max(1, Math.trunc(wanted) || 1), pages);
    const hazards = await hazardsOf(db, cabinetIds, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });
    return { hazards, page, pages, ...counted };
  }

  /** All drafts that the actor reads, for a file. */
  async function exportAll(actor: Actor): Promise<Exported[]> {
    const exported: Exported[] = [];
    for (const hazard of await hazardsOf(db, await cabinetIdsOf(actor))) {
      const root = await rootOf(db, hazard);
      exported.push({
        ...hazard,
        others: await othersWhoHave(db, hazard.id),
        owner: await drafting.nameOf(hazard.decidedBy),
        into: root.id === hazard.id ? '' : root.reference,
      });
    }
    return exported;
  }

  async function cabinetIdsOf(actor: Actor): Promise<string[]> {
    const cabinets = await cabinetsOf(actor);
    if (cabinets.length > 0) return cabinets.map(({ id }) => id);
    throw new Refusal('forbidden', 'Only clinical safety of a digital cabinet reads its hazard drafts.');
  }

  return {
    ...drafting,
    open,
    accept: acceptIt,
    decline: declineIt,
    merge,
    list,
    exportAll,
    reads: async (actor: Actor) => (await cabinetsOf(actor)).length > 0,
    mayRead: (actor: Actor, hazard: Hazard) => mayRead(db, actor, hazard),
    byId: (id: string) => hazardById(db, id),
  };
}

/** The same words whether it does not exist or is not theirs to know of. */
function noHazard(): Refusal {
  return new Refusal('missing', 'There is no such issue or hazard draft that you can see. Write hazards for yours.');
}
