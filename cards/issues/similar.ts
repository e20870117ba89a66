// "Is it one of these?": what is open and like what was just typed; and for handlers, what an issue is the same as.
import { facts } from '../parts.ts';
import { type Rendered, render } from '../render.ts';
import sameTemplate from './same.json' with { type: 'json' };
import similarTemplate from './similar.json' with { type: 'json' };

type Row = { reference: string; title: string; system: string; place: string; stateWords: string };

export type SimilarRow = Row & {
  issueId: string;
  /** haveWords(count). */
  have: string;
  /** They raised it themselves: there is nothing to press. */
  yours: boolean;
};

export type SimilarView = {
  token: string;
  draftId: string;
  /** What they typed. */
  title: string;
  /** A team member writes it down for somebody else. */
  logged: boolean;
  /** At most three; none when they were all answered meanwhile. */
  rows: readonly SimilarRow[];
};

/** The question before anything is raised. Verbs `issue.metoo` and `issue.new`. */
export function similarCard(view: SimilarView): Rendered {
  const { rows, logged } = view;
  const who = logged ? 'they are counted, and hear' : 'you are counted, and hear';
  const filled = {
    ...view,
    intro:
      rows.length === 0
        ? 'What was like it is not open any more. Nothing is sent until you press the button.'
        : `Nothing is sent yet. If one of these is the same, say so: ${who} what becomes of it.`,
    differs: rows.length === 0 ? 'Raise it' : logged ? 'Theirs is different: raise it' : 'Mine is different: raise it',
    rows: rows.map(({ yours, ...row }) => ({
      ...row,
      yours: yours ? 'You raised this one. You hear what becomes of it.' : '',
      press: `${row.reference}: ${logged ? 'they have this too' : 'I have this too'}`,
      facts: facts([...rowFacts(row), ['Who has this', row.have]]),
    })),
  };
  return render(similarTemplate, filled, 'Is it one of these? Nothing is sent yet.');
}

export type SameView = {
  token: string;
  issueId: string;
  reference: string;
  title: string;
  /** For clinical safety alone, so that what it is merged with is then too. */
  flagged: boolean;
  /** The reference of what it was merged into, or empty. */
  mergedInto: string;
  /** What looks like it; may be none. */
  rows: readonly Row[];
};

const MERGE =
  'Those who raised it or have it too then hear what becomes of the other one, and the other one stays. ' +
  'You can un-merge it again: everything comes back as it was.';
const FLAGGED = 'This one is with clinical safety. Merged, the other one is too, until they release it. ';
const UNMERGE = 'Un-merged, it has its own state, its own people and its own answers again.';

/** What a handler merges an issue with. Input `into` (a reference). Verbs `issue.merge`, `issue.unmerge`. */
export function sameCard(view: SameView): Rendered {
  const merged = view.mergedInto !== '';
  const heading = merged
    ? `${view.reference} is merged into ${view.mergedInto}`
    : `What is ${view.reference} the same as?`;
  const filled = {
    ...view,
    heading,
    words: merged ? UNMERGE : `${view.flagged ? FLAGGED : ''}${MERGE}`,
    rows: view.rows.map((row) => ({ ...row, facts: facts(rowFacts(row)) })),
    canMerge: !merged,
    canUnmerge: merged,
    example: view.rows[0]?.reference ?? 'CAB-12',
  };
  return render(sameTemplate, filled, heading);
}

function rowFacts(row: Row) {
  return [
    ['State', row.stateWords],
    ['System', row.system],
    ['Place', row.place],
  ] as const;
}
