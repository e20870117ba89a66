import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { cast, type Role } from '../support/tab.ts';
import { answerRound, DIGEST, LATE_END, newestRound, PROMPT, startForum } from '../support/tab-checkins.ts';
import { focused, look, startTabStage, type TabStage, tabTo, type View, withTab } from '../support/tab-views.ts';

// A browser beside other tests on a small machine takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const { stranger, raiser, teammate, handler, safety, facilitator } = cast;

const ROSTER: readonly Role[] = ['stranger', 'raiser', 'handler', 'safety', 'safety-deputy', 'removed'];

describeInBrowser('The page Check-ins, inside Teams', () => {
  let stage: TabStage;
  let forum: string;

  beforeAll(async () => {
    stage = await startTabStage();
    const { house } = stage;
    forum = await startForum(house, ROSTER, { unseen: ['Una Hart,una.hart@trust.example,Trust 9,,ambulance,ccio'] });
    await house.moveTo(PROMPT);
    await answerRound(house, 'raiser', 'steady', {
      learning: 'Two-way messages to patients saved us a third of the calls.\nThe text matters more than the time.',
      need: 'A template for a clinical safety case',
      topics: 'GP IT',
    });
    await answerRound(house, 'handler', 'need-help', { offer: 'Our imaging contract', topics: 'Shared imaging' });
    await house.ask(handler, `rounds/${await newestRound(house)}/help`, { how: 'host' });
    for (const role of ['safety', 'safety-deputy', 'removed'] as const) await answerRound(house, role, 'stretched');
    await house.moveTo(DIGEST);
    await house.moveTo(LATE_END);
    await answerRound(house, 'raiser', 'need-help', { learning: 'It helps to ask', topics: 'GP IT' });
  });
  afterAll(() => stage?.stop());

  const checkins = { subPage: 'checkins/' };
  const openAll: View[2] = async ({ frame }) => {
    await frame.getByRole('heading', { name: 'Digest of' }).waitFor();
    for (const part of await frame.locator('summary').all()) await part.click();
  };
  const views: View[] = [
    ['checkin', { who: stranger, ...checkins }, openAll],
    ['checkin-added', { who: raiser, ...checkins }, openAll],
    [
      'checkin-host',
      { who: teammate, ...checkins },
      ({ frame }) => frame.getByText('never seen in Teams').first().waitFor(),
    ],
    [
      'checkin-runs',
      { who: facilitator, ...checkins },
      ({ frame }) => frame.getByText('never seen in Teams').first().waitFor(),
    ],
    [
      'checkin-nothing',
      { who: stranger, ...checkins },
      async ({ frame }) => {
        await frame.getByRole('searchbox').fill('zebra');
        await frame.getByRole('searchbox').press('Enter');
        await frame.getByText('Nothing in this digest holds these words').waitFor();
      },
    ],
    [
      'checkins-empty',
      { who: cast['other-organisation'], ...checkins },
      ({ frame }) => frame.getByText('You are on the roster of no check-in').waitFor(),
    ],
    [
      'checkin-gone',
      { who: cast['other-organisation'], subPage: 'checkins/nothing' },
      ({ frame }) => frame.getByText('There is no such check-in').waitFor(),
    ],
  ];

  test.each(views)('%s: axe finds nothing in any theme, and it fits 320 and 1280 pixels', async (name, options, go) => {
    await withTab(stage, options, async (tab) => {
      await go(tab);
      await look(tab, name);
    });
  });

  test('somebody answers with one press of the keyboard, and adds to it by keyboard alone', async () => {
    await withTab(stage, { who: stranger, ...checkins }, async (tab) => {
      const { frame, page } = tab;
      await frame.getByRole('button', { name: 'Stretched' }).waitFor();
      await tabTo(tab, 'Stretched');
      await page.keyboard.press('Enter');
      await frame.getByText('Thank you. Your answer is counted.').waitFor();
      expect(await focused(tab)).toBe('Thank you. Your answer is counted.');
      await tabTo(tab, 'Something we need');
      await page.keyboard.type('A quiet room');
      await tabTo(tab, 'Shared imaging');
      await page.keyboard.press('Space');
      await tabTo(tab, 'Send');
      await page.keyboard.press('Enter');
      await frame.getByText('Your answer is saved.').waitFor();
      expect(await focused(tab)).toBe('Your answer is saved.');
      expect(await frame.getByLabel('Something we need').inputValue()).toBe('A quiet room');
      expect(await frame.getByLabel('Shown with the need').inputValue()).toBe('unattributed');
    });
    const { db } = stage.house.clerk.store;
    const [kept] = await db
      .selectFrom('checkinItems')
      .select(['kind', 'shown'])
      .where('words', '=', 'A quiet room')
      .execute();
    expect(kept).toEqual({ kind: 'need', shown: 'unattributed' });
  });

  test('who needs help chooses what comes of it', async () => {
    await withTab(stage, { who: raiser, ...checkins }, async ({ frame }) => {
      await frame.getByRole('button', { name: 'Just count me' }).click();
      await frame.getByText('That is noted.').waitFor();
    });
  });

  test('somebody skips the week, and is asked again', async () => {
    await withTab(stage, { who: safety, ...checkins }, async ({ frame }) => {
      await frame.getByText('Not this week?').click();
      await frame.getByRole('button', { name: 'Skip this week' }).click();
      await frame.getByText('You are asked again next week').waitFor();
      await frame.getByRole('button', { name: 'Ask me again' }).click();
      await frame.getByRole('button', { name: 'Steady' }).waitFor();
    });
  });

  test('the digest names who gave a name and nobody else; a reader offers help and is told who hears of it', async () => {
    await withTab(stage, { who: stranger, ...checkins }, async ({ frame }) => {
      const need = frame.getByRole('listitem').filter({ hasText: 'A template for a clinical safety case' });
      expect(await need.textContent()).toContain('Need 1: unattributed');
      const learning = frame.getByRole('listitem').filter({ hasText: 'saved us a third of the calls' });
      expect(await learning.textContent()).toContain('Amina Yusuf, Trust 2');
      await frame.getByRole('button', { name: 'I can help: Need 1' }).click();
      await frame.getByRole('status').filter({ hasText: 'The author alone is told that it is you' }).waitFor();
    });
  });

  test('a link opens the digest of an earlier round, with what one said in it', async () => {
    const rounds = stage.house.clerk.store.db.selectFrom('checkinRounds').select('id').orderBy('plannedOn');
    const { id } = await rounds.executeTakeFirstOrThrow();
    await withTab(stage, { who: raiser, subPage: `checkins/${forum}/${id}` }, async ({ frame }) => {
      await frame.getByRole('heading', { name: 'Digest of Wednesday 2 December 2026' }).waitFor();
      await frame.getByRole('heading', { name: 'My answers of this round' }).waitFor();
      await frame.getByText('unattributed)').waitFor();
      // Nobody is offered to help themselves.
      expect(await frame.getByRole('button', { name: 'I can help' }).count()).toBe(0);
      expect(await frame.getByRole('button', { name: 'Tell me more' }).count()).toBe(1);
    });
  });

  test('the host reads who asked for a call, and takes the roster away', async () => {
    await withTab(stage, { who: teammate, ...checkins }, async ({ frame, page }) => {
      await frame.getByText('Please call: Tomasz Nowak, Trust 3.').waitFor();
      await frame.getByText('7 people on the roster').waitFor();
      // Who is not on the roster reads, and answers no item.
      expect(await frame.getByRole('button', { name: 'I can help' }).count()).toBe(0);
      const roster = frame.locator('section').filter({ hasText: 'For you as host' });
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        roster.getByRole('button', { name: /^Download/ }).click(),
      ]);
      expect(readFileSync(await file.path(), 'utf8')).toContain('Una Hart,');
    });
    await withTab(stage, { who: facilitator, ...checkins }, async ({ frame }) => {
      await frame.getByText('7 people on the roster').waitFor();
      expect(await frame.getByText('Please call').count()).toBe(0);
      expect(await frame.getByText('A template for a clinical safety case').count()).toBe(0);
    });
  });

  test('of several check-ins there is a list, by name, and each opens', async () => {
    const other = await startForum(stage.house, ['stranger'], { name: 'CNIOs of Westshire' });
    await withTab(stage, { who: stranger, ...checkins }, async (tab) => {
      const { frame } = tab;
      await frame.getByRole('link', { name: 'CNIOs of Westshire' }).waitFor();
      await look(tab, 'checkins');
      const names = frame.getByRole('link', { name: 'of Westshire' });
      expect(await names.allTextContents()).toEqual(['CCIOs of Westshire', 'CNIOs of Westshire']);
      await names.last().click();
      await frame.getByText('There is no digest yet.').waitFor();
      expect(await focused(tab)).toBe('CNIOs of Westshire');
      await look(tab, 'checkin-new');
    });
    expect((await stage.house.ask(raiser, `checkins/${other}`)).status).toBe(404);
  });
});
