// What a poll came to: counts, percentages of the people who answered, and whether it may be shown at all.
import { minimumGroup, type Poll, type Question } from './poll.ts';

/** An answer to one question, as it was kept; `who` only where the poll is named. */
export type Said = { who: string; texts: readonly string[] };

/** A text answer; `id` is chance, and gives the order in which texts are shown. */
export type TextAnswer = { id: string; text: string; quotable: boolean; who: string };

export type ChoiceResult = { text: string; count: number; percent: number; who: readonly string[] };

export type QuestionResult = {
  nth: number;
  text: string;
  kind: Question['kind'];
  /** How many people answered this question. */
  answered: number;
  choices: readonly ChoiceResult[];
  /** In random order; empty also where there are too few to show. */
  texts: readonly TextAnswer[];
  /** Texts that were left out because they are too few to show. */
  tooFewTexts: boolean;
};

/**
 * `few`: fewer people answered than the smallest group that is shown; `held`: everyone said the same, and the asker has not
 * said yet that this may be shown. In both cases `questions` is empty: what is not in it cannot be shown by mistake.
 */
export type PollResult = {
  state: 'shown' | 'few' | 'held';
  answered: number;
  reached: number;
  /** Of 100, of the people reached. */
  responseRate: number;
  questions: readonly QuestionResult[];
};

/** What was kept of one question: how often each choice, and the texts. */
export type Counted = {
  nth: number;
  answered: number;
  counts: readonly number[];
  who: readonly (readonly string[])[];
  texts: readonly TextAnswer[];
};

/** Puts together what may be shown of a poll, from what was kept of it. */
export function resultOf(poll: Poll, answered: number, counted: readonly Counted[]): PollResult {
  const least = minimumGroup(poll);
  const base = { answered, reached: poll.reached, responseRate: percent(answered, poll.reached) };
  if (answered < least) return { ...base, state: 'few', questions: [] };
  const questions = poll.questions.map((question) => questionResult(question, least, counted));
  if (poll.release === 'held') return { ...base, state: 'held', questions: [] };
  return { ...base, state: 'shown', questions };
}

function questionResult(question: Question, least: number, counted: readonly Counted[]): QuestionResult {
  const { nth, text, kind } = question;
  const kept = counted.find((one) => one.nth === nth);
  const answered = kept?.answered ?? 0;
  const texts = kept?.texts ?? [];
  const tooFewTexts = texts.length > 0 && texts.length < least;
  return {
    nth,
    text,
    kind,
    // How many wrote something is itself left out where it is too few.
    answered: tooFewTexts ? 0 : answered,
    choices: question.choices.map((choice, index) => {
      const count = kept?.counts[index] ?? 0;
      return { text: choice, count, percent: percent(count, answered), who: kept?.who[index] ?? [] };
    }),
    texts: tooFewTexts ? [] : texts,
    tooFewTexts,
  };
}

/**
 * Whether a question tells what each person answered: all who answered chose the same. The asker is warned before that is
 * shown, unless the poll is named, where it is no news.
 */
export function isUnanimous(poll: Pick<Poll, 'mode'>, counted: readonly Counted[]): boolean {
  if (poll.mode === 'named') return false;
  return counted.some(({ answered, counts }) => answered > 0 && counts.some((count) => count === answered));
}

/** A share as people read it: a whole number of 100; 0 of nothing is 0. */
export function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 100);
}
