// How the cards that everyone reads are drawn: statements, did it help, measures, the digest.
import {
  digestCard,
  helpCard,
  type ListView,
  listCard,
  measuresCard,
  type StatementRow,
} from '../cards/statements/statements.ts';
import { measureFacts, outcomeWords } from '../cards/statements/words.ts';
import { instantOf } from '../src/calendar/dates.ts';
import { teamById } from '../src/people/teams-store.ts';
import { type DigestItem, monthEnd, monthWords } from '../src/statements/digest.ts';
import { OPEN_LISTED } from '../src/statements/duties.ts';
import { digestPart, statementsByIds, type Wanted } from '../src/statements/list-store.ts';
import { quarterWords } from '../src/statements/measures.ts';
import type { Asking, IssueLine } from '../src/statements/ports.ts';
import type { StatementsService } from '../src/statements/service.ts';
import { isUnderWay, type Statement } from '../src/statements/statement.ts';
import { statementById } from '../src/statements/store.ts';
import type { Database } from '../src/store/database.ts';
import type { Draw } from './feature.ts';
import type { TabLink } from './tab-link.ts';

export type StatementDrawDeps = { db: Database; statements: StatementsService; linkTo: TabLink };

const HEADINGS = { wall: 'You said, we did', batch: 'You said, we did', heard: 'You said, we did: an answer for you' };

export function createStatementDraws(deps: StatementDrawDeps): Record<string, Draw> {
  const { db } = deps;
  const { reading, source, cabinets } = deps.statements;

  /** `subject`: listSubject(). What somebody heard is drawn for nobody else. */
  const list: Draw = async (subject, { token, personId }) => {
    const [name = '', of = '', page = '1'] = subject.split(':');
    const wanted = wantedOf(name, of, personId);
    if (!wanted) return undefined;
    const found = await reading.list(wanted, Math.max(1, Number(page) || 1));
    if (found.total === 0 && wanted.list !== 'wall') return undefined;
    return listCard({
      token,
      heading: HEADINGS[wanted.list],
      empty: 'Nothing has been published yet. What people said, and what came of it, will be here.',
      rows: found.statements.map(rowOf),
      list: wanted.list as ListView['list'],
      of,
      page: found.page,
      pages: found.pages,
      tab: deps.linkTo(`said/${found.total === 1 ? (found.statements[0]?.id ?? '') : ''}`, 'You said, we did'),
    });
  };

  const help: Draw = async (statementId, { token, personId }) => {
    const statement = await statementById(db, statementId);
    if (statement?.state !== 'published') return undefined;
    const own = personId ? await reading.ownHelp(statementId, personId) : undefined;
    const { said, words } = statement;
    return helpCard({ token, statementId, said, words, helped: own?.helped ?? '', comment: own?.words ?? '' });
  };

  const measures: Draw = async (organisationId) => {
    const [now, ...before] = await reading.measures(organisationId);
    const quarters = [...(now ? [now] : []), ...before.filter(({ measures: one }) => one.themes > 0)];
    return measuresCard({
      quarters: quarters.map(({ quarter, measures: one }) => ({
        quarter: quarterWords(quarter),
        facts: measureFacts(one),
      })),
    });
  };

  /** `subject`: `<cabinet>:<month>:<part>`. */
  const digest: Draw = async (subject) => {
    const [cabinetId = '', month = '', number = ''] = subject.split(':');
    const cabinet = await source.asking(db, `cabinet:${cabinetId}`);
    const found = await digestPart(db, cabinetId, month, Number(number));
    if (!cabinet || !found) return undefined;
    const ids = (sort: DigestItem['sort']) => found.items.filter((item) => item.sort === sort).map(({ id }) => id);
    const statements = await statementsByIds(db, ids('statement'));
    const [answered, open] = [await cabinets.lines(db, ids('answered')), await cabinets.lines(db, ids('open'))];
    if (statements.length + answered.length + open.length === 0) return undefined;
    return digestCard({
      name: cabinet.title,
      month: monthWords(month),
      part: Number(number),
      parts: found.parts,
      statements: inOrder(ids('statement'), statements).map(rowOf),
      answered: inOrder(ids('answered'), answered),
      open: inOrder(ids('open'), open),
      more: Number(number) === found.parts ? await unlisted(cabinet, cabinetId, month) : 0,
    });
  };

  /** How many open issues are too many to be listed. */
  async function unlisted({ teamId }: Asking, cabinetId: string, month: string): Promise<number> {
    const zone = (await teamById(db, teamId))?.timeZone ?? 'Europe/London';
    const until = instantOf(monthEnd(month), '00:00', zone).toISOString();
    const { total } = await cabinets.open(db, cabinetId, until, 1);
    return Math.max(0, total - OPEN_LISTED);
  }

  return {
    'statement.list': list,
    'statement.help': help,
    'statement.measures': measures,
    'statement.digest': digest,
  };
}

/** What every card shows of a statement. */
export function rowOf(statement: Statement): StatementRow {
  const { id: statementId, said, quotes, words, doer, link, outcome, whenOn, replacedBy } = statement;
  const state = { more: isUnderWay(outcome), replaced: replacedBy !== null };
  return { statementId, said, quotes, words, doer, link, outcome: outcomeWords(outcome, whenOn), ...state };
}

function wantedOf(list: string, of: string, personId: string | null): Wanted | undefined {
  if (list === 'wall') return { list, organisationId: of };
  if (list === 'batch') return { list, batchId: of };
  return list === 'heard' && personId ? { list, batchId: of, personId } : undefined;
}

function inOrder<Thing extends IssueLine | Statement>(ids: readonly string[], things: readonly Thing[]): Thing[] {
  const byId = new Map(things.map((thing) => [thing.id, thing]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
