// Similar issues at the Teams door: "is it one of these?", "I have this too", merging, and writing down for others.
import { z } from 'zod';
import { sameCard, similarCard } from '../cards/issues/similar.ts';
import { haveWords, stateWords } from '../cards/issues/words.ts';
import type { Rendered } from '../cards/render.ts';
import type { Opened } from '../src/issues/access.ts';
import { typedOf } from '../src/issues/drafts.ts';
import type { Issue } from '../src/issues/issue.ts';
import { cabinetsToLogIn } from '../src/issues/logging.ts';
import type { IssuesService } from '../src/issues/service.ts';
import { type Draft, issueById } from '../src/issues/store.ts';
import { actorById } from '../src/people/actor.ts';
import type { Database } from '../src/store/database.ts';
import {
  type ActorTurn,
  type Answer,
  type CommandRows,
  type Draw,
  type Intent,
  type Run,
  type Verb,
  type Viewer,
  verb,
} from './feature.ts';
import { shown } from './issues-shown.ts';

export const SIMILAR_COMMANDS = {
  'log for someone': {
    title: 'Log for someone',
    does: 'Write down what somebody told you on the floor',
    scopes: ['personal', 'team'],
    listed: false,
  },
} as const satisfies CommandRows;

export type SimilarVerb =
  | 'issue.metoo'
  | 'issue.new'
  | 'issue.withdraw'
  | 'issue.same'
  | 'issue.merge'
  | 'issue.unmerge';

const NOT_IN_A_TEAM =
  'Only members of a team with a digital cabinet can write down what they heard of others. Write raise for your own.';

const issueInput = z.object({ issue: z.string().default('') });
const draftInput = z.object({ draft: z.string().default('') });
/** What merges an issue into the one of a reference. */
export const mergeInput = issueInput.extend({
  into: z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => typed.length <= 20, { message: 'Same as: write one reference, such as CAB-12.' }),
});

type Deps = {
  db: Database;
  issues: IssuesService;
  rights: (personId: string, issue: Issue) => Promise<{ merge: boolean }>;
  /** The next card of a form. */
  goOn: (turn: ActorTurn, draft: Draft) => Promise<Answer>;
  /** A card for the person alone: in their own chat where others read along. */
  inOwnChat: (turn: ActorTurn, intent: Intent) => Promise<Answer>;
  handlerView: (opened: Opened) => Answer;
};

export function createSimilarFeature({ db, issues, rights, goOn, inOwnChat, handlerView }: Deps) {
  const { raising, meToos, merging } = issues;

  /** "Is it one of these?", from the state of this moment. */
  async function drawSimilar(draft: Draft, viewer: Viewer): Promise<Rendered> {
    const typed = typedOf(draft);
    const rows = (await meToos.alike(draft)).map(({ issue, count, yours }) => {
      return { ...shown(issue), ...stateOf(issue), have: haveWords(count), yours };
    });
    const logged = draft.logged === 1;
    return similarCard({ token: viewer.token, draftId: draft.id, title: typed.title, logged, rows });
  }

  /** What a form has become: an issue of one's own or written down for another, or one that was there before. */
  async function outcome({ step, issueId, personId }: Draft): Promise<Intent> {
    const subjectId = issueId ?? '';
    const issue = await issueById(db, subjectId);
    const others = issue?.loggedBy === personId && issue.raiserId !== personId;
    if (step === 'raised') return { kind: others ? 'issue.logged' : 'issue.receipt', subjectId };
    return { kind: 'issue.joined', subjectId };
  }

  /** For handlers: what an issue is the same as. */
  const same: Draw = async (issueId, viewer) => {
    const issue = await issueById(db, issueId);
    const actor = viewer.personId ? await actorById(db, viewer.personId) : undefined;
    if (!issue || !actor || !(await rights(actor.personId, issue)).merge) return undefined;
    const { opened, similar } = await merging.candidates(actor, issueId);
    const into = issue.duplicateOf ? await issueById(db, issue.duplicateOf) : undefined;
    const { reference, title } = shown(issue);
    return sameCard({
      token: viewer.token,
      issueId,
      reference,
      title,
      flagged: opened.viewer.safety && issue.flagged === 1 && issue.releasedAt === null,
      mergedInto: into?.reference ?? '',
      rows: similar.map((one) => ({ ...shown(one), ...stateOf(one) })),
    });
  };

  const verbs: Record<SimilarVerb, Verb> = {
    'issue.metoo': verb(issueInput.extend(draftInput.shape), async (turn, { draft, issue }) =>
      goOn(turn, await meToos.join(turn.actor, draft, issue)),
    ),
    'issue.new': verb(draftInput, async (turn, { draft }) => goOn(turn, await raising.raiseNew(turn.actor, draft))),
    'issue.withdraw': verb(issueInput, async (turn, { issue }) => {
      await meToos.withdraw(turn.actor, issue);
      return { kind: 'card', intent: { kind: 'issue.joined', subjectId: issue } };
    }),
    'issue.same': verb(issueInput, async (turn, { issue }) => {
      await merging.candidates(turn.actor, issue);
      return { kind: 'card', intent: { kind: 'issue.same', subjectId: issue }, onlyForThem: true };
    }),
    'issue.merge': verb(mergeInput, async (turn, { issue, into }) =>
      handlerView(await merging.merge(turn.actor, issue, into)),
    ),
    'issue.unmerge': verb(issueInput, async (turn, { issue }) => handlerView(await merging.unmerge(turn.actor, issue))),
  };

  /** `log for someone`, perhaps with what they said. */
  const log: Run = async (turn, words) => {
    if ((await cabinetsToLogIn(db, turn.actor)).length === 0) return { kind: 'notice', text: NOT_IN_A_TEAM };
    const draft = await raising.open(turn.actor, words, turn.conversation?.id ?? '', 1);
    return inOwnChat(turn, { kind: 'issue.draft', subjectId: draft.id });
  };

  const runs: Record<keyof typeof SIMILAR_COMMANDS, Run> = { 'log for someone': log };
  return { verbs, runs, draws: { 'issue.same': same } satisfies Record<string, Draw>, drawSimilar, outcome };
}

function stateOf(issue: Issue) {
  return { stateWords: stateWords(issue.state, issue.confirmed) };
}
