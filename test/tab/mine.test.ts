import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { cast } from '../support/tab.ts';
import { look, startTabStage, type TabStage, type View, withTab } from '../support/tab-views.ts';

// A browser beside other tests on a small machine takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const { raiser, handler, facilitator, stranger, admin } = cast;

describeInBrowser('The pages Mine and Settings, inside Teams', () => {
  let stage: TabStage;
  beforeAll(async () => {
    stage = await startTabStage();
    await stage.house.raise(raiser, 'Labels print blank', { system: 'Printing' });
  });
  afterAll(() => stage?.stop());

  const views: View[] = [
    ['mine', { who: raiser, subPage: 'mine/' }, ({ frame }) => frame.getByText('Labels print blank').waitFor()],
    ['mine-empty', { who: stranger, subPage: 'mine/' }, ({ frame }) => frame.getByText('raised nothing yet').waitFor()],
    [
      'settings',
      { who: facilitator, subPage: 'settings/' },
      ({ frame }) => frame.getByRole('link', { name: 'Digital Team' }).waitFor(),
    ],
    [
      'settings-of-nobody',
      { who: stranger, subPage: 'settings/' },
      ({ frame }) => frame.getByText('You run no team here').waitFor(),
    ],
    [
      'settings-admin',
      { who: admin, subPage: 'settings/' },
      ({ frame }) => frame.getByRole('heading', { name: 'Organisations' }).waitFor(),
    ],
    [
      'settings-team',
      { who: facilitator, subPage: 'settings/' },
      async ({ frame }) => {
        await frame.getByRole('link', { name: 'Digital Team' }).click();
        await frame.getByRole('heading', { name: 'Who does what' }).waitFor();
      },
    ],
  ];

  test.each(views)('%s: axe finds nothing in any theme, and it fits 320 and 1280 pixels', async (name, options, go) => {
    await withTab(stage, options, async (tab) => {
      await go(tab);
      await look(tab, name);
    });
  });

  test('somebody pauses, resumes, and sets their quiet hours, and is told so', async () => {
    await withTab(stage, { who: handler, subPage: 'mine/' }, async ({ frame }) => {
      await frame.getByText('Reminders come.').waitFor();
      await frame.getByRole('button', { name: 'Pause' }).click();
      await frame.getByText('Paused: nothing comes until you resume. You still').waitFor();
      await frame.getByRole('button', { name: 'Resume' }).click();
      await frame.getByText('Reminders come.').waitFor();
      await frame.getByLabel('Quiet from').fill('17:30');
      await frame.getByRole('button', { name: 'Save quiet hours' }).click();
      await frame.getByText('Your quiet hours are saved.').waitFor();
      await frame.getByLabel('Quiet from').fill('07:30');
      await frame.getByRole('button', { name: 'Save quiet hours' }).click();
      await frame.getByText('Choose a time in the afternoon or evening.').waitFor();
    });
  });

  test('a facilitator gives a member a role, who has it from then on', async () => {
    await withTab(stage, { who: facilitator, subPage: 'settings/' }, async ({ frame }) => {
      await frame.getByRole('link', { name: 'Digital Team' }).click();
      await frame.getByLabel('Give somebody else').selectOption({ label: cast.teammate.name });
      await frame.getByRole('group', { name: cast.teammate.name }).getByLabel('Handles issues').check();
      await frame.getByRole('button', { name: 'Save team' }).click();
      await frame.getByText('Digital Team is saved.').waitFor();
    });
    const { body } = await stage.house.ask(facilitator, 'settings');
    const [team] = body.teams as { value: string }[];
    const saved = await stage.house.ask(facilitator, `settings/teams/${team?.value}`);
    expect(saved.body.handlers).toContain(cast.teammate.objectId);
  });

  test('the links between the pages lead there, and say which one is open', async () => {
    await withTab(stage, { who: stranger }, async ({ frame }) => {
      await frame.getByRole('link', { name: 'Mine' }).click();
      await frame.getByRole('heading', { name: 'Mine', exact: true }).waitFor();
      await expect.poll(() => frame.getByRole('link', { name: 'Mine' }).getAttribute('aria-current')).toBe('page');
      await frame.getByRole('link', { name: 'Cabinet' }).click();
      await frame.getByRole('heading', { name: 'Digital cabinet' }).waitFor();
    });
  });
});
