// The cards on reminders: one's settings, and Monday's one message of what was held back.
import { clip } from '../parts.ts';
import { type Rendered, render } from '../render.ts';
import mondayTemplate from './monday.json' with { type: 'json' };
import settingsTemplate from './settings.json' with { type: 'json' };

/** How many held messages have a button of their own. */
const MOST_BUTTONS = 6;
/** Nobody is owed more in a week than this; it keeps the card below what Teams takes. */
const MOST_ROWS = 30;
const ROW_LENGTH = 200;

export type HeldRow = {
  id: string;
  /** "Tuesday 1 December 2026", or empty. */
  due: string;
  /** The message in one line; it may hold what people wrote. */
  words: string;
};

/** What was held for somebody, deadlines first. Verb `reminders.open` with `held` opens one of the first six. */
export function mondayCard(view: { token: string; rows: readonly HeldRow[] }): Rendered {
  const rows = view.rows.slice(0, MOST_ROWS);
  const more = view.rows.length - rows.length;
  const filled = {
    ...view,
    rows: rows.map(({ due, words }, index) => ({
      lead: due ? `${index + 1}. By ${due}: ` : `${index + 1}. `,
      words: clip(words, ROW_LENGTH),
    })),
    buttons: rows.slice(0, MOST_BUTTONS).map(({ id }, index) => ({ id, title: `Open ${index + 1}` })),
    more: more > 0 ? `And ${more} more.` : '',
  };
  const count = view.rows.length;
  return render(mondayTemplate, filled, `${count} ${count === 1 ? 'thing' : 'things'} waited for you.`);
}

export type SettingsView = {
  token: string;
  /** Whether reminders come, and if not, until when. */
  state: string;
  isOff: boolean;
  /** Wall times HH:MM. */
  quietFrom: string;
  quietUntil: string;
};

/** One's own reminders. Verb `reminders.save` with `quietFrom` and `quietUntil`; pause and resume run the commands. */
export function settingsCard(view: SettingsView): Rendered {
  return render(settingsTemplate, view, `Your reminders. ${view.state}`);
}
