// Looking at the tab's views as people and axe do: every theme of Teams, on a phone and on a desk, with pictures kept.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { buildTab } from '../../bot/run/build.ts';
import { launchBrowser } from './browser.ts';
import { startTabHouse, type TabHouse } from './tab.ts';
import { axeFaults, type OpenOptions, type OpenTab, openTab, overflow, THEMES } from './teams-host.ts';

export const PICTURES = resolve('test/screenshots/tab');

/** A view: its name, who opens it with what, and how one gets there. */
export type View = [name: string, options: OpenOptions, arrive: (tab: OpenTab) => Promise<void>];

/** `folder`: where the tab was built. */
export type TabStage = { browser: Browser; house: TabHouse; folder: string; stop(): Promise<void> };

/** Builds the tab, and starts the service with it and a browser. */
export async function startTabStage(): Promise<TabStage> {
  mkdirSync(PICTURES, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'clerk-tab-'));
  await buildTab(folder);
  const browser = await launchBrowser();
  const house = await startTabHouse({ tabFolder: folder });
  return {
    browser,
    house,
    folder,
    stop: async () => {
      await browser.close();
      await house.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Opens the tab for somebody, acts, and holds the browser to having complained of nothing and met no other host. */
export async function withTab(
  { browser, house }: Pick<TabStage, 'browser' | 'house'>,
  options: OpenOptions,
  act: (tab: OpenTab) => Promise<void>,
): Promise<void> {
  const tab = await openTab(browser, house, options);
  try {
    await act(tab);
    expect(tab.complaints.filter((line) => !/status of (4|5)\d\d/.test(line))).toEqual([]);
    expect(tab.strangers).toEqual([]);
  } finally {
    await tab.close();
  }
}

/** What has the focus: its id, its label and its words. */
export async function focused({ frame }: Pick<OpenTab, 'frame'>): Promise<string> {
  return frame.evaluate(`(({ id, innerText, labels, localName }) =>
    localName === 'body' ? '' : [id, labels?.[0]?.innerText, innerText].filter(Boolean).join(' ')
  )(document.activeElement)`);
}

/** Presses Tab (or another key) until the focus is on what is wanted. */
export async function tabTo(tab: Pick<OpenTab, 'page' | 'frame'>, wanted: string, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if ((await focused(tab)).includes(wanted)) return;
    await tab.page.keyboard.press(key);
  }
  throw new Error(`The keyboard does not reach ${wanted}.`);
}

/** What is open, in three themes at 320 and 1280 pixels: axe finds nothing, and nothing is wider than the page. */
export async function look(tab: OpenTab, name: string): Promise<void> {
  for (const theme of THEMES) {
    await tab.setTheme(theme);
    await tab.frame.waitForSelector(`html[data-theme="${theme}"]`, { state: 'attached' });
    for (const width of [320, 1280]) {
      await tab.page.setViewportSize({ width, height: 800 });
      await tab.frame.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      await tab.page.screenshot({ path: join(PICTURES, `${name}-${theme}-${width}.png`) });
      expect(await axeFaults(tab.frame)).toEqual([]);
      expect(await overflow(tab.frame)).toBe(0);
    }
  }
}
