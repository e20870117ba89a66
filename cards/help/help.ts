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
  /** The most useful first: the first of them are also buttons. */
  commands: readonly HelpCommand[];
  /** Offers the rest of the commands as one more button. Without it there are no buttons: what is left needs typing. */
  hasFurther: boolean;
  /** A last line; may be empty. */
  more: string;
};

/** At most so many buttons fit on a card (design, section 3 rule 7). */
const MOST_BUTTONS = 6;
const FURTHER: HelpCommand = { command: 'help more', title: 'More commands', does: '' };

/** The help card. Verb `help.run` with `command`. */
export function helpCard(view: HelpView): Rendered {
  const buttons = view.hasFurther ? [...view.commands.slice(0, MOST_BUTTONS - 1), FURTHER] : [];
  const filled = { ...view, buttons, hasButtons: view.hasFurther };
  return render(helpTemplate, filled, view.heading);
}
