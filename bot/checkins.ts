// Check-ins at the Teams door: `set up check-in`, `checkin`; what people press on the cards.
import type { CheckinVerb } from '../cards/checkins/verbs.ts';
import { AUTHOR_ASKED, SEEN_BY_AUTHOR } from '../cards/checkins/words.ts';
import type { Mine } from '../src/checkins/answering.ts';
import type { Forum } from '../src/checkins/forum.ts';
import {
  addInput,
  agreeInput,
  answerInput,
  approveInput,
  awayInput,
  forumIdInput,
  forumInput,
  helpInput,
  joinInput,
  memberInput,
  mergeInput,
  offerInput,
  openInput,
  readInput,
  rosterInput,
  roundInput,
  shareInput,
} from '../src/checkins/inputs.ts';
import { READ_KIND } from '../src/checkins/round.ts';
import { Refusal } from '../src/errors.ts';
import type { Conversation } from '../src/people/conversations-store.ts';
import { type CheckinDrawDeps, createCheckinDraws } from './checkins-draw.ts';
import { createDigestDraws } from './checkins-draw-digest.ts';
import { createFormDraws } from './checkins-draw-form.ts';
import { createForumDraws } from './checkins-draw-forum.ts';
import {
  type ActorTurn,
  type Answer,
  type CommandRows,
  type Feature,
  isSentence,
  runnable,
  type Verb,
  verb,
} from './feature.ts';
import type { Roster } from './roster.ts';

export const CHECKIN_COMMANDS = {
  'set up check-in': {
    title: 'Set up a check-in',
    does: 'In a channel: a weekly check-in of the CCIOs of a region',
    scopes: ['team'],
    listed: false,
  },
  checkin: {
    title: 'Check in',
    does: 'How your week is, while the round is open',
    scopes: ['personal'],
    listed: true,
  },
} as const satisfies CommandRows;

const NONE_OPEN =
  'No check-in is open for you now. When you are on a roster, I write to you on its day. To join one, press Ask to join in its channel.';
const MOST_OPEN = 6;

export type CheckinsFeatureDeps = CheckinDrawDeps & { roster: Roster };

export function createCheckinsFeature(deps: CheckinsFeatureDeps): Feature {
  const { answering, forums, members, offering, reading } = deps.checkins;

  async function setUp(turn: ActorTurn): Promise<Answer> {
    const channel = channelOf(turn);
    await forums.forForm(turn.actor, channel);
    if (turn.teamHere) await deps.roster.refresh(turn, turn.teamHere);
    return {
      kind: 'card',
      intent: { kind: 'checkin.form', subjectId: channel.id },
      onlyForThem: turn.kind === 'click',
    };
  }

  /** One's own place in the round that is open; of several, which one. */
  async function checkIn(turn: ActorTurn, rest: string): Promise<Answer | undefined> {
    if (isSentence(rest)) return undefined;
    const open = await answering.open(turn.actor);
    const [only] = open;
    if (!only) return noneOpen(turn);
    if (open.length === 1) return prompt(turn, only);
    const rounds = open.slice(0, MOST_OPEN).map(({ round }) => round.id);
    return { kind: 'card', intent: { kind: 'checkin.which', subjectId: rounds.join(',') } };
  }

  /** Who has no card of the round to read it from (a deputy, say) comes to the last digest by asking for it. */
  async function noneOpen(turn: ActorTurn): Promise<Answer> {
    const last = (await reading.latest(turn.actor.personId)).slice(0, MOST_OPEN).map(({ id }) => id);
    if (last.length === 0) return { kind: 'notice', text: NONE_OPEN };
    const intent = { kind: 'checkin.last', subjectId: last.join(',') };
    return { kind: 'card', intent, onlyForThem: turn.scope !== 'personal' };
  }

  /** What is somebody's own is never shown to a channel. */
  function prompt(turn: ActorTurn, { round, seat }: Pick<Mine, 'round' | 'seat'>): Answer {
    const intent = { kind: 'checkin.prompt', subjectId: `${round.id}:${seat.seatId}` };
    return { kind: 'card', intent, onlyForThem: turn.scope !== 'personal' };
  }

  async function lookAgain(turn: ActorTurn, roundId: string): Promise<Answer> {
    const mine = await answering.look(turn.actor.personId, roundId);
    if (!mine) throw new Refusal('forbidden', 'Only people on the roster of this check-in can answer it.');
    return prompt(turn, mine);
  }

  function forumCard(turn: ActorTurn, { id, conversationId }: Forum): Answer {
    const onlyForThem = turn.conversation?.id !== conversationId;
    return { kind: 'card', intent: { kind: 'checkin.forum', subjectId: id }, onlyForThem };
  }

  function roster(forumId: string, page: number): Answer {
    return { kind: 'card', intent: { kind: 'checkin.roster', subjectId: `${forumId}:${page}` }, onlyForThem: true };
  }

  const forForum: Pick<
    Record<CheckinVerb, Verb>,
    Extract<CheckinVerb, `forum.${string}` | `roster.${string}` | `checkin.join${string}`>
  > = {
    'forum.form': verb(forumIdInput, setUp),
    'forum.save': verb(forumInput, async (turn, input) => {
      // Who may not set it up learns nothing of the roster that was pasted.
      const channel = channelOf(turn);
      await forums.forForm(turn.actor, channel);
      if (input.members === 'channel' && turn.teamHere) await deps.roster.refresh(turn, turn.teamHere);
      return forumCard(turn, await forums.save(turn.actor, channel, input));
    }),
    'forum.end': verb(forumIdInput, async (turn, input) => forumCard(turn, await forums.end(turn.actor, input.forum))),
    'forum.roster': verb(rosterInput, async (turn, { forum, page }) => {
      const found = await forums.byId(forum);
      if (!found || found.tenantId !== turn.actor.tenantId) throw noForum();
      if (!(await forums.mayRun(turn.actor, found))) {
        throw new Refusal('forbidden', 'Only the host of this check-in, and who runs the team, can see the roster.');
      }
      return roster(found.id, page);
    }),
    'roster.remove': verb(memberInput, async (turn, { forum, member }) => {
      await members.remove(turn.actor, forum, member);
      return roster(forum, 1);
    }),
    'roster.merge': verb(mergeInput, async (turn, { forum, organisation, successor, on }) => {
      await members.merge(turn.actor, forum, organisation, successor, on);
      return roster(forum, 1);
    }),
    'roster.approve': verb(approveInput, async (turn, { member, answer }) => {
      await members.approve(turn.actor, member, answer === 'yes');
      const intent = { kind: 'checkin.joining', subjectId: member };
      return { kind: 'card', intent, onlyForThem: turn.scope !== 'personal' };
    }),
    'checkin.joinForm': verb(forumIdInput, async (turn, input) => {
      const { id: subjectId } = await members.mayAsk(turn.actor, input.forum);
      return { kind: 'card', intent: { kind: 'checkin.joinForm', subjectId }, onlyForThem: true };
    }),
    'checkin.join': verb(joinInput, async (turn, input) => {
      await members.join(turn.actor, input);
      return { kind: 'notice', text: 'The host is asked. I tell you in our own chat what they say.' };
    }),
  };

  const verbs: Record<CheckinVerb, Verb> = {
    ...forForum,
    'checkin.view': verb(roundInput, (turn, { round }) => lookAgain(turn, round)),
    'checkin.read': verb(readInput, async (turn, { round, part }) => {
      await reading.posted(turn.actor.personId, round);
      const intent = { kind: READ_KIND, subjectId: `${round}:${part}` };
      return { kind: 'card', intent, onlyForThem: turn.scope !== 'personal' };
    }),
    'checkin.answer': verb(answerInput, async (turn, { round, state }) =>
      prompt(turn, await answering.answer(turn.actor, round, state)),
    ),
    'checkin.add': verb(addInput, async (turn, input) =>
      prompt(turn, await answering.add(turn.actor, input.round, input)),
    ),
    'checkin.help': verb(helpInput, async (turn, { round, how }) =>
      prompt(turn, await answering.help(turn.actor, round, how)),
    ),
    'checkin.skip': verb(roundInput, async (turn, { round }) => prompt(turn, await answering.skip(turn.actor, round))),
    'checkin.away': verb(awayInput, async (turn, { round, until }) =>
      prompt(turn, await answering.away(turn.actor, round, until)),
    ),
    'checkin.pause': verb(roundInput, async (turn, { round }) => {
      await lookAgain(turn, round);
      await answering.pause(turn.actor);
      return lookAgain(turn, round);
    }),
    'checkin.resume': verb(roundInput, async (turn, { round }) => {
      await lookAgain(turn, round);
      await answering.resume(turn.actor, round);
      return lookAgain(turn, round);
    }),
    'checkin.offer': verb(offerInput, async (turn, { about, need, offer }) => {
      const item = about === 'need' ? need : offer;
      if (!item) throw new Refusal('invalid', `Which ${about}: choose one of the list.`);
      await offering.offer(turn.actor, item, about);
      return { kind: 'notice', text: SEEN_BY_AUTHOR };
    }),
    'checkin.open': verb(openInput, async (turn, { offer }) => {
      await offering.open(turn.actor, offer);
      const intent = { kind: 'checkin.contact', subjectId: offer };
      return { kind: 'card', intent, onlyForThem: turn.scope !== 'personal' };
    }),
    'checkin.share': verb(shareInput, async (turn, { learning }) => {
      if (!learning) throw new Refusal('invalid', 'Which one: choose one of the list.');
      await offering.share(turn.actor, learning);
      return { kind: 'notice', text: AUTHOR_ASKED };
    }),
    'checkin.agree': verb(agreeInput, async (turn, { share, answer }) => {
      await offering.agree(turn.actor, share, answer);
      const intent = { kind: 'checkin.share', subjectId: share };
      return { kind: 'card', intent, onlyForThem: turn.scope !== 'personal' };
    }),
  };

  const commands = runnable(CHECKIN_COMMANDS, { 'set up check-in': setUp, checkin: checkIn });
  return {
    commands,
    verbs,
    draws: {
      ...createCheckinDraws(deps),
      ...createDigestDraws(deps),
      ...createFormDraws(deps),
      ...createForumDraws(deps),
    },
  };
}

function channelOf(turn: ActorTurn): Conversation {
  if (turn.conversation?.scope === 'channel') return turn.conversation;
  throw new Refusal('invalid', 'Write set up check-in in the channel that the check-in is for.');
}

function noForum(): Refusal {
  return new Refusal('missing', 'There is no such check-in. In its channel, write set up check-in.');
}
