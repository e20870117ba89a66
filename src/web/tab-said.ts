// The You said, we did page's part of the tab's API: the wall, one statement and what one may do with it, the measures.
import { dateWords } from '../calendar/words.ts';
import type { Actor } from '../people/actor.ts';
import { organisationById } from '../people/people-store.ts';
import { monthWords } from '../statements/digest.ts';
import { helpedInput, SHOWS, type Show, type WallInput, wallInput } from '../statements/inputs.ts';
import { type Measures, quarterWords } from '../statements/measures.ts';
import type { StatementsService } from '../statements/service.ts';
import type { ShownOne, ShownSaid, ShownSaidDeed, ShownStatement, ShownWall } from '../statements/shown.ts';
import { isUnderWay, type Outcome, type Statement } from '../statements/statement.ts';
import type { Database } from '../store/database.ts';
import type { Cell } from './csv.ts';
import type { Route, RouteAnswer } from './route.ts';
import { csvAnswer } from './tab-answers.ts';
import { parse, type TabDoor } from './tab-door.ts';

/** The words of statements, handed in: the cards' own, so that card and tab say the same. */
export type SaidWords = {
  outcome(outcome: Outcome, whenOn: string | null): string;
  measures(measures: Measures): { title: string; value: string }[];
};

export type TabSaidDeps = { db: Database; statements: StatementsService; said: SaidWords; door: TabDoor };

const PAGE_SIZE = 20;
/** More than this in one file is a matter for the database, not for a spreadsheet. */
const EXPORT_MOST = 20_000;

const SHOW_WORDS: Record<Show, string> = {
  all: 'Every answer',
  underWay: 'What we are doing and plan',
  did: 'What we did',
  couldNot: 'What we could not do',
  thanks: 'Thanks',
};
const HELPED_WORDS = [
  { value: 'yes', title: 'Yes' },
  { value: 'little', title: 'A little' },
  { value: 'no', title: 'No' },
];

/** GET said and said/:id; POST said/search, said/csv, said/measures/csv, said/:id/follow and said/:id/helped. */
export function saidRoutes({ db, statements: service, said: words, door }: TabSaidDeps): Route[] {
  const { reading, statements } = service;

  async function opened(actor: Actor): Promise<ShownSaid> {
    const organisationId = await reading.ownOrganisation(actor);
    const organisation = organisationId ? await organisationById(db, organisationId) : undefined;
    const { months, systems } = await reading.choices(actor);
    return {
      organisation: organisation?.name ?? '',
      months: months.map((value) => ({ value, title: monthWords(value) })),
      systems: systems.map((value) => ({ value, title: value })),
      shows: (Object.keys(SHOWS) as Show[]).map((value) => ({ value, title: SHOW_WORDS[value] })),
      measures: await measures(actor),
    };
  }

  /** This quarter, and those before in which something was asked. */
  async function measures(actor: Actor): Promise<ShownSaid['measures']> {
    const organisationId = await reading.ownOrganisation(actor);
    const [now, ...before] = organisationId ? await reading.measures(organisationId) : [];
    const quarters = [...(now ? [now] : []), ...before.filter(({ measures: one }) => one.themes > 0)];
    return quarters.map(({ quarter, measures: one }) => ({
      quarter: quarterWords(quarter),
      facts: words.measures(one),
    }));
  }

  function found(actor: Actor, { show, sort, ...wanted }: WallInput, size: number) {
    return reading.wall(actor, { ...wanted, outcomes: SHOWS[show], soonest: sort === 'soonest', size });
  }

  async function wall(actor: Actor, wanted: WallInput): Promise<ShownWall> {
    const { statements: rows, total, page, pages } = await found(actor, wanted, PAGE_SIZE);
    return { rows: rows.map(shown), total, page, pages };
  }

  function shown(statement: Statement): ShownStatement {
    const { id, said, quotes, outcome, whenOn, words: what, doer, link, systems, publishedOn } = statement;
    return {
      ...{ id, said, doer, link, words: what },
      quotes: [...quotes],
      systems: [...systems],
      outcome: words.outcome(outcome, whenOn),
      on: dateWords(publishedOn ?? ''),
      month: monthWords((publishedOn ?? '').slice(0, 7)),
    };
  }

  async function one(actor: Actor, id: string): Promise<ShownOne> {
    const statement = await reading.open(actor, id);
    const others = (await reading.sameTheme(statement)).filter((other) => other.id !== id);
    const own = await reading.ownHelp(id, actor.personId);
    const replaced = statement.replacedBy !== null;
    return {
      ...shown(statement),
      replaced,
      others: others.map(shown),
      may: {
        follow: isUnderWay(statement.outcome) && !replaced && (await reading.reads(actor, statement)),
        helped: await reading.isAsked(actor, statement),
      },
      own: { helped: own?.helped ?? '', comment: own?.words ?? '' },
      answers: HELPED_WORDS,
    };
  }

  /** The same list as a file. The page is left out: it holds all that fit. */
  async function csv(actor: Actor, wanted: WallInput): Promise<RouteAnswer> {
    const { statements: rows } = await found(actor, { ...wanted, page: 1 }, EXPORT_MOST);
    const heading = [
      'Published on',
      'You said',
      'Outcome',
      'What, or because',
      'Which team',
      'When',
      'Systems',
      'Link',
    ];
    const lines = rows.map((row): Cell[] => {
      const outcome = words.outcome(row.outcome, null);
      const { publishedOn, said, doer, whenOn, systems, link } = row;
      return [publishedOn ?? '', said, outcome, row.words, doer, whenOn ?? '', systems.join(', '), link];
    });
    return csvAnswer('you-said-we-did.csv', [heading, ...lines]);
  }

  async function measuresCsv(actor: Actor): Promise<RouteAnswer> {
    const quarters = await measures(actor);
    const titles = quarters[0]?.facts.map(({ title }) => title) ?? [];
    const lines = quarters.map(({ quarter, facts }): Cell[] => [quarter, ...facts.map(({ value }) => value)]);
    return csvAnswer('you-said-we-did-measures.csv', [['Asked in', ...titles], ...lines]);
  }

  function deed(name: string, run: (actor: Actor, id: string, body: object) => Promise<string>): Route {
    return door.route('POST', `said/:id/${name}`, async (actor, { params }, body) => {
      const notice = await run(actor, params.id ?? '', body);
      const json: ShownSaidDeed = { notice, statement: await one(actor, params.id ?? '') };
      return { status: 200, json };
    });
  }

  return [
    door.route('GET', 'said', async (actor) => ({ status: 200, json: await opened(actor) })),
    door.route('POST', 'said/search', async (actor, _request, body) => ({
      status: 200,
      json: await wall(actor, parse(wallInput, body)),
    })),
    door.route('POST', 'said/csv', (actor, _request, body) => csv(actor, parse(wallInput, body))),
    door.route('POST', 'said/measures/csv', measuresCsv),
    door.route('GET', 'said/:id', async (actor, { params }) => ({
      status: 200,
      json: await one(actor, params.id ?? ''),
    })),
    deed('follow', async (actor, id) => {
      await reading.open(actor, id);
      await statements.follow(actor, id);
      return 'You hear in your chat with Digital Clerk when there is more on this.';
    }),
    deed('helped', async (actor, id, body) => {
      await reading.open(actor, id);
      await reading.sayWhether(actor, { ...parse(helpedInput, body), statement: id });
      return 'Thank you. The last thing you say counts.';
    }),
  ];
}
