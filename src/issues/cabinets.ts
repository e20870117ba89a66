// Setting up a cabinet: whose it is, who handles its issues, and where people are sent for what is not an issue.
import { refreshMessages } from '../delivery/messages.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { type Conversation, conversationById } from '../people/conversations-store.ts';
import { findPerson } from '../people/people-store.ts';
import { standingIn } from '../people/standing.ts';
import { CLINICAL_SAFETY, holdersOf, isMember, setHolders, teamById, updateTeam } from '../people/teams-store.ts';
import { audit } from '../store/audit.ts';
import type { Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { type Cabinet, parseLink, parsePrefix, parseSystems } from './cabinet.ts';
import { cabinetById, cabinetOfConversation, cabinetsOf, cabinetsOfTeam, saveCabinet } from './cabinets-store.ts';
import type { IssuesDeps } from './deps.ts';
import { type CabinetInput, guard, guardReplies, type RepliesInput } from './inputs.ts';
import { ownReplies } from './starters.ts';

type Deps = IssuesDeps & { defaultPersonWord: string; safetyChanged: (trx: Trx, teamId: string) => Promise<void> };

export function createCabinets(deps: Deps) {
  const { db, now } = deps;

  /** Saves the cabinet of a channel, or changes it. `conversation` is the channel that was written in. */
  async function save(actor: Actor, conversationId: string, input: CabinetInput): Promise<Cabinet> {
    guard(input);
    const settings = {
      prefix: parsePrefix(input.prefix),
      systems: parseSystems(input.systems),
      incidentUrl: parseLink(input.incidentUrl),
    };
    return db.transaction().execute(async (trx) => {
      const conversation = await conversationById(trx, conversationId);
      const teamId = await assertMaySetUp(trx, actor, conversation);
      const known = await cabinetOfConversation(trx, conversationId);
      const team = await teamById(trx, teamId);
      const whose = team?.organisationId ?? null;
      const organisation = await deps.people.claimOrganisation(trx, actor, input.organisation, input.ods, whose);
      if (known && known.organisationId !== organisation.id) {
        // Its issues, and who may read them, belong to the organisation it has.
        throw new Refusal(
          'conflict',
          'Organisation: this cabinet belongs to another one, with its issues. Write its name as it was.',
        );
      }
      await assertPrefixFree(trx, actor.tenantId, organisation.id, settings.prefix, known?.id);
      const cabinet: Cabinet = {
        id: known?.id ?? newId(now()),
        tenantId: actor.tenantId,
        organisationId: organisation.id,
        teamId,
        conversationId,
        name: input.name,
        ...settings,
        replies: known?.replies ?? {},
        lastNumber: known?.lastNumber ?? 0,
        incidentName: input.incidentName,
        deskPhone: input.deskPhone,
        deskHours: input.deskHours,
        personWord: input.personWord || deps.defaultPersonWord,
        handlers: input.handlers,
        createdAt: known?.createdAt ?? now().toISOString(),
        updatedAt: now().toISOString(),
      };
      await saveCabinet(trx, cabinet);
      await nameSafety(trx, actor, teamId, input.safety);
      if (!whose) await updateTeam(trx, teamId, { organisationId: organisation.id });
      await audit(
        trx,
        { tenantId: actor.tenantId, actorId: actor.personId, action: 'cabinet.save', subjectId: cabinet.id },
        now(),
      );
      return cabinet;
    });
  }

  /** Throws unless the actor may set up a cabinet in this channel. Returns the team's id. */
  async function assertMaySetUp(trx: Trx, actor: Actor, conversation: Conversation | undefined): Promise<string> {
    if (!conversation?.teamId || conversation.tenantId !== actor.tenantId) {
      throw new Refusal(
        'invalid',
        'A cabinet belongs to a channel. Write set up cabinet in the channel where its issues should appear.',
      );
    }
    const standing = await standingIn(trx, conversation.teamId, actor);
    if (!standing.configures) {
      throw new Refusal('forbidden', 'Only a facilitator of this team, or their deputy, can set up a cabinet.');
    }
    return conversation.teamId;
  }

  /**
   * Moves a cabinet of the team to this channel: its issues' later cards appear here. `called`: its name or letters; empty
   * where the team has no other.
   */
  async function move(actor: Actor, conversationId: string, called: string): Promise<Cabinet> {
    return db.transaction().execute(async (trx) => {
      const teamId = await assertMaySetUp(trx, actor, await conversationById(trx, conversationId));
      const there = await cabinetOfConversation(trx, conversationId);
      const cabinet = theOne(await cabinetsOfTeam(trx, teamId), called, there);
      if (cabinet.id === there?.id) return cabinet;
      if (there) {
        throw new Refusal('conflict', `This channel has ${there.name} already. Write move cabinet in another channel.`);
      }
      const moved = { ...cabinet, conversationId, updatedAt: now().toISOString() };
      await saveCabinet(trx, moved);
      const { tenantId, personId: actorId } = actor;
      await audit(trx, { tenantId, actorId, action: 'cabinet.move', subjectId: cabinet.id }, now());
      await refreshMessages(trx, { tenantId, subjectIds: [cabinet.id], kinds: ['cabinet.card'] }, now());
      return moved;
    });
  }

  /** A cabinet's own words for the replies to begin from. Throws like `save`. */
  async function saveReplies(actor: Actor, cabinetId: string, input: RepliesInput): Promise<void> {
    guardReplies(input);
    await db.transaction().execute(async (trx) => {
      const cabinet = await cabinetById(trx, cabinetId);
      await assertMaySetUp(trx, actor, cabinet && (await conversationById(trx, cabinet.conversationId)));
      if (!cabinet) return;
      await saveCabinet(trx, { ...cabinet, replies: ownReplies(input), updatedAt: now().toISOString() });
      const { tenantId, personId: actorId } = actor;
      await audit(trx, { tenantId, actorId, action: 'cabinet.replies', subjectId: cabinetId }, now());
    });
  }

  async function nameSafety(trx: Trx, actor: Actor, teamId: string, picked: string): Promise<void> {
    const ids: string[] = [];
    for (const objectId of picked
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)) {
      const person = await findPerson(trx, actor.tenantId, objectId);
      if (!person || !(await isMember(trx, teamId, person.id))) {
        throw new Refusal(
          'invalid',
          'Clinical safety: somebody you chose is not a member of this team. Add them to it first.',
        );
      }
      ids.push(person.id);
    }
    await setHolders(trx, teamId, CLINICAL_SAFETY, 'holder', ids, actor.personId, now());
    await deps.safetyChanged(trx, teamId);
  }

  return {
    save,
    saveReplies,
    move,
    byId: (id: string) => cabinetById(db, id),
    ofConversation: (conversationId: string) => cabinetOfConversation(db, conversationId),
    safetyHeld: async (cabinet: Cabinet) => (await holdersOf(db, cabinet.teamId, CLINICAL_SAFETY)).length > 0,
    maySetUp: (actor: Actor, conversation: Conversation) =>
      db.transaction().execute((trx) => assertMaySetUp(trx, actor, conversation)),
  };
}

/** The cabinet that is meant: that of this name or these letters; of none, the only one, the one in this channel aside. */
function theOne(all: readonly Cabinet[], called: string, here: Cabinet | undefined): Cabinet {
  const others = all.filter((one) => one.id !== here?.id);
  if (others.length === 0) {
    throw new Refusal(
      'missing',
      'This team has no other digital cabinet to move here. Write set up cabinet for a new one.',
    );
  }
  const name = called.toLowerCase();
  const named = all.find((one) => [one.name, one.prefix].some((word) => word.toLowerCase() === name));
  const only = called === '' && others.length === 1 ? others[0] : undefined;
  const found = named ?? only;
  if (found) return found;
  const letters = others.map((one) => one.prefix).join(', ');
  throw new Refusal('invalid', `Which one? Write move cabinet and its letters: ${letters}.`);
}

async function assertPrefixFree(
  trx: Trx,
  tenantId: string,
  organisationId: string,
  prefix: string,
  own: string | undefined,
): Promise<void> {
  const same = (await cabinetsOf(trx, tenantId, organisationId)).find((one) => one.prefix === prefix && one.id !== own);
  if (same) throw new Refusal('conflict', `Short letters: ${prefix} is used by ${same.name} already. Choose another.`);
}
