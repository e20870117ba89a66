import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { cast } from '../support/tab.ts';
import { focused, look, startTabStage, type TabStage, type View, withTab } from '../support/tab-views.ts';

// A browser beside other tests on a small machine takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const { facilitator, handler, stranger } = cast;

describeInBrowser('The settings of a cabinet and a team’s days off, inside Teams', () => {
  let stage: TabStage;
  let cabinet: string;
  beforeAll(async () => {
    stage = await startTabStage();
    cabinet = `settings/cabinet/${stage.house.cabinetId}`;
    const route = { sort: 'network', name: 'Medicine', places: 'Ward 4\nWard 5', person: handler.objectId, deputy: '' };
    await stage.house.ask(facilitator, `settings/cabinets/${stage.house.cabinetId}/routes`, route);
  });
  afterAll(() => stage?.stop());

  const toDays: View[2] = async ({ frame }) => {
    await frame.getByRole('link', { name: 'Digital Team' }).click();
    await frame.getByRole('link', { name: 'Days off' }).click();
    await frame.getByRole('heading', { name: 'Days off' }).waitFor();
    await frame.getByText('Bank holidays are known').waitFor();
  };
  const views: View[] = [
    ['settings-cabinet', { who: facilitator, subPage: 'cabinet' }, ({ frame }) => frame.getByText('Set-up').waitFor()],
    [
      'settings-cabinet-fault',
      { who: facilitator, subPage: 'cabinet' },
      async ({ frame }) => {
        await frame.getByRole('button', { name: 'Save line' }).click();
        await frame.getByText('Write it as people know it.').waitFor();
      },
    ],
    [
      'settings-cabinet-missing',
      { who: stranger, subPage: 'cabinet' },
      ({ frame }) => frame.getByText('There is no such cabinet').waitFor(),
    ],
    ['settings-days', { who: facilitator, subPage: 'settings/' }, toDays],
  ];

  test.each(views)('%s: axe finds nothing in any theme, and it fits 320 and 1280 pixels', async (name, options, go) => {
    const subPage = options.subPage === 'cabinet' ? cabinet : (options.subPage ?? '');
    await withTab(stage, { ...options, subPage }, async (tab) => {
      await go(tab);
      await look(tab, name);
      if (name === 'settings-cabinet') {
        await tab.frame.getByRole('heading', { name: 'Who gets which issues' }).scrollIntoViewIfNeeded();
        await tab.frame.evaluate("document.querySelector('h2 ~ ul')?.scrollIntoView()");
        await look(tab, `${name}-below`);
      }
    });
  });

  test('a facilitator changes the systems; a fault stands at its field, which takes the focus', async () => {
    await withTab(stage, { who: facilitator, subPage: cabinet }, async (tab) => {
      const { frame } = tab;
      await frame.getByLabel('Link of the incident system').fill('http://incidents.example');
      await frame.getByRole('button', { name: 'Save cabinet' }).click();
      await frame.getByText('It must start with https://', { exact: true }).nth(1).waitFor();
      expect(await focused(tab)).toContain('Link of the incident system');
      await frame.getByLabel('Link of the incident system').fill('https://incidents.example/new');
      await frame.getByLabel('Systems that people can choose').fill('EPR\nPathology');
      await frame.getByRole('button', { name: 'Save cabinet' }).click();
      await frame.getByText('The cabinet is saved.').waitFor();
    });
    const { body } = await stage.house.ask(facilitator, `settings/cabinets/${stage.house.cabinetId}`);
    expect(body.form).toMatchObject({ systems: 'EPR\nPathology', incidentUrl: 'https://incidents.example/new' });
  });

  test('a facilitator says who gets which issues, changes it, removes it, and turns targets on and off', async () => {
    await withTab(stage, { who: facilitator, subPage: cabinet }, async (tab) => {
      const { frame } = tab;
      await frame.getByLabel('What is it?').selectOption('system');
      await frame.getByLabel('Its name').fill('EPR');
      await frame.getByLabel('Who gets its issues?').selectOption({ label: 'Clinical safety' });
      await frame.getByRole('button', { name: 'Save line' }).click();
      await frame.getByText('EPR is saved.').waitFor();
      await frame.getByRole('button', { name: 'Change EPR' }).click();
      await expect.poll(() => frame.getByLabel('Its name').inputValue()).toBe('EPR');
      await frame.getByRole('button', { name: 'Remove EPR' }).click();
      await frame.getByText('EPR is removed.').waitFor();
      await frame.getByLabel('High (P2): looked at within').fill('soon');
      await frame.getByRole('button', { name: 'Turn targets on' }).click();
      await expect.poll(() => focused(tab)).toContain('High (P2): looked at within');
      await frame.getByLabel('High (P2): looked at within').fill('1 hour');
      await frame.getByRole('button', { name: 'Turn targets on' }).click();
      await frame.getByText('The targets are saved.').waitFor();
      await frame.getByRole('button', { name: 'Turn targets off' }).click();
      await frame.getByText('The targets are turned off.').waitFor();
    });
  });

  test('a facilitator writes a reply to begin from, and empties it again', async () => {
    await withTab(stage, { who: facilitator, subPage: cabinet }, async (tab) => {
      const { frame } = tab;
      const question = frame.getByLabel('A question');
      await question.fill('Patient 999 123 4567: which ward?');
      await frame.getByRole('button', { name: 'Save replies' }).click();
      await expect.poll(() => focused(tab)).toContain('A question');
      await question.fill('Which ward is it?');
      await frame.getByRole('button', { name: 'Save replies' }).click();
      await frame.getByText('The replies are saved.').waitFor();
      await question.fill('');
      await frame.getByRole('button', { name: 'Save replies' }).click();
      await expect.poll(() => question.inputValue()).toContain('Thank you for telling us.');
    });
  });

  test('a facilitator adds a day off, and takes it back', async () => {
    await withTab(stage, { who: facilitator, subPage: 'settings/' }, async (tab) => {
      const { frame } = tab;
      await toDays(tab);
      await frame.getByRole('button', { name: 'Save day' }).click();
      await expect.poll(() => focused(tab)).toContain('Which day?');
      await frame.getByLabel('Which day?').fill('2026-12-24');
      await frame.getByRole('button', { name: 'Save day' }).click();
      await frame.getByText('Thursday 24 December 2026: Day off').waitFor();
      await frame.getByLabel('Which day?').fill('2026-12-24');
      await frame.getByLabel('What is on it?').selectOption('usual');
      await frame.getByRole('button', { name: 'Save day' }).click();
      await frame.getByText('Nothing is otherwise in the days ahead.').waitFor();
    });
  });
});
