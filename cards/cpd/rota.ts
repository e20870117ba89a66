// The cards of the presenter rota: who presents when, taking part, one's own turn, changing dates, material, and that nobody is free.
import { type Choice, httpsOnly, paragraphs } from '../parts.ts';
import { type Rendered, render } from '../render.ts';
import materialTemplate from './material.json' with { type: 'json' };
import nobodyTemplate from './nobody.json' with { type: 'json' };
import rotaTemplate from './rota.json' with { type: 'json' };
import swapTemplate from './swap.json' with { type: 'json' };
import takeTemplate from './take.json' with { type: 'json' };
import turnTemplate from './turn.json' with { type: 'json' };

/** Something in bold, and what is said of it (with its punctuation in front; may be empty). */
export type Row = { when: string; what: string };

/** What could be presented, and why it is proposed. */
export type TopicRow = { title: string; why: string };

export type RotaView = {
  token: string;
  seriesId: string;
  title: string;
  dates: readonly Row[];
  topics: readonly TopicRow[];
  /** Whether there are other meetings whose rota can be shown. */
  hasOthers: boolean;
};

/** The rota of a series, as all may see it: without inputs, as an edit would wipe what somebody types. Verb `cpd.take`. */
export function rotaCard(view: RotaView): Rendered {
  const none = view.dates.length === 0;
  const take = takeWords(none, view.hasOthers);
  const filled = { ...view, dates: view.dates.map(inlinesOf), ...topicsOf(view.topics), none, take };
  return render(rotaTemplate, filled, `Who presents CPD: ${view.title}`);
}

function takeWords(none: boolean, hasOthers: boolean): string {
  if (none) return hasOthers ? 'Other meetings' : '';
  return hasOthers ? 'Take part, other meetings' : 'Take part';
}

export type TakeView = {
  token: string;
  seriesId: string;
  title: string;
  /** The dates that can be taken; the value is the planned date. */
  choices: readonly Choice[];
  /** Other meetings whose rota can be shown; the value is the series. */
  others: readonly Choice[];
};

/**
 * To take part in the rota, in a view of one's own. Verbs `cpd.volunteer`, `cpd.notMe` (input `plannedOn`), `cpd.topic`
 * (`topic`, `sort`), `cpd.guest` (`plannedOn`, `guest`, `guestTopic`), `cpd.view` (`other`).
 */
export function takeCard(view: TakeView): Rendered {
  const filled = { ...view, none: view.choices.length === 0, hasOthers: view.others.length > 0 };
  return render(takeTemplate, filled, `Take part in CPD: ${view.title}`);
}

export type TurnView = {
  token: string;
  seriesId: string;
  plannedOn: string;
  heading: string;
  title: string;
  words: string;
  /** Whether it is theirs to prepare; the rest is left out where it is not. */
  theirs: boolean;
  /** Whether they can still leave it to another. */
  canLeave: boolean;
  topics: readonly TopicRow[];
  topic: string;
  minutes: number;
  link: string;
  notes: string;
  /** Whom they can change dates with; the value is the planned date of theirs. */
  swaps: readonly Choice[];
};

/** To who presents (or invited a guest). Verbs `cpd.material` (`topic`, `minutes`, `link`, `notes`), `cpd.notMe`, `cpd.swap` (`withOn`). */
export function turnCard(view: TurnView): Rendered {
  const filled = { ...view, ...topicsOf(view.topics), canSwap: view.swaps.length > 0 };
  return render(turnTemplate, filled, `${view.heading}: ${view.title}`);
}

export type SwapView = { token: string; swapId: string; heading: string; title: string; words: string; open: boolean };

/** Asks a colleague to change dates, and says what came of it. Verb `cpd.answerSwap` (`answer`). */
export function swapCard(view: SwapView): Rendered {
  return render(swapTemplate, view, view.heading);
}

/** The material of a session, for who was away. */
export function materialCard(view: {
  token: string;
  title: string;
  words: string;
  notes: string;
  link: string;
}): Rendered {
  const filled = { ...view, notes: paragraphs(view.notes), link: httpsOnly(view.link) };
  return render(materialTemplate, filled, `The CPD that you missed: ${view.title}`);
}

/** To the owner of a meeting for which nobody is free. Verb `cpd.view`. */
export function nobodyCard(view: { token: string; seriesId: string; title: string; words: string }): Rendered {
  return render(nobodyTemplate, view, `Nobody can present CPD: ${view.title}`);
}

function topicsOf(topics: readonly TopicRow[]) {
  const rows = topics.map(({ title, why }) => inlinesOf({ when: title, what: `: ${why}` }));
  return { topics: rows, hasTopics: rows.length > 0 };
}

/** A line: its beginning in bold, then what there is to say. */
export function inlinesOf({ when, what }: Row) {
  const bold = { type: 'TextRun', text: when, weight: 'Bolder' };
  return { inlines: what === '' ? [bold] : [bold, { type: 'TextRun', text: what }] };
}
