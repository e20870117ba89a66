// Help: what one can write, as buttons; also the answer to hello and to what was not understood.
import { z } from 'zod';
import { helpCard } from '../cards/help/help.ts';
import type { HelpVerb } from '../cards/help/verbs.ts';
import { assertNoIdentifiers } from '../src/privacy/identifiers.ts';
import {
  type ActorTurn,
  type Answer,
  type Command,
  type CommandRows,
  type Draw,
  type Feature,
  isSentence,
  runnable,
  type Verb,
  verb,
} from './feature.ts';

const row = { title: 'Help', does: 'What I can do', scopes: ['personal', 'team'] } as const;

export const HELP_COMMANDS = {
  help: { ...row, listed: true },
  hi: { ...row, listed: false, alias: true },
  hello: { ...row, listed: false, alias: true },
} as const satisfies CommandRows;

export type HelpDeps = {
  /** Runs a command as if it had been typed. */
  run: (turn: ActorTurn, text: string) => Promise<Answer>;
  /** All commands, for the list; read when the card is drawn. */
  commands: () => readonly Command[];
};

const INTRO = 'I take digital problems to the people who can mend them, and tell you what came of it. You can write:';
/** Said when a line of words could not be sent at once: that line is gone. */
const UNHEARD = 'I could not answer you at once';
const UNHEARD_INTRO = 'Please write again what you wrote last. You can write:';
const MORE_INTRO = 'Some of them are for those who run a team or handle issues. You can also write:';
const MORE =
  'Please name nobody in our care. I am not watched day and night: for what is urgent, phone your service desk.';

export function createHelpFeature(deps: HelpDeps): Feature {
  const help = async (turn: ActorTurn, kind = 'help'): Promise<Answer> => ({
    kind: 'card',
    intent: { kind, subjectId: turn.scope },
    onlyForThem: turn.kind === 'click' && turn.scope !== 'personal',
  });

  const alone = async (turn: ActorTurn, rest: string) => {
    if (isSentence(rest)) return undefined;
    return help(turn, rest.trim().toLowerCase() === 'more' ? 'help.more' : 'help');
  };

  const verbs: Record<HelpVerb, Verb> = {
    'help.run': verb(z.object({ command: z.string().default('help') }), async (turn, input) => {
      assertNoIdentifiers({ 'What you wrote': input.command });
      const answer = await deps.run(turn, input.command);
      // In a channel a button answers who pressed it; the card that all see stays what it is.
      if (answer.kind === 'notice' || turn.scope === 'personal') return answer;
      return { ...answer, onlyForThem: true };
    }),
  };

  return {
    commands: runnable(HELP_COMMANDS, { help: alone, hi: alone, hello: alone }),
    verbs,
    draws: {
      help: draw('Hello, I am Digital Clerk', INTRO),
      'help.more': draw('More commands', MORE_INTRO, true),
      'help.unheard': draw(UNHEARD, UNHEARD_INTRO),
    },
  };

  function draw(heading: string, intro: string, further = false): Draw {
    return async (scope, { token }) => {
      const here = scope === 'personal' ? 'personal' : 'team';
      const commands = deps
        .commands()
        .filter(({ listed, alias, scopes }) => listed !== further && !alias && scopes.includes(here));
      return helpCard({
        token,
        heading,
        intro,
        commands: commands.map(({ command, title, does }) => ({ command, title, does })),
        more: further ? '' : MORE,
        hasFurther: !further,
      });
    };
  }
}
