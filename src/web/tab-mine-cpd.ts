// One's own CPD in the tab's API: the year, its entries, private reflections, a copy as a file. For oneself alone.
import { z } from 'zod';
import { dateWords, shortDateWords } from '../calendar/words.ts';
import { Refusal } from '../errors.ts';
import { CPD_METHODS, type CpdEntry, durationWords, methodWords, totalsWords, yearWords } from '../meetings/cpd.ts';
import { entryInput, reflectionInput, shownInput } from '../meetings/cpd-inputs.ts';
import type { Record as CpdRecord, CpdService } from '../meetings/cpd-service.ts';
import type { ShownCpd, ShownCpdCopy, ShownCpdYear, ShownEntry, ShownEntryAlone } from '../meetings/shown.ts';
import type { Actor } from '../people/actor.ts';
import { cpdFile } from './cpd.ts';
import type { Route } from './route.ts';
import { slice } from './tab-answers.ts';
import { formToken, parse, type TabDoor } from './tab-door.ts';

export type CpdRoutesDeps = { cpd: CpdService; door: TabDoor };

const ENTRIES_A_PAGE = 10;
const METHODS = CPD_METHODS.map(([value, title]) => ({ value, title }));

const copyInput = shownInput.extend({ reflections: z.enum(['true', 'false']).catch('false').default('false') });

/** GET mine/cpd, mine/cpd/copy, mine/cpd/:id; POST mine/cpd/add, /year, /csv, and mine/cpd/:id/save, /reflect, /remove. */
export function cpdMineRoutes({ cpd, door }: CpdRoutesDeps): Route[] {
  async function year(actor: Actor, input: unknown): Promise<ShownCpd> {
    const wanted = parse(shownInput, input);
    const record = await cpd.record(actor.personId, wanted.year);
    const { rows, ...found } = slice(record.entries, wanted.page, ENTRIES_A_PAGE);
    return {
      ...yearOf(record),
      years: record.years.map((one) => ({ value: String(one), title: yearWords(record.kind, one) })),
      kind: record.kind,
      entries: { ...found, rows: rows.map(entryOf) },
      methods: METHODS,
      today: cpd.today(),
    };
  }

  async function copy(actor: Actor, input: unknown): Promise<ShownCpdCopy> {
    const wanted = parse(copyInput, input);
    const found = await cpd.copy(actor.personId, wanted.year, wanted.reflections === 'true');
    const entries = found.entries.map((entry) => ({
      ...entryOf(entry),
      reflection: found.reflections.get(entry.id) ?? '',
    }));
    return { ...yearOf(found), name: actor.name, entries };
  }

  async function entry(actor: Actor, id: string): Promise<ShownEntryAlone> {
    const found = await cpd.entry(actor.personId, id);
    if (!found) throw new Refusal('missing', 'This entry is not there any more. Go back to your list.');
    const { plannedOn, heldOn } = found.entry;
    const source = plannedOn ? `From the meeting on ${dateWords(heldOn)}.` : '';
    return { entry: entryOf(found.entry), source, reflection: found.reflection, methods: METHODS };
  }

  /** Something done to one's own entry; answers with the entry as it is afterwards. */
  function deed(name: string, run: (actor: Actor, id: string, body: object) => Promise<void>): Route {
    return door.route('POST', `mine/cpd/:id/${name}`, async (actor, { params }, body) => {
      const id = params.id ?? '';
      await entry(actor, id);
      await run(actor, id, body);
      return { status: 200, json: await entry(actor, id) };
    });
  }

  return [
    door.route('GET', 'mine/cpd', async (actor, { query }) => ({
      status: 200,
      json: await year(actor, Object.fromEntries(query)),
    })),
    door.route('GET', 'mine/cpd/copy', async (actor, { query }) => ({
      status: 200,
      json: await copy(actor, Object.fromEntries(query)),
    })),
    door.route('GET', 'mine/cpd/:id', async (actor, { params }) => ({
      status: 200,
      json: await entry(actor, params.id ?? ''),
    })),
    door.route('POST', 'mine/cpd/add', async (actor, _request, body) => {
      const id = await cpd.add(actor, formToken(body), parse(entryInput, body));
      return { status: 200, json: await entry(actor, id) };
    }),
    door.route('POST', 'mine/cpd/year', async (actor, _request, body) => {
      const { kind } = parse(shownInput, body);
      if (kind) await cpd.countBy(actor, kind);
      return { status: 200, json: await year(actor, {}) };
    }),
    door.route('POST', 'mine/cpd/csv', async (actor, _request, body) => {
      const wanted = parse(copyInput, body);
      return cpdFile(await cpd.copy(actor.personId, wanted.year, wanted.reflections === 'true'));
    }),
    deed('save', (actor, id, body) => cpd.save(actor, id, parse(entryInput, body))),
    deed('reflect', (actor, id, body) => cpd.reflect(actor, id, parse(reflectionInput, body).reflection)),
    door.route('POST', 'mine/cpd/:id/remove', async (actor, { params }) => {
      await entry(actor, params.id ?? '');
      await cpd.remove(actor, params.id ?? '');
      return { status: 200, json: await year(actor, {}) };
    }),
  ];
}

function yearOf({ kind, year, totals }: Pick<CpdRecord, 'kind' | 'year' | 'totals'>): ShownCpdYear {
  return {
    year: String(year.year),
    words: yearWords(kind, year.year),
    period: `${shortDateWords(year.fromOn)} to ${shortDateWords(year.toOn)}`,
    totals: totalsWords(totals),
  };
}

function entryOf({ id, heldOn, title, minutes, method, domain, participatory, presenter }: CpdEntry): ShownEntry {
  return {
    id,
    heldOn,
    when: shortDateWords(heldOn),
    title,
    minutes,
    duration: durationWords(minutes),
    method,
    methodWords: methodWords(method),
    domain,
    participatory: participatory === 1,
    presenter: presenter === 1,
  };
}
