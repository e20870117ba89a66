// What cards and tab say of a series and its dates, in words.
import { dateIn, timeIn } from '../src/calendar/dates.ts';
import { repeatWords } from '../src/calendar/repeat-choices.ts';
import { dateWords, timeWords } from '../src/calendar/words.ts';
import type { Occurrence, Series } from '../src/meetings/series.ts';

/** How often, when and how long: "Every 2 weeks on Tuesday, 9:30am, 60 minutes". */
export function ruleWords(series: Series): string {
  const words = repeatWords(series.repeat);
  const { startTime, minutes } = series;
  return `${words[0]?.toUpperCase()}${words.slice(1)}, ${timeWords(startTime)}, ${minutes} minutes`;
}

const STATE_WORDS: Record<Occurrence['state'], string> = {
  planned: '',
  moved: 'moved',
  asking: 'to be decided',
  skipped: 'left out',
  held: 'held',
  missed: 'missed',
  paused: 'paused',
};

/** What becomes of a date that is not simply held as planned, and why; empty where it is. */
export function becomes({ state, why }: Occurrence): string {
  return [STATE_WORDS[state], why && `(${why})`].filter(Boolean).join(' ');
}

/** "Tuesday 6 April 2027, 9:30am", in the series' own zone. */
export function whenWords({ timeZone }: Pick<Series, 'timeZone'>, at: Date): string {
  return `${dateWords(dateIn(at, timeZone))}, ${timeWords(timeIn(at, timeZone))}`;
}
