// What people type: finds the command, or answers what is none with something useful.
import type { ActorTurn, Answer, Command, Feature } from './feature.ts';

export type Commands = ReturnType<typeof createCommands>;

/** This many words that are no command are taken for something that somebody wants to report. */
const WORDS_OF_AN_ISSUE = 4;

const ASK_ME_ALONE: Answer = { kind: 'notice', text: 'Please write that to me in our own chat.' };

/** `offer`: "Shall I raise this?", for words that are no command. */
export function createCommands(
  features: readonly Feature[],
  offer: (turn: ActorTurn, words: string) => Promise<Answer>,
) {
  const all = features.flatMap((feature) => feature.commands);
  // `my issues` before `my`: the longest that fits.
  const byLength = [...all].sort((one, other) => other.command.length - one.command.length);

  /** Runs what was typed. */
  async function run(turn: ActorTurn, text: string = turn.text): Promise<Answer> {
    const found = match(byLength, text);
    // In the chat of a meeting, too: guests may read along.
    if (turn.scope === 'group' && !found?.command.inGroups) return ASK_ME_ALONE;
    // What is about one person alone is not answered where others read along.
    const alone = found && turn.scope === 'channel' && !found.command.scopes.includes('team');
    const answer = alone ? ASK_ME_ALONE : found && (await found.command.run(turn, found.rest));
    if (answer) return answer;
    if (turn.scope === 'personal' && text.split(/\s+/).length >= WORDS_OF_AN_ISSUE) return offer(turn, text);
    return { kind: 'card', intent: { kind: 'help', subjectId: turn.scope }, onlyForThem: turn.kind === 'click' };
  }

  return { run, all: all as readonly Command[] };
}

/** The command that a text begins with, as whole words, in any case; `rest` keeps what follows as it was written. */
function match(commands: readonly Command[], text: string): { command: Command; rest: string } | undefined {
  const typed = text.trim();
  const lower = typed.toLowerCase();
  for (const command of commands) {
    const words = command.command;
    if (!lower.startsWith(words)) continue;
    const after = typed.slice(words.length);
    if (after === '' || /^[\s:,.!?]/.test(after)) return { command, rest: after.replace(/^[\s:,.!?]+/, '') };
  }
  return undefined;
}
