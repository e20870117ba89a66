// The Meetings page's part of the tab's API: the next dates, one series, one meeting, and what one may do with them.
import { z } from 'zod';
import { dateWords } from '../calendar/words.ts';
import { actionIdInput, meetingInput, proposeInput, updateInput } from '../meetings/agenda-inputs.ts';
import { sessionInput, slotInput, topicInput } from '../meetings/cpd-inputs.ts';
import { clashInput, moveInput, skipInput } from '../meetings/inputs.ts';
import type { Series } from '../meetings/series.ts';
import type { ShownActions, ShownMeetingDeed, ShownSeriesList } from '../meetings/shown.ts';
import { mayManage } from '../meetings/standing.ts';
import type { Actor } from '../people/actor.ts';
import { findConversation } from '../people/conversations-store.ts';
import type { Cell } from './csv.ts';
import type { Route, RouteAnswer } from './route.ts';
import { csvAnswer, slice } from './tab-answers.ts';
import { formToken, parse, type TabDoor } from './tab-door.ts';
import { createMeetingViews, type MeetingViewDeps } from './tab-meetings-view.ts';

export type TabMeetingsDeps = MeetingViewDeps & { door: TabDoor };

const SERIES_A_PAGE = 10;
/** How many dates the list shows of each series, and the file. */
const DATES_SHOWN = 3;
const DATES_KEPT = 6;
/** A file holds this many actions at most. */
export const MOST_ACTIONS = 5000;

const page = z.coerce.number().int().min(1).max(9999).catch(1).default(1);
const listInput = z.object({ page, channel: z.string().max(200).optional() });
const pageInput = z.object({ page });
/** `show`: those that are open, or those that are done. */
export const actionsInput = z.object({ page, show: z.enum(['open', 'done']).catch('open').default('open') });
const attendInput = meetingInput.extend({ answer: z.enum(['yes', 'apologies'], { message: 'Choose one.' }) });

/** GET meetings…, meetings/:id…; POST what one may do with a series, and `actions/done`. */
export function meetingRoutes(deps: TabMeetingsDeps): Route[] {
  const { db, door, meetings, rota } = deps;
  const views = createMeetingViews(deps);

  /** `channel`: Teams' id of the channel whose tab this is; then only the meetings of its team, the same for all members. */
  async function listed(actor: Actor, channel: string | undefined) {
    if (channel === undefined) return views.mine(actor);
    const place = await findConversation(db, actor.tenantId, channel);
    return views.mine(actor, place?.teamId ?? '');
  }

  async function list(actor: Actor, input: unknown): Promise<ShownSeriesList> {
    const wanted = parse(listInput, input);
    const found = slice(await listed(actor, wanted.channel), wanted.page, SERIES_A_PAGE);
    const rows = [];
    for (const { series, team } of found.rows) rows.push(await views.row(series, team, DATES_SHOWN));
    return { ...found, rows };
  }

  async function datesFile(actor: Actor, body: object): Promise<RouteAnswer> {
    const rows: Cell[][] = [['Team', 'Meeting', 'Planned for', 'Held on', 'What becomes of it']];
    for (const { series, team } of await listed(actor, parse(listInput, body).channel)) {
      const { dates, title } = await views.row(series, team, DATES_KEPT);
      for (const { plannedOn, when, state } of dates) rows.push([team, title, plannedOn, when, state]);
    }
    return csvAnswer('meetings.csv', rows);
  }

  async function actions(actor: Actor, series: Series, input: unknown): Promise<ShownActions> {
    const { show, page } = parse(actionsInput, input);
    const manages = await mayManage(db, actor, series);
    return views.actions(actor, { seriesId: series.id }, manages, show === 'done', page);
  }

  async function actionsFile(actor: Actor, series: Series): Promise<RouteAnswer> {
    return csvAnswer('actions.csv', await views.actionRows(actor, { seriesId: series.id }, MOST_ACTIONS));
  }

  type Deed = (actor: Actor, series: Series, body: object) => Promise<string>;

  /** Something that one does to a series, for members of its team. Answers with the series as it is afterwards. */
  function deed(name: string, run: Deed): Route {
    return door.route('POST', `meetings/:id/${name}`, async (actor, { params }, body) => {
      const series = await views.seen(actor, params.id ?? '');
      const notice = await run(actor, series, { ...body, series: series.id });
      const json: ShownMeetingDeed = { notice, series: await views.one(actor, await views.seen(actor, series.id)) };
      return { status: 200, json };
    });
  }

  return [
    door.route('GET', 'meetings', async (actor, { query }) => ({
      status: 200,
      json: await list(actor, Object.fromEntries(query)),
    })),
    door.route('POST', 'meetings/csv', (actor, _request, body) => datesFile(actor, body)),
    door.route('GET', 'meetings/:id', async (actor, { params }) => ({
      status: 200,
      json: await views.one(actor, await views.seen(actor, params.id ?? '')),
    })),
    door.route('GET', 'meetings/:id/on/:date', async (actor, { params }) => {
      const series = await views.seen(actor, params.id ?? '');
      const { plannedOn } = parse(meetingInput, { plannedOn: params.date });
      return { status: 200, json: await views.meeting(actor, series, plannedOn) };
    }),
    door.route('GET', 'meetings/:id/records', async (actor, { params, query }) => {
      const { page } = parse(pageInput, Object.fromEntries(query));
      return { status: 200, json: await views.records(await views.seen(actor, params.id ?? ''), page) };
    }),
    door.route('GET', 'meetings/:id/actions', async (actor, { params, query }) => ({
      status: 200,
      json: await actions(actor, await views.seen(actor, params.id ?? ''), Object.fromEntries(query)),
    })),
    door.route('POST', 'meetings/:id/actions/csv', async (actor, { params }) =>
      actionsFile(actor, await views.seen(actor, params.id ?? '')),
    ),
    door.route('POST', 'actions/done', async (actor, _request, body) => {
      await meetings.actions.done(actor, parse(actionIdInput, body).action);
      return { status: 200, json: { notice: 'Thank you. It is done.' } };
    }),
    deed('skip', async (actor, _series, body) => {
      const { series, plannedOn, reason } = parse(skipInput, body);
      await meetings.skip(actor, series, plannedOn, reason);
      return 'That date is left out. The channel is told.';
    }),
    deed('move', async (actor, _series, body) => {
      const { series, plannedOn, date, time } = parse(moveInput, body);
      await meetings.move(actor, series, plannedOn, date, time);
      return `It is moved to ${dateWords(date)}. The channel is told.`;
    }),
    deed('answer', async (actor, _series, body) => {
      const { series, plannedOn, answer } = parse(clashInput, body);
      await meetings.answerClash(actor, series, plannedOn, answer);
      return 'That is decided. The channel is told.';
    }),
    deed('pause', async (actor, { id }) => {
      await meetings.pause(actor, id);
      return 'It is paused: nothing is held until somebody starts it again.';
    }),
    deed('resume', async (actor, { id }) => {
      await meetings.resume(actor, id);
      return 'It runs again.';
    }),
    deed('end', async (actor, { id }) => {
      await meetings.end(actor, id);
      return 'It has ended. Nothing more is held or posted.';
    }),
    deed('propose', async (actor, _series, body) => {
      const { heldOn } = await meetings.items.propose(actor, formToken(body), parse(proposeInput, body));
      return `Thank you. It is on the agenda of ${dateWords(heldOn)}.`;
    }),
    deed('update', async (actor, _series, body) => {
      const { heldOn } = await meetings.items.update(actor, formToken(body), parse(updateInput, body));
      return `Thank you. It is on the agenda of ${dateWords(heldOn)}.`;
    }),
    deed('attend', async (actor, _series, body) => {
      const { answer, ...meeting } = parse(attendInput, body);
      await meetings.running.attend(actor, meeting, answer);
      return answer === 'yes' ? 'Noted: you are there.' : 'Noted: your apologies.';
    }),
    deed('volunteer', async (actor, { id }, body) => {
      await rota.volunteer(actor, id, parse(slotInput, body).plannedOn);
      return 'Thank you. You present CPD then.';
    }),
    deed('notMe', async (actor, { id }, body) => {
      await rota.notMe(actor, id, parse(slotInput, body).plannedOn);
      return 'Noted: you do not present then. You keep your place in the rota.';
    }),
    deed('topic', async (actor, { id }, body) => {
      await rota.propose(actor, formToken(body), id, parse(topicInput, body));
      return 'Thank you. Your topic is on the list.';
    }),
    deed('prepare', async (actor, _series, body) => {
      const { series, plannedOn, ...what } = parse(sessionInput, body);
      await rota.prepare(actor, series, plannedOn, what);
      return 'Your session is saved.';
    }),
  ];
}
