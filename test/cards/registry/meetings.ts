// The cards of meetings.
import {
  actionsCard,
  agendaCard,
  daysCard,
  itemsCard,
  moreCard,
  proposeCard,
  settingsCard,
} from '../../../cards/meetings/agenda.ts';
import {
  askCard,
  calendarCard,
  changeCard,
  meetingsCard,
  seriesCard,
  seriesEdit,
  seriesForm,
} from '../../../cards/meetings/series.ts';
import { type Entry, entry } from './entry.ts';

export const ENTRIES: readonly Entry[] = [
  entry('meetings/series-form', seriesForm, ['lost.title']),
  entry('meetings/series-edit', seriesEdit, ['title', 'place']),
  entry('meetings/propose', proposeCard, ['title']),
  entry('meetings/series', seriesCard, ['title', 'place', 'dates.what']),
  entry('meetings/meetings', meetingsCard, ['series.title']),
  entry('meetings/ask', askCard, ['title']),
  entry('meetings/change', changeCard, ['title', 'words']),
  entry('meetings/calendar', calendarCard, []),
  entry('meetings/items', itemsCard, ['title', 'items.title', 'updates.system', 'updates.line', 'updates.who']),
  entry('meetings/agenda', agendaCard, [
    'title',
    'place',
    'items.title',
    'updates.system',
    'updates.line',
    'actions',
    'here',
    'apologies',
  ]),
  entry('meetings/more', moreCard, ['title', 'passedOver', 'people.name']),
  entry('meetings/actions', actionsCard, ['rows.what', 'rows.when']),
  entry('meetings/settings', settingsCard, ['title', 'people.name', 'standing']),
  entry('meetings/days', daysCard, ['teamName']),
];
