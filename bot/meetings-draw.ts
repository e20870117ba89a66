// How the meeting cards are drawn: from the series and what was decided of its dates, at the moment of sending.
import {
  askCard,
  calendarCard,
  changeCard,
  type DateRow,
  meetingsCard,
  seriesCard,
  seriesEdit,
  seriesForm,
} from '../cards/meetings/series.ts';
import { firstFitWords } from '../src/calendar/repeat-choices.ts';
import { dateWords } from '../src/calendar/words.ts';
import { isOn, type Occurrence, occurrenceOn, type Series } from '../src/meetings/series.ts';
import type { MeetingsService } from '../src/meetings/service.ts';
import { seriesById, seriesOfConversation, seriesOfMember } from '../src/meetings/store.ts';
import { conversationById } from '../src/people/conversations-store.ts';
import type { Database } from '../src/store/database.ts';
import type { Draw } from './feature.ts';
import { becomes, ruleWords, whenWords } from './meetings-shown.ts';
import type { TabLink } from './tab-link.ts';
import type { InTeamsCalendar } from './teams-calendar.ts';

const SERIES_A_PAGE = 3;
const LOST_SHOWN = 3;

export type MeetingDrawDeps = {
  db: Database;
  now: () => Date;
  meetings: MeetingsService;
  publicUrl: string | undefined;
  inTeamsCalendar: InTeamsCalendar;
  tabLink: TabLink;
};

export function createMeetingDraws(deps: MeetingDrawDeps): Record<string, Draw> {
  const { db, now, meetings } = deps;

  const form: Draw = async (conversationId, { token }) => {
    const channel = await conversationById(db, conversationId);
    const lost = channel ? await meetings.lostFor(channel) : [];
    return seriesForm({ token, lost: lost.slice(0, LOST_SHOWN).map(({ id, title }) => ({ seriesId: id, title })) });
  };

  /** `subject`: `series:edit`; named otherwise than the series, so that a change of it wipes nothing that is typed. */
  const edit: Draw = async (subject, { token }) => {
    const found = await seriesById(db, subject.split(':')[0] ?? '');
    if (!found) return undefined;
    const { id: seriesId, title, startTime, minutes, place, nation, clash } = found;
    return seriesEdit({ token, seriesId, title, startTime, minutes, place, nation, clash });
  };

  /** `subject`: the series, or `series:own` for a view of one's own. */
  const series: Draw = async (subject, { token, personId }) => {
    const [seriesId = '', own] = subject.split(':');
    const found = await seriesById(db, seriesId);
    if (!found) return undefined;
    const dates = await meetings.nextOf(found);
    const missed = await meetings.missedOf(found);
    return seriesCard({
      token,
      seriesId,
      title: found.title,
      rule: ruleWords(found),
      place: found.place,
      first: found.state === 'draft' ? firstWords(found) : '',
      state: found.state,
      dates: dates.map((date) => row(found, date)),
      missed: missed.map((date) => ({ ...row(found, date), what: '' })),
      own: own !== undefined && personId !== null,
      choices: dates
        .filter(isChangeable)
        .map((date) => ({ title: whenWords(found, date.startAt), value: date.plannedOn })),
      time: found.startTime,
      tab: found.state === 'draft' ? '' : deps.tabLink(`meetings/${seriesId}`, found.title),
    });
  };

  /** `subject`: `here:<conversation>:<page>` or `mine:<person>:<page>`. */
  const list: Draw = async (subject, { token }) => {
    const [where, id = '', page = '1'] = subject.split(':');
    const all = where === 'here' ? await seriesOfConversation(db, id) : await seriesOfMember(db, id);
    const pages = Math.max(1, Math.ceil(all.length / SERIES_A_PAGE));
    const at = Math.min(Math.max(1, Number(page) || 1), pages);
    const shown = [];
    for (const one of all.slice((at - 1) * SERIES_A_PAGE, at * SERIES_A_PAGE)) {
      const dates = await meetings.nextOf(one);
      shown.push({ seriesId: one.id, title: one.title, dates: dates.map((date) => row(one, date)) });
    }
    return meetingsCard({ token, series: shown, page: at, pages });
  };

  async function occurrence(
    subject: string,
  ): Promise<{ series: Series; date: Occurrence; asked: boolean } | undefined> {
    const [seriesId = '', plannedOn = ''] = subject.split(':');
    const found = await seriesById(db, seriesId);
    if (!found) return undefined;
    const decision = (await meetings.decisionsOf(seriesId)).find((one) => one.plannedOn === plannedOn);
    return {
      series: found,
      date: occurrenceOn(found, plannedOn, decision, now()),
      asked: decision?.state === 'answered',
    };
  }

  const ask: Draw = async (subject, { token }) => {
    const found = await occurrence(subject);
    if (!found) return undefined;
    const { series: one, date } = found;
    const open = date.state === 'asking';
    return askCard({
      token,
      seriesId: one.id,
      plannedOn: date.plannedOn,
      title: one.title,
      words: `${dateWords(date.plannedOn)} ${open ? `is a day off: ${date.why}.` : 'is a day off.'}`,
      decided: open ? '' : `${whenWords(one, date.startAt)}${row(one, date).what || ': held'}.`,
    });
  };

  const change: Draw = async (subject) => {
    const found = await occurrence(subject);
    if (!found) return undefined;
    const { series: one, date } = found;
    const planned = dateWords(date.plannedOn);
    const why = date.why ? ` (${date.why})` : '';
    if (isOn(date)) {
      return changeCard({ title: one.title, words: `${planned}: held on ${whenWords(one, date.startAt)}${why}.` });
    }
    return changeCard({ title: one.title, words: `Not on ${planned}${date.why ? `: ${date.why}` : ''}.` });
  };

  /** What the channel is told of a series. `subject`: `series:state`, as it was when that was said. */
  function told(words: (series: Series) => string, what: string): Draw {
    return async (subject) => {
      const [seriesId = '', state] = subject.split(':');
      const found = await seriesById(db, seriesId);
      if (!found) return undefined;
      return changeCard({ title: found.title, words: words({ ...found, state: state as Series['state'] }) }, what);
    };
  }

  /** `subject`: the id of an address. */
  const calendar: Draw = async (addressId, { token, personId }) => {
    if (!personId || !deps.publicUrl) return undefined;
    const secret = await meetings.calendars.tokenFor(personId, addressId);
    if (!secret) return calendarCard({ token, address: '', deepLink: '' });
    const address = `${deps.publicUrl}/calendar/${secret}.ics`;
    return calendarCard({ token, address, deepLink: await nextInTeams(personId) });
  };

  /** Where one's next meeting can be had in Teams' own calendar; empty where there is none. */
  async function nextInTeams(personId: string): Promise<string> {
    const all = [];
    for (const one of await meetings.mine(personId)) {
      const next = (await meetings.nextOf(one)).find(isOn);
      if (next) all.push({ title: one.title, startAt: next.startAt, endAt: next.endAt });
    }
    const [first] = all.toSorted((one, other) => one.startAt.getTime() - other.startAt.getTime());
    return first ? deps.inTeamsCalendar(first) : '';
  }

  return {
    'meeting.form': form,
    'meeting.series': series,
    'meeting.edit': edit,
    'meeting.state': told(stateWords, 'it changed'),
    'meeting.edited': told(editedWords, 'it changed'),
    'meeting.here': told(hereWords, 'it goes on here'),
    'meeting.list': list,
    'meeting.ask': ask,
    'meeting.change': change,
    'meeting.calendar': calendar,
  };
}

function stateWords({ state }: Series): string {
  if (state === 'ended') return 'It has ended for good. Nothing more is held or posted.';
  if (state === 'paused') return 'It is paused. Nothing is held or posted until somebody starts it again.';
  return 'It goes on. To see the next dates, write meetings.';
}

function editedWords(series: Series): string {
  const place = series.place ? ` Where: ${series.place}` : '';
  return `From now on: ${ruleWords(series)}. The days stay, and so do dates that were moved or left out.${place}`;
}

function hereWords(series: Series): string {
  return `Its channel was deleted, and it goes on here: ${ruleWords(series)}.`;
}

/** Whether something can still be done about a date. */
function isChangeable({ state }: Occurrence): boolean {
  return state !== 'held' && state !== 'missed';
}

/** On which date it begins; and why, where that is not the one that was given. */
function firstWords(series: Series): string {
  return firstFitWords(series) ?? `The first meeting is on ${dateWords(series.firstOn)}.`;
}

function row(series: Series, date: Occurrence): DateRow {
  const what = becomes(date);
  return { when: whenWords(series, date.startAt), what: what ? `: ${what}` : '' };
}
