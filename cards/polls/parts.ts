// What several poll cards share: a question with its inputs, a result as bars with numbers, texts a page at a time.
import { bytesOf, type Choice, textChoices } from '../parts.ts';
import { isolate } from '../render.ts';

export type QuestionView = {
  text: string;
  kind: 'single' | 'multiple' | 'scale' | 'text';
  choices: readonly string[];
  /** The most that may be chosen of `multiple`. */
  most: number;
  /** What this person answered so far; empty where they have not. */
  said: readonly string[];
  quotable: boolean;
};

export type ResultView = {
  text: string;
  /** `who`: names, only of a named poll. */
  choices: readonly { text: string; count: number; percent: number; who: readonly string[] }[];
  texts: readonly { text: string; who: string }[];
  /** Texts that are too few to show. */
  tooFewTexts: boolean;
};

/** The inputs of the second and third question end in these. */
const SUFFIXES = ['', 'Two', 'Three'] as const;
const SCALE_ENDS = '1 is the lowest, 5 the highest.';
/** Names after a choice: beyond this only how many more there are. */
const MOST_NAMES = 12;
const NAME_BYTES = 600;
const BAR_SIGNS = 20;

/** Questions as the ballot's template takes them. */
export function questionViews(questions: readonly QuestionView[]) {
  return questions.map((question, index) => {
    const suffix = SUFFIXES[index] ?? '';
    const is = (kind: QuestionView['kind']) => question.kind === kind;
    const label = questions.length === 1 ? 'Your answer' : `Your answer to question ${index + 1}`;
    return {
      heading: questions.length === 1 ? question.text : `${index + 1}. ${question.text}`,
      hint: hintOf(question),
      label,
      one: is('single') || is('scale'),
      several: is('multiple'),
      words: is('text'),
      choiceId: `${is('scale') ? 'scale' : 'choice'}${suffix}`,
      choicesId: `choices${suffix}`,
      textId: `text${suffix}`,
      quoteId: `quote${suffix}`,
      choices: textChoices(question.choices) as Choice[],
      value: question.said.join(','),
      quote: question.quotable ? 'true' : 'false',
    };
  });
}

function hintOf({ text, kind, most, choices }: QuestionView): string {
  // Where the question says itself what 5 means, nothing is said twice.
  if (kind === 'scale') return /\b5\b/.test(text) ? '' : SCALE_ENDS;
  if (kind !== 'multiple') return '';
  return most < choices.length ? `Choose at most ${most}.` : 'Choose as many as you like.';
}

/** What a client without charts draws: a line and a bar for each choice; the numbers say it all without the bar. */
function barOf({ text, count, percent }: ResultView['choices'][number]) {
  const full = Math.round(percent / (100 / BAR_SIGNS));
  const bar = '█'.repeat(full) + '░'.repeat(BAR_SIGNS - full);
  return [
    {
      type: 'RichTextBlock',
      spacing: 'Small',
      inlines: [
        { type: 'TextRun', text: isolate(text), weight: 'Bolder' },
        { type: 'TextRun', text: `: ${people(count)}, ${percent}%` },
      ],
    },
    {
      type: 'RichTextBlock',
      spacing: 'None',
      inlines: [{ type: 'TextRun', text: bar, size: 'Small', color: 'Accent' }],
    },
  ];
}

/** Results as a template takes them (`slim`: where the card would be too large, without names and bars): for each question a chart, its bars in plain elements, and who chose what. */
export function resultViews(results: readonly ResultView[], slim = false) {
  return results.filter(saysSomething).map(({ text, choices, texts, tooFewTexts }) => ({
    heading: results.length === 1 ? 'Result' : text,
    hasChart: choices.length > 0,
    data: choices.map((choice) => ({ x: `${choice.text}, ${choice.percent}%`, y: choice.count })),
    bars: slim ? choices.map(lineOf) : choices.flatMap(barOf),
    named: choices.flatMap((choice) =>
      !slim && choice.who.length > 0 ? [{ choice: choice.text, who: namesOf(choice.who) }] : [],
    ),
    texts: texts.map((one) => ({ said: one.text, by: one.who === '' ? '' : ` (${isolate(one.who)})` })),
    note: tooFewTexts ? 'What was written is not shown: too few people wrote something.' : '',
  }));
}

/** Of nothing answered yet there is no chart to draw. */
export function saysSomething({ choices, texts, tooFewTexts }: ResultView): boolean {
  return tooFewTexts || texts.length > 0 || choices.some(({ count }) => count > 0);
}

function lineOf({ text, count, percent }: ResultView['choices'][number]) {
  return {
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: `${isolate(text)}: ${people(count)}, ${percent}%` }],
  };
}

function namesOf(names: readonly string[]): string {
  const shown: string[] = [];
  for (const name of names.slice(0, MOST_NAMES)) {
    if (bytesOf([...shown, name]) > NAME_BYTES) break;
    shown.push(isolate(name));
  }
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** "1 person", "25 people", "5,000 people". */
export function people(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString('en-GB')} people`;
}

/** "12 of 25 people have answered (48%)." */
export function responseWords(answered: number, reached: number, rate: number): string {
  return `${answered.toLocaleString('en-GB')} of ${people(reached)} ${answered === 1 ? 'has' : 'have'} answered (${rate}%).`;
}
