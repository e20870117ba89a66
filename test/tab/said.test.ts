import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { publishStatements } from '../support/statements.ts';
import { cast } from '../support/tab.ts';
import { look, startTabStage, type TabStage, type View, withTab } from '../support/tab-views.ts';

// A browser beside other tests on a small machine takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const { stranger, raiser } = cast;

describeInBrowser('The page You said, we did, inside Teams', () => {
  let stage: TabStage;
  let ids: Record<string, string>;
  beforeAll(async () => {
    stage = await startTabStage();
    ids = await publishStatements(stage.house);
  });
  afterAll(() => stage?.stop());

  const one = (name: string) => `said/${ids[name]}`;
  const views: View[] = [
    ['said', { who: stranger, subPage: 'said/' }, ({ frame }) => frame.getByText('4 answers').waitFor()],
    [
      'said-filtered',
      { who: stranger, subPage: 'said/' },
      async ({ frame }) => {
        await frame.getByText('Filter', { exact: true }).click();
        await frame.getByLabel('System').selectOption('Printing');
        await frame.getByText('2 answers').waitFor();
      },
    ],
    [
      'said-nothing',
      { who: stranger, subPage: 'said/' },
      async ({ frame }) => {
        await frame.getByRole('searchbox').fill('zebra');
        await frame.getByRole('searchbox').press('Enter');
        await frame.getByText('Nothing fits what you asked for').waitFor();
      },
    ],
    [
      'said-planned',
      { who: stranger, subPage: 'said/planned' },
      ({ frame }) => frame.getByText('We plan to, by 3 March 2027').waitFor(),
    ],
    [
      'said-measures',
      { who: stranger, subPage: 'said/measures' },
      ({ frame }) => frame.getByText('October to December 2026').waitFor(),
    ],
    [
      'said-empty',
      { who: cast['other-organisation'], subPage: 'said/' },
      ({ frame }) => frame.getByText('Nothing has been published yet').waitFor(),
    ],
    [
      'said-of-nobody',
      { who: cast['other-tenant'], subPage: 'said/' },
      ({ frame }) => frame.getByText('not known which organisation').waitFor(),
    ],
    ['said-one', { who: stranger, subPage: 'plan' }, ({ frame }) => frame.getByText('Tell me when').waitFor()],
    ['said-helped', { who: raiser, subPage: 'did' }, ({ frame }) => frame.getByLabel('A little').waitFor()],
  ];

  test.each(views)('%s: axe finds nothing in any theme, and it fits 320 and 1280 pixels', async (name, options, go) => {
    const { subPage = '' } = options;
    const opened = subPage in ids ? { ...options, subPage: one(subPage) } : options;
    await withTab(stage, opened, async (tab) => {
      await go(tab);
      await look(tab, name);
    });
  });

  test('somebody asks to hear more, and is told that they will', async () => {
    await withTab(stage, { who: stranger, subPage: one('plan') }, async ({ frame }) => {
      await frame.getByRole('button', { name: 'Tell me when there is more' }).click();
      await frame.getByText('You hear in your chat').waitFor();
    });
  });

  test('who said it says whether it helped; without an answer the fault stands at the question, which has the focus', async () => {
    await withTab(stage, { who: raiser, subPage: one('did') }, async ({ frame }) => {
      await frame.getByRole('button', { name: 'Send' }).click();
      await frame.getByText('Choose one of the list.').waitFor();
      expect(await frame.evaluate('document.activeElement.type')).toBe('radio');
      await frame.getByLabel('A little').check();
      await frame.getByRole('button', { name: 'Send' }).click();
      await frame.getByText('Thank you. The last thing you say counts.').waitFor();
    });
  });
});
