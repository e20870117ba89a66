// Triage at the Teams door: `triage` in one's own chat, and the buttons of its card.
import { z } from 'zod';
import { type TriageIssue, triageCard } from '../cards/issues/triage.ts';
import type { TriageVerb } from '../cards/issues/verbs.ts';
import { harmWords, impactWords, untoldWords, urgencyWords } from '../cards/issues/words.ts';
import { isolate } from '../cards/render.ts';
import { instantWords } from '../src/calendar/words.ts';
import { cabinetById } from '../src/issues/cabinets-store.ts';
import { guard, passInput, updateInput } from '../src/issues/inputs.ts';
import { type Issue, isFlagged } from '../src/issues/issue.ts';
import type { IssuesService } from '../src/issues/service.ts';
import { READY, type Starter, startersOf } from '../src/issues/starters.ts';
import { issueById } from '../src/issues/store.ts';
import { untold } from '../src/issues/untold.ts';
import { type Actor, actorById } from '../src/people/actor.ts';
import { personById } from '../src/people/people-store.ts';
import { teamById } from '../src/people/teams-store.ts';
import type { Database } from '../src/store/database.ts';
import {
  type ActorTurn,
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
import { mergeInput } from './issues-similar.ts';

export const TRIAGE_COMMANDS = {
  triage: {
    title: 'Triage',
    does: 'Go through the new issues of your cabinet, ten at a time',
    scopes: ['personal'],
    listed: false,
  },
} as const satisfies CommandRows;

const NOTHING_NEW = 'Nothing new waits for you. To see what you have, write issues mine.';

const here = { round: z.string().default(''), issue: z.string().default('') };
const hereInput = z.object(here);
const { reply } = updateInput.shape;
const starter = z
  .enum(['', ...READY.map(({ value }) => value)], { message: 'Reply: choose one of the list.' })
  .default('');
const replyInput = z.object({ ...here, starter, reply });

export function createTriageFeature({ db, issues }: { db: Database; issues: IssuesService }): Feature {
  const { triage } = issues;

  async function begin(turn: ActorTurn, after = ''): Promise<Answer> {
    const round = await triage.start(turn.actor, turn.card, after);
    return round ? cardOf(round.id) : { kind: 'notice', text: NOTHING_NEW };
  }

  const verbs: Record<TriageVerb, Verb> = {
    'triage.start': verb(z.object({ round: here.round }), (turn, { round }) => begin(turn, round)),
    'triage.take': verb(hereInput, async (turn, { round, issue }) => {
      await triage.take(turn.actor, round, issue);
      return cardOf(round);
    }),
    'triage.reply': verb(replyInput, async (turn, input) => {
      const chosen = (await startersFor(input.issue)).find(({ value }) => value === input.starter);
      // Words without a choice are an answer all the same: it is being looked at.
      const status = chosen?.value ?? (input.reply ? 'in-progress' : '');
      const words = input.reply || (chosen?.words ?? '');
      const update = updateInput.safeParse({ status, reply: words });
      if (!update.success) return { kind: 'notice', text: 'Reply: choose one of the four, or write your own words.' };
      await triage.reply(turn.actor, input.round, input.issue, update.data);
      return cardOf(input.round);
    }),
    // What they have written so far is dropped: they asked for the words of the starter.
    'triage.words': verb(replyInput, async (_turn, input) => {
      guard({ reply: input.reply });
      if (!input.starter) return { kind: 'notice', text: 'Choose one of the four first.' };
      return cardOf(input.round, input.starter);
    }),
    'triage.pass': verb(passInput.extend(here), async (turn, { round, issue, person, why }) => {
      await triage.pass(turn.actor, round, issue, person, why);
      return cardOf(round);
    }),
    'triage.same': verb(mergeInput.extend(here), async (turn, { round, issue, into }) => {
      await triage.same(turn.actor, round, issue, into);
      return cardOf(round);
    }),
    'triage.next': verb(hereInput, async (turn, { round, issue }) => {
      await triage.next(turn.actor, round, issue);
      return cardOf(round);
    }),
  };

  /** `subject`: the round, and the starter whose words are to be edited. */
  const draw: Draw = async (subject, viewer) => {
    const [roundId = '', value = ''] = subject.split(':');
    const actor = viewer.personId ? await actorById(db, viewer.personId) : undefined;
    const at = actor && (await triage.standpoint(actor, roundId));
    if (!at) return undefined;
    const { issue, number, of, left } = at;
    const starters = await startersFor(issue?.id ?? '');
    const chosen = starters.find((one) => one.value === value);
    const people = issue ? await issues.passableTo(issue) : [];
    return triageCard({
      token: viewer.token,
      round: roundId,
      number,
      of,
      left,
      starters,
      starter: value,
      reply: chosen?.words ?? '',
      people: people.filter(({ id }) => id !== viewer.personId).map(({ id, name }) => ({ id, name })),
      ...(issue && (await issues.rights(at.round.personId, issue)).update && { issue: await whole(issue, actor) }),
    });
  };

  /** The replies of the cabinet that an issue is of. */
  async function startersFor(issueId: string): Promise<readonly Starter[]> {
    const issue = await issueById(db, issueId);
    return startersOf(issue && (await cabinetById(db, issue.cabinetId)));
  }

  async function whole(issue: Issue, actor: Actor): Promise<TriageIssue> {
    const cabinet = await cabinetById(db, issue.cabinetId);
    const team = cabinet && (await teamById(db, cabinet.teamId));
    return {
      ...shown(issue),
      detail: issue.detail,
      raiser: (await personById(db, issue.raiserId))?.name ?? '',
      raisedWords: instantWords(new Date(issue.raisedAt), team?.timeZone ?? 'Europe/London'),
      harmWords: harmWords(issue.harm),
      impactWords: impactWords(issue.impact),
      urgencyWords: urgencyWords(issue.urgency),
      flagged: isFlagged(issue),
      note: untoldWords(await untold(db, issue)),
      like: (await issues.merging.candidates(actor, issue.id)).similar.map(
        ({ reference, title }) => `${reference} (${isolate(title)})`,
      ),
    };
  }

  const commands = runnable(TRIAGE_COMMANDS, {
    triage: async (turn, rest) => (isSentence(rest) ? undefined : begin(turn)),
  });

  return { commands, verbs, draws: { 'issue.triage': draw } };
}

/** A card in which somebody writes: an edit that comes late would wipe their words. */
function cardOf(round: string, starterValue = ''): Answer {
  const subjectId = starterValue ? `${round}:${starterValue}` : round;
  return { kind: 'card', intent: { kind: 'issue.triage', subjectId }, fleeting: true };
}
