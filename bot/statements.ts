// Themes and statements at the Teams door: `you said`, `themes`, the measures; what people press on their cards.
import type { StatementVerb } from '../cards/statements/verbs.ts';
import { enqueue } from '../src/delivery/outbox.ts';
import { Refusal } from '../src/errors.ts';
import { organisationsOf } from '../src/people/people-store.ts';
import { noStatement } from '../src/statements/access.ts';
import {
  helpedInput,
  listInput,
  previewInput,
  publishInput,
  statementInput,
  statementSaveInput,
  themeFormInput,
  themeInput,
  themeListInput,
  themeSaveInput,
} from '../src/statements/inputs.ts';
import { listSubject } from '../src/statements/publishing.ts';
import type { StatementsService } from '../src/statements/service.ts';
import type { Database } from '../src/store/database.ts';
import {
  type ActorTurn,
  type Answer,
  type CommandRows,
  type Feature,
  type Intent,
  isSentence,
  runnable,
  type Verb,
  verb,
} from './feature.ts';
import { createStatementDraws } from './statements-draw.ts';
import { createThemeDraws } from './statements-themes.ts';
import type { TabLink } from './tab-link.ts';

export const STATEMENT_COMMANDS = {
  'you said': {
    title: 'You said, we did',
    does: 'What people said, and what was done about it',
    scopes: ['personal', 'team'],
    inGroups: true,
    listed: true,
  },
  'you said measures': {
    title: 'You said, we did: measures',
    does: 'How much was answered, how soon, and whether it helped',
    scopes: ['personal', 'team'],
    listed: false,
  },
  themes: {
    title: 'Themes',
    does: 'Group what people said, and answer it',
    scopes: ['personal', 'team'],
    listed: false,
  },
} as const satisfies CommandRows;

export type StatementsFeatureDeps = {
  db: Database;
  now: () => Date;
  statements: StatementsService;
  linkTo: TabLink;
};

const NO_ORGANISATION =
  'I do not know which organisation you belong to, so I cannot show what it answered. Write raise, and I will ask you.';
const ASK_ME_ALONE = 'Ask me that in our own chat: people of another organisation may read along here.';

export function createStatementsFeature(deps: StatementsFeatureDeps): Feature {
  const { db } = deps;
  const { themes, statements, reading } = deps.statements;

  /** The latest statements: of the team's organisation in its channels, of one's own elsewhere. */
  async function youSaid(turn: ActorTurn, rest: string): Promise<Answer | undefined> {
    if (isSentence(rest)) return undefined;
    const organisationId = await organisationHere(turn);
    const intent = { kind: 'statement.list', subjectId: listSubject('wall', organisationId) };
    return { kind: 'card', intent, onlyForThem: turn.kind === 'click' };
  }

  async function organisationHere(turn: ActorTurn): Promise<string> {
    const own = await reading.ownOrganisation(turn.actor);
    const here = turn.scope === 'personal' ? own : (turn.teamHere?.organisationId ?? undefined);
    if (here) return here;
    // Where it is not known who reads along, only a tenant of one organisation can be answered.
    const alone = turn.scope === 'personal' || (await organisationsOf(db, turn.actor.tenantId)).length === 1;
    if (!alone) throw new Refusal('invalid', ASK_ME_ALONE);
    if (own) return own;
    throw new Refusal('invalid', NO_ORGANISATION);
  }

  async function measures(turn: ActorTurn, rest: string): Promise<Answer | undefined> {
    if (isSentence(rest)) return undefined;
    const intent = { kind: 'statement.measures', subjectId: await organisationHere(turn) };
    return { kind: 'card', intent, onlyForThem: turn.kind === 'click' };
  }

  /** What was said is for those who answer it, so it is shown in their own chat. */
  async function work(turn: ActorTurn, rest: string): Promise<Answer | undefined> {
    if (isSentence(rest)) return undefined;
    const { askings } = await themes.mine(turn.actor);
    if (askings.length === 0) {
      throw new Refusal(
        'forbidden',
        'Only the person who asked, or somebody who runs the team, can group and answer this.',
      );
    }
    return inOwnChat(turn, { kind: 'theme.list', subjectId: `${turn.actor.personId}:1` });
  }

  async function inOwnChat(turn: ActorTurn, intent: Intent): Promise<Answer> {
    if (turn.scope === 'personal') return { kind: 'card', intent };
    const to = { person: turn.actor.personId };
    await db.transaction().execute((trx) => enqueue(trx, { tenantId: turn.actor.tenantId, ...intent, to }, deps.now()));
    return { kind: 'notice', text: 'I have sent it to you in our own chat.' };
  }

  const theme = (turn: ActorTurn, id: string) => inOwnChat(turn, { kind: 'theme.card', subjectId: id });
  const preview = (turn: ActorTurn, key: string, page: number) =>
    inOwnChat(turn, { kind: 'statement.preview', subjectId: `${key}:${page}` });

  const verbs: Record<StatementVerb, Verb> = {
    'theme.list': verb(themeListInput, async (turn, { page }) =>
      inOwnChat(turn, { kind: 'theme.list', subjectId: `${turn.actor.personId}:${page}` }),
    ),
    'theme.form': verb(themeFormInput, async (turn, input) => {
      const { asking, theme: found, page, picked } = await themes.offer(turn.actor, input);
      const subjectId = JSON.stringify([asking.key, found?.id ?? '', page, picked]);
      const answer = await inOwnChat(turn, { kind: 'theme.form', subjectId });
      return answer.kind === 'card' ? { ...answer, fleeting: true } : answer;
    }),
    'theme.save': verb(themeSaveInput, async (turn, input) =>
      theme(turn, (await themes.save(turn.actor, turn.card, input)).id),
    ),
    'theme.view': verb(themeInput, async (turn, input) => {
      await themes.open(turn.actor, input.theme);
      return theme(turn, input.theme);
    }),
    'theme.drop': verb(themeInput, async (turn, input) => {
      await themes.drop(turn.actor, input.theme);
      return inOwnChat(turn, { kind: 'theme.list', subjectId: `${turn.actor.personId}:1` });
    }),
    'statement.form': verb(themeInput, async (turn, input) => {
      await themes.open(turn.actor, input.theme);
      const answer = await inOwnChat(turn, { kind: 'statement.form', subjectId: input.theme });
      return answer.kind === 'card' ? { ...answer, fleeting: true } : answer;
    }),
    'statement.save': verb(statementSaveInput, async (turn, input) =>
      preview(turn, (await statements.save(turn.actor, input)).asking, 1),
    ),
    'statement.preview': verb(previewInput, async (turn, { asking, page }) => {
      await statements.preview(turn.actor, asking);
      return preview(turn, asking, page);
    }),
    'statement.publish': verb(publishInput, async (turn, input) => {
      const batchId = await statements.publish(turn.actor, turn.card, input);
      return inOwnChat(turn, { kind: 'statement.list', subjectId: listSubject('batch', batchId) });
    }),
    'statement.list': verb(listInput, async (turn, { list, of, page }) => {
      await assertReads(turn, list, of);
      const intent = { kind: 'statement.list', subjectId: listSubject(list, of, page) };
      return { kind: 'card', intent, onlyForThem: turn.scope !== 'personal' };
    }),
    'statement.follow': verb(statementInput, async (turn, input) => {
      await statements.follow(turn.actor, input.statement);
      return { kind: 'notice', text: 'You will hear from me when there is more on this.' };
    }),
    'statement.helped': verb(helpedInput, async (turn, input) => {
      const { id } = await reading.sayWhether(turn.actor, input);
      const intent = { kind: 'statement.help', subjectId: id };
      return { kind: 'card', intent, onlyForThem: turn.scope !== 'personal' };
    }),
  };

  /** A list names an organisation or a batch of one: whoever turns its pages must be of it. */
  async function assertReads(turn: ActorTurn, list: 'wall' | 'batch' | 'heard', of: string): Promise<void> {
    if (list === 'heard') return;
    const organisationId = list === 'wall' ? of : await reading.organisationOfBatch(of);
    if (!organisationId) throw noStatement();
    await reading.assertReads(turn.actor, organisationId);
  }

  const commands = runnable(STATEMENT_COMMANDS, { 'you said': youSaid, 'you said measures': measures, themes: work });
  return { commands, verbs, draws: { ...createStatementDraws(deps), ...createThemeDraws(deps) } };
}
