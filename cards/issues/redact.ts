// Removing a text of an issue for good: which of its texts. It shows none of them.
import { type Rendered, render } from '../render.ts';
import redactTemplate from './redact.json' with { type: 'json' };

export type RedactView = { token: string; issueId: string; reference: string };

/** What to remove. Input `parts` (comma-joined). Verb `issue.redact`. */
export function redactCard(view: RedactView): Rendered {
  return render(redactTemplate, view, `${view.reference}: remove a text for good`);
}
