// The whole job in the Microsoft 365 Agents Playground, a Teams client that this project did not write: from `raise` to
// "fixed". Leaves pictures in test/screenshots/playground.
import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { type Chat, openChat } from './chat.ts';
import { type Started, startPlayground } from './start.ts';

const CABINET = 'Digital Team - Cabinet';
const PROBLEM = 'the printer on ward 4 is down';
const REPLY = 'The printer has a new cable. Please try it.';

describeInBrowser('In the Agents Playground', () => {
  let browser: Browser;
  let started: Started;
  let chat: Chat;

  beforeAll(async () => {
    started = await startPlayground();
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    chat = await openChat(browser, started.address);
  });
  afterEach(async () => {
    // What the Playground cannot show it says in the chat itself: nothing of that in a demo.
    const shown = await chat.pane.textContent();
    await chat.close();
    expect(shown).not.toContain('not supported');
  });
  afterAll(async () => {
    await browser?.close();
    await started?.close();
  });

  /** Raises an everyday problem. Gives its reference. */
  async function raises(words: string): Promise<string> {
    await chat.writes(`raise ${words}`);
    const question = chat.card('Could this affect someone’s care?', words);
    await chat.answers(question, 'No');
    await chat.presses(question, 'Next');
    await chat.presses(chat.card('What is wrong, in one sentence?'), 'Raise it');
    return referenceOn(chat.card('Your reference', words));
  }

  async function referenceOn(card: Locator): Promise<string> {
    const reference = /CAB-\d+/.exec((await card.textContent()) ?? '')?.[0];
    if (!reference) throw new Error('There is no reference on the card.');
    return reference;
  }

  test('a problem goes from raise to fixed, and its raiser hears the answer', async () => {
    const welcome = chat.card('Welcome to Digital Clerk');
    await welcome.waitFor();
    await chat.pictures('01-welcome', welcome);

    await chat.writes(`raise ${PROBLEM}`);
    const question = chat.card('Could this affect someone’s care?');
    await question.waitFor();
    await chat.pictures('02-card-a', question);
    await chat.answers(question, 'No');
    await chat.presses(question, 'Next');

    const form = chat.card('What is wrong, in one sentence?');
    await form.waitFor();
    await chat.unfolds(form, 'Add more', 'Who may see your name?');
    expect(await form.getByRole('textbox', { name: 'What is wrong' }).inputValue()).toBe(PROBLEM);
    await chat.picture('03-card-c-all', form);
    await chat.pictures('03-card-c', form);
    await chat.presses(form, 'Raise it');
    const receipt = chat.card('Your reference', PROBLEM);
    await receipt.filter({ hasText: 'CAB-1' }).filter({ hasText: 'New' }).waitFor();
    await chat.pictures('04-receipt', receipt);

    await chat.goTo(CABINET);
    const post = chat.card('CAB-1', PROBLEM);
    await post.waitFor();
    expect(await post.textContent()).not.toContain('Amina');
    await chat.pictures('05-cabinet', post);
    await chat.presses(post, 'Take it');
    // The card that all see follows the answer to the one who pressed: only then is its button there.
    await post.getByRole('button', { name: 'Take it', exact: true }).waitFor({ state: 'detached' });
    await chat.presses(post, 'Update');
    await post.getByRole('textbox', { name: 'Reply' }).waitFor();
    await chat.pictures('06-taken', post);
    await chat.chooses(post, 'Where is it now?', 'Resolved');
    await post.getByRole('textbox', { name: 'Reply' }).fill(REPLY);
    await chat.picture('07-answered', post);
    await chat.presses(post, 'Save');
    await post.filter({ hasText: 'State: Resolved' }).waitFor();
    await chat.pictures('08-resolved', post);

    await chat.goTo('Personal Chat');
    const news = chat.card(REPLY, 'Did this fix it?').filter({ hasNotText: 'Your reference' });
    await news.waitFor();
    await chat.pictures('09-news', news);
    await chat.presses(news, 'Yes, it is fixed');
    await chat.card(REPLY, 'Closed: confirmed as fixed').first().waitFor();
    await receipt.filter({ hasText: 'Closed: confirmed as fixed' }).waitFor();
    await chat.pictures('10-closed', receipt);
  });

  test('what harmed somebody goes to clinical safety, and the cabinet sees only what did not', async () => {
    await chat.writes('raise the drug chart shows the wrong weight');
    const question = chat.card('Could this affect someone’s care?');
    await chat.answers(question, 'Yes: it has, or it nearly did');
    await chat.presses(question, 'Next');
    const safety = chat.card('Safety first', 'Make the person safe', 'Northdale incident reporting', '01632 960100');
    await safety.waitFor();
    const flagged = await referenceOn(safety);
    await chat.pictures('11-card-b', safety);
    await chat.presses(safety, 'Save and finish');
    const receipt = chat.card('Your reference', flagged, 'awaiting clinical safety');
    await receipt.waitFor();
    expect(await receipt.textContent()).not.toContain('drug chart');
    await chat.pictures('12-safety-receipt', receipt);

    const everyday = await raises('the Wi-Fi in the lift is slow');
    await chat.goTo(CABINET);
    await chat.card(everyday, 'the Wi-Fi in the lift is slow').waitFor();
    expect(await chat.pane.textContent()).not.toContain(flagged);
  });

  test('whatever somebody writes gets an answer that helps', async () => {
    const reference = await raises('the label printer smudges');
    await chat.writes('hello');
    const help = chat.card('You can write');
    await help.waitFor();
    await chat.pictures('13-help', help);
    await chat.presses(help, 'Open issues');
    await chat.card('Open issues', reference).waitFor();

    await chat.writes('my issues');
    const mine = chat.card('Issues that you raised', reference);
    await mine.waitFor();
    await chat.pictures('14-my-issues', mine);

    await chat.writes(`issue ${reference}`);
    await chat.card(reference, 'Raised by: Amina Yusuf', 'Where is it now?').waitFor();
    await chat.writes('issue');
    await chat.reads('Write the reference too');

    await chat.writes('the scanner in clinic 2 is broken');
    const offer = chat.card('Shall I raise this?', 'the scanner in clinic 2 is broken');
    await offer.waitFor();
    await chat.pictures('15-offer', offer);
  });

  test('a number that could be a patient’s is refused, with what to do', async () => {
    await chat.writes('raise 943 476 5919');
    await chat.reads('Nothing has been saved');
    await chat.reads('looks like an NHS number');
    await chat.reads('please delete it');
    await chat.picture('16-identifier', chat.pane);
  });

  test('in the channel, what is somebody’s own goes to their own chat, and the cabinet can be changed', async () => {
    await chat.goTo(CABINET);
    await chat.posts('raise the badge reader is stuck');
    await chat.reads('I have sent it to you in our own chat.');
    await chat.posts('set up cabinet');
    const form = chat.card('Set up the digital cabinet');
    await form.waitFor();
    await chat.unfolds(form, 'Systems and handlers', 'Who handles issues?');
    await chat.unfolds(form, 'Safety and service desk', 'Your incident system');
    await chat.picture('17-set-up-cabinet', form);
    await form.getByRole('textbox', { name: 'Name of the cabinet' }).fill('Northdale cabinet');
    await chat.presses(form, 'Save');
    const saved = chat.card('The digital cabinet is set up', 'Northdale cabinet', 'Sam Okafor');
    await saved.waitFor();
    await chat.pictures('18-cabinet-saved', saved);

    await chat.goTo('Personal Chat');
    await chat.card('Could this affect someone’s care?', 'the badge reader is stuck').waitFor();
  });
});
