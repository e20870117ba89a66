// A poll in the Agents Playground, from `poll` to "you said, we did": asked in a channel, answered, closed, grouped and
// answered. Leaves pictures in test/screenshots/playground.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { openChat } from './chat.ts';
import { type Started, startPlayground } from './start.ts';

const CABINET = 'Digital Team - Cabinet';
const QUESTION = 'Which day suits you for the huddle?';
const ANSWER = 'The huddle is on Tuesdays from now on.';

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

  test('a poll goes from its question to what was done about it', async () => {
    const chat = await openChat(browser, started.address);

    await chat.goTo(CABINET);
    await chat.posts(`poll "${QUESTION}" "Monday" "Tuesday"`);
    const form = chat.card('Ask a poll');
    await form.waitFor();
    await chat.pictures('30-poll-form', form);
    await chat.presses(form, 'See what will be sent');
    const preview = chat.card('Please check before you send', QUESTION);
    await preview.waitFor();
    await chat.pictures('31-poll-preview', preview);
    await chat.presses(preview, 'Send');

    const ballot = chat.card('Send my answer', QUESTION);
    await ballot.waitFor();
    await chat.pictures('32-poll-ballot', ballot);
    await chat.answers(ballot, 'Tuesday');
    await chat.presses(ballot, 'Send my answer');
    // One's own view, that it is counted, is gone as soon as the channel's card is drawn again.
    const live = chat.card(QUESTION, '100%');
    await live.waitFor();
    await chat.pictures('34-poll-live', live);

    await chat.goTo('Personal Chat');
    const status = chat.card(QUESTION, 'Open until');
    await status.waitFor();
    await chat.unfolds(status, 'Close, extend or cancel', 'Cancel the poll');
    await chat.picture('35-poll-status', status);
    await chat.presses(status, 'Close now');
    const result = chat.card(QUESTION, 'Closed on', '100%');
    await result.waitFor();
    await chat.pictures('36-poll-result', result);

    await chat.presses(result, 'Group it and answer it');
    const grouping = chat.card('Group what was said');
    await grouping.waitFor();
    await chat.pictures('37-theme-form', grouping);
    await grouping.getByRole('textbox', { name: 'Name of the theme' }).fill('The huddle on Tuesdays');
    await grouping.getByRole('checkbox', { name: `${QUESTION} Tuesday` }).check();
    await chat.presses(grouping, 'Save the theme');
    await chat.presses(chat.card('The huddle on Tuesdays', 'Not answered yet'), 'Answer it');
    const writing = chat.card('What, or because');
    await writing.waitFor();
    await chat.answers(writing, 'We did');
    await writing.getByRole('textbox', { name: 'What, or because' }).fill(ANSWER);
    await chat.picture('38-statement-form', writing);
    await chat.presses(writing, 'See it before it is published');
    const check = chat.card('Please check before you publish', ANSWER);
    await check.waitFor();
    await chat.pictures('39-statement-preview', check);
    await chat.presses(check, 'Publish');

    await chat.goTo(CABINET);
    const statement = chat.card('You said, we did', ANSWER);
    await statement.waitFor();
    await chat.pictures('40-statement', statement);
    const closed = chat.card(QUESTION, 'This poll is closed.');
    await closed.waitFor();
    await chat.pictures('41-poll-closed', closed);
    const shown = await chat.pane.textContent();
    await chat.close();
    expect(shown).not.toContain('not supported');
  });
});
