// The browser of the browser tests: where a Chromium is, how it is started, and what happens where there is none.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { describe, it } from 'vitest';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];

/** No sandbox: containers and CI run as root, and the pages are our own. Nothing here may call home. */
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];

/**
 * The path of a Chromium on this machine: CHROMIUM_PATH if set (whatever it says), else one of the usual names on the
 * PATH, else the one that Playwright installed; undefined where there is none.
 */
export function findChromium(): string | undefined {
  const set = process.env.CHROMIUM_PATH;
  if (set) return set;
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  const candidates = NAMES.flatMap((name) => folders.filter(Boolean).map((folder) => join(folder, name)));
  return [...candidates, chromium.executablePath()].find(runs);
}

/** Starts the Chromium found, without a window. The caller closes it. Throws where there is none. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium was found. Install one, or set CHROMIUM_PATH to it.');
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/**
 * A `describe` for tests that need a browser. Where there is none they are skipped, and it says so; with
 * REQUIRE_BROWSER=1 that is a failure.
 */
export function describeInBrowser(name: string, tests: () => void): void {
  if (findChromium()) {
    describe(name, tests);
    return;
  }
  if (process.env.REQUIRE_BROWSER === '1') {
    describe(name, () => {
      it('needs a Chromium (REQUIRE_BROWSER=1)', () => {
        throw new Error('No Chromium was found. Install one, or set CHROMIUM_PATH to it.');
      });
    });
    return;
  }
  process.stderr.write(`SKIPPED, as no Chromium was found (set CHROMIUM_PATH to one): ${name}\n`);
  describe.skip(`${name} (skipped: no Chromium was found)`, tests);
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
