// Reading statements: the wall, what was published together, how well a quarter was answered, and whether it helped.
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import type { Queries } from '../store/database.ts';
import { mayRead, noStatement, organisationOf, type StatementsDeps } from './access.ts';
import { guardStatement, type HelpedInput } from './inputs.ts';
import { publishedPage, type Wanted } from './list-store.ts';
import { type Measured, type Measures, measure, quarterBefore, quarterOf, quarterStart } from './measures.ts';
import type { Statement } from './statement.ts';
import { helpOf, partsOf, sayHelped, statementById, statementsOfTheme, themesAskedSince } from './store.ts';
import { MINIMUM_GROUP, type Theme } from './theme.ts';

/** How many statements a card holds. */
export const STATEMENTS_A_CARD = 3;
/** How many quarters are shown, this one among them. */
const QUARTERS = 4;

export type Page = { statements: Statement[]; total: number; page: number; pages: number };

/** How many said what; undefined while they are too few to be shown. */
export type Help = { yes: number; little: number; no: number; words: string[] } | undefined;

export function createReading(deps: StatementsDeps) {
  const { db, source, today } = deps;

  /** One page of a list; beyond the last gives the last. The caller has checked who reads. */
  async function list(wanted: Wanted, page: number, size = STATEMENTS_A_CARD): Promise<Page> {
    const first = await publishedPage(db, wanted, page, size);
    const pages = Math.max(1, Math.ceil(first.total / size));
    const at = Math.min(page, pages);
    const { statements, total } = at === page ? first : await publishedPage(db, wanted, at, size);
    return { statements, total, page: at, pages };
  }

  /** The wall of the actor's organisation: the last statement on each theme, the latest first. `month` is YYYY-MM. */
  async function wall(
    actor: Actor,
    wanted: { month?: string; system?: string; page: number; size?: number },
  ): Promise<Page> {
    const organisationId = await organisationOf(db, actor.personId, today());
    if (!organisationId) return { statements: [], total: 0, page: 1, pages: 1 };
    const { month, system, page, size } = wanted;
    return list({ list: 'wall', organisationId, month, system }, page, size);
  }

  /** The organisation whose statements somebody reads in their own chat, if it is known. */
  async function ownOrganisation(actor: Actor): Promise<string | undefined> {
    return organisationOf(db, actor.personId, today());
  }

  /** Throws unless somebody may read what a list is of. */
  async function assertReads(actor: Actor, organisationId: string): Promise<void> {
    if (!(await mayRead(db, actor.personId, { organisationId }, today()))) throw noStatement();
  }

  /** The measures of the last quarters of an organisation, this one first. */
  async function measures(organisationId: string): Promise<{ quarter: string; measures: Measures }[]> {
    const quarters = [quarterOf(today())];
    while (quarters.length < QUARTERS) quarters.push(quarterBefore(quarters.at(-1) ?? ''));
    const themes = await themesAskedSince(db, organisationId, quarterStart(quarters.at(-1) ?? ''));
    const measured: Measured[] = [];
    for (const theme of themes) measured.push(await measuredOf(theme));
    return quarters.map((quarter) => ({
      quarter,
      measures: measure(measured.filter(({ askedOn }) => quarterOf(askedOn) === quarter)),
    }));
  }

  async function measuredOf(theme: Theme): Promise<Measured> {
    const published = (await statementsOfTheme(db, theme.id)).filter((one) => one.state === 'published');
    const help = await helpOf(
      db,
      published.map((one) => one.id),
    );
    const said = (answer: string) => help.filter((one) => one.helped === answer).length;
    return {
      askedOn: theme.askedOn,
      answeredOn: published.at(-1)?.publishedOn ?? undefined,
      outcome: published[0]?.outcome,
      helped: { yes: said('yes'), little: said('little'), no: said('no') },
    };
  }

  /** Who is asked whether a statement helped: those who said it, where that is known; otherwise its channel. */
  async function askedOf(
    queries: Queries,
    statement: Statement,
  ): Promise<{ people: string[]; channel: string | null }> {
    const asking = await source.asking(queries, statement.asking);
    if (!asking) return { people: [], channel: null };
    if (asking.anonymous) return { people: [], channel: asking.conversationId };
    return {
      people: await source.answerers(queries, asking, await partsOf(queries, statement.themeId)),
      channel: null,
    };
  }

  /** Somebody says whether it helped; the last word counts. */
  async function sayWhether(actor: Actor, { statement: id, helped, comment }: HelpedInput): Promise<Statement> {
    guardStatement({ comment });
    return db.transaction().execute(async (trx) => {
      const statement = await statementById(trx, id);
      const there = statement?.state === 'published' && statement.tenantId === actor.tenantId ? statement : undefined;
      if (!there) throw noStatement();
      if (there.outcome !== 'did')
        throw new Refusal('conflict', 'This is not said to be done, so nobody is asked yet.');
      const { people, channel } = await askedOf(trx, there);
      const asked = channel ? await mayRead(trx, actor.personId, there, today()) : people.includes(actor.personId);
      if (!asked) throw new Refusal('forbidden', 'Only those who answered can say whether it helped.');
      await sayHelped(trx, {
        statementId: id,
        personId: actor.personId,
        tenantId: there.tenantId,
        helped,
        words: comment,
      });
      return there;
    });
  }

  /** What was said of a statement, once enough people have said something. */
  async function helpFor(statementId: string): Promise<Help> {
    const answers = await helpOf(db, [statementId]);
    if (answers.length < MINIMUM_GROUP) return undefined;
    const said = (answer: string) => answers.filter(({ helped }) => helped === answer).length;
    const words = answers.map((answer) => answer.words).filter(Boolean);
    return { yes: said('yes'), little: said('little'), no: said('no'), words };
  }

  /** What somebody said themselves of a statement. */
  async function ownHelp(statementId: string, personId: string) {
    return (await helpOf(db, [statementId])).find((answer) => answer.personId === personId);
  }

  /** Whose statements were published together; undefined for no such batch. */
  async function organisationOfBatch(batchId: string): Promise<string | undefined> {
    return (await publishedPage(db, { list: 'batch', batchId }, 1, 1)).statements[0]?.organisationId;
  }

  return {
    list,
    wall,
    ownOrganisation,
    organisationOfBatch,
    assertReads,
    measures,
    askedOf,
    sayWhether,
    helpFor,
    ownHelp,
  };
}
