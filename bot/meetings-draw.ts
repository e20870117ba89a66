// How the meeting cards are drawn: from the series and what was decided of its dates, at the moment of sending.
import {
  askCard,
  calendarCard,
  changeCard,
  type DateRow,
  meetingsCard,
  seriesCard,
  seriesForm,
} from '../cards/meetings/series.ts';
import { dateWords } from '../src/calendar/words.ts';
import { isOn, type Occurrence, occurrenceOn, type Series } from '../src/meetings/series.ts';
import type { MeetingsService } from '../src/meetings/service.ts';
import { seriesById, seriesOfConversation, seriesOfMember } from '../src/meetings/store.ts';
import { actorById } from '../src/people/actor.ts';
import { personById } from '../src/people/people-store.ts';
import type { Database } from '../src/store/database.ts';
import type { Draw } from './feature.ts';
import { becomes, ruleWords, whenWords } from './meetings-shown.ts';
import type { TabLink } from './tab-link.ts';

const SERIES_A_PAGE = 3;

export type MeetingDrawDeps = {
  db: Database;
  now: () => Date;
  meetings: MeetingsService;
  publicUrl: string | undefined;
  tabLink: TabLink;
};

export function createMeetingDraws(deps: MeetingDrawDeps): Record<string, Draw> {
  const { db, now, meetings } = deps;

  const form: Draw = async (_conversationId, { token }) => seriesForm({ token });

  const series: Draw = async (seriesId, { token }) => {
    const found = await seriesById(db, seriesId);
    if (!found) return undefined;
    const dates = await meetings.nextOf(found);
    return seriesCard({
      token,
      seriesId,
      title: found.title,
      rule: ruleWords(found),
      place: found.place,
      first: found.state === 'draft' ? firstWords(found) : '',
      state: found.state,
      dates: dates.map((date) => row(found, date)),
      choices: dates.map((date) => ({ title: whenWords(found, date.startAt), value: date.plannedOn })),
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

  const calendar: Draw = async (personId, { token, personId: viewer }) => {
    const person = viewer === personId ? await personById(db, personId) : undefined;
    const actor = person && (await actorById(db, personId));
    if (!actor || !deps.publicUrl) return undefined;
    const address = `${deps.publicUrl}/calendar/${await meetings.calendars.link(actor)}.ics`;
    return calendarCard({ token, address, deepLink: await nextInTeams(personId) });
  };

  /** A link that opens the next meeting as a new one in Teams' own calendar (platform reference, section 7). */
  async function nextInTeams(personId: string): Promise<string> {
    for (const one of await meetings.mine(personId)) {
      const next = (await meetings.nextOf(one)).find(isOn);
      if (!next) continue;
      const params = { subject: one.title, startTime: next.startAt.toISOString(), endTime: next.endAt.toISOString() };
      const query = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
      return `https://teams.microsoft.com/l/meeting/new?${query.join('&')}`;
    }
    return '';
  }

  return {
    'meeting.form': form,
    'meeting.series': series,
    'meeting.list': list,
    'meeting.ask': ask,
    'meeting.change': change,
    'meeting.calendar': calendar,
  };
}

function firstWords(series: Series): string {
  return `The first meeting is on ${dateWords(series.firstOn)}.`;
}

function row(series: Series, date: Occurrence): DateRow {
  const what = becomes(date);
  return { when: whenWords(series, date.startAt), what: what ? `: ${what}` : '' };
}
