// Who is here, and where: refreshes it with every activity; installs and removals; people who join and leave.
import { findMessage, messageByActivity, recordMessage, refreshMessages } from '../src/delivery/messages.ts';
import { enqueue, requeueUnreachable } from '../src/delivery/outbox.ts';
import type { Actor } from '../src/people/actor.ts';
import {
  type Conversation,
  claimTeamWelcome,
  claimWelcome,
  closeConversation,
  closeTeamConversations,
  findConversation,
  personalConversation,
  reopenTeamConversations,
  seeConversation,
} from '../src/people/conversations-store.ts';
import { findByChannelUser, findPerson, hasDomains, type Person, seePerson } from '../src/people/people-store.ts';
import type { PeopleService } from '../src/people/service.ts';
import { addMember, findTeam, isMember, seeTeam, type Team, updateTeam } from '../src/people/teams-store.ts';
import type { Database, Trx } from '../src/store/database.ts';
import { newId } from '../src/store/ids.ts';
import type { ActorTurn } from './feature.ts';
import type { Roster } from './roster.ts';
import type { Turn } from './turn.ts';

export type ArrivalsDeps = {
  db: Database;
  now: () => Date;
  timeZone: string;
  admins: readonly string[];
  people: PeopleService;
  roster: Roster;
};

/** Our own ids: what a card sends back is not believed to be one. */
const TOKEN = /^[0-9a-v]{24}$/;

export type Arrivals = ReturnType<typeof createArrivals>;

export function createArrivals(deps: ArrivalsDeps) {
  const { db, now } = deps;

  /** The person of a turn, and where they are; undefined when no person did it. */
  async function meet(turn: Turn): Promise<ActorTurn | undefined> {
    if (!turn.sender) return undefined;
    const person = await seePerson(db, { tenantId: turn.key.tenantId, email: '', ...turn.sender }, now());
    const actor = actorOf(person);
    if (turn.kind === 'dialog' || turn.kind === 'dialog-submit' || turn.kind === 'search') {
      // These open in any chat, also one between two people: nothing is to be learnt of where we can write.
      return {
        ...turn,
        actor,
        conversation: await personalConversation(db, person.id),
        teamHere: undefined,
        card: newId(now()),
      };
    }
    const teamHere = turn.team && (await teamOf(turn.key.tenantId, turn.team));
    const conversation = await see(turn, person, teamHere);
    if (teamHere) await admit(turn, person, teamHere);
    else await learnMail(turn, person);
    return { ...turn, actor, conversation, teamHere, card: await cardOf(turn, conversation) };
  }

  function actorOf(person: Person): Actor {
    const { id: personId, tenantId, objectId, name } = person;
    return { personId, tenantId, objectId, name, admin: deps.admins.includes(objectId) };
  }

  async function teamOf(tenantId: string, team: { teamKey: string; name: string }): Promise<Team> {
    const known = await findTeam(db, tenantId, team.teamKey);
    const same = known && !known.removedAt && (!team.name || known.name === team.name);
    return same ? known : seeTeam(db, { tenantId, ...team }, deps.timeZone, now());
  }

  function see(turn: Turn, person: Person | undefined, team: Team | undefined): Promise<Conversation> {
    const { tenantId, conversationKey } = turn.key;
    const { scope, serviceUrl, botKey } = turn;
    const personId = scope === 'personal' ? (person?.id ?? null) : null;
    const where = { tenantId, conversationKey, scope, serviceUrl, botKey, personId, teamId: team?.id ?? null };
    return db.transaction().execute(async (trx) => {
      const before = personId ? await findConversation(trx, tenantId, conversationKey) : undefined;
      const seen = await seeConversation(trx, where, now());
      // Who had blocked us and is back hears now what they could not be told: nobody is to miss the end of their issue.
      if (personId && before && before.state !== 'open') await requeueUnreachable(trx, personId, now());
      return seen;
    });
  }

  /** Somebody writes in a channel of a team whose roster did not name them: asks Teams whether they are a member. */
  async function admit(turn: Turn, person: Person, team: Team): Promise<void> {
    if (await isMember(db, team.id, person.id)) return;
    const listed = await deps.roster.member(turn, person.channelUserId);
    if (!listed) return;
    await addMember(db, team.id, person.id, now());
    if (listed.email) await seePerson(db, { ...person, email: listed.email, guest: listed.guest }, now());
  }

  /** Where mail domains say who is of which organisation, the address of somebody in no team is asked of Teams. */
  async function learnMail(turn: Turn, person: Person): Promise<void> {
    if (turn.scope !== 'personal' || person.email || !(await hasDomains(db, person.tenantId))) return;
    const listed = await deps.roster.member(turn, person.channelUserId);
    if (listed?.email) await seePerson(db, { ...person, email: listed.email }, now());
  }

  /** The token of the card that was pressed, or a new one for the card to come. */
  async function cardOf(turn: Turn, conversation: Conversation): Promise<string> {
    if (turn.kind !== 'click' && turn.kind !== 'submit') return newId(now());
    const token = TOKEN.test(String(turn.data.card)) ? String(turn.data.card) : '';
    const byToken = token ? await findMessage(db, token) : undefined;
    if (byToken?.conversationId === conversation.id && byToken.activityKey) return byToken.id;
    if (!turn.holderKey) return byToken?.conversationId === conversation.id ? byToken.id : newId(now());
    const byActivity = await messageByActivity(db, conversation.id, turn.holderKey);
    if (byActivity) return byActivity.id;
    // Pressed before its sending was recorded, or after the record was lost: Teams tells us which message it is.
    const id = byToken === undefined && token ? token : newId(now());
    const { tenantId } = turn.key;
    const personId = conversation.personId;
    const message = { id, tenantId, conversationId: conversation.id, activityKey: turn.holderKey, personId };
    await recordMessage(db, { ...message, kind: 'unknown', subjectId: '' }, now());
    return id;
  }

  /** Installs, removals, people who come and go. */
  async function handle(turn: Turn): Promise<void> {
    if (turn.kind === 'uninstalled') return leave(turn);
    if (turn.kind === 'left') return turn.members.some((member) => member.isBot) ? leave(turn) : depart(turn);
    if (turn.kind === 'installed' || (turn.kind === 'joined' && turn.members.some((member) => member.isBot))) {
      return arrive(turn);
    }
    if (turn.kind === 'joined') return admitMembers(turn);
  }

  /** The bot is here: one welcome for the conversation, never one for each member. */
  async function arrive(turn: Turn): Promise<void> {
    const by = turn.kind === 'installed' ? turn.sender : undefined;
    const personal =
      turn.scope === 'personal' ? (turn.sender ?? turn.members.find((member) => !member.isBot)) : undefined;
    const who = by ?? (personal?.objectId ? { name: '', ...personal } : undefined);
    const person = who && (await seePerson(db, { tenantId: turn.key.tenantId, email: '', ...who }, now()));
    if (turn.team) {
      await deps.people.installed(
        { tenantId: turn.key.tenantId, ...turn.team },
        person && by ? actorOf(person) : undefined,
      );
    }
    const team = turn.team && (await findTeam(db, turn.key.tenantId, turn.team.teamKey));
    if (team && person) await addMember(db, team.id, person.id, now());
    const conversation = await see(turn, person, team);
    if (team) await reopenTeamConversations(db, team.id);
    if (team) await deps.roster.refresh(turn, team);
    await welcome(conversation, team);
    // Adding comes as two activities, in any order, and only one says who did it: the welcome is drawn again then.
    if (team && by) await redrawWelcome(team);
  }

  /** Not in the chat of a meeting: there is nothing to do there before it begins. */
  async function welcome(conversation: Conversation, team: Team | undefined): Promise<void> {
    if (conversation.scope === 'group') return;
    await db.transaction().execute(async (trx) => {
      const claimed = team
        ? await claimTeamWelcome(trx, conversation, now())
        : await claimWelcome(trx, conversation.id, now());
      if (!claimed) return;
      const { tenantId } = conversation;
      const intent = team
        ? { kind: 'team.welcome', subjectId: team.id }
        : { kind: 'person.welcome', subjectId: conversation.personId ?? '' };
      // In somebody's own chat it is theirs: what they press on it is drawn for them.
      const { id, personId } = conversation;
      const to = !team && personId ? { person: personId } : { conversation: id };
      await enqueue(trx, { tenantId, ...intent, to }, now());
    });
  }

  async function redrawWelcome(team: Team): Promise<void> {
    const about = { tenantId: team.tenantId, subjectIds: [team.id], kinds: ['team.welcome'] };
    await db.transaction().execute((trx) => refreshMessages(trx, about, now()));
  }

  async function leave(turn: Turn): Promise<void> {
    const { tenantId, conversationKey } = turn.key;
    // Out of a private or shared channel, the app stays in its team.
    const team = turn.channelApart ? undefined : turn.team && (await findTeam(db, tenantId, turn.team.teamKey));
    if (team) {
      await closeTeamConversations(db, team.id);
      await updateTeam(db, team.id, { removedAt: now().toISOString() });
    }
    const conversation = await findConversation(db, tenantId, conversationKey);
    if (conversation) await closeConversation(db, conversation.id, 'uninstalled', 'the app was removed');
  }

  async function admitMembers(turn: Turn): Promise<void> {
    const team = turn.team && (await teamOf(turn.key.tenantId, turn.team));
    if (!team) return;
    await see(turn, undefined, team);
    for (const member of turn.members) {
      if (!member.objectId) {
        // Only the roster says who that is.
        await deps.roster.refresh(turn, team);
        continue;
      }
      const seen = { tenantId: turn.key.tenantId, name: '', email: '', ...member };
      const { isBot: _, ...fields } = seen;
      const person = await seePerson(db, fields, now());
      const listed = person.name ? undefined : await deps.roster.member(turn, member.channelUserId);
      if (listed) await seePerson(db, { ...person, ...listed }, now());
      await addMember(db, team.id, person.id, now());
    }
  }

  async function depart(turn: Turn): Promise<void> {
    const team = turn.team && (await findTeam(db, turn.key.tenantId, turn.team.teamKey));
    if (!team) return;
    await see(turn, undefined, team);
    await db.transaction().execute(async (trx: Trx) => {
      for (const member of turn.members) {
        const { tenantId } = turn.key;
        const person = member.objectId
          ? await findPerson(trx, tenantId, member.objectId)
          : await findByChannelUser(trx, tenantId, member.channelUserId);
        if (person) await deps.people.memberLeft(trx, team.id, person.id);
      }
    });
  }

  /** In a team installed by policy, the first member who writes is put forward to run it; a second one confirms. */
  async function greetFirstWriter(turn: ActorTurn): Promise<void> {
    const { teamHere, conversation } = turn;
    if (!teamHere || !conversation) return;
    if (!(await deps.people.putForward(teamHere.id, turn.actor))) return;
    const to = { conversation: conversation.id, ...(turn.thread && { thread: turn.thread }) };
    await db
      .transaction()
      .execute((trx) =>
        enqueue(trx, { tenantId: turn.key.tenantId, kind: 'team.confirm', subjectId: teamHere.id, to }, now()),
      );
  }

  return { meet, handle, greetFirstWriter };
}
