// How the cards of those who group and answer are drawn, each in their own chat, from the state of that moment.
import { clip, type Fact, facts } from '../cards/parts.ts';
import {
  previewCard,
  statementForm,
  type ThemeRow,
  themeCard,
  themeForm,
  themesCard,
  todoCard,
} from '../cards/statements/themes.ts';
import { themeStateWords } from '../cards/statements/words.ts';
import { dateWords } from '../src/calendar/words.ts';
import { Refusal } from '../src/errors.ts';
import { type Actor, actorById } from '../src/people/actor.ts';
import { SAID_MAX } from '../src/statements/inputs.ts';
import type { Asking } from '../src/statements/ports.ts';
import { quoteOf } from '../src/statements/publishing.ts';
import { STATEMENTS_A_CARD } from '../src/statements/reading.ts';
import { draftKey, type Statement } from '../src/statements/statement.ts';
import { statementById, statementsOfTheme, themeById, themesOfAskings } from '../src/statements/store.ts';
import {
  calledWords,
  countPeople,
  peopleWords,
  saidWords,
  spanOf,
  spanWords,
  type Theme,
} from '../src/statements/theme.ts';
import type { Told } from '../src/statements/theming.ts';
import type { Draw, Viewer } from './feature.ts';
import { rowOf, type StatementDrawDeps } from './statements-draw.ts';

const THEMES_A_PAGE = 3;
const QUOTES_OFFERED = 8;

export function createThemeDraws(deps: StatementDrawDeps): Record<string, Draw> {
  const { db } = deps;
  const { themes, statements, reading, source } = deps.statements;

  /** Draws for somebody who may; who may no longer has nothing to see. */
  async function seenBy<Seen>(viewer: Viewer, read: (actor: Actor) => Promise<Seen>): Promise<Seen | undefined> {
    const actor = viewer.personId ? await actorById(db, viewer.personId) : undefined;
    if (!actor) return undefined;
    try {
      return await read(actor);
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }

  /** `subject`: `<person>:<page>`. */
  const list: Draw = async (subject, viewer) => {
    const mine = await seenBy(viewer, (actor) => themes.mine(actor));
    if (!mine) return undefined;
    const rows = [...mine.untouched.map(untouchedRow), ...mine.themes];
    const pages = Math.max(1, Math.ceil(rows.length / THEMES_A_PAGE));
    const page = Math.min(Math.max(1, Number(subject.split(':')[1]) || 1), pages);
    const shown = [];
    for (const row of rows.slice((page - 1) * THEMES_A_PAGE, page * THEMES_A_PAGE)) {
      shown.push('themeId' in row ? row : await themeRow(row));
    }
    const askings = mine.askings.map(({ title, key }) => ({ title, value: key }));
    return themesCard({ token: viewer.token, themes: shown, askings, page, pages });
  };

  async function themeRow({ id: themeId, name }: Theme): Promise<ThemeRow> {
    const [latest] = await statementsOfTheme(db, themeId);
    return { themeId, asking: '', name, state: stateOf(latest) };
  }

  /** `subject`: JSON of the asking, the theme, the page, and what is picked beforehand. */
  const form: Draw = async (subject, viewer) => {
    const [asking, theme, page, picked] = JSON.parse(subject) as [string, string, number, string[]];
    const offer = await seenBy(viewer, (actor) => themes.offer(actor, { asking, theme, picked, page }));
    return (
      offer &&
      themeForm({
        token: viewer.token,
        asking: offer.asking.key,
        title: offer.asking.title,
        themeId: theme,
        name: offer.theme?.name ?? '',
        said: offer.said.map((said) => ({ title: calledWords(said), value: said.key })),
        chosen: offer.chosen,
        suggestions: offer.suggestions,
        page: offer.page,
        pages: offer.pages,
        mayBeEmpty: offer.mayBeEmpty,
      })
    );
  };

  const card: Draw = async (themeId, viewer) => {
    const told = await seenBy(viewer, (actor) => themes.open(actor, themeId));
    if (!told) return undefined;
    const help = await helpOf(told);
    const { theme, parts, statements: all } = told;
    return themeCard({
      token: viewer.token,
      themeId,
      asking: theme.asking,
      name: theme.name,
      facts: [...factsOf(told), ...help.facts],
      said: parts.map((part) => ({ text: calledWords(part), quotable: part.quotable })),
      comments: help.words,
      draft: all[0]?.state === 'draft',
      answered: theme.answeredAt !== null,
    });
  };

  async function helpOf({ statements: all }: Told): Promise<{ facts: Fact[]; words: string[] }> {
    const done = all.find((one) => one.state === 'published' && one.outcome === 'did');
    const help = done && (await reading.helpFor(done.id));
    if (!help) return { facts: [], words: [] };
    const words = `${help.yes} yes, ${help.little} a little, ${help.no} no`;
    return { facts: facts([['Did it help?', words]]), words: help.words };
  }

  const statement: Draw = async (themeId, viewer) => {
    const told = await seenBy(viewer, (actor) => themes.open(actor, themeId));
    if (!told) return undefined;
    const { theme, asking, parts, statements: all } = told;
    const [latest] = all;
    const begun = parts.length === 0 ? `We asked: ${asking.title}` : saidWords(theme.name, parts);
    const draft = latest?.state === 'draft' ? latest : undefined;
    const quotable = parts.filter((part) => part.quotable).slice(0, QUOTES_OFFERED);
    return statementForm({
      token: viewer.token,
      themeId,
      name: theme.name,
      said: latest?.said ?? clip(begun, SAID_MAX),
      outcome: draft?.outcome ?? '',
      words: draft?.words ?? '',
      doer: latest?.doer ?? '',
      when: draft?.whenOn ?? '',
      link: latest?.link ?? '',
      reviewOn: draft?.reviewOn ?? '',
      quotes: quotable.map((part) => ({ title: quoteOf(part), value: part.key })),
      quoted: quotable.filter((part) => draft?.quotes.includes(quoteOf(part))).map(({ key }) => key),
    });
  };

  /** `subject`: the asking's key and the page, with a colon between. */
  const preview: Draw = async (subject, viewer) => {
    const cut = subject.lastIndexOf(':');
    const key = subject.slice(0, cut);
    const found = await seenBy(viewer, (actor) => statements.preview(actor, key));
    if (!found) return undefined;
    const { asking, drafts, people } = found;
    const pages = Math.max(1, Math.ceil(drafts.length / STATEMENTS_A_CARD));
    const page = Math.min(Math.max(1, Number(subject.slice(cut + 1)) || 1), pages);
    const shown = drafts.slice((page - 1) * STATEMENTS_A_CARD, page * STATEMENTS_A_CARD);
    const rows = shown.map((one) => ({ ...rowOf(one), themeId: one.themeId }));
    const reach = reachWords(asking.conversationId !== null, people, drafts.length);
    return previewCard({ token: viewer.token, asking: key, drafts: drafts.map(draftKey), reach, rows, page, pages });
  };

  /** A plan whose day has come. */
  const due: Draw = async (statementId, viewer) => {
    const found = await statementById(db, statementId);
    const theme = found && (await themeById(db, found.themeId));
    if (!theme || !found?.whenOn || found.replacedBy) return undefined;
    const words = `People were told that there would be more by ${dateWords(found.whenOn)}. Say what came of it; until then it comes back each week.`;
    return todoCard({ token: viewer.token, title: theme.name, words, themeId: theme.id });
  };

  /** `key`: an asking of which something is not answered. */
  const unanswered: Draw = async (key, viewer) => {
    const asking = await source.asking(db, key);
    const made = asking ? await themesOfAskings(db, asking.tenantId, [key]) : [];
    const answered = made.length > 0 && made.every((theme) => theme.answeredAt);
    if (!asking || answered) return undefined;
    const words =
      'Something that people said here has no answer yet. A short one is better than none: “we could not, because” is one too.';
    return todoCard({ token: viewer.token, title: asking.title, words, themeId: '' });
  };

  return {
    'theme.list': list,
    'theme.form': form,
    'theme.card': card,
    'theme.unanswered': unanswered,
    'statement.form': statement,
    'statement.preview': preview,
    'statement.due': due,
  };
}

/** What closed and waits to be grouped. */
function untouchedRow({ key, title, closedOn }: Asking): ThemeRow {
  const state = closedOn ? `Closed on ${dateWords(closedOn)}, not answered yet` : '';
  return { themeId: '', asking: key, name: title, state };
}

function stateOf(latest: Statement | undefined): string {
  return themeStateWords(latest && { ...latest, draft: latest.state === 'draft' });
}

function factsOf({ asking, parts, statements }: Told): Fact[] {
  const span = spanOf(parts);
  const count = countPeople(parts);
  return facts([
    ['Said in', asking.title],
    ['People', parts.length === 0 ? '' : peopleWords(count)],
    ['When', span ? spanWords(span) : ''],
    ['State', stateOf(statements[0])],
  ]);
}

function reachWords(channel: boolean, people: number, drafts: number): string {
  if (drafts === 0) return 'Nothing is ready to be published.';
  const places = channel ? 'to the channel where people were asked and to the wall' : 'to the wall';
  const waiting = people === 1 ? '1 person who waits' : `${people} people who wait`;
  return people === 0 ? `It goes ${places}.` : `It goes ${places}, and in person to ${waiting} for it.`;
}
