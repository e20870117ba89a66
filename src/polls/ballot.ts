// What somebody answers: read from what a card sends, and held against the questions.
import { Refusal } from '../errors.ts';
import type { Question } from './poll.ts';

/** What one person says to one question: the texts of the choices, or the one text they wrote. */
export type Answer = { nth: number; said: readonly string[]; quotable: boolean };

/** What the inputs of one question hold, as the card sends them. */
export type Given = { choice: string; choices: string; scale: string; text: string; quote: boolean };

export const TEXT_MAX = 1000;

/**
 * Reads the answers; a text may be left empty where another question is answered. Throws a Refusal that names the
 * question by its number where there are several.
 */
export function answersOf(questions: readonly Question[], given: readonly Given[]): Answer[] {
  const answers = questions.map((question, index) => answerOf(question, given[index], label(questions, index)));
  if (answers.every(({ said }) => said.length === 0)) {
    throw new Refusal('invalid', 'Your answer: write something first, then send it again.');
  }
  return answers;
}

function label(questions: readonly Question[], index: number): string {
  return questions.length === 1 ? 'Your answer' : `Question ${index + 1}`;
}

function answerOf(question: Question, given: Given | undefined, name: string): Answer {
  const { nth, kind } = question;
  if (kind === 'text') {
    const text = given?.text.trim() ?? '';
    return { nth, said: text === '' ? [] : [text], quotable: given?.quote ?? false };
  }
  const said = chosenOf(question, given);
  if (said.length === 0) throw new Refusal('invalid', `${name}: choose one of the list first.`);
  if (said.some((text) => !question.choices.includes(text))) {
    throw new Refusal('invalid', `${name}: choose one of the list.`);
  }
  if (said.length > question.most) {
    throw new Refusal('invalid', `${name}: choose at most ${question.most}, then send it again.`);
  }
  return { nth, said, quotable: false };
}

function chosenOf({ kind, choices }: Question, given: Given | undefined): string[] {
  if (kind === 'multiple') return splitChoices(given?.choices ?? '', choices);
  const one = (kind === 'scale' ? given?.scale : given?.choice)?.trim() ?? '';
  return one === '' ? [] : [one];
}

/**
 * Several choices come joined by commas, and a choice may have commas of its own: the longest text that is a choice is
 * taken each time. What is no choice comes back as it is. Each once.
 */
export function splitChoices(joined: string, choices: readonly string[]): string[] {
  const longestFirst = choices.toSorted((one, other) => other.length - one.length);
  const found = new Set<string>();
  let rest = joined.trim();
  while (rest !== '') {
    const next = longestFirst.find((text) => rest === text || rest.startsWith(`${text},`)) ?? rest;
    found.add(next);
    rest = rest.slice(next.length + 1).trimStart();
  }
  return [...found];
}
