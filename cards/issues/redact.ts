// Removing a text of an issue for good: which of its texts. It shows none of them.
import type { Part } from '../../src/issues/inputs.ts';
import type { Choice } from '../parts.ts';
import { type Rendered, render } from '../render.ts';
import redactTemplate from './redact.json' with { type: 'json' };

export type RedactView = { token: string; issueId: string; reference: string };

/** What to remove. Input `parts` (comma-joined). Verb `issue.redact`. */
export function redactCard(view: RedactView): Rendered {
  return render(redactTemplate, { ...view, choices: redactChoices() }, `${view.reference}: remove a text for good`);
}

const PARTS: Record<Part, string> = {
  title: 'What is wrong (the title)',
  detail: 'The details, with the work-around and the version',
  place: 'The place',
  incidentRef: 'The incident reference',
  replies: 'All replies, comments and reasons, and what others said',
  techNote: 'The note for IT',
};

/** The texts that can be removed, as choices. */
export function redactChoices(): Choice[] {
  return Object.entries(PARTS).map(([value, title]) => ({ value, title }));
}
