// A statement: you said, we did. Pure: which outcomes there are, what each needs, when it comes back.
import { createHash } from 'node:crypto';
import { addDays } from '../calendar/dates.ts';
import { Refusal } from '../errors.ts';
import type { StatementTable } from '../store/tables-statements.ts';

export const OUTCOMES = ['did', 'doing', 'plan', 'could-not', 'thanks'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type Statement = Omit<StatementTable, 'quotes' | 'systems'> & {
  quotes: readonly string[];
  systems: readonly string[];
};

export const HELPED = ['yes', 'little', 'no'] as const;
export type Helped = (typeof HELPED)[number];

/** "Did it help?" is asked this long after it was said to be done, unless another day was chosen. */
export const REVIEW_DAYS = 42;

/** It is answered for this long, that day included; what people say is shown afterwards, all at once. */
export const HELP_DAYS = 14;

/** What is written in the form of a statement. Dates are YYYY-MM-DD or empty. */
export type Written = {
  said: string;
  outcome: Outcome;
  words: string;
  doer: string;
  when: string;
  link: string;
  reviewOn: string;
};

/** The columns that a form fills. */
export type Settled = Pick<Statement, 'said' | 'outcome' | 'words' | 'doer' | 'whenOn' | 'link' | 'reviewOn'>;

/** Whether more is to come: it returns to its owner on its date until it ends in did or could-not. */
export function isUnderWay(outcome: Outcome): boolean {
  return outcome === 'doing' || outcome === 'plan';
}

/** Whether a change is made or planned: what is counted of concerns. */
export function isChange(outcome: Outcome): boolean {
  return outcome === 'did' || isUnderWay(outcome);
}

/** Checks what was written against its outcome; throws a Refusal that names the field. `today` is YYYY-MM-DD. */
export function settle(written: Written, today: string): Settled {
  const { outcome, said, words, doer, link, when, reviewOn } = written;
  if (outcome === 'could-not' && words === '') {
    throw new Refusal('invalid', 'What, or because: say why it could not be done.');
  }
  if ((outcome === 'did' || isUnderWay(outcome)) && words === '') {
    throw new Refusal('invalid', 'What, or because: say what was done, is being done or is planned.');
  }
  if (isUnderWay(outcome) && when <= today) {
    throw new Refusal('invalid', 'When: choose a later day on which there will be more to say.');
  }
  if (outcome === 'did' && reviewOn !== '' && reviewOn <= today) {
    throw new Refusal('invalid', 'When to ask whether it helped: choose a later day, or leave it empty.');
  }
  return {
    said,
    outcome,
    words,
    // Nobody does anything about what is only thanked for.
    doer: outcome === 'thanks' ? '' : doer,
    link,
    whenOn: isUnderWay(outcome) ? when : null,
    reviewOn: outcome === 'did' ? reviewOn || addDays(today, REVIEW_DAYS) : null,
  };
}

/** Whether two statements tell people the same. */
export function saysTheSame(one: Settled, other: Settled): boolean {
  const keys = ['outcome', 'words', 'whenOn', 'doer', 'link'] as const;
  return keys.every((key) => one[key] === other[key]);
}

/** Names a draft with all that is read of it: another once anything of it was changed. The id stands before the point. */
export function draftKey({ id, said, quotes, outcome, words, doer, link, whenOn, reviewOn }: Statement): string {
  const read = JSON.stringify([said, quotes, outcome, words, doer, link, whenOn, reviewOn]);
  return `${id}.${createHash('sha256').update(read).digest('hex').slice(0, 10)}`;
}
