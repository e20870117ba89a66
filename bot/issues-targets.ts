// Targets at the Teams door: `targets` in the cabinet's channel, and `late`, the list of what is late.
import { z } from 'zod';
import { lateCard, targetsCard } from '../cards/issues/targets.ts';
import type { TargetVerb } from '../cards/issues/verbs.ts';
import { dueWords } from '../cards/issues/words.ts';
import { isolate } from '../cards/render.ts';
import { cabinetById } from '../src/issues/cabinets-store.ts';
import { targetsInput } from '../src/issues/inputs.ts';
import type { Late } from '../src/issues/lateness.ts';
import type { IssuesService } from '../src/issues/service.ts';
import { dayMinutes, READY, writeTarget } from '../src/issues/targets.ts';
import { actorById } from '../src/people/actor.ts';
import { peopleByIds } from '../src/people/people-store.ts';
import type { Database } from '../src/store/database.ts';
import {
  type Answer,
  type CommandRows,
  type Draw,
  type Feature,
  isSentence,
  runnable,
  type Verb,
  verb,
} from './feature.ts';
import { shown } from './issues-shown.ts';

export const TARGET_COMMANDS = {
  targets: {
    title: 'Targets',
    does: 'In the channel of a cabinet: by when its issues are looked at and solved',
    scopes: ['team'],
    listed: false,
  },
  late: {
    title: 'What is late',
    does: 'Which of the issues you have are late',
    scopes: ['personal'],
    listed: false,
  },
} as const satisfies CommandRows;

const PAGE_SIZE = 5;
const NO_CABINET: Answer = {
  kind: 'notice',
  text: 'This channel has no digital cabinet. Write set up cabinet in the channel where its issues should appear.',
};

const cabinetInput = { cabinet: z.string().default('') };
const page = z.coerce.number().int().min(1).max(9_999).catch(1);
const day = z.enum(['1', '2', '3', '4', '5'], { message: 'Day: choose one of the list.' });

export function createTargetsFeature({ db, issues }: { db: Database; issues: IssuesService }): Feature {
  const { lateness } = issues;

  const verbs: Record<TargetVerb, Verb> = {
    'targets.save': verb(targetsInput.extend(cabinetInput), async (turn, { cabinet, ...input }) => {
      await lateness.save(turn.actor, cabinet, input);
      return targetsOf(cabinet);
    }),
    'targets.off': verb(z.object(cabinetInput), async (turn, { cabinet }) => {
      await lateness.turnOff(turn.actor, cabinet);
      return targetsOf(cabinet);
    }),
    'late.open': verb(z.object({ list: z.string().default('mine'), page }), async (_turn, input) =>
      listOf(input.list, input.page),
    ),
    'late.day': verb(z.object({ day }), async (turn, input) => {
      await lateness.chooseDay(turn.actor, Number(input.day));
      return listOf('mine', 1);
    }),
  };

  const commands = runnable(TARGET_COMMANDS, {
    targets: async (turn, rest) => {
      if (rest) return undefined;
      const cabinet = turn.conversation && (await issues.cabinets.ofConversation(turn.conversation.id));
      if (!cabinet) return NO_CABINET;
      await lateness.open(turn.actor, cabinet.id);
      return targetsOf(cabinet.id);
    },
    late: async (_turn, rest) => (isSentence(rest) ? undefined : listOf('mine', 1)),
  });

  const targets: Draw = async (cabinetId, viewer) => {
    const cabinet = await cabinetById(db, cabinetId);
    if (!cabinet) return undefined;
    const set = await lateness.of(cabinetId);
    const { opensAt = '09:00', closesAt = '17:00' } = set ?? {};
    const written = (priority: 'P2' | 'P3' | 'P4', what: 'look' | 'done') =>
      set ? writeTarget(set.targets[priority][what], dayMinutes(opensAt, closesAt)) : READY[priority][what];
    return targetsCard({
      token: viewer.token,
      cabinetId,
      cabinetName: cabinet.name,
      on: set !== undefined,
      opensAt,
      closesAt,
      lookHigh: written('P2', 'look'),
      doneHigh: written('P2', 'done'),
      lookMedium: written('P3', 'look'),
      doneMedium: written('P3', 'done'),
      lookLow: written('P4', 'look'),
      doneLow: written('P4', 'done'),
    });
  };

  /** `subject`: `mine` or a cabinet's id, and the page. */
  const late: Draw = async (subject, viewer) => {
    const [list = '', pageWords] = subject.split(':');
    const actor = viewer.personId ? await actorById(db, viewer.personId) : undefined;
    if (!actor) return undefined;
    const cabinet = list === 'mine' ? undefined : await cabinetById(db, list);
    const all = cabinet ? await lateness.lateInCabinet(actor, cabinet.id) : await lateness.lateOf(actor);
    if (!all || (list !== 'mine' && !cabinet)) return undefined;
    const pages = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
    const at = Math.min(Number(pageWords) || 1, pages);
    return lateCard({
      token: viewer.token,
      list,
      cabinetName: cabinet?.name ?? '',
      rows: await rowsOf(all.slice((at - 1) * PAGE_SIZE, at * PAGE_SIZE)),
      total: all.length,
      page: at,
      pages,
      day: await lateness.dayOf(actor.personId),
    });
  };

  async function rowsOf(all: readonly Late[]) {
    const people = await peopleByIds(db, [...new Set(all.flatMap(({ issue }) => issue.ownerId ?? []))]);
    return all.map(({ issue, what, at, timeZone }) => {
      const owner = people.find(({ id }) => id === issue.ownerId)?.name;
      // Late is what the list says: `now` is of no effect here.
      const due = dueWords({ what, at }, timeZone, at);
      const { reference, title } = shown(issue);
      return { reference, title, words: `${due}. ${owner ? `${isolate(owner)} has it` : 'Nobody has taken it'}.` };
    });
  }

  return { commands, verbs, draws: { 'cabinet.targets': targets, 'issue.late': late } };
}

function targetsOf(cabinetId: string): Answer {
  return { kind: 'card', intent: { kind: 'cabinet.targets', subjectId: cabinetId }, fleeting: true };
}

function listOf(list: string, at: number): Answer {
  return { kind: 'card', intent: { kind: 'issue.late', subjectId: `${list}:${at}` } };
}
