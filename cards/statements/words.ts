// The words of themes and statements that depend on what they are about.
import { shortDateWords } from '../../src/calendar/words.ts';
import type { Measures } from '../../src/statements/measures.ts';
import type { Outcome } from '../../src/statements/statement.ts';
import { type Count, peopleWords } from '../../src/statements/theme.ts';
import { type Choice, type Fact, facts } from '../parts.ts';

const OUTCOME: Record<Outcome, string> = {
  did: 'We did',
  doing: 'We are doing this',
  plan: 'We plan to',
  'could-not': 'We could not, because',
  thanks: 'Thank you',
};

/** What an outcome is called where it is chosen. */
export function outcomeChoices(): Choice[] {
  const titles: Record<Outcome, string> = {
    did: 'We did',
    doing: 'We are doing this',
    plan: 'We plan to',
    'could-not': 'We could not, because',
    thanks: 'Thank you: nothing needs to change',
  };
  return Object.entries(titles).map(([value, title]) => ({ title, value }));
}

/** "We plan to, by 3 March 2027". `whenOn`: YYYY-MM-DD, where more is to come. */
export function outcomeWords(outcome: Outcome, whenOn: string | null): string {
  if (!whenOn) return OUTCOME[outcome];
  return outcome === 'plan'
    ? `${OUTCOME.plan}, by ${shortDateWords(whenOn)}`
    : `${OUTCOME[outcome]}; more on ${shortDateWords(whenOn)}`;
}

/** The state of a theme, for whoever answers it. */
export function themeStateWords(
  latest: { outcome: Outcome; whenOn: string | null; draft: boolean } | undefined,
): string {
  if (!latest) return 'Not answered yet';
  const words = outcomeWords(latest.outcome, latest.whenOn);
  return latest.draft ? `Written, not published yet: ${words}` : `Answered: ${words}`;
}

/** A theme in a line of an agenda: "Labels print blank (12 people)". */
export function themeLine({ name, ...count }: Count & { name: string }): { words: string } {
  return { words: `${name} (${peopleWords(count)})` };
}

/** A quarter's measures, each with its number or why there is none. */
export function measureFacts(measures: Measures): Fact[] {
  const percent = (share: number | undefined, none: string) => (share === undefined ? none : `${share}%`);
  const { medianDays: days } = measures;
  if (measures.themes === 0) return facts([['Themes', 'None yet']]);
  return facts([
    ['Themes', String(measures.themes)],
    ['Answered', percent(measures.answered, 'Nothing to count')],
    ['Change made or planned', percent(measures.changed, 'Nothing to count')],
    ['Days to an answer', days === undefined ? 'Nothing to count' : String(days)],
    ['It helped', percent(measures.helped, 'Not shown')],
  ]);
}
