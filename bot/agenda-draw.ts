// How the cards of one meeting are drawn: the question for items, the agenda, the running meeting, the record, actions.
import {
  actionsCard,
  agendaCard,
  daysCard,
  itemsCard,
  moreCard,
  proposeCard,
  settingsCard,
} from '../cards/meetings/agenda.ts';
import { changeCard } from '../cards/meetings/series.ts';
import { dateIn } from '../src/calendar/dates.ts';
import { dateWords } from '../src/calendar/words.ts';
import { findMessage } from '../src/delivery/messages.ts';
import { actionById } from '../src/meetings/actions-store.ts';
import { recordOf } from '../src/meetings/agenda-store.ts';
import type { Agenda } from '../src/meetings/agenda-view.ts';
import { isCpdOpen } from '../src/meetings/closing.ts';
import { type Names, namesOn } from '../src/meetings/names.ts';
import { isOn, occurrenceOn } from '../src/meetings/series.ts';
import type { MeetingsService } from '../src/meetings/service.ts';
import { mayManage } from '../src/meetings/standing.ts';
import { seriesById } from '../src/meetings/store.ts';
import { actorById } from '../src/people/actor.ts';
import { peopleByIds } from '../src/people/people-store.ts';
import { membersOf, teamById } from '../src/people/teams-store.ts';
import type { Database } from '../src/store/database.ts';
import { becomesWords, heldWords, of, offWords, shownItems, shownUpdates, textOf, whenDue } from './agenda-shown.ts';
import type { Draw } from './feature.ts';
import type { TabLink } from './tab-link.ts';

const ACTIONS_A_PAGE = 4;
const DAYS_SHOWN = 20;

export type AgendaDrawDeps = { db: Database; now: () => Date; meetings: MeetingsService; tabLink: TabLink };

export function createAgendaDraws({ db, now, meetings, tabLink }: AgendaDrawDeps): Record<string, Draw> {
  async function load(subject: string): Promise<{ agenda: Agenda; names: Names } | undefined> {
    const [seriesId = '', plannedOn = ''] = subject.split(':');
    const agenda = await meetings.agenda(seriesId, plannedOn);
    if (!agenda) return undefined;
    return { agenda, names: await namesOn(db, agenda) };
  }

  const items: Draw = async (subject, { token }) => {
    const found = await load(subject);
    if (!found) return undefined;
    const { agenda, names } = found;
    return itemsCard({
      ...of(agenda, token),
      open: agenda.phase === 'before' && isOn(agenda.occurrence),
      items: shownItems(agenda, names, now()).filter(({ kind }) => kind === 'proposed'),
      updates: shownUpdates(agenda, names),
    });
  };

  /** `subject`: `series:date:part`. */
  const propose: Draw = async (subject, { token }) => {
    const found = await load(subject);
    const part = subject.endsWith(':update') ? 'update' : 'item';
    return found && proposeCard({ ...of(found.agenda, token), part });
  };

  /** `subject`: `series:date`, or `series:date:page` for somebody who reads on. `runs`: only this card moves a meeting on. */
  function whole(runs: boolean): Draw {
    return async (subject, { token }) => {
      const found = await load(subject);
      if (!found) return undefined;
      const { agenda, names } = found;
      const page = Number(subject.split(':')[2]) || 1;
      const gone = !runs && agenda.phase !== 'before' ? 'The meeting has begun: see its own card, further down.' : '';
      return agendaCard({
        ...of(agenda, token),
        ...textOf(agenda, names, now()),
        place: agenda.series.place,
        off: offWords(agenda) || gone,
        item: agenda.present,
        page,
        tab: tabLink(placeOf(agenda), agenda.series.title),
      });
    };
  }

  /** The start card: sent late, it would call people to a meeting that is over; once posted, it becomes the record. */
  const start: Draw = async (subject, viewer) => {
    const found = await load(subject);
    const late = found?.agenda.phase === 'over' && !(await findMessage(db, viewer.token));
    return late ? undefined : whole(true)(subject, viewer);
  };

  const page: Draw = async (subject, viewer) => whole(true)(subject, viewer);

  const more: Draw = async (subject, { token, personId }) => {
    const found = await load(subject);
    const actor = personId ? await actorById(db, personId) : undefined;
    const [me] = personId ? await peopleByIds(db, [personId]) : [];
    if (!found || !actor || !me) return undefined;
    const { agenda } = found;
    const { series, elsewhere } = agenda;
    const last = elsewhere.last && (await recordOf(db, series.id, elsewhere.last.plannedOn));
    const waits = last && !last.agreedAt ? last.plannedOn : '';
    const before = waits ? await meetings.agenda(series.id, waits) : undefined;
    return moreCard({
      ...of(agenda, token),
      phase: agenda.phase,
      agreed: agenda.agreed,
      people: (await membersOf(db, series.teamId)).map(({ objectId, name }) => ({ id: objectId, name })),
      me: me.objectId,
      chairs: await mayManage(db, actor, series),
      cpdOpen: isCpdOpen(agenda),
      passedOver: agenda.passedOver,
      last: waits,
      lastWords: before ? `The meeting of ${heldWords(before)}:` : '',
    });
  };

  /** `subject`: `person:page`. */
  const mine: Draw = async (subject, { token, personId }) => {
    const [owner = '', wanted] = subject.split(':');
    if (personId !== owner) return undefined;
    const all = await meetings.actions.mine(owner);
    const pages = Math.max(1, Math.ceil(all.length / ACTIONS_A_PAGE));
    const at = Math.min(Math.max(1, Number(wanted) || 1), pages);
    const rows = all.slice((at - 1) * ACTIONS_A_PAGE, at * ACTIONS_A_PAGE);
    return actionsCard({
      token,
      heading: 'Your actions',
      empty: 'You have no open actions.',
      rows: rows.map((action) => ({ actionId: action.id, what: action.what, when: whenDue(action, now()) })),
      page: at,
      pages,
      tab: tabLink('mine/actions', 'My actions'),
    });
  };

  const reminder: Draw = async (actionId, { token, personId }) => {
    const action = await actionById(db, actionId);
    const series = action && (await seriesById(db, action.seriesId));
    if (!action || !series || personId !== action.ownerId) return undefined;
    // Done before it was sent, it needs no word; done afterwards, the card says so.
    if (action.doneAt && !(await findMessage(db, token))) return undefined;
    const row = { actionId, what: action.what, when: whenDue({ ...action, title: series.title }, now()) };
    const heading = 'An action of yours is due soon';
    return actionsCard({
      token,
      heading: action.doneAt ? 'Thank you' : heading,
      empty: 'This action is done.',
      rows: action.doneAt ? [] : [row],
      page: 1,
      pages: 1,
      tab: tabLink('mine/actions', 'My actions'),
    });
  };

  const settings: Draw = async (seriesId, { token }) => {
    const series = await seriesById(db, seriesId);
    if (!series) return undefined;
    const deputies = await peopleByIds(db, series.deputies);
    return settingsCard({
      token,
      seriesId,
      title: series.title,
      people: (await membersOf(db, series.teamId)).map(({ objectId, name }) => ({ id: objectId, name })),
      deputies: deputies.map(({ objectId }) => objectId),
      standing: series.standing.join('\n'),
      askDays: series.askDays,
    });
  };

  const days: Draw = async (teamId, { token }) => {
    const team = await teamById(db, teamId);
    if (!team) return undefined;
    const today = dateIn(now(), team.timeZone);
    const coming = (await meetings.days.of(teamId)).filter(({ offOn }) => offOn >= today);
    const left = coming.length - DAYS_SHOWN;
    return daysCard({
      token,
      teamName: team.name,
      days: coming
        .slice(0, DAYS_SHOWN)
        .map(({ offOn, kind }) => `${dateWords(offOn)}: ${kind === 'off' ? 'day off' : 'worked'}`),
      more: left > 0 ? `and ${left} more` : '',
    });
  };

  function told(what: string, words: string): Draw {
    return async (seriesId) => {
      const series = await seriesById(db, seriesId);
      return series && changeCard({ title: series.title, words }, what);
    };
  }

  /** `subject`: `series:date,date,…:how many`. */
  const replanned: Draw = async (subject) => {
    const [seriesId = '', dates = '', count = '0'] = subject.split(':');
    const series = await seriesById(db, seriesId);
    if (!series) return undefined;
    const decisions = new Map((await meetings.decisionsOf(seriesId)).map((one) => [one.plannedOn, one]));
    const named = dates.split(',').map((date) => {
      const occurrence = occurrenceOn(series, date, decisions.get(date), now());
      return `${dateWords(date)}: ${becomesWords(occurrence, series.timeZone)}`;
    });
    const left = Number(count) - named.length;
    const rest = left > 0 ? `, and ${left} more` : '';
    const words = `The days off changed, and so did what is planned. ${named.join('; ')}${rest}. To change a date, write meetings.`;
    return changeCard({ title: series.title, words });
  };

  return {
    'meeting.items': items,
    'meeting.propose': propose,
    'meeting.agenda': whole(false),
    'meeting.start': start,
    'meeting.record': whole(true),
    'meeting.page': page,
    'meeting.more': more,
    'meeting.actions': mine,
    'meeting.reminder': reminder,
    'meeting.settings': settings,
    'meeting.days': days,
    'meeting.replanned': replanned,
    'meeting.yours': told(
      'it is yours now',
      'Its owner left the team, and it is yours now: you may skip, move and chair it. To see its dates, write meetings in its channel.',
    ),
    'meeting.lost': told(
      'its channel was deleted',
      'Its channel was deleted, so nothing can be posted any more. To go on elsewhere with all its dates, write set up meeting in another channel of the team.',
    ),
  };
}

/** Where the tab has it: what comes beside all that can be done with it, a record by itself. */
function placeOf({ phase, series, occurrence }: Agenda): string {
  return phase === 'over' ? `meetings/${series.id}/${occurrence.plannedOn}` : `meetings/${series.id}`;
}
