// The cards of those who group and answer: their themes, grouping, one theme, writing a statement, the preview.
import { bytesOf, type Choice, clip, type Fact } from '../parts.ts';
import { type Rendered, render } from '../render.ts';
import formTemplate from './form.json' with { type: 'json' };
import previewTemplate from './preview.json' with { type: 'json' };
import { pageParts, readRow, type StatementRow } from './statements.ts';
import themeTemplate from './theme.json' with { type: 'json' };
import themeFormTemplate from './theme-form.json' with { type: 'json' };
import themesTemplate from './themes.json' with { type: 'json' };
import todoTemplate from './todo.json' with { type: 'json' };
import { outcomeChoices } from './words.ts';

/** A theme, or what closed and has none yet (`themeId` empty): its asking is opened for grouping. */
export type ThemeRow = { themeId: string; asking: string; name: string; state: string };

export type ThemesView = {
  token: string;
  /** At most three. */
  themes: readonly ThemeRow[];
  /** Where something was said that can be grouped. */
  askings: readonly Choice[];
  page: number;
  pages: number;
};

/** What somebody groups and answers. Verbs `theme.view` (`theme`), `theme.form` (input `asking`), `theme.list` (`page`). */
export function themesCard(view: ThemesView): Rendered {
  const asking = view.askings[0]?.value ?? '';
  const filled = {
    ...view,
    ...pageParts(view),
    askings: view.askings.slice(0, 20).map(({ title, value }) => ({ title: clip(title, 100), value })),
    asking,
    canGroup: asking !== '',
    none: view.themes.length === 0,
    themes: view.themes.map((row) => ({ ...row, verb: row.themeId ? 'theme.view' : 'theme.form' })),
  };
  return render(themesTemplate, filled, 'Your themes');
}

export type ThemeFormView = {
  token: string;
  asking: string;
  /** Where it was said. */
  title: string;
  /** Empty for a new one. */
  themeId: string;
  name: string;
  /** A page of what was said: the key, and its words. */
  said: readonly Choice[];
  chosen: readonly string[];
  /** Groups of like words, at most three: what they share, and which they are. */
  suggestions: readonly { words: readonly string[]; keys: readonly string[] }[];
  page: number;
  pages: number;
  /** Whether it can be saved although nothing was said that can be shown. */
  mayBeEmpty: boolean;
};

const NOTHING_SHOWN =
  'Too few people answered for a result to be shown, or it is not shown yet. It can be answered all the same: give it a ' +
  'name and save it, then thank people or say what is next.';

/** Groups what was said. Verbs `theme.save` (inputs `name`, `parts`), `theme.form` (`page`; `picked`: chosen beforehand). */
export function themeForm(view: ThemeFormView): Rendered {
  const filled = {
    ...view,
    ...pageParts(view),
    said: view.said.map(({ title, value }) => ({ title: clip(title, 100), value })),
    partsLabel: view.pages > 1 ? `What belongs to it? Page ${view.page} of ${view.pages}` : 'What belongs to it?',
    nothing: view.said.length === 0,
    canSave: view.said.length > 0 || view.mayBeEmpty,
    nothingWords: view.mayBeEmpty ? NOTHING_SHOWN : 'Nothing was said here yet.',
    chosen: view.chosen.filter((key) => view.said.some(({ value }) => value === key)).join(','),
    offered: view.said.map(({ value }) => value).join(','),
    suggested: view.suggestions.length > 0,
    suggestions: view.suggestions.map(({ words, keys }) => ({
      words: `${words.join(', ')} (${keys.length})`,
      picked: keys.slice(0, view.said.length).join(','),
    })),
  };
  return render(themeFormTemplate, filled, view.themeId ? `Change the theme ${view.name}` : 'A new theme');
}

export type ThemeView = {
  token: string;
  themeId: string;
  asking: string;
  name: string;
  facts: readonly Fact[];
  /** What was said, in a few words each, as many as fit. */
  said: readonly { text: string; quotable: boolean }[];
  /** What people wrote of whether it helped. */
  comments: readonly string[];
  draft: boolean;
  answered: boolean;
};

/** What of a card people's lines may take, in bytes. */
const LINES_BYTES = 12_000;

/** One theme. Verbs `statement.form`, `theme.form`, `theme.drop` (`theme`), `statement.preview` (`asking`), `theme.list`. */
export function themeCard(view: ThemeView): Rendered {
  const lines = fitting(
    view.said.map(({ text, quotable }) => inlinesOf(clip(text, 200), quotable ? ' (may be quoted)' : '')),
    LINES_BYTES,
  );
  const filled = {
    ...view,
    said: lines,
    left: view.said.length - lines.length,
    comments: fitting(
      view.comments.map((text) => ({ text })),
      4_000,
    ),
    commented: view.comments.length > 0,
  };
  return render(themeTemplate, filled, `Theme: ${view.name}`);
}

/** A line of what was said, and what is noted of it where there is something. */
function inlinesOf(text: string, note: string) {
  const said = { type: 'TextRun', text };
  return { inlines: note === '' ? [said] : [said, { type: 'TextRun', text: note, isSubtle: true }] };
}

function fitting<Line>(lines: readonly Line[], bytes: number): Line[] {
  let left = bytes;
  const fit: Line[] = [];
  for (const line of lines) {
    left -= bytesOf(line) + 200;
    if (left < 0) break;
    fit.push(line);
  }
  return fit;
}

export type FormView = {
  token: string;
  themeId: string;
  name: string;
  said: string;
  outcome: string;
  words: string;
  doer: string;
  /** YYYY-MM-DD or empty. */
  when: string;
  link: string;
  reviewOn: string;
  /** Answers that may be quoted, and which are. */
  quotes: readonly Choice[];
  quoted: readonly string[];
};

/** Writes a statement. Verb `statement.save` (inputs `said`, `outcome`, `words`, `doer`, `when`, `link`, `reviewOn`, `quotes`). */
export function statementForm(view: FormView): Rendered {
  const filled = {
    ...view,
    outcomes: outcomeChoices(),
    canQuote: view.quotes.length > 0,
    quotes: view.quotes.map(({ title, value }) => ({ title: clip(title, 200), value })),
    quoted: view.quoted.join(','),
  };
  return render(formTemplate, filled, `Answer: ${view.name}`);
}

export type PreviewView = {
  token: string;
  asking: string;
  /** All that is published with it, as draftKey() names it. */
  drafts: readonly string[];
  /** Where it goes, in words. */
  reach: string;
  /** At most three. */
  rows: readonly (StatementRow & { themeId: string })[];
  page: number;
  pages: number;
};

/** So much of a link is read before it is published. */
const LINK_SHOWN = 120;

/** What will be published, and whom it reaches. Verbs `statement.publish`, `statement.preview` (`page`), `statement.form`. */
export function previewCard(view: PreviewView): Rendered {
  const filled = {
    ...view,
    ...pageParts(view),
    drafts: view.drafts.join(','),
    // What stands on other pages goes with it.
    publish: view.pages > 1 ? `Publish all ${view.drafts.length}` : 'Publish',
    rows: view.rows.map((row) => ({ ...readRow(row), link: clip(row.link, LINK_SHOWN), themeId: row.themeId })),
  };
  return render(previewTemplate, filled, 'Please check before you publish');
}

export type TodoView = {
  token: string;
  title: string;
  words: string;
  /** The theme to answer; empty where there is none yet. */
  themeId: string;
};

/** Something of one's own that waits. Verbs `statement.form` (`theme`), or `theme.list`. */
export function todoCard(view: TodoView): Rendered {
  return render(
    todoTemplate,
    { ...view, one: view.themeId !== '', many: view.themeId === '' },
    `Waits for you: ${clip(view.title, 80)}`,
  );
}
