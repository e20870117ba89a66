// How each message about an issue is drawn: reads its present state, and fills the card for whoever sees it.
import { withHazard } from '../cards/hazards/hazard.ts';
import { channelCard, handlerCard, handlingOf, noteCard } from '../cards/issues/handler.ts';
import { newsCard, receiptCard } from '../cards/issues/raiser.ts';
import {
  dueWords,
  eventWords,
  harmWords,
  impactWords,
  newsHeading,
  newsWords,
  phoneNowWords,
  priorityWords,
  SAFETY_PRIORITY,
  sortingChoices,
  standWords,
  statusChoices,
  urgencyWords,
} from '../cards/issues/words.ts';
import { dateWords, instantWords } from '../src/calendar/words.ts';
import type { Cabinet } from '../src/issues/cabinet.ts';
import { cabinetById } from '../src/issues/cabinets-store.ts';
import { nextLook, safetyDeadline } from '../src/issues/duties.ts';
import { hazardOfIssue } from '../src/issues/hazards-store.ts';
import { canReopen, type EventKind, type Issue, type IssueState, isFlagged } from '../src/issues/issue.ts';
import { priorityOf } from '../src/issues/priority.ts';
import type { IssuesService, Rights } from '../src/issues/service.ts';
import { eventById, eventsOf, type IssueEvent, issueById, latestStep } from '../src/issues/store.ts';
import { personalConversation } from '../src/people/conversations-store.ts';
import { peopleByIds, personById } from '../src/people/people-store.ts';
import { CLINICAL_SAFETY, holdersOf, membersOf, rolesOf, type Team, teamById } from '../src/people/teams-store.ts';
import type { Database, Queries } from '../src/store/database.ts';
import type { Draw } from './feature.ts';

const HISTORY_ROWS = 8;
const REFRESHED = 60;
/** How far back the latest reply is looked for. */
const REPLY_STEPS = 50;
const CHANNEL_LOST =
  'New issues cannot be shown in its channel: I was removed from it, or it is gone. They are kept, and issues lists ' +
  'them. To show new ones in a channel again, add me to the team again.';

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

  /** Who has it, by name; empty when nobody has, or when who had it does not handle it any more. */
  async function ownerOf(issue: Issue): Promise<string> {
    if (!issue.ownerId) return '';
    const there = issue.state === 'closed' || (await deps.rights(issue.ownerId, issue)).update;
    return there ? nameOf(issue.ownerId) : '';
  }

  const receipt: Draw = async (issueId, viewer) => {
    const found = await known(issueId);
    if (!found || found.issue.raiserId !== viewer.personId) return undefined;
    const { issue, cabinet } = found;
    const owner = await ownerOf(issue);
    return receiptCard({
      token: viewer.token,
      ...shown(issue),
      stateWords: standWords(issue, 'raiser'),
      ...(await lookedAt(found, owner)),
      phoneNow: issue.toldToPhoneAt ? phoneNowWords(cabinet.deskPhone, cabinet.deskHours) : '',
      deskRef: issue.deskRef,
      reply: issue.reply,
      replyBy: await replierOf(issue),
      ask: issue.state === 'resolved',
      canReopen: canReopen(issue, now()),
    });
  };

  /** Who wrote the latest reply: not always who has the issue. */
  async function replierOf(issue: Issue): Promise<string> {
    const steps = issue.reply === '' ? [] : await eventsOf(db, issue.id, REPLY_STEPS);
    return nameOf(steps.find(({ kind, words }) => kind === 'updated' && words === issue.reply)?.actorId ?? null);
  }

  /** Who looks at a new issue, and when: only what is true of every cabinet. */
  async function lookedAt({ issue, cabinet, team }: Known, owner: string): Promise<{ who: string; when: string }> {
    if (owner) return { who: owner, when: '' };
    if (issue.state !== 'new') return { who: '', when: '' };
    if (isFlagged(issue)) {
      const by = instantWords(await safetyDeadline(db, team, issue.raisedAt), team.timeZone);
      return { who: 'Clinical safety, and nobody else until they release it', when: `By ${by}` };
    }
    const next = dateWords(await nextLook(db, team, deps.today(team.timeZone)));
    const who = (await nameOf(issue.offeredTo)) || `Those who handle ${cabinet.name}`;
    const when = `On working days; the next is ${next}`;
    if (issue.harm !== 'could') return { who, when };
    const by = instantWords(await safetyDeadline(db, team, issue.raisedAt), team.timeZone);
    return { who: `${who}; clinical safety too, as it could affect care`, when: `${when}. Clinical safety by ${by}` };
  }

  const news: Draw = async (eventId, viewer) => {
    const event = await eventById(db, eventId);
    const found = event && (await known(event.issueId));
    if (!event || !found || found.issue.raiserId !== viewer.personId) return undefined;
    const { issue } = found;
    // Overtaken by another answer: the words stay, the buttons go.
    const current = await isLatestAnswer(event);
    const { reference, title, issueId } = shown(issue);
    return newsCard({
      token: viewer.token,
      issueId,
      reference,
      title,
      heading: newsHeading(event, issue),
      reply: newsWords(event, issue),
      from: await nameOf(event.actorId),
      answerTo: current && issue.state === 'waiting' && issue.waitingFor === '' ? await nameOf(event.actorId) : '',
      stateWords: standWords(issue, 'raiser'),
      ask: current && issue.state === 'resolved',
      canReopen: current && canReopen(issue, now()),
    });
  };

  async function isLatestAnswer(event: IssueEvent): Promise<boolean> {
    return (await latestStep(db, event.issueId, 'updated'))?.id === event.id;
  }

  const channel: Draw = async (issueId, viewer) => {
    const found = await known(issueId);
    if (!found || isFlagged(found.issue)) return undefined;
    const { issue, cabinet, team } = found;
    const owner = await ownerOf(issue);
    return channelCard({
      token: viewer.token,
      ...shown(issue),
      stateWords: standWords(issue),
      owner,
      raiser: issue.share === 'everyone' ? await nameOf(issue.raiserId) : '',
      raisedWords: instantWords(new Date(issue.raisedAt), team.timeZone),
      canTake: issue.state !== 'closed' && owner === '',
      open: issue.state !== 'closed',
      note: await cannotTell(db, issue),
      refresh: { userIds: await handlersIds(cabinet, team) },
    });
  };

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
    const closed = issue.state === 'closed';
    const owner = await ownerOf(issue);
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
      note: [await standsIn(issue, team), await cannotTell(db, issue)].filter(Boolean).join(' '),
      flagged: isFlagged(issue),
      canTake: may.update && !closed && owner === '',
      canUpdate: may.update && !closed,
      canRelease: may.release && isFlagged(issue),
      statuses: statusChoices(),
      status: issue.state === 'new' || closed ? 'triaged' : issue.state,
      sorting: sortingChoices(),
      ...handlingOf(issue),
      targetWords: dueWords(await deps.dueOf(issue, team), team.timeZone, now()),
      history: await history(issue, team),
    });
    const hazard = may.release ? await hazardOfIssue(db, issueId) : undefined;
    return hazard?.state === 'triage' ? withHazard(card, { token: viewer.token, hazardId: hazard.id }) : card;
  };

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

  const channelLost: Draw = async (cabinetId) => {
    const cabinet = await cabinetById(db, cabinetId);
    return cabinet && noteCard({ reference: 'Digital cabinet', title: cabinet.name, words: CHANNEL_LOST, comment: '' });
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
    'issue.channelLost': channelLost,
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

/** What handlers need to know when the raiser cannot hear the answer; empty when they can. */
export async function cannotTell(db: Queries, issue: Issue): Promise<string> {
  const chat = await personalConversation(db, issue.raiserId);
  if (!chat || chat.state === 'open') return '';
  return `The person who raised this could not be told: ${chat.reason}.`;
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
