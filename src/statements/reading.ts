// Reading statements: the wall, what was published together, how well a quarter was answered, and whether it helped.
import { dateWords } from '../calendar/words.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';
import type { Queries } from '../store/database.ts';
import { mayRead, noStatement, organisationOf, type StatementsDeps } from './access.ts';
import { guardStatement, type HelpedInput } from './inputs.ts';
import { monthsAndSystems, type Narrowed, publishedPage, type Wanted, wasTold } from './list-store.ts';
import { type Measured, type Measures, measure, quarterBefore, quarterOf, quarterStart } from './measures.ts';
import { HELPED, type Statement } from './statement.ts';
import { helpOf, partsOf, sayHelped, statementById, statementsOfTheme, themesAskedSince } from './store.ts';
import { MINIMUM_GROUP, type Theme } from './theme.ts';

/** How many statements a card holds. */
export const STATEMENTS_A_CARD = 3;
/** How many quarters are shown, this one among them. */
const QUARTERS = 4;

export type Page = { statements: Statement[]; total: number; page: number; pages: number };

/** How many said what; undefined while they are asked, and where they are too few to be shown. */
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

  /** The wall of the actor's organisation: the last statement on each theme, the latest first. Refuses identifiers. */
  async function wall(
    actor: Actor,
    { page, size, ...narrowed }: Narrowed & { page: number; size?: number; soonest?: boolean },
  ): Promise<Page> {
    assertNoIdentifiers({ Search: narrowed.q, System: narrowed.system });
    const organisationId = await organisationOf(db, actor.personId, today());
    if (!organisationId) return { statements: [], total: 0, page: 1, pages: 1 };
    return list({ list: 'wall', organisationId, ...narrowed }, page, size);
  }

  /** What the wall of the actor's organisation can be narrowed to. */
  async function choices(actor: Actor): Promise<{ months: string[]; systems: string[] }> {
    const organisationId = await organisationOf(db, actor.personId, today());
    return organisationId ? monthsAndSystems(db, organisationId) : { months: [], systems: [] };
  }

  /** One published statement: for who may read its organisation's, or was told it. Throws `missing` for everyone else. */
  async function open(actor: Actor, id: string): Promise<Statement> {
    const statement = await statementById(db, id);
    const there = statement?.state === 'published' && statement.tenantId === actor.tenantId ? statement : undefined;
    if (!there) throw noStatement();
    const told = await wasTold(db, id, actor.personId);
    if (told || (await mayRead(db, actor.personId, there, today()))) return there;
    throw noStatement();
  }

  /** What was said of its theme before and after, published, the first first. The caller has checked who reads. */
  async function sameTheme(statement: Statement): Promise<Statement[]> {
    return (await statementsOfTheme(db, statement.themeId)).filter((one) => one.state === 'published').toReversed();
  }

  /** Whether somebody is asked if what a statement says was done helped. */
  async function isAsked(queries: Queries, actor: Actor, statement: Statement): Promise<boolean> {
    if (statement.outcome !== 'did') return false;
    const { people, channel } = await askedOf(queries, statement);
    return channel ? mayRead(queries, actor.personId, statement, today()) : people.includes(actor.personId);
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
    const helped = { yes: 0, little: 0, no: 0 };
    for (const { id } of published) {
      const help = await helpFor(id);
      for (const answer of HELPED) helped[answer] += help?.[answer] ?? 0;
    }
    return {
      askedOn: theme.askedOn,
      answeredOn: published.at(-1)?.publishedOn ?? undefined,
      outcome: published[0]?.outcome,
      helped,
    };
  }

  /** Who is asked whether a statement helped: those who said it, where that is known; otherwise its channel. */
  async function askedOf(
    queries: Queries,
    statement: Statement,
  ): Promise<{ people: string[]; channel: string | null }> {
    const asking = await source.asking(queries, statement.asking);
    if (!asking) return { people: [], channel: null };
    const parts = await partsOf(queries, statement.themeId);
    if (!asking.anonymous) return { people: await source.answerers(queries, asking, parts), channel: null };
    if (asking.conversationId) return { people: [], channel: asking.conversationId };
    // Asked one by one, and nobody knows who answered: those who wanted to hear of it.
    return { people: await source.hearers(queries, asking, parts), channel: null };
  }

  /** Somebody says whether it helped; the last word counts, until its last day. */
  async function sayWhether(actor: Actor, { statement: id, helped, comment }: HelpedInput): Promise<Statement> {
    guardStatement({ comment });
    return db.transaction().execute(async (trx) => {
      const statement = await statementById(trx, id);
      const there = statement?.state === 'published' && statement.tenantId === actor.tenantId ? statement : undefined;
      if (!there) throw noStatement();
      if (there.outcome !== 'did')
        throw new Refusal('conflict', 'This is not said to be done, so nobody is asked yet.');
      if (!(await isAsked(trx, actor, there)))
        throw new Refusal('forbidden', 'Only those who answered can say whether it helped.');
      if (there.helpUntilOn && there.helpUntilOn < today()) {
        throw new Refusal(
          'conflict',
          `This was asked until ${dateWords(there.helpUntilOn)}. Your answer was not counted.`,
        );
      }
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

  /**
   * What was said of a statement, when nobody can say more, and where enough people have said something: shown while it
   * grows, each new answer would show itself.
   */
  async function helpFor(statementId: string): Promise<Help> {
    const until = (await statementById(db, statementId))?.helpUntilOn;
    if (!until || today() <= until) return undefined;
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
    choices,
    open,
    sameTheme,
    isAsked: (actor: Actor, statement: Statement) => isAsked(db, actor, statement),
    ownOrganisation,
    reads: (actor: Actor, of: { organisationId: string }) => mayRead(db, actor.personId, of, today()),
    organisationOfBatch,
    assertReads,
    measures,
    askedOf,
    sayWhether,
    helpFor,
    ownHelp,
  };
}
