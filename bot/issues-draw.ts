// How each message about an issue is drawn: reads its present state, and fills the card for whoever sees it.
import { channelCard, handlerCard, noteCard } from '../cards/issues/handler.ts';
import { newsCard, receiptCard } from '../cards/issues/raiser.ts';
import {
  eventWords,
  harmWords,
  impactWords,
  newsHeading,
  phoneNowWords,
  priorityWords,
  SAFETY_PRIORITY,
  stateWords,
  statusChoices,
  urgencyWords,
} from '../cards/issues/words.ts';
import { dateWords, instantWords } from '../src/calendar/words.ts';
import type { Cabinet } from '../src/issues/cabinet.ts';
import { cabinetById } from '../src/issues/cabinets-store.ts';
import { nextLook, safetyDeadline } from '../src/issues/duties.ts';
import { canReopen, type EventKind, type Issue, type IssueState, isFlagged } from '../src/issues/issue.ts';
import { priorityOf } from '../src/issues/priority.ts';
import { eventById, eventsOf, type IssueEvent, issueById } from '../src/issues/store.ts';
import { personalConversation } from '../src/people/conversations-store.ts';
import { peopleByIds, personById } from '../src/people/people-store.ts';
import { membersOf, rolesOf, type Team, teamById } from '../src/people/teams-store.ts';
import type { Database } from '../src/store/database.ts';
import type { Draw } from './feature.ts';

const HISTORY_ROWS = 8;
const REFRESHED = 60;

export type IssueDrawDeps = {
  db: Database;
  now: () => Date;
  /** Today in a zone, YYYY-MM-DD. */
  today: (timeZone: string) => string;
  /** Whether this person may open the issue as its handler, and release it. */
  rights: (personId: string, issue: Issue) => Promise<{ update: boolean; release: boolean }>;
};

type Known = { issue: Issue; cabinet: Cabinet; team: Team };

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

  const receipt: Draw = async (issueId, viewer) => {
    const found = await known(issueId);
    if (!found || found.issue.raiserId !== viewer.personId) return undefined;
    const { issue, cabinet } = found;
    const owner = await nameOf(issue.ownerId);
    return receiptCard({
      token: viewer.token,
      ...shown(issue),
      stateWords: stateWords(issue.state, issue.confirmed, 'raiser'),
      ...lookedAt(found, owner),
      phoneNow: issue.toldToPhoneAt ? phoneNowWords(cabinet.deskPhone, cabinet.deskHours) : '',
      reply: issue.reply,
      replyBy: issue.reply ? owner : '',
      ask: issue.state === 'resolved',
      canReopen: canReopen(issue, now()),
    });
  };

  /** Who looks at a new issue, and when: only what is true of every cabinet. */
  function lookedAt({ issue, cabinet, team }: Known, owner: string): { who: string; when: string } {
    if (owner) return { who: owner, when: '' };
    if (issue.state !== 'new') return { who: '', when: '' };
    if (isFlagged(issue)) {
      const by = instantWords(safetyDeadline(team, issue.raisedAt), team.timeZone);
      return { who: 'Clinical safety, and nobody else until they release it', when: `By ${by}` };
    }
    const next = dateWords(nextLook(team, deps.today(team.timeZone)));
    return { who: `Those who handle ${cabinet.name}`, when: `On working days; the next is ${next}` };
  }

  const news: Draw = async (eventId, viewer) => {
    const event = await eventById(db, eventId);
    const found = event && (await known(event.issueId));
    if (!event || !found || found.issue.raiserId !== viewer.personId) return undefined;
    const { issue } = found;
    // Answered or overtaken: the words stay, the buttons go.
    const current = issue.state === event.toState && (await isLatestAnswer(event));
    const { reference, title, issueId } = shown(issue);
    return newsCard({
      token: viewer.token,
      issueId,
      reference,
      title,
      heading: newsHeading(event.toState as IssueState),
      reply: event.words,
      from: await nameOf(event.actorId),
      answerTo: current && issue.state === 'waiting' ? await nameOf(event.actorId) : '',
      stateWords: stateWords(issue.state, issue.confirmed, 'raiser'),
      ask: current && issue.state === 'resolved',
      canReopen: current && canReopen(issue, now()),
    });
  };

  async function isLatestAnswer(event: IssueEvent): Promise<boolean> {
    return (await eventsOf(db, event.issueId, 1))[0]?.id === event.id;
  }

  const channel: Draw = async (issueId, viewer) => {
    const found = await known(issueId);
    if (!found || isFlagged(found.issue)) return undefined;
    const { issue, cabinet, team } = found;
    return channelCard({
      token: viewer.token,
      ...shown(issue),
      stateWords: stateWords(issue.state, issue.confirmed),
      owner: await nameOf(issue.ownerId),
      raiser: issue.share === 'everyone' ? await nameOf(issue.raiserId) : '',
      raisedWords: instantWords(new Date(issue.raisedAt), team.timeZone),
      canTake: issue.state !== 'closed' && !issue.ownerId,
      open: issue.state !== 'closed',
      note: await cannotTell(issue),
      refresh: { userIds: await handlersIds(cabinet, team) },
    });
  };

  /** The Teams ids of those whose client shows their own view of the channel's card. */
  async function handlersIds(cabinet: Cabinet, team: Team): Promise<string[]> {
    const people =
      cabinet.handlers === 'team'
        ? await membersOf(db, team.id)
        : await peopleByIds(db, [...new Set((await rolesOf(db, team.id)).map((role) => role.personId))]);
    const ids = people.map((person) => person.channelUserId).filter(Boolean);
    return ids.slice(0, REFRESHED);
  }

  const handler: Draw = async (issueId, viewer) => {
    const found = await known(issueId);
    const may = found && viewer.personId ? await deps.rights(viewer.personId, found.issue) : undefined;
    if (!found || !may?.update) return undefined;
    const { issue, team } = found;
    const closed = issue.state === 'closed';
    return handlerCard({
      token: viewer.token,
      ...shown(issue),
      detail: issue.detail,
      raiser: await nameOf(issue.raiserId),
      stateWords: stateWords(issue.state, issue.confirmed),
      harmWords: harmWords(issue.harm),
      impactWords: impactWords(issue.impact),
      urgencyWords: urgencyWords(issue.urgency),
      incidentRef: issue.incidentRef,
      owner: await nameOf(issue.ownerId),
      reply: issue.reply,
      note: await cannotTell(issue),
      flagged: isFlagged(issue),
      canTake: !closed && !issue.ownerId,
      canUpdate: !closed,
      canRelease: may.release && isFlagged(issue),
      statuses: statusChoices(),
      history: await history(issue, team),
    });
  };

  async function history(issue: Issue, team: Team) {
    const rows = [];
    for (const event of (await eventsOf(db, issue.id, HISTORY_ROWS)).reverse()) {
      const at = instantWords(new Date(event.at), team.timeZone);
      const who = await nameOf(event.actorId);
      rows.push({ at, who, words: eventWords(event.kind as EventKind, event.toState as IssueState, event.words) });
    }
    return rows;
  }

  /** What handlers need to know when the raiser cannot hear the answer; empty when they can. */
  async function cannotTell(issue: Issue): Promise<string> {
    const chat = await personalConversation(db, issue.raiserId);
    if (!chat || chat.state === 'open') return '';
    return `The person who raised this could not be told: ${chat.reason}.`;
  }

  const note: Draw = async (eventId, viewer) => {
    const event = await eventById(db, eventId);
    const found = event && (await known(event.issueId));
    if (!event || !found) return undefined;
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
    'issue.receipt': receipt,
    'issue.news': news,
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

/** What every card shows of an issue. */
export function shown(issue: Issue) {
  return {
    issueId: issue.id,
    reference: issue.reference,
    title: issue.title || 'Safety concern: nothing more was said yet',
    system: issue.system,
    place: issue.place,
    priorityWords: isFlagged(issue) ? SAFETY_PRIORITY : priorityWords(priorityOf(issue.impact, issue.urgency)),
  };
}
