// Who hears what of an issue: rows in the outbox, written in the transaction of what causes them.
// Each row says only what it is about; what it says is rendered when it is sent, from the state of that moment.
import { messageAbout, refreshMessages } from '../delivery/messages.ts';
import { enqueue, repoint } from '../delivery/outbox.ts';
import { personalConversation } from '../people/conversations-store.ts';
import { type Person, peopleByIds } from '../people/people-store.ts';
import { CLINICAL_SAFETY, holdersOf, rolesOf } from '../people/teams-store.ts';
import type { Queries, Trx } from '../store/database.ts';
import type { Cabinet } from './cabinet.ts';
import { hazardsOfIssues } from './hazards-store.ts';
import { type Issue, isFlagged, type Step } from './issue.ts';
import { having } from './me-toos-store.ts';
import { partsOf, wholeId } from './merging-store.ts';
import { overtakeNews } from './overtaken.ts';
import { knownRoute, routeFor, SAFETY_FUNCTION } from './routing.ts';
import { routesOf } from './routing-store.ts';
import { addEvent, changeIssue, eventsOf, latestStep } from './store.ts';

/** The kinds of message of this feature; bot/issues-draw.ts and bot/issues-forms.ts draw them. */
export const NOTICES = [
  'issue.draft',
  'issue.receipt',
  'issue.joined',
  'issue.logged',
  'issue.news',
  'issue.channel',
  'issue.handler',
  'issue.note',
  'issue.safetyUnheard',
  'issue.safetyReminder',
  'issue.waited',
  'issue.channelLost',
  'cabinet.routeLost',
] as const;
/** What is changed in triage within this time reaches the raiser as one message. */
const TOGETHER_MS = 10 * 60 * 1000;
/** How many of the latest steps may have news that wait. */
const NEWS_LOOKED_AT = 50;

export type Notice = (typeof NOTICES)[number];

/** A new issue: to the cabinet's channel, or, flagged, to clinical safety alone. */
export async function announceRaised(
  trx: Trx,
  issue: Issue,
  cabinet: Cabinet,
  today: string,
  now: Date,
): Promise<void> {
  if (isFlagged(issue)) return announceToSafety(trx, issue, cabinet, today, now);
  const routed = await routedOffer(trx, issue, cabinet, today, now);
  if (routed.to) return offer(trx, issue, cabinet, routed, now);
  // A safety concern in the making is offered to clinical safety beside those who mend it.
  if (issue.harm === 'could') await offer(trx, issue, cabinet, await safetyOffer(trx, cabinet, today), now);
  await announceInChannel(trx, issue, cabinet, now);
}

type Offer = { to: Person | undefined; deputyId: string | null };

/** Whoever holds clinical safety and is here, with a deputy; nobody where nobody holds it or can be reached. */
async function safetyOffer(trx: Trx, cabinet: Cabinet, today: string): Promise<Offer> {
  const named = await holdersOf(trx, cabinet.teamId, CLINICAL_SAFETY);
  const { people, heard } = await safetyPeople(trx, cabinet, today);
  const to = named.length > 0 && heard ? people[0] : undefined;
  const deputy = named.find((one) => one.standing === 'deputy' && one.personId !== to?.id);
  return { to, deputyId: deputy?.personId ?? null };
}

/** Whom the cabinet's table names and who is here: the person, else the deputy. Facilitators hear of who has left. */
async function routedOffer(trx: Trx, issue: Issue, cabinet: Cabinet, today: string, now: Date): Promise<Offer> {
  const route = routeFor(await routesOf(trx, cabinet.id), issue);
  if (!route) return { to: undefined, deputyId: null };
  if (route.personId === SAFETY_FUNCTION) return safetyOffer(trx, cabinet, today);
  const { person, deputy, left } = await knownRoute(trx, route, cabinet.teamId);
  if (left.length > 0) await announceRouteLost(trx, issue, cabinet, route.id, now);
  const [to] = await reachable(
    trx,
    [person, deputy].flatMap((one) => one ?? []),
    today,
  );
  return { to, deputyId: deputy?.id ?? null };
}

async function offer(trx: Trx, issue: Issue, cabinet: Cabinet, { to, deputyId }: Offer, now: Date): Promise<void> {
  if (!to) return;
  await changeIssue(trx, issue.id, { offeredTo: to.id, deputyId });
  await addEvent(trx, issue.id, null, { kind: 'offered', fromState: 'new', toState: 'new', words: to.name }, now);
  await offerTo(trx, issue, cabinet, to.id, now);
}

async function offerTo(trx: Trx, issue: Issue, cabinet: Cabinet, personId: string, now: Date): Promise<void> {
  // Clinical safety has its hazard draft: one card, not two.
  const safety = issue.harm === 'could' ? await holdersOf(trx, cabinet.teamId, CLINICAL_SAFETY) : [];
  if (safety.some((one) => one.personId === personId)) return;
  const entry = { kind: 'issue.handler', subjectId: issue.id, to: { person: personId } } as const;
  await queue(trx, issue, { ...entry, dedupeKey: `issue.offer:${issue.id}:${personId}` }, now);
}

/** Nobody has taken what was offered, or it could not be told: the deputy gets it, and the channel. */
export async function announceUntaken(trx: Trx, issue: Issue, cabinet: Cabinet, now: Date): Promise<void> {
  if (issue.deputyId && issue.deputyId !== issue.offeredTo) await offerTo(trx, issue, cabinet, issue.deputyId, now);
  await announceInChannel(trx, issue, cabinet, now);
}

/** The table names somebody who has left: those who run the team are told, once for each line. */
async function announceRouteLost(trx: Trx, issue: Issue, cabinet: Cabinet, routeId: string, now: Date): Promise<void> {
  for (const person of await facilitatorsOf(trx, cabinet.teamId)) {
    const entry = { kind: 'cabinet.routeLost', subjectId: routeId, to: { person: person.id } } as const;
    await queue(trx, issue, { ...entry, dedupeKey: `cabinet.routeLost:${routeId}:${person.id}` }, now);
  }
}

/** A team member wrote it down for somebody: they get the receipt. */
export async function tellNamed(trx: Trx, issue: Issue, now: Date): Promise<void> {
  await queue(trx, issue, { kind: 'issue.receipt', subjectId: issue.id, to: { person: issue.raiserId } }, now);
}

/** A step of an issue: every card that shows it is refreshed; the raiser gets a message when there is one to read. */
export async function announceStep(
  trx: Trx,
  about: { issue: Issue; cabinet: Cabinet; step: Step; eventId: string; together: boolean },
  now: Date,
): Promise<void> {
  const { issue, cabinet, step, eventId, together } = about;
  await refreshIssue(trx, issue, now);
  // The raiser has the words of the answer before this one in a message of its own, where there were any for them.
  const before = await latestStep(trx, issue.id, 'updated', eventId);
  if (before) await refreshMessages(trx, { tenantId: issue.tenantId, subjectIds: [before.id] }, now);
  if (step.tellRaiser || (together && step.event.words !== '' && step.event.kind === 'updated')) {
    const notBefore = together ? new Date(now.getTime() + TOGETHER_MS) : now;
    const { personIds } = await having(trx, issue.id);
    for (const personId of personIds) await tellNews(trx, issue, eventId, personId, notBefore, now);
  } else await overtakeNews(trx, issue, step, eventId, now);
  if (step.event.kind === 'released') await announceInChannel(trx, issue, cabinet, now);
  if (step.event.kind === 'not-fixed') await tellHandlers(trx, issue, cabinet, eventId, now);
}

/**
 * News for one of those who have the issue, at `notBefore`. What waits to be said to them of the same issue is said in
 * this message instead: at the time that was set for it, or now where this one does not wait.
 */
async function tellNews(
  trx: Trx,
  issue: Issue,
  eventId: string,
  personId: string,
  notBefore: Date,
  now: Date,
): Promise<void> {
  const { tenantId } = issue;
  const subjectIds = (await eventsOf(trx, issue.id, NEWS_LOOKED_AT)).map(({ id }) => id);
  const waiting = { tenantId, kind: 'issue.news', personId, subjectIds };
  if (await repoint(trx, waiting, { subjectId: eventId, notBefore }, now)) return;
  const news = { kind: 'issue.news', subjectId: eventId, to: { person: personId } };
  await enqueue(trx, { tenantId, ...news, notBefore }, now);
}

/** An answer that was given before, to those who come to have the issue: a message of its own, with its question. */
export async function tellAnswer(
  trx: Trx,
  issue: Issue,
  eventId: string,
  personIds: readonly string[],
  now: Date,
): Promise<void> {
  for (const personId of personIds) await tellNews(trx, issue, eventId, personId, now, now);
}

/** Every posted card of an issue, of all that is merged with it, and of their hazard drafts is drawn again from the present state. */
export async function refreshIssue(trx: Trx, issue: Issue, now: Date): Promise<void> {
  const parts = await partsOf(trx, await wholeId(trx, issue.id));
  const issueIds = [...new Set([issue.id, ...parts.map(({ id }) => id)])];
  const subjectIds = [...issueIds, ...(await hazardsOfIssues(trx, issueIds)).map(({ id }) => id)];
  await refreshMessages(trx, { tenantId: issue.tenantId, subjectIds }, now);
}

async function announceInChannel(trx: Trx, issue: Issue, cabinet: Cabinet, now: Date): Promise<void> {
  const to = { conversation: cabinet.conversationId };
  // Once in each channel: a cabinet can be moved. Released again, after another lent it its flag: its card is there already.
  const dedupeKey = `issue.channel:${issue.id}:${cabinet.conversationId}`;
  await queue(trx, issue, { kind: 'issue.channel', subjectId: issue.id, to, dedupeKey }, now);
}

/**
 * A safety concern, to those who can hear it now; each hears it once, so that it can be called again when one of them
 * turned out not to be reachable.
 */
export async function announceToSafety(
  trx: Trx,
  issue: Issue,
  cabinet: Cabinet,
  today: string,
  now: Date,
): Promise<void> {
  const { people, heard } = await safetyPeople(trx, cabinet, today);
  for (const person of people) {
    const once = `issue.handler:${issue.id}:${person.id}`;
    await queue(
      trx,
      issue,
      { kind: 'issue.handler', subjectId: issue.id, to: { person: person.id }, dedupeKey: once },
      now,
    );
  }
  if (heard) return;
  // Somebody holds clinical safety and cannot be reached: facilitators are told that, but not what the issue says.
  for (const person of await facilitatorsOf(trx, cabinet.teamId)) {
    const entry = { kind: 'issue.safetyUnheard', subjectId: issue.id, to: { person: person.id } } as const;
    await queue(trx, issue, { ...entry, dedupeKey: `issue.safetyUnheard:${issue.id}:${person.id}` }, now);
  }
}

/** New issues cannot be shown in the cabinet's channel: those who run it are told, at most once a day. */
export async function announceChannelLost(trx: Trx, cabinet: Cabinet, now: Date): Promise<void> {
  for (const person of await facilitatorsOf(trx, cabinet.teamId)) {
    const entry = { kind: 'issue.channelLost', subjectId: cabinet.id, to: { person: person.id } } as const;
    const dedupeKey = `issue.channelLost:${cabinet.id}:${person.id}:${now.toISOString().slice(0, 10)}`;
    await enqueue(trx, { tenantId: cabinet.tenantId, ...entry, dedupeKey }, now);
  }
}

/** Not fixed: a flagged one goes back to clinical safety; otherwise a line under the channel's card. */
async function tellHandlers(trx: Trx, issue: Issue, cabinet: Cabinet, eventId: string, now: Date): Promise<void> {
  if (isFlagged(issue)) {
    const owner = issue.ownerId ? [issue.ownerId] : (await safetyPeople(trx, cabinet, '')).people.map(({ id }) => id);
    for (const person of owner)
      await queue(trx, issue, { kind: 'issue.note', subjectId: eventId, to: { person } }, now);
    return;
  }
  // Never shown there (offered by the table, or before the cabinet moved): back to who has it, or there to be taken.
  const shown = await messageAbout(trx, cabinet.conversationId, issue.id);
  if (!shown && !issue.ownerId) return announceInChannel(trx, issue, cabinet, now);
  const there = { conversation: cabinet.conversationId, thread: issue.id };
  const to = !shown && issue.ownerId ? { person: issue.ownerId } : there;
  await queue(trx, issue, { kind: 'issue.note', subjectId: eventId, to }, now);
}

/**
 * Whom a safety concern goes to: the holders who can be reached and are not away; else all deputies who can; else
 * everyone named, with `heard` false. Where nobody holds clinical safety: the facilitators and their deputies.
 * `today` (YYYY-MM-DD) is compared with leave; empty: leave is not looked at.
 */
export async function safetyPeople(
  db: Queries,
  cabinet: Pick<Cabinet, 'teamId'>,
  today: string,
): Promise<{ people: Person[]; heard: boolean }> {
  const named = await holdersOf(db, cabinet.teamId, CLINICAL_SAFETY);
  if (named.length === 0) return { people: await facilitatorsOf(db, cabinet.teamId), heard: true };
  for (const standing of ['holder', 'deputy'] as const) {
    const ids = named.filter((one) => one.standing === standing).map((one) => one.personId);
    const here = await reachable(db, await peopleByIds(db, ids), today);
    if (here.length > 0) return { people: here, heard: true };
  }
  return {
    people: await peopleByIds(
      db,
      named.map((one) => one.personId),
    ),
    heard: false,
  };
}

/** Those who can be written to and are not away on `today` (YYYY-MM-DD; empty: leave is not looked at). */
export async function reachable(db: Queries, people: readonly Person[], today: string): Promise<Person[]> {
  const here: Person[] = [];
  for (const person of people) {
    const away = today !== '' && person.awayUntilOn !== null && person.awayUntilOn >= today;
    const chat = await personalConversation(db, person.id);
    // Someone never seen in a chat can still be written to if a roster gave us their id.
    const open = chat ? chat.state === 'open' : person.channelUserId !== '';
    if (!away && open) here.push(person);
  }
  return here;
}

/** Those who run a team: facilitators and their deputies. */
export async function facilitatorsOf(db: Queries, teamId: string): Promise<Person[]> {
  const roles = (await rolesOf(db, teamId)).filter((role) => role.role !== 'handler' && role.confirmedAt !== null);
  return peopleByIds(db, [...new Set(roles.map((role) => role.personId))]);
}

type Entry = {
  kind: Notice;
  subjectId: string;
  to: { person: string } | { conversation: string; thread?: string };
  dedupeKey?: string;
};

async function queue(trx: Trx, issue: Issue, entry: Entry, now: Date): Promise<void> {
  await enqueue(trx, { tenantId: issue.tenantId, ...entry }, now);
}
