// The cards of meetings.
import {
  askCard,
  calendarCard,
  changeCard,
  meetingsCard,
  seriesCard,
  seriesForm,
  startCard,
} from '../../../cards/meetings/series.ts';
import { type Entry, entry } from './entry.ts';

export const ENTRIES: readonly Entry[] = [
  entry('meetings/series-form', seriesForm, []),
  entry('meetings/series', seriesCard, ['title', 'place', 'dates.what']),
  entry('meetings/meetings', meetingsCard, ['series.title']),
  entry('meetings/ask', askCard, ['title']),
  entry('meetings/start', startCard, ['title', 'place']),
  entry('meetings/change', changeCard, ['title', 'words']),
  entry('meetings/calendar', calendarCard, []),
];
