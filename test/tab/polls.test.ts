import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { cast } from '../support/tab.ts';
import { answerPoll, askPoll, closePoll } from '../support/tab-polls.ts';
import { focused, look, startTabStage, type TabStage, tabTo, type View, withTab } from '../support/tab-views.ts';

// A browser beside other tests on a small machine takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const { teammate, handler, facilitator, safety, stranger } = cast;

const WEEK = {
  question: 'Which day suits you?',
  questionTwo: 'What should we learn about?',
  kindTwo: 'multiple',
  choicesTwo: 'FHIR\nClinical safety\nThe longest of all the topics that anybody in this team has ever thought of',
  questionThree: 'What slows you down?',
  kindThree: 'text',
};
const SCALE = { question: 'How well does the EPR help you?', kind: 'scale', choices: '', mode: 'anonymous' };
const WRITTEN = { mode: 'confidential', questionTwo: 'Why?', kindTwo: 'text' };

describeInBrowser('The page Polls, inside Teams', () => {
  let stage: TabStage;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    stage = await startTabStage();
    const { house } = stage;
    ids.week = await askPoll(house, WEEK);
    await answerPoll(
      house,
      ids.week,
      [
        { choice: 'Monday', choicesTwo: 'FHIR', textThree: 'Signing in' },
        { choice: 'Tuesday', choicesTwo: 'FHIR,Clinical safety', textThree: 'Finding the right form' },
      ],
      ['teammate', 'safety-deputy'],
    );
    ids.scale = await askPoll(house, { ...SCALE, closesOn: '2026-11-30' });
    ids.closed = await askPoll(house, { ...WRITTEN, question: 'Do the new labels help?', choices: 'Yes\nNo\nNot yet' });
    const yes = (textTwo: string) => ({ choice: 'Yes', textTwo });
    const whys = ['They hold the whole name.', 'Fewer are torn.', 'Quicker.', 'They stick.'].map(yes);
    await answerPoll(house, ids.closed, [...whys, { choice: 'No', textTwo: 'They fade in the light of ward 4.' }]);
    await closePoll(house, ids.closed);
    ids.few = await askPoll(house, { ...WRITTEN, question: 'Is the rota fair?', choices: 'Yes\nNo' });
    await answerPoll(house, ids.few, [{ choice: 'Yes' }, { choice: 'No' }]);
    await closePoll(house, ids.few);
  });
  afterAll(() => stage?.stop());

  const polls = { subPage: 'polls/' };
  const views: View[] = [
    ['polls', { who: handler, ...polls }, ({ frame }) => frame.getByText('2 polls').waitFor()],
    ['polls-mine', { who: teammate, subPage: 'polls/mine' }, ({ frame }) => frame.getByText('4 polls').waitFor()],
    [
      'polls-results',
      { who: handler, subPage: 'polls/results' },
      ({ frame }) => frame.getByText('fewer than 5').waitFor(),
    ],
    [
      'polls-nothing',
      { who: handler, ...polls },
      async ({ frame }) => {
        await frame.getByRole('searchbox').fill('zebra');
        await frame.getByRole('searchbox').press('Enter');
        await frame.getByText('No question holds these words').waitFor();
      },
    ],
    [
      'polls-empty',
      { who: stranger, ...polls },
      ({ frame }) => frame.getByText('No open poll waits for you').waitFor(),
    ],
    [
      'polls-mine-empty',
      { who: stranger, subPage: 'polls/mine' },
      ({ frame }) => frame.getByText('write poll in the channel').waitFor(),
    ],
    [
      'poll-ballot',
      { who: handler, subPage: 'week' },
      ({ frame }) => frame.getByRole('button', { name: 'Send my answer' }).waitFor(),
    ],
    ['poll-scale', { who: handler, subPage: 'scale' }, ({ frame }) => frame.getByText('1 is the lowest').waitFor()],
    [
      'poll-managed',
      { who: teammate, subPage: 'week' },
      async ({ frame }) => {
        await frame.getByText('Close, extend or cancel').click();
        await frame.getByText(cast['safety-deputy'].name).first().waitFor();
      },
    ],
    ['poll-result', { who: handler, subPage: 'closed' }, ({ frame }) => frame.getByText('They fade').waitFor()],
    ['poll-few', { who: handler, subPage: 'few' }, ({ frame }) => frame.getByText('fewer than 5').waitFor()],
    [
      'poll-gone',
      { who: stranger, subPage: 'closed' },
      ({ frame }) => frame.getByText('There is no such poll').waitFor(),
    ],
  ];

  test.each(views)('%s: axe finds nothing in any theme, and it fits 320 and 1280 pixels', async (name, options, go) => {
    const { subPage = '' } = options;
    const id = ids[subPage];
    await withTab(stage, id ? { ...options, subPage: `polls/${id}` } : options, async (tab) => {
      await go(tab);
      await look(tab, name);
    });
  });

  test('somebody finds a poll and answers it by keyboard alone, and is told so', async () => {
    await withTab(stage, { who: safety, ...polls }, async (tab) => {
      const { page, frame } = tab;
      await frame.getByText('2 polls').waitFor();
      await tabTo(tab, 'Which day suits you?');
      await page.keyboard.press('Enter');
      await frame.getByRole('button', { name: 'Send my answer' }).waitFor();
      expect(await focused(tab)).toBe('Which day suits you?');
      await tabTo(tab, 'Monday');
      await page.keyboard.press('ArrowDown');
      await tabTo(tab, 'FHIR');
      await page.keyboard.press('Space');
      await tabTo(tab, 'Clinical safety');
      await page.keyboard.press('Space');
      await tabTo(tab, 'Your answer');
      await page.keyboard.type('Slow computers');
      await tabTo(tab, 'Send my answer');
      await page.keyboard.press('Enter');
      await frame.getByText('Your answer is counted.', { exact: true }).waitFor();
      expect(await focused(tab)).toBe('Your answer is counted.');
      await frame.getByRole('button', { name: 'Change my answer' }).waitFor();
      expect(await frame.getByLabel('Tuesday').isChecked()).toBe(true);
    });
    const kept = stage.house.clerk.store.db
      .selectFrom('pollBallots')
      .select('answer')
      .where('pollId', '=', ids.week ?? '');
    const answers = (await kept.execute()).map(({ answer }) => JSON.parse(answer));
    expect(answers).toEqual(expect.arrayContaining([['Tuesday'], ['FHIR', 'Clinical safety'], ['Slow computers']]));
  });

  test('what was sent too soon is said, and what was chosen stays', async () => {
    await withTab(stage, { who: facilitator, subPage: `polls/${ids.week}` }, async ({ frame }) => {
      await frame.getByLabel('FHIR').check();
      await frame.getByRole('button', { name: 'Send my answer' }).click();
      await frame.getByRole('alert').waitFor();
      expect(await frame.getByLabel('FHIR').isChecked()).toBe(true);
    });
  });

  test('a chart has its numbers in a table beside it', async () => {
    await withTab(stage, { who: handler, subPage: `polls/${ids.closed}` }, async ({ frame }) => {
      await frame.getByRole('img', { name: 'Bar chart of Do the new labels help?' }).waitFor();
      const rows = await frame.getByRole('row').allInnerTexts();
      expect(rows.map((row) => row.split(/\s+/))).toEqual([
        ['Answer', 'People', 'Percent'],
        ['Yes', '4', '80%'],
        ['No', '1', '20%'],
        ['Not', 'yet', '0', '0%'],
      ]);
    });
  });

  test('a result is taken away as a spreadsheet', async () => {
    await withTab(stage, { who: handler, subPage: `polls/${ids.closed}` }, async ({ frame, page }) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        frame.getByRole('button', { name: /^Download/ }).click(),
      ]);
      expect(file.suggestedFilename()).toBe('poll-result.csv');
      expect(readFileSync(await file.path(), 'utf8')).toContain('Do the new labels help?,Yes,4,80,');
    });
  });

  test('on a phone the row of links shows the page that is open, and the keyboard reaches them all', async () => {
    await withTab(stage, { who: handler, ...polls, width: 320 }, async (tab) => {
      const { frame, page } = tab;
      const pages = frame.getByRole('navigation', { name: 'Pages of Digital Clerk' });
      const inView = (name: string) =>
        pages.getByRole('link', { name }).evaluate((link) => {
          const { left, right } = (
            link as unknown as { getBoundingClientRect(): { left: number; right: number } }
          ).getBoundingClientRect();
          return left >= 0 && right <= 320;
        });
      await frame.getByText('2 polls').waitFor();
      expect([await inView('Polls'), await inView('Settings')]).toEqual([true, false]);
      await tabTo(tab, 'Settings', 'Shift+Tab');
      expect(await inView('Settings')).toBe(true);
      await tabTo(tab, 'Cabinet', 'Shift+Tab');
      expect(await inView('Cabinet')).toBe(true);
      await tabTo(tab, 'Check-ins');
      await page.keyboard.press('Enter');
      await frame.getByRole('heading', { name: 'Check-ins' }).waitFor();
      expect(await inView('Check-ins')).toBe(true);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.setViewportSize({ width: 320, height: 800 });
      await expect.poll(() => inView('Check-ins')).toBe(true);
    });
  });

  test('who asked puts its end off, closes it, and reads what came of it', async () => {
    const id = await askPoll(stage.house, { question: 'Where do we meet?', choices: 'Here\nThere' });
    await answerPoll(stage.house, id, [{ choice: 'There' }]);
    await withTab(stage, { who: teammate, subPage: `polls/${id}` }, async ({ frame }) => {
      await frame.getByText('Close, extend or cancel').click();
      await frame.getByLabel('Or let it close on').fill('2026-12-24');
      await frame.getByRole('button', { name: 'Extend it' }).click();
      await frame.getByText('The poll is open until Thursday 24 December 2026 at 5pm.').waitFor();
      await frame.getByRole('button', { name: 'Close now' }).click();
      await frame.getByText('The poll is closed.').waitFor();
      await frame.getByRole('cell', { name: '100%' }).waitFor();
    });
  });
});
