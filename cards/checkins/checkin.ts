// The cards of a round: the prompt in one's own chat, the digest in the channel, and single lines with what to press.
import type { ShownPlace } from '../../src/checkins/shown.ts';
import { bytesOf, type Choice, clip, httpsOnly, paragraphs } from '../parts.ts';
import { type Rendered, render } from '../render.ts';
import digestTemplate from './digest.json' with { type: 'json' };
import lineTemplate from './line.json' with { type: 'json' };
import promptTemplate from './prompt.json' with { type: 'json' };

export type PromptView = ShownPlace & {
  token: string;
  /** The digest is posted: it can be read from here, and there is no skipping any more. */
  posted: boolean;
  /** The call that is to come, for who may send apologies for it. */
  call?: { series: string; plannedOn: string };
};

/**
 * One's own place in a round. Verbs `checkin.answer` (`state`), `checkin.add` (the inputs), `checkin.help` (`how`),
 * `checkin.skip`, `checkin.away` (`until`), `checkin.pause`, `checkin.resume`, `checkin.read`,
 * `attend.apologies` (of the meetings).
 */
export function promptCard(view: PromptView): Rendered {
  const is = (mode: PromptView['mode']) => view.mode === mode;
  const adding = is('add');
  const askHelp = adding && view.state === 'need-help';
  const addedWords = adding ? addedOf(view) : '';
  const filled = {
    ...view,
    asking: is('ask'),
    adding,
    resting: is('rest'),
    askHelp,
    addedWords,
    // At most six buttons: who has not answered does that first, who needs help chooses first what comes of it.
    excusable: view.call !== undefined && !is('ask') && !askHelp,
    call: view.call ?? {},
    // One press was the answer: the rest is there for who wants it, and a phone shows the answer first.
    folded: adding && !askHelp,
    moreTitle: addedWords ? 'See or change what you added' : 'Add a learning, a need or an offer',
  };
  return render(promptTemplate, filled, summaryOf(view));
}

/** The line of a notification: what it is, and of which forum. */
function summaryOf({ heading, name }: { heading: string; name: string }): string {
  return [/\?$/.test(heading) || name === '' ? heading : `${heading}:`, name].filter(Boolean).join(' ');
}

/** What was added, and whose name the forum sees with it. */
function addedOf(view: PromptView): string {
  const kinds = [
    ['a learning', view.learning, view.learningAs],
    ['a need', view.need, view.needAs],
    ['an offer', view.offer, view.offerAs],
  ] as const;
  const added = kinds.flatMap(([what, words, shown]) =>
    words === '' ? [] : [`${what} (${shown === 'named' ? 'with your name' : 'unattributed'})`],
  );
  return added.length > 0 ? `You added: ${added.join(', ')}.` : '';
}

/** An item of a digest; `from` is empty where it is unattributed. */
export type DigestEntry = {
  id: string;
  kind: 'learning' | 'need' | 'offer';
  label: string;
  from: string;
  words: string;
};

export type DigestView = {
  token: string;
  roundId: string;
  name: string;
  when: string;
  part: number;
  parts: number;
  counts: readonly string[];
  groups: readonly { topic: string; entries: readonly DigestEntry[] }[];
  joinLink: string;
  /** In somebody's own chat; `back`: they have a place in the round, and can go back to it. */
  own?: { back: boolean };
  /** The link that opens it in the tab; empty where there is none. */
  tab: string;
};

/**
 * A part of a digest. Verbs `checkin.offer` (`about`, `need`, `offer`), `checkin.share` (`learning`: that, or a need); in
 * one's own chat also `checkin.read` (`part`), `checkin.view`.
 */
export function digestCard(view: DigestView): Rendered {
  const entries = view.groups.flatMap((group) => group.entries);
  const [needs, offers] = (['need', 'offer'] as const).map((kind) => choicesOf(entries, kind));
  const passable = [...choicesOf(entries, 'learning'), ...(needs ?? [])];
  const filled = {
    token: view.token,
    roundId: view.roundId,
    heading: `Check-in: ${view.name}`,
    when: view.when,
    partWords: view.parts > 1 ? `Part ${view.part} of ${view.parts}` : '',
    counts: view.part === 1 ? view.counts.map((text) => ({ text })) : [],
    groups: view.groups.map(({ topic, entries: rows }) => ({ topic, entries: rows.map(entryOf) })),
    needs,
    offers,
    passable,
    hasNeeds: needs?.length !== 0,
    hasOffers: offers?.length !== 0,
    canPassOn: passable.length > 0,
    link: view.part === 1 ? httpsOnly(view.joinLink) : '',
    tab: view.part === 1 ? httpsOnly(view.tab) : '',
    said: entries.length > 0,
    ...waysOf(view),
  };
  return render(
    digestTemplate,
    filled,
    `${filled.heading}, ${view.when}${filled.partWords ? `, ${filled.partWords}` : ''}`,
  );
}

/** In one's own chat: to the next part (after the last to the first), and back to one's own place. */
function waysOf({ own, part, parts }: DigestView) {
  const other = part < parts ? part + 1 : 1;
  return {
    turns: own !== undefined && parts > 1,
    other,
    turnTitle: `Read part ${other} of ${parts}`,
    back: own?.back === true,
    leads: own !== undefined && (parts > 1 || own.back),
  };
}

function entryOf({ label, from, words }: DigestEntry) {
  return { label, from: from || 'unattributed', lines: paragraphs(words) };
}

/** What stands in the list of a button: the label, and how the text begins. */
function choicesOf(entries: readonly DigestEntry[], kind: DigestEntry['kind']): Choice[] {
  return entries
    .filter((entry) => entry.kind === kind)
    .map(({ id, label, words }) => ({ title: `${label}: ${clip(words.replace(/\s+/g, ' '), 40)}`, value: id }));
}

export type LineView = {
  token: string;
  heading: string;
  /** The forum's name; may be empty. */
  name: string;
  /** Our words. */
  lines: readonly string[];
  /** What somebody wrote; may be empty. */
  quoted: string;
  /** At most six; `data` goes back with the press, beside the card's token. */
  actions: readonly { title: string; verb: string; data: Readonly<Record<string, string>> }[];
  linkTitle: string;
  link: string;
};

/** The parts of a card of a few lines that most of them leave empty. */
export const PLAIN_LINE = { name: '', quoted: '', actions: [], linkTitle: '', link: '' } as const;

/** What is left of a card that quoted somebody: its words are deleted, or who has the card is off the roster. */
export function goneCard(token: string): Rendered {
  const lines = ['This is not shown any more: the time for keeping it is over, or you are not on the roster.'];
  return lineCard({ ...PLAIN_LINE, token, heading: 'Check-in', lines });
}

/** A few lines with what to press. */
export function lineCard(view: LineView): Rendered {
  const { token, actions } = view;
  const filled = {
    ...view,
    lines: linesWithin(view.lines).map((text) => ({ text })),
    quoted: paragraphs(view.quoted),
    hasQuoted: view.quoted.trim() !== '',
    actions: actions.map((action) => ({ ...action, data: { card: token, ...action.data } })),
    hasActions: actions.length > 0,
    link: httpsOnly(view.link),
  };
  return render(lineTemplate, filled, summaryOf(view));
}

/** Of very many lines as many as fit, and that there are more. */
function linesWithin(lines: readonly string[]): string[] {
  const kept: string[] = [];
  let left = 12_000;
  for (const [index, text] of lines.entries()) {
    left -= bytesOf(text) + 70;
    if (left < 0) return [...kept, `And ${lines.length - index} more: press Roster on the check-in’s card.`];
    kept.push(text);
  }
  return kept;
}
