// `redact CAB-1` at the Teams door: a card that asks which texts, and the button that removes them.
import { z } from 'zod';
import { redactCard } from '../cards/issues/redact.ts';
import type { RedactVerb } from '../cards/issues/verbs.ts';
import { redactInput } from '../src/issues/inputs.ts';
import type { IssuesService } from '../src/issues/service.ts';
import { issueById } from '../src/issues/store.ts';
import type { Database } from '../src/store/database.ts';
import { type CommandRows, type Draw, type Feature, isSentence, runnable, type Verb, verb } from './feature.ts';

export const REDACT_COMMANDS = {
  redact: {
    title: 'Redact',
    does: 'Remove a text of an issue for good, such as redact CAB-1',
    scopes: ['personal'],
    listed: false,
  },
} as const satisfies CommandRows;

export function createRedactFeature({ db, issues }: { db: Database; issues: IssuesService }): Feature {
  const { redacting, handling } = issues;

  const verbs: Record<RedactVerb, Verb> = {
    'issue.redact': verb(redactInput.extend({ issue: z.string().default('') }), async (turn, { issue, parts }) => {
      const { reference } = await redacting.redact(turn.actor, issue, parts);
      return {
        kind: 'notice',
        text: `Removed from ${reference} and from its cards. If somebody wrote it in a chat, it stays there until it is deleted there.`,
      };
    }),
  };

  const commands = runnable(REDACT_COMMANDS, {
    redact: async (turn, rest) => {
      if (!rest) return { kind: 'notice', text: 'Write the reference too, as in: redact CAB-1.' };
      if (isSentence(rest)) return undefined;
      const { issue } = await handling.byReference(turn.actor, rest, 'redact');
      await redacting.open(turn.actor, issue.id);
      return { kind: 'card', intent: { kind: 'issue.redact', subjectId: issue.id } };
    },
  });

  /** It shows nothing of the issue but its reference. */
  const draw: Draw = async (issueId, viewer) => {
    const issue = viewer.personId ? await issueById(db, issueId) : undefined;
    return issue && redactCard({ token: viewer.token, issueId, reference: issue.reference });
  };

  return { commands, verbs, draws: { 'issue.redact': draw } };
}
