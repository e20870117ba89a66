// What the tab is shown of an issue: the same facts as on the cards, with nothing in them that its viewer may not know.
import { dateIn } from '../calendar/dates.ts';
import { dateWords, instantWords, shortDateWords } from '../calendar/words.ts';
import type { Opened } from '../issues/access.ts';
import type { Cabinet } from '../issues/cabinet.ts';
import { nextLook, safetyDeadline } from '../issues/duties.ts';
import { canReopen, type EventKind, type Harm, type Issue, type IssueState, isFlagged } from '../issues/issue.ts';
import { having } from '../issues/me-toos-store.ts';
import { wholeId } from '../issues/merging-store.ts';
import { type Impact, type Priority, priorityOf, type Urgency } from '../issues/priority.ts';
import { may } from '../issues/rights.ts';
import type { IssuesService } from '../issues/service.ts';
import type { ShownChoice, ShownDeeds, ShownFact, ShownHandling, ShownIssue, ShownRow } from '../issues/shown.ts';
import { issueById } from '../issues/store.ts';
import { type Untold, untold } from '../issues/untold.ts';
import type { Team } from '../people/teams-store.ts';
import type { Database } from '../store/database.ts';

/** The words of issues, handed in: the cards' own, so that card and tab say the same. */
export type IssueWords = {
  state(state: IssueState, confirmed: number | null): string;
  /** The state, and of something that waits for whom and until when. */
  stand(
    issue: Pick<Issue, 'state' | 'confirmed' | 'waitingFor' | 'waitingUntilOn'>,
    reader?: 'raiser' | 'others',
  ): string;
  due(due: { what: 'look' | 'done'; at: Date } | undefined, timeZone: string, now: Date): string;
  sorting(): { kinds: ShownChoice[]; burdens: ShownChoice[]; sectors: ShownChoice[] };
  parts(): ShownChoice[];
  priority(priority: Priority): string;
  safetyPriority: string;
  harm(harm: Harm): string;
  impact(impact: Impact): string;
  urgency(urgency: Urgency): string;
  statuses(): ShownChoice[];
  event(kind: EventKind, toState: IssueState, said: string): string;
  /** How many have it; empty where only one does. */
  have(count: number): string;
  /** Who cannot be told what becomes of it; empty when all can. */
  untold(untold: Untold): string;
  phone(phone: string, hours: string): string;
  phoneNow(phone: string, hours: string): string;
  person(word: string): string;
};

export type ViewDeps = { db: Database; now: () => Date; words: IssueWords; issues: IssuesService };

const NOTHING_SAID = 'Safety concern: nothing more was said yet';

export function createViews(deps: ViewDeps) {
  const { db, now, words } = deps;

  /** One line of the list; nobody's name is in it. */
  function row(issue: Issue, cabinet: Pick<Cabinet, 'name'>, team: Pick<Team, 'timeZone'>): ShownRow {
    return {
      id: issue.id,
      reference: issue.reference,
      title: issue.title || NOTHING_SAID,
      system: issue.system,
      place: issue.place,
      cabinet: cabinet.name,
      state: words.stand(issue),
      priority: priority(issue),
      raised: shortDateWords(dateIn(new Date(issue.raisedAt), team.timeZone)),
      flagged: isFlagged(issue),
    };
  }

  function priority(issue: Issue): string {
    return isFlagged(issue) ? words.safetyPriority : words.priority(priorityOf(issue.impact, issue.urgency));
  }

  /** One issue, whole as far as the viewer may see it, with what they may do now. */
  async function one(opened: Opened): Promise<ShownIssue> {
    const { issue, cabinet, team, viewer } = opened;
    const known = await deps.issues.listing.namesOf([issue.raiserId, ...(issue.ownerId ? [issue.ownerId] : [])]);
    const names = { raiser: known.get(issue.raiserId) ?? '', owner: known.get(issue.ownerId ?? '') ?? '' };
    const inside = may('detail', viewer, issue);
    return {
      ...row(issue, cabinet, team),
      state: words.stand(issue, viewer.raiser ? 'raiser' : 'others'),
      facts: await facts(opened, names, inside),
      ...(inside && { detail: await detail(opened, names.owner) }),
      may: deedsOf(opened),
      ...(updates(opened) && { handling: await handlingOf(issue) }),
      ...(may('redact', viewer, issue) && { parts: words.parts() }),
    };
  }

  async function facts(
    opened: Opened,
    names: { raiser: string; owner: string },
    inside: boolean,
  ): Promise<ShownFact[]> {
    const { issue, cabinet, team } = opened;
    const into = issue.duplicateOf ? await issueById(db, issue.duplicateOf) : undefined;
    const raised = instantWords(new Date(issue.raisedAt), team.timeZone);
    const rows: [title: string, value: string, link?: string][] = [
      ['System', issue.system],
      ['Place', issue.place],
      ['Raised', raised],
      ['Raised by', inside || issue.share === 'everyone' ? names.raiser : ''],
      ['Cabinet', cabinet.name],
      ['Handled together with', into && may('see', opened.viewer, into) ? into.reference : ''],
      ['Who has this', words.have((await having(db, await wholeId(db, issue.id))).count)],
    ];
    if (inside) {
      rows.push(
        ['Handled by', names.owner],
        ...(await nextSteps(opened)),
        ['Service desk reference', issue.deskRef, issue.deskUrl],
        ['Effect on care', words.harm(issue.harm)],
        ['Who is affected', words.impact(issue.impact)],
        ['How soon', words.urgency(issue.urgency)],
        ['Incident reference', issue.incidentRef],
      );
    }
    if (may('update', opened.viewer, issue)) rows.push(...(await forHandlers(opened)));
    return rows
      .filter(([, value]) => value !== '')
      .map(([title, value, link]) => ({ title, value, ...(link && { link }) }));
  }

  /** What those who handle it said of it, and by when something is due. */
  async function forHandlers({ issue, team }: Opened): Promise<[string, string][]> {
    const { kinds, burdens, sectors } = words.sorting();
    const titleOf = (choices: ShownChoice[], wanted: string) =>
      choices.find(({ value }) => value === wanted)?.title ?? '';
    return [
      ['Target', words.due(await deps.issues.lateness.dueOf(issue, team), team.timeZone, now())],
      ['What sort of thing', titleOf(kinds, issue.kind)],
      ['What it costs people', titleOf(burdens, issue.burden)],
      ['Sector', titleOf(sectors, issue.sector)],
      ['Note for IT', issue.techNote],
    ];
  }

  async function handlingOf(issue: Issue): Promise<ShownHandling> {
    const { kind, burden, sector, techNote, waitingFor, waitingUntilOn, deskRef, deskUrl, state } = issue;
    const people = (await deps.issues.passableTo(issue)).filter(({ id }) => id !== issue.ownerId);
    return {
      ...words.sorting(),
      statuses: words.statuses(),
      people: people.map(({ id, name }) => ({ value: id, title: name })),
      status: state === 'new' ? 'triaged' : state,
      ...{ kind, burden, sector, techNote, waitingFor, waitingUntil: waitingUntilOn ?? '', deskRef, deskUrl },
    };
  }

  /** Who looks at a new issue, and when: only what is true of every cabinet. */
  async function nextSteps({ issue, cabinet, team }: Opened): Promise<[string, string][]> {
    if (issue.state !== 'new' || issue.ownerId) return [];
    if (isFlagged(issue)) {
      const by = instantWords(await safetyDeadline(db, team, issue.raisedAt), team.timeZone);
      return [
        ['Who looks at it', 'Clinical safety, and nobody else until they release it'],
        ['When', `By ${by}`],
      ];
    }
    const next = dateWords(await nextLook(db, team, dateIn(now(), team.timeZone)));
    const offered = issue.offeredTo ? (await deps.issues.listing.namesOf([issue.offeredTo])).get(issue.offeredTo) : '';
    const who = offered || `Those who handle ${cabinet.name}`;
    const when = `On working days; the next is ${next}`;
    if (issue.harm !== 'could') {
      return [
        ['Who looks at it', who],
        ['When', when],
      ];
    }
    const by = instantWords(await safetyDeadline(db, team, issue.raisedAt), team.timeZone);
    return [
      ['Who looks at it', `${who}; clinical safety too, as it could affect care`],
      ['When', `${when}. Clinical safety by ${by}`],
    ];
  }

  async function detail({ issue, team, viewer }: Opened, owner: string): Promise<NonNullable<ShownIssue['detail']>> {
    const history = await deps.issues.listing.history(issue, may('update', viewer, issue));
    return {
      text: issue.detail,
      reply: issue.reply,
      replyBy: issue.reply ? owner : '',
      history: history.map((event) => ({
        when: instantWords(new Date(event.at), team.timeZone),
        who: event.by,
        words: words.event(event.kind as EventKind, event.toState as IssueState, event.words),
      })),
      note: may('update', viewer, issue) ? words.untold(await untold(db, issue)) : '',
    };
  }

  function deedsOf({ issue, viewer }: Opened): ShownDeeds {
    const closed = issue.state === 'closed';
    const answers = may('answer', viewer, issue) || may('second', viewer, issue);
    return {
      take: may('take', viewer, issue) && !closed && !issue.ownerId,
      update: updates({ issue, viewer }),
      release: may('release', viewer, issue) && isFlagged(issue),
      fixed: answers && issue.state === 'resolved',
      notFixed: answers && (issue.state === 'resolved' || canReopen(issue, now())),
      withdraw: may('withdraw', viewer, issue) && !closed,
      redact: may('redact', viewer, issue),
    };
  }

  return { row, one };
}

function updates({ issue, viewer }: Pick<Opened, 'issue' | 'viewer'>): boolean {
  return may('update', viewer, issue) && issue.state !== 'closed';
}
