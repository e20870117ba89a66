// What the clock says to a person unasked (design, section 3 rule 4): never in quiet hours, nothing to who has paused, at
// most three a week; a fourth is held and merged into Monday's one message, deadlines first.
import { addDays, dateIn, instantOf } from '../calendar/dates.ts';
import { afterQuietHours, QUIET } from '../calendar/quiet-hours.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import { claimDue } from '../clock/due.ts';
import type { Database, Queries, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { PersonTable, UnaskedTable } from '../store/tables.ts';
import { calendarsOf } from '../store/working-calendars.ts';
import { enqueue } from './outbox.ts';

/** How many that count somebody gets in a week, Monday to Sunday in their zone. */
const MOST_A_WEEK = 3;
const MONDAY = { kind: 'unasked.monday', at: '08:00' };

export type Unasked = {
  tenantId: string;
  personId: string;
  kind: string;
  subjectId: string;
  /** `reminder` counts towards three a week. Check-in prompts, one's own issues and safety do not. */
  sort: UnaskedTable['sort'];
  /** The same key twice (in a tenant) makes one message, whatever became of the first. */
  dedupeKey: string;
  /** By when it wants something done: Monday's message puts the soonest first. */
  deadline?: Date;
  /** Not sent from then on. Default: never too late. */
  expires?: Date;
  /** Somebody chose this very time for it: then no hour is quiet. */
  timeWasSet?: boolean;
};

/** `queued`: on its way, now or when it is no longer quiet. `held`: part of next Monday's message. `paused`: not sent. */
export type UnaskedOutcome = 'queued' | 'held' | 'paused' | 'again';

/**
 * Says something to a person that nobody's act caused, in the transaction that claims the duty. Safety is never held nor
 * paused. Whether a deputy stands in for somebody away is for the caller to decide before.
 */
export async function sayUnasked(trx: Trx, unasked: Unasked, now: Date): Promise<UnaskedOutcome> {
  const { tenantId, personId, kind, subjectId, sort, dedupeKey, expires } = unasked;
  const person = await trx.selectFrom('people').selectAll().where('id', '=', personId).executeTakeFirst();
  if (!person) return 'paused';
  if (person.pausedAt && sort !== 'safety') return 'paused';
  // Claimed for good: the outbox forgets its keys after a while, and a held one never had one.
  if (!(await claimDue(trx, 'unasked', `${tenantId}:${dedupeKey}`, '', now))) return 'again';
  const calendar = await calendarOf(trx, person);
  const open = sort === 'safety' || unasked.timeWasSet;
  const notBefore = open ? now : afterQuietHours(calendar, now, quietHoursOf(person));
  const weekOn = mondayOf(dateIn(notBefore, calendar.timeZone));
  const held = sort === 'reminder' && (await countOf(trx, personId, weekOn)) >= MOST_A_WEEK;
  await trx
    .insertInto('unasked')
    .values({
      id: newId(now),
      tenantId,
      personId,
      kind,
      subjectId,
      sort,
      weekOn,
      state: held ? 'held' : 'sent',
      deadlineAt: unasked.deadline?.toISOString() ?? null,
      expiresAt: expires?.toISOString() ?? null,
      batchId: null,
      createdAt: now.toISOString(),
    })
    .execute();
  if (held) return 'held';
  const to = { person: personId };
  await enqueue(trx, { tenantId, kind, subjectId, to, dedupeKey, notBefore, ...(expires && { expires }) }, now);
  return 'queued';
}

/** The quiet hours of a person: their own, or 7pm to 8am. */
export function quietHoursOf(person: Pick<PersonTable, 'quietFrom' | 'quietUntil'>): { from: string; until: string } {
  return { from: person.quietFrom || QUIET.from, until: person.quietUntil || QUIET.until };
}

/** The working days of a person: the nation and zone of the team they were in first; their own zone where they have one. */
async function calendarOf(db: Queries, person: PersonTable): Promise<WorkingCalendar> {
  const team = await db
    .selectFrom('teamMembers')
    .innerJoin('teams', 'teams.id', 'teamMembers.teamId')
    .select(['teams.id', 'teams.nation', 'teams.timeZone'])
    .where('teamMembers.personId', '=', person.id)
    .where('teamMembers.leftAt', 'is', null)
    .orderBy('teamMembers.joinedAt')
    .executeTakeFirst();
  const nation = (team?.nation ?? 'england-and-wales') as WorkingCalendar['nation'];
  const calendar = (await calendarsOf(db, team ? [team.id] : []))(team?.id ?? '', nation);
  return { ...calendar, timeZone: person.timeZone || team?.timeZone || 'Europe/London' };
}

async function countOf(db: Queries, personId: string, weekOn: string): Promise<number> {
  const { count } = await db
    .selectFrom('unasked')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('personId', '=', personId)
    .where('weekOn', '=', weekOn)
    .where('sort', '=', 'reminder')
    .where('state', '=', 'sent')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The Monday of a date's week (both YYYY-MM-DD). */
export function mondayOf(date: string): string {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return addDays(date, -((day + 6) % 7));
}

/**
 * Sends each person what was held for them as one message, from 8am of the Monday after (or once it is no longer quiet).
 * It is itself one of that week's three. Safe to run at every beat.
 */
export function createMondayDuty({ db, now }: { db: Database; now: () => Date }) {
  async function run(): Promise<void> {
    const waiting = await db.selectFrom('unasked').select('personId').distinct().where('state', '=', 'held').execute();
    for (const { personId } of waiting) await db.transaction().execute((trx) => merge(trx, personId));
  }

  async function merge(trx: Trx, personId: string): Promise<void> {
    const person = await trx.selectFrom('people').selectAll().where('id', '=', personId).executeTakeFirst();
    if (!person || person.pausedAt) return;
    const calendar = await calendarOf(trx, person);
    const thisMonday = mondayOf(dateIn(now(), calendar.timeZone));
    if (now() < instantOf(thisMonday, MONDAY.at, calendar.timeZone)) return;
    const batchId = newId(now());
    const merged = await trx
      .updateTable('unasked')
      .set({ state: 'merged', batchId })
      .where('personId', '=', personId)
      .where('state', '=', 'held')
      .where('weekOn', '<', thisMonday)
      .executeTakeFirst();
    if (merged.numUpdatedRows === 0n) return;
    const monday = { kind: MONDAY.kind, subjectId: batchId, dedupeKey: `monday:${batchId}` };
    await sayUnasked(trx, { tenantId: person.tenantId, personId, sort: 'reminder', ...monday }, now());
  }

  return { run };
}

/** What was merged into one Monday's message, what is due soonest first; what is too late by now left out. */
export async function heldFor(db: Queries, batchId: string, now: Date): Promise<UnaskedTable[]> {
  const rows = await db.selectFrom('unasked').selectAll().where('batchId', '=', batchId).orderBy('id').execute();
  const fresh = rows.filter(({ expiresAt }) => expiresAt === null || expiresAt > now.toISOString());
  const by = ({ deadlineAt }: UnaskedTable) => deadlineAt ?? '9999';
  return fresh.toSorted((one, other) => by(one).localeCompare(by(other)));
}

/** One held message, for who opens it from Monday's. */
export async function heldById(db: Queries, id: string): Promise<UnaskedTable | undefined> {
  return db.selectFrom('unasked').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Forgets what was created before `before`. */
export async function purgeUnasked(db: Queries, before: Date): Promise<void> {
  await db.deleteFrom('unasked').where('createdAt', '<', before.toISOString()).where('state', '<>', 'held').execute();
}
