// Polls at the Teams door: `poll`, `polls`; the form, the preview, and what people press on the cards.
import type { PollVerb } from '../cards/polls/verbs.ts';
import { Refusal } from '../src/errors.ts';
import {
  extendInput,
  pollIdInput,
  pollInput,
  pollPageInput,
  quotedPoll,
  templateInput,
  voteInput,
} from '../src/polls/inputs.ts';
import type { Poll } from '../src/polls/poll.ts';
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
import { createAskingDraws } from './polls-asking-draw.ts';
import { createPollDraws, type PollDrawDeps } from './polls-draw.ts';

export const POLL_COMMANDS = {
  poll: {
    title: 'Ask a poll',
    does: 'Ask people: poll "Question?" "One" "Two"',
    scopes: ['personal', 'team'],
    listed: true,
  },
  polls: {
    title: 'Polls',
    does: 'Your polls and those of your teams',
    scopes: ['personal', 'team'],
    listed: false,
  },
} as const satisfies CommandRows;

export type PollsFeatureDeps = PollDrawDeps;

export function createPollsFeature(deps: PollsFeatureDeps): Feature {
  const { polls } = deps;

  /** `poll`, `poll Question?` and `poll "Question?" "A" "B"`; any other words after it are no command. */
  async function begin(turn: ActorTurn, rest: string): Promise<Answer | undefined> {
    const words = quotedPoll(rest) ?? (rest.trim().endsWith('?') ? { question: rest.trim(), choices: [] } : undefined);
    if (!words && isSentence(rest)) return undefined;
    const channel = turn.conversation?.scope === 'channel' ? turn.conversation : undefined;
    const team = turn.teamHere ?? (await polls.teamToAsk(turn.actor));
    return form(await polls.begin(turn.actor, { team, channel }, words));
  }

  const form = ({ id: subjectId }: Poll): Answer => ({
    kind: 'card',
    intent: { kind: 'poll.form', subjectId },
    fleeting: true,
  });

  const preview = ({ id: subjectId }: Poll): Answer => ({ kind: 'card', intent: { kind: 'poll.preview', subjectId } });

  /** How it stands, for who manages it: results are not for a channel, so there it is their own view. */
  const status = (turn: ActorTurn, { id }: Poll, page = 1): Answer => ({
    kind: 'card',
    intent: { kind: 'poll.status', subjectId: page === 1 ? id : `${id}:${page}` },
    onlyForThem: turn.scope !== 'personal',
  });

  /** The card to answer; on a card that others see too it is this person's own view. */
  const ballot = (turn: ActorTurn, { id, mode }: Poll, page = 1): Answer => ({
    kind: 'card',
    intent: { kind: 'poll.ballot', subjectId: page === 1 ? id : `${id}:${page}` },
    onlyForThem: turn.scope !== 'personal',
    discreet: mode === 'anonymous',
  });

  async function list(turn: ActorTurn, page: number): Promise<Answer> {
    const subjectId = `${turn.actor.personId}:${page}`;
    return { kind: 'card', intent: { kind: 'poll.list', subjectId }, onlyForThem: turn.kind === 'click' };
  }

  /** After something was done to it: an admin of the service may do it, and sees no more of it for that. */
  async function done(turn: ActorTurn, poll: Poll): Promise<Answer> {
    const { manages } = await polls.accessOf({ ...turn.actor, admin: false }, poll);
    if (manages) return status(turn, poll);
    return { kind: 'notice', text: 'That is done. How it stands is shown to who asked and to whoever runs the team.' };
  }

  async function openStatus(turn: ActorTurn, id: string, page: number): Promise<Answer> {
    const { poll, access } = await polls.open({ ...turn.actor, admin: false }, id);
    if (!access.manages) {
      throw new Refusal(
        'forbidden',
        'Only the person who asked, or somebody who runs the team, can see how it stands.',
      );
    }
    return status(turn, poll, page);
  }

  const verbs: Record<PollVerb, Verb> = {
    'poll.form': verb(pollIdInput, async (turn, input) => form(await polls.draftOf(turn.actor, input.poll))),
    'poll.template': verb(templateInput, async (turn, input) =>
      form(await polls.fill(turn.actor, input.poll, input.template)),
    ),
    'poll.create': verb(pollInput, async (turn, input) => preview(await polls.create(turn.actor, input))),
    'poll.send': verb(pollIdInput, async (turn, input) => {
      const own = turn.scope === 'personal';
      const sent = await polls.send(turn.actor, input.poll, own ? 'own-chat' : 'elsewhere');
      return own && sent.state !== 'waiting' && sent.askerId === turn.actor.personId
        ? status(turn, sent)
        : preview(sent);
    }),
    'poll.vote': verb(voteInput, async (turn, input) => ballot(turn, await polls.vote(turn.actor, input))),
    'poll.view': verb(pollPageInput, async (turn, { poll: id, page }) => {
      const { poll } = await polls.open({ ...turn.actor, admin: false }, id);
      return ballot(turn, poll, page);
    }),
    'poll.follow': verb(pollIdInput, async (turn, input) => {
      await polls.follow({ ...turn.actor, admin: false }, input.poll);
      return { kind: 'notice', text: 'I will tell you in our own chat what comes of this.' };
    }),
    'poll.status': verb(pollPageInput, (turn, { poll: id, page }) => openStatus(turn, id, page)),
    'poll.list': verb(pollPageInput.pick({ page: true }), (turn, { page }) => list(turn, page)),
    'poll.close': verb(pollIdInput, async (turn, input) => done(turn, await polls.close(turn.actor, input.poll))),
    'poll.extend': verb(extendInput, async (turn, { poll: id, ...to }) =>
      done(turn, await polls.extend(turn.actor, id, to)),
    ),
    'poll.cancel': verb(pollIdInput, async (turn, input) => done(turn, await polls.cancel(turn.actor, input.poll))),
    'poll.show': verb(pollIdInput, async (turn, input) => done(turn, await polls.show(turn.actor, input.poll))),
  };

  const commands = runnable(POLL_COMMANDS, {
    poll: begin,
    polls: async (turn, rest) => (isSentence(rest) ? undefined : list(turn, 1)),
  });
  return { commands, verbs, draws: { ...createAskingDraws(deps), ...createPollDraws(deps) } };
}
