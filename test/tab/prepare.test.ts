import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('an install without the tools to build the tab says so, and is no failure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clerk-prepare-'));
  copyFileSync('bot/run/prepare.mjs', join(folder, 'prepare.mjs'));
  const said = execFileSync(process.execPath, [join(folder, 'prepare.mjs')], { encoding: 'utf8' });
  expect(said).toMatch(/^The tab was not built: the tools for it are not installed/);
  rmSync(folder, { recursive: true });
});
