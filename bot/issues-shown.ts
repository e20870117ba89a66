// What every card shows of an issue, whoever it is for.
import { priorityWords, SAFETY_PRIORITY } from '../cards/issues/words.ts';
import type { Cabinet } from '../src/issues/cabinet.ts';
import { type Issue, isFlagged } from '../src/issues/issue.ts';
import { priorityOf } from '../src/issues/priority.ts';
import type { Team } from '../src/people/teams-store.ts';

/** An issue with what decides how it is shown. */
export type Known = { issue: Issue; cabinet: Cabinet; team: Team };

/** What every card shows of an issue. */
export function shown(issue: Issue) {
  return {
    issueId: issue.id,
    reference: issue.reference,
    title: issue.title || 'Safety concern: nothing more was said yet',
    system: issue.system,
    place: issue.place,
    priorityWords: isFlagged(issue) ? SAFETY_PRIORITY : priorityWords(priorityOf(issue.impact, issue.urgency)),
  };
}
