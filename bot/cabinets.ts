// Setting up a cabinet at the Teams door: `set up cabinet` in a channel, its form, and the card that was saved.

import { z } from 'zod';
import { cabinetCard, cabinetForm } from '../cards/issues/cabinet.ts';
import { noteCard } from '../cards/issues/handler.ts';
import type { CabinetVerb } from '../cards/issues/verbs.ts';
import type { CabinetDefaults } from '../src/config.ts';
import { findMessage } from '../src/delivery/messages.ts';
import { Refusal } from '../src/errors.ts';
import { missingFrom } from '../src/issues/cabinet.ts';
import { cabinetInput } from '../src/issues/inputs.ts';
import type { IssuesService } from '../src/issues/service.ts';
import { type Conversation, conversationById } from '../src/people/conversations-store.ts';
import { organisationById, organisationsOf, peopleByIds } from '../src/people/people-store.ts';
import { CLINICAL_SAFETY, holdersOf, membersOf } from '../src/people/teams-store.ts';
import type { Database } from '../src/store/database.ts';
import {
  type ActorTurn,
  type Answer,
  type CommandRows,
  type Draw,
  type Feature,
  runnable,
  type Verb,
  verb,
} from './feature.ts';

export const CABINET_COMMANDS = {
  'set up cabinet': {
    title: 'Set up a cabinet',
    does: 'In a channel: where its people raise digital issues',
    scopes: ['team'],
    listed: true,
  },
  'move cabinet': {
    title: 'Move a cabinet',
    does: 'In another channel of its team: new issues appear there from now on',
    scopes: ['team'],
    listed: false,
  },
} as const satisfies CommandRows;

const CHANNEL_LOST =
  'New issues cannot be shown in its channel: I was removed from it, or it is gone. They are kept, and issues lists ' +
  'them. Add me to the team again; or write move cabinet in another of its channels.';

export type CabinetsFeatureDeps = { db: Database; issues: IssuesService; defaults: CabinetDefaults };

export function createCabinetsFeature(deps: CabinetsFeatureDeps): Feature {
  const { db, issues, defaults } = deps;

  /** The form, in the channel it is for: settings are no secret, and only a facilitator's press is taken. */
  async function setUp(turn: ActorTurn): Promise<Answer> {
    const channel = channelOf(turn);
    await issues.cabinets.maySetUp(turn.actor, channel);
    return { kind: 'card', intent: { kind: 'cabinet.form', subjectId: channel.id } };
  }

  async function move(turn: ActorTurn, rest: string): Promise<Answer> {
    const cabinet = await issues.cabinets.move(turn.actor, channelOf(turn).id, rest);
    return { kind: 'card', intent: { kind: 'cabinet.card', subjectId: cabinet.id } };
  }

  const verbs: Record<CabinetVerb, Verb> = {
    'cabinet.save': verb(cabinetInput, async (turn, input) => {
      const cabinet = await issues.cabinets.save(turn.actor, channelOf(turn).id, input);
      return { kind: 'card', intent: { kind: 'cabinet.card', subjectId: cabinet.id } };
    }),
    'cabinet.edit': verb(z.object({}), setUp),
  };

  const form: Draw = async (conversationId, viewer) => {
    const channel = await conversationById(db, conversationId);
    if (!channel?.teamId) return undefined;
    const cabinet = await issues.cabinets.ofConversation(conversationId);
    const organisation = cabinet && (await organisationById(db, cabinet.organisationId));
    const holders = await holdersOf(db, channel.teamId, CLINICAL_SAFETY);
    const safety = await peopleByIds(
      db,
      holders.filter((one) => one.standing === 'holder').map((one) => one.personId),
    );
    const members = await membersOf(db, channel.teamId);
    return cabinetForm({
      token: viewer.token,
      name: cabinet?.name ?? '',
      prefix: cabinet?.prefix ?? '',
      systems: cabinet?.systems.join('\n') ?? '',
      organisation: organisation?.name ?? '',
      ods: organisation?.ods ?? '',
      incidentName: cabinet?.incidentName ?? defaults.incidentName ?? '',
      incidentUrl: cabinet?.incidentUrl ?? defaults.incidentUrl ?? '',
      deskPhone: cabinet?.deskPhone ?? defaults.deskPhone ?? '',
      deskHours: cabinet?.deskHours ?? defaults.deskHours ?? '',
      personWord: cabinet?.personWord ?? defaults.personWord,
      handlers: cabinet?.handlers ?? 'facilitators',
      safety: safety.map((person) => person.objectId),
      people: members.map((person) => ({ id: person.objectId, name: person.name })),
      askOrganisation: true,
    });
  };

  const card: Draw = async (cabinetId, viewer) => {
    const cabinet = await issues.cabinets.byId(cabinetId);
    if (!cabinet) return undefined;
    const organisation = await organisationById(db, cabinet.organisationId);
    const posted = await findMessage(db, viewer.token);
    const several = (await organisationsOf(db, cabinet.tenantId)).length > 1;
    const holders = await holdersOf(db, cabinet.teamId, CLINICAL_SAFETY);
    const safety = await peopleByIds(
      db,
      holders.map((one) => one.personId),
    );
    return cabinetCard({
      token: viewer.token,
      name: cabinet.name,
      prefix: cabinet.prefix,
      organisation: several ? (organisation?.name ?? '') : '',
      systems: cabinet.systems,
      handlers: cabinet.handlers,
      safety: safety.map((person) => person.name),
      missing: missingFrom(cabinet, holders.length > 0),
      moved: posted !== undefined && posted.conversationId !== cabinet.conversationId,
    });
  };

  const channelLost: Draw = async (cabinetId) => {
    const cabinet = await issues.cabinets.byId(cabinetId);
    return cabinet && noteCard({ reference: 'Digital cabinet', title: cabinet.name, words: CHANNEL_LOST, comment: '' });
  };

  const commands = runnable(CABINET_COMMANDS, { 'set up cabinet': setUp, 'move cabinet': move });

  return { commands, verbs, draws: { 'cabinet.form': form, 'cabinet.card': card, 'issue.channelLost': channelLost } };
}

function channelOf(turn: ActorTurn): Conversation {
  if (turn.conversation?.scope === 'channel') return turn.conversation;
  throw new Refusal('invalid', 'Write set up cabinet in the channel where its issues should appear.');
}
