// The card of triage: one new issue, four replies to begin from, and the ways to go on.
import type { Starter } from '../../src/issues/starters.ts';
import { bytesLeft, type Choice, facts, type Option, paragraphs, peopleChoices } from '../parts.ts';
import { type Rendered, render } from '../render.ts';
import triageTemplate from './triage.json' with { type: 'json' };

export type TriageIssue = {
  issueId: string;
  reference: string;
  title: string;
  system: string;
  place: string;
  detail: string;
  raiser: string;
  raisedWords: string;
  harmWords: string;
  impactWords: string;
  urgencyWords: string;
  priorityWords: string;
  flagged: boolean;
  /** What the handler needs to know, for example that the raiser cannot be reached; or empty. */
  note: string;
  /** What looks like it, by reference and title; the likeliest first. */
  like: readonly string[];
};

export type TriageView = {
  token: string;
  round: string;
  /** From 1. */
  number: number;
  of: number;
  /** How many new issues wait in all, this one among them. */
  left: number;
  /** The four replies to begin from. */
  starters: readonly Starter[];
  /** The starter that is chosen, and its words where they are to be edited; both may be empty. */
  starter: string;
  reply: string;
  /** Left out when the round is finished. */
  issue?: TriageIssue;
  /** Whom it can be passed to. */
  people: readonly Option[];
};

/**
 * One issue of a round. Inputs `starter`, `reply`, `into`, `person`, `why`. Verbs `triage.reply`, `triage.words` (to
 * edit a starter), `triage.take`, `triage.next`, `triage.same`, `triage.pass`; at the end `triage.start`.
 */
export function triageCard(view: TriageView): Rendered {
  const bare = triageWith(view, []);
  return triageWith(view, peopleChoices(view.people, [], bytesLeft(bare)));
}

function triageWith(view: TriageView, people: readonly Choice[]): Rendered {
  const { issue, people: _, ...rest } = view;
  const heading = issue ? `${view.number} of ${view.of}` : 'That was the last of these';
  const intro = issue ? waitingWords(view.left - 1, 'more') : waitingWords(view.left, 'new');
  const starters = view.starters.map(({ value, title, words }) => ({ value, title: `${title}: ${words}` }));
  const filled = { ...rest, heading, intro, shown: issue !== undefined, starters, people, ...partsOf(issue) };
  return render(triageTemplate, filled, issue ? `${heading}: ${issue.reference}` : heading);
}

function waitingWords(count: number, which: string): string {
  if (count <= 0) return 'Nothing else is new.';
  return count === 1 ? `1 ${which} issue waits.` : `${count} ${which} issues wait.`;
}

function partsOf(issue: TriageIssue | undefined) {
  if (!issue) return { issueId: '', reference: '', title: '', flagged: false, facts: [], details: [] };
  const { issueId, reference, title, flagged } = issue;
  const rows = facts([
    ['Priority', issue.priorityWords],
    ['System', issue.system],
    ['Place', issue.place],
    ['Effect on care', issue.harmWords],
    ['Who is affected', issue.impactWords],
    ['How soon', issue.urgencyWords],
    ['Raised', issue.raisedWords],
    ['Raised by', issue.raiser],
    ['Note', issue.note],
    ['Perhaps the same as', issue.like.join(', ')],
  ]);
  return { issueId, reference, title, flagged, facts: rows, details: paragraphs(issue.detail) };
}
