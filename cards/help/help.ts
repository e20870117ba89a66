// What Digital Clerk can do: the answer to help, hello, and anything not understood.
import { type Rendered, render } from '../render.ts';
import helpTemplate from './help.json' with { type: 'json' };

export type HelpCommand = {
  /** What a person writes, and what the button runs. */
  command: string;
  /** The button's words. */
  title: string;
  /** One line: what it does. */
  does: string;
};

export type HelpView = {
  token: string;
  heading: string;
  /** May be empty. */
  intro: string;
  /** The most useful first: the first six are also buttons. */
  commands: readonly HelpCommand[];
  /** A last line; may be empty. */
  more: string;
};

/** At most so many buttons fit on a card (design, section 3 rule 7). */
const MOST_BUTTONS = 6;

/** The help card. Verb `help.run` with `command`. */
export function helpCard(view: HelpView): Rendered {
  const filled = { ...view, buttons: view.commands.slice(0, MOST_BUTTONS), hasButtons: view.commands.length > 0 };
  return render(helpTemplate, filled, view.heading);
}
