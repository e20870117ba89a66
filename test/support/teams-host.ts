// Teams around the tab, in a browser: a page at Teams' own address that answers what the tab's library asks of its
// host, with the real service behind the tab's address.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Frame, Page } from 'playwright-core';
import type { TokenChange } from './authority.ts';
import type { TabHouse } from './tab.ts';
import type { Person } from './world.ts';

export const TAB = 'https://clerk.trust.example/tab/';
const HOST = 'https://teams.microsoft.com/host';

export const THEMES = ['default', 'dark', 'contrast'] as const;
export type HostTheme = (typeof THEMES)[number];

export type OpenOptions = {
  who: Person;
  theme?: HostTheme;
  width?: number;
  /** What a deep link asks for. */
  subPage?: string;
  /** In which channel the tab is, as Teams calls it; otherwise it is somebody's own. */
  channel?: string;
  /** Below the tab's address: `config`, or a query. */
  path?: string;
  /** How the token differs from a right one; `none`: Teams gives none. */
  token?: TokenChange | 'none';
};

export type OpenTab = {
  page: Page;
  frame: Frame;
  setTheme(theme: HostTheme): Promise<void>;
  /** What the tab asked of Teams, by name. */
  calls(): Promise<string[]>;
  /** Teams' own Save button beside the configuration page. */
  save(): Promise<unknown>;
  /** What the browser complained of; without what Teams' library may not load from elsewhere. */
  complaints: string[];
  /** Addresses of other hosts that something was loaded from. */
  strangers: string[];
  close(): Promise<void>;
};

/** Opens the tab for somebody, inside a fake Teams. */
export async function openTab(browser: Browser, house: TabHouse, options: OpenOptions): Promise<OpenTab> {
  const viewport = { width: options.width ?? 1280, height: 800 };
  // Without motion, so that no colour is measured half-way to another.
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (line) => {
    // The library looks up Teams' hosts; it goes on without, as our policy lets it load nothing.
    if (line.type() === 'error' && !line.text().includes('res.cdn.office.net')) complaints.push(line.text());
  });
  await context.route('**/*', async (route) => {
    const { pathname, hostname, search } = new URL(route.request().url());
    if (hostname === 'teams.microsoft.com') return route.fulfill({ contentType: 'text/html', body: hostPage(options) });
    if (hostname !== 'clerk.trust.example') {
      strangers.push(hostname);
      return route.abort();
    }
    const request = route.request();
    const { host: _, ...headers } = await request.allHeaders();
    const body = request.postDataBuffer();
    const plain = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':')));
    const init = { method: request.method(), headers: plain, ...(body && { body: new Uint8Array(body) }) };
    const answer = await fetch(`${house.clerk.url}${pathname}${search}`, init);
    const { 'content-encoding': __, 'content-length': ___, ...given } = Object.fromEntries(answer.headers);
    return route.fulfill({ status: answer.status, headers: given, body: Buffer.from(await answer.arrayBuffer()) });
  });
  await page.exposeFunction('tokenFromEntra', async () => {
    if (options.token === 'none') return '';
    return (await house.authority.headerFor(options.who, options.token)).replace('Bearer ', '');
  });
  await page.goto(HOST);
  const frame = page.frame({ name: 'tab' });
  if (!frame) throw new Error('The frame of the tab is not there.');
  return {
    page,
    frame,
    complaints,
    strangers,
    setTheme: (theme) => page.evaluate(`window.tell('themeChange', ['${theme}'])`),
    calls: () => page.evaluate('window.calls'),
    save: () => page.evaluate('window.saved()'),
    close: () => context.close(),
  };
}

function hostPage({ theme = 'default', subPage = '', channel = '', path = '' }: OpenOptions): string {
  const context = {
    theme,
    locale: 'en-gb',
    subEntityId: subPage,
    entityId: 'cabinet',
    frameContext: path === 'config' ? 'settings' : 'content',
    hostName: 'Teams',
    // Not to be believed: the server must not ask for it.
    userObjectId: '00000000-0000-4000-8000-00000000abcd',
    tid: '00000000-0000-4000-8000-00000000dcba',
    ...(channel && { channelId: channel, channelName: 'Cabinet' }),
  };
  const runtime = { apiVersion: 4, hostVersionsInfo: {}, isLegacyTeams: false, supports: { pages: { config: {} } } };
  return `<!doctype html><html lang="en"><title>Teams</title>
<style>body { margin: 0 } iframe { border: 0; width: 100vw; height: 100vh; display: block }</style>
<iframe name="tab" title="Tab" src="${TAB}${path}"></iframe>
<script>
  const context = ${JSON.stringify(context)};
  const answers = {
    initialize: () => [context.frameContext, 'web', ${JSON.stringify(JSON.stringify(runtime))}, '2.0.1'],
    getContext: () => [context],
    'authentication.getAuthToken': async () => {
      const token = await window.tokenFromEntra();
      return token ? [true, token] : [false, 'resourceDisabled'];
    },
    'settings.setSettings': (given) => { window.settings = given; return [true]; },
  };
  const frame = document.querySelector('iframe');
  window.calls = [];
  window.tell = (func, args) => frame.contentWindow.postMessage({ func, args }, '*');
  window.saved = () => new Promise((done) => {
    window.whenSaved = () => done(window.settings);
    window.tell('settings.save', [{}]);
  });
  window.addEventListener('message', async ({ data, source }) => {
    if (source !== frame.contentWindow || !data || !data.func) return;
    window.calls.push(data.func);
    if (data.func === 'settings.save.success') window.whenSaved();
    const answer = answers[data.func];
    if (answer) frame.contentWindow.postMessage({ id: data.id, uuid: data.uuid, args: await answer(...data.args) }, '*');
  });
</script></html>`;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RUN = `axe.run(document, {
  resultTypes: ['violations'],
  rules: { 'target-size': { enabled: true } },
}).then((found) => found.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html).join(' ')))`;

/** What axe finds in the tab as it is now. */
export async function axeFaults(frame: Frame): Promise<string[]> {
  await frame.evaluate(AXE);
  return frame.evaluate(RUN);
}

/** How far the tab's page is wider than its frame, in pixels. */
export async function overflow(frame: Frame): Promise<number> {
  return frame.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
