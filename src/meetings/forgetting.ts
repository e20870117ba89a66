// A record keeps what was on the agenda from elsewhere; when the words of an issue are to be gone, they go from there too.
import type { Trx } from '../store/database.ts';
import { keptRecords, setRecord } from './agenda-store.ts';
import type { Elsewhere } from './agenda-view.ts';

/** Takes the words of an issue out of every record of a tenant; the line keeps its reference. */
export async function forgetIssueLines(trx: Trx, { tenantId, reference }: { tenantId: string; reference: string }) {
  for (const record of await keptRecords(trx, tenantId)) {
    const kept = JSON.parse(record.frozen) as Elsewhere;
    if (!kept.issues.some(({ words }) => words.startsWith(`${reference} `))) continue;
    const issues = kept.issues.map((line) =>
      line.words.startsWith(`${reference} `) ? { ...line, words: `${reference} [removed]` } : line,
    );
    const { seriesId, plannedOn } = record;
    await setRecord(trx, { tenantId, seriesId, plannedOn }, { frozen: JSON.stringify({ ...kept, issues }) });
  }
}
