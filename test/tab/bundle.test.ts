import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { buildTab } from '../../bot/run/build.ts';
import { startTabHouse, type TabHouse } from '../support/tab.ts';

vi.setConfig({ hookTimeout: 180_000 });

/** On a mid phone over 4G, 300 KB of script is what can be there, read and run in 2 seconds. */
const BUDGET = 300 * 1024;

describe('the built tab', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clerk-tab-'));
  let house: TabHouse;
  beforeAll(async () => {
    await buildTab(folder);
    house = await startTabHouse({ tabFolder: folder });
  });
  afterAll(async () => {
    await house?.stop();
    rmSync(folder, { recursive: true });
  });

  const assets = () => readdirSync(join(folder, 'assets'));
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${house.clerk.url}${path}`, { headers, redirect: 'manual' });

  test('loads less than 300 KB of compressed script, and pages have files of their own', () => {
    const scripts = assets().filter((name) => name.endsWith('.js'));
    const sizes = scripts.map((name) => gzipSync(readFileSync(join(folder, 'assets', name)), { level: 9 }).length);
    expect(scripts.length).toBeGreaterThan(2);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(BUDGET);
  });

  test('has no inline script or style, and names no other host', () => {
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style| style=| on\w+=|https?:|\/\//);
  });

  test('the page may be shown by Teams only, and may load nothing from elsewhere', async () => {
    for (const path of ['/tab/', '/tab/config']) {
      const { status, headers } = await get(path);
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe('no-cache');
      expect(headers.get('x-frame-options')).toBeNull();
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain(
        'frame-ancestors https://*.cloud.microsoft https://teams.microsoft.com https://*.teams.microsoft.com',
      );
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'sha256-[^']+';/);
      expect(policy).toContain("connect-src 'self'");
      expect(policy).not.toMatch(/unsafe/);
    }
    expect((await get('/tab')).headers.get('location')).toBe('tab/');
  });

  test('files with a hash in their name are kept for good, compressed where the browser takes it', async () => {
    const name = assets().find((one) => one.endsWith('.js')) ?? '';
    const zipped = await get(`/tab/assets/${name}`, { 'accept-encoding': 'gzip, br' });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(zipped.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(zipped.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const plain = await get(`/tab/assets/${name}`, { 'accept-encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toBe(await zipped.text());
  });

  test.each(['index.html', '..%2findex.html', '%2e%2e%2f%2e%2e%2fetc%2fpasswd', 'nothing.js', ''])(
    'nothing but its own assets can be read: "%s"',
    async (name) => {
      expect((await get(`/tab/assets/${name}`)).status).toBe(404);
    },
  );
});

test('where the tab was not built, the address says so, and the rest of the service works', async () => {
  const house = await startTabHouse({ tabFolder: join(tmpdir(), 'clerk-nothing-here') });
  try {
    const response = await fetch(`${house.clerk.url}/tab/`);
    expect(response.status).toBe(503);
    expect(await response.text()).toMatch(/has not been built.*npm run build/s);
    expect((await fetch(`${house.clerk.url}/healthz`)).status).toBe(200);
  } finally {
    await house.stop();
  }
});
