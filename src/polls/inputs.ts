// What the poll cards send, checked: each fault in words that name the field as the card does.
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { dateOrNone, id, line, oneOf, page, timeOrNone } from '../inputs.ts';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';
import { type Given, TEXT_MAX } from './ballot.ts';
import { AUDIENCES, KINDS, type Kind, MODES, MOST_CHOICES, type Question, REMINDERS, RESULTS, SCALE } from './poll.ts';

/** The inputs of up to three questions: `question`, `questionTwo`, `questionThree`; and so for what belongs to each. */
export const SUFFIXES = ['', 'Two', 'Three'] as const;
const NUMBERS = ['', ' 2', ' 3'] as const;
const QUESTION_MAX = 200;
const CHOICE_MAX = 80;
/** All choices of a poll together, as JSON in UTF-8: they stand on its card up to four times. */
const CHOICES_BYTES = 2_500;

const lines = (label: string) =>
  z.string().max(2000, `${label}: at most 2,000 characters. Shorten it and send it again.`).default('');

export const pollIdInput = z.object({ poll: id });

export const pollPageInput = z.object({
  poll: id,
  page,
});

const closesOn = dateOrNone('Closes on');
const closesAt = timeOrNone('Closes at', '17:00');

/** What the card of `poll` sends. */
export const pollInput = z.object({
  poll: id,
  question: line('Question', QUESTION_MAX),
  kind: oneOf('Kind of answer', KINDS).default('single'),
  choices: lines('Choices'),
  questionTwo: line('Question 2', QUESTION_MAX),
  kindTwo: oneOf('Kind of answer 2', KINDS).default('single'),
  choicesTwo: lines('Choices 2'),
  questionThree: line('Question 3', QUESTION_MAX),
  kindThree: oneOf('Kind of answer 3', KINDS).default('single'),
  choicesThree: lines('Choices 3'),
  audience: oneOf('Who is asked', AUDIENCES).default('channel'),
  /** Entra object ids, comma-joined by the people picker. */
  people: z.string().max(8000, 'People: choose fewer people.').default(''),
  about: line('Issue or theme', 120),
  mode: oneOf('Names', MODES).default('named'),
  results: oneOf('Results', RESULTS).default('live'),
  closesOn,
  closesAt,
  reminder: oneOf('Reminder', REMINDERS).default('silent'),
  most: z.coerce
    .number({ message: 'At most: a whole number.' })
    .int('At most: a whole number.')
    .min(1, 'At most: from 1 to 10.')
    .max(MOST_CHOICES, 'At most: from 1 to 10.')
    .catch(MOST_CHOICES),
});
export type PollInput = z.infer<typeof pollInput>;

export const templateInput = z.object({
  poll: id,
  template: id,
});

export const extendInput = z.object({ poll: id, closesOn, closesAt });

const text = (label: string) =>
  z.string().max(TEXT_MAX, `${label}: at most 1,000 characters. Shorten it and send it again.`).default('');
const given = z.string().max(1200).catch('').default('');
const tick = z
  .union([z.boolean(), z.string()])
  .transform((value) => value === true || value === 'true')
  .catch(false)
  .default(false);

/** What a poll's own card sends: up to three answers. */
export const voteInput = z.object({
  poll: id,
  choice: given,
  choices: given,
  scale: given,
  text: text('Your answer'),
  quote: tick,
  choiceTwo: given,
  choicesTwo: given,
  scaleTwo: given,
  textTwo: text('Your answer 2'),
  quoteTwo: tick,
  choiceThree: given,
  choicesThree: given,
  scaleThree: given,
  textThree: text('Your answer 3'),
  quoteThree: tick,
});
export type VoteInput = z.infer<typeof voteInput>;

/** Refuses what holds an identifier of a patient, naming the fields. */
export function guardPoll(input: PollInput): void {
  const texts: Record<string, string> = { 'Issue or theme': input.about };
  for (const [index, suffix] of SUFFIXES.entries()) {
    texts[`Question${NUMBERS[index]}`] = input[`question${suffix}`];
    texts[`Choices${NUMBERS[index]}`] = input[`choices${suffix}`];
  }
  assertNoIdentifiers(texts);
}

export function guardVote(input: VoteInput): void {
  assertNoIdentifiers({
    'Your answer': input.text,
    'Your answer 2': input.textTwo,
    'Your answer 3': input.textThree,
  });
}

/** The answers by question, as the card sent them. */
export function givenOf(input: VoteInput): Given[] {
  return SUFFIXES.map((suffix) => ({
    choice: input[`choice${suffix}`],
    choices: input[`choices${suffix}`],
    scale: input[`scale${suffix}`],
    text: input[`text${suffix}`],
    quote: input[`quote${suffix}`],
  }));
}

/** The questions of a form. Throws a Refusal that names the field. */
export function questionsOf(pollId: string, input: PollInput): Question[] {
  if (input.question === '') throw new Refusal('invalid', 'Question: write it first.');
  const asked = SUFFIXES.map((suffix, index) => ({
    text: input[`question${suffix}`],
    kind: input[`kind${suffix}`],
    typed: input[`choices${suffix}`],
    number: NUMBERS[index] ?? '',
  })).filter((one) => one.text !== '');
  const questions = asked.map(({ text, kind, typed, number }, index) => {
    const choices = choicesOf(kind, typed, `Choices${number}`);
    const most = kind === 'multiple' ? Math.min(input.most, choices.length) : 1;
    return { pollId, nth: index + 1, text, kind, choices, most };
  });
  const bytes = Buffer.byteLength(JSON.stringify(questions.flatMap(({ choices }) => choices)));
  if (bytes > CHOICES_BYTES) {
    throw new Refusal('invalid', 'Choices: together they are too long for one card. Shorten them and send it again.');
  }
  return questions;
}

function choicesOf(kind: Kind, typed: string, label: string): readonly string[] {
  if (kind === 'text') return [];
  if (kind === 'scale') return SCALE;
  const choices = splitLines(typed);
  if (choices.length < 2) throw new Refusal('invalid', `${label}: write at least two, each on its own line.`);
  if (choices.length > MOST_CHOICES) throw new Refusal('invalid', `${label}: at most ${MOST_CHOICES}. Take some out.`);
  if (choices.some((choice) => choice.length > CHOICE_MAX)) {
    throw new Refusal('invalid', `${label}: at most ${CHOICE_MAX} characters each. Shorten them and send it again.`);
  }
  return choices;
}

/** The choices of a text, one a line, each once. */
export function splitLines(typed: string): string[] {
  const choices = typed.split(/\r\n|[\n\r\u2028\u2029]/).map((choice) => choice.trim().replace(/\s+/g, ' '));
  return [...new Set(choices.filter(Boolean))];
}

/** What `poll "Question?" "A" "B"` says, in straight or curly quotes of any kind; undefined where it is not that. */
export function quotedPoll(typed: string): { question: string; choices: string[] } | undefined {
  const parts = [...typed.matchAll(/["“”„‟«»＂]\s*([^"“”„‟«»＂]*?)\s*["“”„‟«»＂]/g)];
  const [question = '', ...choices] = parts.map(([, words = '']) => words.replace(/\s+/g, ' '));
  return question === '' ? undefined : { question, choices: [...new Set(choices.filter(Boolean))] };
}
