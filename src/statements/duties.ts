// What the clock makes this feature do: bring plans back on their day, remind of what waits for an answer, ask whether
// it helped, and post the month's digest. Each is claimed in the database with what it causes, so that it happens once.
import { addDays, dateIn, instantOf } from '../calendar/dates.ts';
import { claimDue } from '../clock/due.ts';
import { doEach } from '../clock/each.ts';
import { enqueue } from '../delivery/outbox.ts';
import { sayUnasked } from '../delivery/unasked.ts';
import { isMember, runnersOf, teamById } from '../people/teams-store.ts';
import type { Queries, Trx } from '../store/database.ts';
import type { StatementsDeps } from './access.ts';
import { type DigestItem, monthBefore, monthEnd, splitItems } from './digest.ts';
import { keepDigest, publishedIn } from './list-store.ts';
import type { Asking } from './ports.ts';
import { HELP_DAYS, type Statement } from './statement.ts';
import { claimReview, fallenDue, themesOfAskings, unansweredThemes } from './store.ts';

const WEEK_DAYS = 7;
/** After this many weeks of reminders to its owner, what waits for an answer goes to the facilitators. */
const OWNERS_WEEKS = 3;
/** What goes to a channel goes when people are there. */
const POSTED_AT = '09:00';
/** After an outage a digest is still worth reading for this long. */
const LATEST_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;
/** More open issues than this are counted, not listed. */
export const OPEN_LISTED = 100;
/** What the items of one message may take together; the rest of 25 KB is for the frame around them. */
const DIGEST_BYTES = 20_000;

export type DutiesDeps = StatementsDeps & {
  /** The size of an item when drawn, in bytes: how it looks is not known here. */
  sizeOf: (words: readonly string[]) => number;
  askedOf: (db: Queries, statement: Statement) => Promise<{ people: string[]; channel: string | null }>;
};

export function createStatementDuties(deps: DutiesDeps) {
  const { db, now, source, cabinets } = deps;

  /** Everything that is due now; what fails holds up nothing else. Safe to run as often as one likes, and by two at once. */
  async function run(): Promise<void> {
    // Wherever a team is, its day is at most one ahead of that in UTC.
    const furthest = addDays(now().toISOString().slice(0, 10), 1);
    const returns = async () => doEach(await fallenDue(db, 'return', furthest), bringBack);
    const reviews = async () => doEach(await fallenDue(db, 'review', furthest), askWhether);
    const digests = async () => doEach(await cabinets.all(db), digest);
    await doEach([returns, reviews, remind, digests], (part) => part());
  }

  async function dayOf(teamId: string): Promise<string> {
    return dateIn(now(), await zoneOf(teamId));
  }

  async function zoneOf(teamId: string): Promise<string> {
    return (await teamById(db, teamId))?.timeZone ?? 'Europe/London';
  }

  /** On its date, and each week until it is followed by another statement: to its owner. */
  async function bringBack(statement: Statement): Promise<void> {
    const { id, tenantId, teamId, ownerId, whenOn } = statement;
    const day = await dayOf(teamId);
    if (!whenOn || whenOn > day) return;
    const week = weeksBetween(whenOn, day);
    await db.transaction().execute(async (trx) => {
      for (const personId of await stillThere(trx, teamId, ownerId)) {
        const dedupeKey = `statement.due:${id}:${week}:${personId}`;
        const about = { tenantId, personId, kind: 'statement.due', subjectId: id, dedupeKey };
        await sayUnasked(trx, { ...about, sort: 'reminder' }, now());
      }
    });
  }

  /** The owner while they are in the team; otherwise those who run it. */
  async function stillThere(trx: Trx, teamId: string, ownerId: string): Promise<string[]> {
    return (await isMember(trx, teamId, ownerId)) ? [ownerId] : runnersOf(trx, teamId);
  }

  /** What closed, and themes that were made, without an answer: each week to the owner, then to those who run the team. */
  async function remind(): Promise<void> {
    const since = new Map<string, { asking: Asking; from: string; ownerId: string }>();
    for (const theme of await unansweredThemes(db)) {
      const asking = since.has(theme.asking) ? undefined : await source.asking(db, theme.asking);
      if (!asking) continue;
      const from = asking.closedOn ?? theme.createdAt.slice(0, 10);
      since.set(theme.asking, { asking, from, ownerId: theme.ownerId });
    }
    for (const asking of await source.closed(db)) {
      const themes = await themesOfAskings(db, asking.tenantId, [asking.key]);
      const { askerId, closedOn } = asking;
      if (themes.length > 0 || !askerId || !closedOn) continue;
      since.set(asking.key, { asking, from: closedOn, ownerId: askerId });
    }
    await doEach(since.values(), ({ asking, from, ownerId }) => remindOf(asking, from, ownerId));
  }

  async function remindOf(asking: Asking, from: string, ownerId: string): Promise<void> {
    const week = weeksBetween(from, await dayOf(asking.teamId));
    if (week < 1) return;
    await db.transaction().execute(async (trx) => {
      const owner = await stillThere(trx, asking.teamId, ownerId);
      const people = week > OWNERS_WEEKS ? await runnersOf(trx, asking.teamId) : owner;
      for (const personId of people) {
        const dedupeKey = `theme.unanswered:${asking.key}:${from}:${week}:${personId}`;
        const about = {
          tenantId: asking.tenantId,
          personId,
          kind: 'theme.unanswered',
          subjectId: asking.key,
          dedupeKey,
        };
        await sayUnasked(trx, { ...about, sort: 'reminder' }, now());
      }
    });
  }

  /** "Did it help?", once: to each who said it, or in the channel where nobody knows who did. */
  async function askWhether(statement: Statement): Promise<void> {
    const { id, tenantId, teamId, reviewOn } = statement;
    const zone = await zoneOf(teamId);
    if (!reviewOn || now() < instantOf(reviewOn, POSTED_AT, zone)) return;
    const day = dateIn(now(), zone);
    await db.transaction().execute(async (trx) => {
      if (!(await claimReview(trx, id, addDays(day, HELP_DAYS)))) return;
      const { people, channel } = await deps.askedOf(trx, statement);
      const about = { tenantId, kind: 'statement.help', subjectId: id };
      if (channel) await enqueue(trx, { ...about, to: { conversation: channel } }, now());
      for (const personId of people) {
        const dedupeKey = `statement.help:${id}:${personId}`;
        await sayUnasked(trx, { ...about, personId, sort: 'reminder', dedupeKey }, now());
      }
    });
  }

  /** On the first of a month at 9am, where there is something to say of the month before. */
  async function digest(cabinet: Asking): Promise<void> {
    const zone = await zoneOf(cabinet.teamId);
    const month = monthBefore(dateIn(now(), zone));
    const dueAt = instantOf(monthEnd(month), POSTED_AT, zone);
    const { tenantId, conversationId } = cabinet;
    const tooLate = now().getTime() > dueAt.getTime() + LATEST_DAYS * DAY_MS;
    if (now() < dueAt || tooLate || !conversationId) return;
    await db.transaction().execute(async (trx) => {
      if (!(await claimDue(trx, 'statement.digest', cabinet.key, month, now()))) return;
      const parts = splitItems(await itemsOf(trx, cabinet, month, zone), DIGEST_BYTES);
      await keepDigest(trx, { cabinetId: idOf(cabinet), month, tenantId }, parts);
      for (const index of parts.keys()) {
        const subjectId = `${idOf(cabinet)}:${month}:${index + 1}`;
        await enqueue(
          trx,
          { tenantId, kind: 'statement.digest', subjectId, to: { conversation: conversationId } },
          now(),
        );
      }
    });
  }

  async function itemsOf(trx: Trx, cabinet: Asking, month: string, zone: string) {
    const from = instantOf(`${month}-01`, '00:00', zone).toISOString();
    const until = instantOf(monthEnd(month), '00:00', zone).toISOString();
    const statements = await publishedIn(trx, cabinet.key, month);
    const answered = await cabinets.answered(trx, idOf(cabinet), from, until);
    const open = await cabinets.open(trx, idOf(cabinet), until, OPEN_LISTED);
    const sized = (sort: DigestItem['sort'], id: string, words: readonly string[]) => ({
      sort,
      id,
      bytes: deps.sizeOf(words),
    });
    const items = [
      ...statements.map(({ id, said, words, doer }) => sized('statement', id, [said, words, doer])),
      ...answered.map(({ id, reference, title }) => sized('answered', id, [reference, title])),
    ];
    return [...items, ...open.lines.map(({ id, reference, title }) => sized('open', id, [reference, title]))];
  }

  return { run };
}

/** Whole weeks from one day to another, both YYYY-MM-DD. */
function weeksBetween(from: string, until: string): number {
  return Math.floor((Date.parse(until) - Date.parse(from)) / DAY_MS / WEEK_DAYS);
}

function idOf(cabinet: Asking): string {
  return cabinet.key.slice(cabinet.key.indexOf(':') + 1);
}
