// Asking: the draft that a form fills in, its preview, and sending it; each in one transaction.
import { addDays, dateIn, instantOf } from '../calendar/dates.ts';
import { refreshMessages } from '../delivery/messages.ts';
import { enqueue, enqueueMany } from '../delivery/outbox.ts';
import { Refusal } from '../errors.ts';
import { type Actor, actorById } from '../people/actor.ts';
import type { Conversation } from '../people/conversations-store.ts';
import { type Standing, standingIn } from '../people/standing.ts';
import { rolesOf, type Team, teamById } from '../people/teams-store.ts';
import { audit } from '../store/audit.ts';
import type { Database, Queries, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { noSuchPoll } from './access.ts';
import { openTallies } from './anonymous.ts';
import { organisationOf, type PeopleAbout, type Reached, reachOf } from './audience.ts';
import { guardPoll, type PollInput, questionsOf } from './inputs.ts';
import { LARGE_EVERY_DAYS, MOST_BY_MEMBERS, MOST_BY_ONE, type Poll, type Question, withinMode } from './poll.ts';
import { insertRecipients } from './recipients-store.ts';
import { insertPoll, largePolls, lockOrganisation, lockPoll, replaceQuestions, updatePoll } from './store.ts';
import { templateOf } from './templates.ts';

export type PollsDeps = { db: Database; now: () => Date; peopleAbout: PeopleAbout };

/** A poll stays open for a week where nobody says otherwise, and for three months at most. */
const DAYS_OPEN = 7;
export const MOST_DAYS_OPEN = 92;
const CLOSING_TIME = '17:00';
const DAY_MS = 24 * 60 * 60 * 1000;

export function createAsking({ db, now, peopleAbout }: PollsDeps) {
  /** Begins a poll of a team, to be filled in; in a channel it asks there. `words`: what was typed with the command. */
  async function begin(
    actor: Actor,
    where: { team: Team; channel: Conversation | undefined },
    words: { question: string; choices: readonly string[] } | undefined,
  ): Promise<Poll> {
    await assertMember(db, actor, where.team.id);
    const id = newId(now());
    const choices = words?.choices ?? [];
    const kind = words && choices.length === 0 ? 'text' : 'single';
    const questions: Question[] = words ? [{ pollId: id, nth: 1, text: words.question, kind, choices, most: 1 }] : [];
    const { timeZone } = where.team;
    const closesOn = addDays(dateIn(now(), timeZone), DAYS_OPEN);
    const poll: Poll = {
      id,
      tenantId: actor.tenantId,
      teamId: where.team.id,
      organisationId: null,
      conversationId: where.channel?.id ?? null,
      askerId: actor.personId,
      template: '',
      state: 'draft',
      audience: where.channel ? 'channel' : 'team',
      people: [],
      about: '',
      mode: 'named',
      results: 'live',
      reminder: 'silent',
      closesAt: instantOf(closesOn, CLOSING_TIME, timeZone).toISOString(),
      timeZone,
      reached: 0,
      answered: 0,
      release: '',
      approverId: null,
      sentAt: null,
      closedAt: null,
      remindedAt: null,
      shownAt: null,
      redrawAfter: null,
      progress: '',
      createdAt: now().toISOString(),
      questions,
    };
    await db.transaction().execute((trx) => insertPoll(trx, poll));
    return poll;
  }

  async function assertMember(queries: Queries, actor: Actor, teamId: string): Promise<void> {
    if ((await standingIn(queries, teamId, actor)).member) return;
    throw new Refusal('forbidden', 'Only members of this team can ask its polls.');
  }

  /** A draft to go on with, for who wrote it. */
  async function draftOf(actor: Actor, pollId: string): Promise<Poll> {
    return ofAsker(actor, pollId, async (_, poll) => poll);
  }

  /** Puts a template into the form. */
  async function fill(actor: Actor, pollId: string, name: string): Promise<Poll> {
    return ofAsker(actor, pollId, async (trx, poll) => {
      const template = templateOf(name);
      if (!template) throw new Refusal('invalid', 'Template: choose one of the list.');
      const { questions, audience, ...settings } = template;
      // Without a channel to ask in, its team is asked one by one.
      const reachable = audience === 'channel' && !poll.conversationId ? ('team' as const) : audience;
      // Whoever was asked to send it was asked to send what it was before.
      const filled = { ...settings, audience: reachable, template: name, state: 'draft' as const };
      await updatePoll(trx, poll.id, filled);
      const numbered = questions.map((question, index) => ({ ...question, pollId: poll.id, nth: index + 1 }));
      await replaceQuestions(trx, poll.id, numbered);
      return { ...poll, ...filled, questions: numbered };
    });
  }

  /** Keeps what the form says, for the preview. Nothing is sent. */
  async function create(actor: Actor, input: PollInput): Promise<Poll> {
    guardPoll(input);
    return ofAsker(actor, input.poll, async (trx, poll) => {
      const questions = questionsOf(poll.id, input);
      if (input.audience === 'channel' && !poll.conversationId) {
        throw new Refusal('invalid', 'Who is asked: to ask in a channel, write poll there.');
      }
      const { audience, about } = input;
      const chosen = withinMode({ mode: input.mode, results: input.results, reminder: input.reminder });
      const people = audience === 'list' ? objectIds(input.people) : [];
      const closesAt = closingOf(poll, input).toISOString();
      const saved = { ...poll, ...chosen, audience, about, people, closesAt, state: 'draft' as const, questions };
      await reachOf(trx, actor, saved, { peopleAbout, now: now() });
      const { questions: _, ...row } = saved;
      await updatePoll(trx, poll.id, row);
      await replaceQuestions(trx, poll.id, questions);
      return saved;
    });
  }

  /** When a form's poll closes; what is left empty stays as it was. Throws a Refusal for a time that is past or far off. */
  function closingOf(poll: Poll, { closesOn, closesAt }: { closesOn: string; closesAt: string }): Date {
    const known = new Date(poll.closesAt);
    const on = closesOn || dateIn(known, poll.timeZone);
    const closing = instantOf(on, closesAt || CLOSING_TIME, poll.timeZone);
    if (closing <= now()) throw new Refusal('invalid', 'Closes on: this is past. Choose a later day or time.');
    if (closing.getTime() > now().getTime() + MOST_DAYS_OPEN * DAY_MS) {
      throw new Refusal('invalid', 'Closes on: this is more than three months off. Choose a nearer day.');
    }
    return closing;
  }

  async function ofAsker(actor: Actor, pollId: string, apply: (trx: Trx, poll: Poll) => Promise<Poll>): Promise<Poll> {
    return db.transaction().execute(async (trx) => {
      const poll = await lockPoll(trx, pollId);
      if (!poll || poll.tenantId !== actor.tenantId) throw noSuchPoll();
      if (poll.askerId !== actor.personId)
        throw new Refusal('forbidden', 'Only the person who wrote it can change it.');
      await assertMember(trx, actor, poll.teamId);
      if (poll.state !== 'draft' && poll.state !== 'waiting') {
        throw new Refusal('conflict', 'This poll was sent already, so it cannot be changed. Write poll for a new one.');
      }
      return apply(trx, poll);
    });
  }

  /** Whom it would reach, for the preview. */
  async function reach(poll: Poll): Promise<Reached> {
    return reachOf(db, await askerOf(poll), poll, { peopleAbout, now: now() });
  }

  async function askerOf(poll: Poll): Promise<Actor> {
    const asker = await actorById(db, poll.askerId);
    if (!asker) throw noSuchPoll();
    return asker;
  }

  /** Sends it, or, to very many, asks a second facilitator to. Sent already: it stays as it is. */
  async function send(actor: Actor, pollId: string, pressedIn: 'own-chat' | 'elsewhere'): Promise<Poll> {
    const asker = await actorOfPoll(pollId);
    return db.transaction().execute(async (trx) => {
      const poll = await lockPoll(trx, pollId);
      if (!poll || !asker || poll.tenantId !== actor.tenantId) throw noSuchPoll();
      const standing = await standingIn(trx, poll.teamId, actor);
      assertMaySend(actor, poll, standing);
      if (poll.state === 'open' || poll.state === 'closed') return poll;
      if (poll.state === 'cancelled' || poll.questions.length === 0) throw noSuchPoll();
      if (new Date(poll.closesAt) <= now()) {
        throw new Refusal('invalid', 'Closes on: this is past by now. Change the poll, then send it.');
      }
      const { people } = await reachOf(trx, asker, poll, { peopleAbout, now: now() });
      const organisationId = await organisationOf(trx, poll, now());
      if (!organisationId) throw noOrganisation();
      await assertSize(trx, { poll, standing, organisationId }, people.length);
      if (people.length > MOST_BY_ONE && poll.askerId === actor.personId) return handOver(trx, poll);
      return open(trx, actor, { ...poll, organisationId }, people, pressedIn);
    });
  }

  async function actorOfPoll(pollId: string): Promise<Actor | undefined> {
    const row = await db.selectFrom('polls').select('askerId').where('id', '=', pollId).executeTakeFirst();
    return row && actorById(db, row.askerId);
  }

  function assertMaySend(actor: Actor, poll: Poll, standing: Standing): void {
    const own = poll.askerId === actor.personId;
    if (own && standing.member) return;
    if (!own && poll.state !== 'draft' && standing.facilitator) return;
    throw new Refusal('forbidden', 'Only the person who wrote this poll can send it.');
  }

  type Sending = { poll: Poll; standing: Standing; organisationId: string };

  async function assertSize(trx: Trx, { poll, standing, organisationId }: Sending, count: number): Promise<void> {
    if (count > MOST_BY_MEMBERS && !standing.facilitator) {
      throw new Refusal(
        'forbidden',
        `Only somebody who runs the team can ask more than ${MOST_BY_MEMBERS} people. This poll would reach ${count}.`,
      );
    }
    if (count <= MOST_BY_ONE) return;
    await lockOrganisation(trx, organisationId);
    const since = new Date(now().getTime() - LARGE_EVERY_DAYS * DAY_MS).toISOString();
    if ((await largePolls(trx, organisationId, MOST_BY_ONE, since)) === 0) return;
    throw new Refusal(
      'conflict',
      `Your organisation was asked by a poll to more than ${MOST_BY_ONE} people in the last fortnight. Send “${
        poll.questions[0]?.text ?? ''
      }” later, or to fewer people.`,
    );
  }

  /** To very many: the others who run the team are asked to read it and to press send. */
  async function handOver(trx: Trx, poll: Poll): Promise<Poll> {
    const others = (await rolesOf(trx, poll.teamId)).filter(
      ({ role, confirmedAt, personId }) => role !== 'handler' && confirmedAt !== null && personId !== poll.askerId,
    );
    if (others.length === 0) {
      throw new Refusal(
        'conflict',
        `To more than ${MOST_BY_ONE} people, a second facilitator presses send. Write set up team to name one.`,
      );
    }
    await updatePoll(trx, poll.id, { state: 'waiting' });
    // Who was asked to send it before it was changed sees what it is now.
    await refreshMessages(trx, { tenantId: poll.tenantId, subjectIds: [poll.id], kinds: ['poll.approve'] }, now());
    for (const person of new Set(others.map(({ personId }) => personId))) {
      const dedupeKey = `poll.approve:${poll.id}:${person}`;
      const { tenantId, id: subjectId } = poll;
      await enqueue(trx, { tenantId, kind: 'poll.approve', subjectId, to: { person }, dedupeKey }, now());
    }
    return { ...poll, state: 'waiting' };
  }

  /** The poll is open, and everyone's card is queued: all of it in this transaction, or none. */
  async function open(
    trx: Trx,
    actor: Actor,
    poll: Poll,
    people: readonly string[],
    pressedIn: 'own-chat' | 'elsewhere',
  ): Promise<Poll> {
    const { id, tenantId, askerId } = poll;
    const approverId = actor.personId === askerId ? null : actor.personId;
    const sent = { state: 'open', sentAt: now().toISOString(), reached: people.length, approverId } as const;
    await updatePoll(trx, id, { ...sent, organisationId: poll.organisationId });
    await insertRecipients(trx, id, people);
    if (poll.mode === 'anonymous') await openTallies(trx, poll);
    const about = { tenantId, kind: 'poll.ballot', subjectId: id };
    if (poll.audience === 'channel') {
      const to = { conversation: poll.conversationId ?? '' };
      await enqueue(trx, { ...about, to, dedupeKey: `poll:${id}` }, now());
    } else {
      await enqueueMany(trx, { ...about, people, dedupeKey: `poll:${id}` }, now());
    }
    // The asker follows it in their own chat, unless the card that they pressed there shows it.
    if (approverId || pressedIn === 'elsewhere') {
      const status = { tenantId, kind: 'poll.status', subjectId: id, to: { person: askerId } };
      await enqueue(trx, { ...status, dedupeKey: `poll.status:${id}` }, now());
    }
    const note = `people:${people.length}`;
    await audit(trx, { tenantId, actorId: actor.personId, action: 'poll.send', subjectId: id, note }, now());
    return { ...poll, ...sent };
  }

  return { begin, draftOf, fill, create, reach, send, closingOf, teamOf: (poll: Poll) => teamById(db, poll.teamId) };
}

/** What comes of a poll is told to an organisation: without one it would end in nothing. */
function noOrganisation(): Refusal {
  return new Refusal(
    'invalid',
    'It is not known which organisation your team is of, so nobody could read what comes of this poll. Somebody who runs ' +
      'the team writes set up team, then send it again.',
  );
}

function objectIds(picked: string): string[] {
  const ids = picked.split(',').map((id) => id.trim().toLowerCase());
  return [...new Set(ids.filter((id) => /^[0-9a-f-]{36}$/.test(id)))];
}
