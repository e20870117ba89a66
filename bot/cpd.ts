// CPD at the Teams door: `cpd` (who presents when), `my cpd` (one's own record); what people press on their cards.

import { z } from 'zod';
import type { CpdVerb } from '../cards/cpd/verbs.ts';
import { enqueue } from '../src/delivery/outbox.ts';
import { Refusal } from '../src/errors.ts';
import {
  copyInput,
  entryIdInput,
  entryInput,
  entrySaveInput,
  guestInput,
  notMeInput,
  reflectionInput,
  rotaInput,
  type ShownInput,
  sessionInput,
  shownInput,
  slotInput,
  swapAnswerInput,
  swapInput,
  topicInput,
} from '../src/meetings/cpd-inputs.ts';
import type { CpdService } from '../src/meetings/cpd-service.ts';
import type { RotaService } from '../src/meetings/rota-service.ts';
import type { MeetingsService } from '../src/meetings/service.ts';
import type { Database } from '../src/store/database.ts';
import { createCpdDraws } from './cpd-draw.ts';
import { createCpdMineDraws } from './cpd-mine-draw.ts';
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
import type { TabLink } from './tab-link.ts';

export const CPD_COMMANDS = {
  cpd: {
    title: 'Who presents CPD',
    does: 'Who presents next in your meetings; volunteer, change dates, propose a topic',
    scopes: ['personal', 'team'],
    listed: false,
  },
  'my cpd': {
    title: 'My CPD',
    does: 'What you learned this year (continuing professional development)',
    scopes: ['personal'],
    listed: true,
  },
} as const satisfies CommandRows;

export type CpdFeatureDeps = {
  db: Database;
  now: () => Date;
  rota: RotaService;
  cpd: CpdService;
  meetings: MeetingsService;
  /** Where this service is reached from outside; undefined: no copy can be had. */
  publicUrl: string | undefined;
  tabLink: TabLink;
};

const NO_MEETING = 'No meeting is set up here, and CPD is part of one. In a channel, write set up meeting.';
const NO_ADDRESS = 'A copy cannot be made yet: this service has no public address (CLERK_PUBLIC_URL).';

export function createCpdFeature(deps: CpdFeatureDeps): Feature {
  const { db, rota, cpd, meetings } = deps;

  /** In a channel the rota of its first meeting, in one's own chat that of the first of one's teams. */
  async function show(turn: ActorTurn, rest: string): Promise<Answer | undefined> {
    if (isSentence(rest)) return undefined;
    const here = turn.conversation?.scope === 'channel' ? turn.conversation : undefined;
    const [first] = here ? await meetings.here(here) : await meetings.mine(turn.actor.personId);
    return first ? rotaOf(first.id, turn.kind === 'click') : { kind: 'notice', text: NO_MEETING };
  }

  /** Pressed in a channel it is their own view: the card of all is brought up to date by whatever changes the rota. */
  function rotaOf(seriesId: string, onlyForThem = true): Answer {
    return { kind: 'card', intent: { kind: 'cpd.rota', subjectId: seriesId }, onlyForThem };
  }

  function turnOf(seriesId: string, plannedOn: string): Answer {
    return { kind: 'card', intent: { kind: 'cpd.turn', subjectId: `${seriesId}:${plannedOn}` }, onlyForThem: true };
  }

  /** One's own cards are shown to their owner alone, also where others look on. */
  async function mine(turn: ActorTurn, { year, kind, page }: ShownInput): Promise<Answer> {
    if (kind) await cpd.countBy(turn.actor, kind);
    return {
      kind: 'card',
      intent: { kind: 'cpd.mine', subjectId: `${turn.actor.personId}:${year}:${page}` },
      onlyForThem: true,
    };
  }

  function entry(turn: ActorTurn, id: string): Answer {
    const subjectId = `${turn.actor.personId}:${id}`;
    return { kind: 'card', intent: { kind: 'cpd.entry', subjectId }, onlyForThem: true, fleeting: true };
  }

  async function myCpd(turn: ActorTurn, rest: string): Promise<Answer | undefined> {
    return isSentence(rest) ? undefined : mine(turn, shownInput.parse({}));
  }

  async function assertTheirs(turn: ActorTurn, seriesId: string): Promise<void> {
    const theirs = await meetings.mine(turn.actor.personId);
    if (theirs.some(({ id }) => id === seriesId)) return;
    throw new Refusal('missing', 'This meeting is not there any more. Write meetings for those that are.');
  }

  const verbs: Record<CpdVerb, Verb> = {
    'cpd.view': verb(rotaInput, async (turn, { series, other }) => {
      await assertTheirs(turn, other || series);
      return rotaOf(other || series);
    }),
    'cpd.take': verb(rotaInput, async (turn, { series }) => {
      await assertTheirs(turn, series);
      return {
        kind: 'card',
        intent: { kind: 'cpd.take', subjectId: `${series}:take` },
        onlyForThem: true,
        fleeting: true,
      };
    }),
    'cpd.volunteer': verb(slotInput, async (turn, { series, plannedOn }) => {
      await rota.volunteer(turn.actor, series, plannedOn);
      return rotaOf(series);
    }),
    'cpd.notMe': verb(notMeInput, async (turn, { series, plannedOn, from }) => {
      await rota.notMe(turn.actor, series, plannedOn);
      return from === 'turn' ? turnOf(series, plannedOn) : rotaOf(series);
    }),
    'cpd.guest': verb(guestInput, async (turn, { series, plannedOn, guest, guestTopic }) => {
      await rota.guest(turn.actor, series, plannedOn, { guest, guestTopic });
      return rotaOf(series);
    }),
    'cpd.topic': verb(topicInput, async (turn, { series, topic, sort }) => {
      await rota.propose(turn.actor, turn.card, series, { topic, sort });
      return rotaOf(series);
    }),
    'cpd.swap': verb(swapInput, async (turn, { series, plannedOn, withOn }) => {
      const asked = await rota.swap(turn.actor, turn.card, series, plannedOn, withOn);
      return { kind: 'notice', text: `I have asked ${asked}. Until they say yes, the date stays yours.` };
    }),
    'cpd.answerSwap': verb(swapAnswerInput, async (turn, { swap, answer }) => {
      await rota.answerSwap(turn.actor, swap, answer === 'yes');
      return { kind: 'card', intent: { kind: 'cpd.swap', subjectId: swap }, onlyForThem: true };
    }),
    'cpd.material': verb(sessionInput, async (turn, { series, plannedOn, ...what }) => {
      await rota.prepare(turn.actor, series, plannedOn, what);
      return turnOf(series, plannedOn);
    }),
    'cpd.mine': verb(shownInput, mine),
    'cpd.form': verb(z.object({}), async (turn) => entry(turn, 'new')),
    'cpd.add': verb(entryInput, async (turn, input) => entry(turn, await cpd.add(turn.actor, turn.card, input))),
    'cpd.entry': verb(entryIdInput, async (turn, input) => entry(turn, input.entry)),
    'cpd.save': verb(entrySaveInput, async (turn, { entry: id, ...input }) => {
      await cpd.save(turn.actor, id, input);
      return entry(turn, id);
    }),
    'cpd.reflect': verb(reflectionInput, async (turn, { entry: id, reflection }) => {
      await cpd.reflect(turn.actor, id, reflection);
      return entry(turn, id);
    }),
    'cpd.forget': verb(entryIdInput, async (turn, { entry: id }) => {
      await cpd.forget(turn.actor, id);
      return entry(turn, id);
    }),
    'cpd.remove': verb(entryIdInput, async (turn, { entry: id }) => {
      await cpd.remove(turn.actor, id);
      return mine(turn, shownInput.parse({}));
    }),
    'cpd.copy': verb(copyInput, async (turn, { year, reflections }) => {
      if (!deps.publicUrl) return { kind: 'notice', text: NO_ADDRESS };
      const { tenantId, personId } = turn.actor;
      await db.transaction().execute(async (trx) => {
        const subjectId = await cpd.link(trx, turn.actor, year, reflections === 'true');
        await enqueue(trx, { tenantId, kind: 'cpd.copy', subjectId, to: { person: personId } }, deps.now());
      });
      return { kind: 'notice', text: 'I have sent it to you in our own chat.' };
    }),
  };

  const commands = runnable(CPD_COMMANDS, { cpd: show, 'my cpd': myCpd });
  return { commands, verbs, draws: { ...createCpdDraws(deps), ...createCpdMineDraws(deps) } };
}
