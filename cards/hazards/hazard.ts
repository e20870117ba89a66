// The cards of hazard drafts: one draft with what clinical safety may decide, the list, and the way from an issue to one.
import { bytesLeft, bytesOf, clip, facts, paragraphs } from '../parts.ts';
import { isolate, type Rendered, render } from '../render.ts';
import hazardTemplate from './hazard.json' with { type: 'json' };
import listTemplate from './list.json' with { type: 'json' };

export type HazardView = {
  token: string;
  hazardId: string;
  reference: string;
  /** Empty while the raiser has told nothing more. */
  name: string;
  description: string;
  stateWords: string;
  system: string;
  version: string;
  place: string;
  workaround: string;
  /** How many others have this, in words; may be empty. */
  othersWords: string;
  firstSeen: string;
  /** Who decided, or looks at it; may be empty. */
  who: string;
  logRef: string;
  reason: string;
  /** Opens the issue; empty where there is no tab. */
  link: string;
  /** Nobody has decided yet. */
  waits: boolean;
  /** Who reads it, by when; whom it goes to then. */
  readers: readonly string[];
  readBy: string;
  nextWords: string;
  canLook: boolean;
  /** It can be accepted, merged or declined. */
  open: boolean;
  /** What others said, oldest first; what does not fit is left out from the oldest on, and the card says so. */
  others: readonly { words: string; place: string }[];
};

/**
 * One draft, for clinical safety. Verbs `hazard.view`; once decided `hazard.list`; until then `hazard.accept` (inputs `logRef`, `version`,
 * `workaround`), `hazard.merge` (`into`), `hazard.decline` (`reason`).
 */
export function hazardCard(view: HazardView): Rendered {
  const bare = hazardWith(view, []);
  return hazardWith(view, latestThatFit(view.others.map(saidWords), bytesLeft(bare)));
}

function hazardWith(view: HazardView, others: readonly string[]): Rendered {
  const filled = {
    ...view,
    name: view.name || 'Nothing more was said yet',
    readWords: `Read by ${view.readers.map(isolate).join(', ') || 'nobody yet'}. ${view.readBy}`,
    facts: facts([
      ['Status', view.stateWords],
      ['In your hazard log', view.open ? '' : view.logRef],
      ['Reason', view.reason],
      ['With', view.who],
      ['System', view.system],
      ['Version', view.version],
      ['Place', view.place],
      ['Present work-around', view.workaround],
      ['Others who have this', view.othersWords],
      ['First seen', view.firstSeen],
      ['Issue', view.reference],
    ]),
    descriptions: paragraphs(view.description),
    hasDescription: view.description.trim() !== '' && view.description !== view.name,
    others: others.map((text) => ({ text })),
    hasOthers: others.length > 0,
    shortened: others.length < view.others.length,
  };
  return render(hazardTemplate, filled, `Hazard draft ${view.reference}: ${view.stateWords}`);
}

function saidWords({ words, place }: { words: string; place: string }): string {
  return [place, words].filter((part) => part !== '').join(': ');
}

/** The card's own bytes around one line. */
const LINE_BYTES = 120;

function latestThatFit(lines: readonly string[], bytes: number): readonly string[] {
  const shown = lines.filter((line) => line.trim() !== '');
  let left = bytes;
  for (let index = shown.length - 1; index >= 0; index -= 1) {
    left -= bytesOf(shown[index]) + LINE_BYTES;
    if (left < 0) return shown.slice(index + 1);
  }
  return shown;
}

export type HazardListView = {
  token: string;
  /** How many wait, in our words. */
  heading: string;
  /** At most five. */
  rows: readonly {
    hazardId: string;
    reference: string;
    name: string;
    stateWords: string;
    system: string;
    firstSeen: string;
  }[];
  /** From 1. */
  page: number;
  pages: number;
};

/** A page of drafts. Verbs `hazard.view` (input `hazard`), `hazard.list` (`page`). */
export function hazardListCard(view: HazardListView): Rendered {
  const named = view.rows.map((row) => ({ ...row, name: row.name || 'Nothing more was said yet' }));
  const filled = {
    ...view,
    rows: named.map((row) => ({
      ...row,
      facts: facts([
        ['Status', row.stateWords],
        ['System', row.system],
        ['First seen', row.firstSeen],
      ]),
    })),
    choices: named.map((row) => ({ title: `${row.reference}: ${clip(row.name, 60)}`, value: row.hazardId })),
    first: view.rows[0]?.hazardId ?? '',
    none: view.rows.length === 0,
    pageWords: `Page ${view.page} of ${view.pages}.`,
    previous: view.page - 1,
    next: view.page + 1,
    hasPrevious: view.page > 1,
    hasNext: view.page < view.pages,
  };
  return render(listTemplate, filled, `Hazard drafts: ${view.heading}`);
}

/** The card of an issue, with a button to its hazard draft at the end. Verb `hazard.view`. */
export function withHazard(rendered: Rendered, { token, hazardId }: { token: string; hazardId: string }): Rendered {
  const body = rendered.card.body as unknown[];
  const data = { card: token, hazard: hazardId };
  const submit = { type: 'Action.Submit', title: 'Hazard draft', data: { ...data, verb: 'hazard.view' } };
  const open = {
    type: 'Action.Execute',
    title: 'Hazard draft',
    verb: 'hazard.view',
    associatedInputs: 'none',
    data,
    fallback: { ...submit, associatedInputs: 'none' },
  };
  const words = 'It is also a hazard draft. Open it to accept, merge or decline it.';
  const way = {
    type: 'Container',
    separator: true,
    spacing: 'Medium',
    items: [
      { type: 'TextBlock', text: words, wrap: true },
      { type: 'ActionSet', actions: [open] },
    ],
  };
  return { ...rendered, card: { ...rendered.card, body: [...body, way] } };
}
