// The shape of a feature at the Teams door: its commands, its verbs, and how each of its messages is drawn.
import type { z } from 'zod';
import type { Rendered } from '../cards/render.ts';
import type { Actor } from '../src/people/actor.ts';
import type { Conversation } from '../src/people/conversations-store.ts';
import type { Team } from '../src/people/teams-store.ts';
import type { Turn } from './turn.ts';

/** What a message is about: enough to draw it, now or later, from the state of that moment. */
export type Intent = { kind: string; subjectId: string };

export type Answer =
  /**
   * A card. `onlyForThem`: this person's own view of a card that others see too; for those it stays as it is.
   * `fleeting`: a form that is being filled in, where an edit that comes late would wipe what was typed.
   * `discreet`: of an anonymous act; the card does not tell what it was, and nothing that is kept tells its hour.
   */
  | { kind: 'card'; intent: Intent; onlyForThem?: boolean; fleeting?: boolean; discreet?: boolean }
  | { kind: 'notice'; text: string };

/**
 * A turn of a person, with what the router found out. `card` is the token of the card pressed, or of the one to come;
 * `conversation` is undefined in a dialog, which may be opened in chats that the bot is not in.
 */
export type ActorTurn = Turn & {
  actor: Actor;
  conversation: Conversation | undefined;
  teamHere: Team | undefined;
  card: string;
};

/** What is said of a command, in help and in the manifest. */
export type CommandRow = {
  title: string;
  does: string;
  scopes: readonly ('personal' | 'team')[];
  /** Also in a chat of several people, of a meeting or not, where guests may read along. */
  inGroups?: true;
  /** Among the first in help, and in Teams' menu (at most ten for each scope); the others are under "More commands". */
  listed: boolean;
  /** Another word for a command that help shows already. */
  alias?: true;
};

/** The commands of a feature by the words to type, e.g. `my issues`. */
export type CommandRows = Readonly<Record<string, CommandRow>>;

/**
 * Runs a command; `rest` is what was typed after its words. Undefined when what was typed only begins like the command:
 * "hello, the printer is down" is no greeting.
 */
export type Run = (turn: ActorTurn, rest: string) => Promise<Answer | undefined>;

/** Whether what follows a command's words makes a sentence of it all, so that it is no command unless it says so. */
export function isSentence(rest: string): boolean {
  return rest.trim().split(/\s+/).length >= 3;
}

export type Command = CommandRow & { command: string; run: Run };

/** Ties each row to what it runs: a row without a handler, or a handler without a row, does not compile. */
export function runnable<Rows extends CommandRows>(rows: Rows, runs: Record<keyof Rows & string, Run>): Command[] {
  return Object.entries(rows).map(([command, row]) => {
    const run = runs[command];
    if (!run) throw new Error(`The command ${command} has no handler.`);
    return { ...row, command, run };
  });
}

/** A button. `input` checks the action's data and inputs; what it does not know is dropped. */
export type Verb = { input: z.ZodType; run(turn: ActorTurn, input: unknown): Promise<Answer> };

/** Ties a verb's handler to its schema, so that the handler sees what the schema lets through. */
export function verb<Schema extends z.ZodType>(
  input: Schema,
  run: (turn: ActorTurn, input: z.infer<Schema>) => Promise<Answer>,
): Verb {
  return { input, run: (turn, parsed) => run(turn, parsed as z.infer<Schema>) };
}

/** Whom a card is drawn for. `personId` is null for a card that a whole channel sees. */
export type Viewer = { personId: string | null; token: string };

/** Draws a message about a subject; undefined when there is nothing to say any more. */
export type Draw = (subjectId: string, viewer: Viewer) => Promise<Rendered | undefined>;

export type Feature = {
  commands: readonly Command[];
  verbs: Readonly<Record<string, Verb>>;
  draws: Readonly<Record<string, Draw>>;
};

/** Draws any message by its intent; undefined for nothing to say. Throws on a kind that no feature draws. */
export type DrawAny = (intent: Intent, viewer: Viewer) => Promise<Rendered | undefined>;

/** All features' drawings as one. */
export function drawAny(features: readonly Feature[]): DrawAny {
  const draws = new Map(features.flatMap((feature) => Object.entries(feature.draws)));
  return async (intent, viewer) => {
    const draw = draws.get(intent.kind);
    if (!draw) throw new Error(`Nothing draws ${intent.kind}.`);
    return draw(intent.subjectId, viewer);
  };
}
