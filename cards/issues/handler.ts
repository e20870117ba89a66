// What handlers get: the cabinet's channel card, the whole issue with its form, and short notes in the thread.
import type { Issue } from '../../src/issues/issue.ts';
import { bytesLeft, bytesOf, type Choice, clip, facts, paragraphs } from '../parts.ts';
import { isolate, type Rendered, render } from '../render.ts';
import channelTemplate from './channel.json' with { type: 'json' };
import handlerTemplate from './handler.json' with { type: 'json' };
import noteTemplate from './note.json' with { type: 'json' };

export type ChannelView = {
  token: string;
  issueId: string;
  reference: string;
  title: string;
  system: string;
  place: string;
  stateWords: string;
  priorityWords: string;
  owner: string;
  /** Empty unless the raiser chose to be named to everyone. */
  raiser: string;
  /** haveWords(count). */
  have: string;
  /** When it was raised, in words. */
  raisedWords: string;
  canTake: boolean;
  /** Not closed: it can be updated. */
  open: boolean;
  /** What the cabinet needs to know, for example that the raiser cannot be reached; or empty. */
  note: string;
  /** Teams ids (29:…) of those whose client asks for their own view by itself; at most 60. */
  refresh: { userIds: readonly string[] };
};

/** The card in the cabinet's channel, the same for everyone. Verbs `issue.take`, `issue.view` (also as its refresh). */
export function channelCard(view: ChannelView): Rendered {
  const { refresh, ...shown } = view;
  const filled = {
    ...shown,
    facts: facts([
      ['State', view.stateWords],
      ['Priority', view.priorityWords],
      ['System', view.system],
      ['Place', view.place],
      ['Handled by', view.owner],
      ['Raised', view.raisedWords],
      ['Raised by', view.raiser],
      ['Who has this', view.have],
    ]),
  };
  const rendered = render(channelTemplate, filled, `${view.reference}: ${clip(view.title, 80)}`);
  if (refresh.userIds.length === 0) return rendered;
  const data = { card: view.token, issue: view.issueId };
  const action = { type: 'Action.Execute', title: 'Show my view', verb: 'issue.view', data };
  return { ...rendered, card: { ...rendered.card, refresh: { action, userIds: refresh.userIds.slice(0, 60) } } };
}

export type HandlerView = {
  token: string;
  issueId: string;
  reference: string;
  title: string;
  detail: string;
  system: string;
  place: string;
  raiser: string;
  stateWords: string;
  priorityWords: string;
  harmWords: string;
  impactWords: string;
  urgencyWords: string;
  incidentRef: string;
  /** haveWords(count). */
  have: string;
  /** The reference of the issue that this one was merged into, or empty. */
  sameAs: string;
  /** They may say what it is the same as, or take that back. */
  canMerge: boolean;
  owner: string;
  /** The latest reply, or empty. */
  reply: string;
  note: string;
  /** Hidden from everyone but clinical safety and the raiser, until released. */
  flagged: boolean;
  canTake: boolean;
  canUpdate: boolean;
  canRelease: boolean;
  /** statusChoices(). */
  statuses: readonly { value: string; title: string }[];
  /** The status that the form begins with. */
  status: string;
  /** sortingChoices(). */
  sorting: { kinds: readonly Choice[]; burdens: readonly Choice[]; sectors: readonly Choice[] };
  /** What was said so far (handlingOf); all of it may be empty. */
  kind: string;
  burden: string;
  sector: string;
  techNote: string;
  waitingFor: string;
  waitingUntil: string;
  deskRef: string;
  deskUrl: string;
  /** The target in words: when it is due, or that it is late; or empty. */
  targetWords: string;
  /** Oldest first; what does not fit into the card is left out from the oldest on, and the card says so. */
  history: readonly HistoryRow[];
};

type Handled = Pick<
  HandlerView,
  'kind' | 'burden' | 'sector' | 'techNote' | 'waitingFor' | 'waitingUntil' | 'deskRef' | 'deskUrl'
>;

/** What was said of an issue so far, as its form shows it. */
export function handlingOf(issue: Issue): Handled {
  const { kind, burden, sector, techNote, waitingFor, waitingUntilOn, deskRef, deskUrl } = issue;
  return { kind, burden, sector, techNote, waitingFor, waitingUntil: waitingUntilOn ?? '', deskRef, deskUrl };
}

/** One step: when and who, and what was done and said (eventWords). */
export type HistoryRow = { at: string; who: string; words: string };

/**
 * Everything about one issue, for those who may see it. Inputs `status`, `reply`, and behind "More and history" `waitingFor`,
 * `waitingUntil`, `kind`, `burden`, `sector`, `techNote`, `deskRef`, `deskUrl`.
 * Verbs `issue.update`, `issue.take`, `issue.release`, `issue.escalate`, `issue.same`.
 */
export function handlerCard(view: HandlerView): Rendered {
  const bare = handlerWith(view, []);
  return handlerWith(view, latestThatFit(view.history, bytesLeft(bare)));
}

function handlerWith(view: HandlerView, history: readonly HistoryRow[]): Rendered {
  const filled = {
    ...view,
    facts: facts([
      ['State', view.stateWords],
      ['Priority', view.priorityWords],
      ['Target', view.targetWords],
      ['Handled by', view.owner],
      ['Raised by', view.raiser],
      ['System', view.system],
      ['Place', view.place],
      ['Effect on care', view.harmWords],
      ['Who is affected', view.impactWords],
      ['How soon', view.urgencyWords],
      ['Incident reference', view.incidentRef],
      ['Service desk reference', view.deskRef],
      ['Who has this', view.have],
      ['Merged into', view.sameAs],
    ]),
    techNotes: paragraphs(view.techNote),
    hasTechNote: view.techNote.trim() !== '',
    details: paragraphs(view.detail),
    hasDetail: view.detail.trim() !== '',
    replies: paragraphs(view.reply),
    hasReply: view.reply.trim() !== '',
    sameWords: view.sameAs === '' ? 'Same as another' : 'Un-merge',
    hasHistory: view.history.length > 0,
    shortened: history.length < view.history.length,
    history: history.map(historyLine),
  };
  return render(handlerTemplate, filled, `${view.reference}: ${view.stateWords}`);
}

function historyLine(row: HistoryRow) {
  return { when: row.who === '' ? row.at : `${row.at}, ${isolate(row.who)}`, words: row.words };
}

/** The card's own bytes around one line of the history. */
const HISTORY_LINE_BYTES = 220;

function latestThatFit(history: readonly HistoryRow[], bytes: number): readonly HistoryRow[] {
  let left = bytes;
  for (let index = history.length - 1; index >= 0; index -= 1) {
    left -= bytesOf(history[index]) + HISTORY_LINE_BYTES;
    if (left < 0) return history.slice(index + 1);
  }
  return history;
}

export type NoteView = {
  reference: string;
  title: string;
  /** What happened, in our words. */
  words: string;
  /** What the raiser said, or empty. */
  comment: string;
};

/** A short card in the issue's thread. Nothing to press. */
export function noteCard(view: NoteView): Rendered {
  const filled = { ...view, lines: paragraphs(view.comment), hasComment: view.comment.trim() !== '' };
  return render(noteTemplate, filled, `${view.reference}: ${view.words}`);
}
