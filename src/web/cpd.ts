// GET /cpd/<token> and /cpd/<token>.csv: somebody's own CPD record, to print for an appraisal or to keep, for whoever has
// the address while it lasts.
import { createHash } from 'node:crypto';
import { shortDateWords } from '../calendar/words.ts';
import { type CpdEntry, durationWords, methodWords, yearWords } from '../meetings/cpd.ts';
import type { Copy } from '../meetings/cpd-service.ts';
import { type Cell, toCsv } from './csv.ts';
import { escapeHtml } from './html.ts';
import type { Route, RouteAnswer } from './route.ts';

const FILE = /^([\w-]{20,100})(\.csv)?$/;
const STYLE = `
body{font:1rem/1.5 "Segoe UI",Arial,sans-serif;color:#212b32;background:#fff;margin:0 auto;max-width:60rem;padding:1.5rem}
h1{font-size:1.75rem;line-height:1.25}table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid #768692;padding:.4rem .5rem .4rem 0;text-align:left;vertical-align:top}
td.reflection{white-space:pre-wrap}tr{break-inside:avoid}
@media print{body{max-width:none;padding:0}}`;
const HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** `read` gives the record behind a token, or undefined: a wrong token and one that is over look the same. */
export function cpdRoutes({ read }: { read(token: string): Promise<Copy | undefined> }): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/cpd/:file',
      answer: async ({ params }) => {
        const [, token, csv] = FILE.exec(params.file ?? '') ?? [];
        const copy = token ? await read(token) : undefined;
        if (!copy) return { status: 404, json: { error: 'There is no record at this address, or its time is over' } };
        return csv ? cpdFile(copy) : pageOf(copy);
      },
    },
  ];
}

const HEADING = ['Date', 'Title', 'Minutes', 'Participatory', 'Presented', 'Method', 'Domain'];

/** A year as a file; with a column of reflections where there are some. */
export function cpdFile({ entries, reflections, year }: Omit<Copy, 'name'>): RouteAnswer {
  const withThem = reflections.size > 0;
  const rows = entries.map((entry): Cell[] => {
    const { heldOn, title, minutes, participatory, presenter, method, domain } = entry;
    const cells = [heldOn, title, minutes, yesOrNo(participatory), yesOrNo(presenter), methodWords(method), domain];
    return withThem ? [...cells, reflections.get(entry.id) ?? ''] : cells;
  });
  const headers = {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="cpd-${year.fromOn}-to-${year.toOn}.csv"`,
  };
  return { status: 200, text: toCsv([withThem ? [...HEADING, 'Reflection'] : HEADING, ...rows]), headers };
}

function pageOf(copy: Copy): RouteAnswer {
  const { name, kind, year, totals, entries, reflections } = copy;
  const title = `CPD of ${name}, ${yearWords(kind, year.year)}`;
  const withThem = reflections.size > 0;
  const head = [...HEADING, ...(withThem ? ['Reflection'] : [])].map((cell) => `<th scope="col">${cell}</th>`);
  const rows = entries.map((entry) => rowOf(entry, withThem ? (reflections.get(entry.id) ?? '') : undefined));
  const html = `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>Continuing professional development from ${shortDateWords(year.fromOn)} to ${shortDateWords(year.toOn)}:
${durationWords(totals.minutes)}, ${durationWords(totals.participatory)} of it participatory; presented ${totals.presented} times.</p>
<table>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</main>
</body>
</html>
`;
  return { status: 200, html, headers: { 'content-security-policy': POLICY } };
}

function rowOf(entry: CpdEntry, reflection: string | undefined): string {
  const { heldOn, title, minutes, participatory, presenter, method, domain } = entry;
  const texts = [shortDateWords(heldOn), title, String(minutes), yesOrNo(participatory), yesOrNo(presenter)];
  const cells = [...texts, methodWords(method), domain].map((text) => `<td>${escapeHtml(text)}</td>`);
  if (reflection !== undefined) cells.push(`<td class="reflection">${escapeHtml(reflection)}</td>`);
  return `<tr>${cells.join('')}</tr>`;
}

function yesOrNo(flag: 0 | 1): string {
  return flag ? 'Yes' : 'No';
}
