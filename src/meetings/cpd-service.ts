// What each person learned: entries from meetings and by hand, private reflections, the year, and an address to take it
// away by. All of it is read and changed by its owner alone; nobody's role opens it (design, section 3 rule 10).
import { createHash } from 'node:crypto';
import { dateIn } from '../calendar/dates.ts';
import { claimDue } from '../clock/due.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { personById } from '../people/people-store.ts';
import { audit } from '../store/audit.ts';
import { createOnce } from '../store/created.ts';
import type { Database, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { CpdLinkTable } from '../store/tables-cpd.ts';
import { hashOf, tokenOf } from './addresses.ts';
import { type CpdEntry, type CpdYear, totalsOf, type YearKind, yearOf, yearWith } from './cpd.ts';
import { type EntryInput, guardCpd } from './cpd-inputs.ts';
import {
  cpdLinkByHash,
  cpdLinkOf,
  deleteEntry,
  deleteReflection,
  entriesBetween,
  entryOf,
  firstEntryOn,
  insertCpdLink,
  insertEntry,
  reflectionsOf,
  saveReflection,
  setYearKind,
  updateEntry,
  yearKindOf,
} from './cpd-store.ts';
import type { CpdHeld } from './ports.ts';
import { slotOf } from './rota-store.ts';
import { refreshCpd } from './told.ts';

/** `secret`: what addresses are made of (see addresses.ts). */
export type CpdDeps = { db: Database; now: () => Date; timeZone: string; secret: string };

/** How long an address can be opened. */
export const LINK_MINUTES = 60;

/** A year of one person; `years` are those that can be shown, the latest first. */
export type Record = {
  kind: YearKind;
  year: CpdYear;
  years: readonly number[];
  entries: readonly CpdEntry[];
  totals: ReturnType<typeof totalsOf>;
};

/** What an address opens: the record with its owner's name, and their reflections where they wanted them in it. */
export type Copy = Record & { name: string; reflections: ReadonlyMap<string, string> };

/** What the owner of an address is told of it. */
export type Address = { token: string; kind: YearKind; year: CpdYear; reflections: boolean };

export type CpdService = ReturnType<typeof createCpdService>;

export function createCpdService({ db, now, timeZone, secret }: CpdDeps) {
  const today = () => dateIn(now(), timeZone);

  /** Writes an entry for each person who was there; for one person and date once, also when they deleted it since. */
  const held: CpdHeld = async (trx, occurrence, attendees) => {
    const { tenantId, seriesId, plannedOn, heldOn, title } = occurrence;
    const slot = await slotOf(trx, seriesId, plannedOn);
    // The presenter's own card thanks them from now on, and still takes the material: drawn once, as another drawing would
    // wipe what they are filling in.
    if (await claimDue(trx, 'cpd.thanks', `${seriesId}:${plannedOn}`, '', now())) {
      await refreshCpd(trx, { id: seriesId, tenantId }, [plannedOn], now());
    }
    for (const personId of attendees) {
      if (!(await claimDue(trx, 'cpd.entry', `${seriesId}:${plannedOn}:${personId}`, '', now()))) continue;
      const at = now().toISOString();
      await insertEntry(trx, {
        id: newId(now()),
        tenantId,
        personId,
        seriesId,
        plannedOn,
        heldOn,
        title: slot?.topic || `CPD at ${title}`,
        presenter: slot?.presenterId === personId ? 1 : 0,
        minutes: slot?.minutes || occurrence.minutes,
        participatory: 1,
        method: 'time-set-aside',
        domain: '',
        createdAt: at,
        updatedAt: at,
      });
    }
  };

  /** One's own year: the present one where `year` is 0. */
  async function record(personId: string, year = 0): Promise<Record> {
    const kind = await yearKindOf(db, personId);
    const present = yearWith(kind, today());
    const shown = year ? yearOf(kind, year) : present;
    const entries = await entriesBetween(db, personId, shown.fromOn, shown.toOn);
    const firstOn = await firstEntryOn(db, personId);
    const first = Math.min(firstOn ? yearWith(kind, firstOn).year : present.year, shown.year);
    const last = Math.max(present.year, shown.year);
    const years = Array.from({ length: last - first + 1 }, (_, back) => last - back);
    return { kind, year: shown, years, entries, totals: totalsOf(entries) };
  }

  /** One's own year to take away: the oldest entry first, with one's reflections by entry where they are wanted. */
  async function copy(personId: string, year: number, withThem: boolean): Promise<Omit<Copy, 'name'>> {
    const found = await record(personId, year);
    const ids = withThem ? found.entries.map(({ id }) => id) : [];
    const reflections = await reflectionsOf(db, personId, ids);
    return { ...found, entries: found.entries.toReversed(), reflections };
  }

  async function add(actor: Actor, token: string, input: EntryInput): Promise<string> {
    guardCpd({ title: input.title, domain: input.domain });
    assertNotAhead(input);
    const { tenantId, personId } = actor;
    const part = createHash('sha256').update(JSON.stringify(input)).digest('hex').slice(0, 24);
    return db.transaction().execute(async (trx) => {
      const make = async () => {
        const id = newId(now());
        const at = now().toISOString();
        const fields = { ...fieldsOf(input), seriesId: '', plannedOn: '', createdAt: at, updatedAt: at };
        await insertEntry(trx, { id, tenantId, personId, ...fields });
        return id;
      };
      const made = await createOnce(trx, { personId, token, verb: 'cpd.add', part }, make, now());
      return made.id;
    });
  }

  async function save(actor: Actor, id: string, input: EntryInput): Promise<void> {
    guardCpd({ title: input.title, domain: input.domain });
    assertNotAhead(input);
    await change(actor, id, 'cpd.save', (trx) =>
      updateEntry(trx, actor.personId, id, { ...fieldsOf(input), updatedAt: now().toISOString() }),
    );
  }

  /** Keeps a private reflection in place of the one before; empty words delete it. */
  async function reflect(actor: Actor, id: string, words: string): Promise<void> {
    guardCpd({ reflection: words });
    if (words === '') return forget(actor, id);
    await change(actor, id, 'cpd.reflect', (trx) =>
      saveReflection(trx, id, actor.personId, words, now().toISOString()),
    );
  }

  async function forget(actor: Actor, id: string): Promise<void> {
    await change(actor, id, 'cpd.forget', (trx) => deleteReflection(trx, actor.personId, id));
  }

  async function remove(actor: Actor, id: string): Promise<void> {
    await change(actor, id, 'cpd.remove', (trx) => deleteEntry(trx, actor.personId, id));
  }

  async function change(actor: Actor, id: string, deed: string, apply: (trx: Trx) => Promise<void>): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const { tenantId, personId } = actor;
      if (!(await entryOf(trx, personId, id))) throw notThere();
      await apply(trx);
      await audit(trx, { tenantId, actorId: personId, action: deed, subjectId: id }, now());
    });
  }

  /** One's own entry with one's reflection on it; undefined when it is not there, or another's. */
  async function entry(personId: string, id: string): Promise<{ entry: CpdEntry; reflection: string } | undefined> {
    const found = await entryOf(db, personId, id);
    if (!found) return undefined;
    return { entry: found, reflection: (await reflectionsOf(db, personId, [id])).get(id) ?? '' };
  }

  async function countBy(actor: Actor, kind: YearKind): Promise<void> {
    await db.transaction().execute((trx) => setYearKind(trx, actor.personId, kind));
  }

  /** A new address for a year of one's record. Gives its id, in the caller's transaction. */
  async function link(trx: Trx, { tenantId, personId }: Actor, year: number, reflections: boolean): Promise<string> {
    const kind = await yearKindOf(trx, personId);
    const { fromOn, toOn } = year ? yearOf(kind, year) : yearWith(kind, today());
    const [id, withThem] = [newId(now()), reflections ? 1 : 0] as const;
    const expiresAt = new Date(now().getTime() + LINK_MINUTES * 60_000).toISOString();
    const tokenHash = hashOf(tokenOf(secret, id));
    await insertCpdLink(trx, { id, tenantId, personId, tokenHash, fromOn, toOn, reflections: withThem, expiresAt });
    return id;
  }

  /** One's own address while it lasts: its token, which is kept nowhere, and what it opens. */
  async function address(personId: string, id: string): Promise<Address | undefined> {
    const found = await cpdLinkOf(db, personId, id, now().toISOString());
    return found && { token: tokenOf(secret, id), ...yearBehind(found), reflections: found.reflections === 1 };
  }

  /** What a token opens; undefined for one that is none, or no more. */
  async function read(token: string): Promise<Copy | undefined> {
    const found = await cpdLinkByHash(db, hashOf(token), now().toISOString());
    const person = found && (await personById(db, found.personId));
    if (!found || !person) return undefined;
    const entries = (await entriesBetween(db, person.id, found.fromOn, found.toOn)).toReversed();
    const ids = found.reflections ? entries.map(({ id }) => id) : [];
    const reflections = await reflectionsOf(db, person.id, ids);
    return { name: person.name, ...yearBehind(found), years: [], entries, totals: totalsOf(entries), reflections };
  }

  function assertNotAhead({ heldOn }: EntryInput): void {
    if (heldOn > today()) throw new Refusal('invalid', 'Date: it is still to come. Add it when it is done.');
  }

  return { held, record, copy, entry, add, save, reflect, forget, remove, countBy, link, address, read, today };
}

function yearBehind({ fromOn, toOn }: CpdLinkTable): { kind: YearKind; year: CpdYear } {
  const kind: YearKind = fromOn.endsWith('-01-01') ? 'calendar' : 'april';
  return { kind, year: { year: Number(fromOn.slice(0, 4)), fromOn, toOn } };
}

function fieldsOf(input: EntryInput) {
  const { title, heldOn, minutes, method, domain } = input;
  const flag = (on: 'true' | 'false') => (on === 'true' ? (1 as const) : (0 as const));
  return {
    title,
    heldOn,
    minutes,
    method,
    domain,
    presenter: flag(input.presenter),
    participatory: flag(input.participatory),
  };
}

function notThere(): Refusal {
  return new Refusal('missing', 'This entry is not there any more. Write my cpd for those that are.');
}
