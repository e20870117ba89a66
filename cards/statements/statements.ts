// The cards that everyone reads: statements (the wall, what was published together), did it help, measures, the digest.
import { bytesOf, clip, type Fact, httpsOnly } from '../parts.ts';
import { type Rendered, render } from '../render.ts';
import digestTemplate from './digest.json' with { type: 'json' };
import helpTemplate from './help.json' with { type: 'json' };
import listTemplate from './list.json' with { type: 'json' };
import measuresTemplate from './measures.json' with { type: 'json' };

/** One statement as it is read. */
export type StatementRow = {
  statementId: string;
  said: string;
  /** Answers quoted; may be none. */
  quotes: readonly string[];
  /** outcomeWords(). */
  outcome: string;
  words: string;
  doer: string;
  link: string;
  /** More is to come, and whoever reads can ask to hear it. */
  more: boolean;
  /** There is a later statement on the same theme. */
  replaced: boolean;
};

export type ListView = {
  token: string;
  heading: string;
  /** Said when there is none. */
  empty: string;
  /** At most three. */
  rows: readonly StatementRow[];
  list: 'wall' | 'batch' | 'heard';
  of: string;
  page: number;
  pages: number;
  /** The link to these in the tab; empty where there is no tab to open. */
  tab: string;
};

/** Statements, a few to a page. Verbs `statement.list` (`list`, `of`, `page`), `statement.follow` (`statement`). */
export function listCard(view: ListView): Rendered {
  const filled = { ...view, rows: view.rows.map((row) => filledRow(row, view.list)), ...pageParts(view) };
  const first = view.rows[0];
  return render(listTemplate, filled, first ? `${view.heading}: ${clip(first.said, 120)}` : view.empty);
}

/** A row with one button at most: on the wall its link first, where it is news "Tell me" first. */
function filledRow(row: StatementRow, list: ListView['list']) {
  const link = httpsOnly(row.link);
  const follow = row.more && !row.replaced && !(list === 'wall' && link !== '');
  return { ...readRow(row), link: follow ? '' : link, follow };
}

/** What every card shows of a statement. */
export function readRow(row: StatementRow) {
  return { ...row, quotes: row.quotes.map((text) => ({ text: `“${text}”` })) };
}

/** The parts of a view that turn pages. */
export function pageParts({ page, pages }: { page: number; pages: number }) {
  const [hasPrevious, hasNext] = [page > 1, page < pages];
  return { previous: page - 1, next: page + 1, hasPrevious, hasNext, pageWords: `Page ${page} of ${pages}` };
}

export type HelpView = {
  token: string;
  statementId: string;
  said: string;
  words: string;
  /** What they said before; empty the first time. */
  helped: string;
  comment: string;
};

/** "Did it help?" Verb `statement.helped` (inputs `helped`, `comment`). */
export function helpCard(view: HelpView): Rendered {
  return render(helpTemplate, { ...view, thanks: view.helped !== '' }, 'Did it help?');
}

export type MeasuresView = { quarters: readonly { quarter: string; facts: readonly Fact[] }[] };

/** The measures of the last quarters. */
export function measuresCard(view: MeasuresView): Rendered {
  return render(measuresTemplate, view, 'You said, we did: the measures of the last quarters');
}

export type DigestView = {
  /** The cabinet's name. */
  name: string;
  month: string;
  part: number;
  parts: number;
  statements: readonly { said: string; outcome: string; words: string; doer: string }[];
  answered: readonly { reference: string; title: string }[];
  open: readonly { reference: string; title: string }[];
  /** Open issues that are not listed. */
  more: number;
};

/** One message of a month's digest. */
export function digestCard(view: DigestView): Rendered {
  const part = view.parts > 1 ? `Message ${view.part} of ${view.parts}` : '';
  const filled = {
    ...view,
    part,
    hasStatements: view.statements.length > 0,
    hasAnswered: view.answered.length > 0,
    hasOpen: view.open.length > 0,
  };
  return render(digestTemplate, filled, `What you said and what we did in ${view.month}`);
}

/** What the frame of one item of a digest takes: its blocks without words. */
const ITEM_BYTES = 700;

/** The size of an item of a digest with these words, in bytes: never less than it takes when drawn. */
export function digestItemBytes(words: readonly string[]): number {
  return ITEM_BYTES + words.reduce((total, text) => total + bytesOf(text), 0);
}
