// A check-in in the Agents Playground: set up in a channel, answered by one press in one's own chat, read as a digest.
// Leaves pictures in test/screenshots/playground.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dateIn } from '../../src/calendar/dates.ts';
import { addWorkingDays } from '../../src/calendar/working-days.ts';
import { openBeside } from '../../src/store/beside.ts';
import type { Database } from '../../src/store/database.ts';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { openChat } from './chat.ts';
import { type Started, startPlayground } from './start.ts';

const CABINET = 'Digital Team - Cabinet';
const NAME = 'CCIOs of Westshire';
const ZONE = 'Europe/London';
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];

describeInBrowser('In the Agents Playground', () => {
  let browser: Browser;
  let started: Started;

  beforeAll(async () => {
    started = await startPlayground();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await started?.close();
  });

  /** Nothing here moves the clock of the service: so what it has noted is moved. */
  async function change<Result>(apply: (db: Database) => Promise<Result>): Promise<Result> {
    const store = await openBeside({ kind: 'sqlite', path: join(started.folder, 'data', 'demo.db') });
    if (!store) throw new Error('There is no database.');
    const result = await apply(store.db);
    await store.close();
    return result;
  }

  /** The round opens with the next beat. Whatever the hour of this test, its prompts are not held for quiet hours. */
  async function opens(): Promise<void> {
    const released = async () => {
      const waiting = (db: Database) =>
        db
          .updateTable('outbox')
          .set({ notBeforeAt: new Date().toISOString() })
          .where('kind', '=', 'checkin.prompt')
          .executeTakeFirst();
      return Number((await change(waiting)).numUpdatedRows);
    };
    await expect.poll(released, { timeout: 90_000, interval: 1_000 }).toBeGreaterThan(0);
  }

  test('a check-in goes from its form to one press, what is added, and the digest', async () => {
    const now = new Date();
    const callOn = addWorkingDays({ nation: 'none', timeZone: ZONE }, dateIn(now, ZONE), 1);
    const chat = await openChat(browser, started.address);

    await chat.goTo(CABINET);
    await chat.posts('set up check-in');
    const form = chat.card('Set up a check-in');
    await form.waitFor();
    await chat.pictures('20-checkin-form', form);
    await form.getByRole('textbox', { name: 'Name of the check-in' }).fill(NAME);
    await chat.chooses(form, 'Day', DAYS[new Date(`${callOn}T12:00:00Z`).getUTCDay()] ?? 'Monday');
    await chat.chooses(form, 'Who is on the roster', 'Everybody in this channel’s team');
    await chat.presses(form, 'Save');
    const forum = chat.card(`Check-in: ${NAME}`, 'On the roster');
    await forum.waitFor();
    await chat.pictures('21-checkin-forum', forum);

    await change((db) => {
      const times = { promptTime: '00:00', remindTime: '23:58', digestTime: '23:59', nation: 'none' };
      return db
        .updateTable('forums')
        .set({ ...times, createdAt: `${addDays(dateIn(now, ZONE), -5)}T00:00:00.000Z` })
        .execute();
    });
    await opens();
    await chat.goTo('Personal Chat');
    const prompt = chat.card('How is your week?', NAME);
    await prompt.waitFor({ timeout: 120_000 });
    await chat.pictures('22-checkin-prompt', prompt);
    await chat.presses(prompt, 'Steady');
    const taken = chat.card('Your answer: Steady.');
    await taken.waitFor();
    await chat.pictures('23-checkin-taken', taken);
    await chat.unfolds(taken, 'Add a learning, a need or an offer', 'Something we learnt');
    await taken.getByRole('textbox', { name: 'Something we learnt' }).fill('Labels print faster from the ward hub.');
    await chat.picture('24-checkin-adding', taken);
    await chat.presses(taken, 'Send');
    await chat.card('You added: a learning (with your name).').waitFor();
    await chat.pictures('25-checkin-added', taken);

    await change((db) => db.updateTable('checkinRounds').set({ digestAt: now.toISOString() }).execute());
    await chat.goTo(CABINET);
    const digest = chat.card(`Check-in: ${NAME}`, 'have answered');
    await digest.waitFor({ timeout: 120_000 });
    expect(await digest.textContent()).toContain('Labels print faster from the ward hub.');
    await chat.pictures('26-checkin-digest', digest);
    await chat.goTo('Personal Chat');
    const over = chat.card('The digest is posted, so it cannot be changed any more.');
    await over.waitFor({ timeout: 60_000 });
    await chat.presses(over, 'Read the digest');
    const read = chat.card(`Check-in: ${NAME}`, 'Back to my answer');
    await read.waitFor();
    await chat.pictures('27-checkin-read', read);
    const shown = await chat.pane.textContent();
    await chat.close();
    expect(shown).not.toContain('not supported');
  });
});
