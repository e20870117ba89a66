// Every sample of every card in a real browser: what axe finds on it, and what the narrow screen of a phone does to it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { cardPage } from '../support/card-page.ts';
import { elementsOf } from './inspect.ts';
import { allSamples } from './registry.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RUN_AXE = `axe.run(document, { resultTypes: ['violations'] }).then((found) =>
  found.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html).join(' ')))`;

/** Shows all that a toggle would show. */
const OPEN_ALL = `document.querySelectorAll('.ac-container').forEach((box) => {
  if (box.style.display === 'none') box.style.display = '';
})`;

/** The narrowest phone that is still sold, held upright. */
const NARROW = { width: 320, height: 640 };
const NOTHING = { type: 'AdaptiveCard', version: '1.5', body: [] };

describeInBrowser('cards in a browser', () => {
  describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      browser = await launchBrowser();
      page = await browser.newPage({ viewport: NARROW });
      await page.setContent(cardPage(NOTHING, theme));
      await page.addScriptTag({ content: AXE });
    });
    afterAll(async () => {
      await browser?.close();
    });

    async function show(card: object): Promise<void> {
      await page.evaluate(`window.drawCard(${JSON.stringify(card)})`);
      await page.evaluate(OPEN_ALL);
    }

    it.each(allSamples().map((sample) => [`${sample.entry.name} (${sample.kind})`, sample] as const))(
      'the card %s has no fault that axe finds, fits a phone, and shows its text as text',
      async (_, { entry, view }) => {
        const { card } = entry.card(view);
        await show(card);
        expect(await page.evaluate(RUN_AXE)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(NARROW.width);
        expect(await page.evaluate('document.querySelectorAll("a[href], at, img").length')).toBe(0);
        const shown = flat(await page.evaluate<string>('document.body.innerText'));
        for (const run of elementsOf(card)) {
          if (run.type === 'TextRun') expect(shown).toContain(flat(String(run.text)));
        }
      },
    );

    it('a card without a label, and in a colour that cannot be read, is found out', async () => {
      await show({ ...NOTHING, body: [{ type: 'Input.Text', id: 'bare' }] });
      await page.evaluate(`document.querySelector('input').insertAdjacentHTML('afterend',
        '<p style="color: #999; background: #aaa">pale</p>')`);
      const found = (await page.evaluate<string[]>(RUN_AXE)).map((line) => line.split(':')[0]);
      expect(found).toEqual(expect.arrayContaining(['label', 'color-contrast']));
    });
  });
});

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
