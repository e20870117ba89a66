// What the tab is shown of meetings: series, one meeting, the rota, actions; for members of the team alone.
import { dateIn } from '../calendar/dates.ts';
import { dateWords, shortDateWords } from '../calendar/words.ts';
import { Refusal } from '../errors.ts';
import { type Action, type ActionsOf, actionsPage } from '../meetings/actions-store.ts';
import { recordsPage } from '../meetings/agenda-store.ts';
import type { Agenda } from '../meetings/agenda-view.ts';
import { type Names, namesOf, namesOn } from '../meetings/names.ts';
import { isAway, type Session } from '../meetings/rota-plan.ts';
import { isOpenTo, type RotaService } from '../meetings/rota-service.ts';
import { isOn, type Occurrence, occurrenceOn, type Series } from '../meetings/series.ts';
import type { MeetingsService } from '../meetings/service.ts';
import type {
  ShownAction,
  ShownActions,
  ShownAgenda,
  ShownMeeting,
  ShownRecords,
  ShownRota,
  ShownSeries,
  ShownSeriesRow,
  ShownSession,
} from '../meetings/shown.ts';
import { mayManage } from '../meetings/standing.ts';
import type { Actor } from '../people/actor.ts';
import { personById } from '../people/people-store.ts';
import { standingIn } from '../people/standing.ts';
import { teamById } from '../people/teams-store.ts';
import type { Database } from '../store/database.ts';
import type { Cell } from './csv.ts';
import { pageOf } from './tab-answers.ts';

/** The words of the cards, handed in. */
export type MeetingWords = {
  rule(series: Series): string;
  when(series: Series, at: Date): string;
  becomes(date: Occurrence): string;
  presents(session: Session): string;
  /** A link if it is one that may be opened; else empty. */
  link(place: string): string;
  agenda(agenda: Agenda, names: Names, now: Date): ShownAgenda;
};

export type MeetingViewDeps = {
  db: Database;
  now: () => Date;
  meetings: MeetingsService;
  rota: RotaService;
  words: { meetings: MeetingWords };
};

type ListedAction = Action & { title: string; timeZone: string };

const RECORDS_A_PAGE = 10;
const ACTIONS_A_PAGE = 20;
/** What a session takes until its presenter says otherwise. */
const USUAL_MINUTES = 20;
const STATES: Record<Series['state'], string> = {
  draft: '',
  running: '',
  paused: 'Paused: nothing is held until somebody starts it again.',
  ended: 'It has ended: nothing more is held.',
};

export function createMeetingViews({ db, now, meetings, rota, words: { meetings: words } }: MeetingViewDeps) {
  /** A series for a member of its team; for everyone else it is not there. */
  async function seen(actor: Actor, id: string): Promise<Series> {
    const series = await meetings.byId(id);
    const known = series && series.tenantId === actor.tenantId && series.state !== 'draft';
    if (known && (await standingIn(db, series.teamId, actor)).member) return series;
    throw new Refusal('missing', 'There is no such meeting that you can see. Go back to the list.');
  }

  async function row(series: Series, team: string, dates: number): Promise<ShownSeriesRow> {
    const next = (await meetings.nextOf(series)).slice(0, dates);
    const { id, title, state } = series;
    return {
      id,
      title,
      team,
      rule: words.rule(series),
      state: STATES[state],
      dates: state === 'ended' ? [] : next.map((date) => dateOf(series, date)),
    };
  }

  function dateOf(series: Series, date: Occurrence) {
    return { plannedOn: date.plannedOn, when: words.when(series, date.startAt), state: words.becomes(date) };
  }

  async function one(actor: Actor, series: Series): Promise<ShownSeries> {
    const { id, title, place, state, startTime: time } = series;
    const manages = await mayManage(db, actor, series);
    const team = await teamById(db, series.teamId);
    const next = await meetings.upcoming(series);
    const dates = state === 'ended' ? [] : await meetings.nextOf(series);
    const running = state === 'running';
    const paused = state === 'paused';
    return {
      id,
      title,
      team: team?.name ?? '',
      rule: words.rule(series),
      place,
      placeLink: words.link(place),
      state: STATES[state],
      time,
      may: {
        change: manages && running,
        pause: manages && running,
        resume: manages && paused,
        end: manages && (running || paused),
      },
      dates: dates.map((date) => ({ ...dateOf(series, date), asking: date.state === 'asking' })),
      next: next ? await meeting(actor, series, next.plannedOn) : null,
      cpd: await rotaOf(actor, series),
    };
  }

  async function meeting(actor: Actor, series: Series, plannedOn: string): Promise<ShownMeeting> {
    const agenda = await meetings.agenda(series.id, plannedOn);
    if (!agenda) throw new Refusal('missing', 'There is no meeting on that date. Go back to the list.');
    const names = await namesOn(db, agenda);
    const manages = await mayManage(db, actor, series);
    const { title, timeZone } = series;
    const coming = agenda.phase === 'before' && isOn(agenda.occurrence) && series.state === 'running';
    return {
      ...words.agenda(agenda, names, now()),
      seriesId: series.id,
      plannedOn,
      title,
      actions: agenda.actions.map((action) => actionOf(actor, { ...action, title, timeZone }, names, manages)),
      may: { add: coming, attend: !agenda.agreed && (coming || agenda.phase !== 'before') },
    };
  }

  function actionOf(actor: Actor, action: ListedAction, names: Names, manages: boolean): ShownAction {
    const { id, what, dueOn, doneAt, seriesId, plannedOn, title, timeZone } = action;
    const late = !doneAt && dueOn < dateIn(now(), timeZone);
    const due = dateWords(dueOn);
    const open = late ? `Late: it was due on ${due}` : `Open, until ${due}`;
    return {
      id,
      what,
      who: names(action.ownerId),
      state: doneAt ? `Done on ${dateWords(dateIn(new Date(doneAt), timeZone))}` : open,
      late,
      done: doneAt !== null,
      mayFinish: !doneAt && (manages || action.ownerId === actor.personId),
      meeting: `${title}, ${shortDateWords(plannedOn)}`,
      seriesId,
      plannedOn,
    };
  }

  /** A page of actions, with what the viewer may do; `manages`: they may say of all that they are done. */
  async function actions(actor: Actor, of: ActionsOf, manages: boolean, done: boolean, page: number) {
    const found = await pageOf(page, ACTIONS_A_PAGE, (part) => actionsPage(db, of, done, part));
    const names = await namesOf(
      db,
      found.rows.map(({ ownerId }) => ownerId),
    );
    const rows = found.rows.map((action) => actionOf(actor, action, names, manages));
    return { ...found, rows } satisfies ShownActions;
  }

  /** All of them as rows of a file, open ones first. */
  async function actionRows(actor: Actor, of: ActionsOf, most: number): Promise<Cell[][]> {
    const rows: Cell[][] = [['What', 'Who', 'Due on', 'State', 'Meeting']];
    for (const done of [false, true]) {
      const found = await actionsPage(db, of, done, { limit: most, offset: 0 });
      const names = await namesOf(
        db,
        found.rows.map(({ ownerId }) => ownerId),
      );
      for (const action of found.rows) {
        const { what, who, state, meeting } = actionOf(actor, action, names, false);
        rows.push([what, who, action.dueOn, state, meeting]);
      }
    }
    return rows;
  }

  async function records(series: Series, page: number): Promise<ShownRecords> {
    const found = await pageOf(page, RECORDS_A_PAGE, (part) => recordsPage(db, series.id, part));
    const decisions = new Map((await meetings.decisionsOf(series.id)).map((one) => [one.plannedOn, one]));
    const rows = found.rows.map(({ plannedOn, agreedAt, endedAt }) => {
      const { startAt } = occurrenceOn(series, plannedOn, decisions.get(plannedOn), now());
      const record = endedAt ? 'Draft, until it is agreed at the next meeting' : 'It is on now';
      return { plannedOn, when: words.when(series, startAt), state: agreedAt ? 'Agreed' : record };
    });
    return { ...found, rows };
  }

  async function rotaOf(actor: Actor, series: Series): Promise<ShownRota> {
    if (series.state === 'ended') return { dates: [], topics: [] };
    const me = await personById(db, actor.personId);
    const sessions = (await rota.sessions(series)).map((session): ShownSession => {
      const { slot, presenter, occurrence, certain, heldOn } = session;
      const mine = slot.guest ? slot.invitedBy === actor.personId : presenter?.id === actor.personId;
      const ahead = occurrence.startAt > now();
      const has = mine && certain && !slot.guest;
      const free = isOpenTo(session, actor.personId) && !(me && isAway(me, heldOn));
      return {
        plannedOn: occurrence.plannedOn,
        when: words.when(series, occurrence.startAt),
        words: words.presents(session),
        may: { volunteer: ahead && !has && free, notMe: ahead && mine, prepare: mine },
        topic: slot.topic,
        minutes: slot.minutes || USUAL_MINUTES,
        link: slot.link,
        notes: slot.notes,
      };
    });
    return { dates: sessions, topics: await rota.topics(series.teamId) };
  }

  /** The series of the teams that somebody is in, by team and then by name; only those of one team where it is given. */
  async function mine(actor: Actor, teamId?: string): Promise<{ series: Series; team: string }[]> {
    const found = [];
    for (const series of await meetings.mine(actor.personId)) {
      const team = await teamById(db, series.teamId);
      const wanted = teamId === undefined || series.teamId === teamId;
      if (team && team.removedAt === null && wanted) found.push({ series, team: team.name });
    }
    return found.toSorted(
      (one, other) => one.team.localeCompare(other.team, 'en') || one.series.teamId.localeCompare(other.series.teamId),
    );
  }

  return { seen, row, one, meeting, actions, actionRows, records, mine };
}
