// For looking at, not a test: draws every sample of every card, narrow and wide, light and dark, into
// test/screenshots/cards/. Run it with: node test/cards/look.ts [part of a card's name]
import { mkdirSync } from 'node:fs';
import { launchBrowser } from '../support/browser.ts';
import { cardPage, type Theme } from '../support/card-page.ts';
import { allSamples } from './registry.ts';

const FOLDER = new URL('../screenshots/cards/', import.meta.url);
const WIDTHS = [320, 600] as const;
const THEMES: readonly Theme[] = ['light', 'dark'];

const wanted = process.argv[2] ?? '';
mkdirSync(FOLDER, { recursive: true });
const browser = await launchBrowser();
try {
  for (const { entry, kind, view } of allSamples()) {
    if (!entry.name.includes(wanted)) continue;
    for (const theme of THEMES)
      for (const width of WIDTHS) await draw(entry.name, kind, entry.card(view).card, theme, width);
  }
} finally {
  await browser.close();
}

async function draw(name: string, kind: string, card: object, theme: Theme, width: number): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height: 200 } });
  await page.setContent(cardPage(card, theme));
  // What "Add more" and its like reveal is looked at too.
  const toggles = page.getByRole('button', {
    name: /^(Add more|No, it is not|Ask us to look again|History|Systems|Safety|Handlers|Organisation)/,
  });
  for (let index = 0; index < (await toggles.count()); index += 1) await toggles.nth(index).click();
  const file = `${name.replace('/', '-')}-${kind}-${theme}-${width}.png`;
  await page.screenshot({ path: new URL(file, FOLDER).pathname, fullPage: true });
  await page.close();
}
