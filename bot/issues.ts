// Issues at the Teams door: what people type and press. Each row parses, asks the service, and answers with an intent.
import { z } from 'zod';
import type { IssueVerb } from '../cards/issues/verbs.ts';
import { phoneNowWords, stateWords } from '../cards/issues/words.ts';
import { isolate, type Rendered } from '../cards/render.ts';
import { findMessage } from '../src/delivery/messages.ts';
import { enqueue } from '../src/delivery/outbox.ts';
import { notThere, type Opened } from '../src/issues/access.ts';
import { type Cabinet, parseReference } from '../src/issues/cabinet.ts';
import { commentInput, escalateInput, raiseInput, safetyInput, startInput, updateInput } from '../src/issues/inputs.ts';
import { isFlagged } from '../src/issues/issue.ts';
import { may } from '../src/issues/rights.ts';
import type { IssuesService } from '../src/issues/service.ts';
import { type Draft, issueById } from '../src/issues/store.ts';
import { personalConversation } from '../src/people/conversations-store.ts';
import { organisationsOf } from '../src/people/people-store.ts';
import type { Database } from '../src/store/database.ts';
import {
  type ActorTurn,
  type Answer,
  type CommandRows,
  type Draw,
  type Feature,
  type Intent,
  isSentence,
  runnable,
  type Verb,
  type Viewer,
  verb,
} from './feature.ts';
import { createIssueDraws, type IssueDrawDeps } from './issues-draw.ts';
import { createIssueForms } from './issues-forms.ts';
import { createIssueLists, parseFilter, subjectOf } from './issues-list.ts';
import { shown } from './issues-shown.ts';
import { createSimilarFeature, SIMILAR_COMMANDS, type SimilarVerb } from './issues-similar.ts';
import { waitedDraw } from './issues-waited.ts';

export const ISSUE_COMMANDS = {
  raise: {
    title: 'Raise an issue',
    does: 'Tell your digital team what is wrong, in a sentence',
    scopes: ['personal', 'team'],
    listed: true,
  },
  'my issues': {
    title: 'My issues',
    does: 'What you raised, and what came of it',
    scopes: ['personal', 'team'],
    listed: true,
  },
  issues: {
    title: 'Open issues',
    does: 'What is open in your digital cabinet',
    scopes: ['personal', 'team'],
    listed: true,
  },
  issue: {
    title: 'One issue',
    does: 'One issue by its reference, such as issue CAB-1',
    scopes: ['personal', 'team'],
    listed: false,
  },
  ...SIMILAR_COMMANDS,
} as const satisfies CommandRows;

export type IssuesFeatureDeps = IssueDrawDeps & { db: Database; now: () => Date; issues: IssuesService };

const draftInput = z.object({ draft: z.string().default('') });
const forInput = z.object({ forWhom: z.string().max(80).default('') });
const issueInput = z.object({ issue: z.string().default('') });
const NO_CABINET: Answer = {
  kind: 'notice',
  text: 'Your organisation has no digital cabinet here yet. Ask your digital team to write set up cabinet in their channel.',
};

const NOT_REACHED = 'I cannot write to you in our own chat. Add Digital Clerk there first, then write this again.';
const ASK_ME_ALONE = 'Ask me that in our own chat: people of another organisation read along here.';

export function createIssuesFeature(deps: IssuesFeatureDeps) {
  const { db, issues } = deps;
  const { raising, handling } = issues;
  const draws = createIssueDraws(deps);
  const lists = createIssueLists({ db, issues });
  const similar = createSimilarFeature({ db, issues, rights: deps.rights, goOn, inOwnChat, handlerView });
  const forms = createIssueForms({ db, issues, drawReceipt, drawSimilar: similar.drawSimilar });

  /** What came of a form: the receipt of whoever raised it, or joined one that was raised before. */
  async function drawReceipt(draft: Draft, viewer: Viewer): Promise<Rendered | undefined> {
    const { kind, subjectId } = await similar.outcome(draft);
    return (draws as Record<string, Draw>)[kind]?.(subjectId, viewer);
  }

  /** `raise`, with or without words: card A in the person's own chat, or first the question of where they work. */
  async function raise(turn: ActorTurn, words: string): Promise<Answer> {
    return begin(turn, words, 'issue.draft');
  }

  /** Words that are no command: "Shall I raise this?" */
  async function offer(turn: ActorTurn, words: string): Promise<Answer> {
    return begin(turn, words, 'issue.offer');
  }

  async function begin(turn: ActorTurn, words: string, kind: string): Promise<Answer> {
    const belonging = await raising.belonging(turn.actor);
    if (belonging.kind === 'none') return NO_CABINET;
    if (belonging.kind === 'organisation' && (await raising.cabinetsFor(turn.actor)).length === 0) return NO_CABINET;
    const draft = await raising.open(turn.actor, words, turn.conversation?.id ?? '');
    return inOwnChat(turn, { kind: belonging.kind === 'ask' ? 'issue.organisation' : kind, subjectId: draft.id });
  }

  /** A form or what is only theirs goes to their own chat; where others read along, one line says so. */
  async function inOwnChat(turn: ActorTurn, intent: Intent): Promise<Answer> {
    const dialog = turn.kind === 'dialog' || turn.kind === 'dialog-submit';
    if (dialog || turn.scope === 'personal') return { kind: 'card', intent, fleeting: intent.kind === 'issue.draft' };
    const chat = await personalConversation(db, turn.actor.personId);
    if (chat && chat.state !== 'open') return { kind: 'notice', text: NOT_REACHED };
    await tell(turn, intent);
    return { kind: 'notice', text: 'I have sent it to you in our own chat.' };
  }

  /** `once`: however often it is told, it is sent once. */
  async function tell(turn: ActorTurn, intent: Intent, once?: string): Promise<void> {
    const to = { person: turn.actor.personId };
    const entry = { tenantId: turn.actor.tenantId, ...intent, to, ...(once && { dedupeKey: once }) };
    await db.transaction().execute((trx) => enqueue(trx, entry, deps.now()));
  }

  /** The draft's next card; once it is raised, the receipt, which after a dialog goes to the person's own chat. */
  async function goOn(turn: ActorTurn, draft: Draft): Promise<Answer> {
    if ((draft.step !== 'raised' && draft.step !== 'joined') || !draft.issueId) {
      // A dialog leaves nothing behind: what is recorded already has its receipt in the chat, whatever they do next.
      if (draft.issueId) await tellReceipt(turn, { kind: 'issue.receipt', subjectId: draft.issueId });
      return { kind: 'card', intent: { kind: 'issue.draft', subjectId: draft.id }, fleeting: true };
    }
    const intent = await similar.outcome(draft);
    await tellReceipt(turn, intent);
    return { kind: 'card', intent };
  }

  async function tellReceipt(turn: ActorTurn, intent: Intent): Promise<void> {
    const once = `${intent.kind}:${intent.subjectId}${intent.kind === 'issue.receipt' ? '' : `:${turn.actor.personId}`}`;
    if (turn.kind === 'dialog-submit') await tell(turn, intent, once);
  }

  const verbs: Record<Exclude<IssueVerb, SimilarVerb>, Verb> = {
    'issue.open': verb(draftInput, async (turn, input) =>
      input.draft
        ? { kind: 'card', intent: { kind: 'issue.draft', subjectId: input.draft }, fleeting: true }
        : raise(turn, ''),
    ),
    'issue.start': verb(startInput.extend(draftInput.shape), async (turn, input) =>
      goOn(turn, await raising.start(turn.actor, input.draft, input)),
    ),
    'issue.safety': verb(safetyInput.extend(draftInput.shape), async (turn, { draft, ...input }) =>
      goOn(turn, await raising.saveSafety(turn.actor, draft, input)),
    ),
    'issue.safetyForm': verb(safetyInput.extend(draftInput.shape), async (turn, { draft, ...input }) =>
      goOn(turn, await raising.toSafetyForm(turn.actor, draft, input)),
    ),
    'issue.raise': verb(raiseInput.extend(draftInput.shape).extend(forInput.shape), async (turn, given) => {
      const { draft, forWhom, ...input } = given;
      return goOn(turn, await raising.raise(turn.actor, draft, input, forWhom));
    }),
    'issue.take': verb(issueInput, async (turn, input) =>
      handlerView(await handling.takeIssue(turn.actor, input.issue)),
    ),
    'issue.view': verb(issueInput, async (turn, input) =>
      handlerView(await handling.open(turn.actor, input.issue, 'update')),
    ),
    'issue.update': verb(updateInput.extend(issueInput.shape), async (turn, { issue, ...input }) =>
      handlerView(await handling.updateIssue(turn.actor, issue, input)),
    ),
    'issue.escalate': verb(escalateInput.extend(issueInput.shape), async (turn, { issue, ...input }) =>
      handlerView(await handling.escalateIssue(turn.actor, issue, input)),
    ),
    'issue.release': verb(issueInput, async (turn, input) => {
      const { issue } = await handling.releaseIssue(turn.actor, input.issue);
      return { kind: 'notice', text: `${issue.reference} is released: the cabinet sees it from now on.` };
    }),
    'issue.fixed': verb(issueInput, async (turn, input) => {
      const counted = await issues.meToos.answer(turn.actor, input.issue, 'fixed', '');
      if (!counted) await handling.fixed(turn.actor, input.issue);
      return sameCard(turn, input.issue);
    }),
    'issue.notFixed': verb(commentInput.extend(issueInput.shape), async (turn, input) => {
      const counted = await issues.meToos.answer(turn.actor, input.issue, 'not-fixed', input.comment);
      if (!counted) await handling.isNotFixed(turn.actor, input.issue, input.comment);
      return sameCard(turn, input.issue);
    }),
    'issue.list': lists.press,
  };

  /** A receipt stays a receipt and news stay news: the card that was pressed, drawn from the new state. */
  async function sameCard(turn: ActorTurn, issueId: string): Promise<Answer> {
    const pressed = await findMessage(db, turn.card);
    const stays = pressed?.kind === 'issue.news' || pressed?.kind === 'issue.joined';
    const intent = stays
      ? { kind: pressed.kind, subjectId: pressed.subjectId }
      : { kind: 'issue.receipt', subjectId: issueId };
    return { kind: 'card', intent };
  }

  /** `issues`, with what they are narrowed to. */
  async function list(turn: ActorTurn, rest: string): Promise<Answer | undefined> {
    const offered = await lists.cabinetsOf(turn.actor);
    const here = turn.conversation && (await issues.cabinets.ofConversation(turn.conversation.id));
    const wanted = parseFilter(rest, offered);
    if (!wanted && isSentence(rest)) return undefined;
    if (wanted?.scope === 'taken') return inOwnChat(turn, { kind: 'issue.list', subjectId: subjectOf(wanted) });
    const cabinet =
      offered.find((one) => one.id === wanted?.cabinet) ?? offered.find((one) => one.id === here?.id) ?? offered[0];
    if (!cabinet) return NO_CABINET;
    const intent = { kind: 'issue.list', subjectId: subjectOf({ scope: 'open', ...wanted, cabinet: cabinet.id }) };
    if (await othersReadAlong(turn, cabinet)) return inOwnChat(turn, intent);
    return { kind: 'card', intent, onlyForThem: turn.kind === 'click' };
  }

  /** `issue CAB-1`: for handlers the whole of it, for its raiser the receipt, for colleagues one line. */
  async function one(turn: ActorTurn, rest: string): Promise<Answer | undefined> {
    if (!rest) return { kind: 'notice', text: 'Write the reference too, as in: issue CAB-1.' };
    if (!parseReference(rest) && isSentence(rest)) return undefined;
    const opened = await handling.byReference(turn.actor, rest);
    const { issue, viewer } = opened;
    // Clinical safety reads what they released; nobody but its raiser has a receipt.
    const handles = may('update', viewer, issue) || !viewer.raiser;
    const intent = { kind: handles ? 'issue.handler' : 'issue.receipt', subjectId: issue.id };
    if (turn.scope === 'personal') return may('detail', viewer, issue) ? { kind: 'card', intent } : line(opened);
    // Others read along in a channel: what is hidden from them must not even be named there.
    if (await othersReadAlong(turn, opened.cabinet)) {
      return may('detail', viewer, issue) ? inOwnChat(turn, intent) : { kind: 'notice', text: ASK_ME_ALONE };
    }
    if (!isFlagged(issue)) return line(opened);
    // The same words as for everybody else: what is flagged, and who may see it, is not told to a channel.
    await tell(turn, intent);
    throw notThere();
  }

  /** Whether what is written here can be read by people of another organisation than the cabinet's. */
  async function othersReadAlong(turn: ActorTurn, { organisationId }: Cabinet): Promise<boolean> {
    if (turn.scope === 'personal' || turn.kind === 'click') return false;
    if (turn.teamHere?.organisationId) return turn.teamHere.organisationId !== organisationId;
    return (await organisationsOf(db, turn.actor.tenantId)).length > 1;
  }

  const commands = runnable(ISSUE_COMMANDS, {
    raise,
    'my issues': async (turn, rest) =>
      isSentence(rest) ? undefined : inOwnChat(turn, { kind: 'issue.list', subjectId: subjectOf({ scope: 'mine' }) }),
    issues: list,
    issue: one,
    ...similar.runs,
  });

  /** The advice to phone, where an issue's receipt gives it: in a dialog there is no receipt to read. */
  async function phoneNow(issueId: string): Promise<string> {
    const issue = await issueById(db, issueId);
    const cabinet = issue?.toldToPhoneAt ? await issues.cabinets.byId(issue.cabinetId) : undefined;
    return cabinet ? phoneNowWords(cabinet.deskPhone, cabinet.deskHours) : '';
  }

  const feature: Feature = {
    commands,
    verbs: { ...verbs, ...similar.verbs },
    draws: {
      ...draws,
      ...forms.draws,
      ...similar.draws,
      'issue.list': lists.draw,
      'issue.waited': waitedDraw(deps, draws['issue.handler']),
    },
  };
  return { ...feature, raise, offer, redraw: forms.drawDraft, phoneNow };
}

function handlerView({ issue }: Opened): Answer {
  return { kind: 'card', intent: { kind: 'issue.handler', subjectId: issue.id }, onlyForThem: true };
}

/** What everyone of the organisation may know, in one line. */
function line({ issue }: Opened): Answer {
  const { reference, title, system, place, priorityWords } = shown(issue);
  const where = [system, place].filter(Boolean).map(isolate).join(', ');
  const parts = [`${reference}: ${isolate(title)}`, where, stateWords(issue.state, issue.confirmed), priorityWords];
  return { kind: 'notice', text: `${parts.filter(Boolean).join('. ')}.` };
}
