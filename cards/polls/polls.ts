// The cards of a poll: the form, its preview, the card to answer, how it stands for who asked, and the list.
import { bytesLeft, bytesOf, CARD_BYTES, type Choice, facts, httpsOnly, type Option, peopleChoices } from '../parts.ts';
import { isolate, type Rendered, render } from '../render.ts';
import ballotTemplate from './ballot.json' with { type: 'json' };
import formTemplate from './form.json' with { type: 'json' };
import listTemplate from './list.json' with { type: 'json' };
import { type QuestionView, questionViews, type ResultView, resultViews, saysSomething } from './parts.ts';
import previewTemplate from './preview.json' with { type: 'json' };
import statusTemplate from './status.json' with { type: 'json' };

/** Per-person views are drawn by themselves for so many people (platform reference, section 3). */
const MOST_REFRESHED = 60;

const AUDIENCES: readonly Choice[] = [
  { title: 'This channel, in one card', value: 'channel' },
  { title: 'The members of this team, one by one', value: 'team' },
  { title: 'A list of people', value: 'list' },
  { title: 'Everyone of my organisation who has Digital Clerk', value: 'organisation' },
  { title: 'The people of an issue or theme', value: 'about' },
];

export type PollFormView = {
  token: string;
  pollId: string;
  /** Exactly three, empty where nothing is asked; choices one a line. */
  questions: readonly { text: string; kind: QuestionView['kind']; choices: string }[];
  /** Whether it was begun in a channel, and so can ask there. */
  inChannel: boolean;
  audience: string;
  /** Entra object ids of the list so far. */
  chosen: readonly string[];
  /** The team's roster; `id` is the Entra object id. */
  roster: readonly Option[];
  about: string;
  mode: string;
  results: string;
  reminder: string;
  closesOn: string;
  closesAt: string;
  most: number;
};

/**
 * The form of `poll`. Verbs `poll.create` (inputs `question`, `kind`, `choices`, the same with `Two` and `Three`,
 * `audience`, `people`, `about`, `mode`, `results`, `reminder`, `closesOn`, `closesAt`, `most`), `poll.template`.
 */
export function pollForm(view: PollFormView): Rendered {
  const bare = pollFormWith(view, []);
  return pollFormWith(view, peopleChoices(view.roster, view.chosen, bytesLeft(bare)));
}

function pollFormWith(view: PollFormView, choices: readonly Choice[]): Rendered {
  const { roster: _, questions, chosen, ...shown } = view;
  const [first, second, third] = [0, 1, 2].map(
    (index) => questions[index] ?? { text: '', kind: 'single', choices: '' },
  );
  const several = [second, third].some((question) => question?.text !== '');
  const filled = {
    ...shown,
    first,
    second,
    third,
    several,
    // What somebody has chosen there already is not hidden from them.
    detailed: chosen.length > 0 || view.about !== '',
    audiences: AUDIENCES.filter(({ value }) => value !== 'channel' || view.inChannel),
    people: chosen.join(','),
    peopleChoices: choices,
  };
  return render(formTemplate, filled, 'Ask a poll');
}

export type PreviewView = {
  token: string;
  pollId: string;
  /** What this card is for, in a few words. */
  heading: string;
  /** Whom it reaches, with the number. */
  reach: string;
  /** What else is to be known before it is sent; may be empty. */
  note: string;
  questions: readonly QuestionView[];
  settings: readonly { title: string; value: string }[];
  /** What the people asked are told about names. */
  modeWords: string;
  canSend: boolean;
  canChange: boolean;
};

/** What will be sent, to how many people. Verbs `poll.send`, `poll.form`. */
export function previewCard(view: PreviewView): Rendered {
  const filled = {
    ...view,
    questions: view.questions.map(({ text, kind, choices }) => ({
      text,
      choices: (kind === 'text' ? ['An answer in words'] : choices).map((choice) => ({ choice })),
    })),
    settings: facts(view.settings.map(({ title, value }) => [title, value] as const)),
  };
  return render(previewTemplate, filled, `${view.heading}: ${view.questions[0]?.text ?? 'a poll'}`);
}

export type BallotView = {
  token: string;
  pollId: string;
  /** Who asks. */
  asker: string;
  questions: readonly QuestionView[];
  /** Whether answers are taken, and this person can still give one. */
  canAnswer: boolean;
  /** Whether this person has answered: the button then says "Change". */
  answered: boolean;
  modeWords: string;
  closes: string;
  /** How it stands for this person; may be empty on a card that all see. */
  stateWords: string;
  /** How many have answered, and what came of it so far; empty where nothing is shown. */
  resultWords: string;
  results: readonly ResultView[];
  page: number;
  pages: number;
  /** Whether something will come of it that one can ask to hear. */
  canFollow: boolean;
  /** The link that opens it in the tab; empty where there is none. */
  tab: string;
  /** Whose own view is drawn by itself on a card that all see. */
  refresh: { userIds: readonly string[] };
};

/**
 * A poll to answer, or what came of it. Verbs `poll.vote` (inputs `choice`, `choices`, `scale`, `text`, `quote`, the same
 * with `Two` and `Three`), `poll.view` (also as its refresh), `poll.follow`.
 */
export function ballotCard(view: BallotView): Rendered {
  return fitting((slim) => ballotWith(view, slim));
}

function ballotWith(view: BallotView, slim: boolean): Rendered {
  const { refresh, questions, results, ...shown } = view;
  const filled = {
    ...shown,
    by: view.asker === '' ? 'A poll' : `${isolate(view.asker)} asks`,
    questions: view.canAnswer ? questionViews(questions) : [],
    // Several results each stand under their question; one does not.
    asked: view.canAnswer || results.filter(saysSomething).length > 1 ? [] : questions.map(({ text }) => ({ text })),
    results: resultViews(results, slim),
    tab: httpsOnly(view.tab),
    button: view.answered ? 'Change my answer' : 'Send my answer',
    ...pagesOf(view),
  };
  const rendered = render(ballotTemplate, filled, `Poll: ${questions[0]?.text ?? ''}`);
  if (refresh.userIds.length === 0) return rendered;
  const action = {
    type: 'Action.Execute',
    title: 'Show mine',
    verb: 'poll.view',
    data: { card: view.token, poll: view.pollId },
  };
  const userIds = refresh.userIds.slice(0, MOST_REFRESHED);
  return { ...rendered, card: { ...rendered.card, refresh: { action, userIds } } };
}

export type StatusView = {
  token: string;
  pollId: string;
  title: string;
  stateWords: string;
  facts: readonly { title: string; value: string }[];
  /** What the asker must know before they go on; may be empty. */
  warning: string;
  results: readonly ResultView[];
  page: number;
  pages: number;
  open: boolean;
  /** Whether a unanimous result waits to be shown. */
  held: boolean;
  closesOn: string;
  closesAt: string;
  /** What "You said, we did" knows it by, once it has closed; empty before, and where it was cancelled. */
  asking: string;
  /** The link that opens it in the tab; empty where there is none. */
  tab: string;
};

/** How a poll stands, for who manages it. Verbs `poll.status`, `poll.close`, `poll.extend`, `poll.cancel`, `poll.show`; and `theme.form`. */
export function statusCard(view: StatusView): Rendered {
  return fitting((slim) => statusWith(view, slim));
}

function statusWith(view: StatusView, slim: boolean): Rendered {
  const rows = view.facts.map(({ title, value }) => [title, value] as const);
  const filled = {
    ...view,
    tab: httpsOnly(view.tab),
    facts: facts(rows),
    results: resultViews(view.results, slim),
    ...pagesOf(view),
  };
  return render(statusTemplate, filled, `Your poll: ${view.title}`);
}

export type PollListView = {
  token: string;
  rows: readonly { pollId: string; title: string; words: string; verb: 'poll.view' | 'poll.status' }[];
  page: number;
  more: boolean;
};

/** Polls, newest first. Verbs `poll.view`, `poll.status`, `poll.list` (`page`). */
export function pollListCard(view: PollListView): Rendered {
  const filled = {
    ...view,
    none: view.rows.length === 0,
    ...pagesOf({ page: view.page, pages: view.page + (view.more ? 1 : 0) }),
  };
  return render(listTemplate, filled, 'Polls');
}

/** The whole card, or one that says the same in less where that would be too large. */
function fitting(draw: (slim: boolean) => Rendered): Rendered {
  const whole = draw(false);
  return bytesOf(whole.card) < CARD_BYTES ? whole : draw(true);
}

function pagesOf({ page, pages }: { page: number; pages: number }) {
  return { previous: page - 1, next: page + 1, hasPrevious: page > 1, hasNext: page < pages };
}
