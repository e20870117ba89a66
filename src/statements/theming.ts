// Grouping what was said into themes: load, may they?, decide, save; in one transaction.
import { createHash } from 'node:crypto';
import { dateIn } from '../calendar/dates.ts';
import { refreshMessages } from '../delivery/messages.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { teamById, teamsRunBy } from '../people/teams-store.ts';
import { audit } from '../store/audit.ts';
import { createOnce } from '../store/created.ts';
import type { Queries, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { mayTend, reachOf, type StatementsDeps, tended, tendedTheme } from './access.ts';
import { type Suggestion, suggestGroups } from './grouping.ts';
import { guardStatement, type ThemeSave } from './inputs.ts';
import type { Asking, Said } from './ports.ts';
import type { Statement } from './statement.ts';
import {
  deleteTheme,
  insertTheme,
  partsOf,
  setParts,
  statementsOfTheme,
  themesOfAskings,
  themesOfTeam,
  unansweredThemes,
  updateTheme,
} from './store.ts';
import { countPeople, spanOf, type Theme } from './theme.ts';

/** How many things to choose from a form holds. */
export const CHOICES_A_PAGE = 12;
/** More in one theme are no theme. */
const MOST_PARTS = 500;

/** What a form offers: a page of what was said, which of it is chosen, and groups of like words among what is in no theme. */
export type Offer = {
  asking: Asking;
  theme: Theme | undefined;
  said: readonly Said[];
  chosen: readonly string[];
  /** Of what was chosen beforehand, what is there. */
  picked: readonly string[];
  suggestions: readonly Suggestion[];
  page: number;
  pages: number;
  /** It closed with nothing that can be shown: it is answered all the same, by a theme that holds nothing. */
  mayBeEmpty: boolean;
};

/** A theme with what was said and what was answered, the latest first. */
export type Told = { theme: Theme; asking: Asking; parts: Said[]; statements: Statement[] };

export function createTheming(deps: StatementsDeps) {
  const { db, now, source } = deps;

  /** What somebody may group at an asking, or change of a theme. `picked`: chosen beforehand, shown first. */
  async function offer(
    actor: Actor,
    of: { asking: string; theme: string; picked: readonly string[]; page: number },
  ): Promise<Offer> {
    const known = of.theme ? await tendedTheme(db, source, actor, of.theme) : undefined;
    const asking = known?.asking ?? (await tended(db, source, actor, of.asking));
    const all = await source.said(db, asking, await reachOf(db, actor, asking));
    const picked = all.filter(({ key }) => of.picked.includes(key)).map(({ key }) => key);
    const inTheme = known ? await partsOf(db, known.theme.id) : [];
    const chosen = [...new Set([...inTheme, ...picked])];
    const sorted = [
      ...all.filter(({ key }) => chosen.includes(key)),
      ...all.filter(({ key }) => !chosen.includes(key)),
    ];
    const pages = Math.max(1, Math.ceil(sorted.length / CHOICES_A_PAGE));
    const page = Math.min(of.page, pages);
    const grouped = new Set(await groupedAt(db, asking));
    const ungrouped = all.filter(({ key }) => !grouped.has(key) && !chosen.includes(key));
    return {
      asking,
      theme: known?.theme,
      said: sorted.slice((page - 1) * CHOICES_A_PAGE, page * CHOICES_A_PAGE),
      chosen,
      picked,
      suggestions: picked.length > 0 || page > 1 ? [] : suggestGroups(ungrouped),
      page,
      pages,
      mayBeEmpty: await endedInNothing(db, asking),
    };
  }

  /** Too few answered, or nobody did: who was asked still hears so. */
  async function endedInNothing(queries: Queries, asking: Asking): Promise<boolean> {
    return asking.closedOn !== null && (await source.said(queries, asking, 'asking')).length === 0;
  }

  async function groupedAt(queries: Queries, asking: Asking): Promise<string[]> {
    const keys: string[] = [];
    for (const theme of await themesOfAskings(queries, asking.tenantId, [asking.key])) {
      keys.push(...(await partsOf(queries, theme.id)));
    }
    return keys;
  }

  /** Saves a new theme, once per card, or changes one: of what the form offered, what was chosen is in it. */
  async function save(actor: Actor, token: string, input: ThemeSave): Promise<Theme> {
    guardStatement({ name: input.name });
    return db.transaction().execute(async (trx) => {
      const id = input.theme || (await create(trx, actor, token, input));
      const { theme, asking } = await tendedTheme(trx, source, actor, id, trx);
      const offered = new Set(input.offered);
      const before = (await partsOf(trx, id)).filter((key) => !offered.has(key));
      const there = await source.said(trx, asking, await reachOf(trx, actor, asking));
      const added = there.filter(({ key }) => input.parts.includes(key)).map(({ key }) => key);
      const parts = [...new Set([...before, ...added])];
      if (parts.length === 0 && !(await endedInNothing(trx, asking))) {
        throw new Refusal('invalid', 'What belongs to it: choose at least one.');
      }
      if (parts.length > MOST_PARTS) {
        throw new Refusal('invalid', `What belongs to it: at most ${MOST_PARTS}. Make two themes of it.`);
      }
      const askedOn = spanOf(await source.read(trx, parts))?.from ?? theme.askedOn;
      await setParts(trx, theme, parts);
      const changed = { name: input.name, askedOn, updatedAt: now().toISOString() };
      await updateTheme(trx, id, changed);
      await note(trx, actor, 'theme.save', id);
      return { ...theme, ...changed };
    });
  }

  async function create(trx: Trx, actor: Actor, token: string, input: ThemeSave): Promise<string> {
    const asking = await tended(trx, source, actor, input.asking);
    const zone = (await teamById(trx, asking.teamId))?.timeZone ?? 'Europe/London';
    const make = async () => {
      const { tenantId, organisationId, teamId } = asking;
      const [id, at] = [newId(now()), now().toISOString()];
      const ownerId = asking.askerId ?? actor.personId;
      const whose = { id, tenantId, organisationId, teamId, asking: asking.key, ownerId };
      const askedOn = dateIn(now(), zone);
      await insertTheme(trx, { ...whose, name: input.name, askedOn, answeredAt: null, createdAt: at, updatedAt: at });
      return id;
    };
    // A card makes one theme of a name; one of another name is another.
    const part = createHash('sha256').update(`${asking.key}\n${input.name}`).digest('hex');
    const once = { personId: actor.personId, token, verb: 'theme.save', part };
    return (await createOnce(trx, once, make, now())).id;
  }

  /** Takes a theme away that nobody was told of; what was said is there to be grouped again. */
  async function drop(actor: Actor, id: string): Promise<Theme> {
    return db.transaction().execute(async (trx) => {
      const { theme } = await tendedTheme(trx, source, actor, id, trx);
      if (theme.answeredAt) throw new Refusal('conflict', 'This theme is answered, so it stays.');
      await deleteTheme(trx, id);
      await note(trx, actor, 'theme.drop', id);
      return theme;
    });
  }

  async function note(trx: Trx, { tenantId, personId: actorId }: Actor, action: string, subjectId: string) {
    await audit(trx, { tenantId, actorId, action, subjectId }, now());
    await refreshMessages(trx, { tenantId, subjectIds: [subjectId] }, now());
  }

  /** A theme with everything that was said, for somebody who may answer it. */
  async function open(actor: Actor, id: string): Promise<Told> {
    const { theme, asking } = await tendedTheme(db, source, actor, id);
    const parts = await source.read(db, await partsOf(db, id));
    return { theme, asking, parts, statements: await statementsOfTheme(db, id) };
  }

  /**
   * What somebody may group and answer: the askings; of these what closed and has no theme yet; and all themes,
   * unanswered ones first.
   */
  async function mine(
    actor: Actor,
    queries: Queries = db,
  ): Promise<{ askings: Asking[]; untouched: Asking[]; themes: Theme[] }> {
    const { tenantId, personId } = actor;
    const teamIds = (await teamsRunBy(queries, personId)).map((team) => team.id);
    const found = await source.askings(queries, { tenantId, personId, teamIds });
    const known = new Set(found.map((asking) => asking.key));
    // Of what closed long ago is offered only what is owed: themes without an answer stay until they have one.
    for (const theme of await unansweredThemes(queries)) {
      if (theme.tenantId !== tenantId || known.has(theme.asking)) continue;
      known.add(theme.asking);
      const asking = await source.asking(queries, theme.asking);
      if (asking) found.push(asking);
    }
    const askings: Asking[] = [];
    for (const asking of found) if (await mayTend(queries, actor, asking)) askings.push(asking);
    const keys = askings.map((asking) => asking.key);
    const themes = await themesOfAskings(queries, tenantId, keys);
    const begun = new Set(themes.map((theme) => theme.asking));
    return { askings, untouched: askings.filter(({ key, closedOn }) => closedOn && !begun.has(key)), themes };
  }

  /**
   * Who said what is in the theme of this name, for who may answer it: to be asked more. Undefined where there is no such
   * theme, or several.
   */
  async function peopleOf(queries: Queries, actor: Actor, name: string): Promise<readonly string[] | undefined> {
    const wanted = name.trim().toLowerCase();
    const named = (await mine(actor, queries)).themes.filter((theme) => theme.name.toLowerCase() === wanted);
    const only = named.length === 1 ? named[0] : undefined;
    const asking = only && (await source.asking(queries, only.asking));
    return asking && source.answerers(queries, asking, await partsOf(queries, only.id));
  }

  /** The themes of a team, for its agenda: what it is about, how many people, whether it was answered. */
  async function themesOf(teamId: string) {
    const themes = [];
    for (const { id, name, answeredAt, askedOn } of await themesOfTeam(db, teamId)) {
      const count = countPeople(await source.read(db, await partsOf(db, id)));
      themes.push({ id, name, askedOn, ...count, answered: answeredAt !== null });
    }
    return themes;
  }

  return { offer, save, drop, open, mine, peopleOf, themesOf };
}
