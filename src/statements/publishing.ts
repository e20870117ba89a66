// Writing statements and publishing them: load, may they?, decide, save, tell; in one transaction.
import { createHash } from 'node:crypto';
import { dateIn } from '../calendar/dates.ts';
import { refreshMessages } from '../delivery/messages.ts';
import { enqueue } from '../delivery/outbox.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { teamById } from '../people/teams-store.ts';
import { audit } from '../store/audit.ts';
import { createOnce } from '../store/created.ts';
import type { Queries, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { mayRead, noStatement, noTheme, type StatementsDeps, tended, tendedTheme } from './access.ts';
import { guardStatement, type Publish, type StatementSave } from './inputs.ts';
import type { Asking, Said } from './ports.ts';
import { draftKey, isUnderWay, type Statement, saysTheSame, settle } from './statement.ts';
import {
  addHearer,
  draftsOf,
  follow,
  followersOf,
  insertStatement,
  lockDrafts,
  lockTheme,
  partsOf,
  statementById,
  statementsOfTheme,
  updateStatement,
  updateTheme,
} from './store.ts';
import { countPeople, systemsOf, type Theme } from './theme.ts';

/** Answers quoted in one statement, and the longest of them. */
const MOST_QUOTES = 3;
const QUOTE_MAX = 200;
/** Statements published in one go. */
const MOST_TOGETHER = 30;

/** What is ready to be published together, and whom it reaches beside the wall. */
export type Preview = { asking: Asking; drafts: Statement[]; people: number };

export function createPublishing(deps: StatementsDeps) {
  const { db, now, source } = deps;

  /** Keeps what was written as the theme's draft. Refuses what says the same as the theme's last statement. */
  async function save(actor: Actor, input: StatementSave): Promise<Statement> {
    guardStatement(input);
    return db.transaction().execute(async (trx) => {
      const { theme, asking } = await tendedTheme(trx, source, actor, input.theme, trx);
      const settled = settle(input, dateIn(now(), await zoneOf(trx, asking)));
      const all = await statementsOfTheme(trx, theme.id);
      const [latest] = all;
      const promised = all.some((one) => one.state === 'published' && !one.replacedBy && isUnderWay(one.outcome));
      if (latest?.state === 'published' && saysTheSame(latest, settled)) {
        throw new Refusal('conflict', 'This says the same as the last statement on it, so nobody is told again.');
      }
      if (promised && settled.outcome === 'thanks') {
        throw new Refusal(
          'invalid',
          'Outcome: people were told that more would come. Say what was done, or why it could not be.',
        );
      }
      const parts = await source.read(trx, await partsOf(trx, theme.id));
      const at = now().toISOString();
      const { people } = countPeople(parts);
      const written = { ...settled, people, systems: systemsOf(parts), quotes: quotesOf(parts, input.quotes) };
      const changed = { ...written, ownerId: actor.personId, updatedAt: at };
      if (latest?.state === 'draft') {
        await updateStatement(trx, latest.id, changed);
        return { ...latest, ...changed };
      }
      const draft = { ...blank(theme, newId(now())), ...changed, createdAt: at };
      await insertStatement(trx, draft);
      return draft;
    });
  }

  async function zoneOf(queries: Queries, asking: Asking): Promise<string> {
    return (await teamById(queries, asking.teamId))?.timeZone ?? 'Europe/London';
  }

  /** What would be published now, for somebody who may. */
  async function preview(actor: Actor, key: string): Promise<Preview> {
    const asking = await tended(db, source, actor, key);
    const drafts = (await draftsOf(db, key)).slice(0, MOST_TOGETHER);
    const people = new Set<string>();
    for (const draft of drafts) for (const one of await hearersOf(db, asking, draft, actor)) people.add(one);
    return { asking, drafts, people: people.size };
  }

  /** Who hears a statement in person; not who publishes it. */
  async function hearersOf(queries: Queries, asking: Asking, { themeId }: Statement, actor: Actor): Promise<string[]> {
    const parts = await partsOf(queries, themeId);
    const people = [...(await source.hearers(queries, asking, parts)), ...(await followersOf(queries, themeId))];
    return [...new Set(people)].filter((one) => one !== actor.personId);
  }

  /** Publishes what was previewed, once: on the wall, to the channel asked, and to those who wait for it. */
  async function publish(actor: Actor, token: string, { asking: key, drafts }: Publish): Promise<string> {
    return db.transaction().execute(async (trx) => {
      const asking = await tended(trx, source, actor, key);
      const part = createHash('sha256').update(drafts.join(',')).digest('hex');
      const once = { personId: actor.personId, token, verb: 'statement.publish', part };
      return (await createOnce(trx, once, () => publishDrafts(trx, actor, asking, drafts), now())).id;
    });
  }

  /** `seen`: what was on the preview, by draftKey(). What was changed since is published by nobody who has not read it. */
  async function publishDrafts(trx: Trx, actor: Actor, asking: Asking, seen: readonly string[]): Promise<string> {
    const ids = seen.map((key) => key.split('.')[0] ?? '');
    const drafts = await lockDrafts(trx, asking.key, ids);
    if (drafts.length === 0) {
      throw new Refusal('conflict', 'This was published or taken away already. Write themes for what is left.');
    }
    if (drafts.some((draft) => !seen.includes(draftKey(draft)))) {
      throw new Refusal(
        'conflict',
        'Something here was changed since you looked, so nothing was published. Write themes to read it again.',
      );
    }
    const batchId = newId(now());
    const publishedOn = dateIn(now(), await zoneOf(trx, asking));
    const people = new Set<string>();
    for (const draft of drafts) {
      await replaceLast(trx, draft);
      const publishedAt = now().toISOString();
      await updateStatement(trx, draft.id, { state: 'published', batchId, publishedAt, publishedOn });
      await answerTheme(trx, draft.themeId);
      for (const one of await hearersOf(trx, asking, draft, actor)) {
        if (await addHearer(trx, draft, one, batchId)) people.add(one);
      }
      const { tenantId, personId: actorId } = actor;
      await audit(
        trx,
        { tenantId, actorId, action: 'statement.publish', subjectId: draft.id, note: draft.outcome },
        now(),
      );
    }
    await tell(trx, asking, batchId, [...people]);
    return batchId;
  }

  /** The statement before is not the last word any more: its cards say so. */
  async function replaceLast(trx: Trx, draft: Statement): Promise<void> {
    const before = (await statementsOfTheme(trx, draft.themeId)).find((one) => one.state === 'published');
    if (!before) return;
    await updateStatement(trx, before.id, { replacedBy: draft.id });
    const subjectIds = [listSubject('batch', before.batchId ?? ''), listSubject('heard', before.batchId ?? '')];
    await refreshMessages(trx, { tenantId: draft.tenantId, subjectIds }, now());
  }

  async function answerTheme(trx: Trx, themeId: string): Promise<void> {
    const theme = await lockTheme(trx, themeId);
    if (!theme || theme.answeredAt) return;
    await updateTheme(trx, themeId, { answeredAt: now().toISOString() });
  }

  /** One message to the channel asked, and one to each person, whatever the number of statements. */
  async function tell(trx: Trx, asking: Asking, batchId: string, people: readonly string[]): Promise<void> {
    const { tenantId, conversationId } = asking;
    const kind = 'statement.list';
    if (conversationId) {
      const to = { conversation: conversationId };
      await enqueue(trx, { tenantId, kind, subjectId: listSubject('batch', batchId), to }, now());
    }
    for (const person of people) {
      const entry = { subjectId: listSubject('heard', batchId), dedupeKey: `statement.heard:${batchId}:${person}` };
      await enqueue(trx, { tenantId, kind, ...entry, to: { person } }, now());
    }
  }

  /** "Tell me": whoever may read a statement hears the next one on its theme. */
  async function followTheme(actor: Actor, statementId: string): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const statement = await statementById(trx, statementId);
      const there = statement?.state === 'published' && statement.tenantId === actor.tenantId ? statement : undefined;
      if (!there || !(await mayRead(trx, actor.personId, there, deps.today()))) throw noStatement();
      if (!isUnderWay(there.outcome) || there.replacedBy) {
        throw new Refusal('conflict', 'There is nothing more to come on this. Write you said for the latest.');
      }
      const theme = await lockTheme(trx, there.themeId);
      if (!theme) throw noTheme();
      await follow(trx, theme, actor.personId);
    });
  }

  return { save, preview, publish, follow: followTheme };
}

/** The intent of a list of statements by what it is of; `page` counts from 1. */
export function listSubject(list: 'wall' | 'batch' | 'heard', of: string, page = 1): string {
  return `${list}:${of}:${page}`;
}

/** What may be quoted of what was chosen: only where its writer allowed it. */
function quotesOf(parts: readonly Said[], chosen: readonly string[]): string[] {
  return parts
    .filter((part) => part.quotable && chosen.includes(part.key))
    .slice(0, MOST_QUOTES)
    .map((part) => quoteOf(part));
}

/** An answer as it is quoted: in one paragraph, and cut where it is long. */
export function quoteOf({ text }: Pick<Said, 'text'>): string {
  const signs = [...text.trim().replace(/\s+/g, ' ')];
  return signs.length <= QUOTE_MAX ? signs.join('') : `${signs.slice(0, QUOTE_MAX - 1).join('')}…`;
}

function blank({ id: themeId, tenantId, organisationId, teamId, asking }: Theme, id: string) {
  const where = { id, tenantId, organisationId, teamId, asking, themeId };
  return {
    ...where,
    state: 'draft' as const,
    batchId: null,
    replacedBy: null,
    helpUntilOn: null,
    publishedAt: null,
    publishedOn: null,
  };
}
