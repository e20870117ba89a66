// The tab's own files, as Vite built them into dist/tab: one page, and scripts whose names change with their content.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Route, RouteAnswer, RouteRequest } from './route.ts';

// Who may show the tab in a frame: Teams in all its hosts (Microsoft's "Tab requirements").
const TEAMS_HOSTS = 'https://*.cloud.microsoft https://teams.microsoft.com https://*.teams.microsoft.com';
// Fluent UI puts its rules into style elements that are empty in the page: only the empty one is allowed.
const EMPTY_STYLE = `'sha256-${createHash('sha256').update('').digest('base64')}'`;
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${EMPTY_STYLE}`,
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  `frame-ancestors ${TEAMS_HOSTS}`,
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const NOT_BUILT: RouteAnswer = {
  status: 503,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  text:
    'The tab has not been built on this server. Whoever looks after it: run "npm run build", or copy dist/tab from ' +
    'where it was built.\n',
};

const compress = promisify(gzip);

type Asset = { plain: Buffer; zipped: Buffer; type: string };

/** GET /tab/, /tab/config and /tab/assets/…, from `folder`. Nothing else of the disk can be reached. */
export function tabFileRoutes(folder: string): Route[] {
  const assets = new Map<string, Promise<Asset | undefined>>();

  async function page(): Promise<RouteAnswer> {
    const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined);
    if (html === undefined) return NOT_BUILT;
    return { status: 200, html, headers: { 'content-security-policy': POLICY, 'cache-control': 'no-cache' } };
  }

  async function asset({ params, headers }: RouteRequest): Promise<RouteAnswer> {
    const name = params.file ?? '';
    const found = await (assets.get(name) ?? remember(name));
    if (!found) return { status: 404, json: { error: 'There is nothing at this address' } };
    const zips = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
    return {
      status: 200,
      bytes: zips ? found.zipped : found.plain,
      headers: {
        'content-type': found.type,
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'accept-encoding',
        ...(zips && { 'content-encoding': 'gzip' }),
      },
    };
  }

  /** Only names that the folder itself lists are opened; what is not there is not remembered. */
  function remember(name: string): Promise<Asset | undefined> {
    const reading = read(name);
    assets.set(name, reading);
    void reading.then((found) => found ?? assets.delete(name));
    return reading;
  }

  async function read(name: string): Promise<Asset | undefined> {
    const listed: string[] = await readdir(join(folder, 'assets')).catch(() => []);
    const type = TYPES[extname(name)];
    if (!type || !listed.includes(name)) return undefined;
    const plain = await readFile(join(folder, 'assets', name));
    return { plain, zipped: await compress(plain, { level: 9 }), type };
  }

  return [
    { method: 'GET', path: '/tab', answer: () => ({ status: 308, headers: { location: 'tab/' } }) },
    { method: 'GET', path: '/tab/', answer: page },
    { method: 'GET', path: '/tab/config', answer: page },
    { method: 'GET', path: '/tab/assets/:file', answer: asset },
  ];
}
