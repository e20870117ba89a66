// A card to read: a heading and a line or two about each of a few things. Nothing to press.
import { isolate, type Rendered, render } from '../render.ts';
import linesTemplate from './lines.json' with { type: 'json' };

export type LinesView = {
  token: string;
  /** In our words. */
  heading: string;
  /** May be empty. */
  intro: string;
  lines: readonly { title: string; text: string }[];
  /** What to do next; may be empty. */
  more: string;
};

/** Lines under a heading. */
export function linesCard(view: LinesView): Rendered {
  const lines = view.lines.map(({ title, text }) => ({ title: isolate(title), text }));
  return render(linesTemplate, { ...view, lines }, `${view.heading}. ${view.intro || view.more}`.trim());
}
