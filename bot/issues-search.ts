// The message extension's search: issues by reference or words, from any chat, for whoever may see them.
import { foundCard, foundPreview } from '../cards/issues/found.ts';
import { standWords } from '../cards/issues/words.ts';
import { parseReference, referenceOf } from '../src/issues/cabinet.ts';
import { listInput } from '../src/issues/inputs.ts';
import type { IssuesService } from '../src/issues/service.ts';
import type { ActorTurn } from './feature.ts';
import { shown } from './issues-shown.ts';
import type { TabLink } from './tab-link.ts';

const MOST = 10;
const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
const THUMBNAIL = 'application/vnd.microsoft.card.thumbnail';
const NOTHING =
  'Nothing found. Try the reference, such as CAB-1, or other words. You see what your organisation may see.';

export type Search = (turn: ActorTurn) => Promise<object>;

/** Answers a query with a list; `turn.text` is what was typed. Safety concerns are never found here: others read along. */
export function createIssueSearch({ issues, tabLink }: { issues: IssuesService; tabLink: TabLink }): Search {
  return async (turn) => {
    const parsed = parseReference(turn.text);
    const reference = parsed ? referenceOf(parsed.prefix, parsed.number) : '';
    const wanted = { scope: 'all', sort: 'updated', shared: '1', q: reference || turn.text.slice(0, 100) };
    const found = await issues.listing.list(turn.actor, listInput.parse(wanted), MOST);
    const exactFirst = found.issues.toSorted((one, other) => isExact(other.reference) - isExact(one.reference));
    function isExact(one: string): number {
      return Number(one === reference);
    }
    const attachments = exactFirst.map((issue) => {
      const { reference: own, title, system, place, priorityWords } = shown(issue);
      const link = tabLink(own, own);
      const view = { reference: own, title, system, place, priorityWords, stateWords: standWords(issue), link };
      const preview = { contentType: THUMBNAIL, content: foundPreview(view) };
      return { contentType: ADAPTIVE, content: foundCard(view).card, preview };
    });
    if (attachments.length === 0) return searchMessage(NOTHING);
    return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
  };
}

/** A line of words in place of results. */
export function searchMessage(text: string): object {
  return { composeExtension: { type: 'message', text } };
}
