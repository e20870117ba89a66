// A line put on top of a card: why a form was not taken.
import type { Card, Rendered } from './render.ts';

/** The same card with `text` above everything else, as plain text (no Markdown). */
export function withNotice(rendered: Rendered, text: string): Rendered {
  const { body, ...rest } = rendered.card as Card & { body?: unknown[] };
  const words = { type: 'TextRun', text: `Not sent yet. ${text}`, weight: 'Bolder' };
  const notice = { type: 'Container', style: 'attention', items: [{ type: 'RichTextBlock', inlines: [words] }] };
  return { card: { ...rest, body: [notice, ...(body ?? [])] }, summary: rendered.summary };
}
