// How each message about an issue is drawn: reads its present state, and fills the card for whoever sees it.
import { withHazard } from '../cards/hazards/hazard.ts';
import { channelCard, handlerCard, handlingOf, noteCard } from '../cards/issues/handler.ts';
import {
  dueWords,
  eventWords,
  harmWords,
  haveWords,
  impactWords,
  sortingChoices,
  standWords,
  statusChoices,
  untoldWords,
  urgencyWords,
  WAITED,
} from '../cards/issues/words.ts';
import { instantWords } from '../src/calendar/words.ts';
import type { Cabinet } from '../src/issues/cabinet.ts';
import { cabinetById } from '../src/issues/cabinets-store.ts';
import { hazardsOfIssues } from '../src/issues/hazards-store.ts';
import { type EventKind, type Issue, type IssueState, isFlagged } from '../src/issues/issue.ts';
import { having } from '../src/issues/me-toos-store.ts';
import { isBorrowed } from '../src/issues/merging-store.ts';
import type { IssuesService, Rights } from '../src/issues/service.ts';
import { eventById, eventsOf, issueById } from '../src/issues/store.ts';
import { untold } from '../src/issues/untold.ts';
import { hasWaited } from '../src/issues/waited.ts';
import { peopleByIds, personById } from '../src/people/people-store.ts';
import { CLINICAL_SAFETY, holdersOf, membersOf, rolesOf, type Team, teamById } from '../src/people/teams-store.ts';
import type { Database } from '../src/store/database.ts';
import type { Draw } from './feature.ts';
import { createRaiserDraws } from './issues-draw-raiser.ts';
import { type Known, shown } from './issues-shown.ts';

const HISTORY_ROWS = 8;
const REFRESHED = 60;
const WITH_SAFETY = 'Clinical safety looks at this one now. It is not shown here until they release it.';

export type IssueDrawDeps = {
  db: Database;
  now: () => Date;
  /** Today in a zone, YYYY-MM-DD. */
  today: (timeZone: string) => string;
  /** What this person may read and do of the issue. */
  rights: (personId: string, issue: Issue) => Promise<Rights>;
  /** What is due next of it, where its cabinet has targets. */
  dueOf: IssuesService['lateness']['dueOf'];
};

export function createIssueDraws(deps: IssueDrawDeps) {
  const { db, now } = deps;

  async function known(issueId: string): Promise<Known | undefined> {
    const issue = await issueById(db, issueId);
    const cabinet = issue && (await cabinetById(db, issue.cabinetId));
    const team = cabinet && (await teamById(db, cabinet.teamId));
    return issue && cabinet && team ? { issue, cabinet, team } : undefined;
  }

  async function nameOf(personId: string | null): Promise<string> {
    return personId ? ((await personById(db, personId))?.name ?? '') : '';
  }

  /** Who has it, by name; empty when nobody has, or when who had it does not handle it any more. */
  async function ownerOf(issue: Issue): Promise<string> {
    if (!issue.ownerId) return '';
    const there = issue.state === 'closed' || (await deps.rights(issue.ownerId, issue)).update;
    return there ? nameOf(issue.ownerId) : '';
  }

  const raisers = createRaiserDraws({ db, now, today: deps.today, known, nameOf, ownerOf });

  const channel: Draw = async (issueId, viewer) => {
    const found = await known(issueId);
    if (!found) return undefined;
    if (isFlagged(found.issue)) return withdrawn(found.issue);
    const { issue, cabinet, team } = found;
    const owner = await ownerOf(issue);
    return channelCard({
      token: viewer.token,
      ...shown(issue),
      stateWords: standWords(issue),
      owner,
      raiser: issue.share === 'everyone' ? await nameOf(issue.raiserId) : '',
      raisedWords: instantWords(new Date(issue.raisedAt), team.timeZone),
      have: haveWords((await having(db, issue.id)).count),
      canTake: isLive(issue) && owner === '',
      open: issue.state !== 'closed',
      note: untoldWords(await untold(db, issue)),
      refresh: { userIds: await handlersIds(cabinet, team) },
    });
  };

  /** What is left of the channel's card of an issue that took in a safety concern. */
  async function withdrawn({ id, reference }: Issue) {
    return (await isBorrowed(db, id)) ? noteCard({ reference, title: '', words: WITH_SAFETY, comment: '' }) : undefined;
  }

  /** The Teams ids of those whose client shows their own view of the channel's card. */
  async function handlersIds(cabinet: Cabinet, team: Team): Promise<string[]> {
    const people =
      cabinet.handlers === 'team'
        ? await membersOf(db, team.id)
        : await peopleByIds(db, [
            ...new Set((await rolesOf(db, team.id)).filter((role) => role.confirmedAt).map((role) => role.personId)),
          ]);
    const ids = people.map((person) => person.channelUserId).filter(Boolean);
    return ids.slice(0, REFRESHED);
  }

  const handler: Draw = async (issueId, viewer) => {
    const found = await known(issueId);
    const may = found && viewer.personId ? await deps.rights(viewer.personId, found.issue) : undefined;
    if (!found || !may) return undefined;
    if (!may.detail) return released(found.issue);
    const { issue, team } = found;
    const owner = await ownerOf(issue);
    const has = await having(db, issue.id);
    const canTake = may.update && isLive(issue) && owner === '';
    const canRelease = may.release && isFlagged(issue) && issue.state !== 'duplicate';
    const card = handlerCard({
      token: viewer.token,
      ...shown(issue),
      detail: issue.detail,
      raiser: await nameOf(issue.raiserId),
      stateWords: standWords(issue),
      harmWords: harmWords(issue.harm),
      impactWords: impactWords(issue.impact),
      urgencyWords: urgencyWords(issue.urgency),
      incidentRef: issue.incidentRef,
      owner,
      reply: issue.reply,
      note: await noteOf(issue, team),
      flagged: isFlagged(issue),
      have: haveWords(has.count),
      sameAs: (issue.duplicateOf && (await issueById(db, issue.duplicateOf))?.reference) || '',
      // A safety concern is taken before it is merged: a card has room for six buttons.
      canMerge: may.merge && issue.state !== 'closed' && !(canTake && canRelease),
      canTake,
      canUpdate: may.update && isLive(issue),
      canRelease,
      statuses: statusChoices(),
      status: issue.state === 'new' || !isLive(issue) ? 'triaged' : issue.state,
      sorting: sortingChoices(),
      ...handlingOf(issue),
      targetWords: dueWords(await deps.dueOf(issue, team), team.timeZone, now()),
      history: await history(issue, team),
    });
    // A draft of what was merged into it waits here too.
    const hazards = may.release ? await hazardsOfIssues(db, has.issueIds) : [];
    const hazard = hazards.find(({ state }) => state === 'triage');
    return hazard ? withHazard(card, { token: viewer.token, hazardId: hazard.id }) : card;
  };

  async function noteOf(issue: Issue, team: Team): Promise<string> {
    const waited = hasWaited(issue, deps.today(team.timeZone)) ? WAITED : '';
    return [waited, await standsIn(issue, team), untoldWords(await untold(db, issue))].filter(Boolean).join(' ');
  }

  /** What is left of the card of somebody who saw a safety concern and does not handle the cabinet's issues. */
  function released({ reference, releasedAt }: Issue) {
    const words = 'Released: those who handle the cabinet’s issues go on with it.';
    return releasedAt === null ? undefined : noteCard({ reference, title: '', words, comment: '' });
  }

  /** Why a safety concern came to somebody who does not hold clinical safety; empty where it did not. */
  async function standsIn(issue: Issue, team: Team): Promise<string> {
    if (!isFlagged(issue) || (await holdersOf(db, team.id, CLINICAL_SAFETY)).length > 0) return '';
    return 'Nobody holds clinical safety here, so this came to those who run the team. To name somebody, write set up team in your channel.';
  }

  async function history(issue: Issue, team: Team) {
    const rows = [];
    for (const event of (await eventsOf(db, issue.id, HISTORY_ROWS)).reverse()) {
      const at = instantWords(new Date(event.at), team.timeZone);
      const who = await nameOf(event.actorId);
      rows.push({ at, who, words: eventWords(event.kind as EventKind, event.toState as IssueState, event.words) });
    }
    return rows;
  }

  const note: Draw = async (eventId, viewer) => {
    const event = await eventById(db, eventId);
    const found = event && (await known(event.issueId));
    if (!event || !found) return undefined;
    const allowed = viewer.personId
      ? (await deps.rights(viewer.personId, found.issue)).update
      : !isFlagged(found.issue);
    if (!allowed) return undefined;
    const owner = await nameOf(found.issue.ownerId);
    const words = owner ? `Not fixed. Back with ${owner}.` : 'Not fixed. It is new again: nobody has taken it.';
    const { reference, title } = shown(found.issue);
    // A comment of the raiser is for handlers, who find it in the issue's history; a channel has others too.
    return noteCard({ reference, title, words, comment: viewer.personId ? event.words : '' });
  };

  function line(words: string): Draw {
    return async (issueId) => {
      const found = await known(issueId);
      if (found?.issue.state !== 'new') return undefined;
      return noteCard({ reference: found.issue.reference, title: '', words, comment: '' });
    };
  }

  return {
    'issue.receipt': raisers.receipt,
    'issue.joined': raisers.joined,
    'issue.logged': raisers.logged,
    'issue.news': raisers.news,
    'issue.channel': channel,
    'issue.handler': handler,
    'issue.note': note,
    'issue.safetyUnheard': line(
      'A safety concern was raised and nobody who holds clinical safety can be reached. Write set up team in your ' +
        'channel and name somebody who can. You do not see what it says.',
    ),
    'issue.safetyReminder': line(
      'This safety concern has not been looked at for one working day. Find its card above, or write issue and its ' +
        'reference here.',
    ),
  } satisfies Record<string, Draw>;
}

/** Neither closed nor merged into another: there is something to do with it. */
function isLive({ state }: Issue): boolean {
  return state !== 'closed' && state !== 'duplicate';
}
