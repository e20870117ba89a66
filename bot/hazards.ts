// Hazard drafts at the Teams door: `hazards`, and what clinical safety presses on their cards.
import type { HazardVerb } from '../cards/hazards/verbs.ts';
import { findMessage } from '../src/delivery/messages.ts';
import { enqueue } from '../src/delivery/outbox.ts';
import type { Hazard } from '../src/issues/hazard.ts';
import { acceptInput, declineInput, hazardInput, hazardListInput, mergeInput } from '../src/issues/hazards-inputs.ts';
import type { IssuesService } from '../src/issues/service.ts';
import type { Database } from '../src/store/database.ts';
import {
  type ActorTurn,
  type Answer,
  type CommandRows,
  type Feature,
  isSentence,
  runnable,
  type Verb,
  verb,
} from './feature.ts';
import { createHazardDraws } from './hazards-draw.ts';
import type { TabLink } from './tab-link.ts';

export const HAZARD_COMMANDS = {
  hazards: {
    title: 'Hazard drafts',
    does: 'For clinical safety: what waits to be accepted, merged or declined',
    scopes: ['personal'],
    listed: false,
  },
} as const satisfies CommandRows;

export type HazardsFeatureDeps = { db: Database; now: () => Date; issues: IssuesService; linkTo: TabLink };

export function createHazardsFeature(deps: HazardsFeatureDeps): Feature {
  const { hazards } = deps.issues;

  async function list(turn: ActorTurn, page: number): Promise<Answer> {
    await hazards.list(turn.actor, page);
    return {
      kind: 'card',
      intent: { kind: 'hazard.list', subjectId: `${turn.actor.personId}:${page}` },
      onlyForThem: true,
    };
  }

  const verbs: Record<HazardVerb, Verb> = {
    'hazard.list': verb(hazardListInput, (turn, { page }) => list(turn, page)),
    'hazard.view': verb(hazardInput, async (turn, input) => {
      const hazard = await hazards.open(turn.actor, input.hazard);
      const pressed = await findMessage(deps.db, turn.card);
      // The issue keeps its card: its draft comes below.
      return pressed?.kind === 'issue.handler' ? below(turn, hazard) : shown(hazard);
    }),
    'hazard.accept': verb(acceptInput, async (turn, { hazard, ...input }) =>
      shown(await hazards.accept(turn.actor, hazard, input)),
    ),
    'hazard.merge': verb(mergeInput, async (turn, { hazard, ...input }) =>
      shown(await hazards.merge(turn.actor, hazard, input)),
    ),
    'hazard.decline': verb(declineInput, async (turn, { hazard, reason }) =>
      shown(await hazards.decline(turn.actor, hazard, reason)),
    ),
  };

  async function below(turn: ActorTurn, { id, reference }: Hazard): Promise<Answer> {
    const { tenantId, personId } = turn.actor;
    const entry = { tenantId, kind: 'hazard.card', subjectId: id, to: { person: personId } };
    await deps.db.transaction().execute((trx) => enqueue(trx, entry, deps.now()));
    return { kind: 'notice', text: `I have sent you the hazard draft of ${reference} in our own chat.` };
  }

  const commands = runnable(HAZARD_COMMANDS, {
    hazards: async (turn, rest) => (isSentence(rest) ? undefined : list(turn, 1)),
  });
  return { commands, verbs, draws: createHazardDraws(deps) };
}

function shown({ id }: Hazard): Answer {
  return { kind: 'card', intent: { kind: 'hazard.card', subjectId: id }, onlyForThem: true };
}
