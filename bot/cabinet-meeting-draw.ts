// How the cards of a cabinet's meeting are drawn: from its date, what is new, and what was raised and answered by then.
import { askCard, dateForm, type MeetingView, meetingCard, updateForm } from '../cards/cabinet-meeting/meeting.ts';
import { stateWords } from '../cards/issues/words.ts';
import type { Rendered } from '../cards/render.ts';
import { dateIn, timeIn } from '../src/calendar/dates.ts';
import { instantWords, timeWords } from '../src/calendar/words.ts';
import type { Cabinet } from '../src/issues/cabinet.ts';
import type { CabinetMeeting } from '../src/issues/cabinet-meeting.ts';
import { type Some, updatesOf } from '../src/issues/cabinet-meetings-store.ts';
import { cabinetById } from '../src/issues/cabinets-store.ts';
import type { IssuesService } from '../src/issues/service.ts';
import { type Team, teamById } from '../src/people/teams-store.ts';
import type { Database } from '../src/store/database.ts';
import type { Draw } from './feature.ts';

const UPDATES_A_PAGE = 3;
const NOTHING: Some = { total: 0, issues: [] };

export type CabinetMeetingDrawDeps = { db: Database; now: () => Date; issues: IssuesService };

type Known = { cabinet: Cabinet; team: Team; meeting: CabinetMeeting | undefined };
type Met = Known & { meeting: CabinetMeeting };

export function createCabinetMeetingDraws({ db, now, issues }: CabinetMeetingDrawDeps): Record<string, Draw> {
  const { meetings } = issues;

  async function known(cabinetId: string, meeting: CabinetMeeting | undefined): Promise<Known | undefined> {
    const cabinet = await cabinetById(db, cabinetId);
    const team = cabinet && (await teamById(db, cabinet.teamId));
    return cabinet && team && { cabinet, team, meeting };
  }

  /** A meeting that is still to be held, or was; one that was called off has nothing to say any more. */
  async function met(meetingId: string): Promise<Met | undefined> {
    const meeting = await meetings.byId(meetingId);
    const found = meeting?.state === 'planned' ? await known(meeting.cabinetId, meeting) : undefined;
    return found && meeting && { ...found, meeting };
  }

  async function draw({ cabinet, team, meeting }: Known, token: string, wanted = 1): Promise<Rendered> {
    const { raised, answered } = meeting ? await meetings.issuesOf(meeting) : { raised: NOTHING, answered: NOTHING };
    const all = meeting ? await updatesOf(db, meeting.id) : [];
    const pages = Math.max(1, Math.ceil(all.length / UPDATES_A_PAGE));
    const page = Math.min(wanted, pages);
    const phase = phaseOf(meeting);
    return meetingCard({
      token,
      meetingId: meeting?.id ?? '',
      heading: HEADINGS[phase],
      name: cabinet.name,
      when: meeting ? whenWords(meeting, team) : '',
      place: meeting?.place ?? '',
      phase,
      updates: all.slice((page - 1) * UPDATES_A_PAGE, page * UPDATES_A_PAGE),
      page,
      pages,
      raised: shownIssues(raised),
      answered: shownIssues(answered),
    });
  }

  function phaseOf(meeting: CabinetMeeting | undefined): MeetingView['phase'] {
    if (!meeting) return 'none';
    const at = now().toISOString();
    if (at < meeting.startAt) return 'ahead';
    return at < meeting.endAt ? 'on' : 'over';
  }

  /** The next one, of a cabinet: what `cabinet meeting` shows. */
  const card: Draw = async (cabinetId, { token }) => {
    const found = await known(cabinetId, await meetings.next(cabinetId));
    return found && draw(found, token);
  };

  const one: Draw = async (meetingId, { token }) => {
    const found = await met(meetingId);
    return found && draw(found, token);
  };

  /** `subject`: `<meeting>:<page>`. */
  const page: Draw = async (subject, { token }) => {
    const [meetingId = '', wanted] = subject.split(':');
    const found = await met(meetingId);
    return found && draw(found, token, Number(wanted) || 1);
  };

  const ask: Draw = async (meetingId, { token }) => {
    const found = await met(meetingId);
    return found && askCard({ token, ...about(found) });
  };

  const update: Draw = async (meetingId, { token }) => {
    const found = await met(meetingId);
    return found && updateForm({ token, ...about(found) });
  };

  function about({ cabinet, team, meeting }: Met) {
    const when = instantWords(new Date(meeting.startAt), team.timeZone);
    return { meetingId: meeting.id, name: cabinet.name, when };
  }

  const date: Draw = async (cabinetId, { token }) => {
    const found = await known(cabinetId, await meetings.next(cabinetId));
    if (!found) return undefined;
    const { cabinet, team, meeting } = found;
    const start = meeting && new Date(meeting.startAt);
    return dateForm({
      token,
      cabinetId,
      name: cabinet.name,
      date: start ? dateIn(start, team.timeZone) : '',
      time: start ? timeIn(start, team.timeZone) : '13:00',
      minutes: start ? (Date.parse(meeting.endAt) - start.getTime()) / 60_000 : 60,
      place: meeting?.place ?? '',
    });
  };

  return {
    'cabinetMeeting.card': card,
    'cabinetMeeting.agenda': one,
    'cabinetMeeting.summary': one,
    'cabinetMeeting.reminder': one,
    'cabinetMeeting.page': page,
    'cabinetMeeting.ask': ask,
    'cabinetMeeting.update': update,
    'cabinetMeeting.date': date,
  };
}

const HEADINGS: Record<MeetingView['phase'], string> = {
  none: 'Digital cabinet: the open meeting',
  ahead: 'Digital cabinet: the next open meeting',
  on: 'Digital cabinet: the open meeting is on',
  over: 'Digital cabinet: what came of the open meeting',
};

function whenWords({ startAt, endAt }: CabinetMeeting, { timeZone }: Team): string {
  return `${instantWords(new Date(startAt), timeZone)}, until ${timeWords(timeIn(new Date(endAt), timeZone))}`;
}

function shownIssues({ total, issues }: Some) {
  const rows = issues.map(({ reference, title, state, confirmed }) => ({
    reference,
    title: title || 'Nothing more was said yet',
    stateWords: stateWords(state, confirmed),
  }));
  return { total, rows };
}
