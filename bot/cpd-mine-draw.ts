// How the cards of one's own CPD are drawn. Each is drawn for its owner, and for nobody else.
import { copyCard, entryCard, mineCard } from '../cards/cpd/mine.ts';
import { clip } from '../cards/parts.ts';
import { dateWords, shortDateWords } from '../src/calendar/words.ts';
import { CPD_METHODS, type CpdEntry, durationWords, totalsWords, yearWords } from '../src/meetings/cpd.ts';
import { type CpdService, LINK_MINUTES } from '../src/meetings/cpd-service.ts';
import type { Draw } from './feature.ts';
import type { TabLink } from './tab-link.ts';

const ENTRIES_A_PAGE = 6;

export type CpdMineDrawDeps = { cpd: CpdService; publicUrl: string | undefined; tabLink: TabLink };

export function createCpdMineDraws({ cpd, publicUrl, tabLink }: CpdMineDrawDeps): Record<string, Draw> {
  /** `subject`: `<owner>:<year>:<page>`, year 0 for the present one. */
  const mine: Draw = async (subject, { token, personId }) => {
    const [owner = '', year, page] = subject.split(':');
    if (owner !== personId) return undefined;
    const record = await cpd.record(owner, Number(year) || 0);
    const pages = Math.max(1, Math.ceil(record.entries.length / ENTRIES_A_PAGE));
    const at = Math.min(Math.max(1, Number(page) || 1), pages);
    const shown = record.entries.slice((at - 1) * ENTRIES_A_PAGE, at * ENTRIES_A_PAGE);
    return mineCard({
      token,
      year: yearWords(record.kind, record.year.year),
      period: `: ${shortDateWords(record.year.fromOn)} to ${shortDateWords(record.year.toOn)}`,
      totals: totalsWords(record.totals),
      entries: shown.map((entry) => ({ when: shortDateWords(entry.heldOn), what: entryWords(entry) })),
      choices: shown.map(({ id, heldOn, title }) => ({
        title: `${shortDateWords(heldOn)}: ${clip(title, 60)}`,
        value: id,
      })),
      page: at,
      pages,
      years: record.years.map((one) => ({ title: yearWords(record.kind, one), value: String(one) })),
      yearNumber: String(record.year.year),
      kind: record.kind,
      tab: tabLink('mine/cpd', 'My CPD'),
    });
  };

  /** `subject`: `<owner>:<entry>`, or `<owner>:new`. */
  const entry: Draw = async (subject, { token, personId }) => {
    const [owner = '', id = ''] = subject.split(':');
    if (owner !== personId) return undefined;
    const methods = CPD_METHODS.map(([value, title]) => ({ title, value }));
    const blank = { source: '', title: '', minutes: 60, method: 'other', domain: '', reflection: '' };
    if (id === 'new') {
      const flags = { participatory: 'false', presenter: 'false' } as const;
      return entryCard({ token, entryId: '', isNew: true, methods, heldOn: cpd.today(), ...blank, ...flags });
    }
    const found = await cpd.entry(owner, id);
    if (!found) return undefined;
    const { title, heldOn, minutes, method, domain, participatory, presenter, plannedOn } = found.entry;
    return entryCard({
      token,
      entryId: id,
      isNew: false,
      source: plannedOn ? `From the meeting on ${dateWords(heldOn)}.` : '',
      title,
      heldOn,
      minutes,
      methods,
      method,
      domain,
      participatory: participatory ? 'true' : 'false',
      presenter: presenter ? 'true' : 'false',
      reflection: found.reflection,
    });
  };

  /** `subject`: the id of an address. */
  const copy: Draw = async (addressId, { token, personId }) => {
    const made = personId && publicUrl ? await cpd.address(personId, addressId) : undefined;
    if (!made) return undefined;
    const withThem = made.reflections ? ' Your private reflections are in it.' : '';
    return copyCard({
      token,
      year: yearWords(made.kind, made.year.year),
      words: `For ${durationWords(LINK_MINUTES)} these addresses open your record for whoever has them, so keep them to yourself.${withThem}`,
      page: `${publicUrl}/cpd/${made.token}`,
      csv: `${publicUrl}/cpd/${made.token}.csv`,
    });
  };

  return { 'cpd.mine': mine, 'cpd.entry': entry, 'cpd.copy': copy };
}

function entryWords({ title, minutes, presenter }: CpdEntry): string {
  return `: ${title}, ${durationWords(minutes)}${presenter ? ', presented' : ''}`;
}
