// An issue that somebody found by the message extension and puts into a chat: what all of its organisation may know, with a
// link. Nothing to press: Digital Clerk may not be a member where it is put, and others read it.
import { facts } from '../parts.ts';
import { isolate, type Rendered, render } from '../render.ts';
import foundTemplate from './found.json' with { type: 'json' };

export type FoundView = {
  reference: string;
  title: string;
  system: string;
  place: string;
  stateWords: string;
  priorityWords: string;
  /** Into the tab; empty where there is none to open. */
  link: string;
};

/** The card that is inserted. */
export function foundCard(view: FoundView): Rendered {
  const rows = facts([
    ['State', view.stateWords],
    ['Priority', view.priorityWords],
    ['System', view.system],
    ['Place', view.place],
  ]);
  return render(foundTemplate, { ...view, facts: rows }, `${view.reference}: ${view.stateWords}`);
}

/** A row of the search's results: a thumbnail card, whose texts are HTML. */
export function foundPreview({ reference, title, stateWords, system, place }: FoundView): object {
  const where = [system, place].filter(Boolean).map(isolate).join(', ');
  return {
    title: escaped(`${reference}: ${isolate(title)}`),
    text: escaped([stateWords, where].filter(Boolean).join('. ')),
  };
}

const HTML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => HTML[sign] ?? sign);
}
