// What statements are handed of other features: what was said in a cabinet, for grouping and for the month's digest.
import { dateIn } from '../src/calendar/dates.ts';
import type { Cabinet } from '../src/issues/cabinet.ts';
import { allCabinets, cabinetById } from '../src/issues/cabinets-store.ts';
import type { Issue } from '../src/issues/issue.ts';
import { having } from '../src/issues/me-toos-store.ts';
import { sharedAnswered, sharedByIds, sharedOfCabinet, sharedOpen } from '../src/issues/sharing.ts';
import { teamById } from '../src/people/teams-store.ts';
import type { Asking, Cabinets, IssueLine, Said, Source } from '../src/statements/ports.ts';
import type { Queries } from '../src/store/database.ts';

const CABINET = 'cabinet:';
const ISSUE = 'issue:';

/** The issues of cabinets as something to be grouped. Who raised them, or has them too, hears the answer, and says whether it helped. */
export function issueSource(): Source {
  async function asking(db: Queries, key: string): Promise<Asking | undefined> {
    const cabinet = key.startsWith(CABINET) ? await cabinetById(db, key.slice(CABINET.length)) : undefined;
    return cabinet && askingOf(cabinet);
  }

  async function saidOf(db: Queries, issues: readonly Issue[]): Promise<Said[]> {
    const zones = new Map<string, string>();
    for (const { cabinetId } of issues) if (!zones.has(cabinetId)) zones.set(cabinetId, await zoneOf(db, cabinetId));
    const said: Said[] = [];
    for (const issue of issues) {
      const { personIds, count } = await having(db, issue.id);
      said.push({
        key: `${ISSUE}${issue.id}`,
        text: issue.title,
        reference: issue.reference,
        // Nobody is asked on the form whether their words may be quoted.
        quotable: false,
        personIds,
        unnamed: count - personIds.length,
        question: issue.cabinetId,
        sort: 'text',
        on: dateIn(new Date(issue.raisedAt), zones.get(issue.cabinetId) ?? 'Europe/London'),
        system: issue.system,
      });
    }
    return said;
  }

  async function zoneOf(db: Queries, cabinetId: string): Promise<string> {
    const cabinet = await cabinetById(db, cabinetId);
    return (cabinet && (await teamById(db, cabinet.teamId))?.timeZone) ?? 'Europe/London';
  }

  const idsOf = (keys: readonly string[]) =>
    keys.filter((key) => key.startsWith(ISSUE)).map((key) => key.slice(ISSUE.length));

  async function havers(db: Queries, _asking: Asking, keys: readonly string[]): Promise<string[]> {
    const people = new Set<string>();
    for (const { id } of await sharedByIds(db, idsOf(keys)))
      for (const personId of (await having(db, id)).personIds) people.add(personId);
    return [...people];
  }

  return {
    asking,
    async askings(db, { tenantId, teamIds }) {
      const cabinets = (await allCabinets(db)).filter(
        (one) => one.tenantId === tenantId && teamIds.includes(one.teamId),
      );
      return cabinets.map(askingOf);
    },
    // A cabinet does not close: what is in no theme yet is answered issue by issue.
    closed: async () => [],
    async said(db, { key, teamId, tenantId }, reach) {
      const said: Said[] = [];
      for (const cabinet of await allCabinets(db)) {
        const own = askingOf(cabinet).key === key;
        const ofTeam = cabinet.tenantId === tenantId && cabinet.teamId === teamId;
        if (!own && !(reach === 'team' && ofTeam)) continue;
        said.push(...(await saidOf(db, await sharedOfCabinet(db, cabinet.id))));
      }
      return said;
    },
    read: async (db, keys) => saidOf(db, await sharedByIds(db, idsOf(keys))),
    hearers: havers,
    answerers: havers,
  };
}

/** What a month's digest reads of cabinets. */
export function digestCabinets(): Cabinets {
  return {
    all: async (db) => (await allCabinets(db)).map(askingOf),
    answered: async (db, cabinetId, from, until) => linesOf(await sharedAnswered(db, cabinetId, from, until)),
    async open(db, cabinetId, before, most) {
      const { issues, total } = await sharedOpen(db, cabinetId, before, most);
      return { lines: linesOf(issues), total };
    },
    lines: async (db, ids) => linesOf(await sharedByIds(db, ids)),
  };
}

function askingOf({ id, tenantId, organisationId, teamId, conversationId, name }: Cabinet): Asking {
  const where = { key: `${CABINET}${id}`, tenantId, organisationId, teamId, conversationId };
  return { ...where, title: name, askerId: null, anonymous: false, closedOn: null };
}

function linesOf(issues: readonly Issue[]): IssueLine[] {
  return issues.map(({ id, reference, title }) => ({ id, reference, title }));
}
