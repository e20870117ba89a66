// Drives the Agents Playground as a person does: opens a chat, writes, presses, reads. Everything that is read is read in
// the chat's own pane: the log and the list of chats show the same words.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

const PICTURES = 'test/screenshots/playground';
const DESKTOP = { width: 1280, height: 1100 };
const PHONE = { width: 360, height: 1400 };
/** A slow machine, in the middle of other work. */
const PATIENCE_MS = 60_000;

// The Playground's own page is never narrower than 600 px: this lets the cards, which are ours, be as narrow as a phone.
// Nothing slides, so that a picture shows where things end up.
const STYLE = `* { transition: none !important; animation: none !important; }
@media (max-width: 480px) {
  *:has(.ac-adaptiveCard) {
    min-width: 0 !important; max-width: 100% !important;
    margin-inline: 0 !important; padding-inline: 0 !important; gap: 0 !important;
  }
  .fui-Avatar { display: none !important; }
}`;

export type Chat = Awaited<ReturnType<typeof openChat>>;

/** Opens the Playground at `address` in a page of its own, where Personal Chat is shown first. Nothing calls home. */
export async function openChat(browser: Browser, address: string) {
  await mkdir(PICTURES, { recursive: true });
  const page = await browser.newPage({ viewport: DESKTOP });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.route(
    (url) => url.hostname !== 'localhost',
    (route) => route.abort(),
  );
  await page.goto(address);
  await page.addStyleTag({ content: STYLE });
  const pane = paneOf(page);
  await pane.waitFor();
  // It connects to the bot when the page loads, and installs it in the chat that it shows.
  await page.getByText('installationUpdate 200').waitFor();

  async function goTo(name: string): Promise<void> {
    await page.getByRole('treeitem', { name, exact: true }).click();
  }

  async function writes(text: string): Promise<void> {
    await pane.locator('[data-lexical-editor=true]').last().click();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }

  /** A new post in a channel, which mentions the bot. */
  async function posts(text: string): Promise<void> {
    await pane.locator('[data-lexical-editor=true]').first().click();
    await page.keyboard.type('@Digital');
    await page.locator('#typeahead-menu [role=menuitem]', { hasText: 'Digital Clerk' }).first().click();
    await page.keyboard.type(` ${text}`);
    await pane.getByRole('button', { name: 'Post', exact: true }).click();
  }

  /** The card that holds all these words. */
  function card(...words: readonly string[]): Locator {
    let found = pane.locator('.ac-adaptiveCard');
    for (const hasText of words) found = found.filter({ hasText });
    return found;
  }

  async function presses(on: Locator, button: string): Promise<void> {
    await on.getByRole('button', { name: button, exact: true }).click();
  }

  /** Shows what a button hides. A card that is drawn again in the meantime hides it again. */
  async function unfolds(on: Locator, button: string, words: string): Promise<void> {
    const hidden = on.getByText(words);
    const shown = async () => {
      if (!(await hidden.isVisible())) await presses(on, button);
      return hidden.isVisible();
    };
    await expect.poll(shown, { timeout: PATIENCE_MS, interval: 500 }).toBe(true);
  }

  /** One of the answers that a card shows. */
  async function answers(on: Locator, answer: string): Promise<void> {
    await on.getByRole('radio', { name: answer, exact: true }).check();
  }

  /** One of a list that opens. */
  async function chooses(on: Locator, question: string, answer: string): Promise<void> {
    await on.getByRole('combobox', { name: question }).click();
    await page.getByRole('option', { name: answer, exact: true }).click();
  }

  /** Waits until the chat shows these words, in a card or in a line. */
  async function reads(words: string): Promise<void> {
    await expect.poll(() => pane.textContent(), { timeout: PATIENCE_MS }).toContain(words);
  }

  /** As wide as a phone and as a desktop, with `at` in sight. To change the width empties the forms. */
  async function pictures(name: string, at: Locator): Promise<void> {
    await page.setViewportSize(PHONE);
    await picture(`${name}-phone`, at);
    await page.setViewportSize(DESKTOP);
    await picture(`${name}-desktop`, at);
  }

  async function picture(name: string, at: Locator): Promise<void> {
    await at.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }

  return {
    page,
    pane,
    goTo,
    writes,
    posts,
    card,
    presses,
    unfolds,
    answers,
    chooses,
    reads,
    pictures,
    picture,
    close: () => page.close(),
  };
}

/** The outermost part of the page that has a box to write in, but neither the list of chats nor the log. */
function paneOf(page: Page): Locator {
  return page
    .locator('div:has([data-lexical-editor=true]):not(:has([role=treeitem])):not(:has-text("Log Panel"))')
    .first();
}
