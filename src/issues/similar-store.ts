// The words of open issues, kept in the transaction that changes an issue, and the search for similar ones among them.
import type { Queries, Trx } from '../store/database.ts';
import type { CabinetTable, IssueTable } from '../store/tables.ts';
import { REMOVED } from './issue.ts';
import { ALIKE, likeness, nearOf, RULES, weightOf, wordsOf } from './similar.ts';

const OPEN: readonly string[] = ['new', 'triaged', 'in-progress', 'waiting'];
/** A word that no one can write: it marks an issue whose words are noted by the present rules. */
const NOTED = `=${RULES}`;
/** How many of those that share most words are looked at closely. */
const CLOSELY = 40;
/** A word is not counted further than this: it tells little by then. */
const COMMON = 1_000;
/** More words than this, one slip away from what was asked, find no more. */
const MOST_SLIPS = 30;
/** The rarest words of a text are looked up until they are in so many issues. */
const ENOUGH = 1_000;
/** What is noted in one go for a database that was filled before. */
const BATCH = 200;

type Noted = Pick<IssueTable, 'id' | 'cabinetId' | 'title' | 'system' | 'state' | 'flagged' | 'releasedAt'>;
type Text = Pick<IssueTable, 'title' | 'system'>;

/** Notes the words of an issue that is open and not flagged, and forgets those of any other. */
export async function noteWords(trx: Trx, issue: Noted): Promise<void> {
  await forgetWords(trx, issue);
  const hidden = issue.flagged === 1 && issue.releasedAt === null;
  if (hidden || !OPEN.includes(issue.state)) return;
  const { id: issueId, cabinetId } = issue;
  const words = textWords(issue);
  await trx
    .insertInto('issueWords')
    .values([NOTED, ...words].map((word) => ({ cabinetId, word, issueId })))
    .execute();
  const near = words.flatMap((word) => nearOf(word).map((one) => ({ cabinetId, near: one, word })));
  // In one order, so that two who note the same words wait for each other rather than in a circle.
  near.sort((one, other) => (`${one.near} ${one.word}` < `${other.near} ${other.word}` ? -1 : 1));
  if (near.length === 0) return;
  await trx
    .insertInto('cabinetWords')
    .values(near)
    .onConflict((conflict) => conflict.columns(['cabinetId', 'near', 'word']).doNothing())
    .execute();
}

/** Forgets the words of an issue; a word that no other open issue of the cabinet holds is gone. */
export async function forgetWords(trx: Trx, { id, cabinetId }: Pick<Noted, 'id' | 'cabinetId'>): Promise<void> {
  const gone = await trx.deleteFrom('issueWords').where('issueId', '=', id).returning('word').execute();
  const words = gone.map((row) => row.word).filter((word) => word !== NOTED);
  if (words.length === 0) return;
  await trx
    .deleteFrom('cabinetWords')
    .where('cabinetId', '=', cabinetId)
    .where('word', 'in', words)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('issueWords')
            .select('issueWords.issueId')
            .where('issueWords.cabinetId', '=', cabinetId)
            .whereRef('issueWords.word', '=', 'cabinetWords.word'),
        ),
      ),
    )
    .execute();
}

/** Open issues whose words are not noted by the present rules: those of a database that was filled before. */
export async function notNoted(db: Queries): Promise<Noted[]> {
  return db
    .selectFrom('issues')
    .selectAll()
    .where('state', 'in', OPEN)
    .where((is) => is.or([is('flagged', '=', 0), is('releasedAt', 'is not', null)]))
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('issueWords')
            .select('issueWords.word')
            .whereRef('issueWords.issueId', '=', 'issues.id')
            .where('issueWords.word', '=', NOTED),
        ),
      ),
    )
    .limit(BATCH)
    .execute();
}

/** Ids of the open, unflagged issues of a cabinet most like a text, best first; at most `most`. */
export async function similarIds(
  db: Queries,
  cabinet: Pick<CabinetTable, 'id' | 'lastNumber'>,
  text: Text,
  most: number,
): Promise<string[]> {
  const asked = textWords(text);
  if (asked.length === 0) return [];
  const holding = await counted(db, cabinet.id, [...asked, ...(await slipsOf(db, cabinet.id, asked))]);
  const weight = (word: string) => weightOf(holding.get(word) ?? 0, cabinet.lastNumber);
  const found = await sharing(db, cabinet.id, rarest(holding), weight);
  const alike = found
    .map((issue) => ({ id: issue.id, score: likeness(asked, textWords(issue), weight) }))
    .filter(({ score }) => score >= ALIKE);
  alike.sort((one, other) => other.score - one.score || (one.id < other.id ? 1 : -1));
  return alike.slice(0, most).map(({ id }) => id);
}

/** The words that are in the fewest issues, as many as it takes to have enough to look at; two where there are two. */
function rarest(holding: ReadonlyMap<string, number>): string[] {
  const words: string[] = [];
  let issues = 0;
  for (const [word, count] of [...holding].sort((one, other) => one[1] - other[1])) {
    if (words.length > 1 && issues + count > ENOUGH) break;
    issues += count;
    words.push(word);
  }
  return words;
}

function textWords({ title, system }: Text): string[] {
  return wordsOf(title === '' || title === REMOVED ? '' : `${title} ${system}`);
}

/** The cabinet's words that are one slip away from what was asked. */
async function slipsOf(db: Queries, cabinetId: string, asked: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('cabinetWords')
    .select('word')
    .distinct()
    .where('cabinetId', '=', cabinetId)
    .where('near', 'in', asked.flatMap(nearOf))
    .where('word', 'not in', asked)
    .limit(MOST_SLIPS)
    .execute();
  return rows.map((row) => row.word);
}

/** How many issues of a cabinet hold each word, counted as far as COMMON; what none holds is left out. */
async function counted(db: Queries, cabinetId: string, words: readonly string[]): Promise<Map<string, number>> {
  const counts = words.map((word) => {
    const some = db
      .selectFrom('issueWords')
      .select('issueId')
      .where('cabinetId', '=', cabinetId)
      .where('word', '=', word)
      .limit(COMMON);
    return db.selectFrom(some.as('some')).select((is) => [is.val(word).as('word'), is.fn.countAll().as('count')]);
  });
  const [first, ...others] = counts;
  if (!first) return new Map();
  const rows = await others.reduce((all, one) => all.unionAll(one), first).execute();
  return new Map(rows.map((row) => [row.word, Number(row.count)] as const).filter(([, count]) => count > 0));
}

/** The issues that share most of these words, by their weight; of a word that very many hold, its newest are looked at. */
async function sharing(
  db: Queries,
  cabinetId: string,
  words: readonly string[],
  weight: (word: string) => number,
): Promise<(Text & { id: string })[]> {
  const held = words.map((word) => {
    const newest = db
      .selectFrom('issueWords')
      .select('issueId')
      .where('cabinetId', '=', cabinetId)
      .where('word', '=', word)
      .orderBy('issueId', 'desc')
      .limit(ENOUGH);
    const worth = Math.round(weight(word) * 100);
    return db.selectFrom(newest.as('newest')).select((is) => ['issueId', is.lit(worth).as('worth')]);
  });
  const [first, ...others] = held;
  if (!first) return [];
  const all = others.reduce((sum, one) => sum.unionAll(one), first);
  const best = await db
    .selectFrom(all.as('held'))
    .select('issueId')
    .groupBy('issueId')
    .orderBy((is) => is.fn.sum('worth'), 'desc')
    .orderBy('issueId', 'desc')
    .limit(CLOSELY)
    .execute();
  if (best.length === 0) return [];
  return db
    .selectFrom('issues')
    .select(['id', 'title', 'system'])
    .where(
      'id',
      'in',
      best.map((row) => row.issueId),
    )
    .execute();
}
